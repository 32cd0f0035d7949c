"""What can be wrong with a file or a row, in words: what is wrong, and what to do.

A problem is stored as its code and its values, and put into the reader's language when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    what: Any
    do: Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `row` and `letter` are as the spreadsheet shows them; row 0: the file as a whole."""

    row: int
    letter: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.letter}{self.row}" if self.row else ""


WORDS: dict[str, Words] = {
    # The file
    "empty_file": Words(_("The file is empty."), _("Choose the file that holds your list.")),
    "no_rows": Words(_("There are no rows below the header."), _("Write one row for each entry, then upload again.")),
    "too_large": Words(
        _("The file is larger than %(limit)s MB."), _("Split the list into several files and import them one by one.")
    ),
    "too_many_rows": Words(
        _("The list has more than %(limit)s rows."), _("Split the list into several files and import them one by one.")
    ),
    "wrong_type": Words(
        _("This is not an Excel or CSV file."), _("Open it in Excel and save it as “Excel workbook (.xlsx)”.")
    ),
    "old_excel": Words(
        _("This is a file of an old Excel version (.xls)."),
        _("Open it in Excel and save it as “Excel workbook (.xlsx)”."),
    ),
    "password": Words(
        _("The file is protected by a password."), _("Remove the password in Excel, save the file and upload it again.")
    ),
    "corrupt": Words(
        _("The file is damaged and can't be read."),
        _("Open it in Excel, save it under a new name and upload it again."),
    ),
    "encoding": Words(
        _("The letters of this CSV file can't be read."), _("In Excel, save the list as “CSV UTF-8” or as .xlsx.")
    ),
    "quotes": Words(
        _("A quotation mark in row %(row)s is never closed."), _("Close or remove it, or save the list as .xlsx.")
    ),
    "no_header": Words(
        _("There is no row with the names of the columns (sheets: %(sheets)s)."),
        _("Download the template and keep its first row."),
    ),
    "wrong_sheet": Words(
        _("There is no sheet named “%(sheet)s” in this file."), _("Choose another sheet and check again.")
    ),
    "other_list": Words(
        _("This looks like the other list: its columns are those of “%(list)s”."),
        _("Start again and choose the kind of list that fits."),
    ),
    "merged_header": Words(
        _("The header has merged cells (%(range)s)."),
        _("Unmerge them in Excel, so that each column has one name in one cell."),
    ),
    "missing_column": Words(
        _("No column is chosen for “%(column)s”."), _("Choose the column below, or add it to the file.")
    ),
    "column_shared": Words(
        _("Column %(letter)s is chosen for “%(column)s” and for something else."), _("Choose each column once.")
    ),
    "changed_meanwhile": Words(
        _("What is stored has changed since the check, so that nothing was written."),
        _("Look at the new result and confirm again."),
    ),
    "interrupted": Words(
        _("The work was interrupted, and nothing was written."), _("Start it again, or ask the system administrator.")
    ),
    "refused": Words("%(reason)s", _("Correct the row, or make this change on the page itself.")),
    # Any cell
    "required": Words(_("“%(column)s” is empty."), _("Fill it in.")),
    "formula_error": Words(
        _("The cell shows the error %(value)s."), _("Correct the formula, or type the value itself.")
    ),
    "not_text": Words(_("“%(value)s” is not a text."), _("Type it as text.")),
    "too_long": Words(_("The text has %(length)s characters."), _("Shorten it to %(limit)s characters or fewer.")),
    "unknown_choice": Words(_("“%(value)s” is not known here."), _("Write one of: %(choices)s.")),
    "not_a_date": Words(_("“%(value)s” is not a date."), _("Write day, month and year, for example 19/05/2024.")),
    "no_such_day": Words(_("There is no such day: %(value)s."), _("Correct the date.")),
    "short_year": Words(_("The year in “%(value)s” has only two digits."), _("Write the year with four digits.")),
    "future": Words(_("%(value)s lies in the future."), _("Write a date up to today.")),
    "too_early": Words(_("%(value)s is too long ago."), _("Correct the date.")),
    "not_a_year": Words(_("“%(value)s” is not a year."), _("Write the year with four digits, for example 1962.")),
    "bad_phone": Words(
        _("“%(value)s” is not a phone number."), _("Write it like 0912 345 678, or with + and the country code.")
    ),
    "bad_email": Words(
        _("“%(value)s” is not an e-mail address."), _("Write it like ten@example.vn, or leave it empty.")
    ),
    "bad_member_code": Words(
        _("“%(value)s” is not a member number."), _("Use 3 to 20 capital letters, digits, dots, dashes.")
    ),
    "bad_unit_code": Words(
        _("“%(value)s” is not the code of a unit."),
        _("Write the 14 digits of the code in five groups, for example 22.168.053.000.001."),
    ),
    "duplicate": Words(_("“%(value)s” is already in row %(first)s."), _("Delete one of the two rows.")),
    # Members
    "official_before_admission": Words(
        _("The member became official on %(value)s, before the admission on %(admitted)s."),
        _("Correct one of the dates."),
    ),
    "too_young": Words(
        _("Born in %(born)s, the member was not yet 18 when admitted in %(year)s."),
        _("Correct the year of birth or the date of admission."),
    ),
    "unknown_unit": Words(
        _("There is no unit with the code %(value)s among those in your care."),
        _("Check the code. If the unit is new, import the units first."),
    ),
    "may_not_import": Words(
        _("You may not import into %(unit)s."), _("Ask the secretary of that unit, or of the committee above it.")
    ),
    "not_a_cell": Words(_("%(unit)s is not a cell."), _("Write the code of the cell to which the member belongs.")),
    "cell_closed": Words(_("%(unit)s is closed."), _("Write the code of the cell that took over its members.")),
    "cell_not_yet": Words(
        _("%(unit)s has existed only since %(first)s, so nobody can be in it since %(value)s."),
        _("Correct the date, or the code of the cell."),
    ),
    "member_elsewhere": Words(
        _("The number %(value)s belongs to a member outside the units in your care."),
        _("Check the number. For a transfer, ask the committee above both cells."),
    ),
    "member_left": Words(
        _("The number %(value)s belongs to a member who is no longer in the Party."),
        _("Check the number. To take the member in again, use the member's page."),
    ),
    "before_admission": Words(
        _("%(value)s is before the admission to the Party on %(admitted)s."), _("Correct one of the dates.")
    ),
    "transfer_without_date": Words(
        _("The member is in %(from)s now. The file says %(to)s, but not since when."),
        _("Write in “%(since_column)s” the first day in the new cell, or correct the code of the cell."),
    ),
    "transfer_too_early": Words(
        _("The member came to %(from)s on %(came)s, so a transfer on %(value)s is not possible."),
        _("Write a later day, or correct the code of the cell."),
    ),
    "since_overlaps": Words(_("The member was in another cell until %(until)s."), _("Write a later day.")),
    "since_of_group": Words(
        _("The member has been in several Party groups of this cell, so a list can't change the first day there."),
        _("Leave “%(since_column)s” as it was: %(old)s."),
    ),
    "status_incomplete": Words(
        _("A status needs its first day."), _("Fill in “%(since_column)s”, or leave out the status.")
    ),
    "status_missing": Words(
        _("There are dates, but no status."), _("Fill in “%(status_column)s”, or leave out the dates.")
    ),
    "status_ends_early": Words(_("The status ends on %(value)s, before it begins."), _("Correct one of the dates.")),
    "status_overlaps": Words(
        _("On some of these days another status is recorded."), _("Correct the dates, or use the member's page.")
    ),
    # Units
    "unit_elsewhere": Words(
        _("The code %(value)s belongs to a unit outside those in your care."), _("Check the code.")
    ),
    "parent_is_itself": Words(_("The unit stands under itself."), _("Write the code of the unit above it.")),
    "parent_cycle": Words(
        _("The units %(units)s stand under each other in a circle."),
        _("Correct the code of the unit above one of them."),
    ),
    "parent_needed": Words(
        _("A unit of this kind stands under another one."), _("Write the code of the unit above it.")
    ),
    "no_root": Words(
        _("Only the operator of the system founds a unit that stands under no other."),
        _("Write the code of the unit above it."),
    ),
    "parent_bad": Words(_("The unit above, in row %(first)s, can't be taken over."), _("Correct that row first.")),
    "parent_closed": Words(_("%(unit)s is closed."), _("Write the code of a unit that is active.")),
    "parent_not_yet": Words(
        _("The unit above, %(unit)s, has existed only since %(first)s."), _("Write that day or a later one.")
    ),
    "kind_not_under": Words(
        _("A unit of the kind “%(kind)s” can't stand under one of the kind “%(above)s”."),
        _("Correct the kind, or the code of the unit above it."),
    ),
    "not_in_force": Words(_("“%(value)s” was not in force on %(day)s."), _("Choose another one, or correct the date.")),
    "founding_date": Words(
        _("This unit is new, but the file does not say since when."), _("Fill in “%(since_column)s”.")
    ),
    "unit_closed": Words(
        _("The unit with this code is closed."),
        _("Take the row out. A closed unit is reopened by a reorganisation order."),
    ),
    "change_needs_order": Words(
        _("%(changes)s would change. Units change by a decision only."),
        _("Fill in “%(decision_column)s” and, in “%(since_column)s”, the day it takes effect."),
    ),
    "later_change": Words(
        _("The unit already has a change on %(last)s, after %(value)s."), _("Write that day or a later one.")
    ),
    "decision_used": Words(
        _("There is already a reorganisation order %(value)s."), _("Write another number, or add to that order.")
    ),
    "since_differs": Words(
        _("The unit is recorded since %(old)s; a list can't change that."), _("Write %(old)s, or leave the cell empty.")
    ),
}
