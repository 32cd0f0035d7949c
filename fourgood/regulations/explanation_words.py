"""The sentences of explanations, with gaps for numbers and for the words of the framework."""

from fourgood.regulations.framework import Kind, Words

NOT_ENTERED = Words(vi="chưa nhập", ms="belum diisi", en="not entered")
DOES_NOT_APPLY = Words(vi="không áp dụng", ms="tidak berkenaan", en="does not apply")
COUNTED = Words(vi="số lượng", ms="bilangan", en="counted")
PLANNED = Words(vi="kế hoạch", ms="pelan", en="planned")
NOTHING = Words(vi="", ms="", en="")

POINT = Words(vi="{points}/{worth} điểm", ms="{points} daripada {worth} mata", en="{points} of {worth} point")
POINTS = Words(vi="{points}/{worth} điểm", ms="{points} daripada {worth} mata", en="{points} of {worth} points")
POINTS_ALONE = Words(vi="{points} điểm", ms="{points} mata", en="{points} points")
LEAVES = Words(vi="còn {points}", ms="tinggal {points}", en="leaves {points}")

SO_MANY = Words(
    vi="{what}: {amount}/{base}, {percentage}",
    ms="{what}: {amount} daripada {base}, {percentage}",
    en="{what}: {amount} of {base}, {percentage}",
)
AGAINST = Words(
    vi="{what}: {amount}; {base}: {planned}; {percentage}",
    ms="{what}: {amount}; {base}: {planned}; {percentage}",
    en="{what}: {amount}; {base}: {planned}; {percentage}",
)
OF_NONE = Words(
    vi="{base}, không áp dụng",
    ms="{base}, tidak berkenaan",
    en="{base}, does not apply",
)
AS_ALL = Words(vi="tính bằng 100 %", ms="dikira sebagai 100 %", en="counted as 100 %")
AT_LEAST = Words(vi="đạt từ {from_}", ms="sekurang-kurangnya {from_}", en="at least {from_}")
BELOW = Words(vi="dưới {from_}", ms="di bawah {from_}", en="below {from_}")
IN_PROPORTION = Words(vi="tính theo tỷ lệ", ms="dikira mengikut kadar", en="in proportion")
IN_PROPORTION_TO = Words(
    vi="tính theo tỷ lệ so với {from_}", ms="dikira mengikut kadar daripada {from_}", en="in proportion to {from_}"
)

ANSWERS = {
    (Kind.YES_NO, True): Words(vi="có", ms="ya", en="yes"),
    (Kind.YES_NO, False): Words(vi="không", ms="tidak", en="no"),
    (Kind.MET, True): Words(vi="đạt", ms="dicapai", en="met"),
    (Kind.MET, False): Words(vi="không đạt", ms="tidak dicapai", en="not met"),
}
TIMES = Words(
    vi="{answer} {amount}/{base} lần",
    ms="{answer} {amount} daripada {base} kali",
    en="{answer} {amount} of {base} times",
)
MEAN = Words(
    vi="trung bình các lần đánh giá ({base} lần)", ms="purata gred ({base} kali)", en="average of grades ({base})"
)
NO_DEDUCTION = Words(vi="không bị trừ điểm", ms="tiada mata ditolak", en="no points taken off")

MINUS = Words(
    vi="{event}: {count} × −{minus} điểm", ms="{event}: {count} × −{minus} mata", en="{event}: {count} × −{minus}"
)
AT_MOST = Words(
    vi="{event}: {count}, tối đa {most} điểm",
    ms="{event}: {count}, paling banyak {most} mata",
    en="{event}: {count}, at most {most} points",
)

PART = Words(vi="{name} – {words}", ms="{name} – {words}", en="{name} – {words}")
TOGETHER = Words(vi="Cộng: {points}", ms="Jumlah: {points}", en="Together: {points}")
PARTS_SHARED = Words(
    vi="Cộng {earned}/{applying} điểm của phần áp dụng, quy đổi: {points}",
    ms="Jumlah {earned} daripada {applying} mata bahagian yang terpakai, diagihkan: {points}",
    en="Together {earned} of {applying} points of what applies, shared out: {points}",
)

GROUP_EMPTY = Words(
    vi="Không có tiêu chí nào áp dụng: nhóm không được tính",
    ms="Tiada kriteria yang terpakai: kumpulan ini tidak dikira",
    en="Nothing applies: the group is left out",
)
GROUP_SHARED = Words(
    vi="{earned}/{applying} điểm của các tiêu chí áp dụng, quy đổi theo {due} điểm đến kỳ đánh giá: {points}",
    ms="{earned} daripada {applying} mata yang terpakai, diagihkan kepada {due} mata yang perlu dinilai: {points}",
    en="{earned} of {applying} points that apply, shared out over the {due} points due: {points}",
)
NO_TOTAL = Words(
    vi="Không có tiêu chí nào đến kỳ đánh giá: không có tổng điểm",
    ms="Tiada kriteria yang perlu dinilai: tiada jumlah mata",
    en="Nothing is due: there is no total",
)
TOTAL = Words(
    vi="{whole} × {points} ÷ {due} điểm đến kỳ đánh giá = {total} điểm (làm tròn xuống)",
    ms="{whole} × {points} ÷ {due} mata yang perlu dinilai = {total} mata (dibundarkan ke bawah)",
    en="{whole} × {points} ÷ {due} points due = {total} points (rounded down)",
)
FINAL = Words(
    vi="{total} + {bonus} điểm cộng − {deduction} điểm trừ, trong khoảng 0–{whole}: {final} điểm",
    ms="{total} + {bonus} mata tambahan − {deduction} mata tolak, dalam julat 0–{whole}: {final} mata",
    en="{total} + {bonus} bonus − {deduction} deductions, kept within 0–{whole}: {final} points",
)
EMPTY_ONES = Words(
    vi="Tiêu chí chưa nhập đủ: {count} (phần thiếu tính 0 điểm)",
    ms="Kriteria yang belum diisi sepenuhnya: {count} (yang tiada dikira 0 mata)",
    en="Criteria not entered in full: {count} (what is missing counts 0 points)",
)
