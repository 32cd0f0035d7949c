"""The roll call on a phone whose signal comes and goes, and whose server dies: everything arrives, once."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.accessible import complaints
from tests.journeys.line import line_to
from tests.journeys.site import LAPTOP, PHONE, sign_in
from tests.prepared import loaded
from tests.running import Running, fourgood, free_port, running, wait_until

SET_UP = """
import json
from fourgood.demo.cast import Cast
from tests.meetings.sittings import drafted
cast = Cast()
meeting = drafted(cast.bieu_nghi)
print("MADE", json.dumps({"pk": meeting.pk, "nam": cast.nam.member_id, "mai": cast.mai.member_id,
                          "bay": cast.bay.member_id, "item": meeting.items.get(place=1).pk}))
"""
LOOK = """
import json
from fourgood.audit.models import Act
from fourgood.meetings.models import Meeting, Received
meeting = Meeting.objects.get(pk={pk})
acts = Act.objects.about(meeting).values_list("verb", flat=True)
print("FOUND", json.dumps({{
    "begun": meeting.begun_at is not None,
    "ended": meeting.ended_at is not None,
    "roll": {{str(a.member_id): [a.state, a.reason] for a in meeting.attendances.all()}},
    "spoken": [s.member_id for s in meeting.speeches.all()],
    "notes": meeting.items.get(place=1).notes,
    "received": Received.objects.filter(meeting=meeting).count(),
    "acts": sorted(acts),
}}))
"""


@pytest.fixture(scope="module")
def place():
    """A FourGood of its own, because its server is killed."""
    with tempfile.TemporaryDirectory(prefix="fourgood-") as folder:
        loaded(data := Path(folder) / "data")
        with running(data, FOURGOOD_PORT=free_port()) as site:
            yield site


@pytest.fixture
def made(place):
    return json.loads(shell(place, SET_UP).split("MADE ")[1].splitlines()[0])


@pytest.fixture
def line(place):
    with line_to(place.address) as line:
        yield line


@pytest.fixture
def page(browser, line, made):
    """The page of the sitting, open on the phone of the secretary."""
    context = browser.new_context(viewport={"width": PHONE, "height": 780}, locale="vi")
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, line.address, "bay")
    page.goto(f"{line.address}/sitting/{made['pk']}/")
    wait_until(lambda: page.evaluate("caches.match(location.pathname).then(Boolean)"))
    yield page
    context.close()


def shell(site: Running, script: str) -> str:
    done = fourgood(site.data, "manage", "shell", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout


def found(site: Running, made) -> dict:
    return json.loads(shell(site, LOOK.format(pk=made["pk"])).split("FOUND ")[1].splitlines()[0])


def begin(page: Page) -> None:
    page.locator("#begin .button").click()
    expect(page.locator("#running")).to_be_visible()


def absent(page: Page, member: int) -> None:
    page.locator(f"#m-{member} [value=absent]").click()


def excused(page: Page, member: int) -> None:
    line = page.locator(f"#m-{member}")
    line.locator("summary").click()
    line.locator("select").select_option(index=1)
    line.locator("[value=excused]").click()


def waits(page: Page, number: int) -> None:
    expect(page.locator("[data-count]")).to_have_text(str(number))
    expect(page.locator("[data-queue]")).to_be_visible()


def all_sent(page: Page) -> None:
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=60_000)


def test_signal_is_lost_during_the_roll_call(page, line, place, made):
    begin(page)
    all_sent(page)
    line.cut()
    absent(page, made["nam"])
    excused(page, made["mai"])
    page.get_by_role("button", name="Còn lại đều có mặt").click()
    waits(page, 3)
    page.reload()  # the phone has put the page away: it opens again without a signal
    waits(page, 3)
    expect(page.locator(f"#m-{made['nam']}")).to_have_attribute("data-state", "absent")
    page.locator(f"#item-{made['item']} > summary").click()
    page.locator(f"#item-{made['item']} .chip[value='{made['bay']}:1']").click()
    page.locator(f"#item-{made['item']}-notes").fill("Khơi thông mương nội đồng")
    waits(page, 5)
    expect(page.locator(f"#item-{made['item']} .speeches")).to_contain_text("Vũ Văn Bảy")
    assert found(place, made)["roll"] == {}
    line.mend()
    page.get_by_role("button", name="Gửi ngay").click()
    all_sent(page)
    expect(page.locator(f"#m-{made['nam']}")).to_have_attribute("data-state", "absent")
    expect(page.locator(f"#item-{made['item']}-notes")).to_have_value("Khơi thông mương nội đồng")
    row = found(place, made)
    assert row["roll"][str(made["nam"])] == ["absent", ""]
    assert row["roll"][str(made["mai"])] == ["excused", "Ốm đau, sức khỏe"]
    assert (row["spoken"], row["notes"], row["received"]) == ([made["bay"]], "Khơi thông mương nội đồng", 6)
    assert row["acts"].count("meeting.member_called") == 2
    page.locator("#end > summary").click()
    page.locator("#end .button").click()
    expect(page.locator("[data-over]")).to_be_visible()
    assert found(place, made)["ended"]


def test_answer_is_lost_after_the_server_has_done_it(page, place, made):
    begin(page)
    all_sent(page)
    lost = []

    def lose(route: Route) -> None:
        """Let the server do it, then break the line before its answer arrives."""
        if len(lost) < 2:
            lost.append(route.fetch().status)
            return route.abort()
        return route.continue_()

    page.route("**/entries/", lose)
    absent(page, made["nam"])
    all_sent(page)
    assert lost == [200, 200]
    row = found(place, made)
    assert (row["roll"], row["received"]) == ({str(made["nam"]): ["absent", ""]}, 2)
    assert row["acts"].count("meeting.member_called") == 1


def test_server_is_killed_while_the_roll_is_called(page, place, made):
    begin(page)
    all_sent(page)
    absent(page, made["nam"])
    for process in place.web_processes():
        process.kill()
    excused(page, made["mai"])
    place.postmaster().kill()
    page.get_by_role("button", name="Còn lại đều có mặt").click()
    all_sent(page)
    row = found(place, made)
    assert row["roll"][str(made["nam"])] == ["absent", ""]
    assert row["roll"][str(made["mai"])] == ["excused", "Ốm đau, sức khỏe"]
    assert row["received"] == 4
    assert (row["acts"].count("meeting.member_called"), row["acts"].count("meeting.others_called")) == (2, 1)


def test_begun_without_a_signal(page, place, made):
    page.context.set_offline(True)
    begin(page)
    page.get_by_role("button", name="Còn lại đều có mặt").click()
    waits(page, 2)
    page.context.set_offline(False)
    all_sent(page)
    assert found(place, made)["begun"]
    assert found(place, made)["acts"].count("meeting.others_called") == 1


def test_figures_change_without_touching_what_is_being_typed(page, made):
    begin(page)
    page.locator(f"#m-{made['mai']} summary").click()
    page.locator(f"#m-{made['mai']} [name=words]").fill("Đang viết dở")
    absent(page, made["nam"])
    all_sent(page)
    expect(page.locator("#figures")).to_contain_text("1")
    expect(page.locator(f"#m-{made['mai']} [name=words]")).to_have_value("Đang viết dở")


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_page_is_accessible_and_fits_in_each_state(page, made, width):
    page.set_viewport_size({"width": width, "height": 780})
    wrong = complaints(page, "before")
    begin(page)
    page.locator(f"#m-{made['mai']} summary").click()
    wrong += complaints(page, "roll call")
    page.get_by_role("button", name="Còn lại đều có mặt").click()
    page.locator(f"#item-{made['item']} > summary").click()
    page.locator(f"#item-{made['item']} .chip[value='{made['bay']}:1']").click()
    all_sent(page)  # until then a bar lies over the foot of the page
    wrong += complaints(page, "item")
    page.locator("#end > summary").click()
    wrong += complaints(page, "end")
    page.locator("#end .button").click()
    expect(page.locator("[data-over]")).to_be_visible()
    assert wrong + complaints(page, "over") == []
