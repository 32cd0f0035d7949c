"""The forms of instructions: an edition's head, its files, and the ends an edition can come to."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.common.widgets import DayInput
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Viewer

LARGEST_FILE = 1_000_000  # bytes; the frameworks that ship have 65,000
EXPLAINED = {
    Edition.CarryOver.KEEP: _("Units go on with what they made concrete. The new edition counts from next year."),
    Edition.CarryOver.ADAPT: _(
        "What fits a criterion that stays is copied into a new version, which the unit looks over and adopts again."
    ),
    Edition.CarryOver.ASK_AGAIN: _("Units begin anew: criteria, opinions of all members, resolution, confirmation."),
}


class HeadForm(forms.ModelForm):
    """The head of an edition. With an earlier edition, what becomes of criteria that units made concrete is asked."""

    class Meta:
        model = Edition
        fields = [
            *("title_vi", "title_ms", "title_en", "dated", "first_day", "last_day"),
            *("issuer_vi", "issuer_ms", "issuer_en", "seat", "signed_as", "signed_by", "carry_over"),
        ]
        widgets = {
            **{name: DayInput() for name in ("dated", "first_day", "last_day")},
            "signed_as": forms.Textarea({"rows": 2}),
            "carry_over": forms.RadioSelect,
        }
        help_texts = {
            "first_day": _("From this day on an edition before it no longer holds."),
            "last_day": _("Leave it empty if it holds until further notice."),
            "issuer_vi": _("As it stands at the head of the document, for example Ban Tổ chức Tỉnh ủy Quảng Ninh."),
            "seat": _("As it stands before the date, for example Quảng Ninh."),
            "signed_as": _("As it stands above the signature, one line each."),
        }

    def __init__(self, *args: Any, follows: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not follows:
            del self.fields["carry_over"]
            return
        choice = cast(forms.ChoiceField, self.fields["carry_over"])
        choice.required, choice.choices = True, Edition.CarryOver.choices
        choice.label = _("What becomes of criteria that units have already made concrete?")
        choice.help_text = explained()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The edition would end before the day from which it holds."))
        return cleaned


def explained() -> SafeString:
    """Each choice with what follows from it."""
    lines = format_html_join("", "<li>{}: {}</li>", ((c.label, EXPLAINED[c]) for c in Edition.CarryOver))
    return format_html("<ul>{}</ul>", lines)


class DraftForm(HeadForm):
    """The head of a new instruction: also who issues it, and its number."""

    issuer = forms.ModelChoiceField(queryset=Unit.objects.none(), label=_("issued by"), empty_label=None)
    number = forms.CharField(
        label=_("number"), max_length=60, help_text=_("As it stands on the document, for example 05-HD/BTCTU.")
    )
    field_order = ("issuer", "number")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, follows=False, **kwargs)
        issuers = Unit.objects.filter(pk__in=issuing_units(viewer))
        cast("forms.ModelChoiceField[Unit]", self.fields["issuer"]).queryset = issuers
        if len(issuers) == 1:
            self.fields["issuer"].widget = forms.HiddenInput()
            self.initial.setdefault("issuer", issuers[0].pk)


class FirstHeadForm(HeadForm):
    """The head of a draft whose instruction has not been issued yet: its number can still be corrected."""

    number = forms.CharField(label=_("number"), max_length=60)
    field_order = ("number",)


def issuing_units(viewer: Viewer) -> list[int]:
    """The units on which the person holds what allows issuing instructions."""
    return [holding.unit_id for holding in viewer.standing().holdings if holding.grants(Can.ISSUE_INSTRUCTIONS)]


class FileForm(forms.Form):
    """A framework file for a draft: uploaded, or copied from an edition that the person sees."""

    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_("A text file (.yaml). It may still have errors: they are shown, and you correct them here."),
        widget=forms.ClearableFileInput({"accept": ".yaml,.yml,text/plain"}),
    )
    source = forms.ModelChoiceField(
        queryset=FrameworkFile.objects.none(), label=_("or begin with a copy of"), required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = cast("forms.ModelChoiceField[FrameworkFile]", self.fields["source"])
        source.queryset = (
            FrameworkFile.objects.visible_to(viewer).select_related("edition__instruction").defer("content")
        )
        source.label_from_instance = _named  # type: ignore[assignment, method-assign]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is too large for a framework."))
        try:
            return file.name, file.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not in UTF-8. Save it anew in UTF-8.")) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("source")):
            raise ValidationError(_("Choose either a file or what to copy."))
        return cleaned


def _named(file: FrameworkFile) -> str:
    return gettext("%(file)s of %(edition)s") % {"file": file.code, "edition": file.edition}


class TextForm(forms.Form):
    """The text of a framework file, checked while one types."""

    content = forms.CharField(
        label=_("Text of the framework file"),
        strip=False,
        max_length=LARGEST_FILE,
        widget=forms.Textarea({"rows": 32, "class": "code", "spellcheck": "false", "wrap": "off", "dir": "ltr"}),
    )


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn."""

    reason = forms.CharField(
        label=_("reason for the withdrawal"),
        help_text=_("Everyone who received the edition reads it."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why the edition is withdrawn: everyone who received it will read it.")},
    )
