"""A small Pillion on a free loopback port: tokens, user search, and starting, idempotent as the real one."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

AVERY = {"id": "5e2b0000-0000-4000-8000-000000000001", "name": "Avery Moss", "email": "agent@example.test"}

REFUSAL: dict[str, Any] = {
    "message": "2 things are wrong with this request.",
    "code": "bad.request",
    "status": 400,
    "errors": [
        {"code": "unknown.visitor", "message": "No visitor has this id.", "pointer": "/participants/1/externalId"},
        {"code": "unknown.code", "message": "No such code.", "pointer": "/wrapUpCode", "nearest": "Resolved"},
    ],
    "suggestion": {"method": "POST", "path": "/api/v2/conversations", "body": {"wrapUpCode": "Resolved"}},
}


@dataclass
class FakePillion:
    users: list[dict[str, Any]] = field(default_factory=lambda: [AVERY])
    refusal: dict[str, Any] | None = None
    secret_is_wrong: bool = False
    lose_answers: int = 0
    state: str = "offered"
    #: One entry for each POST that arrived: its idempotency key and its body.
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    #: One entry for each session that was really started, by idempotency key.
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __enter__(self) -> FakePillion:
        fake, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def log_message(self, format: str, *args: Any) -> None:
                pass

            def _handle(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with lock:
                    answer = fake._answer(self.path, self.headers.get("Idempotency-Key", ""), body)
                if answer is None:
                    self.close_connection = True
                    return
                content = json.dumps(answer[1]).encode()
                self.send_response(answer[0])
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = _handle

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, path: str, key: str, body: bytes) -> tuple[int, Any] | None:
        if path == "/oauth/token":
            if self.secret_is_wrong:
                return 401, {"error": "invalid_client", "error_description": "The secret is wrong."}
            return 200, {"access_token": "t", "token_type": "Bearer", "expires_in": 3600}
        if path == "/api/v2/users/search":
            email = json.loads(body)["query"][0]["value"]
            return 200, {"results": [user for user in self.users if user["email"] == email]}
        if path.startswith("/api/v2/users?"):
            return 200, {"entities": self.users, "pageCount": 1, "pageNumber": 1}
        if path != "/api/v2/conversations":
            return 404, {"code": "not.found", "message": f"There is no {path}."}
        request = json.loads(body)
        self.posts.append((key, request))
        if self.refusal:
            return self.refusal["status"], self.refusal
        self.sessions.setdefault(key, self._started(len(self.sessions) + 1))
        if self.lose_answers:
            self.lose_answers -= 1
            return None
        return 201, self.sessions[key]

    def _started(self, number: int) -> dict[str, Any]:
        return {
            "id": f"c0{number}",
            "sessionId": f"s0{number}",
            "joinCode": "482913",
            "invitation": {
                "id": "i1",
                "state": self.state,
                "expires": "2026-11-22T13:10:00.000Z",
                "message": "The visitor is on the site now and has been asked.",
            },
            "visitorLink": "https://shop.test/#pillion=482913",
            "agentLink": f"http://localhost:8080/console/conversations/c0{number}",
        }
