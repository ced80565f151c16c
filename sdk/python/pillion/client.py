"""The natural face: ``Client`` and ``AsyncClient``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from pillion import resources
from pillion._async_transport import AsyncTransport
from pillion._calls import Call, Params, find_operation
from pillion._json import decode
from pillion._settings import Retries, settings
from pillion._transport import Transport
from pillion.models import Rehearsal
from pillion._refusal import Suggestion

_OPTIONS = """

    Without ``client_id`` and ``client_secret``, or an ``access_token`` that you obtained, the environment is
    asked: ``PILLION_CLIENT_ID``, ``PILLION_CLIENT_SECRET``, ``PILLION_ACCESS_TOKEN``; for ``base_url``
    ``PILLION_URL``, else it is ``http://localhost:8080``. Tokens are fetched with the first call, renewed before
    they expire, and once when the server refuses one. ``timeout`` is in seconds, for each wait for the server;
    ``verify`` is False or the path of a CA bundle for a server with a certificate of its own.
    """


class Client:
    __doc__ = (
        """A client for one Pillion server. Safe to share between threads.

    >>> with pillion.Client("http://localhost:8080", "dev", "dev-secret") as client:
    ...     started = client.cobrowse.start(agent="agent@example.test", visitor="robin@example.test")"""
        + _OPTIONS
    )

    def __init__(
        self,
        base_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        access_token: str | None = None,
        timeout: float = 30.0,
        verify: bool | str = True,
        retries: Retries | None = None,
    ) -> None:
        made = settings(
            base_url, client_id, client_secret, access_token, timeout=timeout, verify=verify, retries=retries
        )
        self._open(Transport(made))

    @classmethod
    def _over(cls, transport: Transport) -> Self:
        client = cls.__new__(cls)
        client._open(transport)
        return client

    def _open(self, transport: Transport) -> None:
        self._transport = transport
        self.cobrowse = resources.Cobrowse(transport)
        self.conversations = resources.Conversations(transport)
        self.lobby = resources.LobbyWatch(transport)
        self.notifications = resources.Notifications(transport)
        self.organization = resources.Organizations(transport)
        self.presence = resources.Presence(transport)
        self.sites = resources.Sites(transport)
        self.tokens = resources.Tokens(transport)
        self.users = resources.Users(transport)
        self.visitors = resources.Visitors(transport)
        self.wrap_up_codes = resources.WrapUpCodes(transport)

    def send(self, suggestion: Suggestion) -> Any:
        """Sends the corrected request of a refusal, as it is; answers what the operation answers."""
        return self._transport.run(_suggested(suggestion))

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Sends any other request. ``path`` starts with ``/api/v2/``; answers JSON, None when it is empty."""
        return self._transport.run(_request(method, path, params, body, headers, idempotency_key))

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._transport.settings.base_url!r})"


class AsyncClient:
    __doc__ = (
        """The same for asyncio: every method is awaited, every listing read with ``async for``.

    >>> async with pillion.AsyncClient("http://localhost:8080", "dev", "dev-secret") as client:
    ...     started = await client.cobrowse.start(agent="agent@example.test", visitor="robin@example.test")"""
        + _OPTIONS
    )

    def __init__(
        self,
        base_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        access_token: str | None = None,
        timeout: float = 30.0,
        verify: bool | str = True,
        retries: Retries | None = None,
    ) -> None:
        made = settings(
            base_url, client_id, client_secret, access_token, timeout=timeout, verify=verify, retries=retries
        )
        self._open(AsyncTransport(made))

    @classmethod
    def _over(cls, transport: AsyncTransport) -> Self:
        client = cls.__new__(cls)
        client._open(transport)
        return client

    def _open(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.cobrowse = resources.AsyncCobrowse(transport)
        self.conversations = resources.AsyncConversations(transport)
        self.lobby = resources.AsyncLobbyWatch(transport)
        self.notifications = resources.AsyncNotifications(transport)
        self.organization = resources.AsyncOrganizations(transport)
        self.presence = resources.AsyncPresence(transport)
        self.sites = resources.AsyncSites(transport)
        self.tokens = resources.AsyncTokens(transport)
        self.users = resources.AsyncUsers(transport)
        self.visitors = resources.AsyncVisitors(transport)
        self.wrap_up_codes = resources.AsyncWrapUpCodes(transport)

    async def send(self, suggestion: Suggestion) -> Any:
        """Sends the corrected request of a refusal, as it is; answers what the operation answers."""
        return await self._transport.run(_suggested(suggestion))

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Sends any other request. ``path`` starts with ``/api/v2/``; answers JSON, None when it is empty."""
        return await self._transport.run(_request(method, path, params, body, headers, idempotency_key))

    async def close(self) -> None:
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncClient({self._transport.settings.base_url!r})"


def _suggested(suggestion: Suggestion) -> Call[Any]:
    known = find_operation(suggestion.method, suggestion.path)
    call = _request(suggestion.method, suggestion.path, None, suggestion.body, suggestion.headers, None)
    if ("dryRun", "true") in parse_qsl(urlsplit(suggestion.path).query):
        # The refusal of a rehearsal suggests another one.
        return replace(call, reads=partial(decode, Rehearsal))
    return call if known is None else known.completed(call)


def _request(
    method: str,
    path: str,
    params: Params | None,
    body: Any,
    headers: Mapping[str, str] | None,
    idempotency_key: str | None,
) -> Call[Any]:
    if not path.startswith("/"):
        raise ValueError(f"path starts with a slash, found {path!r}")
    return Call(
        method=method.upper(),
        path=path,
        params=params or {},
        body=body,
        headers=headers or {},
        idempotency_key=idempotency_key,
    )
