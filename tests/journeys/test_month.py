"""The month of Biểu Nghi on phones, in Vietnamese: from the notice to the tasks done, the score and a gift (M11–M16).

Its secretary and two members do it by what they see on their screens. Every tap is counted.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, field

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Locator, Page, expect

from fourgood.meetings.official import rule
from tests.files.papers import photo, word
from tests.journeys.accessible import complaints
from tests.journeys.conftest import Visitor
from tests.journeys.line import Line, line_to
from tests.resolutions.test_papers import MM, edges, text_of_pdf, text_of_word
from tests.running import wait_until

TOPIC = "Chuẩn bị nước và giống cho vụ xuân"
TASK = "Vận động các hộ ngâm ủ giống đúng lịch"
QUESTION = "Đồng chí có tán thành nghị quyết chuyên đề không?"
ABSENT = "Nguyễn Đức Anh"
ENTERED = ("điểm danh một đảng viên tại cuộc họp", "ghi tất cả những người khác có mặt tại cuộc họp")
SENT_WITHIN = 60_000  # milliseconds, on two busy cores

# How many taps a part may take at most: each link, button, choice and tick is one, a list of choices two; typing none.
# They are what it took when this was written, so that a step more is noticed and has to be wanted.
LIMITS = {
    "bay announces": 11,  # to the form three, its kind two, drafted; an item and a paper, two each; announced
    "bay calls the roll": 5,  # the first page leads there; begun, one absent, all others present, sent when it can be
    "bay records": 4,  # the item, and a name for each who spoke
    "bay votes by hand": 5,  # the item, put to the vote, opened, counted: “all in favour”
    "bay votes in secret": 19,  # opened four, the own ballot three, back, papers three, counted: three counters six
    "bay ends": 3,
    "bay writes the minutes": 6,  # the first page leads there; written, read, approved, sent up; the PDF
    "bay resolves": 9,  # the first page leads there; begun, a task for two in four, on to issuing, the vote, issued
    "bay takes the papers": 2,
    "bay checks": 4,  # the first page leads there; the task, and one for each who did it
    "bay scores": 44,  # 20 criteria that no record can tell, from a list of choices; saved, voted two, sent up
    "bay mobilises": 9,  # to the form three, begun; a goal two, a gift three
    "nam before": 3,  # read, write, send
    "thu before": 3,
    "nam votes": 3,  # open, choose, into the urn
    "thu votes": 3,
    "nam does": 7,  # two tasks wait, so a list comes first; accepted, reported two, done two
    "thu does": 4,
}


@dataclass
class Hand:
    """One of the cast with a phone, and the taps of each part."""

    key: str
    visitor: Visitor
    taps: dict[str, int] = field(default_factory=dict)
    part: str = ""

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def begins(self, part: str) -> None:
        """A part of the month, from the first page."""
        self.part = f"{self.key} {part}"
        self.visitor.go("/")

    def tap(self, where: Locator) -> None:
        self.taps[self.part] = self.taps.get(self.part, 0) + 1
        where.click()

    def button(self, name: str) -> None:
        self.tap(self.main.get_by_role("button", name=name, exact=True).first)

    def submit(self) -> None:
        """The main button of the form."""
        self.tap(self.main.locator("form button.button").first)

    def link(self, name: str | re.Pattern[str]) -> None:
        self.tap(self.main.get_by_role("link", name=name).first)

    def menu(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name="Trình đơn"))
        self.tap(self.page.locator("#menu").get_by_role("link", name=name))

    def tick(self, name: str, value: str = "") -> None:
        self.tap(self.main.locator(f"[name={name}]" + (f"[value={value}]" if value else "")).first)

    def choose(self, name: str, **option: str | int) -> None:
        """From a list of choices: one tap opens it, one chooses."""
        self.taps[self.part] += 2
        self.main.locator(f"select[name='{name}']").select_option(**option)

    def write(self, **fields: str) -> None:
        for name, value in fields.items():
            self.main.locator(f"[name={name}]").fill(value)

    def brings(self, name: str, kind: str, content: bytes) -> None:
        self.main.locator("[name=files]").set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def sees(self, *words: str | re.Pattern[str]) -> None:
        for said in words:
            expect(self.main).to_contain_text(said)

    def download(self, name: str) -> bytes:
        """What a link leads to, in the person's own session: a browser may show a PDF instead of saving it."""
        self.taps[self.part] = self.taps.get(self.part, 0) + 1
        link = self.main.get_by_role("link", name=name, exact=True)
        answer = self.page.request.get(self.visitor.site + (link.get_attribute("href") or ""))
        assert answer.ok
        return answer.body()


