"""The built server as a process on a free loopback port, with a data folder of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from network import Network

ROOT = Path(__file__).parents[3]
PROGRAM = ROOT / "artifacts/bin/Pillion.Server/release/Pillion.Server.dll"
DEADLINE = 60.0


@dataclass(frozen=True)
class RealServer:
    """The development settings seed a client, two agents, a site and wrap-up codes."""

    url: str

    client_id = "dev"
    client_secret = "dev-secret"
    agent = "agent@example.test"
    other_agent = "jordan@example.test"
    password = "pillion"


@contextlib.contextmanager
def running(through: Network | None = None) -> Iterator[RealServer]:
    """Starts the server and waits for it; ``through`` is a network that its callers have to go through."""
    with tempfile.TemporaryDirectory(prefix="pillion-sdk-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "PORT": str(port),
            "PILLION_DATA": folder,
            "Pillion__Web": str(ROOT / "web/dist"),
            **({"Pillion__PublicUrl": f"http://localhost:{through.port}"} if through else {}),
            "DOTNET_NOLOGO": "1",
            "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
        }
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            command = ["dotnet", str(PROGRAM), "--environment", "Development"]
            process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT)
            try:
                url = f"http://localhost:{port}"
                _wait(url, process, log)
                if through is None:
                    yield RealServer(url)
                else:
                    through.to = port
                    yield RealServer(f"http://localhost:{through.port}")
            finally:
                process.terminate()
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"The server ended with {process.returncode} while starting:\n{log.read_text()}")
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/health/ready", timeout=5).is_success:
                return
        time.sleep(0.05)
    raise AssertionError(f"The server was not ready at {url} within {DEADLINE} s:\n{log.read_text()}")
