from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "fourgood.tasks"
    label = "tasks"

    def ready(self) -> None:
        from fourgood.notices import digest
        from fourgood.tasks import letters

        digest.teller(letters.tell, place=20)
