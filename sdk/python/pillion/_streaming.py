"""Server-sent events, and how long to pause before a lost connection is opened again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import httpx

from pillion._calls import Call
from pillion._exchange import Build, request_of, retry_after
from pillion._settings import Retries, Settings
from pillion.errors import ApiError, NoAnswerError, error_of

#: The server says something at least every 15 s; a stream that is silent for so long is dead.
SILENCE_SECONDS = 45.0


@dataclass(frozen=True)
class ServerEvent:
    name: str
    data: str


@dataclass
class EventReader:
    """Puts the lines of a stream together to events (the parts of the format that servers use)."""

    _name: str = "message"
    _data: list[str] = field(default_factory=list)

    def line(self, text: str) -> ServerEvent | None:
        """The event that this line completes, if it does."""
        text = text.rstrip("\r\n")
        if not text:
            event = ServerEvent(self._name, "\n".join(self._data)) if self._data else None
            self._name, self._data = "message", []
            return event
        name, _, value = text.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            self._name = value
        elif name == "data":
            self._data.append(value)
        # A line that begins with a colon is a comment, which keeps the connection from looking dead.
        return None


@dataclass
class Pauses:
    """Growing pauses between attempts to come back. What never worked is tried as often as a call."""

    retries: Retries
    _failed: int = 0
    _worked: bool = False

    def connected(self) -> None:
        """It can be reached, though it may break off again at once."""
        self._worked = True

    def worked(self) -> None:
        """Something was heard."""
        self._failed, self._worked = 0, True

    def after(self, error: Exception, *, asked: float | None = None) -> float:
        """Seconds to wait before the next attempt; raises ``error`` when there is none."""
        self._failed += 1
        most = self.retries.reconnects + 1 if self._worked else self.retries.attempts
        if self._failed >= most or (asked or 0.0) > self.retries.longest_wait:
            raise error
        grown: float = min(self.retries.first_wait * 2 ** (self._failed - 1), self.retries.longest_wait)
        return (asked or 0.0) + grown * random.uniform(0.5, 1.0)


def stream_request(call: Call[Any], settings: Settings, build: Build, token: str | None) -> httpx.Request:
    """The request that opens a stream."""
    request = request_of(call, settings.base_url, build)
    request.extensions = {**request.extensions, "timeout": _patient(settings)}
    if token:
        request.headers["Authorization"] = f"Bearer {token}"
    return request


def refusal_pause(pauses: Pauses, answer: httpx.Response) -> float:
    """Seconds to wait after a refusal that passes; any other one is raised."""
    error: ApiError = error_of(answer)
    if answer.status_code not in (429, 503):
        raise error
    return pauses.after(error, asked=retry_after(answer.headers))


def lost(base_url: str, error: httpx.TransportError | None) -> NoAnswerError:
    """What to raise when a stream can't be kept up."""
    cause = "the server ended the stream" if error is None else str(error) or type(error).__name__
    made = NoAnswerError(f"Lost the stream from {base_url}: {cause}")
    made.__cause__ = error
    return made


def _patient(settings: Settings) -> dict[str, float | None]:
    return {**settings.http_timeout.as_dict(), "read": SILENCE_SECONDS}
