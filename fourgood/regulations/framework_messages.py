"""What is said of a mistake in a framework file, by rule: what is wrong, and what to write instead.

Here stand the rules of sums and codes; those of form are in `framework_messages_form`, those of what fits together in
`framework_messages_fit`. Words in braces are filled in; keys of the file stay as they are written, in every language.
"""

from __future__ import annotations

from fourgood.regulations.framework import Words
from fourgood.regulations.framework_messages_fit import OF_FITTING
from fourgood.regulations.framework_messages_form import OF_KEYS, OF_THE_FILE, OF_VALUES, Sentences

DID_YOU_MEAN = Words(
    vi="Có phải là “{close}”? Ở đây dùng được: {known}.",
    ms="Adakah maksudnya “{close}”? Yang boleh ditulis: {known}.",
    en="Did you mean “{close}”? What can stand here: {known}.",
)
IN_VARIANT = Words(vi=" trong biến thể “{code}”", ms=" dalam varian “{code}”", en=" in the variant “{code}”")

_ONE_OF = Words(vi="Chọn một trong: {known}.", ms="Pilih satu: {known}.", en="Choose one of: {known}.")
_OTHER_CODE = Words(vi="Đặt mã khác.", ms="Beri kod lain.", en="Give it another code.")
_SUM = Words(
    vi="Sửa điểm cho khớp: {points} hay {sum}?",
    ms="Betulkan mata supaya sepadan: {points} atau {sum}?",
    en="Make them agree: {points} or {sum}?",
)

_OF_SUMS: dict[str, Sentences] = {
    "points_do_not_add_up": (
        Words(
            vi="Nhóm {group} có {points} điểm, nhưng các tiêu chí cộng lại{where} được {sum}.",
            ms="Kumpulan {group} bernilai {points} mata, tetapi jumlah kriterianya{where} ialah {sum}.",
            en="Group {group} has {points} points, but its criteria{where} add up to {sum}.",
        ),
        _SUM,
    ),
    "whole_does_not_add_up": (
        Words(
            vi="“whole” là {points}, nhưng các nhóm cộng lại được {sum} điểm.",
            ms="“whole” ialah {points}, tetapi jumlah kumpulannya {sum} mata.",
            en="“whole” is {points}, but the groups add up to {sum} points.",
        ),
        _SUM,
    ),
    "parts_do_not_add_up": (
        Words(
            vi="Tiêu chí có {points} điểm, nhưng các phần cộng lại được {sum}.",
            ms="Kriteria ini bernilai {points} mata, tetapi jumlah bahagiannya {sum}.",
            en="The criterion has {points} points, but its parts add up to {sum}.",
        ),
        _SUM,
    ),
    "first_step_not_all": (
        Words(
            vi="Bậc đầu được {value} điểm, không phải toàn bộ {points} điểm.",
            ms="Tahap pertama memberi {value} mata, bukan kesemua {points} mata.",
            en="The first step gives {value} points, not all {points}.",
        ),
        Words(
            vi="Cho bậc đầu {points} điểm.",
            ms="Berikan {points} mata pada tahap pertama.",
            en="Let the first step give {points} points.",
        ),
    ),
    "step_above_points": (
        Words(
            vi="Bậc này được {value} điểm, nhiều hơn {points} điểm của mục.",
            ms="Tahap ini memberi {value} mata, lebih daripada {points} mata yang ada.",
            en="This step gives {value} points, more than the {points} there are.",
        ),
        Words(vi="Cho nhiều nhất {points} điểm.", ms="Beri paling banyak {points}.", en="Give {points} at most."),
    ),
    "not_descending": (
        Words(
            vi="Mức {value} không thấp hơn mức trước, {before}.",
            ms="{value} tidak lebih rendah daripada yang sebelumnya, {before}.",
            en="{value} is not lower than the one before, {before}.",
        ),
        Words(
            vi="Xếp từ cao xuống thấp, mỗi mức một lần.",
            ms="Susun dari yang tertinggi, setiap satu sekali sahaja.",
            en="Put the highest first, each once.",
        ),
    ),
    "points_not_descending": (
        Words(
            vi="Bậc thấp hơn mà được {value} điểm, không ít hơn bậc trước, {before}.",
            ms="Tahap lebih rendah memberi {value} mata, tidak kurang daripada yang sebelumnya, {before}.",
            en="The lower step gives {value} points, not fewer than the one before, {before}.",
        ),
        Words(
            vi="Cho bậc thấp hơn ít điểm hơn, hoặc gộp hai bậc.",
            ms="Kurangkan mata tahap yang lebih rendah, atau satukan kedua-duanya.",
            en="Give the lower step fewer points, or make the two one.",
        ),
    ),
    "last_not_from_zero": (
        Words(
            vi="Mức cuối bắt đầu từ {value}: dưới mức ấy không có gì.",
            ms="Yang terakhir bermula dari {value}: di bawahnya tiada apa-apa.",
            en="The last begins at {value}: below it there is nothing.",
        ),
        Words(
            vi="Thêm một mức cuối từ 0.",
            ms="Tambah satu lagi di hujung, dari 0.",
            en="Add one from 0 at the end.",
        ),
    ),
    "above_whole": (
        Words(
            vi="{value} điểm nhiều hơn toàn bộ, {whole}.",
            ms="{value} mata melebihi keseluruhan, {whole}.",
            en="{value} points are more than the whole, {whole}.",
        ),
        Words(vi="Viết nhiều nhất {whole}.", ms="Tulis paling banyak {whole}.", en="Write {whole} at most."),
    ),
    "best_grade_not_all": (
        Words(
            vi="Mức cao nhất được {value} điểm, không phải toàn bộ {points} điểm.",
            ms="Gred terbaik memberi {value} mata, bukan kesemua {points} mata.",
            en="The best grade gives {value} points, not all {points}.",
        ),
        Words(
            vi="Cho mức cao nhất {points} điểm.",
            ms="Berikan {points} mata pada gred terbaik.",
            en="Let the best grade give {points} points.",
        ),
    ),
    "event_above_points": (
        Words(
            vi="“{key}” là {value}, nhiều hơn {points} điểm của mục.",
            ms="“{key}” ialah {value}, lebih daripada {points} mata yang ada.",
            en="“{key}” is {value}, more than the {points} points there are.",
        ),
        Words(vi="Viết nhiều nhất {points}.", ms="Tulis paling banyak {points}.", en="Write {points} at most."),
    ),
}

