"""Names in the three languages, kept with the row."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """A row of reference data that is called by a name in Vietnamese, Malay and English."""

    name_vi = models.CharField(_("name in Vietnamese"), max_length=200)
    name_ms = models.CharField(_("name in Malay"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return getattr(self, f"name_{(get_language() or 'vi')[:2]}", self.name_vi)
