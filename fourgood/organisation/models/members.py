"""Members of the Party and what happens to them: admitted, transferred, recognised, exempted, gone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.common.spans import between, since
from fourgood.common.vietnamese import person_sort_key, search_key
from fourgood.organisation.models.member_refusals import (
    AlreadyElsewhere,
    AlreadyInThisCell,
    AlreadyOfficial,
    BeforeAdmission,
    BeforeTheMembership,
    CodeTaken,
    EndsBeforeItBegins,
    GroupElsewhere,
    MembershipOverlaps,
    NotElsewhere,
    NotInACell,
    OfficialBeforeAdmission,
    StatusJustSet,
    StatusOverlaps,
    StillInACell,
)
from fourgood.organisation.models.memberships import Membership, MemberStatus, PartyGroup, close, require_cell
from fourgood.organisation.models.units import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer

Beginning, Ending = Membership.Beginning, Membership.Ending
# Never written into the acts log: it says only that they were changed.
_CONTACTS = {"phone", "email"}
_HIDDEN = "…"


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, viewer: Viewer) -> MemberQuerySet:
        """Members of the units whose lists the viewer may see, and the viewer's own row."""
        return self.filter(viewer.standing().sees_members("unit__path") | Q(pk=viewer.member_id))

    def under(self, unit: Unit) -> MemberQuerySet:
        return self.filter(unit__path__startswith=unit.path)

    def search(self, text: str) -> MemberQuerySet:
        """Members whose name contains the text, with or without diacritics, or whose number it is."""
        found = Q(code=text.strip())
        if key := search_key(text):
            found |= Q(search_key__contains=key)
        return self.filter(found)

    @transaction.atomic
    def admit(
        self,
        *,
        unit: Unit,
        on: dt.date,
        began_by: Membership.Beginning = Beginning.ADMITTED,
        decision: str = "",
        by: Actor | None,
        **details: Any,
    ) -> Member:
        """Add a member to a cell from `on`. `details` are fields of the member; `admitted_on` is `on` unless given.

        Raises NotACell, CellClosed, BeforeAdmission, CodeTaken.
        """
        member = Member(**{"admitted_on": on} | details)
        require_cell(unit, on=on)
        member.require_admitted(on)
        member.unit = unit
        with refusing(organisation_member_code_key=CodeTaken(code=member.code)):
            member.save()
        member.begin(unit, on=on, began_by=began_by, decision=decision)
        after = {"name": member.full_name, "cell": str(unit), "on": on.isoformat(), "decision": decision}
        member.record(Verb.MEMBER_ADDED, by=by, after=after)
        return member