def announce(secretary: Hand) -> None:
    """A thematic meeting of today, with its agenda, a paper to read beforehand and the draft of the resolution."""
    secretary.begins("announces")
    secretary.menu("Sinh hoạt, hội nghị")
    secretary.link(re.compile("^Cuộc họp mới"))
    secretary.choose("kind", label="sinh hoạt chuyên đề")
    starts = dt.datetime.now() + dt.timedelta(minutes=5)
    secretary.write(
        on=starts.date().isoformat(),
        time=f"{starts:%H:%M}",
        topic=TOPIC,
        note="Mỗi đồng chí xem lại mương và giống ở nơi mình ở.",
        draft_resolution="Ngâm ủ giống đúng lịch; nạo vét mương trước ngày lấy nước.",
    )
    secretary.button("Lập chương trình")
    secretary.link("Thêm mục")
    secretary.write(title="Nghe hợp tác xã báo lịch lấy nước", minutes="10")
    secretary.button("Lưu")
    secretary.link("Thêm tài liệu")
    secretary.brings("lich-gieo-cay.docx", "application/msword", word())
    secretary.write(title="Lịch gieo cấy vụ xuân")
    secretary.button("Thêm")
    secretary.button("Thông báo")
    secretary.sees("Lịch gieo cấy vụ xuân", "Nghe hợp tác xã báo lịch lấy nước", TOPIC)


def read_and_write(member: Hand, topic: str, text: str, *, picture: bytes | None = None) -> None:
    """The first page leads to the notice, and the notice to what the member brings."""
    member.begins("before")
    member.link("Đọc thông báo")
    member.sees(TOPIC, "Lịch gieo cấy vụ xuân", "Dự thảo nghị quyết")
    member.link("Ghi điều tôi muốn nói")
    member.write(topic=topic, text=text)
    if picture:
        member.brings("muong.jpg", "image/jpeg", picture)
    member.button("Gửi")
    member.sees(text)


def call_the_roll(secretary: Hand, line: Line) -> None:
    """The signal is lost during the roll call and comes back: what was entered arrives, once."""
    secretary.begins("calls the roll")
    page = secretary.page
    secretary.link("Mở trang cuộc họp")
    wait_until(lambda: page.evaluate("caches.match(location.pathname).then(Boolean)"))
    secretary.tap(page.locator("#begin .button"))
    expect(page.locator("#running")).to_be_visible()
    expect(page.locator("[data-queue]")).to_be_hidden()
    line.cut()
    row = page.locator(".roll > li[data-due]").filter(has_text=ABSENT)
    secretary.tap(row.locator("[value=absent]"))
    secretary.button("Còn lại đều có mặt")
    expect(page.locator("[data-count]")).to_have_text("2")
    expect(page.locator("[data-queue]")).to_contain_text("mục chưa gửi")
    line.mend()
    secretary.button("Gửi ngay")
    all_sent(page)
    secretary.visitor.trouble.clear()  # what the browser says of a line that is cut
    expect(row).to_have_attribute("data-state", "absent")
    acts = page.request.get(page.url.replace("/sitting/", "/acts/meetings.meeting/")).text()
    assert [acts.count(said) for said in ENTERED] == [1, 1]


def all_sent(page: Page) -> None:
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=SENT_WITHIN)


