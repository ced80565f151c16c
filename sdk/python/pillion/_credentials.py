"""Where access tokens come from."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol, cast

import httpx

from pillion.errors import PillionAnswerError, PillionApiError

Exchange = Callable[[httpx.Request], httpx.Response]

#: A token is renewed this many seconds before it expires, so that it is still good on arrival.
EARLY_SECONDS = 30.0


class TokenSource(Protocol):
    def token(self) -> str | None:
        """A token that is good now, or None to send the request without one."""
        ...

    def refused(self, token: str | None) -> bool:
        """The server answered 401 to ``token``; true when ``token()`` will now give another one."""
        ...


class GivenToken:
    """A token that somebody else obtained: nothing here can renew it."""

    def __init__(self, read: Callable[[], str | None]) -> None:
        self._read = read

    def token(self) -> str | None:
        return self._read()

    def refused(self, token: str | None) -> bool:
        return False


class ClientCredentials:
    """The client credentials grant (RFC 6749, 4.4), shared safely between threads."""

    def __init__(
        self,
        *,
        token_url: str,
        client_id: str,
        client_secret: str,
        http: httpx.Client,
        exchange: Exchange,
        clock: Callable[[], float],
    ) -> None:
        self._token_url = token_url
        self._login = (client_id, client_secret)
        self._http = http
        self._exchange = exchange
        self._clock = clock
        self._lock = threading.Lock()
        self._token: str | None = None
        self._renew_at = 0.0

    def token(self) -> str:
        with self._lock:
            if self._token is None or self._clock() >= self._renew_at:
                self._token = self._fetch()
            return self._token

    def refused(self, token: str | None) -> bool:
        with self._lock:
            # Another thread may have renewed it already; its token must not be thrown away.
            if token == self._token:
                self._token = None
        return True

    def _fetch(self) -> str:
        asked_at = self._clock()
        request = self._http.build_request("POST", self._token_url, data={"grant_type": "client_credentials"})
        request = next(httpx.BasicAuth(*self._login).auth_flow(request))
        answer = self._exchange(request)
        if answer.status_code != 200:
            raise PillionApiError(
                status=answer.status_code,
                reason=answer.reason_phrase,
                body=answer.text,
                headers=answer.headers,
                method="POST",
                url=self._token_url,
            )
        token, lifetime = _grant(answer)
        # A very short lifetime is used for half of it: asking before every call would be worse.
        self._renew_at = asked_at + max(lifetime - EARLY_SECONDS, lifetime / 2)
        return token


def _grant(answer: httpx.Response) -> tuple[str, float]:
    try:
        body: Any = answer.json()
    except ValueError:
        body = None
    grant = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    token, lifetime = grant.get("access_token"), grant.get("expires_in", 300)
    if not isinstance(token, str) or not token or not isinstance(lifetime, (int, float)):
        raise PillionAnswerError("The answer to the token request holds no access token.")
    return token, float(lifetime)
