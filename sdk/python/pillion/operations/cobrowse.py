"""The lobby and viewers. Pillion's own operations."""

from __future__ import annotations

from pillion._calls import Call, operation
from pillion.models import Lobby, ViewerGrant


@operation("GET", "/api/v2/cobrowse/lobby")
def get_cobrowse_lobby() -> Call[Lobby]:
    """Who is on the sites, and which conversations wait or run."""
    return Call()


@operation("GET", "/api/v2/cobrowse/lobby/stream")
def get_cobrowse_lobby_stream() -> Call[Lobby]:
    """The lobby as server-sent events, each with the whole of it; read it through ``client.lobby.watch()``."""
    return Call(headers={"Accept": "text/event-stream"})


@operation("POST", "/api/v2/cobrowse/sessions/{sessionId}/viewers")
def post_cobrowse_session_viewers(session_id: str) -> Call[ViewerGrant]:
    """Lets the agent whose token it is look into their session."""
    return Call(ids=(session_id,))
