"""What the figure is made of: looks, cameras, poses, movements, props, muscles. Frozen and without behaviour.

Everything is written for the right working side (a lizard's is its front foot); the left is its mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipgui.figure.names import Appearance

Vec3 = tuple[float, float, float]
SideName = Literal["left", "right"]

BONES = (
    "world",
    "pelvis",
    "lumbar",
    "thorax",
    "neck",
    "head",
    "thigh_l",
    "thigh_r",
    "shank_l",
    "shank_r",
    "foot_l",
    "foot_r",
    "toes_l",
    "toes_r",
    "upper_l",
    "upper_r",
    "fore_l",
    "fore_r",
    "hand_l",
    "hand_r",
    "palm_l",
    "palm_r",
)
"""A bone's origin is the joint at its upper end. `palm` is the hand before the fingers curl, `hand` after."""


@dataclass(frozen=True, slots=True)
class Body:
    """What changes the shape of the figure: each value is one of the tuples in `names`."""

    build: str = "slender"
    hair: str = "bun"
    wardrobe: str = "leggings"


@dataclass(frozen=True, slots=True)
class Look:
    """How the figure is painted: body, tones and the theme of the page it stands on."""

    theme: str = "dark"
    body: Body = Body()
    skin: str = "honey"
    hair_tone: str = "brown"

    @classmethod
    def of(cls, theme: str, who: Appearance) -> Look:
        """How someone looks on a page of that theme."""
        return cls(theme, Body(who.build, who.hair, who.wardrobe), who.skin, who.hair_tone)


@dataclass(frozen=True, slots=True)
class Camera:
    """An orthographic view: azimuth 0 looks at the figure's front, negative from its right; elevation above floor."""

    azimuth: float
    elevation: float

    @property
    def mirrored(self) -> Camera:
        """The view that shows a mirrored figure as the mirror image."""
        return Camera(-self.azimuth, self.elevation)


@dataclass(frozen=True, slots=True)
class FreeLeg:
    """A leg in the air, by its joint angles."""

    flexion: float
    abduction: float = 0.0
    rotation: float = 0.0
    """Outward positive."""
    knee: float = 0.0
    ankle: float = 0.0
    """Toes up positive."""
    toes: float = 0.0
    from_vertical: bool = False
    """Whether the hip's angles are counted from the vertical instead of from the pelvis."""


@dataclass(frozen=True, slots=True)
class PlacedLeg:
    """A leg whose ankle stands at a place; hip and knee follow."""

    ankle: Vec3
    yaw: float = 0.0
    """Toes to the figure's left positive."""
    pitch: float = 0.0
    """Toes up positive."""
    pole: Vec3 = (1.0, 0.0, 0.0)
    """Where the knee points."""
    toes: float = 0.0


@dataclass(frozen=True, slots=True)
class FreeArm:
    """An arm in the air, by its joint angles."""

    flexion: float
    abduction: float = 0.0
    rotation: float = 0.0
    elbow: float = 0.0
    curl: float = 25.0


@dataclass(frozen=True, slots=True)
class PlacedArm:
    """An arm whose wrist is at a place of the world or of the pelvis; shoulder and elbow follow."""

    wrist: Vec3
    fingers: Vec3
    palm: Vec3
    """Where the palm looks."""
    pole: Vec3
    """Where the elbow points."""
    curl: float = 10.0
    within: Literal["world", "pelvis"] = "world"


@dataclass(frozen=True, slots=True)
class RestingArm:
    """A forearm lying on a floor or a block, elbow at a place (x, y, z of the joint)."""

    elbow: Vec3
    yaw: float = 0.0
    curl: float = 4.0


Leg = FreeLeg | PlacedLeg
Arm = FreeArm | PlacedArm | RestingArm


@dataclass(frozen=True, slots=True)
class Pose:
    """A body position. Triples of the spine are flexion (forward), side bend (right), turn (left)."""

    root: Vec3
    """Where the anchor is."""
    left_leg: Leg
    right_leg: Leg
    left_arm: Arm
    right_arm: Arm
    anchor: Literal["pelvis", "left_knee", "right_knee"] = "pelvis"
    pelvis: Vec3 = (0.0, 0.0, 0.0)
    lumbar: Vec3 = (0.0, 0.0, 0.0)
    thorax: Vec3 = (0.0, 0.0, 0.0)
    neck: Vec3 = (0.0, 0.0, 0.0)
    head: Vec3 = (0.0, 0.0, 0.0)
    shrug: float = 0.0
    reach: float = 0.0
    """When not 0 the pelvis tilts until shoulder and contact (wrist, or elbow of a resting arm) are this far apart."""


