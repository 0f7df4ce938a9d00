"""The figure on a turntable: right from every side, painted off the GUI thread, the newest wish first."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.figure.model import Look
from hipgui.paint.ring import SQUASH, Ring
from hipgui.paint.turning import HURRIED, KEPT_BYTES, Angle, Turner, axis_of, table_for, turned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from hipgui.paint.turning import Turned

FIGURES = load_figures()
EXERCISES = {
    "march": ("march_wall", "march_body", "march_band", "march_bell"),
    "lift": ("lift_chair", "lift_hips", "lift_book", "lift_flat", "lift_edge"),
    "lizard": ("lizard_blocks", "lizard_hands", "lizard_back", "lizard_forearms", "lizard_kick"),
}
SMALL = Angle("lizard_glide", "right", 1.0, Look(), 0.0, 240, 180, (120.0, 130.0), 160.0)
PATIENCE_S = 30.0


@pytest.fixture
def turner() -> Iterator[Turner]:
    made = Turner(FIGURES)
    yield made
    made.close()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def solid(picture: Turned) -> np.ndarray:
    """(height, width) where the picture shows something nearly opaque, uncropped."""
    whole = QImage(picture.angle.width, picture.angle.height, QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    picture.paint(painter, 0.0, 0.0)
    painter.end()
    pixels = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine() // 4, 4)
    return pixels[..., 3] > 160


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("azimuth", range(-180, 180, 40))
def test_everything_stays_on_the_table_from_every_side(name: str, azimuth: int) -> None:
    table = table_for(FIGURES, EXERCISES[name])
    scale = 150.0
    wide, high = math.ceil(2 * table.radius * scale), math.ceil((table.rise + table.drop) * scale)
    foot = (wide / 2 + 20, table.rise * scale + 20)
    for movement in EXERCISES[name]:
        angle = Angle(movement, "right", 1.0, Look(), float(azimuth), wide + 40, high + 40, foot, scale)
        seen = solid(turned(FIGURES, angle))
        rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        assert min(rows[0], columns[0]) >= 17
        assert rows[-1] <= high + 23
        assert columns[-1] <= wide + 23


def test_a_table_is_no_larger_than_it_has_to_be() -> None:
    table = table_for(FIGURES, EXERCISES["lizard"])
    back, front, right, left = FIGURES.movement("lizard_hands").mat or (0.0,) * 4
    assert table.radius < 1.25 * math.hypot(front - back, left - right) / 2
    assert table.drop == pytest.approx(table.radius * SQUASH)


def test_it_turns_about_the_middle_of_the_mat() -> None:
    back, front, right, left = FIGURES.movement("lizard_glide").mat or (0.0,) * 4
    assert axis_of(FIGURES.movement("lizard_glide")) == ((back + front) / 2, (right + left) / 2)
    assert axis_of(FIGURES.movement("march_bell"))[1] == 0.0


def test_the_mat_turns_in_its_place() -> None:
    """What lies flat on the ring's middle keeps its middle, whatever the side."""
    for azimuth in (-90.0, 0.0, 60.0, 179.0):
        mat = solid(turned(FIGURES, replace(SMALL, azimuth=azimuth)))[130 - 3 : 130 + 3, 120 - 3 : 120 + 3]
        assert mat.any()


def test_turning_a_degree_changes_little_and_never_pops() -> None:
    before = solid(turned(FIGURES, replace(SMALL, azimuth=-180.0)))
    size = before.sum()
    for azimuth in range(-177, 180, 3):
        after = solid(turned(FIGURES, replace(SMALL, azimuth=float(azimuth))))
        assert (before ^ after).sum() < 0.12 * size, azimuth
        before = after


def test_labels_move_with_the_figure() -> None:
    places = [turned(FIGURES, replace(SMALL, azimuth=float(azimuth))).labels["psoas"] for azimuth in range(0, 360, 4)]
    assert max(math.dist(one, other) for one, other in pairwise(places)) < 6.0
    seen = solid(turned(FIGURES, SMALL))
    x, y = turned(FIGURES, SMALL).labels["psoas"]
    assert seen[round(y), round(x)]


def test_other_muscles_can_be_asked_for() -> None:
    drawn = turned(FIGURES, replace(SMALL, movement="lift_edge", shining=("gluteus_medius", "hip_rotators")))
    assert set(drawn.labels) == {"gluteus_medius", "hip_rotators"}
    assert set(turned(FIGURES, replace(SMALL, movement="lift_edge")).labels) == {"gluteus_medius"}


def test_the_other_side_is_the_mirror_image() -> None:
    right = solid(turned(FIGURES, replace(SMALL, movement="march_body", azimuth=-60.0)))
    left = solid(turned(FIGURES, replace(SMALL, movement="march_body", azimuth=60.0, side="left")))
    assert (right ^ left[:, ::-1]).sum() < 0.06 * right.sum()


