"""The kinds of letters, each of which a person may refuse."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a letter is about. The value is stored for ever, also in links that people have in their letters."""

    MEETING = "meeting", _("meetings")
    TASK_GIVEN = "task_given", _("tasks given to me")
    TASKS_DUE = "tasks_due", _("tasks due soon")
    ASSESSMENTS_DUE = "assessments_due", _("monthly sheets due soon")
    DOCUMENT_REMINDER = "document_reminder", _("reminders about documents from above")
    DIGEST = "digest", _("the week at a glance")

    @property
    def sentence(self) -> str:
        """When such a letter comes."""
        return str(_SENTENCES[self])


_SENTENCES = {
    Kind.MEETING: _("When a meeting that you take part in is announced, changed or called off."),
    Kind.TASK_GIVEN: _("When someone gives you a task."),
    Kind.TASKS_DUE: _("Before a task of yours is due, and when its day has passed."),
    Kind.ASSESSMENTS_DUE: _("Before a monthly sheet that you fill in or confirm is due, and when its day has passed."),
    Kind.DOCUMENT_REMINDER: _("When the level above reminds your unit to answer a document."),
    Kind.DIGEST: _("Once a week, what waits for you. When nothing waits, no letter comes."),
}
