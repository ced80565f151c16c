"""Starting, reading, changing and ending conversations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pillion._calls import Call, operation
from pillion.models import (
    AssignedWrapupCode,
    CobrowseConversationCreateRequest,
    CobrowseWebMessagingSession,
    Conversation,
    ConversationEntityListing,
    ConversationParticipantSearchRequest,
    ConversationSecureAttributes,
    ConversationTagsUpdate,
    ConversationUser,
    CreateConversationRequest,
    JsonCursorSearchResponse,
    MediaParticipantRequest,
    ParticipantAttributes,
    SetRecordingState,
    StartedCobrowse,
    StartedConversation,
    TransferRequest,
    TransferToAgentRequest,
    TransferToQueueRequest,
    WrapupCode,
)

_PARTICIPANT = "/api/v2/conversations/{conversationId}/participants/{participantId}"


@operation("POST", "/api/v2/conversations")
def post_conversations(body: CreateConversationRequest | Mapping[str, Any]) -> Call[StartedConversation]:
    """Starts a cobrowse conversation, or registers a call or message. Pillion's own operation."""
    return Call(body=body)


@operation("POST", "/api/v2/conversations/cobrowse")
def post_conversations_cobrowse(
    body: CobrowseConversationCreateRequest | Mapping[str, Any],
) -> Call[StartedCobrowse]:
    """Starts a cobrowse conversation, in other words. Pillion's own operation."""
    return Call(body=body)


@operation("GET", "/api/v2/conversations")
def get_conversations(
    *, communication_type: str | None = None, page_size: int | None = None, page_number: int | None = None
) -> Call[ConversationEntityListing]:
    """The live conversations: an agent's own, or all of them for a client.

    ``communication_type`` is ``call``, ``message`` or ``cobrowse``.
    """
    return Call(
        params={"communicationType": communication_type, "pageSize": page_size, "pageNumber": page_number},
    )


@operation("GET", "/api/v2/conversations/{conversationId}")
def get_conversation(conversation_id: str) -> Call[Conversation]:
    """One conversation, live or ended."""
    return Call(ids=(conversation_id,))


@operation("DELETE", "/api/v2/conversations/{conversationId}")
def delete_conversation(conversation_id: str) -> Call[None]:
    """Ends a conversation for everybody in it; the same as ``post_conversation_disconnect``."""
    return Call(ids=(conversation_id,))


@operation("POST", "/api/v2/conversations/{conversationId}/cobrowse")
def post_conversation_cobrowse(conversation_id: str) -> Call[CobrowseWebMessagingSession]:
    """Starts a cobrowse session in a live conversation; while one waits or runs, that one is the answer."""
    return Call(ids=(conversation_id,))


@operation("GET", "/api/v2/conversations/{conversationId}/cobrowse")
def get_conversation_cobrowse(conversation_id: str) -> Call[CobrowseWebMessagingSession]:
    """The session that waits or runs; 404 ``no.live.session`` when none does. Pillion's own operation."""
    return Call(ids=(conversation_id,))


@operation("GET", "/api/v2/conversations/{conversationId}/cobrowse/{sessionId}")
def get_conversation_cobrowse_session(conversation_id: str, session_id: str) -> Call[CobrowseWebMessagingSession]:
    """A session of a conversation, also one that is over. Pillion's own operation."""
    return Call(ids=(conversation_id, session_id))


@operation("POST", "/api/v2/conversations/{conversationId}/disconnect")
def post_conversation_disconnect(conversation_id: str) -> Call[None]:
    """Ends a conversation for everybody in it. Ending twice is fine."""
    return Call(ids=(conversation_id,))


@operation("PATCH", _PARTICIPANT)
def patch_conversation_participant(
    conversation_id: str, participant_id: str, body: MediaParticipantRequest | Mapping[str, Any]
) -> Call[None]:
    """Changes a participant: every field that is sent is an action, carried out together or not at all."""
    return Call(ids=(conversation_id, participant_id), body=body)


