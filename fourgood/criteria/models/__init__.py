from fourgood.criteria.models.decisions import Adoption, LookedAt, Opinion, Remark, Submission
from fourgood.criteria.models.registrations import CriteriaSet, LocalCriterion, Registration

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
