"""What is said of a value that is not written as it should be, by rule: what is wrong, and what to write instead."""

from __future__ import annotations

from fourgood.regulations.framework import Words

Sentences = tuple[Words, Words]

_QUOTES = Words(
    vi="Đặt trong dấu nháy kép: {key}: {example}",
    ms="Letakkan dalam tanda petik: {key}: {example}",
    en="Put it in quotes: {key}: {example}",
)
_LIKE = Words(
    vi="Viết như: {key}: {example}", ms="Tulis seperti: {key}: {example}", en="Write it like: {key}: {example}"
)

OF_THE_FILE: dict[str, Sentences] = {
    "not_utf8": (
        Words(vi="Tệp không dùng mã UTF-8.", ms="Fail ini bukan dalam kod UTF-8.", en="The file is not in UTF-8."),
        Words(vi="Lưu lại tệp bằng mã UTF-8.", ms="Simpan semula fail dalam kod UTF-8.", en="Save it anew in UTF-8."),
    ),
    "not_yaml": (
        Words(
            vi="Từ đây không đọc được theo YAML: “{text}”.",
            ms="Dari sini fail tidak dapat dibaca sebagai YAML: “{text}”.",
            en="From here on this can't be read as YAML: “{text}”.",
        ),
        Words(
            vi="Xem lại thụt đầu dòng, dấu cách sau dấu hai chấm, và ngoặc hay nháy chưa đóng; đặt trong "
            "dấu nháy kép những lời có dấu hai chấm, dấu # hoặc bắt đầu bằng ký hiệu.",
            ms="Semak inden, ruang selepas tanda titik bertindih, dan kurungan atau petikan yang belum ditutup; "
            "letakkan dalam tanda petik kata-kata yang ada titik bertindih, tanda # atau bermula dengan simbol.",
            en="Look at the indents, the blank after each colon, and brackets or quotes not closed; put words in "
            "quotes that hold a colon or # or begin with a sign.",
        ),
    ),
    "tab": (
        Words(vi="Đầu dòng có dấu tab.", ms="Baris bermula dengan tab.", en="The line begins with a tab."),
        Words(vi="Thụt đầu dòng bằng dấu cách.", ms="Inden dengan ruang.", en="Indent with blanks."),
    ),
    "not_plain": (
        Words(
            vi="Cách viết YAML này không được đọc ở đây (bí danh &, *, thẻ !, khóa không phải chữ, lồng quá sâu): "
            "“{text}”.",
            ms="Cara tulis YAML ini tidak dibaca di sini (alias &, *, tag !, kunci bukan teks, bersarang terlalu "
            "dalam): “{text}”.",
            en="This kind of YAML is not read here (aliases &, *, tags !, keys that are no text, too many levels): "
            "“{text}”.",
        ),
        Words(
            vi="Viết đầy đủ nội dung ngay tại đây.",
            ms="Tulis isinya dengan lengkap di sini.",
            en="Write it out in full here.",
        ),
    ),
    "not_a_framework": (
        Words(
            vi="Tệp không phải là một khung tiêu chí.",
            ms="Fail ini bukan rangka kerja kriteria.",
            en="The file is no criteria framework.",
        ),
        Words(
            vi="Bắt đầu bằng các khóa framework, model, style, title, mỗi khóa một dòng.",
            ms="Mulakan dengan kunci framework, model, style, title, satu kunci sebaris.",
            en="Begin with the keys framework, model, style, title, one on a line.",
        ),
    ),
}

