"""What scripts import that were written for other names: change their import lines to this module.

``PureCloudPlatformClientV2`` with ``authenticate`` is a client by itself, and ``post_conversations`` takes its
body as ``request`` too. Everything else is what ``pillion`` has under the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from pillion import apis, models
from pillion.api_client import ApiClient as ApiClient, Configuration as Configuration
from pillion.api_client import default_configuration
from pillion.apis import *
from pillion.models import *
from pillion.rest import ApiException as ApiException

configuration = default_configuration

# A type checker reads the imports themselves.
if not TYPE_CHECKING:
    __all__ = sorted(
        {
            *models.__all__,
            *apis.__all__,
            "ApiClient",
            "ApiException",
            "ClientCredentials",
            "Configuration",
            "PureCloudPlatformClientV2",
            "configuration",
        }
    )


@dataclass(frozen=True, kw_only=True)
class ClientCredentials:
    """The id and secret of an API client; the secret stays out of ``repr``."""

    client_id: str
    client_secret: str = field(repr=False)


class PureCloudPlatformClientV2(ApiClient):
    """An ``ApiClient`` that is signed in by ``authenticate``."""

    def authenticate(self, client_credentials: ClientCredentials) -> Self:
        """Signs in now, keeps the token renewed from here on, and returns this client."""
        return self.get_client_credentials_token(client_credentials.client_id, client_credentials.client_secret)


class ConversationsApi(apis.ConversationsApi):  # type: ignore[no-redef]
    """The same operations; a conversation may also be started with ``request=...``."""

    def post_conversations(  # type: ignore[override]
        self,
        body: CreateConversationRequest | Mapping[str, Any] | None = None,
        *,
        request: CreateConversationRequest | Mapping[str, Any] | None = None,
    ) -> StartedConversation:
        """Starts a conversation; ``body`` and ``request`` are two names for the same."""
        given = [one for one in (body, request) if one is not None]
        if len(given) != 1:
            raise TypeError("post_conversations takes one body, as body or as request")
        return super().post_conversations(given[0])
