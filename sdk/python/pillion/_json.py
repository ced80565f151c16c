"""JSON objects to dataclasses and back: camelCase outside, snake_case inside.

Reading is lenient where a newer server may differ (unknown fields are ignored, unknown enum texts are
kept) and strict where nothing sensible could follow (a field without a default is missing).
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from pillion.errors import AnswerError

T = TypeVar("T")

_UPPER = re.compile(r"(?<!^)([A-Z])")


def camel(name: str) -> str:
    """``wrap_up_code`` -> ``wrapUpCode``."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def snake(name: str) -> str:
    """``wrapUpCode`` -> ``wrap_up_code``."""
    return _UPPER.sub(r"_\1", name).lower()


def read(hint: Any, data: Any) -> Any:
    """Any answer: a dataclass, a list of them, a plain value, or None for an operation that answers nothing."""
    return None if hint is types.NoneType or hint is None else _value(hint, data, "")


def decode(kind: type[T], data: Any, pointer: str = "") -> T:
    """Builds ``kind``, a dataclass, from a JSON object; raises AnswerError naming the place."""
    if not isinstance(data, Mapping):
        raise AnswerError(f"The answer should be an object at '{pointer or '/'}', found {_name(data)}.")
    source: Mapping[str, Any] = data
    hints = _hints(cast(Any, kind))
    values: dict[str, Any] = {}
    for field in dataclasses.fields(cast(Any, kind)):
        if field.name == "raw":
            values["raw"] = dict(source)
        if not _is_json(field):
            continue
        key = _key(field)
        value = source.get(key)
        if value is not None:
            values[field.name] = _value(hints[field.name], value, f"{pointer}/{key}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise AnswerError(f"The answer lacks '{pointer}/{key}'.")
    return kind(**values)


def encode(value: Any) -> Any:
    """Dataclasses to JSON objects without their empty fields; plain dicts and lists keep what they hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {_key(f): getattr(value, f.name) for f in dataclasses.fields(value) if _is_json(f)}
        return {key: encode(item) for key, item in fields.items() if item is not None}
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def to_dict(value: Any) -> Any:
    """The same with snake_case keys and live dates, as the vendor's models have it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_dict(getattr(value, f.name)) for f in dataclasses.fields(value) if _is_json(f)}
    if isinstance(value, (list, tuple)):
        return [to_dict(item) for item in value]
    return value


def attribute_map(kind: type[Any]) -> dict[str, str]:
    """Attribute to JSON name, for a dataclass."""
    return {field.name: _key(field) for field in dataclasses.fields(kind) if _is_json(field)}


def swagger_types(kind: type[Any]) -> dict[str, str]:
    """Attribute to the name of its type, for a dataclass."""
    return {
        field.name: str(field.type).removesuffix(" | None") for field in dataclasses.fields(kind) if _is_json(field)
    }


def _is_json(field: dataclasses.Field[Any]) -> bool:
    return field.metadata.get("json", "") is not None


def _key(field: dataclasses.Field[Any]) -> str:
    named = field.metadata.get("json")
    return named if isinstance(named, str) else camel(field.name)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, value: Any, pointer: str) -> Any:
    if hint is Any:
        return value
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = [argument for argument in arguments if argument is not types.NoneType]
        return _value(inner, value, pointer)
    if origin is list:
        if not isinstance(value, list):
            raise AnswerError(f"The answer should have a list at '{pointer or '/'}', found {_name(value)}.")
        return [_value(arguments[0], item, f"{pointer}/{index}") for index, item in enumerate(value)]
    if hint is datetime:
        return _moment(value, pointer)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, value, pointer)
    expected: Any = origin or hint
    # True is an int to Python, and a wrong answer here.
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise AnswerError(f"The answer should have another kind of value at '{pointer}', found {_name(value)}.")
    return value


def _moment(value: Any, pointer: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise AnswerError(f"The answer should have a date at '{pointer}', found {_name(value)}.") from None


def _name(value: Any) -> str:
    return {type(None): "null", dict: "an object", list: "a list", str: "a text", bool: "a boolean"}.get(
        type(value), "a number"
    )
