"""Program: the real window as a person opens it, driven by words of its input.

It prints "known" once it has looked back, and every 50 ms of a session "STATE INDEX MS". "play" begins a short stretch,
"go" presses Space, "close" closes the window.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest

from hipgui.core.plan import Choices, plan
from hipgui.wiring import window
from tests.end2end.short import short_library

if TYPE_CHECKING:
    from hipgui.core.plan import Plan
    from hipgui.player import Player
    from hipgui.ui.window import Window

EVERY_MS = 50
HOLD_MS = 12_000


def stretch() -> Plan:
    """One hold of some seconds on each side."""
    library = short_library()
    one = plan(library.routine("lizard"), library, Choices())
    return replace(one, steps=tuple(replace(step, duration_ms=HOLD_MS) if step.is_work else step for step in one.steps))


class Driver:
    """Reports from the window, and lets it be driven."""

    def __init__(self) -> None:
        self._player: Player | None = None
        self._window: Window | None = None
        self._timer, self._words = QTimer(), QSocketNotifier(0, QSocketNotifier.Type.Read)

    def began(self, player: Player) -> None:
        """A session was begun."""
        self._player = player

    def attach(self, window: Window) -> None:
        """Watch the window from now on."""
        self._window = window
        self._timer.timeout.connect(self._tell)
        self._timer.start(EVERY_MS)
        self._words.activated.connect(self._read)
        QTimer.singleShot(0, lambda: window.course.when_known(lambda: say("known")))

    def _tell(self) -> None:
        if self._player is not None:
            view = self._player.view()
            say(f"{view.state.value} {view.index} {view.position_ms}")

    def _read(self) -> None:
        assert self._window
        for word in os.read(0, 100).decode().split():
            if word == "play":
                self._window.play(stretch())
            elif word == "go":
                QTest.keyClick(self._window, Qt.Key.Key_Space)
            else:
                self._window.close()


def say(line: str) -> None:
    """Print a line at once."""
    os.write(1, f"{line}\n".encode())


def main() -> int:
    """Open the window, until it is closed."""
    from hipgui.ui.app import make_application

    application = make_application()  # the timer of the driver wants it
    driver = Driver()
    code = window.show(began=driver.began, attach=driver.attach)
    del application
    return code


if __name__ == "__main__":
    sys.exit(main())