def test_a_sharp_screen_gets_a_sharp_picture() -> None:
    plain, fine = turned(FIGURES, SMALL), turned(FIGURES, replace(SMALL, ratio=2.0))
    assert fine.image.width() == pytest.approx(2 * plain.image.width(), abs=4)
    assert fine.bounds.center().x() == pytest.approx(plain.bounds.center().x(), abs=1.5)


def test_an_unknown_movement_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        turned(FIGURES, replace(SMALL, movement="sauna"))
    with pytest.raises(KeyError):
        table_for(FIGURES, ("sauna",))


def test_pictures_come_from_another_thread_and_are_kept(turner: Turner) -> None:
    threads: list[int] = []
    turner.painted.connect(lambda _found: threads.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)
    assert turner.want(SMALL) is None
    wait_for(lambda: turner.want(SMALL))
    wait_for(lambda: threads)  # it is kept a moment before it is told
    assert threading.get_ident() not in threads
    assert turner.want(SMALL) is turner.want(SMALL)


def test_the_newest_wish_comes_first(turner: Turner) -> None:
    came: list[float] = []
    turner.painted.connect(lambda found: came.append(found.angle.azimuth), Qt.ConnectionType.DirectConnection)
    for azimuth in range(200):
        turner.want(replace(SMALL, azimuth=float(azimuth)))
    wait_for(lambda: 199.0 in came)
    assert len(came) < 20, "wishes that nobody has any more are not painted"


def test_what_is_kept_is_bounded(turner: Turner) -> None:
    large = replace(SMALL, width=1600, height=1200, foot=(800.0, 900.0), scale=1100.0)
    for azimuth in range(0, 120, 10):
        wait_for(partial(turner.want, replace(large, azimuth=float(azimuth))))
        assert turner.used_bytes <= KEPT_BYTES


def test_closing_twice_is_fine() -> None:
    made = Turner(FIGURES)
    made.want(SMALL)
    made.close()
    made.close()


# The ring.


RING = Ring(200.0, 100.0, 150.0, 300.0)


@pytest.mark.parametrize("azimuth", range(-180, 180, 15))
def test_the_knob_is_on_the_ring_before_the_face(azimuth: int) -> None:
    knob = RING.knob(float(azimuth))
    away = knob - RING.centre
    assert math.hypot(away.x(), away.y() / SQUASH) == pytest.approx(RING.radius)
    assert (RING.azimuth_at(knob) - azimuth + 180) % 360 - 180 == pytest.approx(0.0, abs=1e-6)
    assert RING.reach(10.0).contains(knob)


def test_ticks_turn_with_the_figure() -> None:
    still, turned_on = RING.ticks(0.0, 10.0), RING.ticks(15.0, 10.0)
    assert len(still) == 24
    assert (
        turned_on[1].p1() == pytest.approx(still[0].p1())
        or (turned_on[1].p1() - still[0].p1()).manhattanLength() < 1e-6
    )
    assert all(RING.reach(10.0).contains(line.p2()) for line in still)


def test_where_turning_is_slow_pictures_come_sooner_and_the_last_is_sharp(qtbot: QtBot) -> None:
    turner = Turner(FIGURES, slow_s=0.0)
    seen: list[Turned] = []
    turner.painted.connect(seen.append)
    try:
        angles = [replace(SMALL, azimuth=float(azimuth)) for azimuth in range(0, 120, 2)]

        def go_on(_found: Turned) -> None:
            if angles:
                turner.want(angles.pop(0))

        turner.painted.connect(go_on)
        turner.want(SMALL)
        turner.want(replace(SMALL, azimuth=-2.0))
        last = replace(SMALL, azimuth=118.0)
        qtbot.waitUntil(lambda: bool(seen) and seen[-1].angle == last and _is_sharp(seen[-1]), timeout=20_000)
        assert turner.want(last) is not None, "the sharp one is kept"
    finally:
        turner.close()


def _is_sharp(found: Turned) -> bool:
    return found.image.devicePixelRatio() == found.angle.ratio


def test_a_picture_in_a_hurry_shows_the_same_in_the_same_place() -> None:
    sharp, rough = turned(FIGURES, SMALL), turned(FIGURES, replace(SMALL, ratio=HURRIED))
    assert rough.image.width() < 0.7 * sharp.image.width()
    apart = sharp.bounds.topLeft() - rough.bounds.topLeft(), sharp.bounds.bottomRight() - rough.bounds.bottomRight()
    assert all(corner.manhattanLength() < 6 for corner in apart)
    assert rough.labels == sharp.labels
