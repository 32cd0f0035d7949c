"""The way of a registration, as a row of steps: register → make concrete → opinions → resolution → confirmation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fourgood.common.deadlines import how_late, when
from fourgood.criteria.models import Registration
from fourgood.criteria.state import State


@dataclass(frozen=True)
class Stage:
    """One step. `state` is done, now, late or later, as `parts/steps.html` draws it."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Way:
    """How far a registration has come: by when to register (`due`) and to adopt the criteria, the state of the newest
    version, and of how many criteria so many were gone through.
    """

    registration: Registration
    due: dt.date | None
    adopt_by: dt.date | None
    state: State
    looked_at: int
    total: int

    @property
    def is_registered(self) -> bool:
        return self.registration.registered_at is not None

    @property
    def lateness(self) -> str:
        """How late it was registered; "" when in time, or not yet."""
        done = self.registration.registered_at
        return how_late(timezone.localdate(done), self.due) if done else ""

    @property
    def is_gone_through(self) -> bool:
        return self.looked_at >= self.total

    def is_late(self, on: dt.date) -> bool:
        """Whether the day to register has gone by without it."""
        return not self.is_registered and self.due is not None and self.due < on

    def stages(self, *, on: dt.date) -> list[Stage]:
        """All steps; the first that is not done is the one to do now."""
        adopted = self._has_reached(State.ADOPTED)
        late = {"register"} if self.is_late(on) else set()
        late |= {"adopt"} if not adopted and self.adopt_by is not None and self.adopt_by < on else set()
        steps = [
            ("register", _("Register"), self.is_registered, self._registering(on)),
            ("go_through", _("Make the criteria concrete"), self._is_concrete(), self._progress()),
            ("ask", _("Opinions of the members"), adopted, ""),
            ("adopt", _("Resolution"), adopted, self._adopting(on)),
            ("confirm", _("Confirmation by the level above"), self.state is State.CONFIRMED, self._returned()),
        ]
        now = next((what for what, _label, done, _note in steps if not done), None)
        return [
            Stage(label, "done" if done else "late" if what in late else "now" if what == now else "later", note)
            for what, label, done, note in steps
        ]

    def _registering(self, on: dt.date) -> str:
        done = self.registration.registered_at
        if done is None:
            return when(self.due, on=on)
        return ", ".join(filter(None, [date_format(timezone.localdate(done)), self.lateness]))

    def _progress(self) -> str:
        return _("%(done)s of %(all)s criteria") % {"done": self.looked_at, "all": self.total}

    def _adopting(self, on: dt.date) -> str:
        return "" if self._has_reached(State.ADOPTED) else when(self.adopt_by, on=on)

    def _returned(self) -> str:
        return _("returned with remarks") if self.state is State.RETURNED else ""

    def _is_concrete(self) -> bool:
        return self.is_gone_through or self.state is not State.DRAFT

    def _has_reached(self, state: State) -> bool:
        order = [State.DRAFT, State.OPEN, State.RETURNED, State.ADOPTED, State.SUBMITTED, State.CONFIRMED]
        return order.index(self.state) >= order.index(state)
