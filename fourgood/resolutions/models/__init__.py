from fourgood.resolutions.models.minutes import CorrectionNote, Minutes, Section
from fourgood.resolutions.models.readings import Reading
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.resolutions.models.tasks import ResolvedTask, ReviewedTask
from fourgood.resolutions.models.terms import Series, Term

__all__ = [
    "CorrectionNote",
    "Minutes",
    "Reading",
    "Resolution",
    "ResolvedTask",
    "ReviewedTask",
    "Section",
    "Series",
    "Term",
]