def record(secretary: Hand) -> None:
    """Who spoke, and what is noted, in the item of the agenda on the topic."""
    secretary.part = "bay records"
    item = secretary.page.locator("details.step").filter(has_text="Thảo luận").first
    secretary.tap(item.locator("> summary"))
    for name in ("Phạm Hải Nam", "Đặng Thanh Mai", "Nguyễn Thị Thu"):
        secretary.tap(item.locator(".chip", has_text=name).first)
    item.locator("textarea[id$=notes]").fill("Nạo vét mương Đồng Cửa trước ngày lấy nước.")
    item.locator("textarea[id$=conclusion]").fill("Mỗi đồng chí phụ trách năm hộ.")
    all_sent(secretary.page)


def vote_by_hand(secretary: Hand) -> None:
    """Of 21 who are due one is on probation and has no vote, and one is not there: 20 is the base, 19 raise a hand."""
    secretary.part = "bay votes by hand"
    item = secretary.page.locator("details.step").filter(has_text="biểu quyết nghị quyết").first
    secretary.tap(item.locator("> summary"))
    secretary.tap(item.get_by_role("link", name=re.compile("Đưa ra biểu quyết")))
    secretary.write(question=QUESTION)
    secretary.button("Mở biểu quyết")
    secretary.link("Kiểm phiếu và kết thúc")
    secretary.sees("20 đảng viên có quyền biểu quyết, trong đó 19 có mặt. Cần ít nhất 11")
    secretary.tick("all")
    secretary.sees("19/20 tán thành; cần ít nhất 11: được thông qua.")


def vote_in_secret(secretary: Hand, members: list[Hand]) -> None:
    """Three vote on their own phones, all others on paper, counted by a committee of three."""
    secretary.part = "bay votes in secret"
    secretary.link("Biểu quyết")
    secretary.link("Mở biểu quyết")
    secretary.write(question="Đồng chí Trịnh Minh Anh làm tổ trưởng tổ thủy nông?")
    secretary.tick("way", "secret")
    secretary.button("Mở biểu quyết")
    put_into_the_urn(secretary)
    for member in members:
        member.begins("votes")
        put_into_the_urn(member)
    secretary.link("Đến trang biểu quyết")
    secretary.link("Ai bỏ phiếu giấy")
    secretary.tick("everyone")
    secretary.button("Lưu")
    secretary.link("Kiểm phiếu và kết thúc")
    assert complaints(secretary.page, "closing") == []
    secretary.sees("Trong hòm phiếu có 3 phiếu", "Đã phát 16 phiếu giấy")
    secretary.write(votes_1="14", votes_2="1", votes_3="0", returned="16", invalid="1")
    for place, name in enumerate(("Đoàn Văn Lợi", "Lê Văn Hải", "Đặng Thanh Mai"), start=1):
        secretary.choose(f"counter_{place}", label=name)
    secretary.button("Kết thúc biểu quyết")
    secretary.sees("17/20 tán thành; cần ít nhất 11: được thông qua.")


def put_into_the_urn(voter: Hand) -> None:
    voter.link("Mở phiếu của tôi")
    assert complaints(voter.page, "ballot") == []
    voter.tick("choice")
    voter.button("Bỏ phiếu vào hòm")
    voter.sees("Phiếu của đồng chí đã nằm trong hòm phiếu")
    assert voter.main.locator("[name=choice]").count() == 0


def end(secretary: Hand) -> None:
    secretary.begins("ends")
    secretary.link("Tiếp tục")
    secretary.tap(secretary.page.locator("#end > summary"))
    secretary.tap(secretary.page.locator("#end .button"))
    expect(secretary.page.locator("[data-over]")).to_be_visible()
    secretary.sees("20/21", f"{ABSENT} – vắng")


