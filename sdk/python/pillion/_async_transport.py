"""Carries calls out with coroutines, on whatever event loop runs asyncio."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar, cast

import httpx

from pillion._calls import Call
from pillion._exchange import Send, Step, Steps, Token, Wait, exchange, fetch_token
from pillion._settings import USER_AGENT, Settings
from pillion._streaming import EventReader, Pauses, ServerEvent, lost, refusal_pause, stream_request

T = TypeVar("T")


class AsyncTransport:
    def __init__(
        self,
        settings: Settings,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.http = httpx.AsyncClient(
            timeout=settings.http_timeout, verify=settings.http_verify, headers={"User-Agent": USER_AGENT}
        )
        self.sleep = sleep
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token: Token | None = None

    async def run(self, call: Call[T]) -> T:
        return await self._carry_out(exchange(call, self.settings, self.http.build_request))

    async def token(self, refused: str | None = None) -> str | None:
        """A token that is good now; ``refused`` is one that the server does not take any more."""
        given, credentials = self.settings.read_token(), self.settings.credentials
        if given or credentials is None:
            return given
        async with self._lock:
            # Another task may have renewed it already; its token must not be thrown away.
            if self._token is None or self._token.text == refused or self._clock() >= self._token.renew_at:
                self._token = None
                fetch = fetch_token(self.settings, credentials, self.http.build_request, self._clock())
                self._token = await self._carry_out(fetch)
            return self._token.text

    async def events(self, call: Call[Any]) -> AsyncIterator[ServerEvent]:
        """The events of a stream, which is opened again when it is lost."""
        pauses = Pauses(self.settings.retries)
        refused: str | None = None
        while True:
            token = await self.token(refused)
            request = stream_request(call, self.settings, self.http.build_request, token)
            error: httpx.TransportError | None = None
            try:
                answer = await self.http.send(request, stream=True)
                try:
                    if answer.status_code == 401 and refused is None and self.settings.renews(token):
                        refused = token
                        continue
                    if not answer.is_success:
                        await answer.aread()
                        await self.sleep(refusal_pause(pauses, answer))
                        continue
                    refused, reader = None, EventReader()
                    async for line in answer.aiter_lines():
                        pauses.worked()
                        if event := reader.line(line):
                            yield event
                finally:
                    await answer.aclose()
            except httpx.TransportError as broken:
                error = broken
            await self.sleep(pauses.after(lost(self.settings.base_url, error)))

    async def close(self) -> None:
        await self.http.aclose()

    async def _carry_out(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    outcome = await self._do(step)
                except httpx.TransportError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as end:
            return cast(T, end.value)

    async def _do(self, step: Step) -> Any:
        if isinstance(step, Send):
            return await self.http.send(step.request)
        if isinstance(step, Wait):
            return await self.sleep(step.seconds)
        return await self.token(step.refused)
