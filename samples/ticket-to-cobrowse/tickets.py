#!/usr/bin/env python3
"""A little ticket store on SQLite: tickets, and every change of their status in order.

It stands for the help desk you already have; `python3 tickets.py --help` shows what it can do.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sqlite3
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

STATUSES = ("new", "open", "pending", "needs-cobrowse", "resolved", "closed")
DEFAULT_DB = os.environ.get("TICKETS_DB", "tickets.db")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS store (id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tickets (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    requester_name TEXT,
    requester_email TEXT,
    customer_id TEXT,
    assignee_email TEXT,
    status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket INTEGER NOT NULL REFERENCES tickets (number),
    from_status TEXT,
    to_status TEXT NOT NULL,
    changed_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS changes_by_status ON changes (to_status, id);
CREATE INDEX IF NOT EXISTS changes_by_ticket ON changes (ticket, id);
CREATE TABLE IF NOT EXISTS reactions (
    change INTEGER PRIMARY KEY REFERENCES changes (id),
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    conversation_id TEXT,
    reacted_at TEXT NOT NULL);
"""


class TicketError(Exception):
    """What was asked for can't be done; the message says why and what would work."""


@dataclass(frozen=True)
class Ticket:
    id: str
    subject: str
    requester_name: str | None
    requester_email: str | None
    customer_id: str | None
    assignee_email: str | None
    status: str

    @property
    def requester(self) -> str:
        return self.requester_name or self.requester_email or self.customer_id or "nobody"


@dataclass(frozen=True)
class Change:
    """A ticket went from one status to another. ``id`` rises with every change in the store."""

    id: int
    ticket_id: str
    from_status: str | None
    to_status: str
    changed_at: str
    reaction: str | None = None


