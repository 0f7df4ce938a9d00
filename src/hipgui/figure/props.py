"""Things that hang on the body: the kettlebell and the band. Boxes stand by themselves (see `boxes`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.figure.sculpture import Part, chain, join

if TYPE_CHECKING:
    from hipgui.figure.sculpture import Sculptor

BALL = 0.047
"""Radius of the kettlebell's ball."""
HANDLE_TOP = 0.112
"""Height of the handle's bar above the ball's centre."""
INSTEP = (0.062, 0.0, 0.003)
"""Where the bar lies, in the foot's frame."""
BELL_STANDING = HANDLE_TOP + BALL
"""Height of the bar above the floor when the bell stands."""


def add_props(maker: Sculptor) -> None:
    """Add all hanging props: `kettlebell`, and `band_l` and `band_r` by the working side."""
    maker.prop = "kettlebell"
    _kettlebell(maker)
    for tail in ("_l", "_r"):
        maker.prop = "band" + tail
        _band(maker, tail)
    maker.prop = ""


def _kettlebell(maker: Sculptor) -> None:
    """In the `bell` frame: its origin is the middle of the handle's bar, y runs along the bar, z up."""

    def at(x: float, y: float, z: float) -> tuple[str, float, float, float]:
        return ("bell", x, y, z - HANDLE_TOP)

    foot = maker.part(Part("bell_foot", "iron", "bell", "bell", level=-1, shine=None))
    rim = maker.blob(at(0.0, 0.0, -BALL * 0.86), (BALL * 0.55, BALL * 0.55, 0.003), glossy=False)
    low = maker.blob(at(0.0, 0.0, -BALL * 0.5), (BALL * 0.8, BALL * 0.8, 0.02), glossy=False)
    neck = maker.blob(at(0.0, 0.0, BALL * 0.78), (0.022, 0.036, 0.010), glossy=False)
    join(foot, low, rim)
    join(foot, low, neck)
    ball = maker.part(Part("bell", "iron", "bell", "bell"))
    middle = maker.blob(at(0.0, 0.0, 0.0), BALL)
    join(ball, middle, middle)
    curve = (
        (-0.033, 0.036),
        (-0.043, 0.066),
        (-0.043, 0.092),
        (-0.030, 0.110),
        (0.0, 0.114),
        (0.030, 0.110),
        (0.043, 0.092),
        (0.043, 0.066),
        (0.033, 0.036),
    )
    handle = [maker.blob(at(0.0, y, z), 0.0092) for y, z in curve]
    for name, piece in (("handle_r", handle[:4]), ("handle_bar", handle[3:6]), ("handle_l", handle[5:])):
        chain(maker.part(Part(name, "iron", name, "handle", shine=None)), piece)
    maker.named["handle"] = handle


def _band(maker: Sculptor, tail: str) -> None:
    """A loop round both feet: a wrap over each instep, and two strands from the working foot to the other."""
    other = "_l" if tail == "_r" else "_r"
    over = ((-0.033, -0.026), (-0.026, -0.010), (0.0, 0.0015), (0.026, -0.010), (0.033, -0.026))
    ends: dict[str, list[int]] = {}
    for end in (tail, other):
        wrap = maker.part(Part("wrap" + end, "band", "wrap" + end, "foot" + end))
        ends[end] = [maker.blob(("foot" + end, 0.050, y, z), (0.0075, 0.0035, 0.0035)) for y, z in over]
        chain(wrap, ends[end])
    for name, place in (("strand_a", 0), ("strand_b", 4)):
        strand = maker.part(Part(name, "band", name, name))
        start = maker.blob(("foot" + tail, 0.050, over[place][0], -0.036), (0.0075, 0.0035, 0.0035))
        join(strand, start, ends[other][place])
