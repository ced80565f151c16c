"""A transport together with the credentials to use on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar

from pillion._credentials import TokenSource
from pillion._json import decode
from pillion._transport import Params, Transport

#: The largest page that is asked for when a whole listing is read.
PAGE_SIZE = 100


class Listing(Protocol):
    @property
    def entities(self) -> Sequence[Any]: ...

    @property
    def page_count(self) -> int | None: ...


L = TypeVar("L", bound=Listing)


class Session:
    def __init__(self, transport: Transport, tokens: TokenSource) -> None:
        self._transport = transport
        self._tokens = tokens

    def send(self, method: str, path: str, **options: Any) -> Any:
        return self._transport.send(method, path, tokens=self._tokens, **options)

    def pages(self, kind: type[L], path: str, params: Params | None = None) -> Iterator[L]:
        """All pages of a listing, first to last."""
        number = 1
        while True:
            query = {**(params or {}), "pageSize": PAGE_SIZE, "pageNumber": number}
            page = decode(kind, self.send("GET", path, params=query))
            yield page
            # An empty page ends it too: a listing that shrinks while it is read must not be read forever.
            if not page.entities or number >= (page.page_count or 1):
                return
            number += 1
