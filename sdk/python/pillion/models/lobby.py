"""The lobby: who is on the sites, and which conversations wait or run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, empty_list


@dataclass(frozen=True, kw_only=True)
class LobbyPage(Model):
    """The page that a visitor looks at."""

    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class LobbySite(Model):
    key: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class LobbyVisitor(Model):
    """A person on a site now; ``identified`` when the site's signed token says who it is."""

    id: str
    name: str | None = None
    email: str | None = None
    identified: bool | None = None
    site: LobbySite | None = None
    page: LobbyPage | None = None
    tabs: int | None = None
    since: datetime | None = None
    last_seen: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LobbyParty(Model):
    """The visitor of a conversation."""

    id: str
    name: str | None = None
    identified: bool | None = None
    online: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LobbyAgent(Model):
    """``state`` is that of the agent's communication: ``alerting`` until they accept."""

    id: str
    name: str | None = None
    state: str | None = None


@dataclass(frozen=True, kw_only=True)
class LobbyConversation(Model):
    """``state`` is ``waiting``, ``offered``, ``accepted``, ``active`` or ``reconnecting``."""

    id: str
    session_id: str | None = None
    subject: str | None = None
    state: str | None = None
    visitor: LobbyParty | None = None
    agent: LobbyAgent | None = None
    join_code: str | None = None
    visitor_link: str | None = None
    expires: datetime | None = None
    since: datetime | None = None
    page: LobbyPage | None = None


@dataclass(frozen=True, kw_only=True)
class Lobby(Model):
    """At most 200 of each, newest first; ``truncated`` when there are more."""

    visitors: list[LobbyVisitor] = empty_list()
    conversations: list[LobbyConversation] = empty_list()
    truncated: bool = False


@dataclass(frozen=True, kw_only=True)
class ViewerGrant(Model):
    """What an agent's viewer needs to join a session; ``token`` is a secret until ``expires``."""

    token: str
    websocket_url: str
    viewer_url: str | None = None
    expires: datetime | None = None