class TicketStore:
    """One SQLite file; several processes may use it at the same time."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        with self._writing():
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute("INSERT INTO store SELECT ? WHERE NOT EXISTS (SELECT 1 FROM store)", (str(uuid.uuid4()),))

    def close(self) -> None:
        self._db.close()

    @property
    def id(self) -> str:
        """Tells this store from every other one."""
        return str(self._db.execute("SELECT id FROM store").fetchone()["id"])

    def create(
        self,
        subject: str,
        *,
        requester_name: str | None = None,
        requester_email: str | None = None,
        customer_id: str | None = None,
        assignee_email: str | None = None,
        status: str = "open",
        number: int | None = None,
    ) -> Ticket:
        _known(status)
        if not subject.strip():
            raise TicketError("A ticket needs a subject.")
        if not requester_email and not customer_id:
            raise TicketError("A ticket needs its requester: an email address or the site's customer id.")
        with self._writing():
            if number is not None and self._db.execute("SELECT 1 FROM tickets WHERE number = ?", (number,)).fetchone():
                raise TicketError(f"There is a ticket T-{number} already.")
            row = (number, subject, requester_name, requester_email, customer_id, assignee_email, status)
            # Without a number SQLite takes the one after the largest.
            number = self._db.execute("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?)", row).lastrowid
            self._record(number, None, status)
        return self.get(f"T-{number}")

    def get(self, ticket_id: str) -> Ticket:
        return _ticket(self._row(ticket_id))

    def list(self, status: str | None = None) -> list[Ticket]:
        if status is not None:
            _known(status)
        rows = self._db.execute("SELECT * FROM tickets WHERE ?1 IS NULL OR status = ?1 ORDER BY number", (status,))
        return [_ticket(row) for row in rows]

    def set_status(self, ticket_id: str, status: str) -> Change | None:
        """The change that this made; None when the ticket had that status already."""
        _known(status)
        with self._writing():
            row = self._row(ticket_id)
            if row["status"] == status:
                return None
            self._db.execute("UPDATE tickets SET status = ? WHERE number = ?", (status, row["number"]))
            self._record(row["number"], row["status"], status)
        return self.history(ticket_id)[-1]

    def history(self, ticket_id: str) -> list[Change]:
        """All changes of one ticket, the oldest first, each with the reaction to it."""
        number = self._row(ticket_id)["number"]
        return self._changes("WHERE c.ticket = ? ORDER BY c.id", number)

    def unanswered(self, status: str) -> list[Change]:
        """Changes to ``status`` that nobody has reacted to yet, the oldest first."""
        return self._changes("WHERE c.to_status = ? AND r.change IS NULL ORDER BY c.id", status)

    def is_latest(self, change: Change) -> bool:
        """False when the ticket has moved on since."""
        return self.history(change.ticket_id)[-1].id == change.id

    def react(self, change: Change, outcome: str, detail: str, conversation_id: str | None = None) -> bool:
        """Writes down the reaction to a change; false when another process was first."""
        with self._writing():
            done = self._db.execute(
                "INSERT INTO reactions VALUES (?, ?, ?, ?, ?) ON CONFLICT (change) DO NOTHING",
                (change.id, outcome, detail, conversation_id, _now()),
            )
            return done.rowcount == 1

    def _changes(self, where: str, *values: Any) -> list[Change]:
        rows = self._db.execute(
            f"SELECT c.*, r.outcome FROM changes c LEFT JOIN reactions r ON r.change = c.id {where}", values
        )
        return [
            Change(r["id"], f"T-{r['ticket']}", r["from_status"], r["to_status"], r["changed_at"], r["outcome"])
            for r in rows
        ]

    def _record(self, number: int | None, from_status: str | None, to_status: str) -> None:
        self._db.execute(
            "INSERT INTO changes (ticket, from_status, to_status, changed_at) VALUES (?, ?, ?, ?)",
            (number, from_status, to_status, _now()),
        )

    def _row(self, ticket_id: str) -> sqlite3.Row:
        digits = ticket_id.strip().upper().removeprefix("T-")
        # SQLite's integers have 64 bits; a longer number names no ticket.
        if digits.isascii() and digits.isdigit() and len(digits) <= 18:
            row = self._db.execute("SELECT * FROM tickets WHERE number = ?", (int(digits),)).fetchone()
            if row:
                return row
        raise TicketError(f"There is no ticket {ticket_id!r}. `python3 tickets.py list` shows those there are.")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        # Taking the write lock first: a reader that turns into a writer would be refused, not made to wait.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _ticket(row: sqlite3.Row) -> Ticket:
    return Ticket(
        f"T-{row['number']}",
        row["subject"],
        row["requester_name"],
        row["requester_email"],
        row["customer_id"],
        row["assignee_email"],
        row["status"],
    )


def _known(status: str) -> None:
    if status not in STATUSES:
        near = difflib.get_close_matches(status, STATUSES, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise TicketError(f"{status!r} is not a status; there are {', '.join(STATUSES)}.{hint}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def create_demo_tickets(store: TicketStore) -> list[Ticket]:
    """Three tickets of the demo shop's customers, numbered from T-17 as in the documentation."""
    robin = {"requester_name": "Robin Doe", "requester_email": "robin@example.test", "customer_id": "customer-17"}
    kim = {"requester_name": "Kim Vale", "requester_email": "kim@example.test"}
    wanted: list[tuple[int, str, dict[str, str]]] = [
        (17, "Payment fails at the last step", robin),
        (18, "Which panniers fit my rack?", kim),
        (19, "Can't change my delivery address", robin),
    ]
    have = {ticket.id for ticket in store.list()}
    return [
        store.create(subject, number=number, assignee_email="agent@example.test", **who)
        for number, subject, who in wanted
        if f"T-{number}" not in have
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tickets.py", description="A little ticket store.")
    parser.add_argument("--db", default=DEFAULT_DB, help="the SQLite file (TICKETS_DB; default: %(default)s)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("demo", help="create the tickets T-17, T-18 and T-19 of the demo shop")
    create = commands.add_parser("create", help="create a ticket")
    create.add_argument("subject")
    create.add_argument("--name", dest="requester_name", help="the requester's name")
    create.add_argument("--email", dest="requester_email", help="the requester's email address")
    create.add_argument("--customer", dest="customer_id", help="the requester's customer id on the site")
    create.add_argument("--assignee", dest="assignee_email", help="the email address of the agent")
    create.add_argument("--status", default="open")
    listing = commands.add_parser("list", help="list the tickets")
    listing.add_argument("--status")
    change = commands.add_parser("set", help="set a ticket's status, e.g. set T-17 needs-cobrowse")
    change.add_argument("ticket")
    change.add_argument("status", help=", ".join(STATUSES))
    history = commands.add_parser("history", help="show every change of a ticket, and the reaction to it")
    history.add_argument("ticket")
    options = vars(parser.parse_args(arguments))

    command, path = options.pop("command"), options.pop("db")
    try:
        store = TicketStore(path)
    except sqlite3.Error as error:
        print(f"The ticket store {path} can't be opened: {error}", file=sys.stderr)
        return 1
    try:
        for line in _run(store, command, options):
            print(line)
    except TicketError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        store.close()
    return 0


def _run(store: TicketStore, command: str, options: dict[str, Any]) -> list[str]:
    if command == "demo":
        return [_line(ticket) for ticket in create_demo_tickets(store)] or ["The demo tickets are there already."]
    if command == "create":
        return [_line(store.create(**options))]
    if command == "list":
        return [_line(ticket) for ticket in store.list(options["status"])] or ["There are no such tickets."]
    if command == "history":
        return [
            f"{change.changed_at}  {change.from_status or '-'} -> {change.to_status}"
            + (f"  [{change.reaction}]" if change.reaction else "")
            for change in store.history(options["ticket"])
        ]
    change = store.set_status(options["ticket"], options["status"])
    ticket = store.get(options["ticket"])
    if change is None:
        return [f"{ticket.id} is {ticket.status} already."]
    return [f"{ticket.id}  {change.from_status} -> {change.to_status}"]


def _line(ticket: Ticket) -> str:
    return f"{ticket.id:<6} {ticket.status:<15} {ticket.requester:<20} {ticket.subject}"


if __name__ == "__main__":
    sys.exit(main())
