"""The package is fully typed, for its callers too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]


Mypy = Callable[..., str]


@pytest.fixture(scope="module")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> Mypy:
    """Runs mypy on files and folders; what one run has read, the next one knows."""
    cache = tmp_path_factory.mktemp("mypy")

    def run(*paths: Path) -> str:
        command = ["/usr/bin/mypy", f"--cache-dir={cache}", *map(str, paths)]
        done = subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True, timeout=300, check=False)
        return done.stdout + done.stderr

    return run


def test_the_package_and_its_examples_are_strictly_typed(mypy: Mypy) -> None:
    assert mypy(PACKAGE / "pillion", PACKAGE / "examples").startswith("Success")


def test_the_code_is_formatted() -> None:
    folders = [str(PACKAGE / name) for name in ("pillion", "examples", "tests")]
    command = ["/usr/bin/black", "--check", "--quiet", "--config", str(PACKAGE / "pyproject.toml"), *folders]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"run: black {' '.join(folders)}\n{done.stderr}"


def test_the_two_clients_answer_with_their_own_types(mypy: Mypy, tmp_path: Path) -> None:
    script = tmp_path / "callers.py"
    script.write_text(
        "import pillion\n"
        "client = pillion.Client()\n"
        "later = pillion.AsyncClient()\n"
        "reveal_type(client.conversations.get('c'))\n"
        "reveal_type(later.conversations.get('c'))\n"
        "reveal_type(client.users.iterate())\n"
        "reveal_type(later.users.iterate())\n"
        "reveal_type(pillion.ConversationsApi().get_conversation('c'))\n"
        "reveal_type(client.cobrowse.start(agent='a', visitor='v'))\n"
        "reveal_type(client.cobrowse.start.dry_run(agent='a', visitor='v'))\n"
        "reveal_type(later.cobrowse.start.dry_run(agent='a', visitor='v'))\n"
        "client.conversations.get(17)\n"
        "client.conversations.wrap_up('c', 'Resolved', note='x')\n"
    )
    told = mypy(script)
    for part in (
        '4: note: Revealed type is "pillion.models.conversations.Conversation"',
        '5: note: Revealed type is "typing.Coroutine[Any, Any, pillion.models.conversations.Conversation]"',
        '6: note: Revealed type is "typing.Iterator[pillion.models.users.User]"',
        '7: note: Revealed type is "typing.AsyncIterator[pillion.models.users.User]"',
        '8: note: Revealed type is "pillion.models.conversations.Conversation"',
        '9: note: Revealed type is "pillion.models.conversations.StartedCobrowse"',
        '10: note: Revealed type is "pillion.models.rehearsal.Rehearsal"',
        '11: note: Revealed type is "typing.Coroutine[Any, Any, pillion.models.rehearsal.Rehearsal]"',
        '12: error: Argument 1 has incompatible type "int"',
        '13: error: Unexpected keyword argument "note"',
    ):
        assert part in told, told
