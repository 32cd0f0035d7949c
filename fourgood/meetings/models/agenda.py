"""What a meeting is about, item by item, and what is sent ahead (M12)."""

from __future__ import annotations

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _

from fourgood.criteria.models import CriteriaSet
from fourgood.files.models import StoredFile
from fourgood.instructions.models import Document
from fourgood.meetings.models.meetings import Meeting
from fourgood.organisation.models import Unit
from fourgood.tasks.models import Task


class AgendaItem(models.Model):
    """One item. It may be about a task of the last resolution, a document from above, or criteria to be adopted.

    `minutes`: how long it is meant to take. `notes`: what was said and done under it, written at the meeting.
    `conclusion`: what the chair concluded.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(_("place"))
    title = models.CharField(_("item"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("how many minutes"), null=True, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="items")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="items")
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, null=True, blank=True, related_name="items")
    notes = models.TextField(_("notes"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["meeting_id", "place"]
        constraints = [
            # Deferred, so that two items can change places.
            models.UniqueConstraint(
                fields=["meeting", "place"], name="one_item_per_place_of_an_agenda", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["meeting", "task"], name="a_task_is_on_an_agenda_once"),
            models.UniqueConstraint(fields=["meeting", "document"], name="a_document_is_on_an_agenda_once"),
            models.UniqueConstraint(fields=["meeting", "criteria_set"], name="criteria_are_on_an_agenda_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> Unit:
        """The unit that meets. Fetch it with the meeting."""
        return self.meeting.unit


class Material(models.Model):
    """A paper sent ahead with the notice. `sent_at`: when members could open it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="materials")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="materials")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    title = models.CharField(_("title"), max_length=200)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        verbose_name = _("material")
        ordering = ["meeting_id", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def files(self) -> list[StoredFile]:
        """Its file, as `parts/files.html` wants it. Fetch it with the material."""
        return [self.file]
