"""Starting, reading, changing and ending conversations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pillion._calls import Call, operation
from pillion.models import (
    AssignedWrapupCode,
    CobrowseConversationCreateRequest,
    Conversation,
    ConversationEntityListing,
    CreateConversationRequest,
    MediaParticipantRequest,
    ParticipantAttributes,
    StartedConversation,
    WrapupCode,
)

_PARTICIPANT = "/api/v2/conversations/{conversationId}/participants/{participantId}"


@operation("POST", "/api/v2/conversations")
def post_conversations(body: CreateConversationRequest | Mapping[str, Any]) -> Call[StartedConversation]:
    """Starts a conversation between an agent and a visitor. Pillion's own operation."""
    return Call(body=body)


@operation("POST", "/api/v2/conversations/cobrowse")
def post_conversations_cobrowse(
    body: CobrowseConversationCreateRequest | Mapping[str, Any],
) -> Call[StartedConversation]:
    """Starts a conversation, in other words. Pillion's own operation."""
    return Call(body=body)


@operation("GET", "/api/v2/conversations")
def get_conversations() -> Call[ConversationEntityListing]:
    """The live conversations: an agent's own, or all of them for a client."""
    return Call()


@operation("GET", "/api/v2/conversations/{conversationId}")
def get_conversation(conversation_id: str) -> Call[Conversation]:
    """One conversation, live or ended."""
    return Call(ids=(conversation_id,))


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
