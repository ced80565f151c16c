from __future__ import annotations

import builtins
from collections.abc import Sequence

from pillion import operations
from pillion._async_transport import AsyncTransport
from pillion._calls import Call, Names
from pillion._listening import AsyncListening, Listening
from pillion._methods import AsyncResource, Flow, SyncResource, answer_of, flow, method
from pillion._transport import Transport
from pillion.models import AvailableTopic, Channel, ChannelTopic
from pillion.resources.naming import Ref, id_of

_calls = operations.notifications

_LISTEN = """Changes as they happen, from ``topics`` such as ``v2.users.<id>.conversations``.

        {how}
        Without a ``channel`` of yours it makes one of its own; yours is then subscribed to these topics only.

        Heartbeats are swallowed; a lost connection is opened again, and then the next event is
        ``event.reconnected``: what happened meanwhile was not heard, so read again what you keep. Needs the
        package ``websockets``: ``pip install 'pillion[notifications]'``.
        """


class _Notifications:
    """Channels, what they are subscribed to, and listening to them. Each topic needs a scope of its own."""

    @method
    def open_channel(self) -> Call[Channel]:
        """Makes a channel, which lives for 24 hours; ``listen`` does all of this by itself."""
        return _calls.post_notifications_channels()

    @flow
    def channels(self, *, of_all_tokens: bool = False) -> Flow[builtins.list[Channel]]:
        """The channels of this token, or of all tokens of this client."""
        includes = "oauthclient" if of_all_tokens else None
        listed = yield from answer_of(_calls.get_notifications_channels(includechannels=includes))
        return listed.entities

    @method
    def check(self, channel: Ref) -> Call[None]:
        """``NotFoundError`` when the channel is not there any more."""
        return _calls.head_notifications_channel(id_of(channel))

    @flow
    def topics(self, *, expand: Names = "description") -> Flow[builtins.list[AvailableTopic]]:
        """The topics that there are."""
        listed = yield from answer_of(_calls.get_notifications_availabletopics(expand=expand))
        return listed.entities

    @flow
    def subscriptions(self, channel: Ref) -> Flow[builtins.list[ChannelTopic]]:
        """What a channel is subscribed to."""
        listed = yield from answer_of(_calls.get_notifications_channel_subscriptions(id_of(channel)))
        return listed.entities

    @flow
    def subscribe(
        self, channel: Ref, topics: Sequence[str], *, ignore_errors: bool = False
    ) -> Flow[builtins.list[ChannelTopic]]:
        """Adds topics, all or none; with ``ignore_errors`` those that can't be had are answered ``Rejected``."""
        call = _calls.post_notifications_channel_subscriptions
        listed = yield from answer_of(call(id_of(channel), _named(topics), ignore_errors=ignore_errors or None))
        return listed.entities

    @flow
    def replace(
        self, channel: Ref, topics: Sequence[str], *, ignore_errors: bool = False
    ) -> Flow[builtins.list[ChannelTopic]]:
        """Subscribes to these topics instead of those before."""
        call = _calls.put_notifications_channel_subscriptions
        listed = yield from answer_of(call(id_of(channel), _named(topics), ignore_errors=ignore_errors or None))
        return listed.entities

    @method
    def unsubscribe(self, channel: Ref) -> Call[None]:
        """Ends all subscriptions; the channel stays."""
        return _calls.delete_notifications_channel_subscriptions(id_of(channel))


class Notifications(_Notifications, SyncResource):
    __doc__ = _Notifications.__doc__

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self._transport = transport

    def listen(self, topics: Sequence[str], *, channel: Channel | None = None) -> Listening:
        return Listening(self._transport.run, topics, self._transport.settings, channel=channel)

    listen.__doc__ = _LISTEN.format(
        how="``with client.notifications.listen([...]) as events: for event in events: ...``"
    )


class AsyncNotifications(_Notifications, AsyncResource):
    __doc__ = _Notifications.__doc__

    def __init__(self, transport: AsyncTransport) -> None:
        super().__init__(transport)
        self._transport = transport

    def listen(self, topics: Sequence[str], *, channel: Channel | None = None) -> AsyncListening:
        made = self._transport
        return AsyncListening(made.run, topics, made.settings, made.sleep, channel=channel)

    listen.__doc__ = _LISTEN.format(
        how="``async with client.notifications.listen([...]) as events: async for event in events: ...``"
    )


def _named(topics: Sequence[str]) -> builtins.list[ChannelTopic]:
    return [ChannelTopic(id=topic) for topic in topics]
