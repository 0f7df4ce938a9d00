from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.paint.dial import (
    ARC_TRIM,
    BOX,
    CENTRE,
    ROOM,
    Arc,
    Face,
    Kind,
    arc_spans,
    head_angle,
    moving_box,
    on_ring,
    paint_base,
    paint_moving,
    paint_words,
    pip_spans,
    swell_at,
    word_line,
)
from hipgui.paint.icons import Sign
from hipgui.paint.theme import DARK, page_surface

UNIT = 4.0
TEMPO = (Arc(0.4, still=False), Arc(0.2, still=True), Arc(0.4, still=False))

arcs = st.lists(st.floats(0.01, 5.0), min_size=1, max_size=6).map(
    lambda lengths: tuple(Arc(length / sum(lengths), still=place % 3 == 1) for place, length in enumerate(lengths))
)


@given(arcs)
def test_arcs_follow_each_other_in_proportion_to_time(tempo: tuple[Arc, ...]) -> None:
    start = 0.0
    for arc, (begin, length) in zip(tempo, arc_spans(tempo), strict=True):
        assert length > 0
        assert begin == pytest.approx(start + (360 * arc.share - length) / 2)
        assert begin - start <= ARC_TRIM + 1e-9
        start += 360 * arc.share
    assert start == pytest.approx(360)


@given(st.integers(1, 60))
def test_pips_fill_the_circle_evenly(reps: int) -> None:
    spans = pip_spans(reps)
    assert len(spans) == reps
    assert len({round(length, 6) for _, length in spans}) == 1
    assert all(length > 0 for _, length in spans)
    ends = [begin + length for begin, length in spans]
    assert all(end < begin for end, (begin, _) in zip(ends, spans[1:], strict=False))
    assert ends[-1] < 360


@given(st.floats(0, 360), st.floats(1, 33))
def test_angles_run_clockwise_from_the_top(angle: float, radius: float) -> None:
    point = on_ring(angle, radius, 1.0)
    assert math.hypot(point.x() - CENTRE, point.y() - CENTRE) == pytest.approx(radius)
    assert on_ring(0, radius, 1.0).y() == pytest.approx(CENTRE - radius)
    assert on_ring(90, radius, 1.0).x() == pytest.approx(CENTRE + radius)


@given(st.floats(0, 1))
def test_the_ring_empties_clockwise(left: float) -> None:
    assert head_angle(Face(Kind.HOLD, left=left)) == pytest.approx(360 * (1 - left))


@given(arcs, st.data())
def test_the_head_stays_on_its_arc(tempo: tuple[Arc, ...], data: st.DataObject) -> None:
    place, over = data.draw(st.integers(0, len(tempo) - 1)), data.draw(st.floats(0, 1))
    begin, length = arc_spans(tempo)[place]
    angle = head_angle(Face(Kind.MOVE, arcs=tempo, arc=place, arc_over=over))
    assert begin <= angle <= begin + length + 1e-9


@given(st.integers(-10, 100_000))
def test_it_swells_three_times_and_no_more(remaining_ms: int) -> None:
    swell = swell_at(remaining_ms)
    assert 0 <= swell <= 1
    if not 0 < remaining_ms <= 3_000:
        assert swell == 0
    if remaining_ms in {1_000, 2_000, 3_000}:
        assert swell == 1


FACES = [
    Face(Kind.MOVE, "5", "Lift", Sign.UP, arcs=TEMPO, arc=0, arc_over=0.7, rep=5, reps=8),
    Face(Kind.MOVE, "12", "Lower", Sign.DOWN, arcs=TEMPO, arc=2, arc_over=0.2, rep=12, reps=12),
    Face(Kind.TOP, "8", "Hold", Sign.SQUARE, arcs=TEMPO, arc=1, arc_over=0.5, rep=8, reps=8),
    Face(Kind.HOLD, "42", "Hold", Sign.SQUARE, 0.7, halfway=True),
    Face(Kind.HOLD, "1:40", "Hold", Sign.SQUARE, 0.9, halfway=True, swell=1.0),
    Face(Kind.RING, "28", "Rest", Sign.DOT, 0.5),
    Face(Kind.RING, "8", "Switch", Sign.SWITCH, 0.5),
    Face(Kind.RING, "3", "Get ready", None, 1.0),
    Face(Kind.PAUSED, word="Rep 12 of 12", left=0.3),
    Face(Kind.WAITING, word="Enter when ready"),
]


