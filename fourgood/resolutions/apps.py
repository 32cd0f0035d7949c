from django.apps import AppConfig
from django.core import checks


class ResolutionsConfig(AppConfig):
    name = "fourgood.resolutions"
    label = "resolutions"

    def ready(self) -> None:
        from fourgood.resolutions.checks import document_rules_can_be_read

        checks.register(document_rules_can_be_read)
