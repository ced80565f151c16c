"""The organization, and the token in use."""

from __future__ import annotations

from pillion._calls import Call, operation
from pillion.models import Organization, TokenInfo


@operation("GET", "/api/v2/organizations/me")
def get_organizations_me() -> Call[Organization]:
    """The organization that this server serves."""
    return Call()


@operation("GET", "/api/v2/tokens/me")
def get_tokens_me() -> Call[TokenInfo]:
    """Whose token it is, and what it allows."""
    return Call()


@operation("DELETE", "/api/v2/tokens/me")
def delete_tokens_me() -> Call[None]:
    """Revokes the token, and the refresh tokens of the same login."""
    return Call()
