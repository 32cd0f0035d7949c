from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "fourgood.criteria"
    label = "criteria"

    def ready(self) -> None:
        from fourgood.criteria.carrying_over import on_edition_issued
        from fourgood.instructions.signals import edition_issued

        edition_issued.connect(on_edition_issued, dispatch_uid="criteria.carry_over")