class Member(models.Model):
    """A Party member, with the least personal data that the rules need.

    `unit` is a copy of the cell of the official membership in force now (or of the last one), kept for speed; the
    memberships are the truth. Whether official or probationary on a date follows from the dates of admission and of
    recognition as an official member. Verbs that move a member are for dates that have come: pages refuse later ones.
    """

    code = models.CharField(
        _("member number"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(r"^[0-9A-Z][0-9A-Z.\-]{2,19}$", _("Use 3 to 20 capital letters, digits, dots, dashes."))
        ],
        help_text=_("The number of the member's card or file; it never changes."),
    )
    full_name = models.CharField(_("full name"), max_length=120)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    admitted_on = models.DateField(_("admitted to the Party on"))
    official_on = models.DateField(_("official member since"), null=True, blank=True)
    phone = models.CharField(_("phone number"), max_length=20, blank=True, help_text=_("In the form +84912345678."))
    email = models.EmailField(_("e-mail address"), blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="members", editable=False, verbose_name=_("cell")
    )
    is_active = models.BooleanField(_("in the Party now"), default=True, editable=False)
    sort_key = models.TextField(db_collation="C", editable=False)
    search_key = models.TextField(db_collation="C", editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["unit", "sort_key", "id"], name="member_of_unit_in_order"),
            models.Index(fields=["sort_key", "id"], name="member_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                name="official_not_before_admission",
                condition=Q(official_on__isnull=True) | Q(official_on__gte=models.F("admitted_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.pk])

    def set_keys(self) -> None:
        """Set the stored keys from the name. Bulk writers call it themselves."""
        self.sort_key, self.search_key = person_sort_key(self.full_name), search_key(self.full_name)

    def is_official_on(self, date: dt.date) -> bool:
        return self.official_on is not None and self.official_on <= date

    def membership_on(self, date: dt.date) -> Membership:
        """The official membership on a date. Raises NotInACell."""
        membership: Membership | None = self.memberships.on(date).official().select_related("unit").first()
        if membership is None:
            raise NotInACell(member=self, on=date)
        return membership

    # Verbs

    @transaction.atomic
    def change(self, *, by: Actor | None, **details: Any) -> None:
        """Correct the member's details. Records which changed, and what they were unless they are contacts.

        Raises BeforeTheMembership, OfficialBeforeAdmission when the dates would contradict each other.
        """
        changed = {name: value for name, value in details.items() if getattr(self, name) != value}
        if not changed:
            return
        before = {name: getattr(self, name) for name in changed}
        for name, value in changed.items():
            setattr(self, name, value)
        if "admitted_on" in changed:
            self._require_admitted_before_memberships()
        with refusing(official_not_before_admission=OfficialBeforeAdmission()):
            self.save()
        self.record(Verb.MEMBER_CHANGED, by=by, before=_loggable(before), after=_loggable(changed))

    @transaction.atomic
    def transfer(self, *, to: Unit, on: dt.date, decision: str = "", by: Actor | None) -> None:
        """Official transfer: belongs to cell `to` from `on`.

        Ends the old cell's positions, the Party group and any stay in another cell for a time.
        Raises NotACell, CellClosed, NotInACell, AlreadyInThisCell, NotBegunYet, MembershipOverlaps.
        """
        self.lock()
        require_cell(to, on=on)
        old = self.membership_on(on)
        if old.unit_id == to.pk:
            raise AlreadyInThisCell(member=self, unit=to)
        old.end(on=on, why=Ending.TRANSFERRED_OUT)
        self._end_stays(on=on, why=Ending.TRANSFERRED_OUT)
        self._end_positions(on=on, unit=old.unit)
        self.begin(to, on=on, began_by=Beginning.TRANSFERRED_IN, decision=decision)
        after = {"cell": str(to), "on": on.isoformat(), "decision": decision}
        self.record(Verb.MEMBER_TRANSFERRED, by=by, unit=old.unit, before={"cell": str(old.unit)}, after=after)

    @transaction.atomic
    def send(
        self, *, to: Unit, on: dt.date, until: dt.date | None = None, decision: str = "", by: Actor | None
    ) -> None:
        """Temporary transfer: takes part in cell `to` from `on` to the last day `until`, if it is known.

        Raises NotACell, CellClosed, NotInACell, AlreadyInThisCell, AlreadyElsewhere, EndsBeforeItBegins.
        """
        self.lock()
        require_cell(to, on=on)
        official = self.membership_on(on)
        if official.unit_id == to.pk:
            raise AlreadyInThisCell(member=self, unit=to)
        if until is not None and until < on:
            raise EndsBeforeItBegins(first=on)
        span = between(on, until)
        if stay := self.memberships.temporary().filter(valid__overlap=span).select_related("unit").first():
            raise AlreadyElsewhere(member=self, unit=stay.unit)
        began_by, kind = Beginning.TRANSFERRED_IN, Membership.Kind.TEMPORARY
        with refusing(one_temporary_cell_per_member_and_day=MembershipOverlaps()):
            self.memberships.create(unit=to, kind=kind, began_by=began_by, decision=decision, valid=span)
        after = {"cell": str(to), "on": on.isoformat(), "decision": decision}
        self.record(Verb.MEMBER_SENT, by=by, unit=official.unit, after=after)

    @transaction.atomic
    def come_back(self, *, on: dt.date, by: Actor | None) -> None:
        """End the stay in another cell: from `on` in the official cell only. Raises NotElsewhere, NotBegunYet."""
        self.lock()
        stay = self.memberships.on(on).temporary().select_related("unit").first()
        if stay is None:
            raise NotElsewhere(member=self, on=on)
        stay.end(on=on, why=Ending.TRANSFERRED_OUT)
        self.record(Verb.MEMBER_RETURNED, by=by, after={"cell": str(stay.unit), "on": on.isoformat()})

    @transaction.atomic
    def leave(self, *, on: dt.date, why: Membership.Ending, decision: str = "", by: Actor | None) -> None:
        """No longer a member here from `on`. Ends stays, statuses and positions; outside positions only by death.

        Raises NotInACell, NotBegunYet.
        """
        self.lock()
        official = self.membership_on(on)
        official.end(on=on, why=why)
        self._end_stays(on=on, why=why)
        self._end_positions(on=on, outside_too=why == Ending.DIED)
        for status in self.statuses.filter(valid__overlap=since(on)):
            close(status, on=on)
            status.save(update_fields=["valid"])
        self.is_active = False
        self.save(update_fields=["is_active"])
        after = {"why": why, "on": on.isoformat(), "decision": decision}
        self.record(Verb.MEMBER_LEFT, by=by, unit=official.unit, before={"cell": str(official.unit)}, after=after)

    @transaction.atomic
    def rejoin(self, *, unit: Unit, on: dt.date, decision: str = "", by: Actor | None) -> None:
        """Back in a cell from `on`, after having left: transferred in again, or readmitted.

        Raises NotACell, CellClosed, StillInACell, MembershipOverlaps.
        """
        self.lock()
        require_cell(unit, on=on)
        self.require_admitted(on)
        if still := self.memberships.official().open().select_related("unit").first():
            raise StillInACell(member=self, unit=still.unit)
        self.begin(unit, on=on, began_by=Beginning.TRANSFERRED_IN, decision=decision)
        after = {"cell": str(unit), "on": on.isoformat(), "decision": decision}
        self.record(Verb.MEMBER_REJOINED, by=by, after=after)

    @transaction.atomic
    def recognise_official(self, *, on: dt.date, decision: str = "", by: Actor | None) -> None:
        """Official member from `on`. Raises AlreadyOfficial, BeforeAdmission."""
        self.lock()
        if self.official_on is not None:
            raise AlreadyOfficial(member=self, since=self.official_on)
        self.require_admitted(on)
        self.official_on = on
        self.save(update_fields=["official_on"])
        after = {"on": on.isoformat(), "decision": decision}
        self.record(Verb.MEMBER_RECOGNISED, by=by, after=after)

    @transaction.atomic
    def set_status(
        self,
        kind: MemberStatus.Kind,
        *,
        on: dt.date,
        until: dt.date | None = None,
        decision: str = "",
        by: Actor | None,
    ) -> MemberStatus:
        """In a status from `on` to the last day `until`, if it is known. It ends by `MemberStatus.end`.

        Raises BeforeAdmission, EndsBeforeItBegins, StatusOverlaps.
        """
        self.require_admitted(on)
        if until is not None and until < on:
            raise EndsBeforeItBegins(first=on)
        span = between(on, until)
        if other := self.statuses.filter(valid__overlap=span).first():
            raise StatusOverlaps(member=self, status=other.get_kind_display())
        with refusing(one_status_per_member_and_day=StatusJustSet()):
            status = self.statuses.create(kind=kind, valid=span, decision=decision)
        after = {"status": kind, "on": on.isoformat(), "until": until.isoformat() if until else None}
        self.record(Verb.MEMBER_STATUS_SET, by=by, after=after)
        return status

    @transaction.atomic
    def join_group(self, group: PartyGroup | None, *, on: dt.date, by: Actor | None) -> bool:
        """In a Party group of the own cell from `on`; None: in no group. Whether that is a change.

        Raises NotInACell, GroupElsewhere, AlreadyEnded.
        """
        self.lock()
        membership = self.membership_on(on)
        if group is not None and (group.unit_id != membership.unit_id or not group.holds_on(on)):
            raise GroupElsewhere(group=group, unit=membership.unit, on=on)
        before = membership.group
        if before == group:
            return False
        membership.regroup(group, on=on)
        if before is not None:
            self._end_positions(on=on, group=before)
        self.record(
            Verb.MEMBER_GROUPED,
            by=by,
            before={"group": str(before) if before else None},
            after={"group": str(group) if group else None, "on": on.isoformat()},
        )
        return True

    # What verbs are made of

    def record(
        self,
        verb: Verb,
        *,
        by: Actor | None,
        unit: Unit | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Record an act on the member, readable by those responsible for `unit` (the member's cell unless given)."""
        concerned = unit or self.unit
        Act.objects.record(verb, self, by=by, path=concerned.path if concerned else "", before=before, after=after)

    def begin(self, unit: Unit, *, on: dt.date, began_by: Membership.Beginning, decision: str = "") -> None:
        """Belong to the cell officially from `on`. No act: verbs record it. Raises MembershipOverlaps."""
        with refusing(one_official_cell_per_member_and_day=MembershipOverlaps()):
            self.memberships.create(unit=unit, began_by=began_by, decision=decision, valid=since(on))
        self.unit, self.is_active = unit, True
        self.save(update_fields=["unit", "is_active"])

    def lock(self) -> None:
        """Wait for any other act on the same member; holds until the transaction ends."""
        Member.objects.select_for_update().only("pk").get(pk=self.pk)
        self.refresh_from_db()

    def require_admitted(self, on: dt.date) -> None:
        if on < self.admitted_on:
            raise BeforeAdmission(member=self, admitted=self.admitted_on)

    def _require_admitted_before_memberships(self) -> None:
        first = self.memberships.exclude(began_by=Beginning.IMPORTED).order_by("valid").first()
        if first is not None and first.first_day is not None and first.first_day < self.admitted_on:
            raise BeforeTheMembership(began=first.first_day)

    def _end_stays(self, *, on: dt.date, why: Membership.Ending) -> None:
        for stay in self.memberships.temporary().filter(valid__overlap=since(on)):
            stay.end(on=on, why=why)

    def _end_positions(
        self,
        *,
        on: dt.date,
        unit: Unit | None = None,
        group: PartyGroup | None = None,
        outside_too: bool = False,
    ) -> None:
        """End the positions that hold on `on` or later: of one unit, of one group, or all in the Party organisation."""
        positions = self.positions.filter(valid__overlap=since(on))
        if unit is not None:
            positions = positions.filter(unit=unit)
        elif group is not None:
            positions = positions.filter(group=group)
        elif not outside_too:
            positions = positions.filter(unit__isnull=False)
        for position in positions:
            close(position, on=on)
            position.save(update_fields=["valid"])


def _loggable(details: dict[str, Any]) -> dict[str, Any]:
    """What the acts log holds of the details: dates as text, of contacts only that they were touched."""
    return {name: _HIDDEN if name in _CONTACTS else _plain(value) for name, value in details.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
