"""Wrap-up codes: how conversations are filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Body, Model, PagedListing, empty_list


@dataclass(frozen=True, kw_only=True)
class WrapupCode(Model):
    id: str
    name: str | None = None
    description: str | None = None
    date_created: datetime | None = None
    created_by: str | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class WrapupCodeEntityListing(PagedListing):
    entities: list[WrapupCode] = empty_list()


@dataclass(kw_only=True, slots=True)
class WrapupCodeRequest(Body):
    """Names are unique, whatever their case."""

    name: str | None = None
    description: str | None = None
