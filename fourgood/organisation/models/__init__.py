from fourgood.organisation.models.members import Member
from fourgood.organisation.models.memberships import Membership, MemberStatus, PartyGroup
from fourgood.organisation.models.positions import Place, Position
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
    "Place",
    "Position",
    "PositionKind",
    "Sector",
    "Span",
    "Step",
    "Succession",
    "Unit",
]
