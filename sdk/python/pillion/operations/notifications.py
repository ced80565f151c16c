"""Notifications: channels, and what they are subscribed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pillion._calls import Call, Names, operation
from pillion.models import (
    AvailableTopicEntityListing,
    Channel,
    ChannelEntityListing,
    ChannelTopic,
    ChannelTopicEntityListing,
)

_CHANNELS = "/api/v2/notifications/channels"
_SUBSCRIPTIONS = f"{_CHANNELS}/{{channelId}}/subscriptions"

Topics = Sequence[ChannelTopic | Mapping[str, Any]]


@operation("POST", _CHANNELS)
def post_notifications_channels() -> Call[Channel]:
    """Makes a channel, which lives for 24 hours; subscribing to it extends its life."""
    return Call()


@operation("GET", _CHANNELS)
def get_notifications_channels(*, includechannels: str | None = None) -> Call[ChannelEntityListing]:
    """The channels of this very ``token`` (the default), or of all tokens of this client and user: ``oauthclient``."""
    return Call(params={"includechannels": includechannels})


@operation("HEAD", f"{_CHANNELS}/{{channelId}}")
def head_notifications_channel(channel_id: str) -> Call[None]:
    """Refused (404) when the channel is not there any more."""
    return Call(ids=(channel_id,))


@operation("GET", _SUBSCRIPTIONS)
def get_notifications_channel_subscriptions(channel_id: str) -> Call[ChannelTopicEntityListing]:
    """What a channel is subscribed to."""
    return Call(ids=(channel_id,))


@operation("POST", _SUBSCRIPTIONS)
def post_notifications_channel_subscriptions(
    channel_id: str, body: Topics, *, ignore_errors: bool | None = None
) -> Call[ChannelTopicEntityListing]:
    """Adds topics. With ``ignore_errors`` those that can't be had come back ``Rejected`` instead of refusing all."""
    return Call(ids=(channel_id,), body=body, params={"ignoreErrors": ignore_errors})


@operation("PUT", _SUBSCRIPTIONS)
def put_notifications_channel_subscriptions(
    channel_id: str, body: Topics, *, ignore_errors: bool | None = None
) -> Call[ChannelTopicEntityListing]:
    """Replaces what a channel is subscribed to."""
    return Call(ids=(channel_id,), body=body, params={"ignoreErrors": ignore_errors})


@operation("DELETE", _SUBSCRIPTIONS)
def delete_notifications_channel_subscriptions(channel_id: str) -> Call[None]:
    """Ends all subscriptions of a channel."""
    return Call(ids=(channel_id,))


@operation("GET", "/api/v2/notifications/availabletopics")
def get_notifications_availabletopics(
    *, expand: Names = None, include_preview: bool | None = None
) -> Call[AvailableTopicEntityListing]:
    """The topics that there are; ``expand`` adds ``description``, ``schema``, ``requiresPermissions`` and others."""
    return Call(params={"expand": expand, "includePreview": include_preview})
