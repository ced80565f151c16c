"""The operations under the names and in the groups of the vendor's SDK, and Pillion's own beside them.

A ``body`` is a model object or a plain dict, which goes out as it is. Failures raise
``pillion.rest.ApiException``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

from pillion.api_client import ApiClient
from pillion._calls import Call
from pillion.operations import (
    cobrowse,
    conversations,
    media,
    notifications,
    organization,
    presence,
    routing,
    sites,
    users,
    webdeployments,
)

__all__ = [
    "CobrowseApi",
    "ConversationsApi",
    "NotificationsApi",
    "OrganizationApi",
    "PresenceApi",
    "RoutingApi",
    "SitesApi",
    "TokensApi",
    "UsersApi",
    "WebDeploymentsApi",
]

P = ParamSpec("P")
T = TypeVar("T")


class _Api:
    """A group of operations; without a client it uses one over ``pillion.configuration``."""

    def __init__(self, api_client: ApiClient | None = None) -> None:
        self.api_client = api_client or ApiClient()


class _exposed(Generic[P, T]):
    """An operation as a method that sends it at once."""

    def __init__(self, describe: Callable[P, Call[T]]) -> None:
        self._describe = describe
        self.__doc__ = describe.__doc__
        self.__wrapped__ = describe

    def __get__(self, api: Any, owner: Any = None) -> Callable[P, T]:
        describe = self._describe

        @functools.wraps(describe)
        def send(*args: P.args, **kwargs: P.kwargs) -> T:
            made: T = api.api_client.run(describe(*args, **kwargs))
            return made

        return send


class ConversationsApi(_Api):
    post_conversations = _exposed(conversations.post_conversations)
    post_conversations_cobrowse = _exposed(conversations.post_conversations_cobrowse)
    get_conversations = _exposed(conversations.get_conversations)
    get_conversation = _exposed(conversations.get_conversation)
    delete_conversation = _exposed(conversations.delete_conversation)
    post_conversation_cobrowse = _exposed(conversations.post_conversation_cobrowse)
    get_conversation_cobrowse = _exposed(conversations.get_conversation_cobrowse)
    get_conversation_cobrowse_session = _exposed(conversations.get_conversation_cobrowse_session)
    post_conversation_disconnect = _exposed(conversations.post_conversation_disconnect)
    patch_conversation_participant = _exposed(conversations.patch_conversation_participant)
    patch_conversation_participant_attributes = _exposed(conversations.patch_conversation_participant_attributes)
    get_conversation_participant_wrapup = _exposed(conversations.get_conversation_participant_wrapup)
    get_conversation_participant_wrapupcodes = _exposed(conversations.get_conversation_participant_wrapupcodes)
    post_conversation_participant_replace = _exposed(conversations.post_conversation_participant_replace)
    post_conversation_participant_replace_agent = _exposed(conversations.post_conversation_participant_replace_agent)
    post_conversation_participant_replace_queue = _exposed(conversations.post_conversation_participant_replace_queue)
    post_conversation_assign = _exposed(conversations.post_conversation_assign)
    patch_conversation_recordingstate = _exposed(conversations.patch_conversation_recordingstate)
    put_conversation_tags = _exposed(conversations.put_conversation_tags)
    get_conversation_secureattributes = _exposed(conversations.get_conversation_secureattributes)
    patch_conversation_secureattributes = _exposed(conversations.patch_conversation_secureattributes)
    post_conversations_participants_attributes_search = _exposed(
        conversations.post_conversations_participants_attributes_search
    )

    get_conversations_cobrowsesessions = _exposed(media.cobrowse.get_all)
    get_conversations_cobrowsesession = _exposed(media.cobrowse.get)
    patch_conversations_cobrowsesession = _exposed(media.cobrowse.patch)
    put_conversations_cobrowsesession_recordingstate = _exposed(media.cobrowse.put_recordingstate)
    patch_conversations_cobrowsesession_participant = _exposed(media.cobrowse.patch_participant)
    patch_conversations_cobrowsesession_participant_attributes = _exposed(media.cobrowse.patch_attributes)
    post_conversations_cobrowsesession_participant_replace = _exposed(media.cobrowse.replace)
    get_conversations_cobrowsesession_participant_wrapup = _exposed(media.cobrowse.get_wrapup)
    get_conversations_cobrowsesession_participant_wrapupcodes = _exposed(media.cobrowse.get_wrapupcodes)
    patch_conversations_cobrowsesession_participant_communication = _exposed(media.cobrowse.patch_communication)
    get_conversations_cobrowsesession_participant_communication_wrapup = _exposed(
        media.cobrowse.get_communication_wrapup
    )
    post_conversations_cobrowsesession_participant_communication_wrapup = _exposed(
        media.cobrowse.post_communication_wrapup
    )

    get_conversations_calls = _exposed(media.calls.get_all)
    get_conversations_call = _exposed(media.calls.get)
    patch_conversations_call = _exposed(media.calls.patch)
    put_conversations_call_recordingstate = _exposed(media.calls.put_recordingstate)
    patch_conversations_call_participant = _exposed(media.calls.patch_participant)
    patch_conversations_call_participant_attributes = _exposed(media.calls.patch_attributes)
    post_conversations_call_participant_replace = _exposed(media.calls.replace)
    get_conversations_call_participant_wrapup = _exposed(media.calls.get_wrapup)
    get_conversations_call_participant_wrapupcodes = _exposed(media.calls.get_wrapupcodes)
    patch_conversations_call_participant_communication = _exposed(media.calls.patch_communication)
    get_conversations_call_participant_communication_wrapup = _exposed(media.calls.get_communication_wrapup)
    post_conversations_call_participant_communication_wrapup = _exposed(media.calls.post_communication_wrapup)

    get_conversations_messages = _exposed(media.messages.get_all)
    get_conversations_message = _exposed(media.messages.get)
    patch_conversations_message = _exposed(media.messages.patch)
    put_conversations_message_recordingstate = _exposed(media.messages.put_recordingstate)
    patch_conversations_message_participant = _exposed(media.messages.patch_participant)
    patch_conversations_message_participant_attributes = _exposed(media.messages.patch_attributes)
    post_conversations_message_participant_replace = _exposed(media.messages.replace)
    get_conversations_message_participant_wrapup = _exposed(media.messages.get_wrapup)
    get_conversations_message_participant_wrapupcodes = _exposed(media.messages.get_wrapupcodes)
    patch_conversations_message_participant_communication = _exposed(media.messages.patch_communication)
    get_conversations_message_participant_communication_wrapup = _exposed(media.messages.get_communication_wrapup)
    post_conversations_message_participant_communication_wrapup = _exposed(media.messages.post_communication_wrapup)


class CobrowseApi(_Api):
    """Pillion's own operations."""

    get_cobrowse_lobby = _exposed(cobrowse.get_cobrowse_lobby)
    post_cobrowse_session_viewers = _exposed(cobrowse.post_cobrowse_session_viewers)


