"""The socket of a notification channel, which is opened again when it is lost.

One implementation, for asyncio; ``Listening`` runs it on a thread of its own for callers who wait.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar, cast

import httpx

from pillion._calls import Call
from pillion._settings import Settings
from pillion._streaming import Pauses
from pillion.errors import NoAnswerError, NotFoundError, PillionError, ServerError, TooManyRequestsError
from pillion.models import Channel, ChannelTopic
from pillion.operations import notifications

T = TypeVar("T")

#: The server sends a heartbeat every 30 s; a socket that is silent for longer than two of them is dead.
SILENCE_SECONDS = 65.0

#: The largest event that is taken, in bytes.
LARGEST_EVENT = 4 * 1024 * 1024

#: The topic of an event that is made here, after the connection was lost and found again.
RECONNECTED = "channel.reconnected"

_CLOSING = "v2.system.socket_closing"
_TAKEN = "v2.system.no_longer_subscribed"
_METADATA = "channel.metadata"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened.

    ``topic`` is what was subscribed to, ``body`` what is so now, in the shapes of the API. The topic
    ``channel.reconnected`` says that the connection was lost for a moment: what happened meanwhile was not
    heard, so read again what you keep.
    """

    topic: str
    body: dict[str, Any]
    version: str | None = None
    correlation_id: str | None = None

    @property
    def reconnected(self) -> bool:
        return self.topic == RECONNECTED

    def is_about(self, topic: str) -> bool:
        """Whether it came through this topic; the case of letters does not matter in topics."""
        return self.topic.casefold() == topic.casefold()


