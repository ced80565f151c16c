"""Conversations with only one of their media, flat on the participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, PagedListing, empty_dict, empty_list
from pillion.models.communications import MessageDetails, Wrapup
from pillion.models.conversations import TransferResponse


@dataclass(frozen=True, kw_only=True)
class DomainEntityRef(Model):
    """A user, visitor or other thing by name."""

    id: str | None = None
    name: str | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class MediaParticipant(Model):
    """A participant with their latest communication of one medium; ``id`` is the participant's."""

    id: str
    name: str | None = None
    purpose: str | None = None
    state: str | None = None
    direction: str | None = None
    start_time: datetime | None = None
    start_alerting_time: datetime | None = None
    connected_time: datetime | None = None
    end_time: datetime | None = None
    disconnect_type: str | None = None
    held: bool | None = None
    start_hold_time: datetime | None = None
    wrapup_required: bool | None = None
    wrapup_prompt: str | None = None
    wrapup_skipped: bool | None = None
    wrapup: Wrapup | None = None
    start_acw_time: datetime | None = None
    end_acw_time: datetime | None = None
    media_roles: list[str] = empty_list()
    user: DomainEntityRef | None = None
    external_contact: DomainEntityRef | None = None
    attributes: dict[str, str] = empty_dict()
    provider: str | None = None
    peer: str | None = None


@dataclass(frozen=True, kw_only=True)
class CobrowseMediaParticipant(MediaParticipant):
    """``cobrowse_role`` is ``sharer`` for the visitor, ``viewer`` for an agent."""

    cobrowse_session_id: str | None = None
    cobrowse_role: str | None = None
    controlling: list[str] = empty_list()
    viewer_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class CallMediaParticipant(MediaParticipant):
    muted: bool | None = None
    confined: bool | None = None
    recording: bool | None = None
    recording_state: str | None = None
    secure_pause: bool | None = None


@dataclass(frozen=True, kw_only=True)
class MessageMediaParticipant(MediaParticipant):
    """``type`` is the messenger: ``sms``, ``webmessaging``, ``whatsapp``, ..., ``unknown``."""

    type: str | None = None
    messages: list[MessageDetails] = empty_list()


@dataclass(frozen=True, kw_only=True)
class MediaConversation(Model):
    """``other_media_uris`` are those of the same conversation with its other media."""

    id: str
    other_media_uris: list[str] = empty_list()
    recent_transfers: list[TransferResponse] = empty_list()
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class CobrowseConversation(MediaConversation):
    participants: list[CobrowseMediaParticipant] = empty_list()


@dataclass(frozen=True, kw_only=True)
class CallConversation(MediaConversation):
    participants: list[CallMediaParticipant] = empty_list()
    recording_state: str | None = None
    secure_pause: bool | None = None


@dataclass(frozen=True, kw_only=True)
class MessageConversation(MediaConversation):
    participants: list[MessageMediaParticipant] = empty_list()


@dataclass(frozen=True, kw_only=True)
class CobrowseConversationEntityListing(PagedListing):
    entities: list[CobrowseConversation] = empty_list()


@dataclass(frozen=True, kw_only=True)
class CallConversationEntityListing(PagedListing):
    entities: list[CallConversation] = empty_list()


@dataclass(frozen=True, kw_only=True)
class MessageConversationEntityListing(PagedListing):
    entities: list[MessageConversation] = empty_list()
