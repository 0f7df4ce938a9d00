"""The picture: it fits its view, never jumps, and is drawn back to front from every side."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipgui.figure.blend import blended, entry
from hipgui.figure.drawlist import Fill, Layer, Spot
from hipgui.figure.model import Body, Camera, Look
from hipgui.figure.motion import minimum_jerk
from hipgui.figure.names import BUILDS, HAIR_STYLES, WARDROBES, Appearance
from hipgui.figure.scene import frame, picture, standing
from tests.figure.measures import FIGURES, MOVEMENTS, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.figure.drawlist import Mark
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import SideName

BODIES = [Body(*parts) for parts in itertools.product(BUILDS, HAIR_STYLES, WARDROBES)]
FRAMES = 32


def told(mark: Mark) -> tuple[object, ...]:
    """A mark as something to compare."""
    if isinstance(mark, Spot):
        return (mark.layer, mark.role, mark.centre, mark.radii, mark.alpha)
    return (mark.layer, mark.role, mark.tone, mark.points.tolist(), mark.starts, mark.alpha, mark.far)


def corners(marks: Iterable[Mark]) -> Array:
    fills = [mark for mark in marks if isinstance(mark, Fill)]
    return np.concatenate([mark.points for mark in fills])


@pytest.mark.parametrize("name", sorted(set(MOVEMENTS) - {"muscles"}))  # that one is a close-up
@pytest.mark.parametrize("side", SIDES)
def test_the_figure_stays_within_its_view(name: str, side: SideName) -> None:
    for at, body in itertools.product((0.0, 0.25, 0.5, 0.75, 1.0), (Body(), Body("sturdy", "curls", "shorts"))):
        drawn = frame(FIGURES, name, side, at, body)
        points = corners(mark for mark in drawn.marks if mark.layer in {Layer.BODY, Layer.ARROW})
        assert np.abs(points[:, 0]).max() <= drawn.width / 2
        assert points[:, 1].max() <= drawn.height / 2
        assert points[:, 1].min() >= -drawn.height / 2


@pytest.mark.parametrize("name", MOVEMENTS)
def test_nothing_pops_while_it_moves(name: str) -> None:
    """Between two frames no silhouette moves further than the fastest joint could, and the order hardly changes."""
    flips = 0
    before: Array | None = None
    last: tuple[str, ...] = ()
    for step in range(FRAMES + 1):
        drawn = frame(FIGURES, name, "right", minimum_jerk(step / FRAMES), Body(), glow=0.0)
        points = corners(mark for mark in drawn.marks if mark.layer is Layer.BODY)
        box = np.concatenate((points.min(0), points.max(0)))
        if before is not None:
            assert np.abs(box - before).max() < 0.045
            flips += order_changes(last, drawn.order)
        before, last = box, drawn.order
    assert flips <= 12


WAYS_IN = [name for name in MOVEMENTS if FIGURES.movement(name).rest is not None]


@pytest.mark.parametrize("name", WAYS_IN)
def test_nothing_pops_on_the_way_in(name: str) -> None:
    movement, flips = FIGURES.movement(name), 0
    stations, boxes = entry(movement), standing(FIGURES, movement, "right")
    before: Array | None = None
    last: tuple[str, ...] = ()
    for step in range(FRAMES + 1):
        body = blended(*stations, minimum_jerk(step / FRAMES), boxes)
        drawn = picture(FIGURES, movement, "right", body, Body(), movement.camera, glow=0.0)
        points = corners(mark for mark in drawn.marks if mark.layer is Layer.BODY)
        box = np.concatenate((points.min(0), points.max(0)))
        if before is not None:
            assert np.abs(box - before).max() < 0.03
            flips += order_changes(last, drawn.order)
        before, last = box, drawn.order
    assert flips <= 8


def order_changes(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """How many units stand elsewhere among those that both pictures have."""
    common = [unit for unit in first if unit in second]
    place = {unit: number for number, unit in enumerate(unit for unit in second if unit in common)}
    return sum(1 for one, other in itertools.pairwise(common) if place[one] > place[other])


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.sampled_from(MOVEMENTS), st.sampled_from(SIDES)),
    st.floats(0, 1),
    st.floats(0, 1),
    st.builds(Camera, st.floats(-360, 360), st.floats(-5, 60)),
    st.sampled_from(BODIES),
)
def test_every_view_of_everyone_can_be_drawn(
    what: tuple[str, SideName], at: float, breath: float, camera: Camera, body: Body
) -> None:
    drawn = frame(FIGURES, *what, at, body, breath=breath, camera=camera, ghost_of=1 - at)
    for mark in drawn.marks:
        if isinstance(mark, Spot):
            assert np.isfinite((*mark.centre, *mark.radii)).all()
        else:
            assert np.isfinite(mark.points).all()
            assert mark.starts[0] == 0
            assert list(mark.starts) == sorted(set(mark.starts))
            assert mark.starts[-1] < len(mark.points)


@pytest.mark.parametrize("name", MOVEMENTS)
def test_the_left_picture_has_the_mirrored_outline(name: str) -> None:
    """Light falls from the left on both, so tones differ; outlines don't."""
    right, left = (frame(FIGURES, name, side, 0.6, Body(hair="bun"), glow=0.0) for side in SIDES)
    boxes = []
    for drawn in (right, left):
        fills = [mark for mark in drawn.marks if isinstance(mark, Fill)]
        points = corners(mark for mark in fills if mark.layer is Layer.BODY and mark.tone == 1)
        boxes.append((points[:, 0].min(), points[:, 0].max(), points[:, 1].min(), points[:, 1].max()))
    (low, high, top, bottom), (low2, high2, top2, bottom2) = boxes
    assert (-high, -low, top, bottom) == pytest.approx((low2, high2, top2, bottom2), abs=5e-4)


