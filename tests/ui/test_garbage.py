"""Who collects garbage, and where."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from hipgui.ui.garbage import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[None]:
    """It looks, for as long as the test runs."""
    collector = Collector(qapp)
    yield
    delete(collector)


@pytest.mark.usefixtures("collector")
def test_a_window_nobody_can_reach_ends_in_the_windows_thread_however_much_others_allocate(qtbot: QtBot) -> None:
    threads: set[str] = set()

    def note(phase: str, _info: dict[str, int]) -> None:
        threads.add(f"{phase} in {threading.current_thread().name}")

    widget = QWidget()
    widget.itself = widget  # type: ignore[attr-defined]  # a circle
    gone = weakref.ref(widget)
    del widget
    over = threading.Event()

    def allocate() -> None:
        kept: list[list[object]] = []
        while not over.is_set():
            kept.append([])
            if len(kept) > 100_000:
                kept.clear()

    thread = threading.Thread(target=allocate)
    thread.start()
    gc.callbacks.append(note)
    try:
        qtbot.waitUntil(lambda: gone() is None, timeout=20_000)
    finally:
        over.set()
        thread.join()
        gc.callbacks.remove(note)
    assert threads == {"start in MainThread", "stop in MainThread"}
