from fourgood.resolutions.models.minutes import Minutes
from fourgood.resolutions.models.resolutions import Resolution, ResolvedTask
from fourgood.resolutions.models.terms import Term

__all__ = ["Minutes", "Resolution", "ResolvedTask", "Term"]
