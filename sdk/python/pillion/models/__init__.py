"""What goes over the wire: answers (dates with their time zone, ids as texts) and the bodies of requests."""

import typing

from pillion._exports import exported
from pillion.models.attributes import (
    ConversationFound as ConversationFound,
    ConversationParticipantSearchCriteria as ConversationParticipantSearchCriteria,
    ConversationParticipantSearchRequest as ConversationParticipantSearchRequest,
    ConversationSecureAttributes as ConversationSecureAttributes,
    ConversationTagsUpdate as ConversationTagsUpdate,
    JsonCursorSearchResponse as JsonCursorSearchResponse,
    ParticipantData as ParticipantData,
)
from pillion.models.base import Body as Body, Model as Model, PagedListing as PagedListing
from pillion.models.communications import (
    AfterCallWork as AfterCallWork,
    AssignedWrapupCode as AssignedWrapupCode,
    Call as Call,
    Cobrowsesession as Cobrowsesession,
    Communication as Communication,
    Message as Message,
    MessageDetails as MessageDetails,
    Segment as Segment,
    Wrapup as Wrapup,
)
from pillion.models.conversations import (
    CobrowseWebMessagingSession as CobrowseWebMessagingSession,
    Conversation as Conversation,
    ConversationEntityListing as ConversationEntityListing,
    Invitation as Invitation,
    Participant as Participant,
    StartedCobrowse as StartedCobrowse,
    StartedConversation as StartedConversation,
    TransferParty as TransferParty,
    TransferResponse as TransferResponse,
)
from pillion.models.lobby import (
    Lobby as Lobby,
    LobbyAgent as LobbyAgent,
    LobbyConversation as LobbyConversation,
    LobbyPage as LobbyPage,
    LobbyParty as LobbyParty,
    LobbySite as LobbySite,
    LobbyVisitor as LobbyVisitor,
    ViewerGrant as ViewerGrant,
)
from pillion.models.media import (
    CallConversation as CallConversation,
    CallConversationEntityListing as CallConversationEntityListing,
    CallMediaParticipant as CallMediaParticipant,
    CobrowseConversation as CobrowseConversation,
    CobrowseConversationEntityListing as CobrowseConversationEntityListing,
    CobrowseMediaParticipant as CobrowseMediaParticipant,
    DomainEntityRef as DomainEntityRef,
    MediaConversation as MediaConversation,
    MediaParticipant as MediaParticipant,
    MessageConversation as MessageConversation,
    MessageConversationEntityListing as MessageConversationEntityListing,
    MessageMediaParticipant as MessageMediaParticipant,
)
from pillion.models.notifications import (
    AvailableTopic as AvailableTopic,
    AvailableTopicEntityListing as AvailableTopicEntityListing,
    Channel as Channel,
    ChannelEntityListing as ChannelEntityListing,
    ChannelTopic as ChannelTopic,
    ChannelTopicEntityListing as ChannelTopicEntityListing,
    PermissionDetails as PermissionDetails,
)
from pillion.models.organization import (
    NamedEntity as NamedEntity,
    Organization as Organization,
    OrgOAuthClient as OrgOAuthClient,
    TokenInfo as TokenInfo,
)
from pillion.models.rehearsal import (
    PresentTab as PresentTab,
    Rehearsal as Rehearsal,
    RehearsedAgent as RehearsedAgent,
    RehearsedInvitation as RehearsedInvitation,
    RehearsedVisitor as RehearsedVisitor,
)
from pillion.models.routing import (
    WrapupCode as WrapupCode,
    WrapupCodeEntityListing as WrapupCodeEntityListing,
    WrapupCodeRequest as WrapupCodeRequest,
)
from pillion.models.sites import (
    PrivacyPolicy as PrivacyPolicy,
    PrivacyPolicyRequest as PrivacyPolicyRequest,
    RotatedSecret as RotatedSecret,
    RotateSecretRequest as RotateSecretRequest,
    SessionPolicy as SessionPolicy,
    SessionPolicyRequest as SessionPolicyRequest,
    Site as Site,
    SiteEntityListing as SiteEntityListing,
    SiteRequest as SiteRequest,
)
from pillion.models.starting import (
    CobrowseAgent as CobrowseAgent,
    CobrowseConversationCreateRequest as CobrowseConversationCreateRequest,
    CobrowseTarget as CobrowseTarget,
    ConversationParticipantRequest as ConversationParticipantRequest,
    ConversationStateChange as ConversationStateChange,
    ConversationUser as ConversationUser,
    CreateConversationRequest as CreateConversationRequest,
    MediaParticipantRequest as MediaParticipantRequest,
    ParticipantAttributes as ParticipantAttributes,
    SetRecordingState as SetRecordingState,
    TransferRequest as TransferRequest,
    TransferToAgentRequest as TransferToAgentRequest,
    TransferToQueueRequest as TransferToQueueRequest,
    WrapupInput as WrapupInput,
)
from pillion.models.users import (
    ChangePasswordRequest as ChangePasswordRequest,
    Contact as Contact,
    CreateUser as CreateUser,
    OrganizationPresence as OrganizationPresence,
    OrganizationPresenceDefinition as OrganizationPresenceDefinition,
    OrganizationPresenceDefinitionEntityListing as OrganizationPresenceDefinitionEntityListing,
    OrganizationPresenceEntityListing as OrganizationPresenceEntityListing,
    PresenceDefinition as PresenceDefinition,
    RoutingStatus as RoutingStatus,
    ServerDate as ServerDate,
    SystemPresence as SystemPresence,
    UpdateUser as UpdateUser,
    User as User,
    UserAuthorization as UserAuthorization,
    UserEntityListing as UserEntityListing,
    UserMe as UserMe,
    UserPresence as UserPresence,
    UserSearchCriteria as UserSearchCriteria,
    UserSearchRequest as UserSearchRequest,
    UsersSearchResponse as UsersSearchResponse,
)

# A type checker reads the imports themselves.
if not typing.TYPE_CHECKING:
    __all__ = exported(globals())
