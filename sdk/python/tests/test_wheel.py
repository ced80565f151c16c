"""The wheel is built without a network, holds everything, and works where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def run(*command: str, cwd: Path, **environment: str) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        command, cwd=cwd, env={**kept, **environment}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_is_whole_and_works(tmp_path: Path) -> None:
    # In a copy, because building leaves its own folders beside the sources.
    source = tmp_path / "source"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__", "tests", "build", "*.egg-info"))
    run("/usr/bin/python3", "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), cwd=source)
    (wheel,) = tmp_path.glob("pillion-*-py3-none-any.whl")

    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as content:
        content.extractall(installed)
    modules = {path.relative_to(PACKAGE) for path in (PACKAGE / "pillion").rglob("*.py")}
    assert {Path(name) for name in content.namelist() if name.endswith(".py")} == modules
    assert (installed / "pillion/py.typed").exists()

    script = "import pillion, pillion.compat; print(pillion.__file__, pillion.__version__, len(pillion.models.__all__))"
    told = run("/usr/bin/python3", "-B", "-c", script, cwd=tmp_path, PYTHONPATH=str(installed))
    assert told.startswith(f"{installed}/pillion/__init__.py 0.1.0 ")
