"""The package and the server's OpenAPI file say the same: every operation has a method, every field an attribute."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import pillion
from pillion import apis
from pillion._calls import OPERATIONS, find_operation
from pillion._json import attribute_map, snake
from real_server import RealServer

#: Signing in is what the clients do by themselves; the console logs people in.
NOT_CALLED = "/oauth/"

#: Streams are read through their own methods.
STREAMS = {"get_cobrowse_lobby_stream": "client.lobby.watch()"}

Described = dict[str, Any]


@pytest.fixture(scope="module")
def openapi(real_server: RealServer) -> Described:
    answer = httpx.get(f"{real_server.url}/openapi/v2.json", timeout=30)
    assert answer.is_success, answer.text
    described: Described = answer.json()
    return described


def operations(openapi: Described) -> Iterator[tuple[str, str, Described]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            if not path.startswith(NOT_CALLED) and method in ("get", "post", "put", "patch", "delete", "head"):
                yield method.upper(), path, operation


def test_every_operation_has_a_method_and_every_method_an_operation(openapi: Described) -> None:
    served = {(snake(one["operationId"]), method, path) for method, path, one in operations(openapi)}
    known = {(row.name, row.method, row.template) for row in OPERATIONS.values()}
    assert (served - known, known - served) == (set(), set())


def test_every_operation_is_in_one_group_of_the_compatible_face() -> None:
    grouped = [name for api in apis.__all__ for name in vars(getattr(apis, api)) if not name.startswith("_")]
    assert sorted(grouped) == sorted(set(OPERATIONS) - set(STREAMS))


def test_every_operation_is_reached_by_the_natural_face() -> None:
    folder = Path(pillion.__file__).parent / "resources"
    source = "\n".join(path.read_text() for path in folder.glob("*.py"))
    # The same under another address, or in an older or shorter shape.
    twins = {
        "delete_conversation",
        "get_presencedefinition",
        "get_presencedefinitions",
        "get_routing_wrapupcodes_divisionviews",
        "get_user_presence",
        "patch_conversation_recordingstate",
        "post_conversation_participant_replace",
        "post_conversation_participant_replace_queue",
        "patch_user_presence",
        "post_conversations_cobrowse",
    }
    # Calls, messages and sessions by their own paths do what the generic operations do.
    by_medium = re.compile("/api/v2/conversations/(calls|messages|cobrowsesessions)(/|$)")
    generic = [name for name, row in OPERATIONS.items() if not by_medium.match(row.template)]
    missing = {name for name in generic if not re.search(rf"\b{name}\b", source)}
    assert missing == twins


def test_every_query_parameter_can_be_given(openapi: Described) -> None:
    for _, _, operation in operations(openapi):
        row = OPERATIONS[snake(operation["operationId"])]
        named = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
        takes = set(inspect.signature(row.describe).parameters)
        assert {snake(name) for name in named} - {"dry_run"} <= takes, row.name


def test_every_field_of_an_answer_has_an_attribute(openapi: Described) -> None:
    missing: set[str] = set()
    for _, _, operation in operations(openapi):
        row = OPERATIONS[snake(operation["operationId"])]
        for status, answer in operation["responses"].items():
            for content in answer.get("content", {}).values() if status.startswith("2") else ():
                rehearsed = content["schema"].get("$ref", "").endswith("/Rehearsal")
                kind = pillion.Rehearsal if rehearsed else row.answer
                missing |= set(_missing(openapi, content["schema"], kind, row.name))
    assert missing == set()


def test_every_field_of_a_body_has_an_attribute(openapi: Described) -> None:
    missing: set[str] = set()
    for _, _, operation in operations(openapi):
        row = OPERATIONS[snake(operation["operationId"])]
        for content in operation.get("requestBody", {}).get("content", {}).values():
            hint = typing.get_type_hints(row.describe)["body"]
            missing |= set(_missing(openapi, content["schema"], hint, row.name))
    assert missing == set()


def test_an_address_without_places_wins() -> None:
    found = find_operation("post", "/api/v2/conversations/cobrowse?x=1")
    assert found is not None and found.name == "post_conversations_cobrowse"
    assert find_operation("GET", "/api/v2/nowhere") is None


def _missing(
    openapi: Described, schema: Described, hint: Any, place: str, above: frozenset[Any] = frozenset()
) -> Iterator[str]:
    """Properties of a schema that the dataclass for it lacks, all the way down."""
    schema = _resolved(openapi, schema)
    kind = _dataclass(hint)
    if "items" in schema:
        (item, *_) = [*typing.get_args(_bare(hint)), Any]
        yield from _missing(openapi, schema["items"], item, f"{place}[]", above)
    elif kind and kind not in above and "properties" in schema:
        hints = typing.get_type_hints(kind)
        attributes = {json: name for name, json in attribute_map(kind).items()}
        for name, inner in schema["properties"].items():
            if name in attributes:
                yield from _missing(openapi, inner, hints[attributes[name]], f"{place}.{name}", above | {kind})
            else:
                yield f"{kind.__name__}.{name} ({place})"


def _resolved(openapi: Described, schema: Described) -> Described:
    for choice in schema.get("oneOf", schema.get("anyOf", [])):
        if choice.get("type") != "null":
            return _resolved(openapi, choice)
    if "$ref" in schema:
        return _resolved(openapi, openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    return schema


def _bare(hint: Any) -> Any:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(one for one in typing.get_args(hint) if one is not types.NoneType)
    return hint


def _dataclass(hint: Any) -> Any:
    kinds = typing.get_args(hint) if typing.get_origin(hint) in (types.UnionType, typing.Union) else (hint,)
    return next((one for one in kinds if isinstance(one, type) and dataclasses.is_dataclass(one)), None)
