"""What FourGood has no facts of, and people enter by hand: what to count, out of what, and which paper shows it.

Those of a single meeting are suggested where its score is filled in (`meeting_quality`), from its record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class ByHand:
    """One indicator that is entered. `meaning`: what to count, and from which paper."""

    code: str
    meaning: str | Promise
    numerator: str | Promise
    denominator: str | Promise
    source: str


_OF_UNITS = (
    ByHand(
        "targets_reached",
        _("From the statistics of the unit or of the level above, against the targets of the resolution of the year."),
        _("targets reached by the end of the quarter"),
        _("targets that were set for it"),
        "124-QĐ/TW; 366-QĐ/TW",
    ),
    ByHand(
        "petitions_on_time",
        _("From the log of petitions. If none was due, the criterion does not apply this month."),
        _("of these, answered by their day"),
        _("petitions whose day fell in the month"),
        "124-QĐ/TW; 366-QĐ/TW",
    ),
    ByHand(
        "inspections_against_plan",
        _("From the programme of inspection and supervision, and the conclusions."),
        _("inspections carried out by the end of the quarter"),
        _("inspections that the programme names up to then"),
        "124-QĐ/TW; 366-QĐ/TW",
    ),
    ByHand(
        "dues_on_time",
        _("From the book of Party dues. Members exempt from dues count in neither number."),
        _("of these, paid by the day set for the month"),
        _("members who owe dues"),
        "342-QĐ/TW; 01-QĐ/TW",
    ),
)

_OF_MEMBERS = (
    ByHand(
        "members_rated_good",
        _("From the decision on the classification of members at the end of the year."),
        _("of these, “completed well” or above"),
        _("members classified"),
        "124-QĐ/TW; 366-QĐ/TW",
    ),
    ByHand(
        "pledges_kept",
        _("From the pledges that members signed at the beginning of the year, and what the meeting says of them."),
        _("of these, keeping what they pledged"),
        _("members with a pledge"),
        "CT 05-CT/TW; KL 01-KL/TW",
    ),
    ByHand(
        "admissions_against_target",
        _("From the decisions on admission, from the beginning of the year on."),
        _("members admitted"),
        _("the target for the year up to then"),
        "124-QĐ/TW; 366-QĐ/TW",
    ),
    ByHand(
        "members_in_charge_of_households",
        _("From the list that gives each member a group of households. Members exempt from work count in neither."),
        _("of these, in charge of a group of households"),
        _("members to be given one"),
        "213-QĐ/TW",
    ),
    ByHand(
        "records_on_time",
        _("From the register of members' records and transfers."),
        _("of these, done by their day"),
        _("records and transfers due in the quarter"),
        "HD 12-HD/BTCTW; CV 19370-CV/VPTW",
    ),
)

_OF_CELLS = (
    ByHand(
        "cells_recognised",
        _("From the decisions of recognition at the end of the year."),
        _("of these, recognised as 4-good"),
        _("cells under the committee"),
        "HD 05-HD/BTCTU",
    ),
    ByHand(
        "cells_rated_good",
        _("From the decisions on the classification of cells at the end of the year."),
        _("of these, “completed well” or above"),
        _("cells classified"),
        "124-QĐ/TW; 366-QĐ/TW",
    ),
)

_OF_A_MEETING = (
    ByHand(
        "nobody_absent_without_reason",
        _("Found in the roll call, where the score of the meeting is filled in."),
        _("1 if nobody due was absent without a reason"),
        _("1 for each meeting"),
        "HD 12-HD/BTCTW",
    ),
    ByHand(
        "nobody_excused_too_often",
        _("Found in the roll calls of the year, where the score of the meeting is filled in."),
        _("1 if nobody was excused more often in a row than the rules allow"),
        _("1 for each meeting"),
        "HD 12-HD/BTCTW; HD 42-HD/BTCTW",
    ),
    ByHand(
        "announced_ahead",
        _("Found in the announcement, where the score of the meeting is filled in."),
        _("1 if the meeting was announced beforehand"),
        _("1 for each meeting"),
        "HD 12-HD/BTCTW; HD 42-HD/BTCTW",
    ),
    ByHand(
        "draft_resolution_ready",
        _("Found in the material of the meeting, where its score is filled in."),
        _("1 if a draft resolution was there before it began"),
        _("1 for each meeting"),
        "HD 12-HD/BTCTW",
    ),
    ByHand(
        "thematic_part",
        _("Found in the kind of the meeting and the plan of the year, where its score is filled in."),
        _("meetings of the month with a topic"),
        _("1 for each month with a topic in the plan"),
        "HD 12-HD/BTCTW; HD 42-HD/BTCTW",
    ),
)

BY_HAND: dict[str, ByHand] = {one.code: one for one in (*_OF_UNITS, *_OF_MEMBERS, *_OF_CELLS, *_OF_A_MEETING)}
"""By code."""
