"""What scripts import that were written for other names: change their import lines to this module.

``PureCloudPlatformClientV2`` with ``authenticate`` is a client by itself, and ``post_conversations`` takes its
body as ``request`` too. Everything else is what ``pillion`` has under the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from pillion import apis
from pillion.api_client import ApiClient, Configuration
from pillion.api_client import default_configuration as configuration
from pillion.apis import (
    CobrowseApi,
    NotificationsApi,
    OrganizationApi,
    PresenceApi,
    RoutingApi,
    SitesApi,
    TokensApi,
    UsersApi,
    WebDeploymentsApi,
)
from pillion.models import (
    AfterCallWork,
    AssignedWrapupCode,
    AvailableTopic,
    AvailableTopicEntityListing,
    Body,
    Call,
    ChangePasswordRequest,
    Channel,
    ChannelEntityListing,
    ChannelTopic,
    ChannelTopicEntityListing,
    CobrowseAgent,
    CobrowseConversationCreateRequest,
    Cobrowsesession,
    CobrowseTarget,
    CobrowseWebMessagingSession,
    Communication,
    Contact,
    Conversation,
    ConversationEntityListing,
    ConversationParticipantRequest,
    CreateConversationRequest,
    CreateUser,
    Invitation,
    Lobby,
    LobbyAgent,
    LobbyConversation,
    LobbyPage,
    LobbyParty,
    LobbySite,
    LobbyVisitor,
    MediaParticipantRequest,
    Message,
    MessageDetails,
    Model,
    NamedEntity,
    Organization,
    OrganizationPresence,
    OrganizationPresenceDefinition,
    OrganizationPresenceDefinitionEntityListing,
    OrganizationPresenceEntityListing,
    OrgOAuthClient,
    PagedListing,
    Participant,
    ParticipantAttributes,
    PermissionDetails,
    PresenceDefinition,
    PresentTab,
    PrivacyPolicy,
    PrivacyPolicyRequest,
    Rehearsal,
    RehearsedAgent,
    RehearsedInvitation,
    RehearsedVisitor,
    RotatedSecret,
    RotateSecretRequest,
    RoutingStatus,
    Segment,
    ServerDate,
    SessionPolicy,
    SessionPolicyRequest,
    Site,
    SiteEntityListing,
    SiteRequest,
    StartedCobrowse,
    StartedConversation,
    SystemPresence,
    TokenInfo,
    TransferParty,
    TransferResponse,
    UpdateUser,
    User,
    UserAuthorization,
    UserEntityListing,
    UserMe,
    UserPresence,
    UserSearchCriteria,
    UserSearchRequest,
    UsersSearchResponse,
    ViewerGrant,
    Wrapup,
    WrapupCode,
    WrapupCodeEntityListing,
    WrapupCodeRequest,
    WrapupInput,
)
from pillion.rest import ApiException

__all__ = [
    "AfterCallWork",
    "ApiClient",
    "ApiException",
    "AssignedWrapupCode",
    "AvailableTopic",
    "AvailableTopicEntityListing",
    "Body",
    "Call",
    "ChangePasswordRequest",
    "Channel",
    "ChannelEntityListing",
    "ChannelTopic",
    "ChannelTopicEntityListing",
    "ClientCredentials",
    "CobrowseAgent",
    "CobrowseApi",
    "CobrowseConversationCreateRequest",
    "CobrowseTarget",
    "CobrowseWebMessagingSession",
    "Cobrowsesession",
    "Communication",
    "Configuration",
    "Contact",
    "Conversation",
    "ConversationEntityListing",
    "ConversationParticipantRequest",
    "ConversationsApi",
    "CreateConversationRequest",
    "CreateUser",
    "Invitation",
    "Lobby",
    "LobbyAgent",
    "LobbyConversation",
    "LobbyPage",
    "LobbyParty",
    "LobbySite",
    "LobbyVisitor",
    "MediaParticipantRequest",
    "Message",
    "MessageDetails",
    "Model",
    "NamedEntity",
    "NotificationsApi",
    "OrgOAuthClient",
    "Organization",
    "OrganizationApi",
    "OrganizationPresence",
    "OrganizationPresenceDefinition",
    "OrganizationPresenceDefinitionEntityListing",
    "OrganizationPresenceEntityListing",
    "PagedListing",
    "Participant",
    "ParticipantAttributes",
    "PermissionDetails",
    "PresenceApi",
    "PresenceDefinition",
    "PresentTab",
    "PrivacyPolicy",
    "PrivacyPolicyRequest",
    "PureCloudPlatformClientV2",
    "Rehearsal",
    "RehearsedAgent",
    "RehearsedInvitation",
    "RehearsedVisitor",
    "RotateSecretRequest",
    "RotatedSecret",
    "RoutingApi",
    "RoutingStatus",
    "Segment",
    "ServerDate",
    "SessionPolicy",
    "SessionPolicyRequest",
    "Site",
    "SiteEntityListing",
    "SiteRequest",
    "SitesApi",
    "StartedCobrowse",
    "StartedConversation",
    "SystemPresence",
    "TokenInfo",
    "TokensApi",
    "TransferParty",
    "TransferResponse",
    "UpdateUser",
    "User",
    "UserAuthorization",
    "UserEntityListing",
    "UserMe",
    "UserPresence",
    "UserSearchCriteria",
    "UserSearchRequest",
    "UsersApi",
    "UsersSearchResponse",
    "ViewerGrant",
    "WebDeploymentsApi",
    "Wrapup",
    "WrapupCode",
    "WrapupCodeEntityListing",
    "WrapupCodeRequest",
    "WrapupInput",
    "configuration",
]


@dataclass(frozen=True, kw_only=True)
class ClientCredentials:
    """The id and secret of an API client; the secret stays out of ``repr``."""

    client_id: str
    client_secret: str = field(repr=False)


class PureCloudPlatformClientV2(ApiClient):
    """An ``ApiClient`` that is signed in by ``authenticate``."""

    def authenticate(self, client_credentials: ClientCredentials) -> Self:
        """Signs in now, keeps the token renewed from here on, and returns this client."""
        return self.get_client_credentials_token(client_credentials.client_id, client_credentials.client_secret)


class ConversationsApi(apis.ConversationsApi):
    """The same operations; a conversation may also be started with ``request=...``."""

    def post_conversations(  # type: ignore[override]
        self,
        body: CreateConversationRequest | Mapping[str, Any] | None = None,
        *,
        request: CreateConversationRequest | Mapping[str, Any] | None = None,
    ) -> StartedConversation:
        """Starts a conversation; ``body`` and ``request`` are two names for the same."""
        given = [one for one in (body, request) if one is not None]
        if len(given) != 1:
            raise TypeError("post_conversations takes one body, as body or as request")
        return super().post_conversations(given[0])
