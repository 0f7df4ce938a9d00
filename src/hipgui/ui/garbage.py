"""Python's garbage is collected in the window's thread alone.

Left to itself, Python collects in whichever thread happens to allocate, and what it frees may be Qt's: widgets and
timers belong to the window's thread, and threads that paint must not end them.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

LOOK_MS: Final = 1000


class Collector(QObject):
    """Looks once a second whether enough has gathered, by Python's own measure; from now on nobody else collects.

    What is loaded already is taken for lasting: a full collection of all of it would stop every thread for 35 ms.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_if_due)
        self._timer.start(LOOK_MS)


def collect_if_due() -> None:
    """Collect the oldest generation whose threshold is passed, with all younger ones."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
