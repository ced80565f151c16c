"""The script as people run it: a process with an environment, signals and exit codes."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_pillion import REFUSAL, FakePillion
from tickets import TicketStore, create_demo_tickets

SDK = Path(__file__).parents[3] / "sdk" / "python"
SCRIPT = str(Path(__file__).parents[1] / "ticket_to_cobrowse.py")
DEADLINE = 20.0


def environment(path: str, url: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(SDK), "TICKETS_DB": path, "PILLION_URL": url}


def once(path: str, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["/usr/bin/python3", SCRIPT, "--once", *arguments]
    return subprocess.run(
        command, env=environment(path, url), capture_output=True, text=True, timeout=60, check=False
    )


class Running:
    """The script watching in the background, its output line by line."""

    def __init__(self, path: str, url: str) -> None:
        self.process = subprocess.Popen(
            ["/usr/bin/python3", SCRIPT, "--interval", "0.05"],
            env=environment(path, url),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._seen: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self, containing: str) -> str:
        end = time.monotonic() + DEADLINE
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            self._seen.append(line)
            if containing in line:
                return line
        raise AssertionError(f"No line with {containing!r} in {DEADLINE} s; the script said: {self._seen}")

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(timeout=DEADLINE)
        self._reader.join(timeout=DEADLINE)
        return code


@pytest.fixture
def running(store: TicketStore, fake: FakePillion, path: str) -> Iterator[list[Running]]:
    started: list[Running] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


def test_once_starts_what_waits_and_ends(store: TicketStore, fake: FakePillion, path: str) -> None:
    create_demo_tickets(store)
    store.set_status("T-17", "needs-cobrowse")
    done = once(path, fake.url)
    assert done.returncode == 0, done.stderr
    assert "join code     482913" in done.stdout
    assert once(path, fake.url).stdout == ""
    assert len(fake.posts) == 1


def test_once_tells_a_refusal_by_its_exit_code(store: TicketStore, fake: FakePillion, path: str) -> None:
    create_demo_tickets(store)
    store.set_status("T-17", "needs-cobrowse")
    fake.refusal = REFUSAL
    done = once(path, fake.url, "--wrap-up-code", "Resolvd")
    assert (done.returncode, done.stderr) == (1, "")
    assert "This request works" in done.stdout


def test_a_server_that_is_away_is_told_and_nothing_is_lost(store: TicketStore, fake: FakePillion, path: str) -> None:
    create_demo_tickets(store)
    store.set_status("T-17", "needs-cobrowse")
    away = once(path, "http://127.0.0.1:1")
    assert (away.returncode, away.stdout) == (2, "")
    assert "No answer from http://127.0.0.1:1" in away.stderr
    assert once(path, fake.url).returncode == 0
    assert len(fake.sessions) == 1


@pytest.mark.parametrize(("flag", "value"), [("--url", "localhost"), ("--db", "/nowhere/tickets.db")])
def test_a_setting_that_cannot_work_is_told_in_one_line(fake: FakePillion, path: str, flag: str, value: str) -> None:
    done = once(path, fake.url, flag, value)
    assert done.returncode == 2
    assert done.stderr.startswith("Can't start: ")
    assert len(done.stderr.splitlines()) == 1


def test_it_watches_until_it_is_told_to_stop(
    store: TicketStore, fake: FakePillion, path: str, running: list[Running]
) -> None:
    create_demo_tickets(store)
    script = Running(path, fake.url)
    running.append(script)
    script.line("Watching")
    for ticket in ("T-17", "T-18"):
        store.set_status(ticket, "needs-cobrowse")
        script.line(f"{ticket} ")
        script.line("conversation  c0")
    assert script.end(signal.SIGTERM) == 0
    assert len(fake.sessions) == 2


def test_it_goes_on_after_a_kill_where_it_was(
    store: TicketStore, fake: FakePillion, path: str, running: list[Running]
) -> None:
    create_demo_tickets(store)
    first = Running(path, fake.url)
    running.append(first)
    store.set_status("T-17", "needs-cobrowse")
    first.line("conversation  c01")
    first.end(signal.SIGKILL)
    store.set_status("T-18", "needs-cobrowse")

    second = Running(path, fake.url)
    running.append(second)
    second.line("T-18 ")
    second.line("conversation  c02")
    assert second.end(signal.SIGINT) == 0
    assert [body["externalTag"] for _, body in fake.posts] == ["T-17", "T-18"]


def test_it_waits_for_a_server_that_comes_back(
    store: TicketStore, fake: FakePillion, path: str, running: list[Running]
) -> None:
    create_demo_tickets(store)
    fake.refusal = {"status": 500, "message": "Starting up.", "code": "internal.server.error"}
    script = Running(path, fake.url)
    running.append(script)
    store.set_status("T-17", "needs-cobrowse")
    script.line("Starting up.")
    script.line("next try in 1 s")
    fake.refusal = None
    script.line("conversation  c01")
    assert script.end(signal.SIGTERM) == 0
