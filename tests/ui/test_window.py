from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.core.notice import Notice
from hipgui.core.plan import StepKind
from hipgui.core.session import Command, State
from hipgui.settings import SettingsError
from hipgui.ui.app import make_application
from hipgui.ui.choice import Choice
from hipgui.ui.label import Label
from hipgui.ui.wording import minutes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from hipgui.settings import Settings
    from tests.ui.conftest import Desk


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def click(desk: Desk, field: str, place: int) -> None:
    """Choose an option on Today by mouse."""
    choice = next(choice for choice, own in desk.window.today.sheet.choices if own == field)
    QTest.mouseClick(choice.segments[place], Qt.MouseButton.LeftButton)
    desk.settle()


def test_today_says_what_the_session_is(desk: Desk) -> None:
    shown = texts(desk.window.today)
    assert "Sunday evening, first session" in shown
    assert "26" in shown
    assert desk.library.before in shown
    assert {"Hip march", "Leg lift", "Lizard", "3 × 8 each side", "2 × 60 s each side"} <= set(shown)


@pytest.mark.parametrize(
    ("field", "place", "kept"),
    [
        ("level", 0, {"level": 1}),
        ("minutes", 0, {"minutes": 10, "routine": "short"}),
        ("minutes", 1, {"minutes": 15, "routine": "middle"}),
        ("chair", 1, {"chair": False}),
        ("on_foot", 1, {"on_foot": "band"}),
        ("on_foot", 2, {"on_foot": "nothing"}),
        ("beside", 2, {"beside": "nothing"}),
    ],
)
def test_each_choice_is_kept_and_changes_the_plan(desk: Desk, field: str, place: int, kept: dict[str, object]) -> None:
    before = texts(desk.window.today)
    click(desk, field, place)
    assert desk.saved[-1] == replace(desk.settings, **kept)  # type: ignore[arg-type]  # fields of Settings
    if field != "chair":
        assert texts(desk.window.today) != before
    desk.press(Qt.Key.Key_Space)
    assert desk.coach.plan.steps == desk.coach.plan_at_start.steps
    assert desk.coach.plan.routine == desk.window.settings.routine


def test_the_plan_keeps_to_the_minutes(desk: Desk) -> None:
    for place, most in enumerate((10, 15, 30)):
        click(desk, "minutes", place)
        digits = [text for text in texts(desk.window.today.sheet) if text.isdigit()]
        assert int(digits[0]) <= most


def test_choosing_the_same_again_writes_nothing(desk: Desk) -> None:
    click(desk, "level", 2)
    assert not desk.saved


def test_without_props_today_says_what_takes_their_place(desk: Desk) -> None:
    click(desk, "on_foot", 2)
    assert any(text.startswith("No kettlebell, so") for text in texts(desk.window.today))


