from fourgood.criteria.models.decisions import Adoption, LookedAt, Opinion, Remark, Submission
from fourgood.criteria.models.registrations import Registration
from fourgood.criteria.models.sets import CriteriaSet, LocalCriterion

__all__ = [
    "Adoption",
    "CriteriaSet",
    "LocalCriterion",
    "LookedAt",
    "Opinion",
    "Registration",
    "Remark",
    "Submission",
]
