"""That the digest of a week has been written, for everyone."""

from __future__ import annotations

from django.db import models


class DigestWeek(models.Model):
    """A week whose digest was written to the last person. Without the row, a job takes it up again."""

    begins_on = models.DateField(unique=True)  # the day on which the digest was due
    written_at = models.DateTimeField()
    letters = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.begins_on.isoformat()
