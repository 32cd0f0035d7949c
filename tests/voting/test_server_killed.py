"""The web server and the database are killed while a cell votes: each ballot that was acknowledged is counted once."""

from __future__ import annotations

import http.client
import json
import re
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.prepared import loaded
from tests.running import RECOVERS_WITHIN, fourgood, free_port, running

SET_UP = """
import json
from django.test import Client
from fourgood.demo.cast import Cast
from tests.voting.sittings import accounts_for, meeting_of, opened
def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser.cookies["sessionid"].value
vote = opened(meeting_of(Cast().bieu_nghi))
voters = [signed_in(user) for user in accounts_for(vote)]
print("MADE", json.dumps({"vote": vote.pk, "voters": voters, "secretary": signed_in(Cast().bay)}))
"""
LOOK = """
from fourgood.voting import keys
from fourgood.voting.models import Ballot, Vote
vote = Vote.objects.latest("pk")
print("FOUND", [c.count for c in vote.choices.all()], vote.electors.filter(voted=True).count(), Ballot.objects.count(),
      keys.exists(vote.urn))
"""
CHOSEN = {0: "0001", 1: "0002", 2: "0001"}  # by the voter's number, in turn


def shell(data, script):
    done = fourgood(data, "manage", "shell", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout


def send(site, path, session, fields):
    """Open a page and send its form, as a browser does; the status, or None where the connection broke."""
    connection = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=10)
    try:
        connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        page = connection.getresponse()
        content, cookies = page.read().decode(), page.headers.get_all("Set-Cookie") or []
        token = next((c.split(";")[0] for c in cookies if c.startswith("csrftoken=")), "")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', content)
        if "type=radio" not in content.replace('"', "") and "choice" in fields:
            return 302 if page.status == 200 else None  # the receipt: an answer before was lost on its way
        body = urlencode(fields | {"csrfmiddlewaretoken": found[1]})
        headers = {"Cookie": f"sessionid={session}; {token}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, TypeError):
        return None
    finally:
        connection.close()


def test_every_acknowledged_ballot_is_counted_though_the_server_is_killed():
    with tempfile.TemporaryDirectory(prefix="fourgood-") as folder:
        loaded(data := Path(folder) / "data")
        with running(data, FOURGOOD_PORT=free_port()) as site:
            made = json.loads(shell(data, SET_UP).split("MADE ")[1].splitlines()[0])
            path = f"/votes/{made['vote']}/"
            acknowledged = vote_while_killing(site, f"{path}ballot/", made["voters"])
            assert acknowledged == len(made["voters"])
            assert send(site, f"{path}close/", made["secretary"], {}) == 302
            expected = [sum(CHOSEN[n % 3] == place for n in range(acknowledged)) for place in ("0001", "0002", "0003")]
            found = shell(data, LOOK).split("FOUND ")[1].strip()
            assert found == f"{expected} {acknowledged} 0 False"


def vote_while_killing(site, path, voters):
    """Everyone votes at once, again and again until told "in the urn"; meanwhile servers are killed. How many were."""
    told = []

    def vote(number, session):
        deadline = time.monotonic() + 2 * RECOVERS_WITHIN
        while time.monotonic() < deadline:
            time.sleep(number * 0.05)
            if send(site, path, session, {"choice": CHOSEN[number % 3]}) == 302:
                told.append(number)
                return
            time.sleep(0.5)

    threads = [threading.Thread(target=vote, args=voter) for voter in enumerate(voters)]
    for thread in threads:
        thread.start()
    _after(told, 3)
    for process in site.web_processes():
        process.kill()
    _after(told, 8)
    site.postmaster().kill()
    for thread in threads:
        thread.join()
    return len(told)


def _after(told, number):
    deadline = time.monotonic() + RECOVERS_WITHIN
    while len(told) < number:
        assert time.monotonic() < deadline, f"only {len(told)} were told"
        time.sleep(0.01)
