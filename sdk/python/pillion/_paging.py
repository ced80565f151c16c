"""Listings, page by page: with page numbers, or with a cursor in ``nextUri``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from pillion._calls import Call


class Page(Protocol):
    @property
    def entities(self) -> Sequence[Any]:
        ...


def next_page(call: Call[Any], page: Page) -> Call[Any] | None:
    """The call for what follows ``page``, or None after the last one."""
    # An empty page ends it too: a listing that shrinks while it is read must not be read forever.
    if not page.entities:
        return None
    following: str | None = getattr(page, "next_uri", None)
    if following:
        # Only its query is taken, so that no answer can send a token to another address.
        query = dict(parse_qsl(urlsplit(following).query))
        return None if query.items() <= call.params.items() else replace(call, params={**call.params, **query})
    number: int | None = getattr(page, "page_number", None)
    if number is not None and number < (getattr(page, "page_count", None) or 1):
        return replace(call, params={**call.params, "pageNumber": number + 1})
    return None
