"""Users, their presence and routing status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillion.models.base import Body, Model, PagedListing, empty_dict, empty_list
from pillion.models.organization import NamedEntity, Organization, TokenInfo


@dataclass(kw_only=True, slots=True)
class PresenceDefinition(Body):
    """Answered, and sent to choose a presence: ``id``, or ``system_presence`` such as ``Available``."""

    id: str | None = None
    system_presence: str | None = None
    self_uri: str | None = None


@dataclass(kw_only=True, slots=True)
class UserPresence(Body):
    """Answered, and sent with ``presence_definition`` and ``message`` to set a presence.

    ``presence_definition.system_presence`` is one of ``Available Away Busy Offline Idle OnQueue Meal Training
    Meeting Break``. An agent who is ``Offline`` can't be invited into a conversation.
    """

    id: str | None = None
    name: str | None = None
    source: str | None = None
    source_id: str | None = None
    primary: bool | None = None
    presence_definition: PresenceDefinition | None = None
    message: str | None = None
    modified_date: datetime | None = None
    self_uri: str | None = None


@dataclass(kw_only=True, slots=True)
class RoutingStatus(Body):
    """``status`` is ``OFF_QUEUE``, ``IDLE``, ``INTERACTING``, ``NOT_RESPONDING`` or ``COMMUNICATING``."""

    user_id: str | None = None
    status: str | None = None
    start_time: datetime | None = None


@dataclass(kw_only=True, slots=True)
class Contact(Body):
    """``media_type`` is ``PHONE``, ``EMAIL`` or ``SMS``; ``type`` is ``PRIMARY``, ``WORK``, ``HOME``, ``MOBILE``, ..."""

    address: str | None = None
    media_type: str | None = None
    type: str | None = None
    extension: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class UserAuthorization(Model):
    """``permissions`` are the scopes that a token of theirs can have."""

    roles: list[NamedEntity] = empty_list()
    unused_roles: list[NamedEntity] = empty_list()
    permissions: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class User(Model):
    """An agent. From ``presence`` on, what is there when ``expand`` asked for it.

    ``version`` rises with every change; the next change names it.
    """

    id: str
    name: str | None = None
    division: NamedEntity | None = None
    department: str | None = None
    email: str | None = None
    primary_contact_info: list[Contact] = empty_list()
    addresses: list[Contact] = empty_list()
    state: str | None = None
    title: str | None = None
    username: str | None = None
    preferred_name: str | None = None
    version: int | None = None
    self_uri: str | None = None
    presence: UserPresence | None = None
    routing_status: RoutingStatus | None = None
    authorization: UserAuthorization | None = None
    date_last_login: datetime | None = None
    groups: list[NamedEntity] = empty_list()
    skills: list[NamedEntity] = empty_list()
    languages: list[NamedEntity] = empty_list()
    locations: list[NamedEntity] = empty_list()
    profile_skills: list[str] = empty_list()
    certifications: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class UserEntityListing(PagedListing):
    entities: list[User] = empty_list()


@dataclass(frozen=True, kw_only=True)
class UsersSearchResponse(Model):
    results: list[User] = empty_list()
    total: int | None = None
    page_count: int | None = None
    page_size: int | None = None
    page_number: int | None = None
    types: list[str] = empty_list()


@dataclass(frozen=True, kw_only=True)
class OrganizationPresenceDefinition(Model):
    """A presence to choose from."""

    id: str
    name: str | None = None
    type: str | None = None
    system_presence: str | None = None
    language_labels: dict[str, str] = empty_dict()
    deactivated: bool | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationPresenceDefinitionEntityListing(Model):
    total: int | None = None
    entities: list[OrganizationPresenceDefinition] = empty_list()
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationPresence(Model):
    """The same in the older shape."""

    id: str
    name: str | None = None
    system_presence: str | None = None
    language_labels: dict[str, str] = empty_dict()
    deactivated: bool | None = None
    primary: bool | None = None
    self_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationPresenceEntityListing(PagedListing):
    entities: list[OrganizationPresence] = empty_list()


@dataclass(frozen=True, kw_only=True)
class ServerDate(Model):
    current_date: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class UserMe(User):
    """The user whose token it is, with what they may ask for about the server through ``expand``."""

    date: ServerDate | None = None
    organization: Organization | None = None
    token: TokenInfo | None = None
    presence_definitions: list[OrganizationPresence] = empty_list()
    divisioned_presence_definitions: list[OrganizationPresenceDefinition] = empty_list()
    favorites: list[NamedEntity] = empty_list()
    superiors: list[NamedEntity] = empty_list()
    direct_reports: list[NamedEntity] = empty_list()
    location_definitions: list[NamedEntity] = empty_list()
    routing_skills: list[NamedEntity] = empty_list()
    org_products: list[NamedEntity] = empty_list()
    trustors: list[NamedEntity] = empty_list()


@dataclass(kw_only=True, slots=True)
class CreateUser(Body):
    """``name`` and ``email`` are needed. ``roles`` are ``agent`` and ``admin``; a password has 10 to 256 characters."""

    name: str | None = None
    email: str | None = None
    department: str | None = None
    title: str | None = None
    preferred_name: str | None = None
    addresses: Sequence[Contact | Mapping[str, Any]] | None = None
    password: str | None = None
    division_id: str | None = None
    state: str | None = None
    roles: Sequence[str] | None = None


@dataclass(kw_only=True, slots=True)
class UpdateUser(Body):
    """``version`` must be that of the user now; whatever else is set is changed."""

    version: int | None = None
    name: str | None = None
    email: str | None = None
    department: str | None = None
    title: str | None = None
    preferred_name: str | None = None
    addresses: Sequence[Contact | Mapping[str, Any]] | None = None
    state: str | None = None
    roles: Sequence[str] | None = None


@dataclass(kw_only=True, slots=True)
class ChangePasswordRequest(Body):
    new_password: str | None = None


@dataclass(frozen=True, kw_only=True)
class SystemPresence(Model):
    id: str | None = None
    name: str | None = None
    self_uri: str | None = None


@dataclass(kw_only=True, slots=True)
class UserSearchCriteria(Body):
    """``type`` is ``EXACT``, ``TERM``, ``TERMS``, ``STARTS_WITH`` or ``CONTAINS``; ``operator`` joins it to the one before."""

    fields: Sequence[str] | None = None
    value: str | None = None
    values: Sequence[str] | None = None
    type: str | None = None
    operator: str | None = None


@dataclass(kw_only=True, slots=True)
class UserSearchRequest(Body):
    page_size: int | None = None
    page_number: int | None = None
    sort_order: str | None = None
    sort_by: str | None = None
    sort: Sequence[Mapping[str, Any]] | None = None
    expand: Sequence[str] | None = None
    query: Sequence[UserSearchCriteria | Mapping[str, Any]] | None = None
