"""How much memory each process of FourGood holds after it has answered pages; at most 150 MB for a web process.

Counts the resident set (RSS), which counts shared pages fully: the real cost is lower, and is stated beside it (PSS).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil

LIMIT_MB = 150
ROUNDS = 25
PAGES = ["/accounts/login/", "/", "/units/", "/units/list/", "/orders/", "/imports/", "/profile/", "/acts/"]
# Prints a line for each page to visit: the session of who reads it, and its address. Beside the pages above, which the
# province's officer reads: the officer's figures, and the sheet, the queue and the figures of a ward's secretary.
VISITS = f"""
from django.test import Client
from django.urls import reverse
from fourgood.assessments.models import Assessment
from fourgood.demo.cast import Cast
from fourgood.organisation.models import Unit
def visits(user, paths):
    client = Client()
    client.force_login(user)
    for path in paths:
        print("VISIT", client.cookies["sessionid"].value, path)
def figures(unit):
    names = ("figures", "figures_year", "figures_months", "figures_criteria")
    return [reverse(name, args=[unit.pk]) for name in names]
cast = Cast()
ward = cast.hoa.member.positions.get(kind__code="secretary").unit
sheet = Assessment.objects.filter(unit__parent=ward).latest("period__month")
visits(cast.lan, {PAGES} + figures(Unit.objects.get(parent=None)))
visits(cast.hoa, [reverse("assessment", args=[sheet.pk]), reverse("assessment_queue")] + figures(ward))
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"FOURGOOD_DATA": name, "FOURGOOD_PORT": "8765"}
        with (Path(name) / "log").open("w+") as log:
            site = subprocess.Popen([sys.executable, "-m", "fourgood", "up"], stdout=log, stderr=log)
            try:
                visit(_address(Path(log.name), site), _visits())
                return report(psutil.Process(site.pid))
            finally:
                site.terminate()
                site.wait()


def _address(log: Path, site: subprocess.Popen[bytes]) -> str:
    for _second in range(120):
        found = re.search(r"up: (http://\S+)", log.read_text())
        if found:
            return found[1]
        if site.poll() is not None:
            break
        time.sleep(1)
    raise SystemExit(log.read_text())


def _visits() -> list[tuple[str, str]]:
    """Session and path of each page."""
    command = [sys.executable, "-m", "fourgood", "manage", "shell", "-v", "0", "-c", VISITS]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    lines = [line.split() for line in told if line.startswith("VISIT")]
    return [(session, path) for _visit, session, path in lines]


def visit(address: str, visits: list[tuple[str, str]]) -> None:
    """Ask for every page often enough that each web process has answered each."""
    for session, path in visits * ROUNDS:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        assert answer.status in {200, 302}, f"{path}: {answer.status}"
        answer.read()
        connection.close()


def report(supervisor: psutil.Process) -> int:
    """Print each process with its memory; the exit code."""
    largest = 0.0
    print(f"supervisor               {_memory(supervisor)}")
    for child in supervisor.children():
        what = child.cmdline()[-1]
        print(f"{'web: listens' if what == 'web' else what:24} {_memory(child)}")
        for process in child.children():
            print(f"web: answers             {_memory(process)}  (limit {LIMIT_MB} MB)")
            largest = max(largest, process.memory_info().rss / 1e6)
    return int(not 0 < largest <= LIMIT_MB)


def _memory(process: psutil.Process) -> str:
    memory = process.memory_full_info()
    return f"{memory.rss / 1e6:5.0f} MB, shared pages by share {getattr(memory, 'pss', 0) / 1e6:.0f} MB"


if __name__ == "__main__":
    sys.exit(main())