def test_from_behind_the_back_of_the_head_hides_the_face() -> None:
    drawn = frame(FIGURES, "march_body", "right", 0.0, Body(), camera=Camera(180, 8))
    roles = [mark.role for mark in drawn.marks if isinstance(mark, Fill)]
    assert "ink" not in roles
    assert max(k for k, role in enumerate(roles) if role == "hair") > max(
        k for k, role in enumerate(roles) if role == "skin" and k < len(roles) // 2
    )


@pytest.mark.parametrize("azimuth", range(-180, 180, 15))
def test_the_head_is_drawn_over_the_neck_all_round(azimuth: int) -> None:
    order = frame(FIGURES, "march_body", "right", 0.5, Body(), camera=Camera(azimuth, 8)).order
    assert order.index("shirt") < order.index("neck") < order.index("head")


def test_layers_can_be_left_out() -> None:
    drawn = frame(FIGURES, "lift_edge", "left", 0.5, Body(), ghost_of=0.0)
    assert {mark.layer for mark in drawn.marks} == set(Layer)
    assert {mark.layer for mark in drawn.only((Layer.BODY,)).marks} == {Layer.BODY}


@settings(max_examples=20)
@given(st.sets(st.sampled_from(Layer)))
def test_a_picture_of_some_layers_is_the_whole_one_without_the_others(layers: set[Layer]) -> None:
    whole = frame(FIGURES, "lift_edge", "left", 0.5, Body(), ghost_of=0.0)
    part = frame(FIGURES, "lift_edge", "left", 0.5, Body(), ghost_of=0.0, layers=layers)
    assert [told(mark) for mark in part.marks] == [told(mark) for mark in whole.only(layers).marks]


def test_glow_can_be_dimmed_and_put_out() -> None:
    bright, dim, out = (frame(FIGURES, "march_body", "right", 0.5, Body(), glow=glow) for glow in (1.0, 0.4, 0.0))
    strengths = [
        max((mark.alpha for mark in drawn.marks if mark.layer is Layer.GLOW), default=0.0)
        for drawn in (bright, dim, out)
    ]
    assert strengths[0] > strengths[1] > strengths[2] == 0.0


def test_labels_are_tied_to_the_muscles_that_work() -> None:
    drawn = frame(FIGURES, "lizard_kick", "right", 1.0, Body())
    assert set(drawn.labels) == {"psoas", "iliacus", "rectus_femoris"}
    for x, y in drawn.labels.values():
        assert abs(x) < drawn.width / 2
        assert abs(y) < drawn.height / 2


def test_an_unknown_movement_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        frame(FIGURES, "handstand", "right", 0.0, Body())


def test_a_muscle_may_have_one_fibre() -> None:
    psoas = FIGURES.muscles["psoas"]
    slim = replace(psoas, fibres=psoas.fibres[:1])
    figures = replace(FIGURES, muscles={**FIGURES.muscles, "psoas": slim})
    drawn = frame(figures, "lizard_hands", "right", 0.0, Body())
    assert any(mark.layer is Layer.GLOW for mark in drawn.marks)


def test_any_muscle_can_be_shown_and_named() -> None:
    drawn = frame(FIGURES, "march_body", "left", 1.0, Body(), shining=tuple(FIGURES.muscles))
    assert set(drawn.labels) == set(FIGURES.muscles)
    with pytest.raises(KeyError):
        frame(FIGURES, "march_body", "left", 1.0, Body(), shining=("soleus",))


def test_someones_appearance_is_a_look_in_either_theme() -> None:
    who = Appearance("sturdy", "umber", "curls", "grey", "shorts")
    assert Look.of("light", who) == Look("light", Body("sturdy", "curls", "shorts"), "umber", "grey")
    assert Look.of("dark", Appearance()) == Look()
