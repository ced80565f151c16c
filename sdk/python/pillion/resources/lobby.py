"""The lobby: once, and as a stream that goes on over lost connections."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator

from pillion import operations
from pillion._async_transport import AsyncTransport
from pillion._calls import Call
from pillion._json import decode
from pillion._methods import AsyncResource, SyncResource, method
from pillion._transport import Transport
from pillion.models import Lobby


class _Lobby:
    """Who is on the sites, and which conversations wait or run. Needs scope ``cobrowse``."""

    @method
    def get(self) -> Call[Lobby]:
        """The lobby as it is now."""
        return operations.cobrowse.get_cobrowse_lobby()


class LobbyWatch(_Lobby, SyncResource):
    __doc__ = _Lobby.__doc__

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self._transport = transport

    def watch(self) -> Iterator[Lobby]:
        """The whole lobby now, and again with every change, at most 4 times a second; until you stop reading.

        A lost connection is opened again; ``NoAnswerError`` when that fails as often as the retries allow.
        """
        for event in self._transport.events(operations.cobrowse.get_cobrowse_lobby_stream()):
            if event.name == "lobby":
                yield decode(Lobby, json.loads(event.data))


class AsyncLobbyWatch(_Lobby, AsyncResource):
    __doc__ = _Lobby.__doc__

    def __init__(self, transport: AsyncTransport) -> None:
        super().__init__(transport)
        self._transport = transport

    async def watch(self) -> AsyncIterator[Lobby]:
        """The whole lobby now, and again with every change, at most 4 times a second; until you stop reading.

        A lost connection is opened again; ``NoAnswerError`` when that fails as often as the retries allow.
        """
        async for event in self._transport.events(operations.cobrowse.get_cobrowse_lobby_stream()):
            if event.name == "lobby":
                yield decode(Lobby, json.loads(event.data))
