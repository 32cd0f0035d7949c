"""The forms of imports and exports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourgood.common.spreadsheets import letter
from fourgood.exchange.columns import ListKind
from fourgood.exchange.models import Import


class UploadForm(forms.Form):
    """A file, and what it is a list of."""

    kind = forms.ChoiceField(
        label=_("What is the list of?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the list is of.")},
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file. Nothing is written before you have seen what was found."),
        error_messages={"required": _("Choose the file with your list."), "empty": _("The file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def __init__(self, *args: Any, kinds: list[ListKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.title) for kind in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].key

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_MB * 1024 * 1024:
            sentence = _("The file is larger than %(limit)s MB. Split the list into several files.")
            raise ValidationError(sentence, params={"limit": settings.IMPORT_MAX_MB})
        return file


class ColumnsForm(forms.Form):
    """Which column of the file holds what. The fields follow from the file and from the kind of list."""

    sheet = forms.ChoiceField(label=_("Sheet"), help_text=_("The columns are looked for anew when you change it."))
    erase = forms.BooleanField(
        label=_("Empty cells erase what is stored"),
        help_text=_("Otherwise, what is stored stays where the list has nothing."),
        required=False,
    )

    def __init__(self, *args: Any, upload: Import, **kwargs: Any) -> None:
        mapping = upload.mapping or {}
        initial = {f"column_{key}": str(place) for key, place in mapping.items()}
        kwargs["initial"] = {"sheet": upload.sheet, "erase": upload.erase} | initial
        super().__init__(*args, **kwargs)
        self.upload = upload
        self.fields["sheet"].choices = [(name, name) for name in upload.sheets]  # type: ignore[attr-defined]
        if len(upload.sheets) < 2:
            del self.fields["sheet"]
        places: list[tuple[str, Any]] = [("", _("not in the file"))]
        places += [(str(place), f"{letter(place)} – {name[:60]}") for place, name in enumerate(upload.header)]
        for column in upload.list_kind.imported:
            self.fields[f"column_{column.key}"] = forms.ChoiceField(
                label=column.label,
                help_text=column.hint,
                choices=places,
                required=column.required,
                error_messages={"required": _("Choose a column: the list can't do without it.")},
            )
        self.order_fields([name for name in self.fields if name != "erase"])

    def choices(self) -> dict[str, Any]:
        """What `Import.choose` takes. Another sheet has other columns: then they are guessed."""
        chosen = self.cleaned_data
        sheet = chosen.get("sheet", self.upload.sheet)
        found = {name.removeprefix("column_"): place for name, place in chosen.items() if name.startswith("column_")}
        mapping = {key: int(place) for key, place in found.items() if place}
        is_same = sheet == self.upload.sheet
        return {"sheet": sheet, "mapping": mapping if is_same else None, "erase": chosen["erase"]}


class FormatForm(forms.Form):
    """As what to export. `q` is a search by name, which never goes into an address."""

    format = forms.ChoiceField(
        label=_("As what?"),
        widget=forms.RadioSelect,
        initial="xlsx",
        choices=[("xlsx", _("Excel workbook")), ("csv", _("CSV file"))],
        error_messages={"required": _("Choose a kind of file.")},
    )
    q = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
