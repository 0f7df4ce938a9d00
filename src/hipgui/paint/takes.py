"""What moving figures are painted of: takes, each one motion of one figure in one look at one size, and its frames.

Frames lie evenly on the *eased* time, so that any tempo finds a frame within a fraction of a pixel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from hipgui.figure.blend import between, blended, entry, framed_between, rising
from hipgui.figure.drawlist import MOVING, Layer
from hipgui.figure.motion import minimum_jerk, minimum_jerk_time, skeleton_at
from hipgui.figure.rig import mirrored
from hipgui.figure.scene import frame, picture, standing

if TYPE_CHECKING:
    from hipgui.figure.drawlist import DrawList
    from hipgui.figure.model import Camera, Figures, Look, SideName

FRAMES_PER_S = 24
MOST_PIXELS = 7.8e7
"""Device pixels that all frames of a take may have together: a bigger take has fewer, so that it fits the budget.

A stretch in full HD has just room for 24 frames a second. A third of the pixels of a frame is painted and kept.
"""
SWAP_SHARE = 0.5
"""How much of that a swap may have: where the camera moves, its frames hold the ground too."""
FEWEST_STEPS = 12
BREATHS = 10
"""Frames from empty to full lungs."""
PROPS_FROM = 0.5
"""The share of a swap's time from which the new props are there: hands are above them then."""
Key = tuple[int, int]
"""Step of the path, step of the breath."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A moment of a movement to come from on the same side: id, place on the path."""

    movement: str
    amount: float


class Course(StrEnum):
    """What a take's path is."""

    PATH = "path"
    """The movement's own, from 0 to 1."""
    SET_UP = "set_up"
    """The movement's own too; the muscles begin to shine on the way, for it leads to another movement."""
    ENTRY = "entry"
    """From where the body rests to the beginning of the movement; 0 to 1 in time."""
    SWAP = "swap"
    """From another movement into this one while it goes on; 0 to 1 in time."""


OWN = frozenset({Course.PATH, Course.SET_UP})
"""Courses that are a movement's own path."""


@dataclass(frozen=True, slots=True)
class Take:
    """One motion to keep frames of. `width` and `height` are logical pixels, `ratio` the screen's pixels for each."""

    movement: str
    side: SideName
    look: Look
    width: int
    height: int
    ratio: float = 1.0
    ways: int = 1
    way_ms: int = 2_000
    """How long one way takes at its slowest, so that it has frames enough."""
    course: Course = Course.PATH
    start: Stance | None = None
    """Of a swap: where it comes from."""
    toward: tuple[float, float] = (0.0, 0.0)
    """Of a swap: the shares of the time of this movement's first way when it begins and when it ends."""


def draw(figures: Figures, take: Take, key: Key) -> DrawList:
    """The draw list of one frame of a take."""
    step, breath = key
    if take.course in OWN:
        amount = amount_of(take, step)
        glow = amount if take.course is Course.SET_UP else 1.0
        return frame(
            figures, take.movement, take.side, amount, take.look.body, breath=breath / BREATHS, glow=glow, layers=MOVING
        )
    movement, share = figures.movement(take.movement), step / steps_of(take)
    done, camera = minimum_jerk(share), camera_of(figures, take.movement, take.side)
    boxes = standing(figures, movement, "right")
    glow, layers = 1.0, MOVING
    if take.start is None:
        begin = skeleton_at(movement, "right", 0.0, breath / BREATHS)
        body = blended(*entry(movement), done, boxes) if share < 1 else begin
        glow = 0.0 if figures.is_set_up(take.movement) else share
    else:
        before = figures.movement(take.start.movement)
        first, last = take.toward
        amount = minimum_jerk(first + (last - first) * share) / take.ways
        body = blended(
            skeleton_at(before, "right", take.start.amount),
            skeleton_at(movement, "right", amount),
            done,
            rising(boxes, share / PROPS_FROM),
        )
        camera = between(camera_of(figures, take.start.movement, take.side), camera, done)
        props = before.props if share < PROPS_FROM else movement.props
        movement = replace(movement, view=framed_between(before.view, movement.view, done), props=props)
        if brings_ground(figures, take):
            layers = MOVING | {Layer.GROUND}
    body = mirrored(body) if take.side == "left" else body
    lungs = breath / BREATHS
    return picture(figures, movement, take.side, body, take.look.body, camera, glow=glow, breath=lungs, layers=layers)


def camera_of(figures: Figures, movement_id: str, side: SideName) -> Camera:
    """Where a movement is seen from. Raises KeyError for an unknown one."""
    camera = figures.movement(movement_id).camera
    return camera.mirrored if side == "left" else camera


def stands_like(one: Take, other: Take) -> bool:
    """Whether two takes stand on the same ground."""
    return one.start is None is other.start and (
        (one.movement, one.side, one.look, one.width, one.height, one.ratio)
        == (other.movement, other.side, other.look, other.width, other.height, other.ratio)
    )


def brings_ground(figures: Figures, take: Take) -> bool:
    """Whether the frames of a take show the ground too: where the camera moves, it can't stand still behind them."""
    if take.start is None:
        return False
    one, other = figures.movement(take.start.movement), figures.movement(take.movement)
    return (one.camera, one.view) != (other.camera, other.view)


@lru_cache(maxsize=64)
def steps_of(take: Take) -> int:
    """How many frames one way of a take has."""
    area = take.width * take.height * take.ratio**2
    most = int(MOST_PIXELS * (SWAP_SHARE if take.course is Course.SWAP else 1.0) / area / _ways(take))
    return max(FEWEST_STEPS, min(most, math.ceil(take.way_ms / 1000 * FRAMES_PER_S)))


@lru_cache(maxsize=64)
def keys_of(take: Take) -> tuple[Key, ...]:
    """The frames of a take's path. Breaths, where it stands still, are painted when they are wanted."""
    return tuple((step, 0) for step in range(steps_of(take) * _ways(take) + 1))


def _ways(take: Take) -> int:
    return take.ways if take.course in OWN else 1


def key_of(take: Take, amount: float, breath: float) -> Key:
    """The frame nearest to a place (0 to 1) of the path with the lungs as full as `breath` (0 to 1)."""
    share, steps = min(max(amount, 0.0), 1.0), steps_of(take)
    full = round(min(max(breath, 0.0), 1.0) * BREATHS)
    if take.course not in OWN:
        step = round(share * steps)
        return (step, full if step == steps and take.course is Course.ENTRY else 0)
    way, within = divmod(share * take.ways, 1.0)
    step = round(way) * steps + round(minimum_jerk_time(within) * steps)
    if full and step not in {0, steps}:
        step = 0 if step < steps / 2 else steps
    return (step, full)


def amount_of(take: Take, step: int) -> float:
    """The place on the path of a step."""
    way, within = divmod(step, steps_of(take))
    return (way + minimum_jerk(within / steps_of(take))) / take.ways
