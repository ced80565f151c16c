"""``Configuration`` and ``ApiClient`` of the compatible face."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Self

from pillion._credentials import GivenToken, TokenSource
from pillion._transport import Params, Retries, Transport
from pillion.errors import PillionError
from pillion.rest import ApiException


class Configuration:
    """Where the server is and how to reach it. ``pillion.configuration`` is the shared default.

    ``host`` is read when an ``ApiClient`` is made, ``access_token`` at every call. ``verify_ssl`` and
    ``ssl_ca_cert`` (a path) are for a server with a certificate of its own; ``timeout`` is in seconds.
    """

    def __init__(
        self,
        host: str = "http://localhost:8080",
        access_token: str | None = None,
        *,
        verify_ssl: bool = True,
        ssl_ca_cert: str | None = None,
        timeout: float = 30.0,
        retries: Retries | None = None,
    ) -> None:
        self.host = host
        self.access_token = access_token
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
        self.configuration = configuration or default_configuration
        self.access_token: str | None = None
        ca = self.configuration.ssl_ca_cert
        self._transport = Transport(
            self.configuration.host,
            timeout=self.configuration.timeout,
            verify=ca if ca and self.configuration.verify_ssl else self.configuration.verify_ssl,
            retries=self.configuration.retries,
            sleep=sleep,
        )
        self._tokens: TokenSource = GivenToken(lambda: self.access_token or self.configuration.access_token)

    @property
    def host(self) -> str:
        return self._transport.base_url

    def get_client_credentials_token(self, client_id: str, client_secret: str) -> Self:
        """Signs in now, keeps the token renewed from here on, and returns this client."""
        tokens = self._transport.client_credentials(client_id, client_secret)
        try:
            self.access_token = tokens.token()
        except PillionError as error:
            raise ApiException.of(error) from error
        self._tokens = tokens
        return self

    def call_api(
        self,
        resource_path: str,
        method: str,
        query_params: Params | None = None,
        header_params: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Any:
        """Calls one operation and returns its JSON, None when the answer is empty."""
        try:
            return self._transport.send(
                method, resource_path, tokens=self._tokens, params=query_params, body=body, headers=header_params
            )
        except PillionError as error:
            raise ApiException.of(error) from error

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
