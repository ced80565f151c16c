from __future__ import annotations

import builtins

from pillion import operations
from pillion._calls import Call, IfMatch
from pillion._methods import AsyncResource, Flow, SyncResource, all_of, each, flow, method
from pillion.models import WrapupCode, WrapupCodeRequest
from pillion.resources.naming import Ref, id_of
from pillion.resources.users import PAGE_SIZE

_calls = operations.routing


class _WrapUpCodes:
    """How conversations are filed. Needs scope ``conversation:read``, ``conversation:write`` to change."""

    @each(WrapupCode)
    def iterate(self, *, name: str | None = None) -> Call[object]:
        """Wrap-up codes by name, read page by page; ``name`` finds any part of one."""
        return _calls.get_routing_wrapupcodes(page_size=PAGE_SIZE, name=name)

    @flow
    def list(self, *, name: str | None = None) -> Flow[builtins.list[WrapupCode]]:
        """The same as a list."""
        return (yield from all_of(_calls.get_routing_wrapupcodes(page_size=PAGE_SIZE, name=name), WrapupCode))

    @method
    def get(self, code: Ref) -> Call[WrapupCode]:
        """One wrap-up code, by its id."""
        return _calls.get_routing_wrapupcode(id_of(code))

    @method
    def create(
        self, name: str, *, description: str | None = None, idempotency_key: str | None = None
    ) -> Call[WrapupCode]:
        """Creates one; names are unique, whatever their case (409 ``name.taken``)."""
        body = WrapupCodeRequest(name=name, description=description)
        return _calls.post_routing_wrapupcodes(body).asking(idempotency_key=idempotency_key)

    @method
    def replace(
        self, code: Ref, name: str, *, description: str | None = None, if_match: IfMatch = None
    ) -> Call[WrapupCode]:
        """Renames it, and describes it anew; with ``if_match``, that version of it only."""
        body = WrapupCodeRequest(name=name, description=description)
        return _calls.put_routing_wrapupcode(id_of(code), body).asking(if_match=if_match)

    @method
    def delete(self, code: Ref) -> Call[None]:
        """Deletes it; conversations that were filed under it keep its id and name."""
        return _calls.delete_routing_wrapupcode(id_of(code))


class WrapUpCodes(_WrapUpCodes, SyncResource):
    __doc__ = _WrapUpCodes.__doc__


class AsyncWrapUpCodes(_WrapUpCodes, AsyncResource):
    __doc__ = _WrapUpCodes.__doc__
