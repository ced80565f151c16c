from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from pillion import Pillion, Retries  # noqa: E402
from pillion._transport import Transport  # noqa: E402
from fake_time import Time  # noqa: E402
from recording_server import RecordingServer  # noqa: E402


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    server = RecordingServer()
    yield server
    server.close()


@pytest.fixture
def pillion(server: RecordingServer, time: Time) -> Iterator[Pillion]:
    transport = Transport(server.url, timeout=5, retries=Retries(attempts=3), sleep=time.sleep, clock=time.clock)
    with Pillion._over(transport, "dev", "dev-secret") as client:
        yield client
