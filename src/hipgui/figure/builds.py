"""What one build of body differs in from another, and a limb's row of blobs from a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.figure.geometry import through
from hipgui.figure.rig import SHOULDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.sculpture import Sculptor, Spot

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """How one build differs from the tables: factors of radii, and offsets in H."""

    hips: float = 1.0
    waist: float = 1.0
    chest: float = 1.0
    depth: float = 1.0
    arm: float = 1.0
    leg: float = 1.0
    neck: float = 1.0
    shoulder: float = 0.0
    """Half width added at the shoulders."""
    bust: float = 0.0


BUILD = {
    "slender": Build(bust=0.006),
    "sturdy": Build(hips=1.02, waist=1.23, chest=1.13, depth=1.15, arm=1.24, leg=1.12, neck=1.26, shoulder=0.009),
}


def shoulder_spot(sign: float, build: Build, inward: float) -> Spot:
    """A place at the shoulder joint of a build, moved inward by `inward` (H)."""
    x, y, z = SHOULDER.tolist()
    return ("thorax", x, sign * (y + inward + build.shoulder), z + 0.001)


def blob_row(  # noqa: PLR0913, PLR0917 - one table, its bone and what changes it
    maker: Sculptor,
    rows: Sequence[Row],
    bone: str,
    span: float,
    sign: float,
    samples: int,
    factor: float = 1.0,
    flat: float = 0.75,
    shades: Sequence[float] | None = None,
) -> list[int]:
    """A row of blobs down a bone."""
    found = []
    for place, (share, deep, wide, forward, outward) in enumerate(through(rows, samples)):
        found.append(
            maker.blob(
                (bone, float(forward), float(sign * outward), float(-share * span)),
                (float(deep * factor), float(wide * factor), float(min(deep, wide) * factor * flat)),
                shade=1.0 if shades is None else shades[place],
                glossy=True,
            )
        )
    return found
