"""A camera pointed at something: from the world to the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.figure.geometry import vec
from hipgui.figure.sweep import screen_axes

if TYPE_CHECKING:
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Camera, Movement, SideName


@dataclass(frozen=True, slots=True)
class Sight:
    """How a picture is seen: `project` (2, 3), `toward` the viewer (3,), and where the middle is before `off` (2,)."""

    camera: Camera
    project: Array
    toward: Array
    off: Array

    def flat(self, points: Array) -> Array:
        """World points (..., 3) on the picture (..., 2), in H from its middle."""
        seen: Array = points @ self.project.T - self.off
        return seen

    def faces(self, direction: Array) -> float:
        """How much a direction looks at the viewer: 1 straight, -1 away."""
        return float(direction @ self.toward)


def sight_of(movement: Movement, side: SideName, camera: Camera) -> Sight:
    """The camera looking at the middle of a movement's view."""
    project, toward = screen_axes(camera)
    x, y, z = movement.view.centre
    return Sight(camera, project, toward, project @ vec(x, y if side == "right" else -y, z))