OF_KEYS: dict[str, Sentences] = {
    "unknown_key": (
        Words(vi="Không có khóa “{key}” ở đây.", ms="Tiada kunci “{key}” di sini.", en="There is no key “{key}” here."),
        Words(vi="Các khóa được dùng: {known}.", ms="Kunci yang dibaca: {known}.", en="The keys read here: {known}."),
    ),
    "missing_key": (
        Words(vi="Thiếu khóa “{key}”.", ms="Kunci “{key}” tiada.", en="The key “{key}” is missing."),
        Words(vi="Thêm: {key}: {example}", ms="Tambah: {key}: {example}", en="Add: {key}: {example}"),
    ),
    "repeated_key": (
        Words(
            vi="Khóa “{key}” đã có ở dòng {other}.",
            ms="Kunci “{key}” sudah ada pada baris {other}.",
            en="The key “{key}” stands in line {other} already.",
        ),
        Words(vi="Bỏ một trong hai.", ms="Buang satu daripadanya.", en="Take one of them out."),
    ),
    "run_together": (
        Words(
            vi="Từ đây các khóa của mục trên lặp lại, bắt đầu với “{key}”: hai mục dính vào nhau.",
            ms="Dari sini kunci di atas berulang, mulai “{key}”: dua entri bercantum menjadi satu.",
            en="From here on the keys above come again, beginning with “{key}”: two entries run together.",
        ),
        Words(
            vi="Mở mục mới bằng một dòng như: - {begin}: …",
            ms="Mulakan entri baharu dengan baris seperti: - {begin}: …",
            en="Begin the new entry with a line like: - {begin}: …",
        ),
    ),
    "empty_value": (
        Words(vi="Sau “{key}” không có gì.", ms="“{key}” kosong.", en="Nothing stands after “{key}”."),
        Words(
            vi="Viết như: {key}: {example}, hoặc bỏ khóa này nếu không bắt buộc.",
            ms="Tulis seperti: {key}: {example}, atau buang kunci ini jika tidak wajib.",
            en="Write it like: {key}: {example}, or take the key out if it is not required.",
        ),
    ),
    "empty_list": (
        Words(vi="Danh sách “{key}” trống.", ms="Senarai “{key}” kosong.", en="The list “{key}” is empty."),
        Words(
            vi="Viết ít nhất một mục: {key}: {example}",
            ms="Tulis sekurang-kurangnya satu: {key}: {example}",
            en="Write at least one: {key}: {example}",
        ),
    ),
    "missing_translation": (
        Words(vi="“{key}” thiếu {language}.", ms="“{key}” tiada dalam {language}.", en="“{key}” lacks {language}."),
        Words(vi="Thêm: {code}: …", ms="Tambah: {code}: …", en="Add: {code}: …"),
    ),
    "empty_translation": (
        Words(
            vi="“{key}” để trống phần {language}.",
            ms="“{key}” kosong dalam {language}.",
            en="“{key}” is empty in {language}.",
        ),
        Words(vi="Viết: {code}: …", ms="Tulis: {code}: …", en="Write: {code}: …"),
    ),
}

