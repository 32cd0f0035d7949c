from fourgood.accounts.models.codes import AccessCode, CodeRefused
from fourgood.accounts.models.offices import Office
from fourgood.accounts.models.users import User

__all__ = ["AccessCode", "CodeRefused", "Office", "User"]
