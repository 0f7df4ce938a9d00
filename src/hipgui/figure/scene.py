"""One picture: skeleton, clay, props, muscles and ground through a camera to a draw list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure import boxes, ground, muscles
from hipgui.figure.body import sculpture
from hipgui.figure.drawlist import DrawList, Fade, Fill, Layer, Tone
from hipgui.figure.geometry import unit, vec
from hipgui.figure.motion import skeleton_at
from hipgui.figure.order import sort, stacked, votes
from hipgui.figure.props import INSTEP
from hipgui.figure.rig import other_side
from hipgui.figure.rules import hem, rules_for
from hipgui.figure.sculpture import posed
from hipgui.figure.sweep import NORMALS, crossings, outline, screen_axes, strides, swept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.drawlist import Mark
    from hipgui.figure.geometry import Array, Ints
    from hipgui.figure.model import Body, Box, Camera, Figures, Movement, PropSpec, SideName
    from hipgui.figure.rig import Skeleton
    from hipgui.figure.sculpture import Part, Sculpture
    from hipgui.figure.sweep import Crossings, Sweep

FAR_TINT = 0.26
FAR_SHARE = {"skin": 0.5, "shoe": 0.5, "sole": 0.5, "shirt": 0.35}
"""How much of it a role takes: a sleeve must not part from its shirt."""
MID_SHRINK = 0.15
"""How much smaller the mid tone is than the shape, about the side turned to the light."""
MID_GROW = 0.012
HIGHLIGHT = 0.40


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a sculpture before any pose: numbers of its pairs, and its units' blobs."""

    pairs: Ints
    number: dict[tuple[int, int], int]
    members: dict[str, list[int]]


@lru_cache(maxsize=32)
def _plan(body: Body, props: tuple[str, ...], side: SideName) -> tuple[Sculpture, Plan]:
    made = sculpture(body, props, side)
    unique = dict.fromkeys(pair for part in made.parts for pair in (*part.pairs, *part.edges))
    members: dict[str, list[int]] = {}
    for part in made.parts:
        if not part.outlined or part.level >= 4:
            continue
        seen = members.setdefault(part.unit, [])
        seen.extend(blob for blob in dict.fromkeys(at for pair in part.pairs for at in pair) if blob not in seen)
    return made, Plan(np.array(list(unique)), {pair: place for place, pair in enumerate(unique)}, members)


def frame(
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
) -> DrawList:
    """The picture of a movement at a place (0 to 1) of its path.

    `side` is "left" or "right"; `camera` defaults to the movement's own (mirrored for the left); `glow` is the
    muscles' intensity (0 leaves them out); `ghost_of` adds a silhouette of the moving limb at that place of the
    path. Raises KeyError for an unknown movement.
    """
    movement = figures.movement(movement_id)
    view = camera or (movement.camera.mirrored if side == "left" else movement.camera)
    skeleton = skeleton_at(movement, side, amount, breath)
    return picture(figures, movement, side, skeleton, body, view, glow=glow, ghost_of=ghost_of, breath=breath)


def picture(
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
) -> DrawList:
    """The picture of any skeleton among a movement's props; see `frame`."""
    off = view_offset(movement, side, camera)
    specs = [_for_side(figures.props[name], side) for name in movement.props]
    hanging = tuple(spec.kind for spec in specs if spec.kind in ("kettlebell", "band"))
    standing = [box for spec in specs for box in spec.boxes]
    made, plan = _plan(body, hanging, side)
    bell = _bell(specs, skeleton, side)
    shape = _swept(made, skeleton, camera, off, bell, breath)
    works: tuple[muscles.Seen, ...] = ()
    if glow > 0 and movement.muscles:
        muscle_side: SideName = movement.muscle_side if side == "right" else _other(movement.muscle_side)
        works = tuple(
            muscles.seen(figures.muscles[name], muscle_side, skeleton, camera, off) for name in movement.muscles
        )
    marks: list[Mark] = []
    marks += ground.ground(movement, side, camera, off, [spec for spec in specs if spec.kind == "wall"])
    arrow = ground.arrow(movement, side, camera, off)
    if movement.arrow is not None and movement.arrow.under:
        marks += arrow
        arrow = []
    marks += ground.shadows(skeleton, standing, camera, off)
    if ghost_of is not None:
        marks += _ghost(movement, side, body, ghost_of, camera, off)
    body_marks, order = _body(made, plan, shape, skeleton, camera, off, standing, bell, works, glow)
    return DrawList(
        (*marks, *body_marks, *arrow),
        movement.view.width,
        movement.view.height,
        {seen.id: (float(seen.label[0]), float(seen.label[1])) for seen in works},
        tuple(order),
    )


