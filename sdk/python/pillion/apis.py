"""The operations under the names that the vendor's SDK derives from their operation ids.

Every ``body`` is a model object or a plain dict; a dict goes out as it is. Failures raise
``pillion.rest.ApiException``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pillion._json import decode
from pillion._transport import Params, segment
from pillion.api_client import ApiClient
from pillion.errors import PillionAnswerError
from pillion.models import (
    Conversation,
    ConversationEntityListing,
    StartedConversation,
    User,
    UserEntityListing,
    UsersSearchResponse,
    WrapUpCode,
    WrapupCodeEntityListing,
)
from pillion.request_models import (
    CobrowseConversationCreateRequest,
    CreateConversationRequest,
    MediaParticipantRequest,
    UserSearchRequest,
    WrapupCodeRequest,
)
from pillion.rest import ApiException

T = TypeVar("T")
Names = str | Sequence[str] | None


class _Api:
    def __init__(self, api_client: ApiClient | None = None) -> None:
        self.api_client = api_client or ApiClient()

    def _read(self, kind: type[T], method: str, path: str, *, params: Params | None = None, body: Any = None) -> T:
        answer = self.api_client.call_api(path, method, params, body=body)
        try:
            return decode(kind, answer)
        except PillionAnswerError as error:
            raise ApiException.of(error) from error


class ConversationsApi(_Api):
    def post_conversations(self, body: CreateConversationRequest | Mapping[str, Any]) -> StartedConversation:
        """Starts a conversation. Pillion's own operation: the vendor's platform has none like it."""
        return self._read(StartedConversation, "POST", "/api/v2/conversations", body=body)

    def post_conversations_cobrowse(
        self, body: CobrowseConversationCreateRequest | Mapping[str, Any]
    ) -> StartedConversation:
        """Starts a conversation, in other words. Pillion's own operation."""
        return self._read(StartedConversation, "POST", "/api/v2/conversations/cobrowse", body=body)

    def get_conversations(self) -> ConversationEntityListing:
        return self._read(ConversationEntityListing, "GET", "/api/v2/conversations")

    def get_conversation(self, conversation_id: str) -> Conversation:
        return self._read(Conversation, "GET", _conversation(conversation_id))

    def post_conversation_disconnect(self, conversation_id: str) -> None:
        self.api_client.call_api(f"{_conversation(conversation_id)}/disconnect", "POST")

    def patch_conversation_participant(
        self, conversation_id: str, participant_id: str, body: MediaParticipantRequest | Mapping[str, Any]
    ) -> None:
        path = f"{_conversation(conversation_id)}/participants/{segment(participant_id, 'participant_id')}"
        self.api_client.call_api(path, "PATCH", body=body)


class UsersApi(_Api):
    def get_users(
        self,
        *,
        page_size: int | None = None,
        page_number: int | None = None,
        id: Names = None,
        sort_order: str | None = None,
        expand: Names = None,
        state: str | None = None,
    ) -> UserEntityListing:
        params: Params = {
            "pageSize": page_size,
            "pageNumber": page_number,
            "id": id,
            "sortOrder": sort_order,
            "expand": expand,
            "state": state,
        }
        return self._read(UserEntityListing, "GET", "/api/v2/users", params=params)

    def get_user(self, user_id: str, *, expand: Names = None) -> User:
        return self._read(User, "GET", f"/api/v2/users/{segment(user_id, 'user_id')}", params={"expand": expand})

    def post_users_search(self, body: UserSearchRequest | Mapping[str, Any]) -> UsersSearchResponse:
        return self._read(UsersSearchResponse, "POST", "/api/v2/users/search", body=body)


class RoutingApi(_Api):
    def get_routing_wrapupcodes(
        self,
        *,
        page_size: int | None = None,
        page_number: int | None = None,
        sort_by: str | None = None,
        sort_order: str | None = None,
        name: str | None = None,
        id: Names = None,
    ) -> WrapupCodeEntityListing:
        params: Params = {
            "pageSize": page_size,
            "pageNumber": page_number,
            "sortBy": sort_by,
            "sortOrder": sort_order,
            "name": name,
            "id": id,
        }
        return self._read(WrapupCodeEntityListing, "GET", "/api/v2/routing/wrapupcodes", params=params)

    def get_routing_wrapupcode(self, code_id: str) -> WrapUpCode:
        return self._read(WrapUpCode, "GET", f"/api/v2/routing/wrapupcodes/{segment(code_id, 'code_id')}")

    def post_routing_wrapupcodes(self, body: WrapupCodeRequest | Mapping[str, Any]) -> WrapUpCode:
        return self._read(WrapUpCode, "POST", "/api/v2/routing/wrapupcodes", body=body)


def _conversation(conversation_id: str) -> str:
    return f"/api/v2/conversations/{segment(conversation_id, 'conversation_id')}"