_OF_CODES: dict[str, Sentences] = {
    "duplicate_code": (
        Words(
            vi="Mã “{code}” đã có ở dòng {other}.",
            ms="Kod “{code}” sudah ada pada baris {other}.",
            en="The code “{code}” stands in line {other} already.",
        ),
        _OTHER_CODE,
    ),
    "code_not_of_group": (
        Words(
            vi="Mã “{code}” không bắt đầu bằng mã nhóm, “{group}.”.",
            ms="Kod “{code}” tidak bermula dengan kod kumpulannya, “{group}.”.",
            en="The code “{code}” does not begin with that of its group, “{group}.”.",
        ),
        Words(vi="Viết như: {group}.1", ms="Tulis seperti: {group}.1", en="Write it like: {group}.1"),
    ),
    "group_code_differs": (
        Words(
            vi="Mã nhóm là “{code}”, nhưng không tiêu chí nào của nhóm bắt đầu bằng “{code}.”.",
            ms="Kod kumpulan ialah “{code}”, tetapi tiada kriterianya bermula dengan “{code}.”.",
            en="The code of the group is “{code}”, but none of its criteria begins with “{code}.”.",
        ),
        Words(
            vi="Sửa mã nhóm, hoặc mã của mọi tiêu chí trong nhóm.",
            ms="Betulkan kod kumpulan, atau kod semua kriterianya.",
            en="Change the code of the group, or those of all its criteria.",
        ),
    ),
    "reserved_code": (
        Words(
            vi="“{code}” là mã của khung chung, không phải của biến thể.",
            ms="“{code}” ialah kod rangka umum, bukan varian.",
            en="“{code}” is the code of the framework as it stands, not of a variant.",
        ),
        _OTHER_CODE,
    ),
    "unknown_sector": (
        Words(vi="Không có lĩnh vực “{value}”.", ms="Tiada sektor “{value}”.", en="There is no sector “{value}”."),
        _ONE_OF,
    ),
    "repeated_sector": (
        Words(
            vi="Lĩnh vực “{value}” đã thuộc biến thể “{other}”.",
            ms="Sektor “{value}” sudah ada dalam varian “{other}”.",
            en="The sector “{value}” stands in the variant “{other}” already.",
        ),
        Words(
            vi="Mỗi lĩnh vực chỉ thuộc một biến thể: bỏ ở một nơi.",
            ms="Satu sektor hanya dalam satu varian: buang di satu tempat.",
            en="A sector stands in one variant only: take it out of one.",
        ),
    ),
    "unknown_criterion": (
        Words(vi="Không có tiêu chí “{value}”.", ms="Tiada kriteria “{value}”.", en="There is no criterion “{value}”."),
        _ONE_OF,
    ),
    "unknown_indicator": (
        Words(vi="Không có chỉ số “{value}”.", ms="Tiada penunjuk “{value}”.", en="There is no indicator “{value}”."),
        Words(
            vi="Chọn một trong: {known}; hoặc bỏ khóa này để nhập bằng tay.",
            ms="Pilih satu: {known}; atau buang kunci ini untuk isian tangan.",
            en="Choose one of: {known}; or take the key out, to enter the value by hand.",
        ),
    ),
    "wrong_indicator": (
        Words(
            vi="Chỉ số “{value}” đo theo “{kind}”, không theo “{measure}”.",
            ms="Penunjuk “{value}” diukur dengan “{kind}”, bukan “{measure}”.",
            en="The indicator “{value}” is measured as “{kind}”, not as “{measure}”.",
        ),
        Words(
            vi="Viết measure: {kind}, hoặc chọn chỉ số khác: {known}.",
            ms="Tulis measure: {kind}, atau pilih penunjuk lain: {known}.",
            en="Write measure: {kind}, or choose another indicator: {known}.",
        ),
    ),
    "unknown_class": (
        Words(vi="Không có loại “{value}”.", ms="Tiada kelas “{value}”.", en="There is no class “{value}”."),
        _ONE_OF,
    ),
    "cap_of_not_below": (
        Words(
            vi="Loại “{value}” không xếp sau loại “{code}”.",
            ms="Kelas “{value}” tidak di bawah kelas “{code}”.",
            en="The class “{value}” does not stand below “{code}”.",
        ),
        Words(
            vi="Viết ở “of” một loại xếp sau: {known}.",
            ms="Tulis pada “of” kelas yang di bawahnya: {known}.",
            en="Write in “of” a class that stands below: {known}.",
        ),
    ),
    "unknown_step": (
        Words(vi="Không có bước “{value}”.", ms="Tiada langkah “{value}”.", en="There is no step “{value}”."),
        _ONE_OF,
    ),
}

MESSAGES: dict[str, Sentences] = OF_THE_FILE | OF_KEYS | OF_VALUES | _OF_SUMS | _OF_CODES | OF_FITTING
"""Every rule, with what is said of it."""
