"""Mistakes in framework files: what is replaced by what, and the rule that says so.

The line named is that of the new words, or, where a mistake is told elsewhere, that of the words that stand last.
"""

from __future__ import annotations

from tests.regulations.framework_sample import CELL, MET

Mistake = tuple[str, str, str] | tuple[str, str, str, str]

_EVENTS_OF_DISCIPLINE = CELL[CELL.index("        events:\n          - {code: reprimand") : CELL.index("  - code: IV\n")]
_FOURTH_GROUP = MET[MET.index("  - code: G4\n") :]
_CLASSES = "classification: {classes: [{code: a, title: {vi: a, ms: a, en: a}, at_least: 0}]}\n"
_CAP = "    - {class: excellent, of: good, share: 2, outstanding_share: 2, base: below, rounding: down}\n"

WRONG_CELL: dict[str, Mistake] = {
    # the text
    "unclosed bracket": ("[public_service]", "[public_service", "not_yaml", "    criteria:\n      I.1:"),
    "colon in words": ("en: Tasks of the year}", "en: Tasks: of the year}", "not_yaml"),
    "quote never closed": ("number: 05-HD/BTCTU", "number: '05-HD/BTCTU", "not_yaml"),
    "tab": ("    good: 1\n", "\t  good: 1\n", "tab"),
    "alias": ("en: VND}\n        scale", "en: *vnd}\n        scale", "not_plain"),
    "tag of another language": ("edition: 1", "edition: !!python/name:os.system 1", "not_plain"),
    # keys
    "key misspelt": ("threshold: 60", "treshold: 60", "unknown_key"),
    "required key misspelt": ("        wording: {vi: Việc", "        wordng: {vi: Việc", "unknown_key"),
    "key of nowhere": ("edition: 1", "edition: 1\n  colour: red", "unknown_key", "colour"),
    "key misspelt at the top": ("bonus:", "bonuses:", "unknown_key"),
    "key missing at the top": ("threshold: 70\n", "", "missing_key", "framework: cell-2024"),
    "key missing in a block": ("  number: 05-HD/BTCTU\n", "", "missing_key", "  dated:"),
    "key missing in a criterion": ("        every: year\n", "", "missing_key", "- code: IV.1"),
    "measure missing": ("en: Decision}\n        measure: yes_no\n", "en: Decision}\n", "missing_key", "- code: IV.1"),
    "measure of a part missing": (
        "en: completed}\n            measure: yes_no\n",
        "en: completed}\n",
        "missing_key",
        "- code: b",
    ),
    "key repeated": ("edition: 1", "edition: 1\n  edition: 2", "repeated_key", "edition: 2"),
    "language repeated": ("en: Tasks}", "en: Tasks, en: Work}", "repeated_key"),
    "criterion repeated in a variant": (
        "      I.3: {points",
        "      I.1: {points: 8}\n      I.3: {points",
        "repeated_key",
        "I.1: {points",
    ),
    "line that begins a criterion lost": ("      - code: I.2\n", "", "run_together", "        wording: {vi: Nguồn"),
    "line that begins a group lost": ("  - code: II\n", "", "run_together", "    good: 2"),
    "nothing after a key": ("whole: 40", "whole:", "empty_value"),
    "list empty": ("sectors: [public_service]", "sectors: []", "empty_list"),
    # words
    "language missing": ("ms: Tugas, ", "", "missing_translation", "title: {vi: Nhiệm vụ, en"),
    "language empty": ("ms: Tugas,", 'ms: "",', "empty_translation"),
    "language with nothing": ("en: Tasks}", "en: }", "empty_translation"),
    "language misspelt": ("en: Tasks}", "eng: Tasks}", "unknown_key"),
    "one language only": ("title: {vi: Nhiệm vụ, ms: Tugas, en: Tasks}", "title: Nhiệm vụ", "not_words"),
    "word that YAML takes for no": ("en: Tasks}", "en: no}", "not_text"),
    # values
    "text for a number": ("whole: 40", "whole: forty", "not_a_number"),
    "octal for a number": ("        points: 8\n", "        points: 08\n", "not_a_number"),
    "yes for a number": ("whole: 40", "whole: yes", "not_a_number"),
    "three decimals": ("points: 0.5}", "points: 0.125}", "too_many_decimals"),
    "fraction for a whole number": ("edition: 1", "edition: 1.5", "not_a_whole_number"),
    "edition zero": ("edition: 1", "edition: 0", "too_small"),
    "points zero": ("en: late}, points: 0.5}", "en: late}, points: 0}", "not_above_zero"),
    "points negative": ("at_most: 0}", "at_most: -1}", "too_small"),
    "percentage above 100": ("threshold: 70", "threshold: 170", "out_of_range"),
    "good five": ("good: 4", "good: 5", "out_of_range"),
    "no date": ("from: 2024-05-19", "from: May 2024", "not_a_date"),
    "date of no calendar": ("until: 2025-12-31", "until: 2025-02-30", "not_a_date"),
    "date with a time": ("dated: 2024-05-19", "dated: 2024-05-19 10:00:00", "not_a_date"),
    "number for text": ("number: 05-HD/BTCTU", "number: 2024", "not_text"),
    "text for yes or no": ("working_days: yes", "working_days: maybe", "not_yes_or_no"),
    "text for a list": ("sectors: [public_service]", "sectors: public_service", "not_a_list"),
    "list for a mapping": ("IV.1: {evidence: {vi: Lệnh, ms: Perintah, en: Order}}", "IV.1: later", "not_a_mapping"),
    "item that is no mapping": ("  - {step: report,", "  - later\n  - {step: report,", "not_a_mapping", "- later"),
    "choice unknown": ("every: quarter", "every: quartr", "unknown_choice"),
    "choice repeated": ("[wording, target, plan]", "[wording, target, plan, target]", "repeated_choice"),
    "model unknown": ("model: cell", "model: village", "unknown_choice"),
    "gift unknown": ("not_applicable: never", "not_applicable: sometimes", "unknown_choice"),
    "framework code with blanks": ("framework: cell-2024", "framework: Cell 2024", "bad_code"),
    "band code in capitals": ("- {code: high,", "- {code: HIGH,", "bad_code"),
    "criterion code without point": ("- code: IV.1", "- code: IV1", "bad_code"),
    # days
    "until before from": ("until: 2025-12-31", "until: 2023-12-31", "until_before_from"),
    # codes
    "criterion code twice": (
        "- code: III.2",
        "- code: III.1",
        "duplicate_code",
        "- code: III.1\n        wording: {vi: Kỷ",
    ),
    "group code twice": ("- code: III\n", "- code: II\n", "duplicate_code", "- code: II\n    good: 3"),
    "code of another group": ("- code: III.2", "- code: II.2", "code_not_of_group"),
    "code of the group wrong": ("- code: I\n", "- code: V\n", "group_code_differs"),
    "event code twice": (
        "{code: heavier",
        "{code: reprimand",
        "duplicate_code",
        "{code: reprimand, wording: {vi: nặng",
    ),
    "grade code twice": ("{code: none", "{code: full", "duplicate_code", "{code: full, wording: {vi: không"),
    "part code twice": ("- code: b", "- code: a", "duplicate_code", "- code: a\n            points: 3"),
    "variant code twice": ("- code: army", "- code: school", "duplicate_code", "- code: school\n    title: {vi: Quân"),
    "variant called general": ("- code: army", "- code: general", "reserved_code"),
    "band code twice": ("{code: low", "{code: high", "duplicate_code", "{code: high, title: {vi: thấp"),
    "step of the calendar twice": (
        "{step: assessment",
        "{step: registration",
        "duplicate_code",
        "{step: registration, title: {vi: tự",
    ),
    "sector unknown": ("[public_service]", "[public_servce]", "unknown_sector"),
    "sector in two variants": ("[army, police]", "[army, public_service]", "repeated_sector"),
    "criterion of a variant unknown": ("      IV.1: {", "      IV.9: {", "unknown_criterion"),
    "indicator unknown": ("indicator: tasks_done_on_time", "indicator: tasks_on_time", "unknown_indicator"),
    "indicator of another measure": (
        "indicator: tasks_done_on_time",
        "indicator: thematic_meetings",
        "wrong_indicator",
    ),
    # sums
    "group does not add up": ("    points: 10\n", "    points: 11\n", "points_do_not_add_up"),
    "criterion mistyped": (
        "points: 10\n        every",
        "points: 9\n        every",
        "points_do_not_add_up",
        "points: 10\n",
    ),
    "whole does not add up": ("whole: 40", "whole: 100", "whole_does_not_add_up"),
    "part mistyped": ("            points: 2\n", "            points: 1\n", "parts_do_not_add_up", "parts:"),
    "criterion with parts mistyped": ("        points: 5\n", "        points: 6\n", "parts_do_not_add_up", "parts:"),
    "variant does not add up": ("      I.3: {points: 8", "      I.3: {points: 9", "points_do_not_add_up"),
    # scales
    "scale of words": ("scale: {full_from: 80}", "scale: steep", "not_a_scale"),
    "scale full from nothing": ("full_from: 80", "full_from: 0", "not_above_zero"),
    "step of three numbers": ("- [70, 6.5]", "- [70, 6, 5]", "not_a_scale"),
    "steps ascending": ("- [70, 6.5]", "- [95, 6.5]", "not_descending"),
    "step twice": ("- [70, 6.5]", "- [90, 6.5]", "not_descending"),
    "last step not from 0": ("- [0, 2]", "- [10, 2]", "last_not_from_zero"),
    "points of steps ascending": ("- [0, 2]", "- [0, 7]", "points_not_descending"),
    "step above the points": ("- [90, 8]", "- [90, 9]", "step_above_points", "scale:\n"),
    "first step not all": ("- [90, 8]", "- [90, 7]", "first_step_not_all", "scale:\n"),
    # measures
    "percentage without base": (
        "        base: {vi: đến hạn, ms: patut selesai, en: due}\n",
        "",
        "needed_for_measure",
        "measure: percentage",
    ),
    "deductions without events": (_EVENTS_OF_DISCIPLINE, "", "needed_for_measure", "measure: deductions"),
    "unit of a percentage": (
        "base: {vi: đến hạn",
        "unit: {vi: việc, ms: tugas, en: tasks}\n        base: {vi: đến hạn",
        "not_for_measure",
        "unit: {vi: việc",
    ),
    "scale of yes or no": (
        "en: Decision}\n",
        "en: Decision}\n        scale: proportional\n",
        "not_for_measure",
        "scale: proportional",
    ),
    "measure met in style points": (
        "en: Decision}\n        measure: yes_no",
        "en: Decision}\n        measure: met",
        "measure_not_for_style",
        "measure: met",
    ),
    "best grade not all": ("en: good}, points: 4}", "en: good}, points: 3}", "best_grade_not_all", "grades:"),
    "event with neither": ("en: absent}, minus: 1}", "en: absent}}", "event_needs_one"),
    "event with both": ("minus: 1}]", "minus: 1, at_most: 0}]", "event_needs_one"),
    "event above the points": ("en: reprimand}, minus: 1}", "en: reprimand}, minus: 3}", "event_above_points"),
    "measure beside parts": (
        "        parts:\n",
        "        indicator: members_assigned\n        parts:\n",
        "not_beside_parts",
        "indicator: members_assigned\n        parts",
    ),
    "mandatory in style points": ("every: year", "mandatory: yes\n        every: year", "not_for_style", "mandatory"),
    "points left out": (
        "        points: 4\n        every: year\n",
        "        every: year\n",
        "needed_for_style",
        "- code: IV.1",
    ),
    # what units may change
    "target without local": ("[wording, target, plan]", "[wording, plan]", "not_without_local", "target_at_least"),
    "plan without units": ("        plan_units: [{vi: đồng, ms: VND, en: VND}]\n", "", "needed_for_local", "local:"),
    # goods and frequencies
    "good missing": ("    good: 3\n", "", "needed_for_model", "- code: III\n"),
    "good twice": ("good: 3", "good: 2", "repeated_good", "good: 2\n    title: {vi: Đoàn"),
    "at every meeting": ("every: year", "every: meeting", "frequency_not_for_model"),
    "classes of a cell": ("calendar:\n", f"{_CLASSES}calendar:\n", "not_for_model", "classification"),
    # gifts
    "gift to nobody": ("{give: I.1}", "{give: I.9}", "unknown_criterion"),
    "gift to itself": ("{give: I.1}", "{give: I.2}", "gives_to_itself"),
    "gift to another group": ("{give: I.1}", "{give: II.1}", "gives_outside_group"),
    "gifts in a circle": (
        "        threshold: 60\n",
        "        not_applicable: {give: I.2}\n",
        "gives_in_a_circle",
        "{give: I.1}",
    ),
    # beside the criteria
    "bands ascending": ("en: low}, at_least: 0}", "en: low}, at_least: 37}", "not_descending"),
    "last band not from 0": ("en: low}, at_least: 0}", "en: low}, at_least: 1}", "last_not_from_zero"),
    "band above the whole": ("en: high}, at_least: 36}", "en: high}, at_least: 90}", "above_whole"),
    "condition without comparison": ("{fact: total, at_least: 36,", "{fact: total,", "condition_needs_one"),
    "condition with two": (
        "{fact: total, at_least: 36,",
        "{fact: total, at_least: 36, below: 40,",
        "condition_needs_one",
    ),
    "one of none": ("one_of: [excellent, good]", "one_of: []", "empty_list"),
    "deadline of a month only": ("month: 3, day: 31}", "month: 3}", "deadline_shape"),
    "deadline of two kinds": ("month: 3, day: 31}", "month: 3, day: 31, months_later: 1}", "deadline_shape"),
    "registration without a day of the year": (
        "month: 3, day: 31}",
        "months_later: 1, day: 5}",
        "step_of_the_year",
        "{step: registration,",
    ),
    "registration opens after its last day": (
        "  - {step: registration,",
        "  - {step: registration_opens, title: {vi: a, ms: a, en: a}, month: 12, day: 1}\n  - {step: registration,",
        "opens_too_late",
        "registration_opens",
    ),
    "year before and year after": ("day: 31}", "day: 31, years_earlier: 1, years_later: 1}", "deadline_shape"),
    "working days of a month": ("month: 3, day: 31}", "month: 3, day: 31, working_days: yes}", "deadline_shape"),
    "31st of April": ("month: 3, day: 31}", "month: 4, day: 31}", "impossible_day"),
    "13th month": ("month: 3, day: 31}", "month: 13, day: 31}", "out_of_range"),
    "after an unknown step": ("after: report", "after: reprot", "unknown_step"),
    "steps that wait for each other": ("after: meeting", "after: confirmation", "steps_in_a_circle", "after: report"),
}