def painted(face: Face, *, moving: bool = True) -> QImage:
    size = round((BOX + 2 * ROOM) * UNIT)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(DARK.ground))
    painter = QPainter(image)
    painter.translate(ROOM * UNIT, ROOM * UNIT)
    paint_base(painter, face, DARK, page_surface(DARK), UNIT)
    if moving:
        paint_moving(painter, face, DARK, page_surface(DARK), UNIT)
    paint_words(painter, face, DARK, page_surface(DARK), UNIT)
    painter.end()
    return image


@pytest.fixture
def fonts(qapp: object) -> None:
    from hipgui.ui.resources import load_resources

    assert qapp
    assert load_resources()


def at(image: QImage, angle: float, radius: float) -> str:
    point = on_ring(angle, radius, UNIT)
    return image.pixelColor(round(point.x() + ROOM * UNIT), round(point.y() + ROOM * UNIT)).name().upper()


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face.kind}-{face.digits}{face.word}")
def test_nothing_is_painted_outside_its_room(face: Face) -> None:
    image = painted(face)
    edge = image.width() - 1
    for place in range(image.width()):
        for x, y in ((place, 0), (place, edge), (0, place), (edge, place)):
            assert image.pixelColor(x, y) == QColor(DARK.ground)


@pytest.mark.usefixtures("fonts")
def test_each_phase_has_its_own_shape() -> None:
    move, top, hold, rest = (painted(FACES[place]) for place in (0, 2, 3, 5))
    assert at(move, 20, 23) == DARK.ground
    assert at(top, 20, 23) == DARK.hold_disc
    assert at(hold, 20, 25) == DARK.hold_disc
    assert at(rest, 20, 25) == DARK.ground


@pytest.mark.usefixtures("fonts")
def test_what_is_over_is_told_from_what_is_left() -> None:
    hold = painted(FACES[3])
    assert at(hold, 50, 31) == DARK.track
    assert at(hold, 300, 31) == DARK.hold_ring
    assert at(hold, head_angle(FACES[3]), 31) == DARK.text
    assert at(hold, 180, 31) == DARK.text, "the halfway tick"
    assert at(hold, 182.6, 31) == DARK.ground, "the gap it stands in"
    move = painted(FACES[0])
    assert at(move, 30, 30.7) == DARK.move_ring
    assert at(move, 300, 30.7) == DARK.arc_to_come
    assert at(move, 22, 26.4) == DARK.text, "a rep that is done"
    assert at(move, 200, 26.4) == DARK.move_ring, "the present rep"
    assert at(move, 340, 26.4) == DARK.arc_to_come


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face.kind}-{face.digits}{face.word}")
def test_words_stay_within_the_ring(face: Face) -> None:
    from PySide6.QtGui import QFontMetricsF

    from hipgui.paint.theme import BOLD, text_font

    left, text_left, size = word_line(face, UNIT)
    right = text_left + QFontMetricsF(text_font(round(size), BOLD)).horizontalAdvance(face.word)
    for x in (left, right):
        assert math.hypot(x / UNIT - CENTRE, 54.6 - CENTRE) < 29.2


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("before", FACES[:4], ids=lambda face: f"{face.kind}-{face.digits}")
def test_the_dirty_box_holds_all_that_changes(before: Face) -> None:
    from dataclasses import replace

    after = replace(before, left=before.left - 0.004, arc_over=min(1.0, before.arc_over + 0.03))
    first, last = painted(before), painted(after)
    box = moving_box(after, before, UNIT).translated(ROOM * UNIT, ROOM * UNIT)
    assert box.width() < first.width() / 3
    changed = [
        (x, y)
        for x in range(first.width())
        for y in range(first.height())
        if first.pixel(x, y) != last.pixel(x, y) and not box.contains(x, y)
    ]
    visibly = [(x, y) for x, y in changed if distance(first.pixelColor(x, y), last.pixelColor(x, y)) > FAINT]
    assert not visibly


FAINT = 40
"""Of 255: an arc's smoothed edge may come out that much different when its end moves."""


def distance(first: QColor, last: QColor) -> int:
    pairs = ((first.red(), last.red()), (first.green(), last.green()), (first.blue(), last.blue()))
    return max(abs(one - other) for one, other in pairs)
