"""What can be wrong with a pack, as one plain sentence that says where, what was found and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.errors import PersonError

if TYPE_CHECKING:
    from pathlib import Path


_LONGEST_QUOTE = 60


class PackError(PersonError):
    """A pack can't be used; the message is one sentence that begins with the path and ends with the remedy."""

    def __init__(self, path: Path, trouble: str) -> None:
        self.path = path
        super().__init__(f"{path}{trouble}")


class ContentError(PackError):
    """One value of a pack is not allowed: `key` says where it stands in the file `path`.

    A key reads like `variants[bell].setup[2]`: lists are entered by the entry's id, or counted from 1.
    """

    def __init__(self, path: Path, key: str, found: str, allowed: str) -> None:
        self.key = key
        self.found = found
        self.allowed = allowed
        super().__init__(path, f", {key}: found {found}, allowed is {allowed}.")


def join_key(key: str, more: str) -> str:
    """The key of something inside what stands at `key`: `foci[tall]` and `wordings`, or `wordings` and `[2]`."""
    return f"{key}.{more}" if key and more and not more.startswith("[") else key + more


def quoted(value: object) -> str:
    """A value as it is shown in an error, short."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}'" if len(value) <= _LONGEST_QUOTE else f"'{value[:_LONGEST_QUOTE]}…'"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case _:
            return str(value)
