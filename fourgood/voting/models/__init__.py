from fourgood.voting.models.urn import Ballot, Counter, Elector
from fourgood.voting.models.votes import Choice, Vote, Way

__all__ = ["Ballot", "Choice", "Counter", "Elector", "Vote", "Way"]
