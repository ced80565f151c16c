"""What a request that starts something would do: the answer to a dry run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, empty_list


@dataclass(frozen=True, kw_only=True)
class RehearsedAgent(Model):
    """The agent who would look on, with their system presence."""

    id: str
    name: str | None = None
    presence: str | None = None


@dataclass(frozen=True, kw_only=True)
class RehearsedVisitor(Model):
    """The visitor who would be asked: ``known`` to the site, and ``present`` with a tab open now."""

    id: str | None = None
    name: str | None = None
    known: bool = False
    present: bool = False


@dataclass(frozen=True, kw_only=True)
class PresentTab(Model):
    """A tab in which the question would be shown."""

    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class RehearsedInvitation(Model):
    """``state`` is ``offered`` or ``waiting``; for a session that is there already, its own."""

    state: str
    expires: datetime | None = None
    tabs: list[PresentTab] = empty_list()


@dataclass(frozen=True, kw_only=True)
class Rehearsal(Model):
    """Nothing was reserved, asked or stored.

    ``outcome`` is ``start``, or ``return`` when a session that waits or runs would be the answer; ``message`` says
    it in words. ``invitation`` is absent when no visitor would be asked.
    """

    dry_run: bool
    outcome: str
    message: str | None = None
    agent: RehearsedAgent | None = None
    visitor: RehearsedVisitor | None = None
    invitation: RehearsedInvitation | None = None
