from __future__ import annotations

from pillion import operations
from pillion._calls import Call
from pillion._methods import AsyncResource, Flow, SyncResource, answer_of, flow, method
from pillion.models import OrganizationPresenceDefinition, PresenceDefinition, SystemPresence, UserPresence
from pillion.resources.naming import Ref, id_of

_calls = operations.presence


class _Presence:
    """Who is there. Needs scope ``users:read``, ``users:write`` to set that of others."""

    @method
    def get(self, user: Ref) -> Call[UserPresence]:
        """A user's presence."""
        return _calls.get_user_presences_purecloud(id_of(user))

    @method
    def set(
        self, user: Ref, presence: OrganizationPresenceDefinition | str, *, message: str | None = None
    ) -> Call[UserPresence]:
        """``presence`` is one of ``definitions()`` or a name of it, such as ``Available`` or ``Meal``."""
        chosen = (
            PresenceDefinition(system_presence=presence)
            if isinstance(presence, str)
            else PresenceDefinition(id=presence.id)
        )
        body = UserPresence(presence_definition=chosen, message=message)
        return _calls.patch_user_presences_purecloud(id_of(user), body)

    @flow
    def definitions(self) -> Flow[list[OrganizationPresenceDefinition]]:
        """The presences to choose from."""
        listed = yield from answer_of(_calls.get_presence_definitions())
        return listed.entities

    @method
    def definition(self, definition: Ref) -> Call[OrganizationPresenceDefinition]:
        """One of them, by its id."""
        return _calls.get_presence_definition(id_of(definition))

    @method
    def system(self) -> Call[list[SystemPresence]]:
        """The names of the presences."""
        return _calls.get_systempresences()


class Presence(_Presence, SyncResource):
    __doc__ = _Presence.__doc__


class AsyncPresence(_Presence, AsyncResource):
    __doc__ = _Presence.__doc__
