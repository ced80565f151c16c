"""The groups of methods on a client, each described once and then made for both clients."""

from pillion.resources.cobrowse import AsyncCobrowse as AsyncCobrowse, Cobrowse as Cobrowse
from pillion.resources.conversations import AsyncConversations as AsyncConversations, Conversations as Conversations
from pillion.resources.lobby import AsyncLobbyWatch as AsyncLobbyWatch, LobbyWatch as LobbyWatch
from pillion.resources.notifications import AsyncNotifications as AsyncNotifications, Notifications as Notifications
from pillion.resources.organization import (
    AsyncOrganizations as AsyncOrganizations,
    AsyncTokens as AsyncTokens,
    Organizations as Organizations,
    Tokens as Tokens,
)
from pillion.resources.presence import AsyncPresence as AsyncPresence, Presence as Presence
from pillion.resources.sites import AsyncSites as AsyncSites, Sites as Sites
from pillion.resources.users import AsyncUsers as AsyncUsers, Users as Users
from pillion.resources.visitors import AsyncVisitors as AsyncVisitors, Visitors as Visitors
from pillion.resources.wrap_up_codes import AsyncWrapUpCodes as AsyncWrapUpCodes, WrapUpCodes as WrapUpCodes
