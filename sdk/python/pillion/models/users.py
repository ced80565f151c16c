"""Users, their presence and routing status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body, Model, PagedListing, empty_dict, empty_list


@dataclass(kw_only=True, slots=True)
class PresenceDefinition(Body):
    """Answered, and sent to choose a presence: ``id``, or ``system_presence`` such as ``Available``."""

    id: str | None = None
    system_presence: str | None = None
    self_uri: str | None = None


@dataclass(kw_only=True, slots=True)
class UserPresence(Body):
    """Answered, and sent with ``presence_definition`` and ``message`` to set a presence.

    ``presence_definition.system_presence`` is one of ``Available Away Busy Offline Idle OnQueue Meal Training
    Meeting Break``. An agent who is ``Offline`` can't be invited into a conversation.
    """

    id: str | None = None
    name: str | None = None
    source: str | None = None
    source_id: str | None = None
    primary: bool | None = None
    presence_definition: PresenceDefinition | None = None
    message: str | None = None
    modified_date: datetime | None = None
    self_uri: str | None = None


@dataclass(kw_only=True, slots=True)
class RoutingStatus(Body):
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


@dataclass(frozen=True, kw_only=True)
class UserEntityListing(PagedListing):
    entities: list[User] = empty_list()


@dataclass(frozen=True, kw_only=True)
class UsersSearchResponse(Model):
    results: list[User] = empty_list()
    total: int | None = None
    page_count: int | None = None
    page_size: int | None = None
    page_number: int | None = None
    types: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class OrganizationPresenceDefinition(Model):
    """A presence to choose from."""

    id: str
    name: str | None = None
    type: str | None = None
    system_presence: str | None = None
    language_labels: dict[str, str] = empty_dict()
    deactivated: bool | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationPresenceDefinitionEntityListing(Model):
    total: int | None = None
    entities: list[OrganizationPresenceDefinition] = empty_list()
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class SystemPresence(Model):
    id: str | None = None
    name: str | None = None
    self_uri: str | None = None


@dataclass(kw_only=True, slots=True)
class UserSearchCriteria(Body):
    """``type`` is ``EXACT``, ``TERM``, ``TERMS``, ``STARTS_WITH`` or ``CONTAINS``; ``operator`` joins it to the one before."""

    fields: Sequence[str] | None = None
    value: str | None = None
    values: Sequence[str] | None = None
    type: str | None = None
    operator: str | None = None


@dataclass(kw_only=True, slots=True)
class UserSearchRequest(Body):
    page_size: int | None = None
    page_number: int | None = None
    sort_order: str | None = None
    expand: Sequence[str] | None = None
    query: Sequence[UserSearchCriteria | Mapping[str, Any]] | None = None
