"""Requests as calls of the compatible face, and places in a body as places in Python."""

from __future__ import annotations

import dataclasses
import pprint
import re
import typing
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pillion._calls import Operation, find_operation
from pillion._json import attribute_map, snake
from pillion._refusal import Suggestion

_WIDTH = 100


def call_of(suggestion: Suggestion) -> str | None:
    """``ConversationsApi(client).get_conversation('...')``; None when no method would send this request."""
    known = find_operation(suggestion.method, suggestion.path)
    api = _api_of(known.name) if known else None
    if known is None or api is None:
        return None
    url = urlsplit(suggestion.path)
    found = known.pattern.fullmatch(url.path)
    arguments = [repr(unquote(place)) for place in (found.groups() if found else ())]
    if suggestion.body is not None:
        body = _body(known, suggestion.body)
        if body is None:
            return None
        arguments.append(body)
    arguments += [f"{snake(name)}={value!r}" for name, value in parse_qsl(url.query)]
    return _wrapped(f"{api}(client).{known.name}", arguments)


def place_of(pointer: str | None, method: str, url: str) -> str | None:
    """``/wrapUpCode`` of a request's body is the attribute ``wrap_up_code``, ``/to/0/id`` is ``to[0]['id']``."""
    if not pointer or not pointer.startswith("/"):
        return pointer
    known = find_operation(method, urlsplit(url).path)
    kind = _body_kind(known) if known else None
    attributes = {json: name for name, json in attribute_map(kind).items()} if kind else {}
    first, *rest = (part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/"))
    return attributes.get(first, first) + "".join(f"[{part}]" if part.isdigit() else f"[{part!r}]" for part in rest)


def _api_of(name: str) -> str | None:
    from pillion import apis

    return next((api for api in apis.__all__ if name in vars(getattr(apis, api))), None)


def _body_kind(known: Operation) -> type[Any] | None:
    hint = typing.get_type_hints(known.describe).get("body")
    kinds = [kind for kind in typing.get_args(hint) if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    return kinds[0] if kinds else None


def _body(known: Operation, body: Any) -> str | None:
    kind = _body_kind(known)
    if kind is None or not isinstance(body, dict):
        return pprint.pformat(body, width=_WIDTH, sort_dicts=False)
    attributes = {json: name for name, json in attribute_map(kind).items()}
    if not set(body) <= set(attributes):
        return None
    arguments = [
        f"{attributes[name]}={pprint.pformat(value, width=_WIDTH - 8, sort_dicts=False)}"
        for name, value in body.items()
    ]
    return _wrapped(kind.__name__, arguments)


def _wrapped(function: str, arguments: list[str]) -> str:
    flat = f"{function}({', '.join(arguments)})"
    if len(flat) <= _WIDTH and "\n" not in flat:
        return flat
    lines = [re.sub(r"^", "    ", argument, flags=re.MULTILINE) + "," for argument in arguments]
    return "\n".join([f"{function}(", *lines, ")"])
