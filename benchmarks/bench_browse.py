"""What the pages beyond Today cost: opening them, and turning the figure.

    python benchmarks/bench_browse.py        (offscreen; one line for each)

* page change: from asking for a page to it being painted, in milliseconds, the first time and later (bound: 50)
* turning: pictures a second while an arrow is held (bound: at least 20), and the longest paint of the window's thread
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from PySide6.QtCore import QEventLoop, QTimer

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.settings import Settings
from hipgui.ui.app import make_application
from hipgui.ui.deps import Deps
from hipgui.ui.figure_pictures import FigurePictures
from hipgui.ui.window import Window
from tests.ui.fakes import SilentSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from hipgui.core.plan import Plan
    from hipgui.ui.deps import Coach

SIZE = (1920, 1080)
ROUNDS = 5
SETTLE_MS, TURN_MS = 700, 4_000


def no_session(_plan: Plan) -> Coach:
    """Nothing is played here."""
    raise AssertionError("the pages that are measured start no session")


def wait(ms: int) -> None:
    """Let events come, as in a real session."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def changes(application: QApplication, window: Window) -> None:
    """Open each page over and over."""
    ways: dict[str, Callable[[], None]] = {
        "library": lambda: window.beyond.open("library"),
        "exercise": lambda: window.beyond.open_exercise("lizard"),
        "learn": lambda: window.beyond.open("learn"),
        "today": lambda: window.beyond.open("today"),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, go in ways.items():
            begin = time.perf_counter()
            go()
            application.processEvents()
            took[name].append((time.perf_counter() - begin) * 1e3)
            wait(SETTLE_MS)
    for name, times in took.items():
        print(f"to {name:9} first {times[0]:5.1f} ms, later {statistics.median(times[1:]):5.1f} ms (50)")


@dataclass
class Watcher:
    """Counts pictures and times paints of the turntable."""

    window: Window
    paints_ms: list[float] = field(default_factory=list)
    pictures: int = 0
    last: object = None

    def attach(self) -> None:
        """Stand between Qt and the turntable's own painting."""
        table = self.window.beyond.browse.exercise.turntable
        paint = table.paintEvent

        def timed(event: QPaintEvent) -> None:
            begin = time.perf_counter()
            paint(event)
            self.paints_ms.append((time.perf_counter() - begin) * 1e3)
            self.pictures += table.shown is not self.last
            self.last = table.shown

        table.paintEvent = timed  # type: ignore[method-assign]  # Qt finds it on the instance


def turning(window: Window, exercise: str) -> None:
    """Hold an arrow."""
    window.beyond.open_exercise(exercise)
    wait(SETTLE_MS)
    watcher = Watcher(window)
    watcher.attach()
    table = window.beyond.browse.exercise.turntable
    begin = time.perf_counter()
    table.press(1)
    wait(TURN_MS)
    table.release()
    passed_s = time.perf_counter() - begin
    print(
        f"turning {exercise:7} {watcher.pictures / passed_s:4.1f} pictures a second (20), "
        f"paint {statistics.median(watcher.paints_ms):.1f} ms median, {max(watcher.paints_ms):.1f} worst (12)"
    )


def main() -> None:
    """Measure and print."""
    application = make_application()
    pictures = FigurePictures(load_figures, Path(tempfile.mkdtemp()) / "stills")
    deps = Deps(
        load_library(), Settings(theme="dark"), lambda _settings: None, no_session, SilentSpeaker(), pictures=pictures
    )
    window = Window(deps)
    window.resize(*SIZE)
    window.show()
    window.warm_up()
    wait(3 * SETTLE_MS)
    changes(application, window)
    for exercise in ("march", "lift", "lizard"):
        turning(window, exercise)
    window.close()
    pictures.close()


if __name__ == "__main__":
    main()
