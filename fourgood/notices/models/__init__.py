from fourgood.notices.models.digest_weeks import DigestWeek
from fourgood.notices.models.letters import Draft, Letter, Written
from fourgood.notices.models.unsubscriptions import Unsubscription

__all__ = ["DigestWeek", "Draft", "Letter", "Unsubscription", "Written"]
