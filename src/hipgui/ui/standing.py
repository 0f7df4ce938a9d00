"""Where the window stands when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LEAST_SIZE = (480, 400)
FIRST_SIZE = (1280, 800)


def stand(window: QWidget, kept: tuple[int, int, int, int] | None) -> None:
    """Stand where it stood last time, if any of that is on a screen now."""
    place = QRect(*kept) if kept is not None else QRect()
    if any(screen.availableGeometry().intersects(place) for screen in QGuiApplication.screens()):
        window.setGeometry(place)
    else:
        available = QGuiApplication.primaryScreen().availableGeometry()
        width, height = (min(wanted, room) for wanted, room in zip(FIRST_SIZE, available.size().toTuple(), strict=True))
        window.resize(width, height)
