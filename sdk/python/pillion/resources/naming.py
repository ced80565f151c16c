"""Ways to name people and things, so that callers can pass what they have at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from pillion.models import ConversationParticipantRequest, User


@dataclass(frozen=True, kw_only=True)
class Who:
    """Names a person in exactly one way, where a plain text could be read as more than one."""

    user_id: str | None = None
    external_id: str | None = None
    email: str | None = None
    join_code: str | None = None


class Identified(Protocol):
    """Anything with an id, such as what the API answered."""

    @property
    def id(self) -> str:
        ...


#: An id, or what the API answered about it.
Ref = str | Identified


def id_of(thing: Ref) -> str:
    return thing if isinstance(thing, str) else thing.id


def agent_named(agent: User | Who | str) -> ConversationParticipantRequest:
    if isinstance(agent, Who):
        return _named(agent, "agent")
    if isinstance(agent, str) and "@" in agent:
        return ConversationParticipantRequest(email=agent, role="agent")
    return ConversationParticipantRequest(user_id=id_of(agent), role="agent")


def visitor_named(visitor: Who | str) -> ConversationParticipantRequest:
    if isinstance(visitor, Who):
        return _named(visitor, "user")
    # For a visitor the API takes every kind of name in userId and finds out which it is.
    return ConversationParticipantRequest(user_id=visitor, role="user")


def _named(who: Who, role: str) -> ConversationParticipantRequest:
    request = ConversationParticipantRequest(
        user_id=who.user_id, external_id=who.external_id, email=who.email, join_code=who.join_code
    )
    if sum(value is not None for value in request.to_dict().values()) != 1:
        raise ValueError("Who takes exactly one of user_id, external_id, email, join_code")
    return replace(request, role=role)
