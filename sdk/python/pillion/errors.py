"""What can go wrong, and what the server says to do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast


class PillionError(Exception):
    """The base of everything this package raises on purpose."""


class PillionConnectionError(PillionError):
    """No answer came back: the server could not be reached, or the connection broke, after all retries."""


class PillionAnswerError(PillionError):
    """An answer came back that does not have the documented shape."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong with a request. ``pointer`` is a JSON Pointer into its body."""

    code: str = ""
    message: str = ""
    pointer: str | None = None
    found: Any = None
    expected: list[Any] = field(default_factory=lambda: cast("list[Any]", []))
    nearest: str | None = None

    def __str__(self) -> str:
        lines = [": ".join(part for part in (self.pointer, self.message) if part) or self.code]
        if self.found is not None:
            lines.append(f"found {_short(self.found)}")
        if self.expected:
            lines.append("expected " + " or ".join(_short(item) for item in self.expected))
        if self.nearest:
            lines.append(f"did you mean {_short(self.nearest)}?")
        return "\n   ".join(lines)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """The corrected request, with the caller's own values, ready to send."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=lambda: cast("dict[str, str]", {}))
    body: Any = None

    def __str__(self) -> str:
        lines = [f"{self.method} {self.path}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items() if name.lower() != "authorization"]
        if self.body is not None:
            lines += ["", json.dumps(self.body, indent=2, ensure_ascii=False)]
        return "\n".join(lines)


class PillionApiError(PillionError):
    """The server refused a request.

    ``status`` is the HTTP status, ``code`` the machine-readable reason (``bad.request``,
    ``authentication.required``, ...), ``errors`` every fault at once, ``suggestion`` a corrected request
    where the intent could be read, ``correlation_id`` what to quote when you ask about it. ``body`` is
    the answer as it came, ``headers`` its headers.
    """

    def __init__(
        self,
        *,
        status: int,
        reason: str,
        body: str,
        headers: Mapping[str, str],
        method: str = "",
        url: str = "",
    ) -> None:
        self.status = status
        self.reason = reason
        self.body = body
        self.headers = headers
        self.method = method
        self.url = url
        refusal = _object(body)
        self.code = _text(refusal.get("code")) or _text(refusal.get("error")) or _code_for(status)
        self.message = (
            _text(refusal.get("message")) or _text(refusal.get("error_description")) or _unexplained(status, reason, body)
        )
        self.errors = [_fault(item) for item in _list(refusal.get("errors"))]
        self.suggestion = _suggestion(refusal.get("suggestion"))
        self.docs = _text(refusal.get("docs"))
        self.correlation_id = _header(headers, "ININ-Correlation-Id") or _text(refusal.get("contextId"))
        super().__init__(self.message)

    def __str__(self) -> str:
        lines = [f"{self.status} {self.code}: {self.message}"]
        if self.method:
            lines.append(f"  for {self.method} {self.url}")
        for number, fault in enumerate(self.errors, start=1):
            # A single fault is the whole message; saying it twice helps nobody.
            told = replace(fault, message="") if fault.message == self.message else fault
            lines += ["", _indent(f"{number}. {told}")]
        if self.suggestion:
            lines += ["", "This request would be accepted:", "", _indent(str(self.suggestion))]
        notes = [("Read more", self.docs), ("Correlation id", self.correlation_id)]
        known = [f"{name}: {value}" for name, value in notes if value]
        return "\n".join(lines + ([""] + known if known else []))


def _object(body: str) -> Mapping[str, Any]:
    try:
        parsed: Any = json.loads(body)
    except ValueError:
        return {}
    return cast("Mapping[str, Any]", parsed) if isinstance(parsed, dict) else {}


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _fault(item: Any) -> Fault:
    if not isinstance(item, dict):
        return Fault(message=str(item))
    entry = cast("dict[str, Any]", item)
    return Fault(
        code=_text(entry.get("code")) or "",
        message=_text(entry.get("message")) or "",
        pointer=_text(entry.get("pointer")),
        found=entry.get("found"),
        expected=_list(entry.get("expected")),
        nearest=_text(entry.get("nearest")),
    )


def _suggestion(value: Any) -> Suggestion | None:
    if not isinstance(value, dict):
        return None
    entry = cast("dict[str, Any]", value)
    method, path = _text(entry.get("method")), _text(entry.get("path"))
    if not method or not path:
        return None
    headers: Any = entry.get("headers")
    named = cast("dict[str, Any]", headers) if isinstance(headers, dict) else {}
    return Suggestion(
        method=method, path=path, headers={name: str(text) for name, text in named.items()}, body=entry.get("body")
    )


def _header(headers: Mapping[str, str], name: str) -> str | None:
    return next((value for key, value in headers.items() if key.lower() == name.lower()), None)


def _code_for(status: int) -> str:
    return "unexpected.redirect" if 300 <= status < 400 else f"http.{status}"


def _unexplained(status: int, reason: str, body: str) -> str:
    """Something between here and Pillion answered, such as a proxy: say what it said."""
    start = " ".join(body.split())[:200]
    return f"The answer is HTTP {status} {reason}".rstrip() + (f", not one of Pillion's: {start}" if start else ".")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 200 else text[:197] + "..."


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