def write_the_minutes(secretary: Hand) -> bytes:
    """Written from what was recorded, read, approved and sent up. Returns the PDF."""
    secretary.begins("writes the minutes")
    secretary.link("Lập biên bản")
    secretary.button("Lập biên bản")
    secretary.button("Lưu và đọc toàn bộ")
    secretary.sees("Phạm Hải Nam", "Nạo vét mương Đồng Cửa", "Mương Đồng Cửa còn bồi lấp", QUESTION)
    secretary.button("Thông qua biên bản")
    secretary.button("Gửi biên bản lên cấp trên")
    secretary.sees("đã gửi lên cấp trên")
    return secretary.download("PDF")


def resolve(secretary: Hand) -> None:
    """The resolution that was voted on: texts saved as one types, a task with who and by when, issued."""
    secretary.begins("resolves")
    secretary.link("Soạn nghị quyết")
    secretary.submit()
    expect(secretary.main.locator("[name=ahead]")).to_have_value(re.compile("Ngâm ủ giống.*\n.*năm hộ"))
    secretary.link("Thêm nhiệm vụ")
    due = dt.date.today() + dt.timedelta(days=5)
    secretary.write(title=TASK, due_on=due.isoformat(), expected="Hộ nào cũng biết lịch.", target="40", measure="hộ")
    for name in ("Phạm Hải Nam", "Nguyễn Thị Thu"):
        secretary.tap(secretary.page.get_by_label(name, exact=True))
    secretary.button("Lưu nhiệm vụ")
    secretary.write(organisation="Chi ủy kiểm tra hằng tuần.")
    secretary.button("Lưu và chuyển sang ban hành")  # at once, while what was typed is still on its way
    assert complaints(secretary.page, "issuing") == []
    secretary.tap(secretary.page.get_by_label(QUESTION))
    secretary.button("Ban hành nghị quyết")
    secretary.sees("đã ban hành", "19/20 đảng viên có quyền biểu quyết tán thành (95 %)", "Chi ủy kiểm tra hằng tuần.")


