"""What the README shows is what the example files hold, and every one of them runs."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from real_server import RealServer

PACKAGE = Path(__file__).parents[1]
SHOWN = re.findall(r"<!-- (\S+) -->\n```python\n(.*?)```", (PACKAGE / "README.md").read_text(), re.DOTALL)


def run(script: Path, server: RealServer, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a script as it is but for the server's address."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**kept, "PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1", "PILLION_URL": server.url}
    copy = folder / script.name
    copy.write_text(script.read_text().replace("http://localhost:8080", server.url))
    command = ["/usr/bin/python3", "-W", "error::DeprecationWarning", str(copy), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_every_example_is_shown_as_it_is() -> None:
    assert {name: (PACKAGE / name).read_text() for name, _ in SHOWN} == dict(SHOWN)
    assert {name for name, _ in SHOWN} == {f"examples/{path.name}" for path in (PACKAGE / "examples").glob("*.py")}


@pytest.mark.parametrize("name", [name for name, _ in SHOWN])
def test_every_example_runs(name: str, real_server: RealServer, tmp_path: Path) -> None:
    done = run(PACKAGE / name, real_server, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
