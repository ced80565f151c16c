from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SDK = HERE.parents[2] / "sdk" / "python"
sys.path[:0] = [str(HERE), str(HERE.parent), str(SDK)]

from fake_pillion import FakePillion  # noqa: E402
from tickets import TicketStore  # noqa: E402


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "tickets.db")


@pytest.fixture
def store(path: str) -> Iterator[TicketStore]:
    store = TicketStore(path)
    yield store
    store.close()


@pytest.fixture
def fake() -> Iterator[FakePillion]:
    with FakePillion() as fake:
        yield fake
