"""What the API answers. Dates carry their time zone; ids are lower-case UUID texts.

Every answer has ``to_dict()`` (snake_case keys). The larger ones keep the JSON as it came in ``raw``, so
that a field which this version does not know yet is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from pillion._json import to_dict


def _raw() -> dict[str, Any]:
    return cast("dict[str, Any]", field(default_factory=dict, repr=False, compare=False))


def _empty_list() -> Any:
    return cast(Any, field(default_factory=lambda: cast("list[Any]", [])))


class Model:
    """Base of all answers."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        return cast("dict[str, Any]", to_dict(self))


@dataclass(frozen=True, kw_only=True)
class PresenceDefinition(Model):
    id: str | None = None
    system_presence: str | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class UserPresence(Model):
    """``presence_definition.system_presence`` is ``Available``, ``Away``, ``Busy``, ``Offline``, ..."""

    id: str | None = None
    source: str | None = None
    primary: bool | None = None
    presence_definition: PresenceDefinition | None = None
    message: str | None = None
    modified_date: datetime | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoutingStatus(Model):
    """``status`` is ``OFF_QUEUE``, ``IDLE``, ``INTERACTING``, ``NOT_RESPONDING`` or ``COMMUNICATING``."""

    user_id: str | None = None
    status: str | None = None
    start_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class User(Model):
    """An agent. ``presence`` and ``routing_status`` are there when ``expand`` asked for them."""

    id: str
    name: str | None = None
    email: str | None = None
    username: str | None = None
    state: str | None = None
    title: str | None = None
    version: int | None = None
    presence: UserPresence | None = None
    routing_status: RoutingStatus | None = None
    self_uri: str | None = None
    raw: dict[str, Any] = _raw()


@dataclass(frozen=True, kw_only=True)
class WrapUpCode(Model):
    """How a conversation is filed."""

    id: str
    name: str | None = None
    description: str | None = None
    date_created: datetime | None = None
    created_by: str | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wrapup(Model):
    """The wrap-up that a participant's part of a conversation was given."""

    code: str | None = None
    name: str | None = None
    notes: str | None = None
    end_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CobrowseCommunication(Model):
    """One participant's part in a cobrowse session; ``cobrowse_role`` is ``sharer`` or ``viewer``."""

    id: str
    state: str | None = None
    disconnect_type: str | None = None
    cobrowse_session_id: str | None = None
    cobrowse_role: str | None = None
    controlling: list[str] = _empty_list()
    viewer_url: str | None = None
    start_alerting_time: datetime | None = None
    connected_time: datetime | None = None
    disconnected_time: datetime | None = None
    provider: str | None = None


@dataclass(frozen=True, kw_only=True)
class Participant(Model):
    """One party of a conversation; ``purpose`` is ``agent``, ``customer``, ``user`` or ``external``."""

    id: str
    name: str | None = None
    purpose: str | None = None
    user_id: str | None = None
    external_contact_id: str | None = None
    start_time: datetime | None = None
    connected_time: datetime | None = None
    end_time: datetime | None = None
    attributes: dict[str, str] = field(default_factory=lambda: cast("dict[str, str]", {}))
    wrapup_required: bool | None = None
    wrapup_prompt: str | None = None
    wrapup: Wrapup | None = None
    cobrowsesessions: list[CobrowseCommunication] = _empty_list()
    raw: dict[str, Any] = _raw()


@dataclass(frozen=True, kw_only=True)
class Invitation(Model):
    """The offer to the visitor: ``waiting``, ``offered``, ``accepted``, ``declined`` or ``expired``.

    ``expires`` is how long it waits for an answer; ``message`` says in words where it stands.
    """

    id: str
    state: str
    expires: datetime | None = None
    message: str | None = None


@dataclass(frozen=True, kw_only=True)
class Conversation(Model):
    """Everything between a visitor and agents about one matter."""

    id: str
    start_time: datetime | None = None
    end_time: datetime | None = None
    recording_state: str | None = None
    state: str | None = None
    external_tag: str | None = None
    subject: str | None = None
    invitation: Invitation | None = None
    participants: list[Participant] = _empty_list()
    self_uri: str | None = None
    raw: dict[str, Any] = _raw()

    def participant(self, purpose: str) -> Participant | None:
        """The first participant with this purpose, such as ``agent`` or ``customer``."""
        return next((one for one in self.participants if one.purpose == purpose), None)


@dataclass(frozen=True, kw_only=True)
class StartedConversation(Model):
    """The answer to starting a cobrowse session.

    ``visitor_link`` opens the site with the join code in it, ``agent_link`` opens the conversation in
    the console, ``join_code`` is what the visitor and the agent can read to each other.
    """

    id: str
    session_id: str
    invitation: Invitation
    conversation: Conversation | None = None
    join_code: str | None = None
    visitor_link: str | None = None
    agent_link: str | None = None
    self_uri: str | None = None
    raw: dict[str, Any] = _raw()


@dataclass(frozen=True, kw_only=True)
class _Listing(Model):
    page_size: int | None = None
    page_number: int | None = None
    total: int | None = None
    page_count: int | None = None
    first_uri: str | None = None
    self_uri: str | None = None
    last_uri: str | None = None
    next_uri: str | None = None
    previous_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class UserEntityListing(_Listing):
    entities: list[User] = _empty_list()


@dataclass(frozen=True, kw_only=True)
class WrapupCodeEntityListing(_Listing):
    entities: list[WrapUpCode] = _empty_list()


@dataclass(frozen=True, kw_only=True)
class ConversationEntityListing(_Listing):
    entities: list[Conversation] = _empty_list()


@dataclass(frozen=True, kw_only=True)
class UsersSearchResponse(Model):
    results: list[User] = _empty_list()
    total: int | None = None
    page_count: int | None = None
    page_size: int | None = None
    page_number: int | None = None
