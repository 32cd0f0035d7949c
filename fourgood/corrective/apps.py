from django.apps import AppConfig


class CorrectiveConfig(AppConfig):
    name = "fourgood.corrective"
    label = "corrective"

    def ready(self) -> None:
        from fourgood.assessments.asked_above import ask_before_submit, hear_after_confirm
        from fourgood.corrective.asking import ask_for_lowered, require_answered
        from fourgood.corrective.carrying_in import items_for
        from fourgood.meetings.asked_above import carry_in

        ask_before_submit(require_answered)
        hear_after_confirm(ask_for_lowered)
        carry_in(items_for)
