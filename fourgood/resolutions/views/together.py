"""What the page of a draft shows when someone else has typed into the same texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fourgood.accounts.models import User
from fourgood.resolutions.forms import SharedForm
from fourgood.resolutions.typing_together import Sorted, Typed


@dataclass(frozen=True)
class Clash:
    """One text that two have typed: `theirs` is kept, `mine` stands in the field. `who`: "" if not known."""

    label: str
    who: str
    theirs: str
    mine: str


def together(form: SharedForm, found: Sorted | None, typed: Typed) -> dict[str, Any]:
    """The context: the clashes with both texts, and what only the other has changed. `form`: as it was sent."""
    if found is None:
        return {"clashes": [], "moved": []}
    mine = mine_of(form, found)
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=[t[0] for t in typed.values()])}
    clashes = [
        Clash(form.label_of(name), people.get((typed.get(name) or [None])[0], ""), theirs, mine[name])
        for name, theirs in found.clashes.items()
    ]
    return {"clashes": clashes, "moved": [form.label_of(name) for name in found.moved]}


def mine_of(form: SharedForm, found: Sorted) -> dict[str, str]:
    """What was typed where someone else has typed too, by name."""
    return {form.name_of(f): form.cleaned_data[f] for f in form.fields if form.name_of(f) in found.clashes}


def marks_after(sent: SharedForm, found: Sorted | None, kept: SharedForm) -> list[tuple[str, str]]:
    """The marks that an open page carries on with once it is saved; of two fields of a name, the later one counts.

    Of what it now shows just as it is kept, the mark of that; of what it does not show, the mark that it had.
    """
    if found is None:
        return []
    unseen, had = {*found.clashes, *found.moved}, sent.page().marks
    return [(name, had[n] if (n := sent.name_of(name)) in unseen else shown) for name, shown in kept.marks()]
