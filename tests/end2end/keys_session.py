"""Program: a hold in a real window, in which somebody presses Down, then three times H in the middle of a word and 1.

Prints what is spoken, and for each key its name and the time of the monotonic clock at which it was pressed; then the
window closes. With a folder as argument it keeps a picture of the window before and after each key.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.core.sounds import Tone
from hipgui.wiring import window
from tests.end2end.short import short_plan

if TYPE_CHECKING:
    from hipgui.core.cue import Cue
    from hipgui.ui.window import Window

HOLD_S = 30.0
DOWN_MS, IN_A_WORD_MS, SOON_MS, CHOSEN_MS, CLOSE_MS = 2_600, 300, 1_000, 4_000, 2_000
TIMES = 3
SEEN_MS = 700
KEYS = {"down": Qt.Key.Key_Down, "h": Qt.Key.Key_H, "1": Qt.Key.Key_1}


def tell(kind: str, words: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{kind} {words}\n")
    sys.stdout.flush()


class Person:
    """Listens, and presses keys at the right moments."""

    def __init__(self, pictures: Path | None) -> None:
        self._pictures = pictures
        self._window: Window | None = None
        self._hurt = 0

    def attach(self, window: Window) -> None:
        """Sit down before the window."""
        self._window = window

    def said(self, cue: Cue) -> None:
        """The hold has begun: a little later it is to be easier. The new way or, later, the side is named: it hurts."""
        if cue.is_speech:
            tell("said", cue.text)
        if cue.item is Tone.START:
            self._later(DOWN_MS, "down")
        elif cue.text.endswith("foot forward." if self._hurt else "Hands on the mat.") and self._hurt < TIMES:
            self._hurt += 1
            last = self._hurt == TIMES
            choose_ms = IN_A_WORD_MS + (CHOSEN_MS if last else SOON_MS)
            self._later(IN_A_WORD_MS, "h")
            self._later(choose_ms, "1")
            if last and self._window is not None:
                QTimer.singleShot(choose_ms + CLOSE_MS, self._window, self._close)

    def _later(self, wait_ms: int, name: str) -> None:
        assert self._window is not None
        QTimer.singleShot(wait_ms, self._window, lambda: self._press(name))

    def _press(self, name: str) -> None:
        assert self._window is not None
        self._keep(f"{name}-before")
        pressed_s = time.monotonic()
        QTest.keyClick(QApplication.focusWidget() or self._window, KEYS[name])
        tell("key", f"{name} {pressed_s}")
        QTimer.singleShot(SEEN_MS, self._window, lambda: self._keep(f"{name}-after"))

    def _keep(self, name: str) -> None:
        if self._pictures is not None and self._window is not None:
            self._window.grab().save(str(self._pictures / f"{name}.png"))

    def _close(self) -> None:
        assert self._window is not None
        self._window.close()


if __name__ == "__main__":
    person = Person(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    sys.exit(
        window.show(short_plan("lizard", hold_s=HOLD_S), talk="full", seed=0, said=person.said, attach=person.attach)
    )
