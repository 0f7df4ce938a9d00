"""The library as it was checked last time, so that a start need not read and check every pack again.

A snapshot counts only while nothing has changed of the packs' files, of the code that checks them or of the program's
version. It is a file of the cache: it may be missing, old or damaged, and then the packs are read.
"""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui import __version__
from hipgui.core import model
from hipgui.files import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.core.model import Library

KIND, MAPPING = "", "Mapping"
"""The key under which a value's kind stands, and the kind of a mapping."""
SUM_BYTES = 8
"""A checksum comes first: what a disk has damaged would still be a text to be read out."""
CODE = (*Path(__file__).parent.glob("*.py"), Path(model.__file__))


def library(file: Path, packs: Sequence[Path], load: Callable[[], Library]) -> Library:
    """The library of these pack folders as it was kept in `file`, or as `load` reads it, kept from now on.

    Raises what `load` raises; trouble with `file` costs time, nothing else.
    """
    mark: list[object] | None = None
    with suppress(OSError, ValueError):
        mark = _mark(packs)  # before they are read: what changes meanwhile must not count
        if found := _kept(file, mark):
            return found
    loaded = load()
    if mark is not None:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            content = json.dumps((mark, _plain(loaded))).encode()
            with replacing(file) as fresh:
                fresh.write_bytes(_sum(content) + content)
    return loaded


def _kept(file: Path, mark: list[object]) -> Library | None:
    content = file.read_bytes()
    if content[:SUM_BYTES] != _sum(content[SUM_BYTES:]):
        return None
    kept_mark, plain = json.loads(content[SUM_BYTES:])
    found = _built(plain) if kept_mark == mark else None
    return found if isinstance(found, model.Library) else None


def _mark(packs: Sequence[Path]) -> list[object]:
    """What a snapshot depends on."""
    files = (*CODE, *(path for folder in packs for path in sorted(folder.rglob("*.toml"))))
    stats = [(str(path), path.stat()) for path in files]
    return [__version__, [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]]


def _plain(value: object) -> object:
    """A value in what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return {KIND: type(value).__name__} | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return {KIND: type(value).__name__, "value": value.value}
    if isinstance(value, MappingProxyType):
        return {KIND: MAPPING, "items": [[_plain(key), _plain(one)] for key, one in value.items()]}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _built(plain: object) -> object:
    """The value that was made plain."""
    if isinstance(plain, list):
        return tuple(map(_built, plain))
    if not isinstance(plain, dict):
        return plain
    kind = plain.pop(KIND)
    if kind == MAPPING:
        return MappingProxyType({_built(key): _built(one) for key, one in plain["items"]})
    return getattr(model, kind)(**{name: _built(one) for name, one in plain.items()})


def _sum(content: bytes) -> bytes:
    return b"%08x" % zlib.crc32(content)
