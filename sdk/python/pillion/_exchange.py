"""What to send, when to try again and what an answer means: everything about HTTP but the sending itself.

``exchange`` and ``fetch_token`` are generators that ask for one ``Step`` after the other; the two transports
carry the steps out, one with threads and one with coroutines. So both behave alike to the last detail.

Retries are safe because every POST carries an ``Idempotency-Key`` that stays the same over all attempts at one
call. A PATCH is only repeated when its first attempt can't have reached the server, or was refused as too early.
"""

from __future__ import annotations

import dataclasses
import json
import random
import uuid
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, TypeVar, cast

import httpx

from pillion._calls import Call, Params
from pillion._json import encode
from pillion._settings import Credentials, Retries, Settings
from pillion.errors import AnswerError, NoAnswerError, error_of
from pillion.models.base import Model

T = TypeVar("T")

_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE", "POST"})
_BUSY = frozenset({429, 503})

#: A token is renewed this many seconds before it expires, so that it is still good on arrival.
EARLY_SECONDS = 30.0


@dataclass(frozen=True)
class Send:
    """Asks for the answer to a request; an ``httpx.TransportError`` is thrown back when there is none."""

    request: httpx.Request


@dataclass(frozen=True)
class Wait:
    """Asks to come back later."""

    seconds: float


@dataclass(frozen=True)
class NeedToken:
    """Asks for an access token that is good now; the server has just answered 401 to ``refused``."""

    refused: str | None = None


Step = Send | Wait | NeedToken
Steps = Generator[Step, Any, T]


@dataclass
class Token:
    """An access token, and when to get another one (on the transport's clock)."""

    text: str
    renew_at: float


class Build(Protocol):
    """``build_request`` of either of httpx's clients: makes a request with its headers and time-outs."""

    def __call__(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Request:
        ...


def exchange(call: Call[T], settings: Settings, build: Build) -> Steps[T]:
    """Carries out one call: with a token, retried where that is safe, its answer read or its refusal raised."""
    request = request_of(call, settings.base_url, build)
    token = None if call.anonymous else (yield from _sign(request, NeedToken()))
    answer = yield from send(request, settings.retries)
    # A token can die early (a revoked client, a new signing key); one new token, one more try.
    if answer.status_code == 401 and not call.anonymous and settings.renews(token):
        yield from _sign(request, NeedToken(refused=token))
        answer = yield from send(request, settings.retries)
    if not answer.is_success:
        raise error_of(answer)
    result = call.reads(_parsed(answer))
    etag = answer.headers.get("ETag")
    return cast(T, dataclasses.replace(result, etag=etag) if etag and isinstance(result, Model) else result)


def request_of(call: Call[Any], base_url: str, build: Build) -> httpx.Request:
    headers = {"Accept": "application/json", **call.headers}
    if call.body is not None:
        headers["Content-Type"] = "application/json"
    if call.method == "POST":
        headers["Idempotency-Key"] = call.idempotency_key or str(uuid.uuid4())
    content = None if call.body is None else json.dumps(encode(call.body), ensure_ascii=False).encode()
    return build(
        call.method, base_url + call.path, params=_query(call.params) or None, headers=headers, content=content
    )


def send(request: httpx.Request, retries: Retries) -> Steps[httpx.Response]:
    """The answer to a request, after as many attempts as it takes and is allowed."""
    wait = retries.first_wait
    for attempt in range(1, retries.attempts + 1):
        last = attempt >= retries.attempts
        try:
            answer = cast(httpx.Response, (yield Send(request)))
        except httpx.TransportError as error:
            if last or not _may_repeat(request, error):
                raise NoAnswerError(_unreachable(request, error, attempt)) from error
            asked = None
        else:
            asked = retry_after(answer.headers)
            if last or not _is_passing(answer, asked) or (asked or 0.0) > retries.longest_wait:
                return answer
        # Jitter keeps many scripts that were refused together from coming back together.
        jitter = random.uniform(0.5, 1.0)
        yield Wait(asked + jitter * retries.first_wait if asked is not None else wait * jitter)
        wait = min(wait * 2, retries.longest_wait)
    raise AssertionError("unreachable: the last attempt returns or raises")


def fetch_token(settings: Settings, credentials: Credentials, build: Build, now: float) -> Steps[Token]:
    """The client credentials grant (RFC 6749, 4.4)."""
    request = build("POST", f"{settings.base_url}/oauth/token", data={"grant_type": "client_credentials"})
    request = next(httpx.BasicAuth(credentials.client_id, credentials.client_secret).auth_flow(request))
    answer = yield from send(request, settings.retries)
    if answer.status_code != 200:
        raise error_of(answer)
    text, lifetime = _grant(answer)
    # A very short lifetime is used for half of it: asking before every call would be worse.
    return Token(text, now + max(lifetime - EARLY_SECONDS, lifetime / 2))


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait: the header holds seconds or a date (RFC 9110, 10.2.3)."""
    text = str(headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (zoned - datetime.now(UTC)).total_seconds())


def _sign(request: httpx.Request, need: NeedToken) -> Steps[str | None]:
    token = cast("str | None", (yield need))
    if token:
        request.headers["Authorization"] = f"Bearer {token}"
    return token


def _query(params: Params) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in params.items():
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


def _parsed(answer: httpx.Response) -> Any:
    if not answer.content.strip():
        return None
    try:
        return answer.json()
    except ValueError:
        raise AnswerError(f"The answer to {answer.request.method} {answer.request.url} is not JSON.") from None


def _grant(answer: httpx.Response) -> tuple[str, float]:
    try:
        body: Any = answer.json()
    except ValueError:
        body = None
    grant = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    token, lifetime = grant.get("access_token"), grant.get("expires_in", 300)
    if not isinstance(token, str) or not token or not isinstance(lifetime, (int, float)):
        raise AnswerError("The answer to the token request holds no access token.")
    return token, float(lifetime)


def _unreachable(request: httpx.Request, error: httpx.TransportError, attempts: int) -> str:
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    cause = str(error) or type(error).__name__
    return f"No answer from {request.url.scheme}://{request.url.netloc.decode()} after {tries}: {cause}"
