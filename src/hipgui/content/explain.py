"""What msgspec refused, told to the person who wrote the file: which key, what was found there, what is allowed.

msgspec says where ("... - at `$.levels[0].sets`"); what stands there is looked up in the data, and what is allowed in
the schema's own types, so that no sentence can disagree with the schema.
"""

from __future__ import annotations

import re
from functools import singledispatch
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import inspect

from hipgui.content.errors import ContentError, join_key, quoted
from hipgui.content.schema import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def explained(path: Path, prefix: str, value: object, kind: object, message: str) -> ContentError:
    """The error for `message`, which msgspec gave for `value` at the key `prefix` of the file `path`."""
    key, found, expected = prefix, value, inspect.type_info(kind)
    for name, index in _STEP.findall(message.partition("`$")[2]):
        if name:
            key, found, expected = (
                join_key(key, name),
                cast("Mapping[str, object]", found)[name],
                _field(expected, name),
            )
        else:
            entries = cast("Sequence[object]", found)
            key, found, expected = (
                join_key(key, _entry(entries, int(index))),
                entries[int(index)],
                _item(expected, int(index)),
            )
    if odd := re.match(r"Invalid enum value '(.+?)' - at `key`", message):
        return ContentError(path, key, quoted(odd[1]), allows(_present(expected, inspect.DictType).key_type))
    if missing := re.match(r"Object missing required field `(\w+)`", message):
        return ContentError(path, join_key(key, missing[1]), "nothing", allows(_field(expected, missing[1])))
    if unknown := re.match(r"Object contains unknown field `(.+?)`(?: - at |$)", message):
        known = ", ".join(field.encode_name for field in _present(expected, inspect.StructType).fields)
        return ContentError(path, join_key(key, unknown[1]), "a key that is not known", f"one of {known}")
    return ContentError(path, key, quoted(found), allows(expected))


@singledispatch
def allows(kind: inspect.Type) -> str:
    """What a type of the schema allows, in words; a table where it is nothing simpler."""
    del kind
    return "a table"


@allows.register
def _(kind: inspect.UnionType) -> str:
    return allows(_present(kind, inspect.Type))


@allows.register
def _(kind: inspect.StrType) -> str:
    return PATTERNS[str(kind.pattern)]


@allows.register
def _(kind: inspect.IntType) -> str:
    return f"a whole number from {kind.ge} to {kind.le}"


@allows.register
def _(kind: inspect.FloatType) -> str:
    return f"a number above {kind.gt:g} and up to {kind.le:g}"


@allows.register
def _(_kind: inspect.BoolType) -> str:
    return "true or false"


@allows.register
def _(kind: inspect.EnumType) -> str:
    return "one of " + ", ".join(member.value for member in kind.cls)


@allows.register
def _(kind: inspect.LiteralType) -> str:
    return " or ".join(str(value) for value in kind.values)


@allows.register
def _(kind: inspect.TupleType) -> str:
    return f"a list of {len(kind.item_types)}"


@allows.register
def _(kind: inspect.VarTupleType) -> str:
    if kind.max_length is None:
        return f"a list of {kind.min_length} or more" if kind.min_length else "a list"
    if kind.min_length == kind.max_length:
        return f"a list of {kind.min_length}"
    return f"a list of {kind.min_length} to {kind.max_length}"


def _entry(entries: Sequence[object], index: int) -> str:
    """How an entry of a list is called in a key: by its id where it has one, else counted from 1."""
    table = entries[index]
    name = table.get("id") if isinstance(table, dict) else None
    return f"[{name if isinstance(name, str) else index + 1}]"


KindT = TypeVar("KindT", bound=inspect.Type)


def _present(kind: inspect.Type, wanted: type[KindT]) -> KindT:
    """A type, or where it is optional the one beside None, which is known to be a `wanted`."""
    types = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return next(one for one in types if isinstance(one, wanted) and not isinstance(one, inspect.NoneType))


def _field(kind: inspect.Type, name: str) -> inspect.Type:
    fields = _present(kind, inspect.StructType).fields
    return next(field.type for field in fields if field.encode_name == name)


def _item(kind: inspect.Type, index: int) -> inspect.Type:
    pair = _present(kind, inspect.Type)
    return (
        pair.item_types[index] if isinstance(pair, inspect.TupleType) else cast("inspect.VarTupleType", pair).item_type
    )
