"""Why nothing can be decided about a shortfall, or an action not be checked: sentences, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NotShort(Refusal):
    reason = _("Criterion %(code)s has no shortfall, so there is nothing to correct.")


class AlreadyPlanned(Refusal):
    reason = _("For criterion %(code)s an action is planned already.")
    help = _("If it can't be done as it was planned, drop its task with the reason; then plan another one.")


class CauseMissing(Refusal):
    reason = _("Say what the cause is.")
    field = "cause"


class MeasureMissing(Refusal):
    reason = _("Say what you will do about it.")
    field = "measure"


class ReasonMissing(Refusal):
    reason = _("Write the reason: others will ask.")


class Unanswered(Refusal):
    """Its links lead to the page of each shortfall without an answer."""

    reason = _("The sheet falls short of what is asked, and nothing is decided about it yet: %(what)s.")
    help = _("Say for each what you will do, who does it and by when; or why nothing is done.")


class NoAction(Refusal):
    reason = _("No action is planned, so there is none to check.")
    help = _("Plan one first.")


class TaskDropped(Refusal):
    reason = _("The task of this action was dropped.")
    help = _("Plan another one, or say why nothing is done.")


class AlreadyChecked(Refusal):
    reason = _("The action was checked already.")