OF_VALUES: dict[str, Sentences] = {
    "not_text": (
        Words(vi="“{key}” phải là chữ: {value}.", ms="“{key}” mestilah teks: {value}.", en="“{key}” is text: {value}."),
        _QUOTES,
    ),
    "not_words": (
        Words(
            vi="“{key}” phải viết bằng ba ngôn ngữ: {value}.",
            ms="“{key}” mestilah dalam tiga bahasa: {value}.",
            en="“{key}” is written in three languages: {value}.",
        ),
        _LIKE,
    ),
    "not_a_number": (
        Words(
            vi="“{key}” phải là số: {value}.",
            ms="“{key}” mestilah nombor: {value}.",
            en="“{key}” is a number: {value}.",
        ),
        Words(
            vi="Viết số thường, phần lẻ sau dấu chấm: {key}: {example}",
            ms="Tulis nombor biasa, pecahan selepas titik: {key}: {example}",
            en="Write a plain number, decimals after a point: {key}: {example}",
        ),
    ),
    "not_a_whole_number": (
        Words(
            vi="“{key}” phải là số nguyên: {value}.",
            ms="“{key}” mestilah nombor bulat: {value}.",
            en="“{key}” is a whole number: {value}.",
        ),
        _LIKE,
    ),
    "too_many_decimals": (
        Words(
            vi="“{key}” có quá hai chữ số thập phân: {value}.",
            ms="“{key}” melebihi dua tempat perpuluhan: {value}.",
            en="“{key}” has more than two decimal places: {value}.",
        ),
        Words(vi="Viết: {key}: {example}", ms="Tulis: {key}: {example}", en="Write: {key}: {example}"),
    ),
    "out_of_range": (
        Words(
            vi="“{key}” nằm ngoài giới hạn: {value}.",
            ms="“{key}” di luar julat: {value}.",
            en="“{key}” is out of range: {value}.",
        ),
        Words(
            vi="Viết một số từ {low} đến {high}.",
            ms="Tulis nombor dari {low} hingga {high}.",
            en="Write a number from {low} to {high}.",
        ),
    ),
    "too_small": (
        Words(
            vi="“{key}” quá nhỏ: {value}.", ms="“{key}” terlalu kecil: {value}.", en="“{key}” is too small: {value}."
        ),
        Words(
            vi="Viết một số từ {low} trở lên.",
            ms="Tulis {low} atau lebih.",
            en="Write {low} or more.",
        ),
    ),
    "not_above_zero": (
        Words(
            vi="“{key}” phải lớn hơn 0: {value}.",
            ms="“{key}” mestilah lebih daripada 0: {value}.",
            en="“{key}” is above 0, not {value}.",
        ),
        _LIKE,
    ),
    "not_a_date": (
        Words(
            vi="“{key}” không phải là một ngày: {value}.",
            ms="“{key}” bukan tarikh: {value}.",
            en="“{key}” is no date: {value}.",
        ),
        Words(
            vi="Viết năm, tháng, ngày: {key}: {example}",
            ms="Tulis tahun, bulan, hari: {key}: {example}",
            en="Write year, month, day: {key}: {example}",
        ),
    ),
    "not_yes_or_no": (
        Words(
            vi="“{key}” phải là yes (có) hoặc no (không): {value}.",
            ms="“{key}” ialah yes (ya) atau no (tidak): {value}.",
            en="“{key}” is yes or no: {value}.",
        ),
        _LIKE,
    ),
    "not_a_list": (
        Words(
            vi="“{key}” phải là danh sách: {value}.",
            ms="“{key}” mestilah senarai: {value}.",
            en="“{key}” is a list: {value}.",
        ),
        _LIKE,
    ),
    "not_a_mapping": (
        Words(
            vi="“{key}” phải gồm các khóa và giá trị: {value}.",
            ms="“{key}” mestilah kunci dengan nilai: {value}.",
            en="“{key}” is made of keys and values: {value}.",
        ),
        _LIKE,
    ),
    "not_a_scale": (
        Words(
            vi="Thang điểm không đúng dạng: {value}.",
            ms="Skala mata tidak betul bentuknya: {value}.",
            en="This is no scale of points: {value}.",
        ),
        Words(
            vi="Viết proportional, {{full_from: 80}}, hoặc các bậc như [[75, 3.5], [0, 0]], bậc cuối từ 0.",
            ms="Tulis proportional, {{full_from: 80}}, atau tahap seperti [[75, 3.5], [0, 0]], yang terakhir dari 0.",
            en="Write proportional, {{full_from: 80}}, or steps like [[75, 3.5], [0, 0]], the last from 0.",
        ),
    ),
    "unknown_choice": (
        Words(
            vi="“{key}” không nhận giá trị {value}.",
            ms="“{key}” tidak boleh bernilai {value}.",
            en="“{key}” can't be {value}.",
        ),
        Words(vi="Chọn một trong: {known}.", ms="Pilih satu: {known}.", en="Choose one of: {known}."),
    ),
    "repeated_choice": (
        Words(
            vi="“{value}” có hai lần trong “{key}”.",
            ms="“{value}” dua kali dalam “{key}”.",
            en="“{value}” stands twice in “{key}”.",
        ),
        Words(vi="Bỏ một trong hai.", ms="Buang satu daripadanya.", en="Take one of them out."),
    ),
    "bad_code": (
        Words(
            vi="“{value}” không dùng được làm mã cho “{key}”.",
            ms="“{value}” tidak boleh menjadi kod bagi “{key}”.",
            en="“{value}” can't be a code of “{key}”.",
        ),
        Words(
            vi="Dùng {made_of}, như: {example}",
            ms="Gunakan {made_of}, seperti: {example}",
            en="Use {made_of}, like: {example}",
        ),
    ),
}

LANGUAGE_NAMES = {
    "vi": Words(vi="tiếng Việt", ms="bahasa Vietnam", en="Vietnamese"),
    "ms": Words(vi="tiếng Mã Lai", ms="bahasa Melayu", en="Malay"),
    "en": Words(vi="tiếng Anh", ms="bahasa Inggeris", en="English"),
}