def view_offset(movement: Movement, side: SideName, camera: Camera) -> Array:
    """Where the middle of the view is on the unshifted screen."""
    x, y, z = movement.view.centre
    found: Array = screen_axes(camera)[0] @ vec(x, y if side == "right" else -y, z)
    return found


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


IN_HANDLE = 0.035
"""A foot is in the handle when its instep is as near to the bar, in H."""


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


def _swept(
    made: Sculpture,
    skeleton: Skeleton,
    camera: Camera,
    off: Array,
    bell: Bell | None,
    breath: float,
) -> Sweep:
    """The clay, posed and seen."""
    origins = np.concatenate((skeleton.origins, np.zeros((1, 3))))
    frames = np.concatenate((skeleton.frames, np.eye(3)[None]))
    if bell is not None:
        origins[-1], frames[-1] = bell.place, bell.frame
    centres, turned = posed(made, origins, frames)
    radii = made.radii
    if breath:
        radii = radii.copy()
        chest = made.named["shirt"][8:16]
        radii[chest, 0] *= 1 + 0.035 * breath
        radii[chest, 1] *= 1 + 0.012 * breath
    found = swept(centres, turned, radii, camera)
    return replace(
        found,
        centres=found.centres - off,
        rims=found.rims - off,
        lit=found.lit - off,
        support=found.support - (NORMALS @ off)[None, :],
    )


@dataclass(frozen=True, slots=True)
class _Brush:
    """All that painting parts needs."""

    made: Sculpture
    plan: Plan
    shape: Sweep
    found: Crossings
    coarse: list[int]
    flat: Array
    mid: Array
    light: Array
    high: Array
    skeleton: Skeleton
    camera: Camera
    off: Array


def _body(
    made: Sculpture,
    plan: Plan,
    shape: Sweep,
    skeleton: Skeleton,
    camera: Camera,
    off: Array,
    standing: Sequence[Box],
    bell: Bell | None,
    works: Sequence[muscles.Seen],
    glow: float,
) -> tuple[list[Mark], list[str]]:
    """The body, its props and muscles from back to front, and the order of the units."""
    members = {unit: list(blobs) for unit, blobs in plan.members.items()}
    centres, depth, size = shape.centres, shape.depth, shape.size
    project, toward = screen_axes(camera)
    for place, box in enumerate(standing):
        points, radius = boxes.samples(box)
        first = len(centres)
        centres = np.concatenate((centres, points @ project.T - off))
        depth = np.concatenate((depth, points @ toward))
        size = np.concatenate((size, np.full(len(points), radius)))
        members[f"box{place}"] = list(range(first, len(centres)))
    limb_of = {part.unit: part.limb for part in made.parts} | {f"box{place}": "box" for place in range(len(standing))}
    stack = stacked(members)
    near = votes(stack, centres, depth, size)
    shade = made.shade.copy()
    rules = rules_for(skeleton, toward, stack.units, None if bell is None else (bell.tail, bell.frame))
    hems = {tail: hem(tail, made, stack, shape, near, rules, shade) for tail in ("_l", "_r")}
    renamed = {f"hip{tail}": f"thigh{tail}" for tail, split in hems.items() if not split}
    units = [unit for unit in stack.units if unit not in renamed]
    keep = [place for place, unit in enumerate(stack.units) if unit not in renamed]
    order = sort(units, near[np.ix_(keep, keep)], rules, limb_of)
    relative = shape.rims - shape.lit[:, None, :]
    base = (shape.lit * 0.9 + shape.centres * 0.1)[:, None, :]
    brush = _Brush(
        made,
        plan,
        shape,
        crossings(shape.support, plan.pairs),
        strides(shape.size),
        shape.rims.reshape(-1, 2),
        (shape.lit[:, None, :] + (1 + MID_GROW - (MID_SHRINK + MID_GROW) * shade)[:, None, None] * relative).reshape(
            -1, 2
        ),
        (base + 0.54 * relative).reshape(-1, 2),
        (base + 0.30 * relative).reshape(-1, 2),
        skeleton,
        camera,
        off,
    )
    parts: dict[str, list[Part]] = {}
    for part in made.parts:
        parts.setdefault(renamed.get(part.unit, part.unit), []).append(part)
    return _painted(brush, order, parts, limb_of, standing, works, glow), order


