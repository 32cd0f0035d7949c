"""The sheet of the month on the secretary's phone: few taps; a signal that drops; two who type at once (M8)."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.accessible import complaints
from tests.journeys.line import line_to
from tests.journeys.site import LAPTOP, PHONE, sign_in
from tests.prepared import loaded
from tests.running import Running, fourgood, free_port, running, wait_until

TAPS, SECONDS = 15, 180

# The sheet of this month, empty. What the sample's records do not say is put in, as if they did: all but a ratio, and a
# yes or no, which are entered by hand.
SET_UP = """
import datetime as dt, json
from django.utils import timezone
from fourgood.assessments import measuring
from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.suggesting import suggest
from fourgood.corrective.models import CorrectiveAction
from fourgood.demo.cast import Cast
from tests.assessments.months import best, sheet_again
cast, now = Cast(), timezone.now()
rows = Assessment.objects.filter(unit=cast.bieu_nghi).with_state()
this_month = timezone.localdate().replace(day=1)
before = rows.filter(state__in=["open", "returned", "reopened"], period__month__lt=this_month)
for row in before.exclude(own_total=None):
    sheet_again(row).submit(by=cast.bay, at=now)
period = Period.objects.open(cast.edition.instruction, this_month, by=None, at=now)
row = sheet_again(period.assessments.get(unit=cast.bieu_nghi))
for part in (row.submissions, row.entries, row.received, row.votes, row.actions):
    part.all().delete()
row.own, row.own_groups, row.own_due, row.own_total = [None] * len(row.own), [], [], None
row.save()
suggest(Assessment.objects.filter(pk=row.pk), at=now)
unknown = [line for line in sheet_of(sheet_again(row)).due if not line.has_suggestion]
single = [line for line in unknown if len(line.criterion.parts) == 1 and not line.criterion.parts[0].events]
kinds = {line.criterion.parts[0].kind.value: line.code for line in reversed(single)}
by_hand = {"ratio": kinds["percentage"], "yes": kinds["yes_no"]}
put_in = [part for line in unknown if line.code not in by_hand.values() for part in line.criterion.parts]
really = measuring.measure
measuring.measure = lambda codes, units, month: {
    unit: found | {part.indicator: best(part) for part in put_in}
    for unit, found in (dict.fromkeys(units, {}) | really(codes, units, month)).items()
}
suggest(Assessment.objects.filter(pk=row.pk), at=now)
# What falls short by the records was decided on when it became known.
short = [line.code for line in sheet_of(sheet_again(row)).to_agree if line.suggestion.is_short]
sheet_again(row).agree(short, by=cast.bay, at=now)
for code in short:
    CorrectiveAction.objects.do_without(sheet_again(row), code, because="Nguyên nhân đã hết", by=cast.bay, at=now)
agreed = next(line.code for line in sheet_of(sheet_again(row)).to_agree)
print("MADE", json.dumps({"pk": row.pk, "agreed": agreed} | by_hand))
"""
LOOK = """
import json
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import sheet_of
from fourgood.audit.models import Act
row = Assessment.objects.select_related("period", "unit", "framework").get(pk={pk})
entries = {{entry.code: entry for entry in row.entries.all()}}
print("FOUND", json.dumps({{
    "sent": row.submissions.count(),
    "said": {{line.code: line.why_own for line in sheet_of(row).due}},
    "versions": {{code: entry.version for code, entry in entries.items()}},
    "own": {{line.code: line.own_words for line in sheet_of(row).due}},
    "received": row.received.count(),
    "taken": Act.objects.about(row).filter(verb="assessment.suggestions_taken").count(),
}}))
"""


@pytest.fixture(scope="module")
def place():
    """A FourGood of its own, because its sheets are emptied."""
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
def phone(browser, line):
    """`phone()`: one more phone of the secretary, signed in."""
    contexts = []

    def another() -> Page:
        context = browser.new_context(viewport={"width": PHONE, "height": 780}, locale="vi")
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        sign_in(page, line.address, "bay")
        return page

    yield another
    for context in contexts:
        context.close()


@pytest.fixture
def page(phone, line, made):
    """The page on which the sheet is filled in, kept by the phone."""
    page = phone()
    page.goto(f"{line.address}/sheet/{made['pk']}/")
    wait_until(lambda: page.evaluate("caches.match(location.pathname).then(Boolean)"))
    return page


def shell(site: Running, script: str) -> str:
    done = fourgood(site.data, "manage", "shell", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout


def found(site: Running, made) -> dict:
    return json.loads(shell(site, LOOK.format(pk=made["pk"])).split("FOUND ")[1].splitlines()[0])


def part(page: Page, code: str) -> Locator:
    return page.locator(f"[data-code='{code}']")


def field(page: Page, code: str, name: str) -> Locator:
    return part(page, code).locator(f"[name$='-{name}']")


def waits(page: Page, number: int) -> None:
    expect(page.locator("[data-count]")).to_have_text(str(number))
    expect(page.locator("[data-queue]")).to_be_visible()


def all_sent(page: Page) -> None:
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=60_000)


class Thumb:
    """Counts what a thumb does."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.taps += 1

    def type(self, what: Locator, text: str) -> None:
        self.tap(what)
        what.press_sequentially(text)


def vote_if_asked(page: Page, thumb: Thumb) -> None:
    """Where the framework asks for it, the meeting's counts are entered before the sheet goes up."""
    link = page.get_by_role("main").locator("a[href$='/vote/'].button").first
    if not link.count():
        return
    thumb.tap(link)
    needed = page.locator("[name=present]")
    for name in ("present", "in_favour"):
        thumb.type(page.locator(f"[name={name}]"), "15")
    assert needed.count()
    thumb.tap(page.get_by_role("main").locator("form button.button").first)
    thumb.tap(page.get_by_role("main").locator("a[href$='/submit/'].button").first)


