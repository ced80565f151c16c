"""Presence: who is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pillion._calls import Call, operation
from pillion.models import (
    OrganizationPresence,
    OrganizationPresenceDefinition,
    OrganizationPresenceDefinitionEntityListing,
    OrganizationPresenceEntityListing,
    SystemPresence,
    UserPresence,
)

_PURECLOUD = "/api/v2/users/{userId}/presences/purecloud"
_SOURCE = "/api/v2/users/{userId}/presences/{sourceId}"


@operation("GET", _PURECLOUD)
def get_user_presences_purecloud(user_id: str) -> Call[UserPresence]:
    """A user's presence."""
    return Call(ids=(user_id,))


@operation("PATCH", _PURECLOUD)
def patch_user_presences_purecloud(user_id: str, body: UserPresence | Mapping[str, Any]) -> Call[UserPresence]:
    """Sets a user's presence; ``presence_definition`` with an ``id`` or a ``system_presence`` is needed."""
    return Call(ids=(user_id,), body=body)


@operation("GET", _SOURCE)
def get_user_presence(user_id: str, source_id: str) -> Call[UserPresence]:
    """The same; the one source is ``PURECLOUD``."""
    return Call(ids=(user_id, source_id))


@operation("PATCH", _SOURCE)
def patch_user_presence(user_id: str, source_id: str, body: UserPresence | Mapping[str, Any]) -> Call[UserPresence]:
    """The same; the one source is ``PURECLOUD``."""
    return Call(ids=(user_id, source_id), body=body)


@operation("GET", "/api/v2/presence/definitions")
def get_presence_definitions(*, deactivated: str | None = None) -> Call[OrganizationPresenceDefinitionEntityListing]:
    """The presences to choose from; their ids are the same on every server."""
    return Call(params={"deactivated": deactivated})


@operation("GET", "/api/v2/presence/definitions/{definitionId}")
def get_presence_definition(definition_id: str) -> Call[OrganizationPresenceDefinition]:
    """One of them."""
    return Call(ids=(definition_id,))


@operation("GET", "/api/v2/presencedefinitions")
def get_presencedefinitions(
    *, page_size: int | None = None, page_number: int | None = None, deleted: str | None = None
) -> Call[OrganizationPresenceEntityListing]:
    """The same in the older shape."""
    return Call(params={"pageSize": page_size, "pageNumber": page_number, "deleted": deleted})


@operation("GET", "/api/v2/presencedefinitions/{presenceId}")
def get_presencedefinition(presence_id: str) -> Call[OrganizationPresence]:
    """One of them in the older shape."""
    return Call(ids=(presence_id,))


@operation("GET", "/api/v2/systempresences")
def get_systempresences() -> Call[list[SystemPresence]]:
    """The names of the presences."""
    return Call()
