"""One picture: skeleton, clay, props, muscles and ground through a camera to a draw list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure import boxes, ground, muscles
from hipgui.figure.body import sculpture
from hipgui.figure.drawlist import EVERYTHING, DrawList, Fill, Layer, Tone
from hipgui.figure.geometry import unit, vec
from hipgui.figure.layers import layered, shown
from hipgui.figure.motion import skeleton_at
from hipgui.figure.order import sort, stacked, votes
from hipgui.figure.props import INSTEP
from hipgui.figure.rig import other_side
from hipgui.figure.rules import Seen, hem, rules_for
from hipgui.figure.sculpture import posed
from hipgui.figure.sight import sight_of
from hipgui.figure.sweep import NORMALS, crossings, outline, strides, swept

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hipgui.figure.drawlist import Mark
    from hipgui.figure.geometry import Array
    from hipgui.figure.model import Body, Box, Camera, Figures, Movement, PropSpec, SideName, View
    from hipgui.figure.rig import Skeleton
    from hipgui.figure.sculpture import Pair, Part, Sculpture
    from hipgui.figure.sight import Sight
    from hipgui.figure.sweep import Sweep

VOTES_FROM = 0.0105
"""Smaller blobs, such as fingers, do not vote on the draw order, unless a unit has no others."""
DETAIL_LEVEL = 4
"""Parts from this level on are details of another part and do not vote."""
GHOST_ALPHA = 0.30
IN_HANDLE = 0.035
"""A foot is in the handle when its instep is as near to the bar, in H."""
CHEST = slice(8, 16)
"""The shirt's sections that a breath widens."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a body with certain props before any pose: its parts, pairs, and each unit's voting blobs."""

    made: Sculpture
    parts: tuple[Part, ...]
    pairs: Mapping[Pair, int]
    members: Mapping[str, Sequence[int]]


@lru_cache(maxsize=32)
def _plan(body: Body, hanging: tuple[str, ...]) -> Plan:
    made = sculpture(body)
    parts = tuple(part for part in made.parts if not part.prop or part.prop in hanging)
    pairs = dict.fromkeys(pair for part in parts for pair in (*part.pairs, *part.edges))
    members: dict[str, dict[int, None]] = {}
    for part in parts:
        if part.outlined and part.level < DETAIL_LEVEL:
            members.setdefault(part.unit, {}).update(dict.fromkeys(blob for pair in part.pairs for blob in pair))
    mean = made.radii.mean(1)
    big = {name: [blob for blob in blobs if mean[blob] > VOTES_FROM] or list(blobs) for name, blobs in members.items()}
    return Plan(made, parts, {pair: place for place, pair in enumerate(pairs)}, big)


def frame(  # noqa: PLR0913 - a picture has this many sides
    figures: Figures,
    movement_id: str,
    side: SideName,
    amount: float,
    body: Body,
    *,
    breath: float = 0.0,
    camera: Camera | None = None,
    glow: float = 1.0,
    ghost_of: float | None = None,
    view: View | None = None,
    shining: tuple[str, ...] | None = None,
    layers: Collection[Layer] = EVERYTHING,
) -> DrawList:
    """The picture of a movement at a place (0 to 1) of its path.

    `side` is "left" or "right"; `camera` defaults to the movement's own (mirrored for the left); `glow` is the
    muscles' intensity (0 leaves them out); `ghost_of` adds a silhouette of the moving limb at that place of the
    path; `view` frames something else than the movement's own view; `shining`
    names the muscles to show instead of the movement's own; nothing is drawn, or reckoned, but `layers`. Raises
    KeyError for an unknown movement or muscle.
    """
    movement = figures.movement(movement_id)
    seen_from = camera or (movement.camera.mirrored if side == "left" else movement.camera)
    skeleton = skeleton_at(movement, side, amount, breath)
    if view is not None or shining is not None:
        shown_muscles = movement.muscles if shining is None else shining
        movement = replace(movement, view=view or movement.view, muscles=shown_muscles)
    return picture(
        figures,
        movement,
        side,
        skeleton,
        body,
        seen_from,
        glow=glow,
        ghost_of=ghost_of,
        breath=breath,
        layers=layers,
    )


def picture(  # noqa: PLR0913 - likewise
    figures: Figures,
    movement: Movement,
    side: SideName,
    skeleton: Skeleton,
    body: Body,
    camera: Camera,
    *,
    glow: float = 1.0,
    ghost_of: float | None = None,
    breath: float = 0.0,
    layers: Collection[Layer] = EVERYTHING,
) -> DrawList:
    """The picture of any skeleton among a movement's props; see `frame`."""
    sight = sight_of(movement, side, camera)
    specs = [_for_side(figures.props[name], side) for name in movement.props]
    standing = [box for spec in specs for box in spec.boxes]
    works: tuple[muscles.Seen, ...] = ()
    if glow > 0 and movement.muscles and Layer.GLOW in layers:
        muscle_side: SideName = movement.muscle_side if side == "right" else _other(movement.muscle_side)
        works = tuple(muscles.seen(figures.muscles[name], muscle_side, skeleton, sight) for name in movement.muscles)
    arrow = ground.arrow(movement, side, sight) if Layer.ARROW in layers else []
    under = movement.arrow is not None and movement.arrow.under
    bell = _bell(specs, skeleton, side)
    hanging = tuple(
        spec.kind + ("_" + side[0] if spec.kind == "band" else "")
        for spec in specs
        if spec.kind in {"kettlebell", "band"}
    )
    marks: list[Mark] = []
    order: list[str] = []
    if not {Layer.BODY, Layer.GLOW}.isdisjoint(layers):
        marks, order = _body(_plan(body, hanging), skeleton, sight, (bell, standing), (works, glow), breath)
    drawn = DrawList(
        (
            *ground.ground(movement, side, sight, [spec for spec in specs if spec.kind == "wall"]),
            *(arrow if under else ()),
            *ground.shadows(skeleton, standing, sight),
            *(_ghost(movement, side, body, ghost_of, sight) if ghost_of is not None and Layer.GHOST in layers else ()),
            *marks,
            *(() if under else arrow),
        ),
        movement.view.width,
        movement.view.height,
        {seen.id: (float(seen.label[0]), float(seen.label[1])) for seen in works},
        tuple(order),
    )
    return drawn.only(layers)


