"""A click beside everything, and a button that goes away, leave the keys where a person expects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QLineEdit

from hipgui.core.plan import StepKind
from hipgui.core.session import Command, State
from hipgui.ui.learn_sheet import LearnSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.ui.conftest import Desk

PAGES = ["library", "exercise", "learn", "settings", "history"]


def bare_point(window: QWidget) -> QPoint:
    """Somewhere in the lower half where nothing can be pressed."""
    for y in range(window.height() - 12, window.height() // 2, -7):
        for x in range(6, window.width(), 11):
            under = window.childAt(x, y)
            while under is not None and not isinstance(
                under, QAbstractButton | QAbstractSlider | QLineEdit | LearnSheet
            ):
                under = under.parentWidget()
                if under is window:
                    return QPoint(x, y)
    pytest.fail("there is no bare ground")


def click_beside(desk: Desk) -> None:
    """As a hand does: on the system's window."""
    QTest.mouseClick(desk.window.windowHandle(), Qt.MouseButton.LeftButton, pos=bare_point(desk.window))
    QApplication.processEvents()


def open_page(desk: Desk, name: str) -> None:
    if name == "exercise":
        desk.window.beyond.open_exercise("march")
    else:
        desk.window.beyond.open(name)
    QApplication.processEvents()
    assert desk.window.beyond.browse.open_page == name


@pytest.mark.parametrize("page", PAGES)
def test_no_session_begins_behind_a_page(desk: Desk, page: str) -> None:
    open_page(desk, page)
    click_beside(desk)
    desk.press(Qt.Key.Key_Down)
    if page != "exercise":  # there it plays that exercise
        desk.press(Qt.Key.Key_Space)
        assert desk.is_in(State.IDLE)
    desk.press(Qt.Key.Key_Escape)
    if page == "exercise":
        desk.press(Qt.Key.Key_Escape)
    assert desk.shows("today")


def test_space_plays_the_exercise_that_is_shown(desk: Desk) -> None:
    open_page(desk, "exercise")
    click_beside(desk)
    desk.press(Qt.Key.Key_Space)
    assert {step.exercise.id for step in desk.coach.plan.steps} == {"march"}


def test_a_stopped_session_outlives_esc_on_another_page(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 1, 6_000)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert desk.is_in(State.STOPPED)
    open_page(desk, "learn")
    click_beside(desk)
    desk.press(Qt.Key.Key_Escape)
    assert desk.shows("today")
    assert desk.is_in(State.STOPPED)


def test_what_is_searched_for_is_left_by_a_click_beside_it(desk: Desk) -> None:
    open_page(desk, "library")
    library = desk.window.beyond.browse.library
    QTest.keyClick(QApplication.focusWidget() or library, Qt.Key.Key_Slash)
    assert library.search.hasFocus()
    click_beside(desk)
    assert not library.search.hasFocus()
    desk.press(Qt.Key.Key_Slash)
    assert library.search.hasFocus()


def test_before_the_very_first_session_space_goes_on_to_today(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(readiness_seen=False)
    desk.window.beyond.welcome()
    desk.show()
    click_beside(desk)
    desk.press(Qt.Key.Key_Space)
    assert desk.shows("today")
    assert desk.is_in(State.IDLE)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_after_pain_arrows_choose_among_the_ways_on(desk: Desk, key: Qt.Key) -> None:
    desk.play_to(StepKind.HOLD, 0, 18_000)
    desk.press(Qt.Key.Key_H)
    click_beside(desk)
    desk.press(key)
    assert desk.is_in(State.HURT)


def test_a_button_that_is_gone_does_not_keep_the_keyboard(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 1, 6_000)
    desk.press(Qt.Key.Key_Space)
    QTest.mouseClick(desk.window.player_page.paused.resume, Qt.MouseButton.LeftButton)
    assert desk.is_in(State.LEAD_IN)
    desk.press(Qt.Key.Key_Return)
    assert desk.is_in(State.LEAD_IN)
    assert desk.coach.commands[-1] is Command.READY


def test_a_notice_lies_on_every_page(desk: Desk) -> None:
    window = desk.window
    open_page(desk, "library")
    window.tell("Something to know.")
    window.beyond.open("today")
    QApplication.processEvents()
    assert desk.shows("today")
    order = window.children()
    assert order.index(window.notice) > order.index(window.beyond.tabs)
