"""Start co-browsing sessions on a Pillion server.

``Pillion`` is the client to use in new code. ``Configuration``, ``ApiClient`` and the ``...Api`` classes
carry the names of the vendor's Python SDK, for code that is written that way; both use one transport.
"""

from pillion._transport import Retries
from pillion.api_client import ApiClient, Configuration
from pillion.api_client import default_configuration as configuration
from pillion.apis import ConversationsApi, RoutingApi, UsersApi
from pillion.client import Pillion
from pillion.errors import (
    Fault,
    PillionAnswerError,
    PillionApiError,
    PillionConnectionError,
    PillionError,
    Suggestion,
)
from pillion.models import (
    CobrowseCommunication,
    Conversation,
    Invitation,
    Participant,
    RoutingStatus,
    StartedConversation,
    User,
    UserPresence,
    WrapUpCode,
    Wrapup,
)
from pillion.request_models import (
    CobrowseAgent,
    CobrowseConversationCreateRequest,
    CobrowseTarget,
    ConversationParticipantRequest,
    CreateConversationRequest,
    MediaParticipantRequest,
    UserSearchCriteria,
    UserSearchRequest,
    WrapupCodeRequest,
    WrapupInput,
)
from pillion.resources.conversations import Who
from pillion.rest import ApiException

__version__ = "0.1.0"

__all__ = [
    "ApiClient",
    "ApiException",
    "CobrowseAgent",
    "CobrowseCommunication",
    "CobrowseConversationCreateRequest",
    "CobrowseTarget",
    "Configuration",
    "Conversation",
    "ConversationParticipantRequest",
    "ConversationsApi",
    "CreateConversationRequest",
    "Fault",
    "Invitation",
    "MediaParticipantRequest",
    "Participant",
    "Pillion",
    "PillionAnswerError",
    "PillionApiError",
    "PillionConnectionError",
    "PillionError",
    "Retries",
    "RoutingApi",
    "RoutingStatus",
    "StartedConversation",
    "Suggestion",
    "User",
    "UserPresence",
    "UserSearchCriteria",
    "UserSearchRequest",
    "UsersApi",
    "Who",
    "WrapUpCode",
    "Wrapup",
    "WrapupCodeRequest",
    "WrapupInput",
    "configuration",
]
