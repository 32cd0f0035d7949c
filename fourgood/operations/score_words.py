"""The words around the figures of `fourgood score`, in the three languages."""

from __future__ import annotations

from fourgood.regulations.conditions import Outcome
from fourgood.regulations.framework import Origin, Words

HEAD = Words(
    vi="{title} ({code}), {number} ngày {dated}, lần ban hành {edition}. Biến thể: {variant}.",
    ms="{title} ({code}), {number} bertarikh {dated}, edisi {edition}. Varian: {variant}.",
    en="{title} ({code}), {number} of {dated}, edition {edition}. Variant: {variant}.",
)
ORIGIN = {
    Origin.RECONSTRUCTION: Words(vi="Bản dựng lại", ms="Dibina semula", en="Reconstruction"),
    Origin.OFFICIAL: Words(vi="Bản chính thức", ms="Rasmi", en="Official"),
}
NOT_IN_FORCE = Words(
    vi="Lưu ý: hướng dẫn này không có hiệu lực vào tháng {months}/{year}.",
    ms="Perhatian: arahan ini tidak berkuat kuasa pada bulan {months}/{year}.",
    en="Note: the instruction does not hold in month {months}/{year}.",
)
UNIT = Words(vi="Tổ chức", ms="Unit", en="Unit")
MONTH = Words(vi="Tháng {month}", ms="Bulan {month}", en="Month {month}")
YEAR = Words(vi="Cộng dồn các tháng {months}", ms="Terkumpul bagi bulan {months}", en="Year to date, months {months}")
WHOLE_TABLE = Words(vi="Tất cả tiêu chí", ms="Semua kriteria", en="All criteria")

CRITERION = Words(vi="Tiêu chí", ms="Kriteria", en="Criterion")
VALUE = Words(vi="Số liệu", ms="Nilai", en="Value")
POINTS = Words(vi="Điểm", ms="Mata", en="Points")
EXPLANATION = Words(vi="Giải thích", ms="Penjelasan", en="Explanation")
OF = Words(vi="{points}/{worth}", ms="{points} / {worth}", en="{points} of {worth}")

NOT_DUE = Words(vi="chưa đến kỳ", ms="belum sampai tempoh", en="not due")
NOT_APPLICABLE = Words(vi="không áp dụng", ms="tidak berkenaan", en="not applicable")
GIVEN = Words(vi="điểm đã chấm", ms="mata diberi", en="points given")
NOT_ENTERED = Words(vi="chưa nhập", ms="belum diisi", en="not entered")

TOTAL = Words(vi="Tổng điểm", ms="Jumlah", en="Total")
BONUS = Words(vi="Điểm cộng", ms="Mata tambahan", en="Bonus")
DEDUCTION = Words(vi="Điểm trừ", ms="Mata tolak", en="Deduction")
EXTRA = Words(
    vi="{wording}: {count} × {points}", ms="{wording}: {count} × {points}", en="{wording}: {count} × {points}"
)
RESULT = Words(vi="Kết quả", ms="Keputusan", en="Result")
MISSING = Words(
    vi="Còn thiếu, đang tính 0 điểm", ms="Belum diisi, dikira 0 mata", en="Missing, counted as 0 points so far"
)
SHORT = Words(
    vi="Dưới ngưỡng, cần giải pháp khắc phục",
    ms="Di bawah ambang, perlu tindakan pembetulan",
    en="Below the threshold, a corrective action is due",
)
NOT_DUE_ENTERED = Words(
    vi="Đã nhập nhưng chưa đến kỳ, không tính",
    ms="Diisi tetapi belum sampai tempoh, tidak dikira",
    en="Entered, but not due and not counted",
)
GAPS = Words(vi="Tháng còn thiếu", ms="Bulan yang belum lengkap", en="Months with something missing")
GAP = Words(vi="tháng {month}: {codes}", ms="bulan {month}: {codes}", en="month {month}: {codes}")
ONLY_POINTS = Words(
    vi="Không cộng được cả năm: {codes} chỉ có điểm đã chấm theo tháng.",
    ms="Tahun tidak dapat dijumlahkan: {codes} hanya ada mata yang diberi setiap bulan.",
    en="No value of the year: of {codes} there are only points given for months, which no rule adds up.",
)
NOTHING = Words(vi="Chưa có số liệu.", ms="Tiada nilai.", en="No values.")

CLASS = Words(vi="Xếp loại đề xuất", ms="Klasifikasi yang dicadangkan", en="Class proposed")
CLASS_OPEN = Words(
    vi="chưa thể đề xuất: từ “{lowest}” đến “{highest}”",
    ms="belum dapat dicadangkan: antara “{lowest}” dan “{highest}”",
    en="none yet: from “{lowest}” to “{highest}”",
)
RECOGNITION = Words(vi="Công nhận", ms="Pengiktirafan", en="Recognition")
DISQUALIFYING = Words(vi="Trường hợp bị loại", ms="Perkara yang melucutkan kelayakan", en="What disqualifies")
OVERRIDING = Words(
    vi="Trường hợp quyết định mức xếp loại", ms="Perkara yang menentukan kelas", en="What overrides points"
)
OUTCOMES = {
    Outcome.HOLDS: Words(vi="đúng", ms="benar", en="holds"),
    Outcome.FAILS: Words(vi="không", ms="tidak", en="fails"),
    Outcome.UNKNOWN: Words(vi="chưa rõ", ms="belum tahu", en="unknown"),
}

WRONG = Words(
    vi="{address}: “{value}” {reason}. Hãy ghi: {write}.",
    ms="{address}: “{value}” {reason}. Tulis: {write}.",
    en="{address}: “{value}” {reason}. Write: {write}.",
)
WRONG_SENTENCE = Words(
    vi="{address}: “{value}”. {reason}. Hãy ghi: {write}.",
    ms="{address}: “{value}”. {reason}. Tulis: {write}.",
    en="{address}: “{value}”. {reason}. Write: {write}.",
)
WRONG_EMPTY = Words(
    vi="{address}: {reason}. Hãy ghi: {write}.",
    ms="{address}: {reason}. Tulis: {write}.",
    en="{address}: {reason}. Write: {write}.",
)
WRONG_CELLS = Words(
    vi="Số ô sai: {count}. Chưa chấm điểm.",
    ms="Sel yang salah: {count}. Tiada mata dikira.",
    en="Wrong cells: {count}. Nothing was scored.",
)
FRAMEWORK_WRONG = Words(
    vi="Số lỗi trong tệp khung tiêu chí: {count}.",
    ms="Ralat dalam fail rangka kerja: {count}.",
    en="Problems of the framework file: {count}.",
)
