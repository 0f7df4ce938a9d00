"""One TOML file -> one checked struct; what msgspec refuses becomes a sentence for the person who wrote the file."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import inspect

from hipgui.content.errors import ContentError, PackError
from hipgui.content.schema import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

T = TypeVar("T")

_PLACE = re.compile(r"\.(\w+)|\[(\d+)\]")
_LONGEST_QUOTE = 60


def read(path: Path, kind: type[T]) -> T:
    """The file at `path` as a `kind`; raises PackError (unreadable, no TOML) or ContentError (a value not allowed)."""
    try:
        data = tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise PackError(path, f"can't be read ({error.strerror}); put the file there or correct its rights.") from error
    except UnicodeDecodeError as error:
        raise PackError(path, f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(path, f"is not TOML: {str(error)[0].lower()}{str(error)[1:]}; correct it there.") from error
    return convert(path, "", data, kind)


def convert(path: Path, prefix: str, value: object, kind: type[T]) -> T:
    """`value`, which stands at the key `prefix` of the file `path`, as a `kind`; raises ContentError."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _explained(path, prefix, value, inspect.type_info(kind), str(error)) from error


def entry(entries: Sequence[object], index: int) -> str:
    """How an entry of a list is called in a key: by its id where it has one, else counted from 1."""
    table = entries[index]
    name = table.get("id") if isinstance(table, dict) else None
    return f"[{name if isinstance(name, str) else index + 1}]"


def quoted(value: object) -> str:
    """A value as it is shown in an error, short."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}'" if len(value) <= _LONGEST_QUOTE else f"'{value[:_LONGEST_QUOTE]}…'"
        case list() | tuple():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case _:
            return str(value)


def _explained(path: Path, prefix: str, value: object, kind: inspect.Type, message: str) -> ContentError:
    """msgspec's message ("Expected ... - at `$.levels[0].sets`") with the key, the value and what the type allows."""
    key, found, expected = prefix, value, kind
    for name, index in _PLACE.findall(message.partition(" - at `$")[2]):
        if name:
            key = f"{key}.{name}" if key else name
            found = found[name]  # type: ignore[index]  # the path leads through tables and lists
            expected = _field(expected, name)
        else:
            key += entry(found, int(index))  # type: ignore[arg-type]
            found = found[int(index)]  # type: ignore[index]
            expected = _item(expected, int(index))
    if missing := re.match(r"Object missing required field `(\w+)`", message):
        name = missing[1]
        return ContentError(path, f"{key}.{name}" if key else name, "nothing", describe(_field(expected, name)))
    if unknown := re.match(r"Object contains unknown field `(.+?)`(?: - at |$)", message):
        name = unknown[1]
        allowed = ", ".join(field.encode_name for field in _struct(expected).fields)
        return ContentError(path, f"{key}.{name}" if key else name, "a key that is not known", f"one of {allowed}")
    return ContentError(path, key, quoted(found), describe(expected))


def describe(kind: inspect.Type) -> str:
    """What a type allows, in words."""
    match kind:
        case inspect.UnionType():
            return describe(_present(kind))
        case inspect.StrType():
            return PATTERNS[kind.pattern] if kind.pattern else "text"
        case inspect.IntType():
            return f"a whole number from {kind.ge} to {kind.le}"
        case inspect.FloatType():
            return f"a number above {kind.gt:g} and up to {kind.le:g}"
        case inspect.BoolType():
            return "true or false"
        case inspect.EnumType():
            return "one of " + ", ".join(member.value for member in kind.cls)
        case inspect.LiteralType():
            return " or ".join(str(value) for value in kind.values)
        case inspect.TupleType():
            return f"a list of {len(kind.item_types)}"
        case inspect.VarTupleType():
            return "a list" + _length(kind)
        case _:
            return "a table"


def _length(kind: inspect.VarTupleType) -> str:
    if kind.max_length is None:
        return f" of {kind.min_length} or more" if kind.min_length else ""
    return (
        f" of {kind.min_length}"
        if kind.min_length == kind.max_length
        else f" of {kind.min_length} to {kind.max_length}"
    )


def _present(kind: inspect.Type) -> inspect.Type:
    """An optional type without its None; any other type as it is."""
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def _struct(kind: inspect.Type) -> inspect.StructType:
    found = _present(kind)
    assert isinstance(found, inspect.StructType)  # noqa: S101 - msgspec speaks of fields only in structs
    return found


def _field(kind: inspect.Type, name: str) -> inspect.Type:
    return next(field.type for field in _struct(kind).fields if field.encode_name == name)


def _item(kind: inspect.Type, index: int) -> inspect.Type:
    return kind.item_types[index] if isinstance(kind, inspect.TupleType) else kind.item_type  # type: ignore[attr-defined]
