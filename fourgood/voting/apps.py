from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "fourgood.voting"
    label = "voting"
