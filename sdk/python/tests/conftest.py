from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from blocking import Blocking, Connect  # noqa: E402
from fake_time import Time  # noqa: E402
from pillion import AsyncClient, Client, Retries  # noqa: E402
from pillion._async_transport import AsyncTransport  # noqa: E402
from pillion._settings import Credentials, Settings  # noqa: E402
from pillion._transport import Transport  # noqa: E402
from real_server import PROGRAM, RealServer, running  # noqa: E402
from recording_server import RecordingServer  # noqa: E402


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "CLIENT_ID", "CLIENT_SECRET", "ACCESS_TOKEN"):
        monkeypatch.delenv(f"PILLION_{name}", raising=False)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    server = RecordingServer()
    yield server
    server.close()


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, time: Time) -> Iterator[Connect]:
    """Makes clients of either kind that wait in fake time; those for asyncio are made to block."""
    loop = asyncio.new_event_loop()
    made: list[Any] = []

    def over(url: str, **changed: Any) -> Any:
        settings = Settings(
            base_url=url,
            **{
                "credentials": Credentials("dev", "dev-secret"),
                "timeout": 5,
                "retries": Retries(attempts=3),
                **changed,
            },
        )
        if request.param == "sync":
            made.append(Client._over(Transport(settings, sleep=time.sleep, clock=time.clock)))
        else:

            async def sleep(seconds: float) -> None:
                time.sleep(seconds)

            transport = AsyncTransport(settings, sleep=sleep, clock=time.clock)
            made.append(Blocking(AsyncClient._over(transport), loop))
        return made[-1]

    yield over
    for client in made:
        client.close()
    loop.close()


@pytest.fixture
def client(server: RecordingServer, connect: Connect) -> Client:
    return connect(server.url)


@pytest.fixture(scope="session")
def real_server() -> Iterator[RealServer]:
    if not PROGRAM.exists():
        pytest.fail(f"the server is not built: dotnet build src/Server -c Release makes {PROGRAM}")
    with running() as server:
        yield server


@pytest.fixture(params=["sync", "async"])
def real(request: pytest.FixtureRequest, real_server: RealServer) -> Iterator[Client]:
    """A client of either kind on the real server; the one for asyncio is made to block."""
    settings = (real_server.url, real_server.client_id, real_server.client_secret)
    if request.param == "sync":
        with Client(*settings) as client:
            yield client
        return
    loop = asyncio.new_event_loop()
    blocking: Any = Blocking(AsyncClient(*settings), loop)
    yield blocking
    blocking.close()
    loop.close()
