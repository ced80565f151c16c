"""The visitor's side of a cobrowse session. No token is needed, and none is sent."""

from __future__ import annotations

from pillion._calls import Call, operation
from pillion.models import CobrowseWebMessagingSession

_SESSION = "/api/v2/webdeployments/deployments/{deploymentId}/cobrowse/{sessionId}"


@operation("GET", _SESSION)
def get_webdeployments_deployment_cobrowse_session_id(
    deployment_id: str, session_id: str
) -> Call[CobrowseWebMessagingSession]:
    """A session by its id or join code, at a site by its id or key; 404 once it is over."""
    return Call(ids=(deployment_id, session_id), anonymous=True)


@operation("DELETE", _SESSION)
def delete_webdeployments_deployment_cobrowse_session_id(deployment_id: str, session_id: str) -> Call[None]:
    """Declines the invitation, or ends the session, for the visitor."""
    return Call(ids=(deployment_id, session_id), anonymous=True)
