"""The programs that bench_window measures, each in a process of its own: a bare window, and the coach's.

Nothing is imported before it is needed, or the floor would stand on imports that a bare window does without.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.window import Window

WATCH_S = 10.0
IDLE_SETTLE_S, PLAY_SETTLE_S = 8.0, 20.0
"""The pages made; set-up cut to nothing, the first loop of the movement painted."""
SIZE = (1920, 1080)
FPS = 30


def bare(mode: str) -> None:
    """A window with nothing in it: shown once, or repainted 30 times a second."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        painted = 0

        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor("#101418" if self.painted % 2 else "#181E25"))
            self.painted += 1
            if mode == "first" and self.painted == 1:
                QTimer.singleShot(0, report_first)

    application = QApplication([])
    window = Bare()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.resize(1280, 800) if mode == "first" else window.resize(*SIZE)
    window.show()
    if mode == "repaint":
        timer = QTimer()
        timer.timeout.connect(window.update)
        timer.start(1000 // FPS)
        watch(2.0)
    application.exec()


def coach(mode: str) -> None:
    """The real window: shown once, left alone, or playing; as `hipgui` opens it."""
    import gc

    import hipgui.cli  # noqa: F401  the command line is read before the window opens

    gc.disable()
    from hipgui.wiring import window

    kept: list[QObject] = []

    def attach(window: Window) -> None:
        from PySide6.QtCore import QTimer

        from hipgui.ui.app import FirstFrame

        if mode == "first":
            QTimer.singleShot(0, lambda: kept.append(FirstFrame(window.windowHandle(), report_first)))
        else:
            window.resize(*SIZE)
            watch(IDLE_SETTLE_S if mode == "idle" else PLAY_SETTLE_S)

    session = None
    if mode == "play":
        from dataclasses import replace

        from hipgui.content.load import load_library
        from hipgui.core.plan import Choices, plan

        library = load_library()
        library = replace(library, timing=replace(library.timing, prepare_s=8))
        session = plan(library.routine("march"), library, Choices())
    window.show(session, attach=attach)


def report_first() -> None:
    """Tell the time since the process was started, and end."""
    print(time.time() - float(os.environ["BENCH_BEGAN"]), flush=True)
    os._exit(0)


def watch(settle_s: float) -> None:
    """After `settle_s`, tell the share of a core that is used for `WATCH_S`, and end."""
    from PySide6.QtCore import QTimer

    def begin() -> None:
        cpu_s, clock_s = time.process_time(), time.monotonic()

        def tell() -> None:
            print((time.process_time() - cpu_s) / (time.monotonic() - clock_s), flush=True)
            os._exit(0)

        QTimer.singleShot(round(WATCH_S * 1000), tell)

    QTimer.singleShot(round(settle_s * 1000), begin)


if __name__ == "__main__":
    {"bare": bare, "coach": coach}[sys.argv[1]](sys.argv[2])