WRONG_MET: dict[str, Mistake] = {
    "whole in style met": ("style: met", "whole: 100\nstyle: met", "not_for_style", "whole"),
    "points in style met": ("every: month", "points: 3\n        every: month", "not_for_style", "points"),
    "percentage in style met": ("measure: met", "measure: yes_no", "measure_not_for_style"),
    "one good without group": (
        "    good: 4\n",
        "    good: 3\n",
        "repeated_good",
        "good: 3\n    title: {vi: nhóm, ms: kumpulan, en: group}\n    criteria:\n      - code: G4",
    ),
    "fourth group left out": (_FOURTH_GROUP, "", "absent_good", "groups:"),
}

WRONG_COLLECTIVE: dict[str, Mistake] = {
    "good in a collective": ('- code: "1"\n', '- code: "1"\n    good: 1\n', "not_for_model", "good: 1"),
    "code without quotes": ('- code: "1.1"', "- code: 1.1", "not_text"),
    "trigger of an unknown class": ("{class: failed,", "{class: faild,", "unknown_class"),
    "cap of an unknown class": ("of: good", "of: best", "unknown_class"),
    "cap of a higher class": ("{class: excellent, of: good", "{class: good, of: excellent", "cap_of_not_below"),
    "classes ascending": ("en: good}, at_least: 70", "en: good}, at_least: 95", "not_descending"),
    "last class not from 0": ("en: failed}, at_least: 0", "en: failed}, at_least: 10", "last_not_from_zero"),
    "cap twice": ("  caps:\n", f"  caps:\n{_CAP}", "duplicate_code", "share: 20"),
    "rounding unknown": ("rounding: down", "rounding: up", "unknown_choice"),
}
