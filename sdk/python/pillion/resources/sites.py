from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from pillion import operations
from pillion._calls import Call, IfMatch
from pillion._methods import AsyncResource, Flow, SyncResource, all_of, each, flow, method
from pillion.models import RotatedSecret, RotateSecretRequest, Site, SiteRequest
from pillion.resources.naming import Ref, id_of
from pillion.resources.users import PAGE_SIZE

_calls = operations.sites


class _Sites:
    """The websites that carry the snippet. Needs scope ``conversation:read``, ``admin`` to change."""

    @each(Site)
    def iterate(self) -> Call[object]:
        """All sites, read page by page."""
        return _calls.get_sites(page_size=PAGE_SIZE)

    @flow
    def list(self) -> Flow[builtins.list[Site]]:
        """The same as a list."""
        return (yield from all_of(_calls.get_sites(page_size=PAGE_SIZE), Site))

    @method
    def get(self, site: Ref) -> Call[Site]:
        """One site, by its id."""
        return _calls.get_site(id_of(site))

    @method
    def create(self, site: SiteRequest | Mapping[str, Any], *, idempotency_key: str | None = None) -> Call[Site]:
        """Creates a site. Keep the ``secret`` of the answer: it is told once."""
        return _calls.post_sites(site).asking(idempotency_key=idempotency_key)

    @method
    def replace(self, site: Ref, new: SiteRequest | Mapping[str, Any], *, if_match: IfMatch = None) -> Call[Site]:
        """Replaces everything about a site but its secret; with ``if_match``, that version of it only."""
        return _calls.put_site(id_of(site), new).asking(if_match=if_match)

    @method
    def rotate_secret(self, site: Ref, *, grace_seconds: int | None = None) -> Call[RotatedSecret]:
        """Makes a new secret; the former one is accepted for ``grace_seconds`` more (0 to 86400, default 0)."""
        return _calls.post_site_secret(id_of(site), RotateSecretRequest(grace_seconds=grace_seconds))


class Sites(_Sites, SyncResource):
    __doc__ = _Sites.__doc__


class AsyncSites(_Sites, AsyncResource):
    __doc__ = _Sites.__doc__