def _painted(
    brush: _Brush,
    order: Sequence[str],
    parts: dict[str, list[Part]],
    limb_of: dict[str, str],
    standing: Sequence[Box],
    works: Sequence[muscles.Seen],
    glow: float,
) -> list[Mark]:
    groups: list[list[str]] = []
    for name in order:
        if groups and limb_of[groups[-1][0]] == limb_of[name] != "box":
            groups[-1].append(name)
        else:
            groups.append([name])
    covered = {unit for seen in works for unit in seen.under}
    last = max((place for place, group in enumerate(groups) if covered & set(group)), default=-1)
    marks: list[Mark] = []
    done: set[str] = set()
    for place, group in enumerate(groups):
        if group[0].startswith("box"):
            marks += boxes.fills(standing[int(group[0][3:])], brush.camera, brush.off)
        else:
            marks += _group(brush, [part for name in group for part in parts[name]], group[0], done)
        done.update(group)
        if place == last:
            marks += muscles.marks(works, glow)
    return marks


def _level(part: Part, brush: _Brush) -> int | None:
    """At which level a part is painted now; None when it does not show."""
    if part.facing is None:
        return part.level
    normal = unit(vec(*part.facing.normal))
    toward = screen_axes(brush.camera)[1]
    if float(brush.skeleton.frame(part.facing.bone) @ normal @ toward) > part.facing.least:
        return part.level
    return part.behind_level


def _group(brush: _Brush, parts: Sequence[Part], unit_name: str, done: set[str]) -> list[Mark]:
    """Parts painted together: same colour and level merge without a seam."""
    merged: dict[tuple[int, str, bool, bool], list[Part]] = {}
    for part in parts:
        level = _level(part, brush)
        if level is not None:
            merged.setdefault((level, part.role, part.toned, part.half != 0), []).append(part)
    far = _farness(unit_name, brush)
    marks: list[Mark] = []
    for key in sorted(merged, key=lambda item: item[0]):
        marks += _merged(brush, merged[key], far, done)
    return marks


def _farness(unit_name: str, brush: _Brush) -> float:
    """How much darker a limb is painted because it is on the far side of the body."""
    if unit_name[:-2] not in {"hip", "thigh", "shank", "foot", "upper", "fore", "wrap"}:
        return 0.0
    sign = 1.0 if unit_name.endswith("_l") else -1.0
    toward = screen_axes(brush.camera)[1]
    away = -float(brush.skeleton.frame("pelvis")[:, 1] @ toward) * sign
    return FAR_TINT * min(1.0, max(0.0, 1.35 * (away - 0.12)))


