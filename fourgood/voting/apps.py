from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "fourgood.voting"
    label = "voting"

    def ready(self) -> None:
        from fourgood.meetings.asked_above import ask_before_end
        from fourgood.voting.closing import require_none_running

        ask_before_end(require_none_running)
