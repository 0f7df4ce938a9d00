"""One Hipgui at a time: the first holds a lock and listens; a later one asks it to come forward and is done.

The lock decides, because the system lets go of it whatever way a process ends; the socket is only how the two speak
(see `hipgui.desktop.summons`). Without a place for either, the program simply runs.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from hipgui.desktop.paths import runtime_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from hipgui.desktop.summons import Listener

PATIENCE_MS = 3_000
"""How long the first may take to answer: it may just be starting, or painting."""
LONGEST_SOCKET_PATH = 100  # bytes; macOS ends at 104, Linux at 108


class SingleInstance:
    """The first of its name. It answers others once it listens; until then they wait."""

    def __init__(self, lock: BinaryIO | None, endpoint: str) -> None:
        self._lock, self._endpoint = lock, endpoint
        self._listener: Listener | None = None

    @classmethod
    def first(cls, name: str, patience_ms: int = PATIENCE_MS) -> Self | None:
        """The first instance of `name`; or None where another one runs and has been asked to come forward.

        Raises AlreadyRunningError where another one runs and does not answer.
        """
        folder = runtime_dir().path
        lock: BinaryIO | None
        try:
            lock = (folder / f"{name}.lock").open("a+b")
        except OSError:
            lock = None
        if lock is not None and not _hold(lock):
            from hipgui.desktop.summons import summon  # noqa: PLC0415  start-up: the first has nobody to ask

            summon(_endpoint(folder, name), _holder(lock), patience_ms)
            return None
        if lock is not None:
            _sign(lock)
        return cls(lock, _endpoint(folder, name))

    def listen(self, raised: Callable[[], None]) -> None:
        """Call `raised` each time another start wants this one to be seen; needs the application object."""
        from hipgui.desktop.summons import Listener  # noqa: PLC0415  start-up: it comes after the first frame

        self._listener = Listener(self._endpoint, raised)

    def close(self) -> None:
        """Stop listening and let the next one be the first."""
        if self._listener is not None:
            self._listener.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _sign(lock: BinaryIO) -> None:
    """Write down who holds the lock, for the sentence that names it; the lock itself lies on the first byte."""
    with suppress(OSError):
        lock.truncate(0)
        lock.write(f" {os.getpid()}".encode())
        lock.flush()


def _holder(lock: BinaryIO) -> str:
    try:
        lock.seek(1)
        number = lock.read(20).decode("ascii", "replace")
    except OSError:
        number = ""
    lock.close()
    return f" (process {number})" if number.isdigit() else ""


def _mark(path: Path) -> str:
    """A short name for `path`, unlike those of other people on this machine."""
    import hashlib  # noqa: PLC0415  start-up: seldom needed

    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


if sys.platform == "win32":
    import msvcrt

    def _endpoint(folder: Path, name: str) -> str:
        """The pipe's name."""
        return f"{name}-{_mark(folder / name)}"

    def _hold(lock: BinaryIO) -> bool:
        try:
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _endpoint(folder: Path, name: str) -> str:
        """The socket's path."""
        from tempfile import gettempdir  # noqa: PLC0415  start-up: seldom needed

        path = folder / f"{name}.socket"
        fits = len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
        return str(path if fits else Path(gettempdir(), f"{name}-{_mark(path)}"))

    def _hold(lock: BinaryIO) -> bool:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
        except OSError:
            return False
        return True
