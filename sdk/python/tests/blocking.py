"""An ``AsyncClient`` that answers at once, so that one test holds both clients to the same behaviour."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from typing import Any

from pillion import Client

#: Makes a client for a server's address; the settings may be changed by name.
Connect = Callable[..., Client]


class Blocking:
    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._target = target
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if inspect.ismethod(found) or inspect.isfunction(found):
            return lambda *args, **kwargs: self._settled(found(*args, **kwargs))
        return Blocking(found, self._loop) if type(found).__module__.startswith("pillion") else found

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._settled(self._target(*args, **kwargs))

    def __repr__(self) -> str:
        return repr(self._target)

    def _settled(self, result: Any) -> Any:
        if inspect.isawaitable(result):
            return self._loop.run_until_complete(result)
        if isinstance(result, AsyncGenerator):
            return self._iterated(result)
        return Blocking(result, self._loop) if isinstance(result, AsyncIterator) else result

    def __iter__(self) -> Blocking:
        return self

    def __next__(self) -> Any:
        try:
            return self._loop.run_until_complete(anext(self._target))
        except StopAsyncIteration:
            raise StopIteration from None

    def _iterated(self, items: AsyncGenerator[Any, None]) -> Iterator[Any]:
        try:
            while True:
                try:
                    item = self._loop.run_until_complete(anext(items))
                except StopAsyncIteration:
                    return
                yield item
        finally:
            self._loop.run_until_complete(items.aclose())