class UsersApi(_Api):
    get_users = _exposed(users.get_users)
    get_users_me = _exposed(users.get_users_me)
    get_user = _exposed(users.get_user)
    post_users = _exposed(users.post_users)
    patch_user = _exposed(users.patch_user)
    post_user_password = _exposed(users.post_user_password)
    post_users_search = _exposed(users.post_users_search)
    get_user_routingstatus = _exposed(users.get_user_routingstatus)
    put_user_routingstatus = _exposed(users.put_user_routingstatus)


class PresenceApi(_Api):
    get_user_presences_purecloud = _exposed(presence.get_user_presences_purecloud)
    patch_user_presences_purecloud = _exposed(presence.patch_user_presences_purecloud)
    get_user_presence = _exposed(presence.get_user_presence)
    patch_user_presence = _exposed(presence.patch_user_presence)
    get_presence_definitions = _exposed(presence.get_presence_definitions)
    get_presence_definition = _exposed(presence.get_presence_definition)
    get_presencedefinitions = _exposed(presence.get_presencedefinitions)
    get_presencedefinition = _exposed(presence.get_presencedefinition)
    get_systempresences = _exposed(presence.get_systempresences)


class RoutingApi(_Api):
    get_routing_wrapupcodes = _exposed(routing.get_routing_wrapupcodes)
    post_routing_wrapupcodes = _exposed(routing.post_routing_wrapupcodes)
    get_routing_wrapupcode = _exposed(routing.get_routing_wrapupcode)
    put_routing_wrapupcode = _exposed(routing.put_routing_wrapupcode)
    delete_routing_wrapupcode = _exposed(routing.delete_routing_wrapupcode)
    get_routing_wrapupcodes_divisionviews = _exposed(routing.get_routing_wrapupcodes_divisionviews)


class NotificationsApi(_Api):
    post_notifications_channels = _exposed(notifications.post_notifications_channels)
    get_notifications_channels = _exposed(notifications.get_notifications_channels)
    head_notifications_channel = _exposed(notifications.head_notifications_channel)
    get_notifications_channel_subscriptions = _exposed(notifications.get_notifications_channel_subscriptions)
    post_notifications_channel_subscriptions = _exposed(notifications.post_notifications_channel_subscriptions)
    put_notifications_channel_subscriptions = _exposed(notifications.put_notifications_channel_subscriptions)
    delete_notifications_channel_subscriptions = _exposed(notifications.delete_notifications_channel_subscriptions)
    get_notifications_availabletopics = _exposed(notifications.get_notifications_availabletopics)


class OrganizationApi(_Api):
    get_organizations_me = _exposed(organization.get_organizations_me)


class TokensApi(_Api):
    get_tokens_me = _exposed(organization.get_tokens_me)
    delete_tokens_me = _exposed(organization.delete_tokens_me)


class SitesApi(_Api):
    """Pillion's own operations."""

    get_sites = _exposed(sites.get_sites)
    post_sites = _exposed(sites.post_sites)
    get_site = _exposed(sites.get_site)
    put_site = _exposed(sites.put_site)
    post_site_secret = _exposed(sites.post_site_secret)


class WebDeploymentsApi(_Api):
    """The visitor's side; no token is sent."""

    get_webdeployments_deployment_cobrowse_session_id = _exposed(
        webdeployments.get_webdeployments_deployment_cobrowse_session_id
    )
    delete_webdeployments_deployment_cobrowse_session_id = _exposed(
        webdeployments.delete_webdeployments_deployment_cobrowse_session_id
    )
