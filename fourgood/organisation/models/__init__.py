from fourgood.organisation.models.members import (
    Member,
    MemberStatus,
    Membership,
    PartyGroup,
    Position,
)
from fourgood.organisation.models.reference import OrganisationKind, PositionKind, Sector
from fourgood.organisation.models.reorganisation import Change, Order, Step, Succession
from fourgood.organisation.models.units import Span, Unit

__all__ = [
    "Change",
    "Member",
    "MemberStatus",
    "Membership",
    "Order",
    "OrganisationKind",
    "PartyGroup",
    "Position",
    "PositionKind",
    "Sector",
    "Span",
    "Step",
    "Succession",
    "Unit",
]