def _merged(brush: _Brush, parts: Sequence[Part], far: float, done: set[str]) -> list[Mark]:
    first = parts[0]
    role, alpha = first.role, first.strength
    tint = far * FAR_SHARE.get(role, 1.0)
    pairs = [pair for part in parts for pair in _kept(part, brush)]
    if not pairs:
        return []
    marks: list[Mark] = []
    edges = [pair for part in parts if part.outlined for pair in _open_edges(part, done)]
    if edges:
        index, starts = outline(edges, [brush.plan.number[pair] for pair in edges], brush.found, brush.coarse)
        at = np.array(index)
        marks.append(
            Fill(
                Layer.BODY,
                role,
                Tone.EDGE,
                brush.flat[at],
                tuple(starts),
                0.9 * alpha,
                tint,
                NORMALS[at % len(NORMALS)],
            )
        )
    index, starts = outline(pairs, [brush.plan.number[pair] for pair in pairs], brush.found, brush.coarse)
    at, begins = np.array(index), tuple(starts)
    marks.append(Fill(Layer.BODY, role, Tone.SHADOW, brush.flat[at], begins, alpha, tint))
    if not first.toned:
        return marks
    marks.append(Fill(Layer.BODY, role, Tone.MID, brush.mid[at], begins, alpha, tint))
    for part in parts:
        marks += _highlight(brush, part, tint)
    return marks


def _kept(part: Part, brush: _Brush) -> list[tuple[int, int]]:
    """The pairs that show: all, or one half of a ring."""
    if part.half == 0:
        return part.pairs
    depth = brush.shape.depth
    middle = float(np.mean([depth[pair[0]] for pair in part.pairs]))
    return [pair for pair in part.pairs if (depth[pair[0]] + depth[pair[1]] - 2 * middle) * part.half > 0]


def _open_edges(part: Part, done: set[str]) -> list[tuple[int, int]]:
    dropped = {pair for unit_name, pairs in part.joined.items() if unit_name in done for pair in pairs}
    return [pair for pair in part.edges if pair not in dropped] if dropped else part.edges


def _highlight(brush: _Brush, part: Part, tint: float) -> list[Mark]:
    glossy = brush.made.glossy
    pairs = [pair for pair in part.pairs if glossy[pair[0]] and glossy[pair[1]]]
    if not pairs or part.shine is None:
        return []
    alpha, fade = HIGHLIGHT, None
    if part.axis is not None:
        project = screen_axes(brush.camera)[0]
        start, end = (project @ brush.skeleton.point(*spot) - brush.off for spot in part.axis)
        along = end - start
        span = float(np.hypot(*along))
        alpha *= min(1.0, span / 0.16) ** 1.5
        low, rise, fall, high = part.shine
        if span > 0.05:
            begin, stop = start + along * low, start + along * high
            fade = Fade(
                (float(begin[0]), float(begin[1])),
                (float(stop[0]), float(stop[1])),
                (rise - low) / (high - low),
                (fall - low) / (high - low),
            )
    index, starts = outline(pairs, [brush.plan.number[pair] for pair in pairs], brush.found, brush.coarse)
    at, begins = np.array(index), tuple(starts)
    marks: list[Mark] = [Fill(Layer.BODY, part.role, Tone.LIGHT, brush.light[at], begins, alpha, tint, fade=fade)]
    if part.role != "shirt":
        marks.append(Fill(Layer.BODY, part.role, Tone.LIGHT, brush.high[at], begins, alpha, tint, fade=fade))
    return marks


def _ghost(movement: Movement, side: SideName, body: Body, amount: float, camera: Camera, off: Array) -> list[Mark]:
    """The moving limb at another place of the path, as one silhouette."""
    skeleton = skeleton_at(movement, side, amount)
    made, plan = _plan(body, (), side)
    shape = _swept(made, skeleton, camera, off, None, 0.0)
    wanted = {bone if side == "right" else other_side(bone) for bone in movement.ghost_bones}
    pairs = [pair for part in made.parts if part.unit in wanted and part.facing is None for pair in part.pairs]
    if not pairs:
        return []
    found = crossings(shape.support, plan.pairs)
    index, starts = outline(pairs, [plan.number[pair] for pair in pairs], found, strides(shape.size))
    at = np.array(index)
    return [Fill(Layer.GHOST, "ghost", Tone.MID, shape.rims.reshape(-1, 2)[at], tuple(starts), 0.30)]
