from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pillion._json import decode
from pillion._transport import segment
from pillion.models import Conversation, ConversationEntityListing, StartedConversation, User
from pillion.request_models import (
    ConversationParticipantRequest,
    CreateConversationRequest,
    MediaParticipantRequest,
    WrapupInput,
)
from pillion.resources.session import Session

_PATH = "/api/v2/conversations"


@dataclass(frozen=True, kw_only=True)
class Who:
    """Names a person in exactly one way, where a plain text could be read as more than one."""

    user_id: str | None = None
    external_id: str | None = None
    email: str | None = None
    join_code: str | None = None


class Conversations:
    """Needs scopes ``conversation:read``, ``conversation:write`` to change, ``cobrowse`` to start."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start_cobrowse(
        self,
        *,
        agent: User | Who | str,
        visitor: Who | str,
        subject: str | None = None,
        wrap_up_code: str | None = None,
        wait_seconds: int | None = None,
        external_tag: str | None = None,
        attributes: Mapping[str, str] | None = None,
        capabilities: Sequence[str] | None = None,
        site: str | None = None,
        idempotency_key: str | None = None,
    ) -> StartedConversation:
        """Invites a visitor to share their tab with an agent.

        ``agent`` is a ``User``, an id or an email address. ``visitor`` is the site's own id for them, an
        email address, Pillion's id or a join code that they read out; ``Who(external_id=...)`` says
        which. A visitor who is not on the site now is waited for, ``wait_seconds`` long (900 when left
        out, at most 604800). ``site`` (key or id) is needed only with more than one site.

        The same ``idempotency_key`` gives the same conversation however often you call; give one that
        follows from your own record, such as a ticket's change, when your program may be restarted
        between this call and writing down its answer.
        """
        body = CreateConversationRequest(
            participants=[_agent(agent), _visitor(visitor)],
            site_id=site,
            subject=subject,
            wrap_up_code=wrap_up_code,
            wait_seconds=wait_seconds,
            external_tag=external_tag,
            attributes=attributes,
            capabilities=capabilities,
        )
        answer = self._session.send("POST", _PATH, body=body, idempotency_key=idempotency_key)
        return decode(StartedConversation, answer)

    def list(self) -> list[Conversation]:
        """The live conversations."""
        return decode(ConversationEntityListing, self._session.send("GET", _PATH)).entities

    def get(self, conversation_id: str) -> Conversation:
        return decode(Conversation, self._session.send("GET", _one(conversation_id)))

    def disconnect(self, conversation_id: str) -> None:
        """Ends the conversation for everybody in it."""
        self._session.send("POST", f"{_one(conversation_id)}/disconnect")

    def wrap_up(self, conversation_id: str, participant_id: str, code: str, *, notes: str | None = None) -> None:
        """Files a participant's part of the conversation; ``code`` is a wrap-up code's id or exact name."""
        path = f"{_one(conversation_id)}/participants/{segment(participant_id, 'participant_id')}"
        self._session.send("PATCH", path, body=MediaParticipantRequest(wrapup=WrapupInput(code=code, notes=notes)))


def _one(conversation_id: str) -> str:
    return f"{_PATH}/{segment(conversation_id, 'conversation_id')}"


def _agent(agent: User | Who | str) -> ConversationParticipantRequest:
    if isinstance(agent, User):
        return ConversationParticipantRequest(user_id=agent.id, role="agent")
    if isinstance(agent, Who):
        return _named(agent, "agent")
    return (
        ConversationParticipantRequest(email=agent, role="agent")
        if "@" in agent
        else ConversationParticipantRequest(user_id=agent, role="agent")
    )


def _visitor(visitor: Who | str) -> ConversationParticipantRequest:
    # For a visitor the API takes every kind of name in userId and finds out which it is.
    return _named(visitor, "user") if isinstance(visitor, Who) else ConversationParticipantRequest(user_id=visitor, role="user")


def _named(who: Who, role: str) -> ConversationParticipantRequest:
    request = ConversationParticipantRequest(
        user_id=who.user_id, external_id=who.external_id, email=who.email, join_code=who.join_code
    )
    if len(request.to_json()) != 1:
        raise ValueError("Who takes exactly one of user_id, external_id, email, join_code")
    return replace(request, role=role)
