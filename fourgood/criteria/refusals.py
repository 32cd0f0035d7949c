"""Why registering, or making criteria concrete, is refused: sentences with names and dates, and what to do instead.

`field` names the field of a form at which the sentence belongs, where there is one.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal

_ABOVE: str | Promise = _("Ask the committee above your unit.")


class NoModel(Refusal):
    reason = _("The programme has no model for the kind of %(unit)s, so it doesn't register.")
    help = _ABOVE


class UnitClosed(Refusal):
    reason = _("%(unit)s is closed and doesn't register any more.")


class NotInForce(Refusal):
    reason = _("The framework %(framework)s doesn't hold for %(unit)s in %(year)s. Begin again from the start page.")
    help = _ABOVE


class NoFramework(Refusal):
    reason = _("No framework holds yet for %(unit)s in %(year)s. Registration opens when the instruction is issued.")
    help = _ABOVE


class UnknownVariant(Refusal):
    reason = _("The framework %(framework)s has no variant %(variant)s. Choose one of those on the page.")


class YearNotOpen(Refusal):
    reason = _("Registration for %(year)s opens on %(day)s.")


class YearOver(Refusal):
    reason = _("The year %(year)s is over. Register for the year that runs now.")


class AlreadyBegun(Refusal):
    reason = _("%(unit)s has begun its registration for %(year)s already. Open that one and go on with it.")


class AlreadyRegistered(Refusal):
    reason = _("%(unit)s is registered for %(year)s already.")


class Submitted(Refusal):
    reason = _("The criteria lie with the level above, so they can't be changed now.")
    help = _("If something must change, ask the level above to return them.")


class Confirmed(Refusal):
    reason = _("The criteria are confirmed, so they don't change any more.")
    help = _("To change something during the year, begin a new version from a day.")


class UnknownCriterion(Refusal):
    reason = _("The framework has no criterion %(code)s.")


class FixedByFramework(Refusal):
    reason = _("The framework fixes this of criterion %(code)s: %(what)s. Leave it as it is.")


class TargetTooLow(Refusal):
    reason = _("The framework asks for at least %(least)s %% here. Write that or more.")
    field = "target"


class NotAPercentage(Refusal):
    reason = _("A target is a percentage. Write a number from 0 to 100.")
    field = "target"


class PlanIncomplete(Refusal):
    reason = _("A plan needs a number and its unit. Fill in both, or leave both empty.")
    field = "plan_amount"


class PlanBelowNothing(Refusal):
    reason = _("A plan can't be less than nothing. Write 0 or more.")
    field = "plan_amount"


class UnknownPlanUnit(Refusal):
    reason = _("The framework lets you plan in: %(units)s. Choose one of these.")
    field = "plan_unit"


class NotToCopy(Refusal):
    reason = _("These criteria can't be copied here. Choose one of the sets on the page.")


class NotConfirmedYet(Refusal):
    reason = _("Only confirmed criteria get a new version. These are not confirmed yet: change them as they are.")


class VersionUnderWay(Refusal):
    reason = _("A newer version, from %(day)s, exists already. Go on with that one.")


class VersionOutOfYear(Refusal):
    reason = _("The new version holds from a day after %(after)s, and within the year %(year)s. Choose such a day.")
    field = "first_day"


class AlreadyShown(Refusal):
    reason = _("Members have been asked about these criteria already, so they stay. Change them instead.")


class RegisteredStays(Refusal):
    reason = _("%(unit)s is registered for %(year)s, so its first criteria stay. Change them instead.")


class ReasonMissing(Refusal):
    reason = _("Say why the criteria change. The reason stands on the page of the new version.")
    field = "reason"
