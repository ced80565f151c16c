from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from pillion import Pillion, Retries  # noqa: E402
from pillion._transport import Transport  # noqa: E402
from recording_server import RecordingServer  # noqa: E402


@dataclass
class Time:
    """Time that passes only when somebody waits."""

    now: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


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
