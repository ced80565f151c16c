from __future__ import annotations

from pillion import operations
from pillion._calls import Call
from pillion._methods import AsyncResource, SyncResource, method
from pillion.models import CobrowseWebMessagingSession
from pillion.resources.naming import Ref, id_of

_calls = operations.webdeployments


class _Visitors:
    """The visitor's side of a cobrowse session, for a site's own pages. No token is sent.

    ``site`` is a site, its id or its key; ``session`` is a session, its id, or its join code while that works.
    """

    @method
    def session(self, site: Ref, session: Ref) -> Call[CobrowseWebMessagingSession]:
        """Looks at a session; ``NotFoundError`` once it is over."""
        return _calls.get_webdeployments_deployment_cobrowse_session_id(id_of(site), id_of(session))

    @method
    def leave(self, site: Ref, session: Ref) -> Call[None]:
        """Declines the invitation, or ends the session, for the visitor."""
        return _calls.delete_webdeployments_deployment_cobrowse_session_id(id_of(site), id_of(session))


class Visitors(_Visitors, SyncResource):
    __doc__ = _Visitors.__doc__


class AsyncVisitors(_Visitors, AsyncResource):
    __doc__ = _Visitors.__doc__
