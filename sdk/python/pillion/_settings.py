"""Where the server is and who calls: what both clients take, with the environment for what is left out."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

VERSION = "0.1.0"
USER_AGENT = f"pillion-python/{VERSION}"
DEFAULT_URL = "http://localhost:8080"


@dataclass(frozen=True, kw_only=True)
class Retries:
    """How often and how long to try. ``attempts`` counts the first one; waits are in seconds.

    ``reconnects`` is how often in a row a stream or a notification socket that was open is looked for again.
    A server that asks for a longer wait than ``longest_wait`` is not waited for: its refusal is raised.
    """

    attempts: int = 4
    first_wait: float = 0.25
    longest_wait: float = 30.0
    reconnects: int = 10

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError(f"attempts counts the first one and is at least 1, found {self.attempts}")


@dataclass(frozen=True)
class Credentials:
    """A client of the server's OAuth; the secret stays out of ``repr``."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``read_token`` gives a token that somebody else obtained; without one, ``credentials`` get one."""

    base_url: str
    credentials: Credentials | None = None
    read_token: Callable[[], str | None] = lambda: None
    timeout: float = 30.0
    verify: bool | str = True
    retries: Retries = Retries()

    def renews(self, token: str | None) -> bool:
        """Whether another token can be had when the server refuses this one."""
        return self.credentials is not None and token != self.read_token()

    @property
    def http_timeout(self) -> httpx.Timeout:
        return httpx.Timeout(self.timeout, connect=min(self.timeout, 5.0))

    @property
    def http_verify(self) -> bool | str:
        # Reading the system's certificates takes longer than a call; plain http has no use for them.
        return self.verify if self.base_url.startswith("https:") else False


def settings(
    base_url: str | None,
    client_id: str | None,
    client_secret: str | None,
    access_token: str | None,
    *,
    timeout: float,
    verify: bool | str,
    retries: Retries | None,
) -> Settings:
    """Checks what a caller gave, and completes it from ``PILLION_URL`` and the other variables."""
    if access_token is not None and (client_id is not None or client_secret is not None):
        raise ValueError("give either access_token or client_id and client_secret")
    if access_token is None and client_id is None:
        access_token = environment("PILLION_ACCESS_TOKEN")
    client_id = client_id or environment("PILLION_CLIENT_ID")
    client_secret = client_secret or environment("PILLION_CLIENT_SECRET")
    if not access_token and not (client_id and client_secret):
        raise ValueError(
            "no credentials: give client_id and client_secret, or access_token, "
            "or set PILLION_CLIENT_ID and PILLION_CLIENT_SECRET"
        )
    return Settings(
        base_url=checked(base_url or environment("PILLION_URL") or DEFAULT_URL),
        credentials=Credentials(client_id, client_secret) if client_id and client_secret and not access_token else None,
        read_token=lambda: access_token,
        timeout=timeout,
        verify=verify,
        retries=retries or Retries(),
    )


def environment(name: str) -> str | None:
    return os.environ.get(name) or None


def checked(base_url: str) -> str:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"base_url should look like 'http://localhost:8080', found {base_url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"base_url should have no query and no fragment, found {base_url!r}")
    if "@" in parts.netloc:
        raise ValueError("base_url should hold no user name or password; they go into client_id and client_secret")
    return base_url.rstrip("/")