class Bearing(StrEnum):
    """What may carry the body's weight."""

    LEFT_FOOT = "left_foot"
    RIGHT_FOOT = "right_foot"
    LEFT_KNEE = "left_knee"
    RIGHT_KNEE = "right_knee"
    LEFT_HAND = "left_hand"
    RIGHT_HAND = "right_hand"
    LEFT_FOREARM = "left_forearm"
    RIGHT_FOREARM = "right_forearm"


@dataclass(frozen=True, slots=True)
class Key:
    """A pose at a place (0 to 1) of a movement's path."""

    at: float
    pose: Pose


@dataclass(frozen=True, slots=True)
class Box:
    """A box standing somewhere: centre of its bottom face, size along its own x, y, z, turned about z."""

    place: Vec3
    size: Vec3
    yaw: float = 0.0
    paint: str = "block"


@dataclass(frozen=True, slots=True)
class PropSpec:
    """A thing that takes part: boxes, or one of the shapes the figure room knows how to hang on a foot."""

    kind: Literal["boxes", "kettlebell", "band", "wall"]
    boxes: tuple[Box, ...] = ()
    place: Vec3 = (0.0, 0.0, 0.0)
    """For a wall: a point of it; it faces along y."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point that goes with bones: position in each bone's own frame, with weights that add up to 1."""

    points: tuple[tuple[str, float, Vec3], ...]


@dataclass(frozen=True, slots=True)
class Fibre:
    """One bundle of a muscle from origin to insertion, with its half thickness at each point."""

    anchors: tuple[Anchor, ...]
    radii: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MuscleSpec:
    """A muscle of the right side (bone names end in `_r`), with the point its label is tied to."""

    id: str
    name: str
    fibres: tuple[Fibre, ...]
    label: Anchor


@dataclass(frozen=True, slots=True)
class View:
    """What a camera frames: the point in the middle, and the size around it. Fixed for a movement."""

    centre: Vec3
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ArrowSpec:
    """Which joint's path the arrow follows, over which part of the movement, pushed off by (x, y, z)."""

    bone: str
    offset: Vec3
    start: float = 0.05
    end: float = 0.95
    arch: float = 0.0
    """Extra height at the middle, to run above the foot's own path."""
    stretch: float = 1.0
    """How much longer than the path it is drawn, about its middle: a short way needs a visible arrow."""
    under: bool = False
    """Whether the body is painted over it."""


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """One motion for the right working side: keys along its path, what takes part, how it is looked at."""

    id: str
    keys: tuple[Key, ...]
    camera: Camera
    view: View
    props: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    """Ids of the muscles that work."""
    muscle_side: SideName = "right"
    mat: tuple[float, float, float, float] | None = None
    """Edges of the mat: back, front, right, left."""
    arrow: ArrowSpec | None = None
    ghost_bones: tuple[str, ...] = ()
    """Bones whose other end is shown as a ghost."""
    rest: Pose | None = None
    """Where the body comes from before it begins on a side, and goes to afterwards; None has it there at once."""
    set_up: str = ""
    """The movement that gets the body into this one's props and ends where it begins; "" for none."""
    still_at: float = 1.0
    """The place that stands for the movement in a still picture."""
    bearings: tuple[Bearing, ...] = ()
    """What stays planted through the whole movement."""
    ends_bearings: tuple[Bearing, ...] = ()
    """What is planted at both ends only."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the packs tell about the figure."""

    movements: Mapping[str, Movement]
    props: Mapping[str, PropSpec] = field(default_factory=lambda: MappingProxyType({}))
    muscles: Mapping[str, MuscleSpec] = field(default_factory=lambda: MappingProxyType({}))

    def movement(self, movement_id: str) -> Movement:
        """The movement of that id; raises KeyError."""
        return self.movements[movement_id]

    def is_set_up(self, movement_id: str) -> bool:
        """Whether that movement leads into another one."""
        return any(movement.set_up == movement_id for movement in self.movements.values())
