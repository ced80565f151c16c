"""Conversations, their participants and communications, as they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, PagedListing, empty_dict, empty_list
from pillion.models.communications import Call, Cobrowsesession, Message, Wrapup


@dataclass(frozen=True, kw_only=True)
class Participant(Model):
    """One party of a conversation; ``purpose`` is ``agent`` or ``customer``.

    ``user_id`` is there for an agent, ``external_contact_id`` (the visitor's id) for a customer.
    """

    id: str
    name: str | None = None
    purpose: str | None = None
    user_id: str | None = None
    user_uri: str | None = None
    external_contact_id: str | None = None
    start_time: datetime | None = None
    connected_time: datetime | None = None
    end_time: datetime | None = None
    attributes: dict[str, str] = empty_dict()
    wrapup_required: bool | None = None
    wrapup_prompt: str | None = None
    wrapup_skipped: bool | None = None
    wrapup: Wrapup | None = None
    start_acw_time: datetime | None = None
    end_acw_time: datetime | None = None
    calls: list[Call] = empty_list()
    cobrowsesessions: list[Cobrowsesession] = empty_list()
    messages: list[Message] = empty_list()


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
class TransferParty(Model):
    user_id: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class TransferResponse(Model):
    """A conversation that was handed to another agent."""

    id: str
    state: str | None = None
    transfer_type: str | None = None
    date_issued: datetime | None = None
    initiator: TransferParty | None = None
    destination: TransferParty | None = None


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
    recent_transfers: list[TransferResponse] = empty_list()
    self_uri: str | None = None

    def participant(self, purpose: str) -> Participant | None:
        """The ``agent`` or ``customer`` who is there; after the end, who was there last."""
        found = [one for one in self.participants if one.purpose == purpose]
        present = [one for one in found if one.end_time is None]
        return present[0] if present else found[-1] if found else None


@dataclass(frozen=True, kw_only=True)
class ConversationEntityListing(PagedListing):
    entities: list[Conversation] = empty_list()


@dataclass(frozen=True, kw_only=True)
class StartedConversation(Model):
    """The answer to starting a conversation; from ``session_id`` on, what is there when it is of type ``cobrowse``.

    ``visitor_link`` opens the site with the join code in it, ``agent_link`` opens the conversation in the
    console, ``join_code`` is what the visitor and the agent can read to each other.
    """

    id: str
    conversation: Conversation | None = None
    agent_link: str | None = None
    self_uri: str | None = None
    session_id: str | None = None
    invitation: Invitation | None = None
    join_code: str | None = None
    visitor_link: str | None = None


@dataclass(frozen=True, kw_only=True)
class StartedCobrowse(StartedConversation):
    """The answer to starting a cobrowse session from nothing."""

    session_id: str
    invitation: Invitation


@dataclass(frozen=True, kw_only=True)
class CobrowseWebMessagingSession(Model):
    """A cobrowse session in a conversation.

    ``communication_type`` is ``Call`` or ``Message`` when it was started beside one, else ``Unknown``. ``join_code``
    is there while it can be used, ``date_offer_ends`` while the visitor has not answered.
    """

    id: str
    name: str | None = None
    communication_type: str | None = None
    join_code: str | None = None
    websocket_url: str | None = None
    date_offer_ends: datetime | None = None
    self_uri: str | None = None
