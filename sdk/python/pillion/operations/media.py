"""Calls, messages and cobrowse sessions by their own paths, as the vendor's platform has them beside the generic ones.

The operations are the same for each medium; what they do is what the generic ones do, for this medium only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from pillion._calls import Call, operation
from pillion.models import (
    AssignedWrapupCode,
    CallConversation,
    CallConversationEntityListing,
    CobrowseConversation,
    CobrowseConversationEntityListing,
    Conversation,
    ConversationStateChange,
    MediaParticipantRequest,
    MessageConversation,
    MessageConversationEntityListing,
    ParticipantAttributes,
    SetRecordingState,
    TransferRequest,
    WrapupCode,
    WrapupInput,
)

C = TypeVar("C")
L = TypeVar("L")


class Medium(Generic[C, L]):
    """``one`` names one of its conversations in operation ids, ``many`` all of them; ``many`` is in the path too."""

    def __init__(self, one: str, many: str, conversation: type[C], listing: type[L]) -> None:
        conversations = f"/api/v2/conversations/{many}"
        path = f"{conversations}/{{conversationId}}"
        participant = f"{path}/participants/{{participantId}}"
        communication = f"{participant}/communications/{{communicationId}}"

        @operation("GET", conversations, name=f"get_conversations_{many}", answer=listing)
        def get_all(*, page_size: int | None = None, page_number: int | None = None) -> Call[L]:
            """The live conversations with this medium."""
            return Call(params={"pageSize": page_size, "pageNumber": page_number})

        @operation("GET", path, name=f"get_conversations_{one}", answer=conversation)
        def get(conversation_id: str) -> Call[C]:
            """One conversation with this medium only."""
            return Call(ids=(conversation_id,))

        @operation("PATCH", path, name=f"patch_conversations_{one}")
        def patch(conversation_id: str, body: ConversationStateChange | Mapping[str, Any]) -> Call[Conversation]:
            """Ends this medium for everyone; what else goes on in the conversation goes on."""
            return Call(ids=(conversation_id,), body=body)

        @operation("PUT", f"{path}/recordingstate", name=f"put_conversations_{one}_recordingstate")
        def put_recordingstate(conversation_id: str, body: SetRecordingState | Mapping[str, Any]) -> Call[None]:
            """Turns the recording off, which it always is."""
            return Call(ids=(conversation_id,), body=body)

        @operation("PATCH", participant, name=f"patch_conversations_{one}_participant")
        def patch_participant(
            conversation_id: str, participant_id: str, body: MediaParticipantRequest | Mapping[str, Any]
        ) -> Call[None]:
            """Changes a participant: every field that is sent is an action."""
            return Call(ids=(conversation_id, participant_id), body=body)

        @operation("PATCH", f"{participant}/attributes", name=f"patch_conversations_{one}_participant_attributes")
        def patch_attributes(
            conversation_id: str, participant_id: str, body: ParticipantAttributes | Mapping[str, Any]
        ) -> Call[ParticipantAttributes]:
            """Sets attributes; those that are not sent stay."""
            return Call(ids=(conversation_id, participant_id), body=body)

        @operation("POST", f"{participant}/replace", name=f"post_conversations_{one}_participant_replace")
        def replace(conversation_id: str, participant_id: str, body: TransferRequest | Mapping[str, Any]) -> Call[None]:
            """Hands the conversation to another agent."""
            return Call(ids=(conversation_id, participant_id), body=body)

        @operation("GET", f"{participant}/wrapup", name=f"get_conversations_{one}_participant_wrapup")
        def get_wrapup(conversation_id: str, participant_id: str) -> Call[AssignedWrapupCode]:
            """How a participant's part was filed."""
            return Call(ids=(conversation_id, participant_id))

        @operation("GET", f"{participant}/wrapupcodes", name=f"get_conversations_{one}_participant_wrapupcodes")
        def get_wrapupcodes(conversation_id: str, participant_id: str) -> Call[list[WrapupCode]]:
            """The codes that it may be filed under."""
            return Call(ids=(conversation_id, participant_id))

        @operation("PATCH", communication, name=f"patch_conversations_{one}_participant_communication")
        def patch_communication(
            conversation_id: str,
            participant_id: str,
            communication_id: str,
            body: ConversationStateChange | Mapping[str, Any],
        ) -> Call[dict[str, Any]]:
            """Ends one communication, for both parties."""
            return Call(ids=(conversation_id, participant_id, communication_id), body=body)

        @operation("GET", f"{communication}/wrapup", name=f"get_conversations_{one}_participant_communication_wrapup")
        def get_communication_wrapup(
            conversation_id: str, participant_id: str, communication_id: str
        ) -> Call[AssignedWrapupCode]:
            """How a participant's part was filed."""
            return Call(ids=(conversation_id, participant_id, communication_id))

        @operation("POST", f"{communication}/wrapup", name=f"post_conversations_{one}_participant_communication_wrapup")
        def post_communication_wrapup(
            conversation_id: str, participant_id: str, communication_id: str, body: WrapupInput | Mapping[str, Any]
        ) -> Call[None]:
            """Files the conversation."""
            return Call(ids=(conversation_id, participant_id, communication_id), body=body)

        self.get_all = get_all
        self.get = get
        self.patch = patch
        self.put_recordingstate = put_recordingstate
        self.patch_participant = patch_participant
        self.patch_attributes = patch_attributes
        self.replace = replace
        self.get_wrapup = get_wrapup
        self.get_wrapupcodes = get_wrapupcodes
        self.patch_communication = patch_communication
        self.get_communication_wrapup = get_communication_wrapup
        self.post_communication_wrapup = post_communication_wrapup


calls = Medium("call", "calls", CallConversation, CallConversationEntityListing)
messages = Medium("message", "messages", MessageConversation, MessageConversationEntityListing)
cobrowse = Medium("cobrowsesession", "cobrowsesessions", CobrowseConversation, CobrowseConversationEntityListing)
