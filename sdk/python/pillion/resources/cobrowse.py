from __future__ import annotations

from pillion import operations
from pillion._calls import Call
from pillion._methods import AsyncResource, SyncResource, method, starting
from pillion.models import ViewerGrant
from pillion.resources.naming import Ref, id_of
from pillion.resources.starting import start_cobrowse


class _Cobrowse:
    """Starting cobrowse sessions, and looking into them. Needs scope ``cobrowse``."""

    start = starting(start_cobrowse)

    @method
    def add_viewer(self, session: Ref) -> Call[ViewerGrant]:
        """Lets the agent whose token it is look into their session; ``session`` is a session's id."""
        return operations.cobrowse.post_cobrowse_session_viewers(id_of(session))


class Cobrowse(_Cobrowse, SyncResource):
    __doc__ = _Cobrowse.__doc__


class AsyncCobrowse(_Cobrowse, AsyncResource):
    __doc__ = _Cobrowse.__doc__
