"""One Hipgui at a time: the first holds a lock and listens; a later one asks it to come forward and is done.

The lock decides, because the system lets go of it whatever way a process ends; the socket is only how the two speak
(a Unix socket or a named pipe, never the network). Without a place for either, the program simply runs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QDeadlineTimer, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from hipgui.core.errors import PersonError
from hipgui.desktop.paths import runtime_dir

if TYPE_CHECKING:
    from typing import BinaryIO

ASK, ANSWER = b"raise", b"raised\n"
LONGEST_ASK = 400  # bytes, the desktop's token included
TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  not a secret: Wayland's leave to come forward, taken from here by Qt
PATIENCE_MS = 3_000
"""How long the first may take to answer: it may just be starting, or painting."""
LONGEST_SOCKET_PATH = 100  # bytes; macOS ends at 104, Linux at 108


class AlreadyRunningError(PersonError):
    """Another Hipgui runs and does not answer."""


class SingleInstance(QObject):
    """The first of its name; `raise_requested` is emitted each time another start wants this one to be seen."""

    raise_requested = Signal()

    def __init__(self, lock: BinaryIO | None) -> None:
        super().__init__()
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    @classmethod
    def first(cls, name: str, patience_ms: int = PATIENCE_MS) -> Self | None:
        """The first instance of `name`, listening; or None where another one runs and has been asked to come forward.

        Raises AlreadyRunningError where another one runs and does not answer.
        """
        folder = runtime_dir().path
        lock: BinaryIO | None
        try:
            lock = (folder / f"{name}.lock").open("a+b")
        except OSError:
            lock = None
        if lock is not None and not _hold(lock):
            _ask_to_raise(_endpoint(folder, name), _holder(lock), patience_ms)
            return None
        if lock is not None:
            _sign(lock)
        instance = cls(lock)
        instance._listen(_endpoint(folder, name))
        return instance

    def close(self) -> None:
        """Stop listening and let the next one be the first."""
        self._server.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _listen(self, endpoint: str) -> None:
        QLocalServer.removeServer(endpoint)  # left by one that was killed: it can't be in use, the lock is ours
        self._server.listen(endpoint)

    def _on_new_connection(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.readyRead.connect(self._on_ready_read)
            connection.disconnected.connect(connection.deleteLater)
            if connection.bytesAvailable():
                self._answer(connection)

    def _on_ready_read(self) -> None:
        connection = self.sender()
        if isinstance(connection, QLocalSocket):
            self._answer(connection)

    def _answer(self, connection: QLocalSocket) -> None:
        if not connection.canReadLine():
            return
        ask, _, token = bytes(connection.readLine(LONGEST_ASK).data()).strip().partition(b" ")
        if ask == ASK:
            if token:
                os.environ[TOKEN] = token.decode("ascii", "replace")
            connection.write(ANSWER)
            connection.flush()
            self.raise_requested.emit()


def _ask_to_raise(endpoint: str, holder: str, patience_ms: int) -> None:
    deadline = QDeadlineTimer(patience_ms)
    ask = ASK + b" " + os.environ.get(TOKEN, "").encode()[: LONGEST_ASK // 2] + b"\n"
    while not deadline.hasExpired():
        socket = QLocalSocket()
        socket.connectToServer(endpoint)
        if socket.waitForConnected(_left_ms(deadline)):
            socket.write(ask)
            while not socket.canReadLine():
                if not socket.waitForReadyRead(_left_ms(deadline)):
                    break
            if socket.readLine(len(ANSWER) + 1).data() == ANSWER:
                return
        time.sleep(0.02)  # it holds the lock and will listen in a moment
    message = f"Hipgui runs already{holder} but does not answer. End it, then start again."
    raise AlreadyRunningError(message)


def _left_ms(deadline: QDeadlineTimer) -> int:
    return max(1, deadline.remainingTime())


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
        path = folder / f"{name}.socket"
        fits = len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
        return str(path if fits else Path(tempfile.gettempdir(), f"{name}-{_mark(path)}"))

    def _hold(lock: BinaryIO) -> bool:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
        except OSError:
            return False
        return True
