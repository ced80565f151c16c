"""Conversations, their participants and communications, as they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, PagedListing, empty_dict, empty_list


@dataclass(frozen=True, kw_only=True)
class Wrapup(Model):
    """How a participant's part of a conversation was filed."""

    code: str | None = None
    name: str | None = None
    notes: str | None = None
    end_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AssignedWrapupCode(Model):
    code: str | None = None
    notes: str | None = None
    end_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Cobrowsesession(Model):
    """One participant's leg of a cobrowse session; ``cobrowse_role`` is ``sharer`` or ``viewer``.

    ``state`` is ``contacting``, ``offering``, ``alerting``, ``connected`` or ``disconnected``.
    """

    id: str
    state: str | None = None
    disconnect_type: str | None = None
    cobrowse_session_id: str | None = None
    cobrowse_role: str | None = None
    controlling: list[str] = empty_list()
    viewer_url: str | None = None
    start_alerting_time: datetime | None = None
    connected_time: datetime | None = None
    disconnected_time: datetime | None = None
    provider: str | None = None


@dataclass(frozen=True, kw_only=True)
class Participant(Model):
    """One party of a conversation; ``purpose`` is ``agent`` or ``customer``.

    ``user_id`` is there for an agent, ``external_contact_id`` (the visitor's id) for a customer.
    """

    id: str
    name: str | None = None
    purpose: str | None = None
    user_id: str | None = None
    external_contact_id: str | None = None
    start_time: datetime | None = None
    connected_time: datetime | None = None
    end_time: datetime | None = None
    attributes: dict[str, str] = empty_dict()
    wrapup_required: bool | None = None
    wrapup_prompt: str | None = None
    wrapup_skipped: bool | None = None
    wrapup: Wrapup | None = None
    cobrowsesessions: list[Cobrowsesession] = empty_list()


@dataclass(frozen=True, kw_only=True)
class Invitation(Model):
    """The offer to the visitor: ``waiting``, ``offered``, ``accepted``, ``declined``, ``expired`` or ``canceled``.

    It waits for an answer until ``expires``; ``message`` says in words where it stands.
    """

    id: str
    state: str
    expires: datetime | None = None
    message: str | None = None


@dataclass(frozen=True, kw_only=True)
class Conversation(Model):
    """Everything between a visitor and agents about one matter. ``state`` is that of the visitor's leg."""

    id: str
    start_time: datetime | None = None
    end_time: datetime | None = None
    recording_state: str | None = None
    state: str | None = None
    external_tag: str | None = None
    subject: str | None = None
    invitation: Invitation | None = None
    participants: list[Participant] = empty_list()
    self_uri: str | None = None

    def participant(self, purpose: str) -> Participant | None:
        """The first participant with this purpose: ``agent`` or ``customer``."""
        return next((one for one in self.participants if one.purpose == purpose), None)


@dataclass(frozen=True, kw_only=True)
class ConversationEntityListing(PagedListing):
    entities: list[Conversation] = empty_list()


@dataclass(frozen=True, kw_only=True)
class StartedConversation(Model):
    """The answer to starting a conversation.

    ``visitor_link`` opens the site with the join code in it, ``agent_link`` opens the conversation in the
    console, ``join_code`` is what the visitor and the agent can read to each other.
    """

    id: str
    session_id: str
    invitation: Invitation
    conversation: Conversation | None = None
    join_code: str | None = None
    visitor_link: str | None = None
    agent_link: str | None = None
    self_uri: str | None = None
