"""Users and their routing status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pillion._calls import Call, Names, operation
from pillion.models import (
    ChangePasswordRequest,
    CreateUser,
    RoutingStatus,
    UpdateUser,
    User,
    UserEntityListing,
    UserMe,
    UserSearchRequest,
    UsersSearchResponse,
)


@operation("GET", "/api/v2/users")
def get_users(
    *,
    page_size: int | None = None,
    page_number: int | None = None,
    id: Names = None,
    sort_order: str | None = None,
    expand: Names = None,
    state: str | None = None,
) -> Call[UserEntityListing]:
    """Users by name. ``sort_order`` is ``ASC`` or ``DESC``, ``state`` is ``active`` (default), ``inactive`` or ``any``."""
    return Call(
        params={
            "pageSize": page_size,
            "pageNumber": page_number,
            "id": id,
            "sortOrder": sort_order,
            "expand": expand,
            "state": state,
        }
    )


@operation("POST", "/api/v2/users")
def post_users(body: CreateUser | Mapping[str, Any]) -> Call[User]:
    """Makes a user: an agent, Offline at first, who can log in when a password is given."""
    return Call(body=body)


@operation("PATCH", "/api/v2/users/{userId}")
def patch_user(user_id: str, body: UpdateUser | Mapping[str, Any]) -> Call[User]:
    """Changes what is given; ``version`` must be that of the user now (409 ``stale.version``)."""
    return Call(ids=(user_id,), body=body)


@operation("POST", "/api/v2/users/{userId}/password")
def post_user_password(user_id: str, body: ChangePasswordRequest | Mapping[str, Any]) -> Call[None]:
    """Sets a user's password, and ends their logins and tokens."""
    return Call(ids=(user_id,), body=body)


@operation("GET", "/api/v2/users/me")
def get_users_me(*, expand: Names = None) -> Call[UserMe]:
    """The user whose token it is; a client's own token is nobody's (``not.a.user``)."""
    return Call(params={"expand": expand})


@operation("GET", "/api/v2/users/{userId}")
def get_user(user_id: str, *, expand: Names = None) -> Call[User]:
    """One user."""
    return Call(ids=(user_id,), params={"expand": expand})


@operation("POST", "/api/v2/users/search")
def post_users_search(body: UserSearchRequest | Mapping[str, Any]) -> Call[UsersSearchResponse]:
    """Users by the fields ``id email name username title state``."""
    return Call(body=body)


@operation("GET", "/api/v2/users/{userId}/routingstatus")
def get_user_routingstatus(user_id: str) -> Call[RoutingStatus]:
    """Whether a user is on queue."""
    return Call(ids=(user_id,))


@operation("PUT", "/api/v2/users/{userId}/routingstatus")
def put_user_routingstatus(user_id: str, body: RoutingStatus | Mapping[str, Any]) -> Call[RoutingStatus]:
    """Puts a user on queue or takes them off."""
    return Call(ids=(user_id,), body=body)
