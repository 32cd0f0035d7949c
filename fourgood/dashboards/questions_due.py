"""A rule about questions that the level above put to a unit about its sheets: its leaders are told, quietly."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.integrity.models import Question
from fourgood.organisation.standing import Can


def question_put_to_us(reader: Reader) -> Asking:
    """Questions about sheets of a unit that the reader leads, without an answer yet."""
    if not reader.standing.may_anywhere(Can.ASSESS):
        return None
    own = reader.standing.reach(Can.ASSESS, "unit__path")
    found = yield Ask(lambda: Question.objects.waiting().filter(own))
    if not found.count:
        return None
    title = ngettext(
        "The level above has %(count)d question about your sheets",
        "The level above has %(count)d questions about your sheets",
        found.count,
    )
    return Due(
        title=title % {"count": found.count},
        text=_("See what it was found in, and tell the level above. No point changes by it."),
        action=_("Read the question"),
        url=Question.objects.get(pk=found.only).get_absolute_url() if found.count == 1 else reverse("question_list"),
    )


RULES = (question_put_to_us,)
