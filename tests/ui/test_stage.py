from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.content import load_library
from hipgui.core.model import Side
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.session import Command
from hipgui.figure.motion import path_amount
from hipgui.settings import Settings
from hipgui.ui.look import look_for
from hipgui.ui.pictures import Shot
from hipgui.ui.simple_pictures import SimplePictures
from hipgui.ui.stage import CROSS_MS, GLIDE_MS, STAY_MS, shot_of
from tests.ui.fakes import Clock, SilentCoach

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from tests.ui.conftest import Desk

LIBRARY = load_library()
FULL = plan(LIBRARY.routine("full"), LIBRARY, Choices())
OWN_PACE = plan(LIBRARY.routine("full"), LIBRARY, Choices(self_paced=True))


def coach_at(kind: StepKind, into_ms: float, exercise: str = "march", wanted: object = FULL) -> SilentCoach:
    coach = SilentCoach(wanted, LIBRARY.words, Clock())  # type: ignore[arg-type]  # one of the two plans
    index = next(i for i, step in enumerate(coach.plan.steps) if step.kind is kind and step.exercise.id == exercise)
    coach.go_to(index, int(into_ms))
    return coach


@given(st.integers(0, 39_999), st.sampled_from(["march", "lift"]))
def test_the_figure_is_where_the_tempo_is(into_ms: int, exercise: str) -> None:
    coach = coach_at(StepKind.REPS, into_ms, exercise)
    step = coach.view().step
    assert step.tempo
    shot = shot_of(coach.view())
    tempo = (step.tempo.up_s, step.tempo.hold_s, step.tempo.down_s)
    wanted = path_amount(tempo, step.variant.ways, into_ms % step.rep_ms / 1000)
    assert shot.amount == pytest.approx(wanted, abs=0.002)
    assert (shot.still_s is not None) == (coach.view().phase == "top")


def test_with_reduced_motion_only_key_poses_are_shown() -> None:
    amounts = {
        shot_of(coach_at(StepKind.REPS, ms).view(), reduced_motion=True).amount for ms in range(5_000, 10_000, 200)
    }
    assert amounts == {0.0, 1.0}
    assert shot_of(coach_at(StepKind.HOLD, 100, "lizard").view(), reduced_motion=True).amount == 1.0
    assert shot_of(coach_at(StepKind.SWITCH, 0).view(), reduced_motion=True).amount == 1.0


def test_a_stretch_is_glided_into_and_then_breathes() -> None:
    early, middle, late = (
        shot_of(coach_at(StepKind.HOLD, ms, "lizard").view()) for ms in (0, GLIDE_MS // 2, GLIDE_MS + 3_000)
    )
    assert (early.amount, middle.amount, late.amount) == (0.0, 0.5, 1.0)
    assert early.still_s is None
    assert late.still_s == pytest.approx(3.0)


def test_a_paused_stretch_stands() -> None:
    coach = coach_at(StepKind.HOLD, 30_000, "lizard")
    coach.command(Command.STOP)
    assert shot_of(coach.view()).amount == 1.0
    assert shot_of(coach.view()).still_s is None


def test_the_switch_goes_from_one_side_to_the_other() -> None:
    shots = [shot_of(coach_at(StepKind.SWITCH, ms).view()) for ms in (0, STAY_MS, STAY_MS + CROSS_MS // 2, 8_000)]
    assert [shot.amount for shot in shots] == [0.0, 0.0, 0.5, 1.0]
    assert {shot.side for shot in shots} == {Side.LEFT}
    assert {shot.came_from for shot in shots} == {0.0}
    assert shot_of(coach_at(StepKind.SWITCH, 0, "lizard").view()).came_from == 1.0


@pytest.mark.parametrize("exercise", ["march", "lift"])
def test_set_up_shows_the_movement_over_and_over(exercise: str) -> None:
    amounts = [shot_of(coach_at(StepKind.PREPARE, ms, exercise).view()).amount for ms in range(0, 14_000, 100)]
    assert min(amounts) < 0.01
    assert max(amounts) > 0.99
    assert all(abs(one - other) < 0.15 for one, other in itertools.pairwise(amounts))


def test_at_ones_own_pace_the_movement_is_shown_too() -> None:
    amounts = {shot_of(coach_at(StepKind.REPS, ms, "march", OWN_PACE).view()).amount for ms in range(0, 7_000, 500)}
    assert len(amounts) > 3


def test_rests_show_what_comes_standing_still() -> None:
    coach = coach_at(StepKind.REST, 0, "lift")
    shots = {shot_of(coach_at(StepKind.REST, ms, "lift").view()) for ms in (0, 20_000)}
    assert shots == {Shot(coach.view().step.movement, Side.RIGHT, 2, 0.5)}


@pytest.mark.parametrize("movement", ["march_bell", "lift_book", "lizard_glide", "something_new"])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.usefixtures("qapp")
def test_the_simple_drawing_stays_in_its_box_and_mirrors(movement: str, side: Side) -> None:
    pictures, look = SimplePictures(), look_for(Settings(theme="dark"), QSizeF(800, 600))
    size = QSizeF(300 * pictures.aspect(movement), 300)

    def drawn(side: Side) -> QImage:
        image = QImage(round(size.width()) + 40, 340, QImage.Format.Format_RGB32)
        image.fill(QColor("#000000"))
        painter = QPainter(image)
        picture = pictures.still(Shot(movement, side), size, look, 1.0)
        assert picture
        picture.paint(painter, 20, 20)
        assert picture.bounds == QRectF(0, 0, size.width(), size.height())
        painter.end()
        return image

    image = drawn(side)
    for x in range(image.width()):
        assert image.pixelColor(x, 2) == QColor("#000000")
    lit = [x for x in range(image.width()) for y in range(0, 340, 4) if image.pixelColor(x, y) != QColor("#000000")]
    assert min(lit) >= 15
    assert max(lit) <= image.width() - 15
    other = drawn(side.other)
    assert other != image


def test_only_what_changes_is_painted_anew(desk: Desk) -> None:
    """In a hold the page outside the dial's head and the figure is left alone."""
    desk.play_to(StepKind.HOLD, 0, 20_300)
    page = desk.window.player_page
    painted: list[QRectF] = []
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(QRectF(event.region().boundingRect()))
            return False

    watch = Watch()
    QApplication.processEvents()
    for widget in (page.dial, page.ribbon):
        widget.installEventFilter(watch)
    desk.beat(33)
    QApplication.processEvents()
    dial_area = page.dial.width() * page.dial.height()
    assert painted
    assert all(box.width() * box.height() < 0.05 * dial_area for box in painted)
