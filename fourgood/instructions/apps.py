from django.apps import AppConfig


class InstructionsConfig(AppConfig):
    name = "fourgood.instructions"
    label = "instructions"

    def ready(self) -> None:
        from fourgood.instructions import letters
        from fourgood.notices import digest

        digest.teller(letters.tell, place=10)
