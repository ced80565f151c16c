"""The bodies that start and change conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body


@dataclass(kw_only=True, slots=True)
class ConversationParticipantRequest(Body):
    """A participant, named by exactly one of ``user_id``, ``external_id``, ``email``, ``join_code``.

    ``role`` is ``agent`` or ``user``. For a visitor ``user_id`` takes any of the other names too.
    """

    user_id: str | None = None
    external_id: str | None = None
    email: str | None = None
    join_code: str | None = None
    role: str | None = None


@dataclass(kw_only=True, slots=True)
class _StartOptions(Body):
    type: str | None = "cobrowse"
    site_id: str | None = None
    subject: str | None = None
    wrap_up_code: str | None = None
    wait_seconds: int | None = None
    external_tag: str | None = None
    attributes: Mapping[str, str] | None = None
    capabilities: Sequence[str] | None = None


@dataclass(kw_only=True, slots=True)
class CreateConversationRequest(_StartOptions):
    """The body of ``POST /api/v2/conversations``: one agent and one user.

    ``type`` is ``cobrowse``, ``call`` or ``message``; calls and messages take place elsewhere and are registered
    here. ``direction`` (``inbound`` or ``outbound``) and ``provider`` belong to these, ``message_type`` to messages,
    ``wait_seconds`` and ``capabilities`` to cobrowse sessions.
    """

    direction: str | None = None
    provider: str | None = None
    message_type: str | None = None
    participants: Sequence[ConversationParticipantRequest | Mapping[str, Any]] | None = None


@dataclass(kw_only=True, slots=True)
class CobrowseTarget(Body):
    """Who is asked to share; ``type`` is ``user``, ``externalId``, ``email`` or ``joinCode``."""

    id: str | None = None
    type: str | None = None


@dataclass(kw_only=True, slots=True)
class CobrowseAgent(Body):
    """The agent, by ``id`` or ``email``."""

    id: str | None = None
    email: str | None = None


@dataclass(kw_only=True, slots=True)
class CobrowseConversationCreateRequest(_StartOptions):
    """The body of ``POST /api/v2/conversations/cobrowse``."""

    to: Sequence[CobrowseTarget | Mapping[str, Any]] | None = None
    agent: CobrowseAgent | Mapping[str, Any] | None = None


@dataclass(kw_only=True, slots=True)
class WrapupInput(Body):
    """``code`` is a wrap-up code's id or exact name."""

    code: str | None = None
    name: str | None = None
    notes: str | None = None
    tags: Sequence[str] | None = None
    duration_seconds: int | None = None
    end_time: datetime | None = None
    provisional: bool | None = None
    disable_end_time_updates: bool | None = None


@dataclass(kw_only=True, slots=True)
class MediaParticipantRequest(Body):
    """Every attribute that is set is an action; ``state`` is ``connected`` or ``disconnected``.

    The others of the vendor's fields are here so that the server can say what it makes of them.
    """

    state: str | None = None
    wrapup: WrapupInput | Mapping[str, Any] | None = None
    wrapup_skipped: bool | None = None
    recording: bool | None = None
    muted: bool | None = None
    confined: bool | None = None
    held: bool | None = None
    resume_time: datetime | None = None


@dataclass(kw_only=True, slots=True)
class ParticipantAttributes(Body):
    """Attributes to set; others stay. At most 100, names of 100 and values of 2000 characters."""

    attributes: Mapping[str, str] | None = None


@dataclass(kw_only=True, slots=True)
class ConversationStateChange(Body):
    """``state`` is ``disconnected``: ends what it is sent to."""

    state: str | None = None


@dataclass(kw_only=True, slots=True)
class SetRecordingState(Body):
    """``recording_state``: nothing is recorded here, so ``NONE`` is what can be set."""

    recording_state: str | None = None


@dataclass(kw_only=True, slots=True)
class ConversationUser(Body):
    """A user by ``id``."""

    id: str | None = None


@dataclass(kw_only=True, slots=True)
class TransferRequest(Body):
    """Who takes a conversation over: ``user_id``, or ``user_name``. ``transfer_type`` is ``Unattended``.

    The others of the vendor's fields are here so that the server can say what it makes of them.
    """

    transfer_type: str | None = None
    keep_internal_message_alive: bool | None = None
    user_id: str | None = None
    address: str | None = None
    user_name: str | None = None
    queue_id: str | None = None
    voicemail: bool | None = None


@dataclass(kw_only=True, slots=True)
class TransferToAgentRequest(Body):
    """The same for agents only."""

    transfer_type: str | None = None
    keep_internal_message_alive: bool | None = None
    user_id: str | None = None
    user_name: str | None = None
    user_display_name: str | None = None
    voicemail: bool | None = None


@dataclass(kw_only=True, slots=True)
class TransferToQueueRequest(Body):
    """There are no queues here; the server says so, and who can be transferred to."""

    transfer_type: str | None = None
    keep_internal_message_alive: bool | None = None
    queue_id: str | None = None
    queue_name: str | None = None
