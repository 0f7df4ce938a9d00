from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.core.plan import StepKind
from hipgui.core.session import Command, State
from hipgui.ui.buttons import BigButton, OutlineButton
from hipgui.ui.choice import Segment

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.ui.conftest import Desk

KEYS = {
    Qt.Key.Key_Space: Command.PLAY_PAUSE,
    Qt.Key.Key_Right: Command.NEXT,
    Qt.Key.Key_Left: Command.BACK,
    Qt.Key.Key_R: Command.REPEAT,
    Qt.Key.Key_T: Command.TIME_LEFT,
    Qt.Key.Key_Plus: Command.MORE_REST,
    Qt.Key.Key_Equal: Command.MORE_REST,
    Qt.Key.Key_M: Command.MUTE,
    Qt.Key.Key_Escape: Command.STOP,
    Qt.Key.Key_Up: Command.HARDER,
    Qt.Key.Key_Down: Command.EASIER,
    Qt.Key.Key_D: Command.DEEPER,
    Qt.Key.Key_H: Command.HURTS,
    Qt.Key.Key_S: Command.SKIP,
    Qt.Key.Key_Return: Command.READY,
    Qt.Key.Key_Enter: Command.READY,
}


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_space_starts_from_whatever_has_the_keyboard(desk: Desk) -> None:
    for _ in range(3):
        desk.press(Qt.Key.Key_Tab)
    assert isinstance(focused(), Segment)
    desk.press(Qt.Key.Key_Space)
    assert desk.shows("player_page")
    assert desk.coach.view().state is State.PLAYING


@pytest.mark.parametrize(("key", "command"), KEYS.items(), ids=lambda value: getattr(value, "name", str(value)))
def test_each_key_says_its_command_while_playing(desk: Desk, key: Qt.Key, command: Command) -> None:
    desk.play_to(StepKind.REPS, 1, 6_000)
    desk.press(key)
    assert desk.coach.commands[-1] is command


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_R, Qt.Key.Key_T, Qt.Key.Key_M, Qt.Key.Key_Escape])
def test_keys_of_the_session_do_nothing_on_today(desk: Desk, key: Qt.Key) -> None:
    desk.press(key)
    assert desk.shows("today")
    assert not desk.coaches


def test_keys_held_down_count_once(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 6_000)
    given = len(desk.coach.commands)
    QTest.simulateEvent(desk.window, True, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)  # noqa: FBT003  Qt's own arguments
    assert len(desk.coach.commands) == given


def test_a_key_with_control_is_not_ours(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 6_000)
    given = len(desk.coach.commands)
    QTest.keyClick(desk.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.coach.commands) == given


def test_escape_pauses_then_ends_then_today_offers_to_go_on(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 2, 11_000)
    desk.press(Qt.Key.Key_Escape)
    assert desk.is_in(State.PAUSED)
    assert desk.window.player_page.paused.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.shows("today")
    assert desk.window.today.sheet.start.text() == "Go on"
    assert isinstance(focused(), BigButton)
    desk.press(Qt.Key.Key_Space)
    assert desk.is_in(State.LEAD_IN)
    assert len(desk.coaches) == 1
    desk.beat(3_100)
    assert desk.coach.view().state is State.PLAYING


def test_start_anew_begins_another_session(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 2, 11_000)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Tab)
    assert focused() is desk.window.today.sheet.anew
    desk.press(Qt.Key.Key_Return)
    assert len(desk.coaches) == 2
    assert desk.coaches[0].closed
    assert desk.coach.view().index == 0


def test_enter_resumes_from_the_paused_page(desk: Desk) -> None:
    desk.play_to(StepKind.HOLD, 0, 20_000)
    desk.press(Qt.Key.Key_Space)
    assert desk.is_in(State.PAUSED)
    desk.press(Qt.Key.Key_Return)
    assert desk.is_in(State.LEAD_IN)


def test_tab_goes_once_through_everything_on_today(desk: Desk) -> None:
    sheet = desk.window.today.sheet
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        desk.press(Qt.Key.Key_Tab)
    assert seen[0] is sheet.start
    chosen = [next(one for one in choice.segments if one.isChecked()) for choice, _ in sheet.choices]
    assert seen[1:] == [*chosen, *desk.window.beyond.tabs.tabs.values()]
    desk.press(Qt.Key.Key_Backtab)
    assert focused() is seen[-1]


def test_arrows_choose_and_the_plan_follows(desk: Desk) -> None:
    sheet = desk.window.today.sheet
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Right)
    assert desk.window.settings.level == 4
    assert desk.saved[-1].level == 4
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Right)
    assert desk.window.settings.level == 5, "the last one stays chosen"
    segment = focused()
    assert isinstance(segment, Segment)
    assert segment.isChecked()
    desk.press(Qt.Key.Key_Tab)
    assert focused() in sheet.choices[1][0].segments


def test_tab_goes_through_everything_on_the_paused_page(desk: Desk) -> None:
    desk.play_to(StepKind.REST, 0, 20_000)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Tab)
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        desk.press(Qt.Key.Key_Tab)
    paused = desk.window.player_page.paused
    there = {button for button, _ in paused.keys if button.isVisible() and button.isEnabled()}
    assert len(there) >= 10
    assert {paused.resume, *there} <= set(seen)


def test_finish_waits_on_close_and_enter_closes(desk: Desk) -> None:
    desk.finish()
    assert desk.shows("finish")
    assert isinstance(focused(), OutlineButton)
    desk.press(Qt.Key.Key_Return)
    assert desk.shows("today")
    assert desk.coach.closed
    assert desk.window.today.sheet.start.text() == "Start"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_finish_is_left_by_other_keys_too(desk: Desk, key: Qt.Key) -> None:
    desk.finish()
    desk.press(key)
    assert desk.shows("today")


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_F11])
def test_full_screen_comes_and_goes_and_is_kept(desk: Desk, key: Qt.Key) -> None:
    desk.press(key)
    assert desk.window.isFullScreen()
    assert desk.saved[-1].full_screen
    desk.press(key)
    assert not desk.window.isFullScreen()
    assert not desk.saved[-1].full_screen


def test_escape_leaves_full_screen_on_today_and_pauses_in_a_session(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.window.isFullScreen()
    desk.press(Qt.Key.Key_F)
    desk.play_to(StepKind.REPS, 0, 6_000)
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.isFullScreen()
    assert desk.is_in(State.PAUSED)


def test_the_focus_ring_is_seen_once_the_keyboard_moves(desk: Desk) -> None:
    start = desk.window.today.sheet.start
    plain = start.grab().toImage()
    desk.press(Qt.Key.Key_Tab)
    segment = focused()
    ringed = segment.grab().toImage()
    desk.press(Qt.Key.Key_Backtab)
    assert focused() is start
    assert start.grab().toImage() != plain
    assert segment.grab().toImage() != ringed


def test_everything_that_can_be_pressed_has_a_name_and_size(desk: Desk) -> None:
    desk.play_to(StepKind.REST, 0, 20_000)
    desk.window.player_page.show_buttons()
    from hipgui.ui.buttons import Button

    for button in desk.window.findChildren(Button):
        assert button.accessibleName()
        if button.isVisible():
            least = 4.2 * desk.window.height() / 100
            assert min(button.width(), button.height()) >= least
