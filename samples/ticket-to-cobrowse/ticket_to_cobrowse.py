#!/usr/bin/env python3
"""A ticket becomes `needs-cobrowse`; this script starts the co-browsing session for it.

Each change is answered exactly once, across restarts and with several watchers on one store: the
reaction is written next to the change, and until it is, every attempt carries the same idempotency key,
so that Pillion starts one session however often it is asked.
"""

from __future__ import annotations

import argparse
import os
import queue
import signal
import sqlite3
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tickets import DEFAULT_DB, Change, Ticket, TicketStore

try:
    from pillion import ApiError, Client, NoAnswerError, StartedCobrowse, User, Who
except ModuleNotFoundError as missing:
    sys.exit(
        f"The Pillion SDK is not installed ({missing}). Either\n"
        "  pip install -r requirements.txt                  from this folder, or\n"
        "  PYTHONPATH=../../sdk/python python3 ...          with Debian's python3-httpx"
    )

TRIGGER = "needs-cobrowse"

DONE, SOME_REFUSED, CANNOT_WORK = 0, 1, 2


class CannotWork(Exception):
    """Nothing is wrong with the ticket: the server is away or does not let this script in."""

    def __init__(self, message: str, *, passing: bool) -> None:
        super().__init__(message)
        self.passing = passing


@dataclass(frozen=True)
class Reaction:
    outcome: str
    detail: str
    conversation_id: str | None = None


@dataclass(frozen=True)
class Settings:
    site: str | None = None
    wrap_up_code: str | None = None
    wait_seconds: int = 900


class Watcher:
    def __init__(
        self, store: TicketStore, pillion: Client, settings: Settings, say: Callable[[str], None] = print
    ) -> None:
        self._store = store
        self._pillion = pillion
        self._settings = settings
        self._say = say

    def run_once(self) -> int:
        """Reacts to every change that waits; returns how many of them were refused."""
        refused = 0
        for change in self._store.unanswered(TRIGGER):
            ticket = self._store.get(change.ticket_id)
            reaction = self._react(change, ticket)
            if self._store.react(change, reaction.outcome, reaction.detail, reaction.conversation_id):
                self._say(f'{ticket.id} "{ticket.subject}" became {TRIGGER}\n{_indent(reaction.detail)}\n')
                refused += reaction.outcome == "refused"
        return refused

    def _react(self, change: Change, ticket: Ticket) -> Reaction:
        if not self._store.is_latest(change):
            return Reaction("skipped", f"No session: the ticket has moved on and is {ticket.status} now.")
        if not ticket.assignee_email:
            return Reaction("refused", "No session: the ticket has no assignee, and an agent has to ride along.")
        try:
            agent = self._pillion.users.find_by_email(ticket.assignee_email)
            if agent is None:
                known = ", ".join(user.email or user.id for user in self._pillion.users.list()[:10])
                return Reaction(
                    "refused",
                    f"No session: the assignee {ticket.assignee_email} is no agent here.\nAgents: {known or 'none'}",
                )
            started = self._start(change, ticket, agent)
        except NoAnswerError as error:
            raise CannotWork(str(error), passing=True) from error
        except ApiError as error:
            if error.status in (401, 403):
                raise CannotWork(f"Pillion does not let this script in.\n{error}", passing=False) from error
            if error.status == 429 or error.status >= 500 or error.code == "idempotency.key.running":
                raise CannotWork(str(error), passing=True) from error
            return Reaction("refused", f"Pillion refused to start a session.\n{error}")
        return Reaction("started", describe(started, ticket, agent, datetime.now(UTC)), started.id)

    def _start(self, change: Change, ticket: Ticket, agent: User) -> StartedCobrowse:
        # The site's own id says who it is beyond doubt; an address is the next best name.
        visitor = Who(external_id=ticket.customer_id) if ticket.customer_id else Who(email=ticket.requester_email)
        return self._pillion.cobrowse.start(
            agent=agent,
            visitor=visitor,
            site=self._settings.site,
            subject=f"Ticket {ticket.id}: {ticket.subject}",
            wrap_up_code=self._settings.wrap_up_code,
            wait_seconds=self._settings.wait_seconds,
            external_tag=ticket.id,
            attributes={"ticket": ticket.id},
            idempotency_key=str(uuid.uuid5(uuid.UUID(self._store.id), str(change.id))),
        )


