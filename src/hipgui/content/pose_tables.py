"""What the figure*.toml files of a pack may hold, as types that msgspec checks. Lengths in H, angles in degrees."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from hipgui.figure.model import Bearing, SideName  # noqa: TC001 - msgspec reads the annotations

Angle = Annotated[float, Meta(ge=-180, le=180)]
Length = Annotated[float, Meta(ge=-2, le=2)]
Size = Annotated[float, Meta(gt=0, le=2)]
Share = Annotated[float, Meta(ge=0, le=1)]
Place = tuple[Length, Length, Length]
Angles = tuple[Angle, Angle, Angle]
Direction = Place
Spot = tuple[str, Share, Length, Length, Length]
"""Bone, weight, x, y, z in the bone's frame."""


class FreeLegTable(Struct, forbid_unknown_fields=True, tag_field="kind", tag="free"):
    """A leg by its angles, in degrees."""

    flexion: Angle
    abduction: Angle = 0.0
    rotation: Angle = 0.0
    knee: Angle = 0.0
    ankle: Angle = 0.0
    toes: Angle = 0.0
    from_vertical: bool = False


class PlacedLegTable(Struct, forbid_unknown_fields=True, tag_field="kind", tag="placed"):
    """A leg by where its ankle is."""

    ankle: Place
    yaw: Angle = 0.0
    pitch: Angle = 0.0
    pole: Direction = (1.0, 0.0, 0.0)
    toes: Angle = 0.0


class FreeArmTable(Struct, forbid_unknown_fields=True, tag_field="kind", tag="free"):
    """An arm by its angles, in degrees."""

    flexion: Angle
    abduction: Angle = 0.0
    rotation: Angle = 0.0
    elbow: Angle = 0.0
    curl: Angle = 25.0


class PlacedArmTable(Struct, forbid_unknown_fields=True, tag_field="kind", tag="placed"):
    """An arm by where its wrist is, in the world or in the pelvis' frame."""

    wrist: Place
    fingers: Direction
    palm: Direction
    pole: Direction
    curl: Angle = 10.0
    within: Literal["world", "pelvis"] = "world"


class RestingArmTable(Struct, forbid_unknown_fields=True, tag_field="kind", tag="resting"):
    """A forearm lying down, by where its elbow is."""

    elbow: Place
    yaw: Angle = 0.0
    curl: Angle = 4.0


class PoseTable(Struct, forbid_unknown_fields=True):
    """A `[pose.<id>]` after `like` has been worked in."""

    root: Place
    left_leg: FreeLegTable | PlacedLegTable
    right_leg: FreeLegTable | PlacedLegTable
    left_arm: FreeArmTable | PlacedArmTable | RestingArmTable
    right_arm: FreeArmTable | PlacedArmTable | RestingArmTable
    anchor: Literal["pelvis", "left_knee", "right_knee"] = "pelvis"
    pelvis: Angles = (0.0, 0.0, 0.0)
    lumbar: Angles = (0.0, 0.0, 0.0)
    thorax: Angles = (0.0, 0.0, 0.0)
    neck: Angles = (0.0, 0.0, 0.0)
    head: Angles = (0.0, 0.0, 0.0)
    shrug: Length = 0.0
    reach: Annotated[float, Meta(ge=0, le=0.336)] = 0.0


class KeyTable(Struct, forbid_unknown_fields=True):
    """A pose at a place of a movement's path."""

    at: Share
    pose: str


class ViewTable(Struct, forbid_unknown_fields=True):
    """What the camera frames."""

    centre: Place
    width: Size
    height: Size


class ArrowTable(Struct, forbid_unknown_fields=True):
    """The arrow along a joint's path."""

    bone: str
    offset: Place
    start: Share = 0.05
    end: Share = 0.95
    arch: Length = 0.0
    stretch: Annotated[float, Meta(ge=1, le=5)] = 1.0
    under: bool = False


class MovementTable(Struct, forbid_unknown_fields=True):
    """A `[movement.<id>]`."""

    keys: Annotated[tuple[KeyTable, ...], Meta(min_length=2)]
    camera: tuple[Angle, Angle]
    view: ViewTable
    props: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    muscle_side: SideName = "right"
    mat: tuple[Length, Length, Length, Length] | None = None
    arrow: ArrowTable | None = None
    ghost: tuple[str, ...] = ()
    rest: str = ""
    set_up: str = ""
    still_at: Share = 1.0
    planted: tuple[Bearing, ...] = ()
    planted_at_ends: tuple[Bearing, ...] = ()


class BoxTable(Struct, forbid_unknown_fields=True):
    """One box of a prop."""

    place: Place
    size: tuple[Size, Size, Size]
    yaw: Angle = 0.0
    paint: Literal["block", "book", "pages", "wood"] = "block"


class PropTable(Struct, forbid_unknown_fields=True):
    """A `[prop.<id>]`."""

    kind: Literal["boxes", "kettlebell", "band", "wall"]
    boxes: tuple[BoxTable, ...] = ()
    place: Place = (0.0, 0.0, 0.0)


class FibreTable(Struct, forbid_unknown_fields=True):
    """One bundle: points from origin to insertion, each one or two weighted spots; half thickness at each."""

    points: Annotated[tuple[tuple[Spot, ...], ...], Meta(min_length=2)]
    radii: Annotated[tuple[Size, ...], Meta(min_length=2)]


class MuscleTable(Struct, forbid_unknown_fields=True):
    """A `[muscle.<id>]`."""

    name: str
    label: tuple[Spot, ...]
    fibres: Annotated[tuple[FibreTable, ...], Meta(min_length=1)]
