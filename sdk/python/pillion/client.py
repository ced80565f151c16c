"""The modern face: ``Pillion``."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from pillion._transport import Params, Retries, Transport
from pillion.resources.conversations import Conversations
from pillion.resources.session import Session
from pillion.resources.users import Users
from pillion.resources.wrap_up_codes import WrapUpCodes


class Pillion:
    """A client for one Pillion server, signed in with client credentials. Safe to share between threads.

    >>> with Pillion("http://localhost:8080", "dev", "dev-secret") as pillion:
    ...     agent = pillion.users.find_by_email("agent@example.test")
    ...     started = pillion.conversations.start_cobrowse(agent=agent, visitor="robin@example.test")

    The first call fetches an access token; it is renewed before it expires, and once when the server
    refuses it. ``timeout`` is in seconds; ``verify`` is False or the path of a CA bundle for a server
    with a certificate of its own.
    """

    def __init__(
        self,
        base_url: str,
        client_id: str,
        client_secret: str,
        *,
        timeout: float = 30.0,
        verify: bool | str = True,
        retries: Retries | None = None,
    ) -> None:
        transport = Transport(base_url, timeout=timeout, verify=verify, retries=retries)
        self._open(transport, client_id, client_secret)

    @classmethod
    def _over(cls, transport: Transport, client_id: str, client_secret: str) -> Self:
        client = cls.__new__(cls)
        client._open(transport, client_id, client_secret)
        return client

    def _open(self, transport: Transport, client_id: str, client_secret: str) -> None:
        self._transport = transport
        self._client_id = client_id
        self._session = Session(transport, transport.client_credentials(client_id, client_secret))
        self.users = Users(self._session)
        self.conversations = Conversations(self._session)
        self.wrap_up_codes = WrapUpCodes(self._session)

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
        """Calls an operation that has no method of its own; also sends ``PillionApiError.suggestion``.

        ``path`` starts with ``/api/v2/``. Returns the JSON of the answer, None when it is empty.
        """
        return self._session.send(
            method, path, params=params, body=body, headers=headers, idempotency_key=idempotency_key
        )

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Pillion({self._transport.base_url!r}, {self._client_id!r})"
