"""The forms by which a unit answers a shortfall, and says what came of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fourgood.organisation.member_forms import ActForm, day
from fourgood.tasks.forms import PeopleForm, words


class PlanForm(PeopleForm):
    """Cause, measure, who and by when. `otherwise`: where the unit says why nothing is done instead."""

    heading = _("What will you do about it?")
    submit = _("Plan it")
    done = _("It is planned. Whoever has the task finds it under their tasks; next month's sheet asks what came of it.")
    otherwise = ""

    everyone = None  # type: ignore[assignment] # one who answers for it, not all
    cause = words(_("cause"), _("Why it fell short. Name what was missing, not who is to blame."), required=True)
    measure = words(_("measure"), _("What you will do so that it is reached. Begin with a verb."), required=True)
    due_on = day(_("due on"))
    field_order = ["cause", "measure", "members", "organisations", "due_on"]


class WithoutForm(ActForm):
    heading = _("Nothing is done about it")
    submit = _("Save the reason")
    done = _("Your reason is saved. The level above reads it.")

    because = words(_("why nothing is done"), _("For example: the cause has gone by itself."), required=True)


class CheckForm(ActForm):
    heading = _("It was done")
    submit = _("Check as done")
    done = _("The action is checked.")
    lead = _("Where its task is still open, it is finished with it.")

    brought = words(_("what it brought"), _("A few words, if you like: what is better now."))


class CarryOnForm(ActForm):
    heading = _("Not yet")
    submit = _("Go on with it")
    done = _("Your reason is saved. Next month's sheet asks again.")

    reason = words(_("why not yet"), _("Others read it: say what got in the way."), required=True)
    to_day = day(_("new day"), _("Leave it empty to keep the day."), required=False)

    def arguments(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"], "to_day": self.cleaned_data["to_day"]}
