from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from pillion import operations
from pillion._calls import Call, IfMatch, Names
from pillion._json import encode
from pillion._methods import AsyncResource, Flow, SyncResource, all_of, answer_of, each, flow, method
from pillion.models import (
    ChangePasswordRequest,
    CreateUser,
    RoutingStatus,
    UpdateUser,
    User,
    UserMe,
    UserSearchCriteria,
    UserSearchRequest,
)
from pillion.resources.naming import Ref, id_of

_calls = operations.users

#: The largest page there is, for reading a whole listing.
PAGE_SIZE = 100


class _Users:
    """The agents of this server. Needs scope ``users:read``, ``users:write`` to change others than oneself.

    ``expand`` may name ``presence``, ``routingStatus``, ``authorization``, ``dateLastLogin`` and others.
    """

    @each(User)
    def iterate(self, *, expand: Names = None, state: str | None = None) -> Call[object]:
        """All users by name, read page by page; ``state`` is ``active`` (default), ``inactive`` or ``any``."""
        return _calls.get_users(page_size=PAGE_SIZE, expand=expand, state=state)

    @flow
    def list(self, *, expand: Names = None, state: str | None = None) -> Flow[builtins.list[User]]:
        """The same as a list."""
        return (yield from all_of(_calls.get_users(page_size=PAGE_SIZE, expand=expand, state=state), User))

    @method
    def get(self, user: Ref, *, expand: Names = None) -> Call[User]:
        """One user."""
        return _calls.get_user(id_of(user), expand=expand)

    @method
    def me(self, *, expand: Names = None) -> Call[UserMe]:
        """The user whose token it is; with client credentials it is nobody's (400 ``not.a.user``)."""
        return _calls.get_users_me(expand=expand)

    @flow
    def find_by_email(self, email: str) -> Flow[User | None]:
        """The user with this very address, in any case of letters; None when there is none."""
        query = UserSearchCriteria(fields=["email"], value=email, type="EXACT")
        found = yield from answer_of(_calls.post_users_search(UserSearchRequest(page_size=25, query=[query])))
        return next((user for user in found.results if (user.email or "").casefold() == email.casefold()), None)

    @method
    def create(self, user: CreateUser | Mapping[str, Any], *, idempotency_key: str | None = None) -> Call[User]:
        """Makes a user: an agent, Offline at first, who can log in when a password is given."""
        return _calls.post_users(user).asking(idempotency_key=idempotency_key)

    @flow
    def update(self, user: Ref, change: UpdateUser | Mapping[str, Any], *, if_match: IfMatch = None) -> Flow[User]:
        """Changes what is given. Without ``if_match`` or a ``version`` the user is read first, so that the last
        change wins; with one of them, a change in between is refused (``PreconditionFailedError``, or
        ``ConflictError`` with ``stale.version``)."""
        body = dict(change) if isinstance(change, Mapping) else encode(change)
        if body.get("version") is None and if_match is None:
            now = yield from answer_of(_calls.get_user(id_of(user)))
            body["version"] = now.version
        return (yield from answer_of(_calls.patch_user(id_of(user), body).asking(if_match=if_match)))

    @method
    def set_password(self, user: Ref, password: str) -> Call[None]:
        """Sets a password of 10 to 256 characters, and ends the user's logins and tokens."""
        return _calls.post_user_password(id_of(user), ChangePasswordRequest(new_password=password))

    @method
    def routing_status(self, user: Ref) -> Call[RoutingStatus]:
        """Whether a user is on queue."""
        return _calls.get_user_routingstatus(id_of(user))

    @method
    def set_routing_status(self, user: Ref, status: str) -> Call[RoutingStatus]:
        """``status`` is ``OFF_QUEUE``, ``IDLE``, ``INTERACTING``, ``NOT_RESPONDING`` or ``COMMUNICATING``."""
        return _calls.put_user_routingstatus(id_of(user), RoutingStatus(status=status))


class Users(_Users, SyncResource):
    __doc__ = _Users.__doc__


class AsyncUsers(_Users, AsyncResource):
    __doc__ = _Users.__doc__
