"""Communications: one media leg of a participant each, of a cobrowse session, a call or a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, empty_list


@dataclass(frozen=True, kw_only=True)
class Wrapup(Model):
    """How a participant's part of a conversation was filed."""

    code: str | None = None
    name: str | None = None
    notes: str | None = None
    tags: list[str] = empty_list()
    duration_seconds: int | None = None
    end_time: datetime | None = None
    provisional: bool | None = None


@dataclass(frozen=True, kw_only=True)
class AssignedWrapupCode(Model):
    code: str | None = None
    notes: str | None = None
    tags: list[str] = empty_list()
    duration_seconds: int | None = None
    end_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AfterCallWork(Model):
    """``state`` is ``unknown``, ``notApplicable``, ``skipped``, ``pending`` or ``complete``."""

    state: str | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Segment(Model):
    """One stretch of a communication's time line."""

    start_time: datetime | None = None
    end_time: datetime | None = None
    type: str | None = None
    how_ended: str | None = None
    disconnect_type: str | None = None


@dataclass(frozen=True, kw_only=True)
class Communication(Model):
    """What all legs have. ``disconnect_type`` says who left: ``client``, ``peer``, ``timeout``, ``system``, ..."""

    id: str
    state: str | None = None
    initial_state: str | None = None
    disconnect_type: str | None = None
    start_alerting_time: datetime | None = None
    connected_time: datetime | None = None
    disconnected_time: datetime | None = None
    provider: str | None = None
    peer_id: str | None = None
    segments: list[Segment] = empty_list()
    wrapup: Wrapup | None = None
    after_call_work: AfterCallWork | None = None
    after_call_work_required: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Cobrowsesession(Communication):
    """A leg of a cobrowse session; ``cobrowse_role`` is ``sharer`` or ``viewer``.

    ``state`` is ``contacting``, ``offering``, ``alerting``, ``connected`` or ``disconnected``.
    """

    cobrowse_session_id: str | None = None
    cobrowse_role: str | None = None
    controlling: list[str] = empty_list()
    viewer_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Call(Communication):
    """A leg of a call that runs elsewhere and was registered here."""

    direction: str | None = None
    recording: bool | None = None
    recording_state: str | None = None
    muted: bool | None = None
    confined: bool | None = None
    held: bool | None = None
    start_hold_time: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MessageDetails(Model):
    """One message of a leg; ``message_status`` is ``received``, ``sent``, ..."""

    message_id: str | None = None
    message_time: datetime | None = None
    message_status: str | None = None
    message_segment_count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Message(Communication):
    """A leg of a messaging conversation that runs elsewhere and was registered here."""

    direction: str | None = None
    held: bool | None = None
    start_hold_time: datetime | None = None
    type: str | None = None
    messages: list[MessageDetails] = empty_list()
