"""Files that are there in full or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place in the folder of `path` to write to: what is written there becomes `path`, unless something goes wrong.

    Then it is gone, and `path` is what it was. Raises OSError.
    """
    unfinished = path.with_name(f"{path.stem}.part-{os.urandom(4).hex()}{path.suffix}")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
