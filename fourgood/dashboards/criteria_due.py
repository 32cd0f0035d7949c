"""Rules about a unit's criteria once they are made concrete: opinions, the vote, submission, confirmation (M6)."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.criteria.agenda import Item
from fourgood.criteria.deadlines import submit_by
from fourgood.criteria.models import CriteriaSet, LookedAt, Opinion, Remark
from fourgood.criteria.opinions import HEARD
from fourgood.criteria.state import State
from fourgood.criteria.voices import members_asked
from fourgood.criteria.waiting import waiting_for
from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.organisation.standing import Can


def opinion_to_give(reader: Reader) -> Asking:
    """Criteria of the person's own unit on which they have not said anything yet: the first to close."""
    member = reader.user.member_id
    units = [h.unit_id for h in reader.standing.holdings if h.grants(Can.GIVE_OPINION)]
    if member is None or not units:
        return None
    spoken = Opinion.objects.filter(criteria_set=OuterRef("pk"), member=member)
    waiting = CriteriaSet.objects.newest().with_state().filter(~Exists(spoken), opened_at__isnull=False)
    asked = waiting.filter(registration__unit__in=units, state__in=HEARD).select_related("registration__unit__kind")
    if not (yield Ask(lambda: asked)).count:
        return None
    found = asked.earliest("opinions_until", "pk")
    if not members_asked(found.unit, on=reader.on).filter(pk=member).exists():
        return None
    return Due(
        title=_("Give your opinion on the criteria of %(unit)s") % {"unit": found.unit},
        text=_("Read what your unit sets itself this year. One tap is enough if you agree with everything."),
        action=_("Give your opinion"),
        url=reverse("opinion_own", args=[found.pk]),
        day=found.opinions_until,
    )


def members_to_ask(reader: Reader) -> Due | None:
    """Criteria that are gone through, and on which members have not been asked yet."""
    item = _first(reader, State.DRAFT)
    if item is None or item.newest is None or item.is_being_drafted:
        return None
    return Due(
        title=_("Ask all members for their opinions on the criteria for %(year)s") % {"year": item.year},
        text=_("All criteria are gone through. Members read them and say what they think; then the meeting votes."),
        action=_("Ask the members"),
        url=reverse("opinions_open", args=[item.newest.pk]),
        day=item.adopt_by,
    )


def opinions_to_follow(reader: Reader) -> Due | None:
    """Criteria that are open: who has not spoken, and the vote to be recorded."""
    item = _first(reader, State.OPEN)
    if item is None or item.newest is None:
        return None
    asked = members_asked(item.unit, on=reader.on)
    silent = Count("pk", filter=~Q(pk__in=item.newest.opinions.values("member")))
    found = asked.order_by().aggregate(all=Count("pk"), silent=silent)
    title = ngettext(
        "%(silent)d of %(all)d members has not spoken on the criteria",
        "%(silent)d of %(all)d members have not spoken on the criteria",
        found["silent"],
    )
    return Due(
        title=title % found
        if found["silent"]
        else _("Record the vote on the criteria for %(year)s") % {"year": item.year},
        text=_("Speak to them, or enter what they tell you. Record the vote once the meeting has been held.")
        if found["silent"]
        else _("Everyone has spoken. Put the criteria to the vote at a meeting, and enter its resolution."),
        action=_("Open the opinions") if found["silent"] else _("Record the vote"),
        url=reverse("opinions" if found["silent"] else "criteria_adopt", args=[item.newest.pk]),
        day=item.newest.opinions_until if found["silent"] else item.adopt_by,
    )


def criteria_to_submit(reader: Reader) -> Due | None:
    """Criteria that are adopted and not sent to the level above."""
    item = _first(reader, State.ADOPTED)
    if item is None or item.newest is None:
        return None
    return Due(
        title=_("Submit the criteria for %(year)s") % {"year": item.year},
        text=_("They are adopted. Send them to the level above, which confirms them."),
        action=_("Submit"),
        url=reverse("criteria_submit", args=[item.newest.pk]),
        day=submit_by(item.newest),
    )


def criteria_returned(reader: Reader) -> Due | None:
    """Criteria that the level above has sent back."""
    item = _first(reader, State.RETURNED)
    if item is None or item.newest is None:
        return None
    last = item.newest.submissions.filter(returned_at__isnull=False).order_by("-returned_at", "-pk")
    count = Remark.objects.filter(submission=last.values("pk")[:1]).count()
    title = ngettext(
        "The criteria came back with %(number)d remark", "The criteria came back with %(number)d remarks", count
    )
    return Due(
        title=title % {"number": count} if count else _("The criteria came back"),
        text=_("Change what is asked, let the meeting adopt the changes, and submit again."),
        action=_("Read the remarks"),
        url=item.newest.get_absolute_url(),
        day=submit_by(item.newest),
    )


def criteria_carried_over(reader: Reader) -> Due | None:
    """Criteria that a new edition adapted, and that the unit has not looked at."""
    adapted = [i for i in reader.registrations if i.newest and i.state is State.CONFIRMED and i.newest.made_by_id]
    seen = LookedAt.objects.filter(criteria_set__in=[i.newest.pk for i in adapted if i.newest]) if adapted else None
    looked_at = set(seen.values_list("criteria_set", flat=True)) if seen is not None else set()
    new = next((i.newest for i in adapted if i.newest and i.newest.pk not in looked_at), None)
    if new is None:
        return None
    return Due(
        title=_("A new edition has adapted your criteria: look at them"),
        text=_("They hold already, from the first day of the edition. Read them, and tell the members."),
        action=_("Look at the criteria"),
        url=new.get_absolute_url(),
    )


def criteria_to_confirm(reader: Reader) -> Asking:
    """Criteria of units directly below, or in the person's charge, that wait to be confirmed."""
    if not reader.standing.may_anywhere(Can.CONFIRM_CRITERIA):
        return None
    led = [h.unit_id for h in reader.standing.holdings if h.grants(Can.CONFIRM_CRITERIA)]
    unit = "criteria_set__registration__unit"
    near = Q(**{f"{unit}__parent__in": led}) | Q(**{f"{unit}__in": reader.standing.in_charge_of()})
    found = yield Ask(lambda: waiting_for(reader.standing).filter(near), day=TruncDate("submitted_at"))
    count = found.count
    if found.first is None:
        return None
    title = ngettext(
        "The criteria of %(count)d unit wait for confirmation",
        "The criteria of %(count)d units wait for confirmation",
        count,
    )
    return Due(
        title=title % {"count": count},
        text=_("The first waits since %(day)s. Return them with remarks, or confirm them: then they hold.")
        % {"day": date_format(found.first)},
        action=_("Open the list"),
        url=reverse("criteria_queue"),
    )


RULES = (
    criteria_returned,
    opinion_to_give,
    members_to_ask,
    opinions_to_follow,
    criteria_to_submit,
    criteria_to_confirm,
    criteria_carried_over,
)


def _first(reader: Reader, state: State) -> Item | None:
    """The first of the units and years that the person sees to, whose criteria are so far."""
    return next((item for item in reader.registrations if item.newest and item.state is state), None)