def standing(figures: Figures, movement: Movement, side: SideName) -> list[Box]:
    """The boxes that stand around a movement on a side."""
    return [box for name in movement.props for box in _for_side(figures.props[name], side).boxes]


def _other(side: SideName) -> SideName:
    return "left" if side == "right" else "right"


def _for_side(spec: PropSpec, side: SideName) -> PropSpec:
    """A prop written for the right side, mirrored for the left."""
    if side == "right":
        return spec
    x, y, z = spec.place
    turned = tuple(replace(box, place=(box.place[0], -box.place[1], box.place[2]), yaw=-box.yaw) for box in spec.boxes)
    return replace(spec, place=(x, -y, z), boxes=turned)


@dataclass(frozen=True, slots=True)
class Bell:
    """A kettlebell: where the middle of its bar is, its upright axes, and the tail of the foot in it ("" for none)."""

    place: Array
    frame: Array
    tail: str


def _bell(specs: Sequence[PropSpec], skeleton: Skeleton, side: SideName) -> Bell | None:
    """The kettlebell among props: on the foot, or standing where its spec says."""
    spec = next((spec for spec in specs if spec.kind == "kettlebell"), None)
    if spec is None:
        return None
    tail = "_r" if side == "right" else "_l"
    instep = skeleton.point("foot" + tail, *INSTEP)
    stands = any(spec.place)
    x = vec(1.0, 0.0, 0.0) if stands else unit(skeleton.frame("foot" + tail)[:, 0] * np.array((1.0, 1.0, 0.0)))
    place = vec(*spec.place) if stands else instep
    within = float(np.abs(instep - place).max()) < IN_HANDLE
    return Bell(place, np.stack((x, np.array((-x[1], x[0], 0.0)), vec(0.0, 0.0, 1.0)), 1), tail if within else "")


