"""Servers and the database are killed while cells submit their sheets: what was acknowledged is there, once (M8)."""

from __future__ import annotations

import http.client
import json
import random
import tempfile
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

from tests.prepared import loaded
from tests.running import RECOVERS_WITHIN, fourgood, free_port, running, wait_until

CELLS, KILLS = 12, 5
SET_UP = """
import json
from django.test import Client
from django.utils import timezone
from fourgood.accounts.models import User
from fourgood.assessments.models import Period
from fourgood.assessments.sheet import sheet_of
from fourgood.demo.cast import Cast
from fourgood.organisation.models import Position
from tests.assessments.months import fill_in, sheet_again, without_action
now = timezone.now()
def account(member):
    user = User.objects.filter(member=member).first()
    if user is None:
        user = User(name=member.full_name, member=member, email=f"s{{member.pk}}@mau.example")
        user.set_unusable_password()
        user.save()
    return user
def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser.cookies["sessionid"].value
period = Period.objects.open(Cast().edition.instruction, timezone.localdate().replace(day=1), by=None, at=now)
leads = Position.objects.on(now.date()).filter(kind__role="secretary").select_related("member")
leads = {{position.unit_id: position.member for position in leads}}
made = []
for row in period.assessments.expected().order_by("pk"):
    if row.unit_id not in leads or len(made) == {cells}:
        continue
    row = sheet_again(row)
    unknown = [line for line in sheet_of(row).due if not line.has_suggestion]
    ratios = [line.code for line in unknown if line.criterion.parts[0].kind.value == "percentage"
              and len(line.criterion.parts) == 1 and not line.criterion.parts[0].events]
    if sheet_of(row).to_agree:
        row.agree(by=None, at=now)
    without_action(fill_in(sheet_again(row), by=None, leave=tuple(ratios[:1])), by=None)
    made.append({{"pk": row.pk, "code": ratios[0], "session": signed_in(account(leads[row.unit_id]))}})
print("MADE", json.dumps(made))
"""
LOOK = """
import json
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.vectors import tally
from fourgood.audit.models import Act
found = {{}}
for row in Assessment.objects.select_related("period", "unit", "framework").filter(pk__in={pks}):
    sheet = sheet_of(row)
    stored = tally(sheet.layout, sheet.scores(), month=row.month.month)
    acts = Act.objects.about(row).filter(verb="assessment.submitted")
    found[row.pk] = {{
        "sent": row.submissions.count(), "acts": acts.count(),
        "entry": row.entries.get(code={codes}[str(row.pk)]).version,
        "received": row.received.count(), "whole": (row.own, row.own_total) == (stored.points, stored.total),
    }}
print("FOUND", json.dumps(found))
"""


def shell(data: Path, script: str) -> str:
    done = fourgood(data, "manage", "shell", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Cell(threading.Thread):
    """One secretary's phone: sends its entry, then submits, each again and again until it is told that it is done."""

    def __init__(self, site, made, number: int) -> None:
        super().__init__(daemon=True)
        self.host, self.made, self.number, self.told = urlsplit(site.address).netloc, made, number, []
        entry = {"kind": "write", "code": made["code"], "version": "0", "p0_amount": "4", "p0_base": "4"}
        self.parcel = {"sent_at": 0, "entries": [{"key": str(uuid.uuid4()), "at": 0, "fields": entry}]}

    def run(self) -> None:
        time.sleep(self.number * 0.3)
        self.until_told("entered", self.enter)
        self.until_told("submitted", self.submit)

    def until_told(self, what: str, act) -> None:
        deadline = time.monotonic() + RECOVERS_WITHIN
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException):  # the server is down: once more
                if act():
                    self.told.append(what)
                    return
            time.sleep(0.3)

    def enter(self) -> bool:
        status, content = self.post(f"/sheet/{self.made['pk']}/entries/", json.dumps(self.parcel), "application/json")
        return status == 200 and next(iter(json.loads(content)["answers"].values()))["taken"]

    def submit(self) -> bool:
        """Sent; or refused, because it lies above already: the answer before was lost."""
        form = "application/x-www-form-urlencoded"
        status, _content = self.post(f"/assessments/{self.made['pk']}/submit/", urlencode({}), form)
        return status in (302, 403)

    def post(self, path: str, body: str, kind: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, timeout=10)
        token = "a" * 32
        headers = {"Content-Type": kind, "X-CSRFToken": token}
        try:
            connection.request(
                "POST", path, body, headers | {"Cookie": f"sessionid={self.made['session']}; csrftoken={token}"}
            )
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def kill_at_random(site) -> None:
    """One after another, while they send: all web processes, the database, and once the worker.

    The worker ends with the database too, and FourGood gives up a process that ends five times within a minute.
    """
    chance = random.Random(5)  # the same course every time
    for number in range(KILLS):
        time.sleep(chance.uniform(0.3, 1.2))
        if number % 2:
            site.postmaster().kill()
            wait_until(site.answers)
        else:
            for process in [*site.web_processes(), *([] if number else [site.child("worker")])]:
                with suppress(psutil.NoSuchProcess):  # ended with its parent, or with the database
                    process.kill()


def test_every_acknowledged_submission_is_there_once_though_servers_are_killed():
    with tempfile.TemporaryDirectory(prefix="fourgood-") as folder:
        loaded(data := Path(folder) / "data")
        with running(data, FOURGOOD_PORT=free_port()) as site:
            made = json.loads(shell(data, SET_UP.format(cells=CELLS)).split("MADE ")[1].splitlines()[0])
            cells = [Cell(site, one, number) for number, one in enumerate(made)]
            for cell in cells:
                cell.start()
            kill_at_random(site)
            for cell in cells:
                cell.join(2 * RECOVERS_WITHIN)
            assert [cell.told for cell in cells] == [["entered", "submitted"]] * CELLS
            wait_until(site.answers)
            codes = {str(one["pk"]): one["code"] for one in made}
            look = LOOK.format(pks=[one["pk"] for one in made], codes=codes)
            found = json.loads(shell(data, look).split("FOUND ")[1].splitlines()[0])
            once = {"sent": 1, "acts": 1, "entry": 1, "received": 1, "whole": True}
            assert found == {str(one["pk"]): once for one in made}
