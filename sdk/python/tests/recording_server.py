"""A real HTTP server on a free loopback port that records what arrives, byte for byte."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Received:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    status: int = 200
    json: Any = None
    text: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    hang_up: bool = False

    def content(self) -> bytes:
        if self.text is not None:
            return self.text.encode()
        return b"" if self.json is None else json.dumps(self.json).encode()


class _Tee:
    """Keeps what the handler reads, so that a test sees the request as it came over the wire."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.seen = bytearray()

    def readline(self, limit: int = -1) -> bytes:
        line = self._stream.readline(limit)
        self.seen += line
        return line

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.seen += data
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class RecordingServer:
    """Answers ``POST /oauth/token`` by itself; everything else from ``reply`` or ``answer_with``."""

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self.expires_in: Any = 3600
        self._replies: deque[Reply] = deque()
        self._token_replies: deque[Reply] = deque()
        self._answer: Callable[[Received], Reply] | None = None
        self._tokens = 0
        self._lock = threading.Lock()
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body leave in one packet; in two, the second waits for the peer's delayed ack.
            wbufsize = -1

            def setup(self) -> None:
                super().setup()
                self.rfile = _Tee(self.rfile)  # type: ignore[assignment]

            def log_message(self, format: str, *args: Any) -> None:
                pass

            def _handle(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                raw = bytes(self.rfile.seen)  # type: ignore[attr-defined]
                self.rfile.seen.clear()  # type: ignore[attr-defined]
                reply = recorder._next(Received(self.command, self.path, dict(self.headers.items()), body, raw))
                if reply.hang_up:
                    self.close_connection = True
                    return
                content = reply.content()
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _handle

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def reply(self, *replies: Reply) -> None:
        self._replies.extend(replies)

    def reply_to_token(self, *replies: Reply) -> None:
        self._token_replies.extend(replies)

    def answer_with(self, answer: Callable[[Received], Reply]) -> None:
        self._answer = answer

    def calls(self) -> list[Received]:
        """What arrived but for the token requests."""
        return [request for request in self.requests if request.target != "/oauth/token"]

    def token_calls(self) -> list[Received]:
        return [request for request in self.requests if request.target == "/oauth/token"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self, request: Received) -> Reply:
        with self._lock:
            self.requests.append(request)
            if request.target == "/oauth/token":
                if self._token_replies:
                    return self._token_replies.popleft()
                self._tokens += 1
                grant = {"access_token": f"token-{self._tokens}", "token_type": "Bearer", "expires_in": self.expires_in}
                return Reply(json=grant)
            if self._answer:
                return self._answer(request)
            if self._replies:
                return self._replies.popleft()
            return Reply(status=599, text="the test did not say what to answer")