def _swept(made: Sculpture, skeleton: Skeleton, sight: Sight, bell: Bell | None, breath: float) -> Sweep:
    """The clay, posed and seen."""
    origins = np.concatenate((skeleton.origins, np.zeros((1, 3))))
    frames = np.concatenate((skeleton.frames, np.eye(3)[None]))
    if bell is not None:
        origins[-1], frames[-1] = bell.place, bell.frame
    centres, turned = posed(made, origins, frames)
    radii = made.radii
    if breath:
        radii = radii.copy()
        radii[made.named["shirt"][CHEST], :2] *= (1 + 0.035 * breath, 1 + 0.012 * breath)
    found = swept(centres, turned, radii, sight.camera)
    return replace(
        found,
        centres=found.centres - sight.off,
        rims=found.rims - sight.off,
        lit=found.lit - sight.off,
        support=found.support - (NORMALS @ sight.off)[None, :],
    )


def _body(
    plan: Plan,
    skeleton: Skeleton,
    sight: Sight,
    things: tuple[Bell | None, Sequence[Box]],
    glow: tuple[Sequence[muscles.Seen], float],
    breath: float,
) -> tuple[list[Mark], list[str]]:
    """The body, its props and muscles from back to front, and the order of the units."""
    bell, standing = things
    made = plan.made
    shape = _swept(made, skeleton, sight, bell, breath)
    members = dict(plan.members)
    centres, depth, size = shape.centres, shape.depth, shape.size
    for place, box in enumerate(standing):
        points, radius = boxes.samples(box)
        members[f"box{place}"] = range(len(centres), len(centres) + len(points))
        centres = np.concatenate((centres, sight.flat(points)))
        depth = np.concatenate((depth, points @ sight.toward))
        size = np.concatenate((size, np.full(len(points), radius)))
    limb_of = {part.unit: part.limb for part in plan.parts} | {f"box{place}": "box" for place in range(len(standing))}
    stack = stacked(members)
    seen = Seen(made, stack, shape, votes(stack, centres, depth, size))
    rules = rules_for(skeleton, sight, stack.units, None if bell is None else (bell.tail, bell.frame))
    shade = made.shade.copy()
    renamed = {f"hip{tail}": f"thigh{tail}" for tail in ("_l", "_r") if not hem(tail, seen, rules, shade)}
    keep = [place for place, name in enumerate(stack.units) if name not in renamed]
    order = sort([stack.units[place] for place in keep], seen.near[np.ix_(keep, keep)], rules, limb_of)
    parts: dict[str, list[Part]] = {}
    for part in plan.parts:
        parts.setdefault(renamed.get(part.unit, part.unit), []).append(part)
    groups: list[list[str]] = []
    for name in order:
        if groups and limb_of[groups[-1][0]] == limb_of[name] != "box":
            groups[-1].append(name)
        else:
            groups.append([name])
    body = shown(sight, skeleton, shape, plan.pairs, shade, made.glossy)
    return layered(body, groups, parts, standing, glow), order


def _ghost(movement: Movement, side: SideName, body: Body, amount: float, sight: Sight) -> list[Mark]:
    """The moving limb at another place of the path, as one silhouette."""
    plan = _plan(body, ())
    shape = _swept(plan.made, skeleton_at(movement, side, amount), sight, None, 0.0)
    wanted = {bone if side == "right" else other_side(bone) for bone in movement.ghost_bones}
    pairs = [pair for part in plan.parts if part.unit in wanted and part.facing is None for pair in part.pairs]
    if not pairs:
        return []
    found = crossings(shape.support, np.array(list(plan.pairs)))
    index, starts = outline(pairs, [plan.pairs[pair] for pair in pairs], found, strides(shape.size))
    return [Fill(Layer.GHOST, "ghost", Tone.MID, shape.rims.reshape(-1, 2)[index], tuple(starts), GHOST_ALPHA)]
