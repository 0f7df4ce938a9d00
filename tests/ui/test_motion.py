from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from hipgui.core.plan import StepKind
from hipgui.ui.tween import STILL, Tween

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Desk

GROUND, PANEL, FLOOD = "#101418", "#F4F1EA", "#F0E442"


@given(st.floats(0, 1e6), st.floats(1, 1e4), st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=9))
def test_a_tween_eases_out_and_never_turns_back(start: float, length: float, offsets: list[float]) -> None:
    tween = Tween(start, length)
    shares = [tween.at(start + offset) for offset in sorted(offsets)]
    assert shares == sorted(shares)
    assert tween.at(start) == 0.0
    assert tween.at(start + length) == pytest.approx(1.0)
    assert tween.at(start + length / 2) > 0.5
    assert tween.over(start + length + 1e-3)
    assert STILL.over(start)
    assert STILL.at(start) == 1.0


def colours(desk: Desk, *places: QPoint) -> list[str]:
    QApplication.processEvents()
    image = desk.window.grab().toImage()
    return [image.pixelColor(place).name().upper() for place in places]


def enter(desk: Desk, kind: StepKind, number: int) -> None:
    """Come to a step's very beginning, from the step before it, with all motion at rest."""
    if not desk.coaches:
        desk.play_to(StepKind.PREPARE, 0)
    places = [index for index, step in enumerate(desk.coach.plan.steps) if step.kind is kind]
    before = places[number] - 1
    desk.coach.go_to(before, desk.coach.plan.steps[before].duration_ms - 100)
    desk.settle()
    desk.beat(101)


def test_the_rest_panel_slides_in_from_the_right(desk: Desk) -> None:
    enter(desk, StepKind.REST, 0)
    right, left = QPoint(1275, 5), QPoint(760, 5)
    assert colours(desk, right, left) == [GROUND, GROUND]
    desk.beat(60)
    assert colours(desk, right, left) == [PANEL, GROUND]
    desk.beat(300)
    assert colours(desk, right, left) == [PANEL, PANEL]
    foot = QPoint(1275, 720 - 30)
    assert colours(desk, foot) == [GROUND], "it stops above the ribbon"


def test_the_panel_leaves_as_it_came(desk: Desk) -> None:
    enter(desk, StepKind.REST, 0)
    desk.settle()
    enter(desk, StepKind.REPS, 2)
    desk.beat(40)
    assert colours(desk, QPoint(1275, 5), QPoint(760, 5)) == [PANEL, GROUND]
    desk.settle()
    assert colours(desk, QPoint(1275, 5)) == [GROUND]


def test_the_switch_floods_the_whole_page_and_ebbs(desk: Desk) -> None:
    enter(desk, StepKind.SWITCH, 0)
    desk.beat(20)
    (begun,) = colours(desk, QPoint(3, 3))
    assert begun not in {GROUND, FLOOD}
    desk.beat(200)
    assert colours(desk, QPoint(3, 3), QPoint(1275, 715)) == [FLOOD, FLOOD]
    enter(desk, StepKind.REPS, 1)
    desk.beat(20)
    assert colours(desk, QPoint(3, 3))[0] not in {GROUND, FLOOD}
    desk.settle()
    assert colours(desk, QPoint(3, 3)) == [GROUND]


def test_the_disc_grows_over_the_phase_change_while_digits_cut(desk: Desk) -> None:
    desk.play_to(StepKind.REPS, 0, 6_900)
    page = desk.window.player_page
    spot = page.dial.geometry().center() + QPoint(0, -round(23.5 * page.dial.unit))
    desk.settle()
    assert colours(desk, spot) == [GROUND]
    desk.beat(110)
    desk.beat(40)
    (half,) = colours(desk, spot)
    assert half not in {GROUND, "#56B4E9"}
    desk.moving.pass_ms(300)
    desk.beat(0)
    assert colours(desk, spot) == ["#56B4E9"]


def minutes_shown(desk: Desk) -> int:
    from hipgui.ui.numeral import Numeral

    return int(desk.window.today.sheet.findChildren(Numeral)[0].text())


def test_the_minutes_roll_when_there_are_fewer(desk: Desk) -> None:
    assert minutes_shown(desk) == 26
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Left)
    assert minutes_shown(desk) == 26
    assert desk.window.is_ticking
    shown = []
    for _ in range(8):
        desk.beat(33)
        shown.append(minutes_shown(desk))
    assert shown == sorted(shown, reverse=True)
    assert 15 < shown[0] < 26
    assert shown[-1] <= 15
    assert not desk.window.is_ticking


def test_reduced_motion_cuts(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(reduced_motion=True)
    desk.show()
    desk.window.today.sheet.choices[1][0].segments[0].click()
    assert minutes_shown(desk) <= 10
    enter(desk, StepKind.SWITCH, 0)
    assert colours(desk, QPoint(3, 3)) == [FLOOD]
    enter(desk, StepKind.REST, 0)
    assert colours(desk, QPoint(760, 5)) == [PANEL]


def test_reduced_motion_steps_the_ring_once_a_second(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(reduced_motion=True)
    desk.show()
    desk.play_to(StepKind.HOLD, 0, 20_000)
    faces = set()
    for _ in range(30):
        desk.beat(33)
        face = desk.window.player_page.dial.face
        faces.add((face.digits, face.left))
        assert face.swell == 0.0
    assert len(faces) <= 2
