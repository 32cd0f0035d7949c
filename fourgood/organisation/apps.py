from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class OrganisationConfig(AppConfig):
    name = "fourgood.organisation"
    label = "organisation"

    def ready(self) -> None:
        from fourgood.organisation.checks import meeting_rules_can_be_read

        checks.register(meeting_rules_can_be_read)
        post_migrate.connect(_load_reference, sender=self)


def _load_reference(**_kwargs: Any) -> None:
    from fourgood.organisation import reference

    reference.load()
