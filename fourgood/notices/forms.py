"""Which letters a person wants."""

from __future__ import annotations

from typing import Any

from django import forms

from fourgood.notices.kinds import Kind


class ChoicesForm(forms.Form):
    """One box for each kind of letter, with the sentence that says when it comes."""

    def __init__(self, *args: Any, refused: set[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            self.fields[kind.value] = forms.BooleanField(
                label=kind.label, help_text=kind.sentence, required=False, initial=kind not in refused
            )

    def wanted(self) -> set[Kind]:
        return {kind for kind in Kind if self.cleaned_data[kind.value]}
