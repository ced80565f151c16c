"""What all models have in common."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, cast

from pillion._json import attribute_map, encode, swagger_types, to_dict


def empty_list() -> Any:
    return field(default_factory=list)


def empty_dict() -> Any:
    return field(default_factory=dict)


def named(name: str) -> Any:
    """A field whose JSON name does not follow from its own."""
    return field(default=None, metadata={"json": name})


class _Described:
    """A mapping of the class that an instance shows too."""

    def __init__(self, describe: Any) -> None:
        self._describe = describe

    def __get__(self, instance: Any, owner: type[Any]) -> dict[str, str]:
        return cast("dict[str, str]", self._describe(owner))


class Described:
    """The helpers that the vendor's models have."""

    __slots__ = ()

    #: Attribute to JSON name, such as ``{"join_code": "joinCode"}``.
    attribute_map = _Described(attribute_map)
    #: Attribute to type, such as ``{"join_code": "str"}``.
    swagger_types = _Described(swagger_types)

    def to_dict(self) -> dict[str, Any]:
        """Attributes and their values, nested ones too; dates stay ``datetime``."""
        return cast("dict[str, Any]", to_dict(self))

    def to_json(self) -> str:
        """The JSON text with the names of the API; what is None is left out."""
        return json.dumps(encode(self), ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Model(Described):
    """An answer.

    ``raw`` is its JSON as it came, with fields that this version does not know yet. ``etag`` names the version that
    it shows, where there are versions; ``if_match`` takes it.
    """

    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False, metadata={"json": None})
    etag: str | None = field(default=None, repr=False, compare=False, metadata={"json": None})


class Body(Described):
    """A request body. Slots make a misspelt attribute an error instead of a silent loss."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class PagedListing(Model):
    """What all listings with page numbers have; their ``entities`` are those of one page."""

    page_size: int | None = None
    page_number: int | None = None
    total: int | None = None
    page_count: int | None = None
    first_uri: str | None = None
    self_uri: str | None = None
    last_uri: str | None = None
    next_uri: str | None = None
    previous_uri: str | None = None
