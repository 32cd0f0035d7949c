"""Why an event can't be entered or taken back: sentences, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class UnitClosed(Refusal):
    reason = _("%(unit)s is closed. Enter it for the unit that took over from it.")


class InTheFuture(Refusal):
    reason = _("That day lies ahead. Enter the event once it has happened.")


class CounterEntryStays(Refusal):
    reason = _("This entry takes back another one. Enter the event anew instead.")


class AlreadyTakenBack(Refusal):
    reason = _("This event was taken back already.")


class ReasonMissing(Refusal):
    reason = _("Write the reason: others will ask.")
