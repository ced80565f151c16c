"""One way onto the wire for both faces of this package: tokens, safe retries, refusals.

Retries are safe because every POST carries an ``Idempotency-Key`` that stays the same over all attempts
at one call. A PATCH is only repeated when its first attempt cannot have reached the server.
"""

from __future__ import annotations

import json
import random
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from pillion._credentials import ClientCredentials, TokenSource
from pillion._json import encode
from pillion.errors import PillionAnswerError, PillionApiError, PillionConnectionError

USER_AGENT = "pillion-python/0.1.0"

Params = Mapping[str, "str | int | bool | Sequence[str] | None"]

_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE", "POST"})
_BUSY = frozenset({429, 503})


@dataclass(frozen=True, kw_only=True)
class Retries:
    """How often and how long to try. ``attempts`` counts the first one; waits are in seconds.

    A server that asks for a longer wait than ``longest_wait`` is not waited for: its refusal is raised.
    """

    attempts: int = 4
    first_wait: float = 0.25
    longest_wait: float = 30.0


class Transport:
    def __init__(
        self,
        base_url: str,
        *,
        timeout: float = 30.0,
        verify: bool | str = True,
        retries: Retries | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.base_url = _checked(base_url)
        self._retries = retries or Retries()
        self._sleep = sleep
        self._clock = clock
        self._http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, 5.0)),
            # Reading the system's certificates takes longer than a call; plain http has no use for them.
            verify=verify if self.base_url.startswith("https:") else False,
            headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
        )

    def client_credentials(self, client_id: str, client_secret: str) -> ClientCredentials:
        return ClientCredentials(
            token_url=f"{self.base_url}/oauth/token",
            client_id=client_id,
            client_secret=client_secret,
            http=self._http,
            exchange=self._exchange,
            clock=self._clock,
        )

    def send(
        self,
        method: str,
        path: str,
        *,
        tokens: TokenSource,
        params: Params | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Sends one call and returns its JSON, or None for an empty answer. ``path`` starts with a slash."""
        sent = {"Content-Type": "application/json"} if body is not None else {}
        if method == "POST":
            sent["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        request = self._http.build_request(
            method,
            self.base_url + path,
            params=_query(params) or None,
            headers={**sent, **(headers or {})},
            content=None if body is None else json.dumps(encode(body), ensure_ascii=False).encode(),
        )
        answer = self._authorized(request, tokens)
        if not answer.is_success:
            raise PillionApiError(
                status=answer.status_code,
                reason=answer.reason_phrase,
                body=answer.text,
                headers=answer.headers,
                method=method,
                url=str(request.url),
            )
        return _parsed(answer)

    def close(self) -> None:
        self._http.close()

    def _authorized(self, request: httpx.Request, tokens: TokenSource) -> httpx.Response:
        token = self._sign(request, tokens)
        answer = self._exchange(request)
        # A token can die early (a revoked client, a new signing key); one new token, one more try.
        if answer.status_code == 401 and tokens.refused(token):
            self._sign(request, tokens)
            answer = self._exchange(request)
        return answer

    @staticmethod
    def _sign(request: httpx.Request, tokens: TokenSource) -> str | None:
        token = tokens.token()
        if token:
            request.headers["Authorization"] = f"Bearer {token}"
        return token

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        wait = self._retries.first_wait
        for attempt in range(1, self._retries.attempts + 1):
            last = attempt >= self._retries.attempts
            try:
                answer = self._http.send(request)
            except httpx.TransportError as error:
                if last or not _may_repeat(request, error):
                    raise PillionConnectionError(_unreachable(request, error, attempt)) from error
                asked = None
            else:
                asked = _retry_after(answer)
                if last or not _is_passing(answer, asked):
                    return answer
                if asked is not None and asked > self._retries.longest_wait:
                    return answer
            # Jitter keeps many scripts that were refused together from coming back together.
            self._sleep(asked if asked is not None else wait * random.uniform(0.5, 1.0))
            wait = min(wait * 2, self._retries.longest_wait)
        raise AssertionError("unreachable: the last attempt returns or raises")


def segment(value: str, name: str) -> str:
    """One id as a path segment; an empty one would name another operation."""
    if not value:
        raise ValueError(f"{name} is empty")
    if value in (".", ".."):
        raise ValueError(f"{name} can't be {value!r}")
    return quote(value, safe="")


def _checked(base_url: str) -> str:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"base_url should look like 'http://localhost:8080', found {base_url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"base_url should have no query and no fragment, found {base_url!r}")
    if "@" in parts.netloc:
        raise ValueError("base_url should hold no user name or password; they go into client_id and client_secret")
    return base_url.rstrip("/")


def _query(params: Params | None) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in (params or {}).items():
        if value is None or value == ():
            continue
        if isinstance(value, bool):
            texts[name] = "true" if value else "false"
        elif isinstance(value, (str, int)):
            texts[name] = str(value)
        else:
            texts[name] = ",".join(value)
    return texts


def _may_repeat(request: httpx.Request, error: httpx.TransportError) -> bool:
    return request.method in _REPEATABLE or isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))


def _is_passing(answer: httpx.Response, asked: float | None) -> bool:
    # 409 with a time to come back: the first request with this idempotency key is still being served.
    return answer.status_code in _BUSY or (answer.status_code == 409 and asked is not None)


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds to wait: the header holds seconds or a date (RFC 9110, 10.2.3)."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (zoned - datetime.now(UTC)).total_seconds())


def _parsed(answer: httpx.Response) -> Any:
    if not answer.content.strip():
        return None
    try:
        return answer.json()
    except ValueError:
        raise PillionAnswerError(f"The answer to {answer.request.method} {answer.request.url} is not JSON.") from None


def _unreachable(request: httpx.Request, error: httpx.TransportError, attempts: int) -> str:
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    cause = str(error) or type(error).__name__
    return f"No answer from {request.url.scheme}://{request.url.netloc.decode()} after {tries}: {cause}"
