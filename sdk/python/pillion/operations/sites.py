"""Sites. Pillion's own operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pillion._calls import Call, operation
from pillion.models import RotatedSecret, RotateSecretRequest, Site, SiteEntityListing, SiteRequest


@operation("GET", "/api/v2/sites")
def get_sites(*, page_size: int | None = None, page_number: int | None = None) -> Call[SiteEntityListing]:
    """All sites."""
    return Call(params={"pageSize": page_size, "pageNumber": page_number})


@operation("POST", "/api/v2/sites")
def post_sites(body: SiteRequest | Mapping[str, Any]) -> Call[Site]:
    """Creates a site; the answer alone holds its ``secret``."""
    return Call(body=body)


@operation("GET", "/api/v2/sites/{siteId}")
def get_site(site_id: str) -> Call[Site]:
    """One site, by its id."""
    return Call(ids=(site_id,))


@operation("PUT", "/api/v2/sites/{siteId}")
def put_site(site_id: str, body: SiteRequest | Mapping[str, Any]) -> Call[Site]:
    """Replaces everything about a site but its secret."""
    return Call(ids=(site_id,), body=body)


@operation("POST", "/api/v2/sites/{siteId}/secret")
def post_site_secret(site_id: str, body: RotateSecretRequest | Mapping[str, Any] | None = None) -> Call[RotatedSecret]:
    """Makes a new secret, which the answer alone holds."""
    return Call(ids=(site_id,), body=body)
