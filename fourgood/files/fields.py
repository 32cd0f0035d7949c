"""The field by which a form takes files, one or many; on phones the browser offers the camera as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal
from fourgood.files.kinds import ACCEPTED
from fourgood.files.preparing import Prepared, prepare
from fourgood.files.refusals import TooMany

MOST = 5


class FilesInput(forms.FileInput):
    """The browser's own. `were_chosen`: a form that comes back says that the browser has forgotten the choice."""

    template_name = "files/files_input.html"
    allow_multiple_selected = True
    were_chosen = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        many = files.getlist(name) if isinstance(files, MultiValueDict) else files.get(name, [])
        chosen = many if isinstance(many, list) else [many]
        self.were_chosen = bool(chosen)
        return chosen

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"were_chosen": self.were_chosen}


class FilesField(forms.Field):
    """Files that `StoredFile.objects.add_all` takes as they are: checked, and pictures made anew.

    `most`: how many at once. Each file that can't be taken is an error of its own, which names it.
    """

    widget = FilesInput
    default_error_messages = {"required": _("Choose a file, or take a photo.")}

    def __init__(self, *, most: int = MOST, help_text: Any = None, **kwargs: Any) -> None:
        self.most = most
        super().__init__(help_text=lazy(self._hint, str)() if help_text is None else help_text, **kwargs)

    def _hint(self) -> str:
        one = gettext("A picture, a PDF, a Word document, an Excel workbook or plain text, up to %(limit)s MB.")
        many = gettext(
            "Pictures, PDFs, Word documents, Excel workbooks or plain text; up to %(most)s files of %(limit)s MB each."
        )
        sentence = one if self.most == 1 else many
        filled = sentence % {"most": self.most, "limit": settings.FILES_MAX_MB}
        return " ".join([filled, gettext("The place and device that a phone writes into a photo are taken out.")])

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ACCEPTED, "multiple": self.most > 1}

    def clean(self, value: Sequence[UploadedFile]) -> list[Prepared]:
        chosen = [file for file in value or [] if file]
        self.validate(chosen)
        if len(chosen) > self.most:
            raise ValidationError(str(TooMany(limit=self.most).reason))
        return _prepared(chosen)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def _prepared(chosen: Sequence[UploadedFile]) -> list[Prepared]:
    """Raises ValidationError with one sentence for each file that can't be taken."""
    prepared, problems = [], []
    for upload in chosen:
        try:
            prepared.append(prepare(upload))
        except Refusal as refusal:
            problems.append(str(refusal.reason))
    if problems:
        raise ValidationError(problems)
    return prepared
