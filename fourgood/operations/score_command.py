"""`fourgood score` at the console: files in, text or JSON out, and an exit code. No database, no Django."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from fourgood.common.cells import Bad, Unreadable
from fourgood.operations import frameworks, score_json, score_report
from fourgood.operations.score_files import Results, score
from fourgood.operations.value_table import cells, template
from fourgood.operations.value_table.cells import Month
from fourgood.operations.value_table.problems import as_words
from fourgood.operations.value_table.table import read
from fourgood.operations.value_table.units import ValueTable
from fourgood.operations.value_table.unreadable import unreadable
from fourgood.regulations.figures import filled
from fourgood.regulations.framework import Framework, Variant, Words

FINE, WRONG_CELLS, CANNOT, WRONG_FRAMEWORK = 0, 1, 2, 3
"""The exit codes of the command."""


@dataclass(frozen=True)
class Asked:
    """What was typed. Either `values` are scored, or an empty table is written to `template`."""

    framework: Path
    values: Path | None
    variant: str | None
    sector: str | None
    month: str | None
    template: Path | None
    as_json: bool
    language: str
    width: int


@dataclass(frozen=True)
class Outcome:
    """What to print, what to print on the error stream, and the exit code."""

    output: str = ""
    errors: str = ""
    exit_code: int = FINE


class Cannot(Exception):
    """Nothing can be done with what was typed; the words say why, and what to type."""

    def __init__(self, words: Words, **gaps: str) -> None:
        self.words = filled(words, **{name: as_words(gap) for name, gap in gaps.items()})
        super().__init__(self.words.en)


_NOT_BOTH = Words(
    vi="Chỉ ghi một trong hai: --variant hoặc --sector.",
    ms="Pilih satu sahaja: --variant atau --sector.",
    en="Give --variant or --sector, not both.",
)
_NO_VALUES = Words(
    vi="Thiếu tệp số liệu. Để tạo bảng trống: --template.",
    ms="Fail nilai tiada. Untuk jadual kosong: --template.",
    en="The file of values is missing. For an empty table: --template.",
)
_NO_VALUES_WITH_TEMPLATE = Words(
    vi="--template tạo bảng trống, không cần tệp số liệu.",
    ms="--template menulis jadual kosong, tanpa fail nilai.",
    en="--template writes an empty table and takes no file of values.",
)
_NO_VARIANT = Words(
    vi="Không có biến thể “{code}”. Có: {known}.",
    ms="Tiada varian “{code}”. Yang ada: {known}.",
    en="There is no variant “{code}”. There are: {known}.",
)
_NO_SECTOR = Words(
    vi="Không có lĩnh vực “{code}”. Có: {known}.",
    ms="Tiada sektor “{code}”. Yang ada: {known}.",
    en="There is no sector “{code}”. There are: {known}.",
)
_NO_MONTH = Words(
    vi="“{month}” không phải là tháng. Hãy ghi như 2024-11.",
    ms="“{month}” bukan bulan. Tulis seperti 2024-11.",
    en="“{month}” is not a month. Write it like 2024-11.",
)
_NOT_IN_TABLE = Words(
    vi="Bảng không có tháng {month}.", ms="Tiada bulan {month} dalam jadual.", en="The table has no month {month}."
)
_CANNOT_OPEN = Words(
    vi="Không mở được {file}: {reason}.",
    ms="{file} tidak dapat dibuka: {reason}.",
    en="{file} can't be opened: {reason}.",
)
_UNREADABLE = Words(vi="{file}: {reason}", ms="{file}: {reason}", en="{file}: {reason}")
_SUFFIX = Words(
    vi="Tên tệp mẫu phải kết thúc bằng .csv hoặc .xlsx.",
    ms="Nama fail mesti berakhir dengan .csv atau .xlsx.",
    en="The name of the empty table ends in .csv or .xlsx.",
)
_EXISTS = Words(
    vi="{file} đã có và không bị ghi đè: hãy chọn tên khác.",
    ms="{file} sudah wujud dan tidak ditindih: pilih nama lain.",
    en="{file} is there already and is not overwritten: choose another name.",
)
_WRITTEN = Words(
    vi="Bảng trống ở {file}. Hãy thay “…” bằng tên tổ chức; sao chép các dòng cho từng tổ chức và tháng.",
    ms="Jadual kosong di {file}. Gantikan “…” dengan nama unit; salin baris bagi setiap unit dan bulan.",
    en="The empty table is in {file}. Put the unit's name for “…”; copy the rows for each unit and month.",
)


def run(asked: Asked) -> Outcome:
    """Do what was asked; every reason against it comes as words and an exit code."""
    checked = frameworks.check([asked.framework])[0]
    try:
        if checked.unreadable:
            raise Cannot(_CANNOT_OPEN, file=str(asked.framework), reason=checked.unreadable)
        if checked.framework is None:
            return Outcome(errors=frameworks.as_text(checked, asked.language), exit_code=WRONG_FRAMEWORK)
        variant, month = _variant(checked.framework, asked), _month(asked)
        if asked.template:
            return _write_template(checked.framework, variant, month, asked, asked.template)
        return _score(checked.framework, variant, month, asked)
    except Cannot as reason:
        return Outcome(errors=reason.words.to(asked.language), exit_code=CANNOT)


def _variant(framework: Framework, asked: Asked) -> Variant:
    if asked.variant and asked.sector:
        raise Cannot(_NOT_BOTH)
    if asked.variant:
        codes = [variant.code for variant in framework.variants]
        if asked.variant not in codes:
            raise Cannot(_NO_VARIANT, code=asked.variant, known=", ".join(codes))
        return framework.variant(asked.variant)
    sectors = frameworks.sectors()
    if asked.sector and asked.sector not in sectors:
        raise Cannot(_NO_SECTOR, code=asked.sector, known=", ".join(sorted(sectors)))
    return framework.variant_for(asked.sector)


def _month(asked: Asked) -> Month | None:
    if not asked.month:
        return None
    try:
        month = cells.month(asked.month)
    except Bad:
        month = None
    if month is None or month.year is None:
        raise Cannot(_NO_MONTH, month=asked.month)
    return month


# Scoring


def _score(framework: Framework, variant: Variant, month: Month | None, asked: Asked) -> Outcome:
    table = _table(framework, variant, asked)
    if table.wrong:
        return _refused(table, asked)
    if month and table.has_months:
        _require_month(table, month, asked)
    return Outcome(_shown(score(framework, variant, table, month), asked))


def _table(framework: Framework, variant: Variant, asked: Asked) -> ValueTable:
    if asked.values is None:
        raise Cannot(_NO_VALUES)
    try:
        return read(asked.values.read_bytes(), framework, variant)
    except OSError as error:
        raise Cannot(_CANNOT_OPEN, file=str(asked.values), reason=error.strerror or str(error)) from error
    except Unreadable as reason:
        words = unreadable(reason.code, reason.values).to(asked.language)
        raise Cannot(_UNREADABLE, file=str(asked.values), reason=words) from reason


def _refused(table: ValueTable, asked: Asked) -> Outcome:
    text = score_report.wrong_text(table.wrong, asked.language)
    output = _dumped(score_json.wrong_cells(table.wrong, asked.language)) if asked.as_json else ""
    return Outcome(output, "" if asked.as_json else text, WRONG_CELLS)


def _require_month(table: ValueTable, month: Month, asked: Asked) -> None:
    months = {number for unit in table.units for number in unit.months}
    if month.number not in months or table.year not in {None, month.year}:
        raise Cannot(_NOT_IN_TABLE, month=asked.month or "")


def _shown(results: Results, asked: Asked) -> str:
    if asked.as_json:
        return _dumped(score_json.scores(results, asked.language))
    return score_report.text(results, language=asked.language, width=asked.width)


def _dumped(content: score_json.Json) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


# The empty table


def _write_template(framework: Framework, variant: Variant, month: Month | None, asked: Asked, path: Path) -> Outcome:
    if asked.values is not None:
        raise Cannot(_NO_VALUES_WITH_TEMPLATE)
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise Cannot(_SUFFIX)
    if path.exists():
        raise Cannot(_EXISTS, file=str(path))
    try:
        path.write_bytes(_template(framework, variant, month, asked, path))
    except OSError as error:
        raise Cannot(_CANNOT_OPEN, file=str(path), reason=error.strerror or str(error)) from error
    return Outcome(filled(_WRITTEN, file=as_words(path)).to(asked.language))


def _template(framework: Framework, variant: Variant, month: Month | None, asked: Asked, path: Path) -> bytes:
    rows = template.rows(framework, variant, month=month.number if month else None)
    written = f"{month.number:02}/{month.year}" if month else ""
    if path.suffix.lower() == ".xlsx":
        return template.as_xlsx(rows, month=written, language=asked.language)
    return template.as_csv(rows, month=written, language=asked.language).encode()
