from fourgood.voting.models.votes import Choice, Vote

__all__ = ["Choice", "Vote"]
