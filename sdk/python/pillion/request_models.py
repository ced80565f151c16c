"""What a request body can be built from. Attributes are snake_case here and camelCase on the wire; an
attribute that is None is left out. Slots make a misspelt attribute an error instead of a silent loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion._json import encode


class Body:
    """Base of all request bodies."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """The JSON object that is sent."""
        return encode(self)


@dataclass(kw_only=True, slots=True)
class ConversationParticipantRequest(Body):
    """A participant, named by exactly one of ``user_id``, ``external_id``, ``email``, ``join_code``.

    ``role`` is ``agent`` or ``user``. For a visitor ``user_id`` takes any of the other names too.
    """

    user_id: str | None = None
    external_id: str | None = None
    email: str | None = None
    join_code: str | None = None
    role: str | None = None


@dataclass(kw_only=True, slots=True)
class _StartOptions(Body):
    type: str | None = "cobrowse"
    site_id: str | None = None
    subject: str | None = None
    wrap_up_code: str | None = None
    wait_seconds: int | None = None
    external_tag: str | None = None
    attributes: Mapping[str, str] | None = None
    capabilities: Sequence[str] | None = None


@dataclass(kw_only=True, slots=True)
class CreateConversationRequest(_StartOptions):
    """The body of ``POST /api/v2/conversations``: one agent and one user."""

    participants: Sequence[ConversationParticipantRequest | Mapping[str, Any]] | None = None


@dataclass(kw_only=True, slots=True)
class CobrowseTarget(Body):
    """Who is asked to share; ``type`` is ``user``, ``externalId``, ``email`` or ``joinCode``."""

    id: str | None = None
    type: str | None = None


@dataclass(kw_only=True, slots=True)
class CobrowseAgent(Body):
    """The agent, by ``id`` or ``email``."""

    id: str | None = None
    email: str | None = None


@dataclass(kw_only=True, slots=True)
class CobrowseConversationCreateRequest(_StartOptions):
    """The body of ``POST /api/v2/conversations/cobrowse``."""

    to: Sequence[CobrowseTarget | Mapping[str, Any]] | None = None
    agent: CobrowseAgent | Mapping[str, Any] | None = None


@dataclass(kw_only=True, slots=True)
class WrapupInput(Body):
    """``code`` is a wrap-up code's id or exact name."""

    code: str | None = None
    name: str | None = None
    notes: str | None = None
    end_time: datetime | None = None


@dataclass(kw_only=True, slots=True)
class MediaParticipantRequest(Body):
    """What to change about a participant; ``state`` is ``connected`` or ``disconnected``."""

    state: str | None = None
    wrapup: WrapupInput | Mapping[str, Any] | None = None
    wrapup_skipped: bool | None = None


@dataclass(kw_only=True, slots=True)
class WrapupCodeRequest(Body):
    name: str | None = None
    description: str | None = None


@dataclass(kw_only=True, slots=True)
class UserSearchCriteria(Body):
    """``type`` is ``EXACT``; ``fields`` names what is compared, such as ``email``."""

    fields: Sequence[str] | None = None
    value: str | None = None
    type: str | None = None


@dataclass(kw_only=True, slots=True)
class UserSearchRequest(Body):
    page_size: int | None = None
    page_number: int | None = None
    query: Sequence[UserSearchCriteria | Mapping[str, Any]] | None = None
