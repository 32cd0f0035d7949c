from django.apps import AppConfig
from django.core import checks


class ResolutionsConfig(AppConfig):
    name = "fourgood.resolutions"
    label = "resolutions"

    def ready(self) -> None:
        from fourgood.meetings.asked_above import ask_before_change
        from fourgood.resolutions.checks import document_rules_can_be_read
        from fourgood.resolutions.writing import require_not_approved

        checks.register(document_rules_can_be_read)
        ask_before_change(require_not_approved)
