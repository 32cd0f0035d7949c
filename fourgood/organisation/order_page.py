"""The steps of an order as sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from fourgood.organisation.models import Order, Step, Unit


@dataclass(frozen=True)
class StepInWords:
    """A step as a sentence; `members` are the names of those who go along."""

    place: int
    sentence: str
    members: list[str]


def steps_in_words(order: Order) -> list[StepInWords]:
    """Each step with the names of its units, also of those that the order itself founds. Three queries."""
    steps = list(order.steps.select_related("kind", "sector").prefetch_related("members_along"))
    codes = {code for step in steps for code in (step.unit_code, step.into_code, step.parent_code, *step.along_codes)}
    names = dict(Unit.objects.filter(code__in=codes - {""}).values_list("code", "name"))
    names |= {step.code: step.name for step in steps if step.code}
    return [StepInWords(step.place, _sentence(step, names), list(map(str, step.members_along.all()))) for step in steps]


def _sentence(step: Step, names: dict[str, str]) -> str:
    def named(code: str) -> str:
        return f"“{names.get(code, code)}”"

    values = {
        "unit": named(step.unit_code),
        "into": named(step.into_code),
        "above": named(step.parent_code),
        "name": f"“{step.name}”",
        "code": step.code,
        "what": ", ".join(str(thing) for thing in (step.kind, step.sector) if thing),
        "along": ", ".join([*map(named, step.along_codes), *_members(step)]),
    }
    return SENTENCES[Step.Act(step.act)](step) % values


def _members(step: Step) -> list[str]:
    number = len(step.members_along.all())
    return [ngettext("%(number)s member", "%(number)s members", number) % {"number": number}] if number else []


def _found(_step: Step) -> str:
    return gettext("%(name)s (%(code)s; %(what)s) is founded under %(above)s.")


def _split(step: Step) -> str:
    if step.along_codes or step.members_along.all():
        return gettext("%(name)s (%(code)s) is split off from %(unit)s; along go: %(along)s.")
    return gettext("%(name)s (%(code)s) is split off from %(unit)s.")


def _reopen(step: Step) -> str:
    if step.name and step.parent_code:
        return gettext("%(unit)s is reopened as %(name)s under %(above)s.")
    if step.name:
        return gettext("%(unit)s is reopened as %(name)s.")
    if step.parent_code:
        return gettext("%(unit)s is reopened under %(above)s.")
    return gettext("%(unit)s is reopened.")


SENTENCES = {
    Step.Act.FOUND: _found,
    Step.Act.RENAME: lambda _step: gettext("%(unit)s is called %(name)s."),
    Step.Act.MOVE: lambda _step: gettext("%(unit)s stands under %(above)s."),
    Step.Act.CHANGE_KIND: lambda _step: gettext("%(unit)s becomes: %(what)s."),
    Step.Act.MERGE: lambda _step: gettext("%(unit)s is merged into %(into)s."),
    Step.Act.SPLIT: _split,
    Step.Act.DISSOLVE: lambda _step: gettext("%(unit)s is dissolved."),
    Step.Act.REOPEN: _reopen,
}
