"""Secure attributes, tags, and looking conversations up by the attributes of their participants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body, Model, empty_dict, empty_list


@dataclass(kw_only=True, slots=True)
class ConversationSecureAttributes(Body):
    """Answered, and sent to set some; ``version`` makes it that version only (409 ``stale.secure.attributes``)."""

    attributes: Mapping[str, str] | None = None
    version: int | None = None


@dataclass(kw_only=True, slots=True)
class ConversationTagsUpdate(Body):
    """``external_tag`` is the key of a record elsewhere, such as a ticket; an empty text removes it."""

    external_tag: str | None = None


@dataclass(kw_only=True, slots=True)
class ConversationParticipantSearchCriteria(Body):
    """``type`` is ``EXACT``, ``TERM``, ``TERMS``, ``STARTS_WITH``, ``CONTAINS``, ``REQUIRED_FIELDS``, ``MATCH_ALL`` or ``DATE_RANGE``.

    ``fields`` are ``conversationId``, ``divisionId``, ``startTime``, ``endTime``, or names of attributes. Or it has a
    ``group`` of criteria. ``operator`` (``AND``, ``OR``, ``NOT``) joins it to the one before.
    """

    type: str | None = None
    fields: Sequence[str] | None = None
    value: str | None = None
    values: Sequence[str] | None = None
    start_value: str | None = None
    end_value: str | None = None
    date_format: str | None = None
    operator: str | None = None
    group: Sequence[ConversationParticipantSearchCriteria | Mapping[str, Any]] | None = None


@dataclass(kw_only=True, slots=True)
class ConversationParticipantSearchRequest(Body):
    """``sort_order`` by ``startTime`` is ``DESC`` or ``ASC``; ``cursor`` is that of the answer before."""

    query: Sequence[ConversationParticipantSearchCriteria | Mapping[str, Any]] | None = None
    sort_order: str | None = None
    sort_by: str | None = None
    sort: Sequence[Mapping[str, Any]] | None = None
    return_fields: Sequence[str] | None = None
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class ParticipantData(Model):
    participant_id: str | None = None
    participant_purpose: str | None = None
    participant_attributes: dict[str, str] = empty_dict()
    session_ids: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class ConversationFound(Model):
    """A conversation, live or ended, whose participants have the attributes."""

    conversation_id: str
    start_time: datetime | None = None
    end_time: datetime | None = None
    division_ids: list[str] = empty_list()
    participant_data: list[ParticipantData] = empty_list()
    truncated_data: bool | None = None


@dataclass(frozen=True, kw_only=True)
class JsonCursorSearchResponse(Model):
    """At most 50; few or none with a ``cursor`` means that the search goes on with it."""

    types: list[str] = empty_list()
    results: list[ConversationFound] = empty_list()
    cursor: str | None = None
