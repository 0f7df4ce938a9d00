"""How a later start asks the first to come forward: over a Unix socket or a named pipe, never the network."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from hipgui.core.errors import PersonError

if TYPE_CHECKING:
    from collections.abc import Callable

ASK, ANSWER = b"raise", b"raised\n"
LONGEST_ASK = 400  # bytes, the desktop's token included
TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  not a secret: Wayland's leave to come forward, taken from here by Qt


class AlreadyRunningError(PersonError):
    """Another Hipgui runs and does not answer."""


class Listener(QObject):
    """Listens at an endpoint and calls `raised` whenever it is asked to come forward."""

    def __init__(self, endpoint: str, raised: Callable[[], None]) -> None:
        super().__init__()
        self._raised = raised
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)
        QLocalServer.removeServer(endpoint)  # left by one that was killed: it can't be in use, the lock is ours
        self._server.listen(endpoint)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

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
            self._raised()


def summon(endpoint: str, holder: str, patience_ms: int) -> None:
    """Ask whoever listens at `endpoint` to come forward. Raises AlreadyRunningError, naming `holder`, if none does."""
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
