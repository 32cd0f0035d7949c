from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "fourgood.assessments"
    label = "assessments"

    def ready(self) -> None:
        from fourgood.assessments import letters
        from fourgood.notices import digest

        digest.teller(letters.tell, place=30)
