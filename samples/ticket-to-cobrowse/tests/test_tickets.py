"""The ticket store and its command line."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tickets import TicketError, TicketStore, create_demo_tickets

SCRIPT = str(Path(__file__).parents[1] / "tickets.py")


def cli(path: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/python3", SCRIPT, "--db", path, *arguments], capture_output=True, text=True, timeout=30, check=False
    )


def test_tickets_are_numbered_and_listed(store: TicketStore) -> None:
    first = store.create("Payment fails", requester_email="robin@example.test", assignee_email="agent@example.test")
    second = store.create("Which rack?", customer_id="customer-23", status="new")
    assert (first.id, second.id) == ("T-1", "T-2")
    assert [ticket.subject for ticket in store.list()] == ["Payment fails", "Which rack?"]
    assert store.list("new") == [second]
    assert store.get("t-1") == store.get("1") == first


def test_every_change_is_remembered_in_order(store: TicketStore) -> None:
    ticket = store.create("Payment fails", requester_email="robin@example.test")
    for status in ("pending", "needs-cobrowse", "resolved"):
        change = store.set_status(ticket.id, status)
        assert change is not None and change.to_status == status
    steps = [(change.from_status, change.to_status) for change in store.history(ticket.id)]
    assert steps == [(None, "open"), ("open", "pending"), ("pending", "needs-cobrowse"), ("needs-cobrowse", "resolved")]
    assert store.get(ticket.id).status == "resolved"


def test_setting_the_same_status_again_is_no_change(store: TicketStore) -> None:
    ticket = store.create("Payment fails", requester_email="robin@example.test")
    assert store.set_status(ticket.id, "open") is None
    assert len(store.history(ticket.id)) == 1


def test_nothing_is_lost_when_the_store_is_opened_again(store: TicketStore, path: str) -> None:
    store.create("Payment fails", requester_email="robin@example.test")
    store.set_status("T-1", "needs-cobrowse")
    again = TicketStore(path)
    assert again.id == store.id
    assert [change.ticket_id for change in again.unanswered("needs-cobrowse")] == ["T-1"]
    again.close()


def test_a_change_is_answered_by_the_first_who_does(store: TicketStore, path: str) -> None:
    store.create("Payment fails", requester_email="robin@example.test", status="needs-cobrowse")
    other = TicketStore(path)
    (change,) = store.unanswered("needs-cobrowse")
    assert store.react(change, "started", "all well", "c1") is True
    assert other.react(change, "refused", "too late") is False
    assert other.unanswered("needs-cobrowse") == []
    assert other.history("T-1")[0].reaction == "started"
    other.close()


def test_many_writers_at_once_lose_nothing(store: TicketStore, path: str) -> None:
    store.create("Payment fails", requester_email="robin@example.test")

    def flip(_: int) -> None:
        mine = TicketStore(path)
        for status in ("pending", "open"):
            mine.set_status("T-1", status)
        mine.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(flip, range(24)))
    history = store.history("T-1")
    assert all(before.to_status == after.from_status for before, after in zip(history, history[1:]))
    assert store.get("T-1").status == history[-1].to_status == "open"


@pytest.mark.parametrize("wrong", ["T-99", "", "T-", "x", "T-1x", "T-99999999999999999999", "T-²"])
def test_a_ticket_that_is_not_there_is_named(store: TicketStore, wrong: str) -> None:
    with pytest.raises(TicketError, match="There is no ticket"):
        store.get(wrong)


def test_a_wrong_status_is_refused_with_the_right_ones(store: TicketStore) -> None:
    store.create("Payment fails", requester_email="robin@example.test")
    with pytest.raises(TicketError, match="needs-cobrowse, resolved, closed. Did you mean 'needs-cobrowse'"):
        store.set_status("T-1", "needs-cobrowes")
    assert len(store.history("T-1")) == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"subject": " ", "requester_email": "r@example.test"}, "needs a subject"),
        ({"subject": "Help"}, "needs its requester"),
        ({"subject": "Help", "customer_id": "c", "status": "odd"}, "not a status"),
    ],
)
def test_an_incomplete_ticket_is_refused(store: TicketStore, values: dict[str, str], told: str) -> None:
    with pytest.raises(TicketError, match=told):
        store.create(**values)
    assert store.list() == []


def test_the_demo_tickets_are_created_once(store: TicketStore) -> None:
    assert [ticket.id for ticket in create_demo_tickets(store)] == ["T-17", "T-18", "T-19"]
    assert create_demo_tickets(store) == []
    assert store.create("Another", customer_id="c").id == "T-20"
    with pytest.raises(TicketError, match="T-17 already"):
        store.create("Again", customer_id="c", number=17)


def test_the_command_line_tells_a_ticket_s_story(path: str) -> None:
    assert "T-17   open            Robin Doe" in cli(path, "demo").stdout
    assert cli(path, "set", "T-17", "needs-cobrowse").stdout == "T-17  open -> needs-cobrowse\n"
    assert cli(path, "set", "T-17", "needs-cobrowse").stdout == "T-17 is needs-cobrowse already.\n"
    assert cli(path, "list", "--status", "needs-cobrowse").stdout.startswith("T-17 ")
    created = cli(path, "create", "Wheel squeaks", "--email", "kim@example.test", "--assignee", "agent@example.test")
    assert created.stdout.startswith("T-20 ")
    assert cli(path, "history", "T-17").stdout.splitlines()[1].endswith("open -> needs-cobrowse")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", "T-99", "open"), "There is no ticket 'T-99'"),
        (("set", "T-17", "closd"), "Did you mean 'closed'"),
        (("create", "No one"), "needs its requester"),
    ],
)
def test_the_command_line_refuses_in_one_sentence(path: str, arguments: tuple[str, ...], told: str) -> None:
    cli(path, "demo")
    done = cli(path, *arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database " * 100)
    done = cli(str(other), "list")
    assert (done.returncode, "can't be opened" in done.stderr) == (1, True)
