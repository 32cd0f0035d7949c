"""The facts that FourGood finds itself, and that conditions of recognition and classification may name.

Here stand their codes and titles; the packages that hold the rows count them. Any other fact that a condition names is
entered by hand, by the unit or by whoever decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from fourgood.regulations.framework import Words


@dataclass(frozen=True)
class Fact:
    """One thing known of a unit and a year, or of a member and a year. `in_percent`: its number is a percentage."""

    code: str
    title: Words
    in_percent: bool = False


def _number(code: str, vi: str, ms: str, en: str) -> Fact:
    return Fact(code, Words(vi=vi, ms=ms, en=en))


def _percentage(code: str, vi: str, ms: str, en: str) -> Fact:
    return Fact(code, Words(vi=vi, ms=ms, en=en), in_percent=True)


_OF_SHEETS = (
    _number("total", "Tổng điểm", "Jumlah mata", "Total points"),
    _percentage(
        "lowest_group_share",
        "Tỷ lệ điểm của nhóm thấp nhất",
        "Peratusan mata kumpulan yang paling rendah",
        "Share of points of the lowest group",
    ),
    _percentage(
        "mandatory_met_share",
        "Tỷ lệ tiêu chí bắt buộc đạt",
        "Peratusan kriteria wajib yang dicapai",
        "Share of mandatory criteria met",
    ),
    _percentage("met_share", "Tỷ lệ tiêu chí đạt", "Peratusan kriteria yang dicapai", "Share of criteria met"),
)

_OF_THE_YEAR = (
    _number(
        "registered",
        "Đã đăng ký xây dựng trong năm",
        "Telah mendaftar untuk membina pada tahun itu",
        "Registered to build in the year",
    ),
    _number(
        "quality_class",
        "Kết quả xếp loại chất lượng năm",
        "Keputusan klasifikasi tahunan",
        "Class of the annual classification",
    ),
    _number(
        "months_without_meeting",
        "Số tháng không sinh hoạt thường kỳ, không có lý do được chấp thuận",
        "Bilangan bulan tanpa mesyuarat berkala dan tanpa sebab yang diluluskan",
        "Months without a regular meeting and without an approved reason",
    ),
    _number(
        "thematic_meetings_missing",
        "Số buổi sinh hoạt chuyên đề còn thiếu trong năm",
        "Bilangan mesyuarat tematik yang kurang pada tahun itu",
        "Thematic meetings lacking in the year",
    ),
    _number(
        "members_not_completed",
        "Số đảng viên xếp loại không hoàn thành nhiệm vụ",
        "Bilangan ahli Parti yang dinilai tidak menyelesaikan tugas",
        "Members rated as not completing tasks",
    ),
    _number(
        "cells_not_completed",
        "Số chi bộ xếp loại không hoàn thành nhiệm vụ",
        "Bilangan Sel Parti yang dinilai tidak menyelesaikan tugas",
        "Cells rated as not completing tasks",
    ),
    _number(
        "corrective_actions_overdue",
        "Số giải pháp khắc phục quá hạn cuối mà chưa xong",
        "Bilangan tindakan pembetulan yang melepasi tarikh akhir",
        "Corrective actions unfinished past their final deadline",
    ),
)

_OF_TASKS = (
    _percentage(
        "tasks_on_time",
        "Tỷ lệ nhiệm vụ hoàn thành đúng hạn, bảo đảm chất lượng",
        "Peratusan tugas yang disiapkan tepat pada masanya dan bermutu",
        "Share of tasks done on time, with quality",
    ),
    _percentage(
        "tasks_exceeded",
        "Tỷ lệ nhiệm vụ hoàn thành vượt mức",
        "Peratusan tugas yang melebihi kehendak",
        "Share of tasks that exceeded what was asked",
    ),
    _percentage(
        "tasks_late", "Tỷ lệ nhiệm vụ chậm tiến độ", "Peratusan tugas yang lewat", "Share of tasks behind schedule"
    ),
    _percentage(
        "tasks_done", "Tỷ lệ nhiệm vụ đã hoàn thành", "Peratusan tugas yang telah disiapkan", "Share of tasks done"
    ),
    _percentage(
        "earlier_shortcomings_fixed",
        "Tỷ lệ hạn chế, khuyết điểm từ trước đã khắc phục",
        "Peratusan kelemahan terdahulu yang telah dibaiki",
        "Share of earlier shortcomings fixed",
    ),
)

CLASS_NAMES: dict[str, Words] = {
    "excellent": Words(
        vi="hoàn thành xuất sắc nhiệm vụ", ms="menyelesaikan tugas dengan cemerlang", en="completes tasks excellently"
    ),
    "good": Words(vi="hoàn thành tốt nhiệm vụ", ms="menyelesaikan tugas dengan baik", en="completes tasks well"),
    "completed": Words(vi="hoàn thành nhiệm vụ", ms="menyelesaikan tugas", en="completes tasks"),
    "not_completed": Words(
        vi="không hoàn thành nhiệm vụ", ms="tidak menyelesaikan tugas", en="does not complete tasks"
    ),
}
"""Words for the usual codes of classes, where a condition lists them and the classes themselves are not at hand."""

FACTS: dict[str, Fact] = {fact.code: fact for fact in (*_OF_SHEETS, *_OF_THE_YEAR, *_OF_TASKS)}
"""By code."""
