"""The indicators that a criterion may name: figures that FourGood finds in what people entered, and suggests as values.

Here stand their codes, their titles and how each is measured. The package that holds the facts counts them.
"""

from __future__ import annotations

from dataclasses import dataclass

from fourgood.regulations.framework import Kind, Words


@dataclass(frozen=True)
class Indicator:
    """One figure. A part may name it only if it is measured in the same way (`kind`)."""

    code: str
    title: Words
    kind: Kind


def _indicator(code: str, vi: str, ms: str, en: str, kind: Kind = Kind.PERCENTAGE) -> Indicator:
    return Indicator(code, Words(vi=vi, ms=ms, en=en), kind)


_OF_TASKS = (
    _indicator(
        "documents_on_time",
        "Văn bản cấp trên được quán triệt, cụ thể hóa đúng hạn",
        "Dokumen peringkat atasan diperincikan tepat pada masanya",
        "Documents from above concretised on time",
    ),
    _indicator(
        "tasks_done_on_time",
        "Nhiệm vụ đến hạn được hoàn thành đúng hạn",
        "Tugas yang sampai tempoh disiapkan tepat pada masanya",
        "Tasks due that were done on time",
    ),
    _indicator(
        "targets_reached",
        "Chỉ tiêu được giao đã đạt",
        "Sasaran yang ditetapkan dan tercapai",
        "Targets reached of those given",
    ),
    _indicator(
        "resources_against_plan",
        "Nguồn lực huy động so với kế hoạch",
        "Sumber yang digembleng berbanding pelan",
        "Resources mobilised against plan",
        Kind.QUANTITY,
    ),
    _indicator(
        "petitions_on_time",
        "Đơn thư, kiến nghị được giải quyết đúng hạn",
        "Petisyen yang dijawab tepat pada masanya",
        "Petitions answered on time",
    ),
)

_OF_MEETINGS = (
    _indicator(
        "regular_meeting_held",
        "Đã tổ chức sinh hoạt chi bộ thường kỳ",
        "Mesyuarat berkala Sel Parti telah diadakan",
        "Regular cell meeting held",
        Kind.YES_NO,
    ),
    _indicator(
        "attendance_rate",
        "Tỷ lệ đảng viên dự sinh hoạt",
        "Kadar kehadiran ahli Parti",
        "Attendance of members due",
    ),
    _indicator(
        "thematic_meetings",
        "Số buổi sinh hoạt chuyên đề so với kế hoạch",
        "Bilangan mesyuarat tematik berbanding pelan",
        "Thematic meetings against plan",
        Kind.QUANTITY,
    ),
    _indicator(
        "committee_met_before",
        "Chi ủy đã họp trước buổi sinh hoạt",
        "Jawatankuasa sel bermesyuarat terlebih dahulu",
        "Cell committee met beforehand",
        Kind.YES_NO,
    ),
    _indicator(
        "sent_ahead",
        "Tài liệu đã được gửi trước buổi sinh hoạt",
        "Bahan dihantar sebelum mesyuarat",
        "Material sent ahead of the meeting",
        Kind.YES_NO,
    ),
    _indicator(
        "members_speaking",
        "Đảng viên phát biểu trong buổi sinh hoạt",
        "Ahli yang bercakap dalam mesyuarat",
        "Members who spoke at the meeting",
    ),
    _indicator(
        "resolution_tasks_complete",
        "Nhiệm vụ trong nghị quyết rõ người, rõ thời hạn",
        "Tugas resolusi yang ada penanggungjawab dan tarikh akhir",
        "Tasks of the resolution with owner and deadline",
    ),
    _indicator(
        "last_resolution_done",
        "Nhiệm vụ của nghị quyết kỳ trước đã thực hiện",
        "Tugas resolusi terdahulu yang telah dilaksanakan",
        "Tasks of the previous resolution carried out",
    ),
    _indicator(
        "minutes_in_time",
        "Biên bản hoàn chỉnh và gửi đúng hạn",
        "Minit mesyuarat lengkap dan dihantar dalam tempoh",
        "Minutes complete and sent in time",
        Kind.YES_NO,
    ),
    _indicator(
        "meeting_duration",
        "Thời lượng buổi sinh hoạt so với quy định (phút)",
        "Tempoh mesyuarat berbanding ketetapan (minit)",
        "Duration of the meeting against what is asked (minutes)",
        Kind.QUANTITY,
    ),
    _indicator(
        "nobody_absent_without_reason",
        "Không có đảng viên vắng mặt không có lý do",
        "Tiada ahli tidak hadir tanpa sebab",
        "Nobody absent without reason",
        Kind.YES_NO,
    ),
    _indicator(
        "nobody_excused_too_often",
        "Không có đảng viên vắng mặt có lý do quá số lần liên tiếp cho phép",
        "Tiada ahli dikecualikan berturut-turut melebihi had",
        "Nobody excused more often in a row than is in order",
        Kind.YES_NO,
    ),
    _indicator(
        "announced_ahead",
        "Đã thông báo trước buổi sinh hoạt",
        "Mesyuarat dimaklumkan lebih awal",
        "Meeting announced beforehand",
        Kind.YES_NO,
    ),
    _indicator(
        "draft_resolution_ready",
        "Đã có dự thảo nghị quyết trước buổi sinh hoạt",
        "Draf resolusi tersedia sebelum mesyuarat",
        "Draft resolution ready before the meeting",
        Kind.YES_NO,
    ),
    _indicator(
        "thematic_part",
        "Tháng có sinh hoạt chuyên đề hay không",
        "Sama ada bulan itu ada mesyuarat tematik",
        "Whether the month has a thematic part",
        Kind.GRADED,
    ),
)

