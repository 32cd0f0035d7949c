"""`fourgood up`: it starts, it stays up when parts are killed, and it starts again after it was killed itself."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from fourgood import embedded
from tests.running import Running, alive, fourgood, free_port, running, wait_until


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up") / "data"


@pytest.fixture(scope="module")
def port() -> str:
    return free_port()


@pytest.fixture(scope="module")
def first_words(data: Path, port: str) -> str:
    """What the first start on new data says; it leaves loaded data for the other tests."""
    with running(data, FOURGOOD_PORT=port) as site:
        return site.said


def test_first_start_says_address_and_sample_sign_ins(first_words, port):
    assert f"FourGood is up: http://127.0.0.1:{port}\n" in first_words
    assert "Sample sign-ins, all with the password " in first_words
    assert "Vũ Văn Bảy, Bí thư, Chi bộ khu Biểu Nghi" in first_words


def test_interrupt_stops_everything(data, port, first_words):
    with running(data, FOURGOOD_PORT=port) as site:
        everything = site.everything()
        assert site.stop() == 0
    assert alive(everything) == []


@pytest.fixture(scope="class")
def site(data: Path, port: str, first_words: str) -> Iterator[Running]:
    with running(data, FOURGOOD_PORT=port) as site:
        yield site


class TestWhileUp:
    def test_second_start_on_the_same_data_is_refused(self, site, data):
        second = fourgood(data, "up", FOURGOOD_PORT=free_port())
        assert second.returncode == 1
        assert second.stderr == f"Error: FourGood already runs on {data} at {site.address}. Stop that one first.\n"

    @pytest.mark.parametrize("command", ["web", "worker"])
    def test_killed_child_is_started_again(self, site, command):
        old = site.child(command)
        old.kill()
        wait_until(lambda: site.child(command) != old)
        wait_until(site.answers)

    def test_killed_web_process_is_replaced(self, site):
        old = site.web_processes()
        old[0].kill()
        wait_until(lambda: len(set(site.web_processes()) - {old[0]}) == len(old))
        wait_until(site.answers)

    def test_killed_database_is_started_again(self, site):
        old = site.postmaster()
        old.kill()
        wait_until(lambda: embedded.is_running(site.data / "postgres") and site.postmaster() != old)
        wait_until(site.answers)


def test_taken_port_is_left_to_its_owner(data, port, first_words):
    with socket.socket() as owner:
        owner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        owner.bind(("127.0.0.1", int(port)))
        owner.listen()
        with running(data, FOURGOOD_PORT=port) as site:
            assert site.address != f"http://127.0.0.1:{port}"
            assert f"Port {port} is taken by another program, so FourGood takes port " in site.said
            assert site.answers()


def test_killed_supervisor_takes_everything_along(data, port, first_words):
    site = Running(data, FOURGOOD_PORT=port)
    everything = site.everything()
    site.process.kill()
    site.process.wait()
    wait_until(lambda: alive(everything) == [])
    with running(data, FOURGOOD_PORT=port) as again:
        assert again.answers()
        assert "sample province" not in again.said


def test_start_after_everything_was_killed_at_once(data, port, first_words):
    site = Running(data, FOURGOOD_PORT=port)
    for process in site.everything():
        with suppress(psutil.NoSuchProcess):  # one that left by itself when its parent went
            process.kill()
    site.process.wait()
    with running(data, FOURGOOD_PORT=port) as again:
        assert again.answers()


def test_start_ends_what_hangs_from_a_killed_one(data, port, first_words):
    site = Running(data, FOURGOOD_PORT=port)
    hanging = [site.child("web"), *site.web_processes()]
    for process in hanging:
        process.send_signal(signal.SIGSTOP)  # it can't notice that its parent has gone
    site.process.kill()
    site.process.wait()
    with running(data, FOURGOOD_PORT=port) as again:
        assert again.address == f"http://127.0.0.1:{port}"
        assert again.answers()
    assert alive(hanging) == []
