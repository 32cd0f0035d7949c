from fourgood.criteria.models.decisions import Adoption, Opinion, Remark, Submission
from fourgood.criteria.models.registrations import CriteriaSet, LocalCriterion, Registration

__all__ = ["Adoption", "CriteriaSet", "LocalCriterion", "Opinion", "Registration", "Remark", "Submission"]
