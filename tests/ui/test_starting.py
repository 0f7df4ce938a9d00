"""The window as the program runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from hipgui.core.plan import Choices, plan
from hipgui.settings import Settings
from hipgui.ui.app import run
from hipgui.ui.deps import Deps
from tests.ui.fakes import Clock, SilentCoach, SilentSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.ui.window import Window


@pytest.fixture
def start(qapp: QApplication, library: Library) -> Callable[..., list[str]]:
    """Runs the program until it is closed; which pages there were, one before and one after Space."""
    assert qapp.quitOnLastWindowClosed()

    def started(settings: Settings, autostart: Plan | None = None) -> list[str]:
        pages: list[str] = []

        def watch(window: Window) -> None:
            def look() -> None:
                QTest.qWaitForWindowActive(window)
                pages.append(type(window.page).__name__)
                QTest.keyClick(qapp.focusWidget() or window, Qt.Key.Key_Space)
                pages.append(type(window.page).__name__)
                window.close()

            QTimer.singleShot(0, window, look)

        clock = Clock()
        deps = Deps(
            library=library,
            settings=settings,
            save_settings=lambda _settings: None,
            begin=lambda wanted: SilentCoach(wanted, library.words, clock),
            speaker=SilentSpeaker(),
        )
        assert run(deps, attach=watch, autostart=autostart) == 0
        return pages

    return started


def test_the_very_first_start_asks_before_today(start: Callable[..., list[str]]) -> None:
    assert start(Settings()) == ["Readiness", "Today"]


def test_later_starts_begin_with_today(start: Callable[..., list[str]]) -> None:
    assert start(Settings(readiness_seen=True)) == ["Today", "PlayerPage"]


def test_a_session_that_is_asked_for_begins_at_once(start: Callable[..., list[str]], library: Library) -> None:
    wanted = plan(library.routine("march"), library, Choices())
    assert start(Settings(), wanted) == ["PlayerPage", "PlayerPage"]