_OF_UNITY_AND_DISCIPLINE = (
    _indicator(
        "shortcomings_fixed",
        "Hạn chế, khuyết điểm đã khắc phục đúng hạn",
        "Kelemahan dan kekurangan yang dibaiki dalam tempoh",
        "Shortcomings fixed in time",
    ),
    _indicator(
        "discipline_events",
        "Các vụ việc kỷ luật",
        "Kes tindakan disiplin",
        "Disciplinary cases",
        Kind.DEDUCTIONS,
    ),
    _indicator(
        "complaint_events",
        "Các vụ khiếu nại, tố cáo được kết luận có cơ sở",
        "Kes aduan yang disahkan berasas",
        "Complaints found to be founded",
        Kind.DEDUCTIONS,
    ),
    _indicator(
        "incident_events",
        "Các vụ việc về an ninh, trật tự, an toàn",
        "Kejadian keselamatan dan ketenteraman",
        "Incidents of security, order and safety",
        Kind.DEDUCTIONS,
    ),
    _indicator(
        "inspections_against_plan",
        "Cuộc kiểm tra, giám sát so với chương trình",
        "Pemeriksaan dan pengawasan berbanding program",
        "Inspections against the programme",
        Kind.QUANTITY,
    ),
    _indicator(
        "dues_on_time",
        "Đảng viên đóng đảng phí đúng hạn",
        "Ahli yang membayar yuran Parti tepat pada masanya",
        "Members whose Party dues were paid on time",
    ),
)

_OF_MEMBERS = (
    _indicator(
        "members_assigned",
        "Đảng viên được phân công nhiệm vụ",
        "Ahli yang diagihkan tugas",
        "Members with an assigned task",
    ),
    _indicator(
        "members_completed",
        "Đảng viên hoàn thành nhiệm vụ được phân công",
        "Ahli yang menyelesaikan tugas yang diagihkan",
        "Members who completed their assigned tasks",
    ),
    _indicator(
        "members_rated_good",
        "Đảng viên xếp loại hoàn thành tốt nhiệm vụ trở lên",
        "Ahli yang diklasifikasikan menyelesaikan tugas dengan baik atau lebih",
        "Members rated good or above",
    ),
    _indicator(
        "pledges_kept",
        "Đảng viên thực hiện cam kết hằng năm",
        "Ahli yang menepati ikrar tahunan",
        "Members who kept their yearly pledge",
    ),
    _indicator(
        "admissions_against_target",
        "Kết nạp đảng viên so với chỉ tiêu",
        "Penerimaan ahli baharu berbanding sasaran",
        "Admissions of members against target",
        Kind.QUANTITY,
    ),
    _indicator(
        "members_in_charge_of_households",
        "Đảng viên được phân công phụ trách nhóm hộ",
        "Ahli yang bertanggungjawab ke atas kumpulan isi rumah",
        "Members in charge of a group of households",
    ),
    _indicator(
        "study_attendance",
        "Đảng viên dự học tập nghị quyết",
        "Kehadiran ahli dalam pembelajaran resolusi",
        "Attendance at the study of resolutions",
    ),
    _indicator(
        "records_on_time",
        "Hồ sơ, chuyển sinh hoạt đảng được giải quyết đúng hạn",
        "Rekod dan pemindahan keahlian diuruskan tepat pada masanya",
        "Records and transfers of membership handled on time",
    ),
)

_OF_COMMITTEES = (
    _indicator(
        "committee_meetings_held",
        "Đã tổ chức họp cấp ủy theo quy chế",
        "Mesyuarat jawatankuasa Parti diadakan mengikut peraturan kerja",
        "Committee meeting held by the working rules",
        Kind.YES_NO,
    ),
    _indicator(
        "cells_meetings_fair",
        "Chi bộ có chất lượng sinh hoạt từ loại khá trở lên",
        "Sel dengan kualiti mesyuarat sekurang-kurangnya sederhana baik",
        "Cells whose meetings were rated fair or above",
    ),
    _indicator(
        "cells_meetings_good",
        "Chi bộ có chất lượng sinh hoạt loại tốt",
        "Sel dengan kualiti mesyuarat yang baik",
        "Cells whose meetings were rated good",
    ),
    _indicator(
        "cells_with_thematic",
        "Chi bộ có sinh hoạt chuyên đề trong quý",
        "Sel yang mengadakan mesyuarat tematik pada suku tahun itu",
        "Cells with a thematic meeting in the quarter",
    ),
    _indicator(
        "assigned_cells_attended",
        "Cấp ủy viên dự sinh hoạt chi bộ được phân công",
        "Mesyuarat sel yang dihadiri ahli jawatankuasa yang bertanggungjawab",
        "Assigned cells attended by committee members",
    ),
    _indicator(
        "cells_recognised",
        "Chi bộ được công nhận “4 tốt”",
        "Sel yang diiktiraf “4-baik”",
        "Cells recognised as 4-good",
    ),
    _indicator(
        "cells_rated_good",
        "Chi bộ xếp loại hoàn thành tốt nhiệm vụ trở lên",
        "Sel yang diklasifikasikan menyelesaikan tugas dengan baik atau lebih",
        "Cells rated good or above",
    ),
)

INDICATORS: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (*_OF_TASKS, *_OF_MEETINGS, *_OF_UNITY_AND_DISCIPLINE, *_OF_MEMBERS, *_OF_COMMITTEES)
}
"""Every indicator by its code."""
