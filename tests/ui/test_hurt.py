"""It hurts: what the page says, and that nothing runs until one of its three ways is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.content.load import load_library
from hipgui.core.ladder import Load
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.session import Command, Session, State
from hipgui.ui.hurt_wording import ways_on
from hipgui.ui.simple_pictures import SimplePictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF

    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Picture, Shot
    from hipgui.ui.way_row import WayRow
    from tests.ui.conftest import Desk


def hurt(
    desk: Desk, kind: StepKind = StepKind.HOLD, number: int = 0, into_ms: int = 18_000, exercise: str = ""
) -> None:
    desk.play_to(kind, number, into_ms, exercise)
    desk.press(Qt.Key.Key_H)
    assert desk.is_in(State.HURT)


def said(desk: Desk) -> list[tuple[str, str]]:
    """Title and line of the three ways."""
    return [(row.text(), row.line) for row in desk.window.player_page.hurt.rows]


def taken(desk: Desk) -> list[WayRow]:
    return [row for row in desk.window.player_page.hurt.rows if row.hasFocus()]


def test_in_a_hold_the_easier_way_keeps_what_is_left_of_it(desk: Desk) -> None:
    hurt(desk)
    assert said(desk) == [
        ("Easier version", "Hands on the mat, 42 s"),
        ("Skip lizard", "Nothing left after it, so straight to the end"),
        ("End session", "Everything you did is saved"),
    ]


def test_in_a_set_the_rep_that_hurt_is_done_anew(desk: Desk) -> None:
    hurt(desk, StepKind.REPS, 0, 24_300, "lift")
    assert said(desk)[:2] == [("Easier version", "Hands on hips, 6 reps"), ("Skip leg lift", "Lizard comes next")]
    desk.press(Qt.Key.Key_1)
    view = desk.coach.view()
    assert (view.step.variant.name, view.step.reps, view.rep, view.reps) == ("hands on hips", 6, 3, 8)


def test_in_a_rest_it_speaks_of_the_work_that_follows(desk: Desk) -> None:
    hurt(desk, StepKind.REST, 2, 12_000)
    assert said(desk)[:2] == [("Easier version", "Hands on hips, 8 reps"), ("Skip leg lift", "Lizard comes next")]


def test_what_gets_easier_is_named_where_the_variant_stays() -> None:
    library = load_library()
    bells = (Load(Prop.KETTLEBELL, 4.0), Load(Prop.KETTLEBELL, 6.0))
    lines = []
    for loads in ((), bells[1:], bells):
        laid = plan(library.routine("march"), library, Choices(level=5, loads=loads, minutes=30))
        ways = ways_on(Session(laid, State.HURT, 1), 9_000, library)
        lines.append(ways.ways[0].line)
    assert lines == [
        "2–4 kg, then the next bell, 7 reps",
        "2 s up, 2 s still, 3 s down, 7 reps",
        "2 s up, 2 s still, 3 s down, 7 reps",
    ]


def test_at_the_gentlest_it_can_go_on_as_it_was(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(level=1, routine="lizard")
    desk.show()
    hurt(desk, into_ms=10_000)
    assert said(desk)[0] == ("Go on gently", "There is nothing easier: as it was, 20 s")
    desk.press(Qt.Key.Key_Return)
    assert desk.is_in(State.LEAD_IN)
    assert desk.coach.view().position_ms == 10_000


def test_nothing_runs_until_something_is_chosen(desk: Desk) -> None:
    hurt(desk)
    place = desk.coach.view().session_ms
    desk.beat(600_000)
    assert desk.is_in(State.HURT)
    assert desk.coach.view().session_ms == place
    assert not desk.window.is_ticking
    page = desk.window.player_page
    assert page.ribbon.isVisible()
    assert not page.dial.isVisible()
    assert not page.stage.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_first_way_is_one_key_away(desk: Desk, key: Qt.Key) -> None:
    hurt(desk)
    desk.press(key)
    assert desk.is_in(State.LEAD_IN)
    assert desk.coach.view().step.variant.name == "hands on the mat"
    assert not desk.window.player_page.hurt.isVisible()
    assert desk.window.player_page.dial.isVisible()


@pytest.mark.parametrize(
    "keys", [[Qt.Key.Key_2], [Qt.Key.Key_Tab, Qt.Key.Key_Space], [Qt.Key.Key_Down, Qt.Key.Key_Return]]
)
def test_the_exercise_can_be_left_out(desk: Desk, keys: list[Qt.Key]) -> None:
    hurt(desk, StepKind.REPS, 1, 12_000)
    for key in keys:
        desk.press(key)
    view = desk.coach.view()
    assert (view.step.kind, view.step.exercise.id) == (StepKind.REST, "lift")


@pytest.mark.parametrize("keys", [[Qt.Key.Key_3], [Qt.Key.Key_Escape], [Qt.Key.Key_Backtab, Qt.Key.Key_Space]])
def test_the_session_can_be_ended(desk: Desk, keys: list[Qt.Key]) -> None:
    hurt(desk)
    for key in keys:
        desk.press(key)
    assert desk.is_in(State.STOPPED)
    assert desk.shows("today")


def test_each_row_can_be_clicked(open_desk: Callable[..., Desk]) -> None:
    states = []
    for place in range(3):
        desk = open_desk()
        desk.show()
        hurt(desk)
        QTest.mouseClick(desk.window.player_page.hurt.rows[place], Qt.MouseButton.LeftButton)
        states.append(desk.window.state)
    assert states == [State.LEAD_IN, State.FINISHED, State.STOPPED]


def test_the_keyboard_goes_through_the_rows_and_back_to_the_session(desk: Desk) -> None:
    hurt(desk)
    rows = desk.window.player_page.hurt.rows
    seen = [taken(desk)]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        desk.press(key)
        seen.append(taken(desk))
    assert seen == [[rows[place]] for place in (0, 0, 1, 2, 2, 0, 2)]
    assert desk.is_in(State.HURT)
    desk.press(Qt.Key.Key_1)
    assert QApplication.focusWidget() is desk.window
    desk.beat(6_000)
    desk.press(Qt.Key.Key_Space)
    assert desk.is_in(State.PAUSED)


def test_the_row_that_enter_takes_stands_out(desk: Desk) -> None:
    hurt(desk)
    first, second, _ = desk.window.player_page.hurt.rows
    before = [row.grab().toImage() for row in (first, second)]
    desk.press(Qt.Key.Key_Down)
    assert all(row.grab().toImage() != image for row, image in zip((first, second), before, strict=True))


def test_a_key_held_down_does_not_choose(desk: Desk) -> None:
    hurt(desk)
    row = desk.window.player_page.hurt.rows[0]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.simulateEvent(row, True, key, Qt.KeyboardModifier.NoModifier, "", True)  # noqa: FBT003  Qt's own arguments
    assert desk.is_in(State.HURT)


class Album(SimplePictures):
    """Notes which pictures are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Shot] = []

    def still(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        self.asked.append(shot)
        return super().still(shot, size, look, ratio)


def test_the_easier_way_is_shown_on_the_side_it_is_done(open_desk: Callable[..., Desk]) -> None:
    album = Album()
    desk = open_desk(pictures=album)
    desk.show()
    hurt(desk, StepKind.HOLD, 1, 18_000)
    album.asked.clear()
    desk.window.player_page.hurt.grab()
    assert {(shot.movement, shot.side) for shot in album.asked} == {("lizard_hands", "left")}


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (800, 600), (960, 1040)], ids=str)
def test_the_picture_has_its_place_beside_or_below_the_rows(
    open_desk: Callable[..., Desk], size: tuple[int, int]
) -> None:
    desk = open_desk()
    desk.show(*size)
    hurt(desk)
    page = desk.window.player_page.hurt
    assert page.picture_box.height() >= size[1] * 0.1
    for row in page.rows:
        assert not page.picture_box.intersects(QRectF(row.geometry()))
    assert QRectF(page.rect()).contains(page.picture_box)


def test_settings_may_change_meanwhile(desk: Desk) -> None:
    hurt(desk)
    before = said(desk)
    rows = [row.geometry() for row in desk.window.player_page.hurt.rows]
    desk.window._on_changed({"text_scale": 2.0, "theme": "light", "level": 5})  # noqa: SLF001  as a page tells it
    desk.window.resize(960, 1040)
    QApplication.processEvents()
    assert desk.is_in(State.HURT)
    assert said(desk) == before
    assert [row.geometry() for row in desk.window.player_page.hurt.rows] != rows
    desk.window.command(Command.EASIER)
    assert desk.coach.view().step.variant.name == "hands on the mat"
