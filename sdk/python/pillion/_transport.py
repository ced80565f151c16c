"""Carries calls out with threads: blocking, safe to share between them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import httpx

from pillion._calls import Call
from pillion._exchange import Send, Step, Steps, Token, Wait, exchange, fetch_token
from pillion._settings import USER_AGENT, Settings
from pillion._streaming import EventReader, Pauses, ServerEvent, lost, refusal_pause, stream_request

T = TypeVar("T")


class Transport:
    def __init__(
        self,
        settings: Settings,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.http = httpx.Client(
            timeout=settings.http_timeout, verify=settings.http_verify, headers={"User-Agent": USER_AGENT}
        )
        self.sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Token | None = None

    def run(self, call: Call[T]) -> T:
        return self._carry_out(exchange(call, self.settings, self.http.build_request))

    def token(self, refused: str | None = None) -> str | None:
        """A token that is good now; ``refused`` is one that the server does not take any more."""
        given, credentials = self.settings.read_token(), self.settings.credentials
        if given or credentials is None:
            return given
        with self._lock:
            # Another thread may have renewed it already; its token must not be thrown away.
            if self._token is None or self._token.text == refused or self._clock() >= self._token.renew_at:
                self._token = None
                fetch = fetch_token(self.settings, credentials, self.http.build_request, self._clock())
                self._token = self._carry_out(fetch)
            return self._token.text

    def events(self, call: Call[Any]) -> Iterator[ServerEvent]:
        """The events of a stream, which is opened again when it is lost."""
        pauses = Pauses(self.settings.retries)
        refused: str | None = None
        while True:
            token = self.token(refused)
            request = stream_request(call, self.settings, self.http.build_request, token)
            error: httpx.TransportError | None = None
            try:
                answer = self.http.send(request, stream=True)
                try:
                    if answer.status_code == 401 and refused is None and self.settings.renews(token):
                        refused = token
                        continue
                    if not answer.is_success:
                        answer.read()
                        self.sleep(refusal_pause(pauses, answer))
                        continue
                    refused, reader = None, EventReader()
                    for line in answer.iter_lines():
                        pauses.worked()
                        if event := reader.line(line):
                            yield event
                finally:
                    answer.close()
            except httpx.TransportError as broken:
                error = broken
            self.sleep(pauses.after(lost(self.settings.base_url, error)))

    def close(self) -> None:
        self.http.close()

    def _carry_out(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    outcome = self._do(step)
                except httpx.TransportError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as end:
            return cast(T, end.value)

    def _do(self, step: Step) -> Any:
        if isinstance(step, Send):
            return self.http.send(step.request)
        if isinstance(step, Wait):
            return self.sleep(step.seconds)
        return self.token(step.refused)
