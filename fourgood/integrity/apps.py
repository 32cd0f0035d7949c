from django.apps import AppConfig
from django.core import checks


class IntegrityConfig(AppConfig):
    name = "fourgood.integrity"
    label = "integrity"

    def ready(self) -> None:
        from fourgood.integrity.checks import integrity_rules_can_be_read

        checks.register(integrity_rules_can_be_read)
