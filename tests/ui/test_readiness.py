from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hipgui.core.session import State
from tests.ui.fitting import SIZE_AND_SCALE, focused, texts, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Desk


@pytest.fixture
def asked(open_desk: Callable[..., Desk]) -> Desk:
    """A first start."""
    desk = open_desk()
    desk.window.beyond.welcome()
    desk.show()
    return desk


def test_it_says_what_to_know_and_nothing_else(asked: Desk) -> None:
    library = asked.library
    assert asked.window.page is asked.window.beyond.readiness
    shown = texts(asked.window.beyond.readiness)
    assert {library.readiness_lead, *library.readiness, library.readiness_advice, library.limits} == shown
    assert not asked.window.beyond.tabs.isVisible()
    assert focused() is asked.window.beyond.readiness.button


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_a_key_goes_on_to_today_and_that_is_kept(asked: Desk, key: Qt.Key) -> None:
    asked.press(key)
    assert asked.shows("today")
    assert asked.saved[-1].readiness_seen
    assert asked.is_in(State.IDLE)
    assert focused() is asked.window.today.sheet.start
    asked.press(Qt.Key.Key_Space)
    assert asked.shows("player_page")


def test_a_click_goes_on_too(asked: Desk) -> None:
    QTest.mouseClick(asked.window.beyond.readiness.button, Qt.MouseButton.LeftButton)
    assert asked.shows("today")
    assert asked.saved[-1].readiness_seen


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_Right, Qt.Key.Key_M, Qt.Key.Key_R])
def test_other_keys_do_nothing(asked: Desk, key: Qt.Key) -> None:
    asked.press(key)
    assert asked.window.page is asked.window.beyond.readiness
    assert asked.saved == []


def test_full_screen_works_here_too(asked: Desk) -> None:
    asked.press(Qt.Key.Key_F11)
    assert asked.window.isFullScreen()
    assert asked.window.page is asked.window.beyond.readiness


@SIZE_AND_SCALE
def test_everything_fits(open_desk: Callable[..., Desk], size: tuple[int, int], text_scale: float) -> None:
    desk = open_desk(text_scale=text_scale)
    window = desk.show(*size)
    window.beyond.welcome()
    assert trouble(window.beyond.readiness, min(size[1], size[0] / 0.8) / 100) == []
    button = window.beyond.readiness.button
    assert window.rect().contains(button.geometry())