def describe(started: StartedCobrowse, ticket: Ticket, agent: User, now: datetime) -> str:
    """The outcome for people to read, and to pass on to the visitor and the agent."""
    invitation = started.invitation
    lines = [
        f"Session for {ticket.requester} with {agent.name or agent.email}",
        f"  invitation    {invitation.state}" + (f": {invitation.message}" if invitation.message else ""),
    ]
    if invitation.expires:
        minutes = max(0, round((invitation.expires - now).total_seconds() / 60))
        lines.append(f"  waits until   {invitation.expires.astimezone():%Y-%m-%d %H:%M %Z} ({minutes} min)")
    shown = [
        ("join code", started.join_code),
        ("visitor link", started.visitor_link),
        ("agent link", started.agent_link),
        ("conversation", started.id),
    ]
    return "\n".join(lines + [f"  {name:<13} {value}" for name, value in shown if value])


class Stop:
    """Asked for by a signal handler: a SimpleQueue may be used there, an Event could lock up."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def ask(self) -> None:
        self._asked.put(True)

    def within(self, seconds: float) -> bool:
        """Waits at most so long; true when the stop was asked for."""
        try:
            return self._asked.get(timeout=seconds)
        except queue.Empty:
            return False


def watch(watcher: Watcher, stop: Stop, interval: float, say: Callable[[str], None]) -> int:
    """Until ``stop`` is asked for. A server that is away is tried again after a growing pause; nothing is lost."""
    pause = interval
    while True:
        try:
            watcher.run_once()
            pause = interval
        except CannotWork as problem:
            if not problem.passing:
                raise
            pause = min(max(pause * 2, 1.0), 30.0)
            say(f"{problem}\n  The change waits; next try in {pause:g} s.\n")
        if stop.within(pause):
            return DONE


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Starts a co-browsing session when a ticket needs one.")
    environment = os.environ.get

    def setting(flag: str, variable: str, default: str | None, text: str) -> None:
        shown = f" (default: {default})" if default else ""
        parser.add_argument(flag, default=environment(variable, default), help=f"{text}; {variable}{shown}")

    setting("--url", "PILLION_URL", "http://localhost:8080", "the Pillion server")
    setting("--client-id", "PILLION_CLIENT_ID", "dev", "the API client")
    setting("--client-secret", "PILLION_CLIENT_SECRET", "dev-secret", "its secret; others see a flag, so prefer")
    setting("--site", "PILLION_SITE", None, "the site's key, needed with more than one")
    setting("--wrap-up-code", "PILLION_WRAP_UP_CODE", None, "file conversations under this code")
    parser.add_argument(
        "--wait-seconds",
        type=int,
        default=environment("PILLION_WAIT_SECONDS", "900"),
        help="how long an absent visitor is waited for; PILLION_WAIT_SECONDS (default: 900)",
    )
    parser.add_argument("--db", default=DEFAULT_DB, help="the ticket store; TICKETS_DB (default: tickets.db)")
    parser.add_argument("--once", action="store_true", help="react to what waits and end")
    parser.add_argument("--interval", type=_seconds, default=1.0, help="seconds between two looks (default: 1)")
    return parser.parse_args(arguments)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.05 <= value <= 3600:
        raise argparse.ArgumentTypeError("should be between 0.05 and 3600")
    return value


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)

    def say(text: str) -> None:
        print(text, flush=True)

    settings = Settings(options.site, options.wrap_up_code, options.wait_seconds)
    try:
        pillion = Client(options.url, options.client_id, options.client_secret)
        store = TicketStore(options.db)
    except (ValueError, sqlite3.Error) as error:
        print(f"Can't start: {error}", file=sys.stderr)
        return CANNOT_WORK
    with pillion:
        watcher = Watcher(store, pillion, settings, say)
        try:
            if options.once:
                return SOME_REFUSED if watcher.run_once() else DONE
            stop = Stop()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.ask())
            say(f"Watching {options.db} for tickets that become {TRIGGER}; Pillion is at {options.url}.\n")
            return watch(watcher, stop, options.interval, say)
        except CannotWork as problem:
            print(problem, file=sys.stderr)
            return CANNOT_WORK
        finally:
            store.close()


if __name__ == "__main__":
    sys.exit(main())
