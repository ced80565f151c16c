"""``Configuration`` and ``ApiClient`` of the compatible face."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Self, TypeVar

from pillion._calls import Call, Params
from pillion._settings import DEFAULT_URL, Credentials, Retries, Settings, checked, environment
from pillion._transport import Transport
from pillion.errors import PillionError
from pillion.rest import ApiException

T = TypeVar("T")


class Configuration:
    """Where the server is and how to reach it. ``pillion.configuration`` is the shared default.

    What is not given is taken from the environment: ``PILLION_URL``, ``PILLION_ACCESS_TOKEN``,
    ``PILLION_CLIENT_ID``, ``PILLION_CLIENT_SECRET``. ``access_token`` is read at every call, all else when an
    ``ApiClient`` is made. With ``client_id`` and ``client_secret`` the client gets its tokens by itself.
    ``verify_ssl`` and ``ssl_ca_cert`` (a path) are for a server with a certificate of its own; ``timeout`` is in
    seconds.
    """

    def __init__(
        self,
        host: str | None = None,
        access_token: str | None = None,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        verify_ssl: bool = True,
        ssl_ca_cert: str | None = None,
        timeout: float = 30.0,
        retries: Retries | None = None,
    ) -> None:
        self.host = host or environment("PILLION_URL") or DEFAULT_URL
        self.access_token = access_token or environment("PILLION_ACCESS_TOKEN")
        self.client_id = client_id or environment("PILLION_CLIENT_ID")
        self.client_secret = client_secret or environment("PILLION_CLIENT_SECRET")
        self.verify_ssl = verify_ssl
        self.ssl_ca_cert = ssl_ca_cert
        self.timeout = timeout
        self.retries = retries

    def __repr__(self) -> str:
        return f"Configuration(host={self.host!r})"


#: Used wherever no configuration is given; set its ``host`` before you make the first ``ApiClient``.
default_configuration = Configuration()


class ApiClient:
    """Sends the calls of the ``...Api`` classes. Takes a ``Configuration``, or just a host."""

    def __init__(
        self,
        configuration: Configuration | str | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if isinstance(configuration, str):
            configuration = Configuration(host=configuration)
        self.configuration = made = configuration or default_configuration
        self._given: str | None = None
        self._sleep = sleep
        settings = Settings(
            base_url=checked(made.host),
            credentials=Credentials(made.client_id, made.client_secret)
            if made.client_id and made.client_secret
            else None,
            read_token=lambda: self._given or self.configuration.access_token,
            timeout=made.timeout,
            verify=made.ssl_ca_cert if made.ssl_ca_cert and made.verify_ssl else made.verify_ssl,
            retries=made.retries or Retries(),
        )
        self._transport = Transport(settings, sleep=sleep)
        self._token: str | None = None

    @property
    def host(self) -> str:
        return self._transport.settings.base_url

    @property
    def access_token(self) -> str | None:
        """The token that was given or got last; set it to use one that you obtained."""
        return self._given or self._token or self.configuration.access_token

    @access_token.setter
    def access_token(self, token: str | None) -> None:
        self._given = token

    def get_client_credentials_token(self, client_id: str, client_secret: str) -> Self:
        """Signs in now, keeps the token renewed from here on, and returns this client."""
        credentials = Credentials(client_id, client_secret)
        # Whatever token was there before belongs to somebody else.
        settings = replace(self._transport.settings, credentials=credentials, read_token=lambda: self._given)
        self._given = None
        self._transport.close()
        self._transport = Transport(settings, sleep=self._sleep)
        try:
            self._token = self._transport.token()
        except PillionError as error:
            raise ApiException.of(error) from error
        return self

    def run(self, call: Call[T]) -> T:
        try:
            return self._transport.run(call)
        except PillionError as error:
            raise ApiException.of(error) from error

    def call_api(
        self,
        resource_path: str,
        method: str,
        query_params: Params | None = None,
        header_params: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Any:
        """Sends any request and returns its JSON, None when the answer is empty."""
        return self.run(
            Call(method=method, path=resource_path, params=query_params or {}, headers=header_params or {}, body=body)
        )

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
