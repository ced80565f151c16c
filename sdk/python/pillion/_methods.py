"""Methods from descriptions: at once on a ``Client``, awaited on an ``AsyncClient``.

A resource is written once, as a class of described methods, and then mixed into ``SyncResource`` and
``AsyncResource``. Type checkers see the right one of the two on each, since a description tells them apart by
the object that it is taken from.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from dataclasses import replace
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, cast, overload

from pillion._calls import Call
from pillion._json import decode
from pillion._paging import next_page
from pillion.models.rehearsal import Rehearsal

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

#: Several calls, of which a later one needs what an earlier one answered.
Flow = Generator[Call[Any], Any, T]


class SyncRunner(Protocol):
    """Sends a call and waits for its answer."""

    def run(self, call: Call[T], /) -> T:
        ...


class AsyncRunner(Protocol):
    """Sends a call from a coroutine."""

    async def run(self, call: Call[T], /) -> T:
        ...


class SyncResource:
    """A group of methods on a ``Client``."""

    def __init__(self, runner: SyncRunner) -> None:
        self._runner = runner


class AsyncResource:
    """The same group on an ``AsyncClient``."""

    def __init__(self, runner: AsyncRunner) -> None:
        self._runner = runner


class _Described(Generic[P, T]):
    def __init__(self, describe: Callable[Concatenate[Any, P], Any]) -> None:
        self._describe = describe
        self.__doc__ = describe.__doc__
        self.__wrapped__ = describe

    def _on(self, resource: Any, sync: Callable[..., Any], asynchronous: Callable[..., Any]) -> Any:
        """The method on one resource; without a resource, the description itself, for documentation."""
        if resource is None:
            return self
        carry_out = sync if isinstance(resource, SyncResource) else asynchronous
        describe = self._describe

        @functools.wraps(describe)
        def bound(*args: Any, **kwargs: Any) -> Any:
            return carry_out(resource._runner, describe(resource, *args, **kwargs))

        whole = inspect.signature(describe)
        own = whole.replace(parameters=list(whole.parameters.values())[1:])
        bound.__signature__ = own  # type: ignore[attr-defined]
        return bound


class method(_Described[P, T]):
    """``@method``: one call."""

    def __init__(self, describe: Callable[Concatenate[Any, P], Call[T]]) -> None:
        super().__init__(describe)

    @overload
    def __get__(self, resource: SyncResource, owner: Any = None) -> Callable[P, T]:
        ...

    @overload
    def __get__(self, resource: AsyncResource, owner: Any = None) -> Callable[P, Coroutine[Any, Any, T]]:
        ...

    def __get__(self, resource: Any, owner: Any = None) -> Any:
        return self._on(resource, _run, _run_async)


class Rehearsable(Generic[P, T, R]):
    """A method that can also say what it would do, without doing it: ``client.cobrowse.start.dry_run(...)``."""

    def __init__(self, describe: Callable[..., Call[Any]], send: Callable[[Call[Any]], Any]) -> None:
        self._describe = describe
        self._send = send
        functools.update_wrapper(self, describe)
        whole = inspect.signature(describe)
        self.__signature__ = whole.replace(parameters=list(whole.parameters.values())[1:])

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        # Where types are not checked, dry_run=True is what people write; checkers want the method below.
        if kwargs.pop("dry_run", False):
            return cast(T, self.dry_run(*args, **kwargs))
        made: T = self._send(self._describe(None, *args, **kwargs))
        return made

    def dry_run(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """What the same call would do. It is checked and refused like the real one, and changes nothing."""
        # A key that the real call is going to carry must not be spent on its rehearsal.
        call = replace(self._describe(None, *args, **kwargs).asking(dry_run=True), idempotency_key=None)
        rehearsal: R = self._send(replace(call, reads=functools.partial(decode, Rehearsal)))
        return rehearsal


class starting(_Described[P, T]):
    """``@starting``: one call that starts something, and can be rehearsed."""

    def __init__(self, describe: Callable[Concatenate[Any, P], Call[T]]) -> None:
        super().__init__(describe)

    @overload
    def __get__(self, resource: SyncResource, owner: Any = None) -> Rehearsable[P, T, Rehearsal]:
        ...

    @overload
    def __get__(
        self, resource: AsyncResource, owner: Any = None
    ) -> Rehearsable[P, Coroutine[Any, Any, T], Coroutine[Any, Any, Rehearsal]]:
        ...

    def __get__(self, resource: Any, owner: Any = None) -> Any:
        return self if resource is None else Rehearsable(self._describe, resource._runner.run)


class flow(_Described[P, T]):
    """``@flow``: several calls and one result."""

    def __init__(self, describe: Callable[Concatenate[Any, P], Flow[T]]) -> None:
        super().__init__(describe)

    @overload
    def __get__(self, resource: SyncResource, owner: Any = None) -> Callable[P, T]:
        ...

    @overload
    def __get__(self, resource: AsyncResource, owner: Any = None) -> Callable[P, Coroutine[Any, Any, T]]:
        ...

    def __get__(self, resource: Any, owner: Any = None) -> Any:
        return self._on(resource, _flow, _flow_async)


class listing(_Described[P, T]):
    """All entities of a listing, its pages read as they are needed."""

    @overload
    def __get__(self, resource: SyncResource, owner: Any = None) -> Callable[P, Iterator[T]]:
        ...

    @overload
    def __get__(self, resource: AsyncResource, owner: Any = None) -> Callable[P, AsyncIterator[T]]:
        ...

    def __get__(self, resource: Any, owner: Any = None) -> Any:
        return self._on(resource, _entities, _entities_async)


def each(_: type[T]) -> Callable[[Callable[Concatenate[Any, P], Call[Any]]], listing[P, T]]:
    """``@each(User)``: iterates over the users of a listing, which the described call begins."""
    return listing


def answer_of(call: Call[T]) -> Flow[T]:
    """``conversation = yield from answer_of(...)``, in a flow."""
    return cast(T, (yield call))


def all_of(call: Call[Any], _: type[T]) -> Flow[list[T]]:
    """``users = yield from all_of(get_users(...), User)``, in a flow: the entities of all pages."""
    found: list[T] = []
    upcoming: Call[Any] | None = call
    while upcoming is not None:
        page = yield from answer_of(upcoming)
        found += page.entities
        upcoming = next_page(upcoming, page)
    return found


def _run(runner: SyncRunner, call: Call[T]) -> T:
    return runner.run(call)


async def _run_async(runner: AsyncRunner, call: Call[T]) -> T:
    return await runner.run(call)


def _flow(runner: SyncRunner, steps: Flow[T]) -> T:
    try:
        call = next(steps)
        while True:
            call = steps.send(runner.run(call))
    except StopIteration as end:
        return cast(T, end.value)


async def _flow_async(runner: AsyncRunner, steps: Flow[T]) -> T:
    try:
        call = next(steps)
        while True:
            call = steps.send(await runner.run(call))
    except StopIteration as end:
        return cast(T, end.value)


def _entities(runner: SyncRunner, call: Call[Any]) -> Iterator[Any]:
    upcoming: Call[Any] | None = call
    while upcoming is not None:
        page = runner.run(upcoming)
        yield from page.entities
        upcoming = next_page(upcoming, page)


async def _entities_async(runner: AsyncRunner, call: Call[Any]) -> AsyncIterator[Any]:
    upcoming: Call[Any] | None = call
    while upcoming is not None:
        page = await runner.run(upcoming)
        for entity in page.entities:
            yield entity
        upcoming = next_page(upcoming, page)
