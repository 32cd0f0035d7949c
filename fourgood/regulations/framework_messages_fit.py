"""What is said of things in a framework file that don't fit together, by rule: what is wrong, what to write instead."""

from __future__ import annotations

from fourgood.regulations.framework import Words
from fourgood.regulations.framework_messages_form import Sentences

_TAKE_OUT = Words(vi="Bỏ khóa “{key}”.", ms="Buang kunci “{key}”.", en="Take the key “{key}” out.")
_ADD = Words(vi="Thêm: {key}: {example}", ms="Tambah: {key}: {example}", en="Add: {key}: {example}")

OF_FITTING: dict[str, Sentences] = {
    "until_before_from": (
        Words(
            vi="Ngày cuối {value} đứng trước ngày đầu {first}.",
            ms="Hari terakhir {value} mendahului hari pertama {first}.",
            en="The last day, {value}, comes before the first, {first}.",
        ),
        Words(
            vi="Sửa một trong hai ngày, hoặc bỏ “until” nếu chưa có hạn.",
            ms="Betulkan satu tarikh, atau buang “until” jika tiada tarikh akhir.",
            en="Change one of the two, or take “until” out if it holds until further notice.",
        ),
    ),
    "not_for_measure": (
        Words(
            vi="“{key}” không dùng với measure: {measure}.",
            ms="“{key}” tidak digunakan dengan measure: {measure}.",
            en="“{key}” is not used with measure: {measure}.",
        ),
        _TAKE_OUT,
    ),
    "needed_for_measure": (
        Words(
            vi="measure: {measure} cần có “{key}”.",
            ms="measure: {measure} memerlukan “{key}”.",
            en="measure: {measure} needs “{key}”.",
        ),
        _ADD,
    ),
    "not_for_style": (
        Words(
            vi="“{key}” không dùng với style: {style}.",
            ms="“{key}” tidak digunakan dengan style: {style}.",
            en="“{key}” is not used with style: {style}.",
        ),
        _TAKE_OUT,
    ),
    "needed_for_style": (
        Words(
            vi="style: {style} cần có “{key}”.",
            ms="style: {style} memerlukan “{key}”.",
            en="style: {style} needs “{key}”.",
        ),
        _ADD,
    ),
    "measure_not_for_style": (
        Words(
            vi="measure: {measure} không dùng với style: {style}.",
            ms="measure: {measure} tidak digunakan dengan style: {style}.",
            en="measure: {measure} is not used with style: {style}.",
        ),
        Words(
            vi="style: met chỉ dùng measure: met; style: points dùng các cách đo khác.",
            ms="style: met hanya dengan measure: met; style: points dengan yang lain.",
            en="style: met goes with measure: met only, style: points with all others.",
        ),
    ),
    "not_for_model": (
        Words(
            vi="“{key}” không dùng với model: {model}.",
            ms="“{key}” tidak digunakan dengan model: {model}.",
            en="“{key}” is not used with model: {model}.",
        ),
        _TAKE_OUT,
    ),
    "needed_for_model": (
        Words(
            vi="model: {model} cần có “{key}”.",
            ms="model: {model} memerlukan “{key}”.",
            en="model: {model} needs “{key}”.",
        ),
        _ADD,
    ),
    "frequency_not_for_model": (
        Words(
            vi="every: meeting chỉ dùng với model: meeting, không với {model}.",
            ms="every: meeting hanya dengan model: meeting, bukan {model}.",
            en="every: meeting goes with model: meeting only, not with {model}.",
        ),
        Words(
            vi="Viết month, quarter hoặc year.",
            ms="Tulis month, quarter atau year.",
            en="Write month, quarter or year.",
        ),
    ),
    "not_beside_parts": (
        Words(
            vi="“{key}” không đứng bên cạnh “parts”.",
            ms="“{key}” tidak ditulis di sisi “parts”.",
            en="“{key}” does not stand beside “parts”.",
        ),
        Words(
            vi="Viết vào từng phần, hoặc bỏ “parts”.",
            ms="Tulis dalam setiap bahagian, atau buang “parts”.",
            en="Write it into each part, or take “parts” out.",
        ),
    ),
    "not_without_local": (
        Words(
            vi="“{key}” chỉ có nghĩa khi “local” có {local}.",
            ms="“{key}” hanya bererti jika “local” ada {local}.",
            en="“{key}” means something only if “local” has {local}.",
        ),
        Words(
            vi="Thêm {local} vào “local”, hoặc bỏ “{key}”.",
            ms="Tambah {local} pada “local”, atau buang “{key}”.",
            en="Add {local} to “local”, or take “{key}” out.",
        ),
    ),
    "needed_for_local": (
        Words(
            vi="“local” có {local} thì cần có “{key}”.",
            ms="“local” dengan {local} memerlukan “{key}”.",
            en="“local” with {local} needs “{key}”.",
        ),
        _ADD,
    ),
    "absent_good": (
        Words(vi="Không nhóm nào có good: {good}.", ms="Tiada kumpulan good: {good}.", en="No group is good: {good}."),
        Words(
            vi="Bốn tốt, mỗi tốt đúng một nhóm: good từ 1 đến 4.",
            ms="Empat baik, satu kumpulan bagi setiap satu: good 1 hingga 4.",
            en="Four goods, one group for each: good from 1 to 4.",
        ),
    ),
    "repeated_good": (
        Words(
            vi="good: {good} đã có ở dòng {other}.",
            ms="good: {good} sudah ada pada baris {other}.",
            en="good: {good} stands in line {other} already.",
        ),
        Words(
            vi="Bốn tốt, mỗi tốt đúng một nhóm: good từ 1 đến 4.",
            ms="Empat baik, satu kumpulan bagi setiap satu: good 1 hingga 4.",
            en="Four goods, one group for each: good from 1 to 4.",
        ),
    ),
    "gives_to_itself": (
        Words(
            vi="Tiêu chí “{value}” chuyển điểm cho chính nó.",
            ms="Kriteria “{value}” memberikan mata kepada dirinya sendiri.",
            en="Criterion “{value}” gives its points to itself.",
        ),
        Words(
            vi="Nêu tiêu chí khác trong nhóm, hoặc viết not_applicable: share.",
            ms="Namakan kriteria lain dalam kumpulan, atau tulis not_applicable: share.",
            en="Name another one of the group, or write not_applicable: share.",
        ),
    ),
    "gives_outside_group": (
        Words(
            vi="Tiêu chí “{value}” thuộc nhóm khác.",
            ms="Kriteria “{value}” dalam kumpulan lain.",
            en="Criterion “{value}” is of another group.",
        ),
        Words(
            vi="Điểm ở lại trong nhóm: nêu một trong {known}.",
            ms="Mata kekal dalam kumpulan: namakan satu daripada {known}.",
            en="Points stay in their group: name one of {known}.",
        ),
    ),
    "gives_in_a_circle": (
        Words(
            vi="Các tiêu chí chuyển điểm vòng quanh: {circle}.",
            ms="Kriteria saling memberikan mata dalam bulatan: {circle}.",
            en="These criteria give their points round in a circle: {circle}.",
        ),
        Words(
            vi="Viết not_applicable: share ở một trong số đó.",
            ms="Tulis not_applicable: share pada salah satu.",
            en="Write not_applicable: share in one of them.",
        ),
    ),
    "event_needs_one": (
        Words(
            vi="Sự việc cần đúng một trong hai: minus hoặc at_most; ở đây có: {given}.",
            ms="Kejadian memerlukan satu sahaja: minus atau at_most; di sini: {given}.",
            en="An event has exactly one of minus and at_most; here: {given}.",
        ),
        Words(
            vi="minus: số điểm trừ mỗi lần; at_most: đã xảy ra thì còn nhiều nhất bấy nhiêu điểm.",
            ms="minus: mata ditolak setiap kali; at_most: mata paling banyak setelah berlaku.",
            en="minus: points off for each; at_most: the most points left once it happened.",
        ),
    ),
    "condition_needs_one": (
        Words(
            vi="Điều kiện cần đúng một phép so sánh; ở đây có: {given}.",
            ms="Syarat memerlukan satu perbandingan sahaja; di sini: {given}.",
            en="A condition has exactly one comparison; here: {given}.",
        ),
        Words(
            vi="Viết một trong at_least, at_most, above, below, one_of.",
            ms="Tulis satu daripada at_least, at_most, above, below, one_of.",
            en="Write one of at_least, at_most, above, below, one_of.",
        ),
    ),
    "deadline_shape": (
        Words(
            vi="Thời hạn phải viết theo đúng một trong ba cách; ở đây có: {given}.",
            ms="Tarikh akhir ditulis dengan satu daripada tiga cara; di sini: {given}.",
            en="A deadline is written in one of three ways; here: {given}.",
        ),
        Words(
            vi="month và day; months_later và day; hoặc after và days_after.",
            ms="month dan day; months_later dan day; atau after dan days_after.",
            en="month and day; months_later and day; or after and days_after.",
        ),
    ),
    "step_of_the_year": (
        Words(
            vi="Bước {step} diễn ra vào một ngày trong năm, nên cần có tháng và ngày.",
            ms="Langkah {step} jatuh pada satu hari dalam tahun, jadi perlu ada bulan dan hari.",
            en="The step {step} falls on a day of the year, so it needs a month and a day.",
        ),
        Words(
            vi="Viết month và day, ví dụ: month: 3, day: 31.",
            ms="Tulis month dan day, contohnya: month: 3, day: 31.",
            en="Write month and day, as in: month: 3, day: 31.",
        ),
    ),
    "opens_too_late": (
        Words(
            vi="Đăng ký mở sau hạn đăng ký của bước registration.",
            ms="Pendaftaran dibuka selepas tarikh akhir langkah registration.",
            en="Registration opens after the last day of the step registration.",
        ),
        Words(
            vi="Viết một ngày trước hạn đăng ký; cho ngày của năm trước, thêm years_earlier: 1.",
            ms="Tulis hari sebelum tarikh akhir itu; bagi hari pada tahun sebelumnya, tambah years_earlier: 1.",
            en="Write a day before that; for a day of the year before, add years_earlier: 1.",
        ),
    ),
    "impossible_day": (
        Words(
            vi="Tháng {month} không có ngày {value}.",
            ms="Bulan {month} tiada hari {value}.",
            en="Month {month} has no day {value}.",
        ),
        Words(vi="Viết từ 1 đến {last}.", ms="Tulis 1 hingga {last}.", en="Write from 1 to {last}."),
    ),
    "steps_in_a_circle": (
        Words(
            vi="Các bước chờ nhau vòng quanh: {circle}.",
            ms="Langkah-langkah ini saling menunggu dalam bulatan: {circle}.",
            en="These steps wait for each other in a circle: {circle}.",
        ),
        Words(
            vi="Cho một bước ngày riêng: month và day.",
            ms="Berikan satu langkah tarikhnya sendiri: month dan day.",
            en="Give one of them a day of its own: month and day.",
        ),
    ),
}
