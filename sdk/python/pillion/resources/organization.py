from __future__ import annotations

from pillion import operations
from pillion._calls import Call
from pillion._methods import AsyncResource, SyncResource, method
from pillion.models import Organization, TokenInfo

_calls = operations.organization


class _Organizations:
    """The organization that this server serves."""

    @method
    def get(self) -> Call[Organization]:
        """Its name and settings."""
        return _calls.get_organizations_me()


class _Tokens:
    """The token in use."""

    @method
    def get(self) -> Call[TokenInfo]:
        """Whose it is, and what it allows."""
        return _calls.get_tokens_me()

    @method
    def revoke(self) -> Call[None]:
        """Ends it. A client with credentials gets itself a new one with its next call."""
        return _calls.delete_tokens_me()


class Organizations(_Organizations, SyncResource):
    __doc__ = _Organizations.__doc__


class AsyncOrganizations(_Organizations, AsyncResource):
    __doc__ = _Organizations.__doc__


class Tokens(_Tokens, SyncResource):
    __doc__ = _Tokens.__doc__


class AsyncTokens(_Tokens, AsyncResource):
    __doc__ = _Tokens.__doc__