def test_a_plan_that_cannot_be_is_told_and_start_waits(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(minutes=1)
    desk.show()
    start = desk.window.today.sheet.start
    assert not start.isEnabled()
    sentence = start.accessibleDescription()
    assert "too short" in sentence
    assert sentence in texts(desk.window.today)
    desk.press(Qt.Key.Key_Space)
    assert not desk.coaches
    click(desk, "minutes", 2)
    assert start.isEnabled()
    assert sentence not in texts(desk.window.today)


def test_the_cards_are_told_to_screen_readers(desk: Desk) -> None:
    from hipgui.ui.card import Card

    names = [card.accessibleName() for card in desk.window.findChildren(Card)]
    assert names[0] == "Hip march: 3 × 8 each side. With the kettlebell, 2–4 kg"
    assert {choice.accessibleName() for choice in desk.window.findChildren(Choice)} == {
        "Level",
        "Minutes you have",
        "To hold on to",
        "On the foot",
        "Under or beside you",
        "Then a run",
    }


def test_go_on_says_where_and_how_much_is_left(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 3, 20_000)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    shown = texts(desk.window.today)
    assert "Go on with hip march" in shown
    assert "Left leg, set 2 of 3." in shown
    view = desk.coach.view()
    assert str(minutes(desk.coach.plan.duration_ms - view.session_ms)) in shown
    QTest.mouseClick(desk.window.today.sheet.start, Qt.MouseButton.LeftButton)
    assert desk.is_in(State.LEAD_IN)
    assert desk.coach.view().index == view.index


def test_buttons_come_with_the_mouse_and_go_by_themselves(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 11_000)
    page = desk.window.player_page
    assert not page.controls.next.isVisible()
    here = QPointF(300, 300)
    QApplication.sendEvent(
        page.stage,
        QMouseEvent(
            QMouseEvent.Type.MouseMove,
            here,
            page.stage.mapToGlobal(here),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert page.controls.next.isVisible()
    for button, command in (
        (page.controls.next, Command.NEXT),
        (page.controls.back, Command.BACK),
        (page.controls.pause, Command.PLAY_PAUSE),
    ):
        page.show_buttons()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert desk.coach.commands[-1] is command
    assert not page.controls.next.isVisible(), "the paused page has its own"


def test_buttons_hide_after_three_seconds(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 11_000)
    page = desk.window.player_page
    page.show_buttons()
    from PySide6.QtCore import QTimer

    timer = next(child for child in page.findChildren(QTimer) if child.isActive())
    assert timer.interval() == 3_000
    timer.timeout.emit()
    assert not page.controls.next.isVisible()
    assert not timer.isActive()


def test_fifteen_seconds_more_by_mouse(desk: Desk) -> None:
    desk.play_to(StepKind.REST, 0, 10_000)
    before = desk.coach.view().remaining_ms
    QTest.mouseClick(desk.window.player_page.controls.more, Qt.MouseButton.LeftButton)
    assert desk.coach.view().remaining_ms == before + 15_000


@pytest.mark.parametrize("place", range(7))
def test_every_key_on_the_paused_page_can_be_clicked(desk: Desk, place: int) -> None:
    desk.play_to(StepKind.REST, 0, 10_000)
    desk.window.command(Command.STOP)
    button, command = desk.window.player_page.paused.keys[place]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.coach.commands[-1] is command


def test_mute_is_named_by_what_it_will_do(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 11_000)
    desk.window.command(Command.STOP)
    paused = desk.window.player_page.paused
    mute = next(button for button, command in paused.keys if command is Command.MUTE)
    assert mute.text() == "Mute"
    desk.press(Qt.Key.Key_M)
    assert mute.text() == "Voice on"


def test_notices_are_one_line_that_goes_by_itself(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 11_000)
    desk.coach.told += [Notice("No sound device.", "Plug one in."), Notice("The voice is gone.")]
    desk.beat(33)
    line = desk.window.notice
    assert line.isVisible()
    assert texts(line) == ["No sound device. Plug one in."]
    from PySide6.QtCore import QTimer

    timer = line.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert timer.isActive()
    timer.timeout.emit()
    assert texts(line) == ["The voice is gone."]
    timer.timeout.emit()
    assert not line.isVisible()
    assert desk.shows("player_page")


def test_what_was_odd_at_the_start_is_told(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(sentences=("settings.toml was damaged.",))
    desk.show()
    assert texts(desk.window.notice) == ["settings.toml was damaged."]


def test_settings_that_cannot_be_saved_are_told_once_and_hold(open_desk: Callable[..., Desk]) -> None:
    def refuse(_settings: Settings) -> None:
        raise SettingsError("/etc/settings.toml: the settings can't be saved (read-only).")

    desk = open_desk(save=refuse)
    desk.show()
    click(desk, "level", 4)
    assert desk.window.settings.level == 5
    assert "can't be saved" in texts(desk.window.notice)[0]


def test_the_window_comes_back_where_it_was(open_desk: Callable[..., Desk]) -> None:
    first = open_desk()
    first.window.open_up()
    first.window.setGeometry(60, 50, 700, 500)
    first.window.close()
    assert first.saved[-1].window == (60, 50, 700, 500)
    second = open_desk(window=first.saved[-1].window)
    second.window.open_up()
    assert second.window.geometry() == QRect(60, 50, 700, 500)


def test_a_place_off_every_screen_is_not_used(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(window=(90_000, 90_000, 700, 500))
    desk.window.open_up()
    assert QGuiApplication.primaryScreen().geometry().intersects(desk.window.geometry())


@pytest.mark.parametrize(("kept", "asked", "full"), [(True, None, True), (False, True, True), (True, False, False)])
def test_full_screen_is_as_kept_or_as_asked(
    open_desk: Callable[..., Desk], *, kept: bool, asked: bool | None, full: bool
) -> None:
    desk = open_desk(full_screen=kept)
    desk.window.open_up(full_screen=asked)
    assert desk.window.isFullScreen() == full


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_brings_it_forward(desk: Desk) -> None:
    desk.window.showMinimized()
    desk.window.come_forward()
    assert not desk.window.isMinimized()
    assert desk.window.isVisible()


def test_while_the_first_word_is_awaited_the_session_is_already_there(desk: Desk) -> None:
    desk.first_word_ms = 900
    desk.press(Qt.Key.Key_Space)
    assert desk.is_in(State.IDLE)
    assert desk.shows("player_page")
    assert desk.window.is_ticking
    page = desk.window.player_page
    assert page.dial.face.left == 1.0
    assert page.dial.accessibleName() == "Set up"
    desk.beat(950)
    assert desk.is_in(State.PLAYING)


def test_closing_ends_the_session_quietly(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 11_000)
    desk.window.close()
    assert desk.coach.closed
    assert not desk.window.is_ticking


def test_a_session_given_from_outside_plays_at_once(desk: Desk) -> None:
    from hipgui.core.plan import Choices, plan

    wanted = plan(desk.library.routine("lizard"), desk.library, Choices(level=1))
    desk.window.play(wanted)
    assert desk.coach.plan == wanted
    assert desk.shows("player_page")


def colour_of(window: QWidget) -> str:
    return window.grab().toImage().pixelColor(QPoint(3, 3)).name().upper()


@pytest.mark.parametrize(("theme", "ground"), [("dark", "#101418"), ("light", "#F6F3EC")])
def test_the_theme_is_as_set(open_desk: Callable[..., Desk], theme: str, ground: str) -> None:
    assert colour_of(open_desk(theme=theme).show()) == ground


def test_the_theme_follows_the_desktop_live(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(theme="system")
    window = desk.show()
    before = QApplication.palette()
    seen = set()
    for lightness in ("#202020", "#fafafa"):
        palette = QPalette(QColor(lightness))
        palette.setColor(QPalette.ColorRole.Window, QColor(lightness))
        QApplication.setPalette(palette)
        QApplication.processEvents()
        seen.add(colour_of(window))
    QApplication.setPalette(before)
    assert seen == {"#101418", "#F6F3EC"}


def test_idle_today_costs_nothing(desk: Desk) -> None:
    from PySide6.QtCore import QTimer

    assert not desk.window.is_ticking
    assert not [timer for timer in desk.window.findChildren(QTimer) if timer.isActive()]


def test_today_is_told_anew_on_another_day(desk: Desk) -> None:
    desk.window.command(Command.PLAY_PAUSE)
    desk.now = datetime(2025, 11, 24, 7, tzinfo=UTC)
    desk.window.command(Command.STOP)
    desk.window.command(Command.STOP)
    assert "Monday morning, first session" in texts(desk.window.today)


def test_there_is_one_application_with_its_fonts(qapp: QApplication) -> None:
    assert make_application() is qapp
    assert qapp.applicationName() == "Hipgui"
    assert qapp.desktopFileName() == "org.hipgui.Hipgui"
    assert not qapp.windowIcon().isNull()
