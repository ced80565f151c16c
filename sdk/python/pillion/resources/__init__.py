"""The groups of methods on a client, each described once and then made for both clients."""

from pillion.resources.cobrowse import AsyncCobrowse, Cobrowse
from pillion.resources.conversations import AsyncConversations, Conversations
from pillion.resources.lobby import AsyncLobbyWatch, LobbyWatch
from pillion.resources.notifications import AsyncNotifications, Notifications
from pillion.resources.organization import AsyncOrganizations, AsyncTokens, Organizations, Tokens
from pillion.resources.presence import AsyncPresence, Presence
from pillion.resources.sites import AsyncSites, Sites
from pillion.resources.users import AsyncUsers, Users
from pillion.resources.visitors import AsyncVisitors, Visitors
from pillion.resources.wrap_up_codes import AsyncWrapUpCodes, WrapUpCodes

__all__ = [
    "AsyncCobrowse",
    "AsyncConversations",
    "AsyncLobbyWatch",
    "AsyncNotifications",
    "AsyncOrganizations",
    "AsyncPresence",
    "AsyncSites",
    "AsyncTokens",
    "AsyncUsers",
    "AsyncVisitors",
    "AsyncWrapUpCodes",
    "Cobrowse",
    "Conversations",
    "LobbyWatch",
    "Notifications",
    "Organizations",
    "Presence",
    "Sites",
    "Tokens",
    "Users",
    "Visitors",
    "WrapUpCodes",
]
