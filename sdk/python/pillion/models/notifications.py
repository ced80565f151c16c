"""Channels for notifications, and what can be subscribed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body, Model, empty_dict, empty_list


@dataclass(frozen=True, kw_only=True)
class Channel(Model):
    """``connect_uri`` opens its socket and is a secret until ``expires``: who has it hears the events.

    Of channels that other tokens opened, only ``expires`` is told.
    """

    id: str = ""
    connect_uri: str = ""
    expires: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ChannelEntityListing(Model):
    entities: list[Channel] = empty_list()


@dataclass(kw_only=True, slots=True)
class ChannelTopic(Body):
    """A subscription: ``id`` is the topic, such as ``v2.users.<id>.conversations``. ``state`` is ``Permitted`` or ``Rejected``."""

    id: str | None = None
    state: str | None = None
    rejection_reason: str | None = None
    missing_permissions: list[str] | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChannelTopicEntityListing(Model):
    entities: list[ChannelTopic] = empty_list()


@dataclass(frozen=True, kw_only=True)
class PermissionDetails(Model):
    type: str | None = None
    permissions: list[str] = empty_list()
    allows_current_user: bool | None = None
    enforced: bool | None = None


@dataclass(frozen=True, kw_only=True)
class AvailableTopic(Model):
    """``id`` with ``{id}`` in the place of a user or conversation; all but the first two are there by ``expand``."""

    id: str
    requires_current_user_or_permission: bool | None = None
    description: str | None = None
    enforced: bool | None = None
    schema: dict[str, Any] = empty_dict()
    visibility: str | None = None
    transports: list[str] = empty_list()
    public_api_template_uri_paths: list[str] = empty_list()
    requires_permissions: list[str] = empty_list()
    permission_details: list[PermissionDetails] = empty_list()
    topic_parameters: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class AvailableTopicEntityListing(Model):
    entities: list[AvailableTopic] = empty_list()
