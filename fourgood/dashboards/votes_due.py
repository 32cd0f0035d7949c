"""Rules about votes that run at this moment: cast your ballot; count and close (M12, M15)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.organisation.standing import Can
from fourgood.voting.models import Vote


def ballot_to_cast(reader: Reader) -> Asking:
    """A secret vote in which the person has a ballot, not cast yet: the one opened first."""
    member = reader.user.member_id
    if member is None or not reader.standing.may_anywhere(Can.TAKE_PART):
        return None
    waiting = Vote.objects.visible_to(reader.user).awaiting(member)
    found = yield Ask(lambda: waiting)
    if not found.count:
        return None
    vote = waiting.earliest("opened_at", "pk")
    return Due(
        title=_("Vote now: %(question)s") % {"question": vote},
        text=_("Your ballot is secret: that you voted is known, what you voted is not."),
        action=_("Open my ballot"),
        url=reverse("ballot", args=[vote.pk]),
        day=reader.on,
        is_now=True,
    )


def vote_to_close(reader: Reader) -> Asking:
    """A vote that the person runs: the one opened first."""
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    running = Vote.objects.running().filter(reader.standing.reach(Can.RUN_MEETINGS, "meeting__unit__path"))
    found = yield Ask(lambda: running)
    if not found.count:
        return None
    vote = running.earliest("opened_at", "pk")
    return Due(
        title=_("A vote is running: %(question)s") % {"question": vote},
        text=_("See who has voted; when all have, count and close it."),
        action=_("Open the vote"),
        url=vote.get_absolute_url(),
        day=reader.on,
        is_now=True,
    )


RULES = (ballot_to_cast, vote_to_close)
