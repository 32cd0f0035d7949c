"""What the pattern page shows: every part of the look with something true to life in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from fourgood.common.spans import between
from fourgood.common.widgets import DayInput
from fourgood.files.fields import FilesField
from fourgood.files.kinds import DOCX, JPEG, PDF, Kind

CELL = "Chi bộ khu Biểu Nghi"
WARD = "Đảng bộ phường Đông Mai"
PERSON = "Vũ Văn Bảy"
COLOURS = ("paper", "sheet", "sunk", "ink", "muted", "line", "edge", "now", "ochre", "ok")
# Percent of the points of each good, month by month; the last month has no result yet.
MONTHS: list[tuple[int, list[Decimal | int | None], str]] = [
    (8, [80, 82, 95, 82], "84,0"),
    (9, [55, 70, 96, 82], "73,2"),
    (10, [76, 84, None, 84], ""),
    (11, [86, 92, 96, 88], "90,1"),
    (12, [None, None, None, None], ""),
]


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label=gettext_lazy("name"), help_text=gettext_lazy("In a few words."))
    on = forms.DateField(label=gettext_lazy("date"), widget=DayInput())
    kind = forms.ChoiceField(
        label=gettext_lazy("kind"),
        choices=[("a", gettext_lazy("regular")), ("b", gettext_lazy("thematic"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(label=gettext_lazy("remark"), required=False, widget=forms.Textarea({"rows": 3}))
    papers = FilesField(label=gettext_lazy("photos and papers"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("I have read the consequences"))


@dataclass(frozen=True)
class SamplePage:
    """Looks like a page of a long list, as `common.paging` makes it."""

    first_url: str = "?"
    previous_url: str = "?before=51"
    next_url: str = "?after=100"
    total: int | None = 5120
    is_whole: bool = False


@dataclass(frozen=True)
class SampleFile:
    """Looks like a file that someone added."""

    name: str
    kind: Kind
    size: int
    waits_for_scan: bool = False
    is_harmful: bool = False
    public_id: str = "00000000-0000-0000-0000-000000000000"

    @property
    def is_picture(self) -> bool:
        return self.kind.is_picture

    def get_absolute_url(self) -> str:
        return "#"


@dataclass(frozen=True)
class Section:
    """A heading of the page and the template below it."""

    name: str
    title: str

    @property
    def template(self) -> str:
        return f"dashboards/patterns/{self.name}.html"


def sections() -> list[Section]:
    return [
        Section("colours", _("Colours and words")),
        Section("buttons", _("Buttons and dialogs")),
        Section("now", _("What now, and the year")),
        Section("petals", _("The four-petal mark")),
        Section("form", _("Forms")),
        Section("files", _("Files")),
        Section("tables", _("Lists, tables and facts")),
        Section("ways", _("Ways around")),
        Section("notices", _("Messages, refusals and empty places")),
        Section("history", _("History and progress")),
    ]


def samples(theme: str) -> dict[str, Any]:
    """The context of one theme's samples. Ids differ by theme, because both stand on one page."""
    ids = {"id_of_date": f"{theme}-on", "id_of_dialog": f"{theme}-dialog", "search_name": f"q-{theme}"}
    return {"theme": theme} | ids | _forms(theme) | _files() | _steps() | _rows() | _ways()


def _forms(theme: str) -> dict[str, Any]:
    empty = SampleForm(auto_id=f"{theme}-empty-%s", initial={"name": CELL})
    wrong = SampleForm({"on": "31/02/2024", "kind": "a"}, auto_id=f"{theme}-wrong-%s")
    return {"form": empty, "wrong_form": wrong}


def _files() -> dict[str, Any]:
    return {
        "files": [
            SampleFile("Kênh nội đồng.jpg", JPEG, 412_000, waits_for_scan=True),
            SampleFile("12-CT-ĐU, lịch gieo trồng vụ đông.pdf", PDF, 1_830_000),
            SampleFile("Danh sách hộ.docx", DOCX, 38_000, is_harmful=True),
        ]
    }


def _steps() -> dict[str, Any]:
    states = [
        (pgettext("step of the year", "Register"), "done", ""),
        (pgettext("step of the year", "Meet"), "done", _("11 of 12 months")),
        (pgettext("step of the year", "Act"), "now", ""),
        (pgettext("step of the year", "Assess"), "next", ""),
        (pgettext("step of the year", "Review"), "later", _("not open yet")),
    ]
    return {
        "steps": [{"label": label, "state": state, "note": note} for label, state, note in states],
        "quiet": [(_("See the orders"), "#")],
        "months": MONTHS,
    }


def _rows() -> dict[str, Any]:
    span = between(dt.date(2015, 1, 1), dt.date(2025, 6, 30))
    return {
        "rows": [
            (CELL, 22, Decimal("90.1"), "done", _("confirmed"), MONTHS[3][1]),
            ("Chi bộ khu Tân Mai", 34, Decimal("72.4"), "waiting", _("waiting for confirmation"), MONTHS[1][1]),
            ("Chi bộ khu Trại Thành", 28, None, "now", _("2 days late"), MONTHS[4][1]),
            ("Chi bộ Trường THCS Đông Mai", 17, Decimal("89.3"), "closed", _("closed"), MONTHS[0][1]),
        ],
        "facts": [
            (_("Stands under"), WARD),
            (_("code"), "22.206.001.000.001"),
            (_("Members"), 22),
            (_("remark"), ""),
        ],
        "span": span,
        "amount": Decimal(1_700_000_000),
        "page": SamplePage(),
        "day": dt.date(2024, 11, 5),
    }


def _ways() -> dict[str, Any]:
    at = dt.datetime(2024, 11, 5, 19, 30, tzinfo=dt.UTC)
    return {
        "trail": [(_("Organisation"), "#"), (WARD, "#"), (CELL, "")],
        "tabs": [(_("Members"), "#", True), (_("Positions"), "#", False), (_("History"), "#", False)],
        "consequences": [_("The unit is closed from that day."), _("Its members belong to the successor.")],
        "acts": [
            {
                "at": at,
                "actor": PERSON,
                "capacity": ", ".join([_("Secretary"), CELL]),
                "verb": _("changed the member's details"),
                "on_what": "Phạm Hải Nam",
                "url": "#",
                "changes": [(_("phone number"), "+84900000003", "+84900000013"), (_("remark"), "", _("thematic"))],
            },
            {"at": at, "actor": "", "capacity": "", "verb": _("imported a list"), "on_what": "", "changes": []},
        ],
    }