def test_secretary_is_done_in_few_taps(phone, line, place, made):
    page, thumb, began = phone(), Thumb(), time.monotonic()
    page.goto(line.address)
    thumb.tap(page.get_by_role("main").locator(f"a[href='/assessments/{made['pk']}/']").first)
    thumb.tap(page.get_by_role("main").locator(f"a[href^='/sheet/{made['pk']}/']").first)
    thumb.tap(page.locator("[data-agree-all]"))
    thumb.type(field(page, made["ratio"], "p0_amount"), "4")
    thumb.type(field(page, made["ratio"], "p0_base"), "4")
    thumb.tap(part(page, made["yes"]).locator("label").filter(has_text="có").first)
    expect(page.locator("#todo-now a[href$='/submit/'], #todo-now a[href$='/vote/']")).to_be_visible(timeout=30_000)
    if page.locator("#todo-now a[href$='/vote/']").count():
        vote_if_asked(page, thumb)
    else:
        thumb.tap(page.locator("#todo-now a[href$='/submit/']"))
    thumb.tap(page.get_by_role("main").get_by_role("button", name="Gửi", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Đã gửi")
    assert found(place, made)["sent"] == 1
    assert thumb.taps <= TAPS
    assert time.monotonic() - began <= SECONDS


def test_signal_is_lost_while_the_sheet_is_filled_in(page, line, place, made):
    line.cut()
    page.locator("[data-agree-all]").click()
    field(page, made["ratio"], "p0_amount").fill("3")
    field(page, made["ratio"], "p0_base").fill("4")
    waits(page, 2)
    page.reload()  # the phone has put the page away: it opens again without a signal
    waits(page, 2)
    expect(field(page, made["ratio"], "p0_base")).to_have_value("4")
    expect(part(page, made["agreed"]).locator("[data-own]")).not_to_have_text("–")
    before = found(place, made)
    assert before["received"] == 0
    line.mend()
    page.get_by_role("button", name="Gửi ngay").click()
    all_sent(page)
    expect(part(page, made["ratio"]).locator("[data-own]")).not_to_have_text("–")
    row = found(place, made)
    assert "3/4" in row["said"][made["ratio"]] and row["own"][made["agreed"]] != "–"
    assert (row["versions"][made["ratio"]], row["taken"]) == (1, before["taken"] + 1)
    page.reload()
    expect(field(page, made["ratio"], "p0_amount")).to_have_value("3")


def test_answer_is_lost_after_the_server_has_done_it(page, place, made):
    lost = []

    def lose(route: Route) -> None:
        """Let the server do it, then break the line before its answer arrives."""
        if len(lost) < 2:
            lost.append(route.fetch().status)
            return route.abort()
        return route.continue_()

    page.route("**/entries/", lose)
    field(page, made["ratio"], "p0_amount").fill("3")
    field(page, made["ratio"], "p0_base").fill("4")
    wait_until(lambda: page.wait_for_timeout(50) is None and len(lost) == 2)
    field(page, made["ratio"], "p0_base").fill("6")  # typed on while nobody knows whether the first arrived
    all_sent(page)
    row = found(place, made)
    assert "3/6" in row["said"][made["ratio"]]
    assert (lost, row["versions"][made["ratio"]], row["received"]) == ([200, 200], 2, 1)


def test_two_phones_fill_in_the_same_criterion(page, phone, line, place, made):
    other = phone()
    other.goto(f"{line.address}/sheet/{made['pk']}/")
    page.context.set_offline(True)
    field(page, made["ratio"], "p0_amount").fill("3")
    field(page, made["ratio"], "p0_base").fill("4")
    waits(page, 1)
    field(other, made["ratio"], "p0_amount").fill("1")
    field(other, made["ratio"], "p0_base").fill("4")
    all_sent(other)
    assert "1/4" in found(place, made)["said"][made["ratio"]]
    page.context.set_offline(False)
    box = part(page, made["ratio"]).locator("[data-conflict]")
    expect(box).to_be_visible(timeout=30_000)
    expect(box.locator("[data-theirs]")).to_contain_text("1/4")
    expect(box.locator("[data-mine]")).to_contain_text("3/4")
    assert complaints(page, "conflict") == []
    assert "1/4" in found(place, made)["said"][made["ratio"]]
    page.reload()
    expect(box).to_be_visible()
    box.locator("[data-keep-mine]").click()
    all_sent(page)
    assert "3/4" in found(place, made)["said"][made["ratio"]]


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_page_is_accessible_and_fits(page, made, width):
    page.set_viewport_size({"width": width, "height": 780})
    wrong = complaints(page, "open")
    part(page, made["agreed"]).locator("summary").first.click()
    field(page, made["ratio"], "p0_amount").fill("x")
    all_sent(page)
    expect(part(page, made["ratio"]).locator("[data-errors] li")).not_to_have_count(0)
    assert wrong + complaints(page, "with an error") == []


def test_without_script_the_sheet_is_one_form(place, made, browser):
    context = browser.new_context(viewport={"width": PHONE, "height": 780}, locale="vi", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, place.address, "bay")
    page.goto(f"{place.address}/sheet/{made['pk']}/")
    field(page, made["ratio"], "p0_amount").fill("3")
    field(page, made["ratio"], "p0_base").fill("x")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text(made["ratio"])
    expect(field(page, made["ratio"], "p0_base")).to_have_value("x")
    field(page, made["ratio"], "p0_base").fill("4")
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert "3/4" in found(place, made)["said"][made["ratio"]]
    context.close()
