from django.apps import AppConfig


class InstructionsConfig(AppConfig):
    name = "fourgood.instructions"
    label = "instructions"
