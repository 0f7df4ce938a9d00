"""The frame cache: painted off the GUI thread, bounded, and right to the frame."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.figure.drawlist import Layer
from hipgui.figure.model import Look
from hipgui.figure.motion import path_amount
from hipgui.paint.frames import RESERVE_BYTES, FrameCache, strips
from hipgui.paint.takes import (
    BREATHS,
    Course,
    Stance,
    Take,
    amount_of,
    brings_ground,
    draw,
    key_of,
    keys_of,
    steps_of,
)
from tests.paint.test_figure import pixels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from hipgui.figure.model import SideName

FIGURES = load_figures()
SMALL = Take("march_bell", "right", Look(), 90, 120)
PATIENCE_S = 30.0


@pytest.fixture
def cache() -> Iterator[FrameCache]:
    made = FrameCache(FIGURES)
    yield made
    made.close()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_the_first_frame_comes_first_and_then_all(cache: FrameCache) -> None:
    assert cache.at(SMALL, 0.6) is None
    wait_for(lambda: cache.at(SMALL, 0.6))
    wait_for(lambda: cache.ground(SMALL))
    wait_for(lambda: cache.is_complete(SMALL))


def test_a_frame_is_what_would_have_been_painted(cache: FrameCache) -> None:
    cache.at(SMALL, 1.0)
    wait_for(lambda: cache.is_complete(SMALL))
    image = QImage(90, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    found = cache.at(SMALL, 1.0)
    assert found
    found.paint(painter, 0, 0)
    painter.end()
    whole = QImage(90, 120, QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(0)
    painter = QPainter(whole)
    from PySide6.QtCore import QRectF

    from hipgui.paint.figure import paint_figure

    paint_figure(painter, draw(FIGURES, SMALL, (steps_of(SMALL), 0)), QRectF(0, 0, 90, 120), SMALL.look)
    painter.end()
    assert np.array_equal(pixels(image), pixels(whole))


def test_breaths_are_painted_when_they_are_wanted(cache: FrameCache) -> None:
    cache.at(SMALL, 0.0)
    wait_for(lambda: cache.is_complete(SMALL))
    empty = cache.at(SMALL, 0.0)
    assert cache.at(SMALL, 0.0, 1.0) is empty, "until then the lungs are empty"
    wait_for(lambda: cache.at(SMALL, 0.0, 1.0) is not empty)


def test_takes_on_the_same_ground_share_it(cache: FrameCache) -> None:
    cache.at(SMALL, 0.0)
    wait_for(lambda: cache.ground(SMALL))
    assert cache.ground(replace(SMALL, course=Course.ENTRY)) is cache.ground(SMALL)
    assert cache.ground(replace(SMALL, side="left")) is not cache.ground(SMALL)


def test_it_tells_when_a_frame_is_ready(cache: FrameCache, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cache.painted, timeout=20_000) as signal:
        cache.at(SMALL, 0.0)
    assert signal.args == [SMALL]


def test_while_a_frame_is_missing_the_nearest_stands_in(cache: FrameCache) -> None:
    cache.at(SMALL, 0.0)
    wait_for(lambda: cache.at(SMALL, 0.0))
    assert cache.at(SMALL, 1.0) is not None


def test_memory_stays_within_the_budget() -> None:
    takes = [
        Take("march_body", side, Look(theme=theme), 90, 120)
        for side in ("right", "left")
        for theme in ("dark", "light")
    ]
    cache = FrameCache(FIGURES, budget_bytes=1_500_000)

    def complete_or_full(take: Take) -> bool:
        return cache.is_complete(take) or cache.used_bytes > 1_400_000

    try:
        for take in takes:
            cache.at(take, 0.0)
            wait_for(partial(cache.at, take, 1.0))
            wait_for(partial(complete_or_full, take))
            assert cache.used_bytes <= 1_600_000
    finally:
        cache.close()


def test_takes_can_be_expected_while_another_plays(cache: FrameCache) -> None:
    others = [Take("lizard_hands", side, Look(), 90, 60) for side in ("left", "right")]
    cache.at(SMALL, 0.0)
    cache.expect([(other, 1.0) for other in others])
    cache.expect([(other, 0.0) for other in others])
    wait_for(lambda: all(cache.is_complete(take) for take in (SMALL, *others)))


def test_what_is_expected_first_is_painted_first_and_from_where_it_will_be_seen() -> None:
    """What is further away waits until there is room."""
    shown, first, second = (Take("lizard_hands", "left", Look(), 90, 60, way_ms=way_ms) for way_ms in (500, 600, 700))
    probe = FrameCache(FIGURES)
    probe.at(shown, 0.0)
    wait_for(lambda: probe.is_complete(shown))
    size = probe.used_bytes
    probe.close()
    cache = FrameCache(FIGURES, budget_bytes=RESERVE_BYTES + int(size * 2.75))
    try:
        cache.at(shown, 0.0)
        wait_for(lambda: cache.is_complete(shown))
        cache.expect([(first, 1.0), (second, 0.0)])
        wait_for(lambda: cache.is_complete(first))
        assert not cache.is_complete(second)
        cache.at(first, 1.0)
        wait_for(lambda: cache.is_complete(second))
    finally:
        cache.close()


def test_what_is_over_is_not_painted_to_its_end(cache: FrameCache) -> None:
    """Every size of a window that is being drawn larger is one: nobody will see them."""
    sizes = [Take("lift_edge", "left", Look(), 300 + more, 300, way_ms=4_000) for more in range(5)]
    for take in sizes:
        cache.at(take, 0.5)
        wait_for(partial(cache.at, take, 0.5))
    cache.at(SMALL, 0.0)
    coming = replace(SMALL, side="left")
    cache.expect([(coming, 0.0)])
    wait_for(lambda: cache.is_complete(SMALL) and cache.is_complete(coming))
    assert not any(map(cache.is_complete, sizes))


WAYS = [
    Take("lift_edge", "left", Look(), 90, 90, course=Course.ENTRY),
    Take("march_setup", "right", Look(), 90, 120, course=Course.SET_UP),
    Take("march_setup", "right", Look(), 90, 120, course=Course.ENTRY),
    Take("lizard_glide", "left", Look(), 90, 60, 1.0, 1, 900, Course.SWAP, Stance("lizard_hands", 1.0), (1.0, 1.0)),
    Take("lift_edge", "left", Look(), 90, 90, 1.0, 2, 900, Course.SWAP, Stance("lift_book", 0.0), (0.0, 0.4)),
]


@pytest.mark.parametrize("take", WAYS, ids=lambda take: f"{take.course.value} {take.movement}")
def test_the_way_into_a_movement_is_a_take_too(cache: FrameCache, take: Take) -> None:
    cache.at(take, 0.5)
    wait_for(lambda: cache.is_complete(take))
    assert cache.at(take, 1.0) is not cache.at(take, 0.0)
    ground = cache.ground(take)
    assert ground
    assert bool(ground.strips) != brings_ground(FIGURES, take)


def marks(take: Take, step: int, breath: int = 0) -> list[object]:
    """What a frame is painted of, without what only shines."""
    drawn = draw(FIGURES, take, (step, breath)).only((Layer.SHADOW, Layer.BODY))
    return [(mark.role, mark.layer, getattr(mark, "points", None)) for mark in drawn.marks]


def same(one: list[object], other: list[object]) -> bool:
    return len(one) == len(other) and all(
        a[:2] == b[:2] and (a[2] is None or np.allclose(a[2], b[2], atol=1e-6))  # type: ignore[index]  # points or nothing
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("side", ["right", "left"])
def test_each_way_ends_where_the_next_begins(side: SideName) -> None:
    """Into the set-up, through it, into the march; into a stretch; from one stretch into another."""
    into = Take("march_setup", side, Look(), 90, 120, course=Course.ENTRY)
    through = replace(into, course=Course.SET_UP)
    assert same(marks(into, steps_of(into)), marks(through, 0))
    assert same(marks(into, steps_of(into), BREATHS), marks(through, 0, BREATHS))
    stretch = Take("lizard_hands", side, Look(), 90, 60)
    assert same(marks(replace(stretch, course=Course.ENTRY), steps_of(into)), marks(stretch, 0))
    other = Take("lizard_back", side, Look(), 90, 60)
    swap = replace(other, course=Course.SWAP, start=Stance("lizard_hands", 1.0), toward=(1.0, 1.0))
    assert same(marks(swap, 0), marks(stretch, steps_of(stretch)))
    assert same(marks(swap, steps_of(swap)), marks(other, steps_of(other)))


def test_muscles_begin_to_shine_on_the_way_into_the_props() -> None:
    through = Take("march_setup", "right", Look(), 90, 120, course=Course.SET_UP)

    def shine(take: Take, step: int) -> float:
        drawn = draw(FIGURES, take, (step, 0)).only((Layer.GLOW,))
        return max((mark.alpha for mark in drawn.marks), default=0.0)

    into = replace(through, course=Course.ENTRY)
    glows = [shine(into, steps_of(into)), *(shine(through, step) for step in range(0, steps_of(through) + 1, 8))]
    assert glows[0] == 0.0
    assert glows == sorted(glows)
    assert glows[-1] == pytest.approx(shine(Take("march_bell", "right", Look(), 90, 120), 0))


def test_the_guide_is_a_ghost_and_an_arrow(cache: FrameCache) -> None:
    assert cache.guide(SMALL) is None
    wait_for(lambda: cache.guide(SMALL))
    guide = cache.guide(SMALL)
    assert guide
    assert guide.behind.strips
    assert guide.before.strips
    over = Take("lift_edge", "right", Look(), 90, 90, ways=2)
    wait_for(lambda: cache.guide(over))
    guide = cache.guide(over)
    assert guide
    assert guide.behind.strips
    assert not guide.before.strips, "this arrow runs behind the leg"


def test_closing_twice_is_fine() -> None:
    cache = FrameCache(FIGURES)
    cache.close()
    cache.close()


tempos = st.tuples(st.floats(0.5, 4), st.floats(0, 3), st.floats(0.5, 4))


@given(tempos, st.sampled_from((1, 2)), st.floats(0, 1))
def test_the_frame_is_the_nearest_there_is(tempo: tuple[float, float, float], ways: int, share: float) -> None:
    take = Take("lift_edge", "right", Look(), 90, 90, ways=ways)
    amount = path_amount(tempo, ways, share * sum(tempo) * ways)
    step, breath = key_of(take, amount, 0.0)
    assert (step, breath) in keys_of(take)
    neighbours = [at for at in (step - 1, step + 1) if 0 <= at <= steps_of(take) * ways]
    assert abs(amount_of(take, step) - amount) <= min(abs(amount_of(take, at) - amount) for at in neighbours) + 0.03


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from((1, 2)))
def test_breath_is_drawn_where_the_body_is_still(amount: float, breath: float, ways: int) -> None:
    key = key_of(Take("lift_edge", "right", Look(), 90, 90, ways=ways), amount, breath)
    take = Take("lift_edge", "right", Look(), 90, 90, ways=ways)
    assert (key[0], 0) in keys_of(take)
    assert key[1] == 0 or key[0] in {0, steps_of(take)}
    assert 0 <= key[1] <= BREATHS


def test_every_way_has_a_frame_for_each_24th_of_a_second_on_a_usual_screen() -> None:
    """At full HD the frames of any movement at any tempo fit; see choreography for how long its ways take."""
    for ways, way_ms in ((1, 900), (1, 1_800), (1, 2_000), (1, 3_200), (1, 4_000), (2, 2_000)):
        take = Take("lift_edge", "right", Look(), 1102, 730, ways=ways, way_ms=way_ms)
        assert steps_of(take) / (way_ms / 1000) >= 24


def test_a_huge_picture_has_fewer_frames() -> None:
    sizes = [(1000, 700, 1.0), (1900, 1000, 1.0), (1900, 1000, 2.0)]
    counts = [len(keys_of(Take("lift_edge", "right", Look(), *size))) for size in sizes]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] >= 12


def test_every_frame_of_a_hold_is_the_same() -> None:
    take = Take("lift_edge", "right", Look(), 90, 90, ways=2)
    keys = {key_of(take, path_amount((2.0, 2.0, 2.0), 2, t_s), 0.0) for t_s in np.linspace(2.0, 3.99, 30)}
    assert keys == {(steps_of(take), 0)}


def test_strips_leave_out_what_is_empty() -> None:
    image = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    assert strips(image) == []
    image.setPixel(40, 50, 0xFF102030)
    ((_, strip),) = strips(image)
    assert (strip.x, strip.y, strip.image.width()) == (40, 48, 1)
