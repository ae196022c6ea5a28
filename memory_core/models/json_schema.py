"""The part of JSON Schema that a model's answer can be bound to: checked before it is sent, kept afterwards.

llama.cpp makes a grammar of a schema (draft 2020-12, https://json-schema.org/draft/2020-12/schema), but it
trusts it: what it does not know it leaves out silently, and a schema without bounds becomes a grammar without
bounds. So each keyword that is accepted here is kept, by the grammar or by ``violation``, and all else is
refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from memory_core.errors import BadRequest

MOST_BYTES = 64 * 1024
"""Of a schema written as JSON."""
DEEPEST = 16
"""Schemas within schemas."""
_MOST_PARTS = 512
_MOST_REPEATED = 1000
"""The largest bound on lengths and numbers of items; each repetition is a piece of the grammar."""

_TYPES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        "object": (dict,),
        "array": (list,),
        "string": (str,),
        "integer": (int,),
        "number": (int, float),
        "boolean": (bool,),
        "null": (type(None),),
    }
)
_COUNTS = frozenset(("minItems", "maxItems", "minLength", "maxLength"))
_NOTES = frozenset(("title", "description", "default", "examples", "$schema", "$comment"))
_KNOWN = (
    _COUNTS | _NOTES | {"type", "properties", "required", "additionalProperties", "items", "enum", "const"}
)
_KNOWN = _KNOWN | {"minimum", "maximum", "anyOf"}

Schema = Mapping[str, Any]


def checked(schema: Schema) -> str:
    """The schema as JSON, if it is within bounds.

    Raises:
        BadRequest: it is no JSON, too large, too deep, or uses what is not kept.
    """
    try:
        text = json.dumps(schema, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequest("the schema is no JSON") from error
    if not isinstance(schema, Mapping):
        raise BadRequest("a schema is an object")
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise BadRequest(f"the schema is longer than {MOST_BYTES} bytes")
    parts = 0
    waiting: list[tuple[Any, int]] = [(schema, 1)]
    while waiting:
        one, depth = waiting.pop()
        parts += 1
        if not isinstance(one, Mapping):
            raise BadRequest("each part of a schema is an object")
        if depth > DEEPEST or parts > _MOST_PARTS:
            raise BadRequest("the schema is too deep or has too many parts")
        _check(one)
        waiting += [(part, depth + 1) for part in _parts(one)]
    return text


def violation(value: Any, schema: Schema) -> str | None:
    """Why a value does not keep a checked schema; ``None`` if it does."""
    return _violation(value, schema, 0)


def _check(one: Schema) -> None:
    """One schema's own keywords."""
    if unknown := sorted(set(one) - _KNOWN):
        raise BadRequest(f"the schema uses {unknown[0]!r}, which is not kept")
    if "type" in one:
        named = one["type"] if isinstance(one["type"], list) else [one["type"]]
        if not named or not all(isinstance(name, str) and name in _TYPES for name in named):
            raise BadRequest("the schema names a type that JSON does not have")
        if isinstance(one["type"], list) and len(one) > 1 + len(_NOTES & set(one)):
            raise BadRequest("several types at once go without other keywords; use anyOf")
    for name in _COUNTS & set(one):
        if type(one[name]) is not int or not 0 <= one[name] <= _MOST_REPEATED:
            raise BadRequest(f"{name} must lie in 0..{_MOST_REPEATED}")
    for name in {"minimum", "maximum"} & set(one):
        if type(one[name]) not in (int, float):
            raise BadRequest(f"{name} must be a number")
    if not isinstance(one.get("properties", {}), Mapping):
        raise BadRequest("properties must be an object")
    required = one.get("required", [])
    if not isinstance(required, list) or not set(map(str, required)) <= set(one.get("properties", {})):
        raise BadRequest("required names what properties do not")
    if "enum" in one and (not isinstance(one["enum"], list) or not one["enum"]):
        raise BadRequest("enum must be a list of values")
    if "anyOf" in one and (not isinstance(one["anyOf"], list) or not one["anyOf"]):
        raise BadRequest("anyOf must be a list of schemas")


def _parts(one: Schema) -> Iterator[Any]:
    yield from one.get("properties", {}).values()
    yield from one.get("anyOf", ())
    if "items" in one:
        yield one["items"]
    if not isinstance(one.get("additionalProperties", True), bool):
        yield one["additionalProperties"]


def _violation(value: Any, one: Schema, depth: int) -> str | None:
    if depth > 2 * DEEPEST:
        return "it is nested too deeply"
    if "anyOf" in one:
        fits = any(_violation(value, each, depth + 1) is None for each in one["anyOf"])
        return None if fits else "it is none of the kinds asked for"
    if "const" in one and value != one["const"]:
        return "it is not the value asked for"
    if "enum" in one and value not in one["enum"]:
        return "it is none of the values asked for"
    named = one.get("type", [])
    kinds = [kind for name in ([named] if isinstance(named, str) else named) for kind in _TYPES[name]]
    if kinds and (not isinstance(value, tuple(kinds)) or (isinstance(value, bool) and bool not in kinds)):
        return f"it is no {named}"
    if isinstance(value, str | list):
        least, most = ("minLength", "maxLength") if isinstance(value, str) else ("minItems", "maxItems")
        if not one.get(least, 0) <= len(value) <= one.get(most, len(value)):
            return "it is too short or too long"
    if isinstance(value, int | float) and not one.get("minimum", value) <= value <= one.get("maximum", value):
        return "it lies outside its bounds"
    return _inner_violation(value, one, depth)


def _inner_violation(value: Any, one: Schema, depth: int) -> str | None:
    inner: list[tuple[Any, Schema]] = []
    if isinstance(value, list) and "items" in one:
        inner = [(each, one["items"]) for each in value]
    if isinstance(value, dict):
        properties, others = one.get("properties", {}), one.get("additionalProperties", True)
        if missing := [name for name in one.get("required", []) if name not in value]:
            return f"{missing[0]} is missing"
        for name, each in value.items():
            if name in properties:
                inner.append((each, properties[name]))
            elif others is False:
                return "it has a property that was not asked for"
            elif isinstance(others, Mapping):
                inner.append((each, others))
    wrong = (_violation(each, schema, depth + 1) for each, schema in inner)
    return next((why for why in wrong if why), None)
