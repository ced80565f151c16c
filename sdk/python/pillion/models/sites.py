"""Sites: the websites that carry the snippet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body, Model, PagedListing, empty_list


@dataclass(frozen=True, kw_only=True)
class PrivacyPolicy(Model):
    """``preset`` is ``private``, ``balanced`` or ``open``; the lists hold CSS selectors. ``version`` rises with every change."""

    version: int | None = None
    preset: str | None = None
    hide: list[str] = empty_list()
    show: list[str] = empty_list()
    read_only: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class SessionPolicy(Model):
    """Seconds that an invitation waits for a visitor, and that a session waits for a lost browser.

    With ``require_active_communication`` cobrowse starts only beside a call or message that is connected.
    From ``asset_origins`` the server gets style sheets, images and fonts that a visitor's browser shows and may not read.
    """

    wait_seconds: int | None = None
    patience_seconds: int | None = None
    require_active_communication: bool | None = None
    asset_origins: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class Site(Model):
    """``secret``, which signs identity tokens, is there in the answer to creating the site only."""

    id: str
    key: str
    name: str | None = None
    home_url: str | None = None
    allowed_origins: list[str] = empty_list()
    privacy_policy: PrivacyPolicy | None = None
    session_policy: SessionPolicy | None = None
    secret: str | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class SiteEntityListing(PagedListing):
    entities: list[Site] = empty_list()


@dataclass(frozen=True, kw_only=True)
class RotatedSecret(Model):
    """The new secret, once. Until ``former_until`` the one before is accepted too."""

    id: str
    key: str
    secret: str
    former_until: datetime | None = None


@dataclass(kw_only=True, slots=True)
class PrivacyPolicyRequest(Body):
    preset: str | None = None
    hide: Sequence[str] | None = None
    show: Sequence[str] | None = None
    read_only: Sequence[str] | None = None


@dataclass(kw_only=True, slots=True)
class SessionPolicyRequest(Body):
    """``wait_seconds`` 0 to 604800, ``patience_seconds`` 5 to 3600, ``asset_origins`` origins, or ``*`` for all public ones."""

    wait_seconds: int | None = None
    patience_seconds: int | None = None
    require_active_communication: bool | None = None
    asset_origins: Sequence[str] | None = None


@dataclass(kw_only=True, slots=True)
class SiteRequest(Body):
    """A whole site: what is left out goes back to its default. ``key`` is 1 to 40 of ``a-z 0-9 -``."""

    key: str | None = None
    name: str | None = None
    home_url: str | None = None
    allowed_origins: Sequence[str] | None = None
    privacy_policy: PrivacyPolicyRequest | Mapping[str, Any] | None = None
    session_policy: SessionPolicyRequest | Mapping[str, Any] | None = None


@dataclass(kw_only=True, slots=True)
class RotateSecretRequest(Body):
    """``grace_seconds``: how long the former secret is still accepted, 0 to 86400."""

    grace_seconds: int | None = None
