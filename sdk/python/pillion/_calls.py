"""Operations are described once, as values, and carried out by either transport.

``Call`` is one request and what its answer means. ``operation`` enters a function that makes calls into the
table of operations, with its method and address; ``_methods`` turns such functions into methods.
"""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, ParamSpec, Protocol, TypeVar
from urllib.parse import quote, urlsplit

from pillion._json import read, snake

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Params = Mapping[str, "str | int | bool | Sequence[str] | None"]

#: One or several values of a query parameter.
Names = str | Sequence[str] | None


class Versioned(Protocol):
    @property
    def etag(self) -> str | None:
        ...


#: A version as an ETag or its number, or an answer that shows it; None for any version.
IfMatch = str | int | Versioned | None


def _nothing() -> Any:
    return field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Call(Generic[T_co]):
    """One request. ``ids`` fill the address in order; ``reads`` makes the result from the JSON of the answer."""

    ids: tuple[str, ...] = ()
    anonymous: bool = False
    params: Params = _nothing()
    body: Any = None
    headers: Mapping[str, str] = _nothing()
    idempotency_key: str | None = None
    method: str = ""
    path: str = ""
    reads: Callable[[Any], Any] = lambda answer: answer

    def asking(
        self,
        *,
        idempotency_key: str | None = None,
        if_match: IfMatch = None,
        dry_run: bool = False,
    ) -> Call[T_co]:
        """The same call with the options that many methods share."""
        headers = {**self.headers, **({} if if_match is None else {"If-Match": _entity_tag(if_match)})}
        params = {**self.params, **({"dryRun": True} if dry_run else {})}
        return replace(self, headers=headers, params=params, idempotency_key=idempotency_key or self.idempotency_key)


@dataclass(frozen=True)
class Operation:
    """A row of the table of operations; ``name`` is the operation id in snake_case."""

    name: str
    method: str
    template: str
    describe: Callable[..., Call[Any]]
    #: What the calls answer, where the return type of ``describe`` does not say it.
    generic_answer: Any = None

    @functools.cached_property
    def answer(self) -> Any:
        """What the calls answer, read from the return type: ``Call[Conversation]`` answers a ``Conversation``."""
        if self.generic_answer is not None:
            return self.generic_answer
        (answer,) = typing.get_args(typing.get_type_hints(self.describe)["return"])
        return answer

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"\{\w+\}", self.template)
        return re.compile("([^/]+)".join(re.escape(part) for part in parts))

    def completed(self, call: Call[T]) -> Call[T]:
        """The call with what its answer is read into."""
        return replace(call, reads=functools.partial(read, self.answer))

    def address(self, ids: Sequence[str]) -> str:
        places: list[str] = re.findall(r"\{(\w+)\}", self.template)
        path = self.template
        for place, value in zip(places, ids, strict=True):
            path = path.replace(f"{{{place}}}", segment(value, snake(place)), 1)
        return path


#: Every operation that this package knows, by name. Filled when ``pillion.operations`` is imported.
OPERATIONS: dict[str, Operation] = {}


def operation(
    method: str, template: str, *, name: str | None = None, answer: Any = None
) -> Callable[[Callable[P, Call[T]]], Callable[P, Call[T]]]:
    """Enters a function that makes calls into the table, and completes the calls that it makes."""

    def enter(describe: Callable[P, Call[T]]) -> Callable[P, Call[T]]:
        known = name or describe.__name__
        row = OPERATIONS[known] = Operation(known, method, template, describe, answer)

        @functools.wraps(describe)
        def make(*args: P.args, **kwargs: P.kwargs) -> Call[T]:
            call = describe(*args, **kwargs)
            return row.completed(replace(call, method=method, path=row.address(call.ids)))

        return make

    return enter


def find_operation(method: str, path: str) -> Operation | None:
    """The operation that a request would reach; an address without places wins over one with them."""
    bare = urlsplit(path).path
    fitting = [row for row in OPERATIONS.values() if row.method == method.upper() and row.pattern.fullmatch(bare)]
    return min(fitting, key=lambda row: row.template.count("{")) if fitting else None


def segment(value: str, name: str) -> str:
    """One id as a path segment; an empty one would name another operation."""
    if not value:
        raise ValueError(f"{name} is empty")
    if value in (".", ".."):
        raise ValueError(f"{name} can't be {value!r}")
    return quote(value, safe="")


def _entity_tag(version: str | int | Versioned) -> str:
    if not isinstance(version, (str, int)):
        if version.etag is None:
            raise ValueError(
                f"if_match takes an answer that shows a version; this {type(version).__name__} has no etag"
            )
        return version.etag
    text = str(version)
    return text if text == "*" or text.startswith(('"', "W/")) else f'"{text}"'