def take_the_papers(secretary: Hand) -> None:
    """PDF and Word: margins, head, number, subject, the vote, who signs, who receives it."""
    secretary.part = "bay takes the papers"
    sign = re.search(r"\d+-NQ/CB", secretary.page.get_by_role("heading", level=1).inner_text())[0]
    pdf, docx = secretary.download("PDF"), secretary.download("Word")
    said = [
        "CHI BỘ KHU BIỂU NGHI",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"Số {sign}",
        TOPIC,
        TASK,
        "19/20 đảng viên",
        "T/M CHI BỘ",
    ]
    said += ["BÍ THƯ", "Vũ Văn Bảy", "Nơi nhận:"]
    for text in (text_of_pdf(pdf), text_of_word(docx)):
        assert [part for part in said if part not in text] == []
    layout = rule(timezone.localdate()).layout
    _page, found, _sizes = edges(pdf)
    assert min(x for x, _y in found) / MM == pytest.approx(layout.left, abs=0.5)
    section = Document(io.BytesIO(docx)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [layout.top, layout.bottom, layout.left, layout.right]


def take_the_task(member: Hand) -> None:
    """From the first page; where several tasks wait, by way of a list of them."""
    member.begins("does")
    member.link("Mở nhiệm vụ")
    if member.page.get_by_role("heading", level=1, name=TASK).count() == 0:
        member.link(TASK)
    member.button("Nhận việc")


def report(member: Hand, text: str, amount: str) -> None:
    member.link("Báo cáo tiến độ")
    member.write(text=text, amount=amount)
    member.brings("phat-lich.jpg", "image/jpeg", photo())
    member.button("Báo cáo tiến độ")
    member.sees(text, "25 trên 40 hộ", "phat-lich.jpg")


def done(member: Hand, **fields: str) -> None:
    member.link("Đã hoàn thành")
    member.write(text="Các hộ đã nhận lịch.", **fields)
    member.button("Báo hoàn thành")
    member.sees("đã xong, chờ kiểm tra")


def check(secretary: Hand) -> None:
    secretary.begins("checks")
    secretary.link("Xem các nhiệm vụ")
    secretary.link(TASK)
    secretary.sees("40 trên 40 hộ")
    assert secretary.main.get_by_role("button", name="Nhận việc").count() == 0
    for _member in range(2):
        secretary.button("Xác nhận hoàn thành")
    secretary.sees("Kết thúc ngày")


def score(secretary: Hand) -> None:
    """What the records tell is suggested, the rest is given by the meeting, which votes on it; sent up."""
    secretary.begins("scores")
    secretary.link("Chấm điểm")
    assert complaints(secretary.page, "scoring") == []
    fields = secretary.main.locator("select[name^=points]")
    empty = [name for name, value in fields.evaluate_all("all => all.map(one => [one.name, one.value])") if not value]
    for name in empty:
        secretary.choose(name, index=1)
    secretary.button("Lưu điểm")
    secretary.link("Ghi kết quả biểu quyết")
    secretary.write(in_favour="19")
    secretary.button("Ghi kết quả biểu quyết")
    secretary.sees("19/20 tán thành")
    secretary.button("Gửi điểm lên cấp trên")
    secretary.sees("chờ cấp trên")


def mobilise(secretary: Hand) -> str:
    """A project with a goal and a gift. Returns the address of its public notice."""
    secretary.begins("mobilises")
    secretary.menu("Huy động nguồn lực")
    secretary.link(re.compile("^Công trình mới"))
    today = dt.date.today().isoformat()
    secretary.write(title="Bê tông mương Đồng Cửa", purpose="Dẫn nước.", decision="Nghị quyết chi bộ")
    secretary.write(decided_on=today, begun_on=today)
    secretary.submit()
    secretary.link("Đặt chỉ tiêu")
    secretary.write(amount="120.000.000")
    secretary.submit()
    secretary.link("Ghi khoản đóng góp")
    secretary.write(amount="5.000.000", giver="Hộ ông Phạm Văn Hải", receipt="01")
    secretary.tick("may_be_named")
    secretary.button("Ghi khoản này")
    return secretary.main.get_by_role("link", name="Bảng công khai").get_attribute("href") or ""


def read_the_notice(visitor: Visitor, address: str) -> None:
    """By anyone, without signing in."""
    visitor.page.goto(visitor.site + address[address.index("/notice-board/") :])
    for said in ("Bê tông mương Đồng Cửa", "5.000.000 đồng", "120.000.000 đồng", "Hộ ông Phạm Văn Hải"):
        expect(visitor.page.get_by_role("main")).to_contain_text(said)
    assert complaints(visitor.page, "notice") == []


def test_month_of_a_cell(visit, site):
    with line_to(site) as line:
        bay, nam, thu = Hand("bay", visit("bay", at=line.address)), Hand("nam", visit("nam")), Hand("thu", visit("thu"))
        announce(bay)
        read_and_write(nam, "Thủy lợi", "Mương Đồng Cửa còn bồi lấp một đoạn.", picture=photo())
        read_and_write(thu, "Giống", "Phụ nữ khu nhận báo lịch ngâm ủ cho từng hộ.")
        call_the_roll(bay, line)
        record(bay)
        vote_by_hand(bay)
        vote_in_secret(bay, [nam, thu])
        end(bay)
        said = text_of_pdf(write_the_minutes(bay))
        assert "Phải có mặt: 21. Có mặt: 20" in said
        assert f"Vắng không có lý do: 1 – {ABSENT}." in said
        resolve(bay)
        take_the_papers(bay)
        for member in (nam, thu):
            take_the_task(member)
        report(nam, "Đã báo 25 hộ, phát lịch tận tay.", "25")
        done(nam, amount="15")
        done(thu)
        check(bay)
        score(bay)
        read_the_notice(visit(None), mobilise(bay))
    taps = bay.taps | nam.taps | thu.taps
    assert {part: number for part, number in taps.items() if number > LIMITS[part]} == {}
    assert taps.keys() == LIMITS.keys()
