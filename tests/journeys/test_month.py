"""A cell's month on telephones, in Vietnamese: from the notice to a task that is done, with the taps it takes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_every_page import complaints

AT_MOST = {"bay": 40, "nam": 9, "thu": 4}  # taps; what is written is not counted
TOPIC = "Phòng, chống cháy mùa hanh khô"


class Hand:
    """Taps on a page, and counts them. Each page it has led to is looked at."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.wrong = page, 0, []

    def tap(self, role: str, name: str | re.Pattern[str], *, leaves: bool = True, which: int = 0) -> None:
        target = self.page.get_by_role(role, name=name).nth(which)
        if leaves:
            with self.page.expect_navigation():
                target.click()
            self.wrong += complaints(self.page, self.page.url)
        else:
            target.click()
        self.taps += 1

    def open(self, selector: str) -> None:
        """Unfold or tick."""
        self.page.locator(selector).first.click()
        self.taps += 1

    def write(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(text)


@pytest.fixture
def hands(visit):
    made = {key: Hand(visit(key, language="vi").page) for key in ("bay", "nam", "thu")}
    yield made
    assert [wrong for hand in made.values() for wrong in hand.wrong] == []


def test_month_of_a_cell(hands):
    bay, nam, thu = hands["bay"], hands["nam"], hands["thu"]
    address = announce(bay)
    for hand, text in [(nam, "Rừng sau khu còn nhiều cành khô."), (thu, "Nhà văn hóa thiếu bình chữa cháy.")]:
        contribute(hand, text)
    bay.page.goto(address)
    expect(bay.page.get_by_text("Nhà văn hóa thiếu bình chữa cháy.")).to_be_visible()
    sit(bay)
    vote(bay)
    resolve(bay, address)
    end_and_write_minutes(bay, address)
    do_task(nam)
    assert {key: hand.taps for key, hand in hands.items() if hand.taps > AT_MOST[key]} == {}


def menu(hand: Hand, name: str) -> None:
    """What is in the menu, which a telephone folds."""
    hand.open(".menu-button")
    hand.tap("link", name)


def announce(hand: Hand) -> str:
    menu(hand, "Sinh hoạt, hội nghị")
    hand.tap("link", re.compile("^Cuộc họp mới của"))
    soon = dt.datetime.now() + dt.timedelta(minutes=30)
    hand.page.locator("[name=kind]").select_option("thematic")
    hand.write(on=soon.strftime("%Y-%m-%d"), time=soon.strftime("%H:%M"), place="Nhà văn hóa khu", topic=TOPIC)
    hand.tap("button", "Lập chương trình")
    hand.tap("button", "Thông báo")
    return hand.page.url


def contribute(hand: Hand, text: str) -> None:
    """From the first page on: the notice stands in the list of meetings."""
    menu(hand, "Sinh hoạt, hội nghị")
    hand.tap("link", re.compile(TOPIC))
    hand.tap("link", "Ghi điều tôi muốn nói")
    hand.write(text=text)
    hand.tap("button", "Gửi")


def sit(hand: Hand) -> None:
    """The roll: one is absent, all others are there; one notes what someone said."""
    hand.tap("link", "Tại cuộc họp")
    hand.tap("button", "Bắt đầu", leaves=False)
    expect(hand.page.locator("#running")).to_be_visible()
    if hand.page.locator("#roll[open]").count() == 0:
        hand.open("#roll > summary")
    hand.page.locator("#roll li[data-due]").last.get_by_role("button", name="vắng", exact=True).click()
    hand.taps += 1
    hand.tap("button", "Còn lại đều có mặt", leaves=False)
    expect(hand.page.locator("#roll li[data-due][data-state='']")).to_have_count(0)
    expect(hand.page.locator("#roll li[data-state=absent]")).to_have_count(1)
    expect(hand.page.locator("[data-queue]")).to_be_hidden()  # all of it is sent


def vote(hand: Hand) -> None:
    hand.tap("link", "Biểu quyết tại cuộc họp này")
    hand.tap("link", "Mở biểu quyết")
    hand.write(question="Thông qua nghị quyết chuyên đề về phòng, chống cháy")
    hand.open("[name=way][value=open]")
    hand.tap("button", "Mở biểu quyết")
    hand.tap("link", "Kiểm phiếu và kết thúc")
    hand.tap("button", re.compile("đều tán thành: kết thúc"))


def resolve(hand: Hand, address: str) -> None:
    """Drafted from the meeting with one task for Nam, then issued by the vote that carried it."""
    hand.page.goto(address)
    hand.tap("link", "Soạn nghị quyết")
    hand.tap("button", "Bắt đầu soạn")
    hand.tap("link", "Thêm nhiệm vụ")
    due = (dt.datetime.now() + dt.timedelta(days=10)).strftime("%Y-%m-%d")
    hand.write(title="Phát quang đường băng cản lửa", due_on=due, expected="Đường băng rộng 10 m, sạch cành khô.")
    hand.tap("checkbox", re.compile("Phạm Hải Nam"), leaves=False)
    hand.tap("button", "Lưu nhiệm vụ")
    hand.write(ahead="Phát quang, dọn cành khô; sắm bình chữa cháy.", organisation="Chi ủy kiểm tra.", seat="Đông Mai")
    hand.tap("button", "Lưu và chuyển sang ban hành")
    hand.tap("button", "Ban hành nghị quyết")


def end_and_write_minutes(hand: Hand, address: str) -> None:
    hand.page.goto(address)
    hand.tap("link", "Tại cuộc họp")
    hand.open("#end > summary")
    hand.tap("button", "Kết thúc cuộc họp")
    hand.page.goto(address)
    hand.tap("link", "Lập biên bản")
    hand.tap("button", "Lập biên bản")
    for button in ("Lưu và đọc toàn bộ", "Thông qua biên bản", "Gửi biên bản lên cấp trên"):
        if hand.page.get_by_role("button", name=button).count():
            hand.tap("button", button)
    expect(hand.page.get_by_text("đã gửi lên cấp trên").first).to_be_visible()


def do_task(hand: Hand) -> None:
    menu(hand, "Nhiệm vụ")
    hand.tap("link", "Phát quang đường băng cản lửa")
    hand.tap("button", "Nhận việc")
    hand.tap("link", "Đã hoàn thành")
    hand.write(text="Đã phát quang xong, dọn sạch cành khô.")
    hand.tap("button", "Báo hoàn thành")
    expect(hand.page.get_by_text("Đã phát quang xong, dọn sạch cành khô.")).to_be_visible()