@operation("PATCH", f"{_PARTICIPANT}/attributes")
def patch_conversation_participant_attributes(
    conversation_id: str, participant_id: str, body: ParticipantAttributes | Mapping[str, Any]
) -> Call[None]:
    """Sets attributes; those that are not sent stay."""
    return Call(ids=(conversation_id, participant_id), body=body)


@operation("GET", f"{_PARTICIPANT}/wrapup")
def get_conversation_participant_wrapup(conversation_id: str, participant_id: str) -> Call[AssignedWrapupCode]:
    """How a participant's part was filed; 404 ``wrapup.not.set`` while it is not."""
    return Call(ids=(conversation_id, participant_id))


@operation("GET", f"{_PARTICIPANT}/wrapupcodes")
def get_conversation_participant_wrapupcodes(conversation_id: str, participant_id: str) -> Call[list[WrapupCode]]:
    """The codes that it may be filed under."""
    return Call(ids=(conversation_id, participant_id))


@operation("POST", f"{_PARTICIPANT}/replace")
def post_conversation_participant_replace(
    conversation_id: str, participant_id: str, body: TransferRequest | Mapping[str, Any]
) -> Call[None]:
    """Hands a conversation to another agent; ``participant_id`` is the agent who hands it over."""
    return Call(ids=(conversation_id, participant_id), body=body)


@operation("POST", f"{_PARTICIPANT}/replace/agent")
def post_conversation_participant_replace_agent(
    conversation_id: str, participant_id: str, body: TransferToAgentRequest | Mapping[str, Any]
) -> Call[None]:
    """The same for agents only."""
    return Call(ids=(conversation_id, participant_id), body=body)


@operation("POST", f"{_PARTICIPANT}/replace/queue")
def post_conversation_participant_replace_queue(
    conversation_id: str, participant_id: str, body: TransferToQueueRequest | Mapping[str, Any]
) -> Call[None]:
    """Refused, since there are no queues here; the refusal says who can be transferred to."""
    return Call(ids=(conversation_id, participant_id), body=body)


@operation("POST", "/api/v2/conversations/{conversationId}/assign")
def post_conversation_assign(conversation_id: str, body: ConversationUser | Mapping[str, Any]) -> Call[None]:
    """Gives a conversation to an agent, whoever has it."""
    return Call(ids=(conversation_id,), body=body)


@operation("PATCH", "/api/v2/conversations/{conversationId}/recordingstate")
def patch_conversation_recordingstate(conversation_id: str, body: SetRecordingState | Mapping[str, Any]) -> Call[None]:
    """Turns the recording off, which it always is."""
    return Call(ids=(conversation_id,), body=body)


@operation("PUT", "/api/v2/conversations/{conversationId}/tags")
def put_conversation_tags(conversation_id: str, body: ConversationTagsUpdate | Mapping[str, Any]) -> Call[None]:
    """Sets the external tag, such as a ticket's key; an empty text removes it."""
    return Call(ids=(conversation_id,), body=body)


@operation("GET", "/api/v2/conversations/{conversationId}/secureattributes")
def get_conversation_secureattributes(conversation_id: str) -> Call[ConversationSecureAttributes]:
    """Attributes that the conversation's agent, admins and clients see, and nobody else."""
    return Call(ids=(conversation_id,))


@operation("PATCH", "/api/v2/conversations/{conversationId}/secureattributes")
def patch_conversation_secureattributes(
    conversation_id: str, body: ConversationSecureAttributes | Mapping[str, Any]
) -> Call[None]:
    """Sets secure attributes; those that are not sent stay."""
    return Call(ids=(conversation_id,), body=body)


@operation("POST", "/api/v2/conversations/participants/attributes/search")
def post_conversations_participants_attributes_search(
    body: ConversationParticipantSearchRequest | Mapping[str, Any],
) -> Call[JsonCursorSearchResponse]:
    """Conversations, live and ended, by the attributes of their participants."""
    return Call(body=body)
