"""The body of a refusal, taken apart. Whatever came, reading it never fails: an error must not hide another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong with a request.

    ``pointer`` is a JSON Pointer into its body, or ``query:name``, ``path:name``, ``header:name``. ``found`` is
    what came, ``expected`` what is accepted, ``nearest`` what was probably meant, ``docs`` a page on it.
    """

    code: str = ""
    message: str = ""
    pointer: str | None = None
    found: Any = None
    expected: list[Any] = field(default_factory=list)
    nearest: str | None = None
    docs: str | None = None

    def __str__(self) -> str:
        return self.told()

    def told(self, known: str = "", place: str | None = None) -> str:
        """For people; a message that they have read already is left out, as is what the message holds."""
        message = "" if self.message == known else self.message
        lines = [": ".join(part for part in (place or self.pointer, message) if part) or self.code]
        if self.found is not None:
            lines.append(f"found {short(self.found)}")
        if self.expected:
            lines.append("expected " + " or ".join(short(item) for item in self.expected))
        if self.nearest:
            lines.append(f"did you mean {short(self.nearest)}?")
        if self.docs:
            lines.append(f"see {self.docs}")
        return "\n   ".join(lines)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """The corrected request, with the caller's own values; ``client.send`` sends it as it is."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None

    def __str__(self) -> str:
        lines = [f"{self.method} {self.path}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items() if name.lower() != "authorization"]
        if self.body is not None:
            lines += ["", json.dumps(self.body, indent=2, ensure_ascii=False)]
        return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    code: str
    message: str
    faults: list[Fault]
    suggestion: Suggestion | None
    docs: str | None
    context_id: str | None

    @classmethod
    def read(cls, status: int, reason: str, body: str) -> Refusal:
        told = _object(body)
        # The token endpoint answers as RFC 6749 has it: error and error_description.
        code = text(told.get("code")) or text(told.get("error")) or _code_for(status)
        message = text(told.get("message")) or text(told.get("error_description"))
        return cls(
            code=code,
            message=message or _unexplained(status, reason, body),
            faults=[_fault(item) for item in _list(told.get("errors"))],
            suggestion=_suggestion(told.get("suggestion")),
            docs=text(told.get("docs")),
            context_id=text(told.get("contextId")),
        )


def text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= 200 else told[:197] + "..."


def indented(lines: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in lines.split("\n"))


def _object(body: str) -> Mapping[str, Any]:
    try:
        parsed: Any = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _fault(item: Any) -> Fault:
    if not isinstance(item, dict):
        return Fault(message=str(item))
    entry: dict[str, Any] = item
    return Fault(
        code=text(entry.get("code")) or "",
        message=text(entry.get("message")) or "",
        pointer=text(entry.get("pointer")),
        found=entry.get("found"),
        expected=_list(entry.get("expected")),
        nearest=text(entry.get("nearest")),
        docs=text(entry.get("docs")),
    )


def _suggestion(value: Any) -> Suggestion | None:
    if not isinstance(value, dict):
        return None
    entry: dict[str, Any] = value
    method, path = text(entry.get("method")), text(entry.get("path"))
    if not method or not path:
        return None
    headers: Any = entry.get("headers")
    named: dict[str, Any] = headers if isinstance(headers, dict) else {}
    kept = {name: str(value) for name, value in named.items()}
    return Suggestion(method=method, path=path, headers=kept, body=entry.get("body"))


def _code_for(status: int) -> str:
    return "unexpected.redirect" if 300 <= status < 400 else f"http.{status}"


def _unexplained(status: int, reason: str, body: str) -> str:
    """Something between here and Pillion answered, such as a proxy: say what it said."""
    start = " ".join(body.split())[:200]
    return f"The answer is HTTP {status} {reason}".rstrip() + (f", not one of Pillion's: {start}" if start else ".")