class AsyncListening:
    """``async with`` opens it, ``async for`` reads the events, in order, until you stop reading."""

    def __init__(
        self,
        run: Callable[[Call[Any]], Awaitable[Any]],
        topics: Sequence[str],
        settings: Settings,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
        *,
        channel: Channel | None = None,
    ) -> None:
        if not topics or isinstance(topics, str):
            raise ValueError("topics is a list with at least one topic")
        _websockets()
        self._run = run
        self._topics = [ChannelTopic(id=topic) for topic in topics]
        self._settings = settings
        self._sleep = sleep
        self._pauses = Pauses(settings.retries)
        self._channel = channel
        self._socket: _Socket | None = None
        self._was_open = False
        self._lost = False

    @property
    def channel(self) -> Channel:
        """The channel in use, once it is open."""
        if self._channel is None:
            raise PillionError("The listening is not open yet.")
        return self._channel

    async def open(self) -> None:
        """Subscribes and connects; events are heard from here on."""
        while self._socket is None:
            try:
                self._socket = await self._connected(await self._subscribed())
                self._lost = self._was_open
                self._was_open = True
                self._pauses.connected()
            except (NoAnswerError, ServerError, TooManyRequestsError) as error:
                if not self._was_open:
                    raise
                await self._sleep(self._pauses.after(error))

    async def close(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        return await self.next()

    async def next(self, timeout: float | None = None) -> Event:
        """The next event; ``TimeoutError`` when there is none within ``timeout`` seconds."""
        return await asyncio.wait_for(self._next(), timeout)

    async def _next(self) -> Event:
        while True:
            await self.open()
            if self._lost:
                self._lost = False
                return Event(topic=RECONNECTED, body={})
            event = await self._heard()
            if event is not None and event.is_about(_TAKEN):
                raise PillionError("Another socket has connected to this channel; a channel has one socket.")
            if event is None:
                await self.close()
                # A socket that breaks off at once, every time, must not be opened without an end or a pause.
                await self._sleep(self._pauses.after(NoAnswerError("The notification socket broke off.")))
            elif event.is_about(_CLOSING):
                # The channel is about to expire, or the server goes away: subscribing again serves for both.
                await self.close()
            elif not event.is_about(_METADATA):
                return event

    async def _subscribed(self) -> Channel:
        """A channel with the topics; subscribing gives one that is there already another day to live."""
        if self._channel is not None:
            try:
                await self._run(notifications.put_notifications_channel_subscriptions(self._channel.id, self._topics))
                return self._channel
            except NotFoundError:
                self._channel = None
        made = cast(Channel, await self._run(notifications.post_notifications_channels()))
        await self._run(notifications.put_notifications_channel_subscriptions(made.id, self._topics))
        self._channel = made
        return made

    async def _connected(self, channel: Channel) -> _Socket:
        connect, failures = _websockets()
        secure = channel.connect_uri.startswith("wss:")
        options = {"ssl": httpx.create_ssl_context(verify=self._settings.verify)} if secure else {}
        try:
            return await connect(
                channel.connect_uri,
                open_timeout=self._settings.timeout,
                max_size=LARGEST_EVENT,
                compression=None,
                **options,
            )
        except failures as error:
            host = httpx.URL(channel.connect_uri).netloc.decode()
            raise NoAnswerError(f"No answer from the notification socket at {host}: {error}") from error

    async def _heard(self) -> Event | None:
        """The next event, or None when the connection is lost."""
        _, failures = _websockets()
        assert self._socket is not None
        try:
            text = await asyncio.wait_for(self._socket.recv(), SILENCE_SECONDS)
        except failures:
            return None
        self._pauses.worked()
        return _event(text)


class _Socket(Protocol):
    """What is used of a connection of the package websockets."""

    async def recv(self) -> str | bytes:
        ...

    async def close(self) -> None:
        ...


class Listening:
    """``with`` opens it, ``for`` reads the events, in order, until you stop reading."""

    def __init__(
        self,
        run: Callable[[Call[Any]], Any],
        topics: Sequence[str],
        settings: Settings,
        *,
        channel: Channel | None = None,
    ) -> None:
        async def run_elsewhere(call: Call[Any]) -> Any:
            return await asyncio.to_thread(run, call)

        self._listening = AsyncListening(run_elsewhere, topics, settings, channel=channel)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def channel(self) -> Channel:
        """The channel in use, once it is open."""
        return self._listening.channel

    def open(self) -> None:
        """Subscribes and connects; events are heard from here on."""
        self._do(self._listening.open())

    def close(self) -> None:
        if self._loop is None or self._thread is None:
            return
        self._do(self._listening.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
        self._loop = self._thread = None

    def __enter__(self) -> Self:
        try:
            self.open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Event:
        return self.next()

    def next(self, timeout: float | None = None) -> Event:
        """The next event; ``TimeoutError`` when there is none within ``timeout`` seconds."""
        return self._do(self._listening.next(timeout))

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        """Has the loop do something; between two events it goes on answering the server's pings."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="pillion-notifications", daemon=True)
            self._thread.start()
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise


def _event(text: str | bytes) -> Event:
    try:
        message: Any = json.loads(text)
    except ValueError:
        message = None
    told: dict[str, Any] = message if isinstance(message, dict) else {}
    topic, body, metadata = told.get("topicName"), told.get("eventBody"), told.get("metadata")
    correlation = metadata.get("CorrelationId") if isinstance(metadata, dict) else None
    version = told.get("version")
    return Event(
        # What has no topic is an answer to a message over the socket, which nobody waits for here.
        topic=topic if isinstance(topic, str) else _METADATA,
        body=body if isinstance(body, dict) else {},
        version=None if version is None else str(version),
        correlation_id=correlation if isinstance(correlation, str) else None,
    )


def _websockets() -> tuple[Callable[..., Awaitable[_Socket]], tuple[type[BaseException], ...]]:
    try:
        import websockets
        from websockets.exceptions import WebSocketException
    except ModuleNotFoundError:
        raise PillionError(
            "Listening needs the package websockets: pip install 'pillion[notifications]', or Debian's python3-websockets."
        ) from None
    # Which module of the package connect lies in depends on its version.
    connect: Callable[..., Awaitable[_Socket]] = getattr(websockets, "connect")
    return connect, (WebSocketException, OSError, asyncio.TimeoutError)
