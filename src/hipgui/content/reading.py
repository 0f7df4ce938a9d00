"""One TOML file -> one checked struct; what is refused becomes a sentence for the person who wrote the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
import tomli

from hipgui.content.errors import PackError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


def read(path: Path, kind: type[T]) -> T:
    """The file at `path` as a `kind`; raises PackError (unreadable, no TOML) or ContentError (a value not allowed)."""
    try:
        data = tomli.loads(path.read_bytes().decode())
    except OSError as error:
        raise PackError(
            path, f" can't be read ({error.strerror}); put the file there or correct its rights."
        ) from error
    except UnicodeDecodeError as error:
        raise PackError(path, f" is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.") from error
    except tomli.TOMLDecodeError as error:
        raise PackError(path, f" is not TOML ({error}); correct it there.") from error
    return convert(path, "", data, kind)


def convert(path: Path, prefix: str, value: object, kind: type[T]) -> T:
    """`value`, which stands at the key `prefix` of the file `path`, as a `kind`; raises ContentError."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        from hipgui.content.explain import explained  # noqa: PLC0415  a start without mistakes need not load it

        raise explained(path, prefix, value, kind, str(error)) from error
