"""Wrap-up codes: how conversations are filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body, Model, PagedListing, empty_list
from pillion.models.organization import NamedEntity


@dataclass(frozen=True, kw_only=True)
class WrapupCode(Model):
    id: str
    name: str | None = None
    division: NamedEntity | None = None
    description: str | None = None
    date_created: datetime | None = None
    created_by: str | None = None
    date_modified: datetime | None = None
    modified_by: str | None = None
    state: str | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class WrapupCodeEntityListing(PagedListing):
    entities: list[WrapupCode] = empty_list()


@dataclass(kw_only=True, slots=True)
class WrapupCodeRequest(Body):
    """Names are unique, whatever their case. What is not set here is what the server sets by itself."""

    name: str | None = None
    description: str | None = None
    division: Mapping[str, Any] | None = None
