"""The organization, and the token in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pillion.models.base import Model, empty_list, named


@dataclass(frozen=True, kw_only=True)
class Organization(Model):
    id: str
    name: str | None = None
    state: str | None = None
    product_platform: str | None = None
    default_language: str | None = None
    domain: str | None = None
    version: int | None = None
    voicemail_enabled: bool | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class NamedEntity(Model):
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrgOAuthClient(Model):
    id: str | None = None
    name: str | None = None
    authorized_grant_type: str | None = None
    scope: list[str] = empty_list()
    state: str | None = None
    organization: NamedEntity | None = None


@dataclass(frozen=True, kw_only=True)
class TokenInfo(Model):
    """Whose token it is, and what it allows."""

    organization: NamedEntity | None = None
    home_organization: NamedEntity | None = None
    authorized_scope: list[str] = empty_list()
    date_token_expires: datetime | None = None
    o_auth_client: OrgOAuthClient | None = named("OAuthClient")
