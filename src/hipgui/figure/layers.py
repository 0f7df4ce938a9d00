"""From a seen body to fills: each unit's parts as outline, shadow, mid tone and highlight, back to front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hipgui.figure import boxes, muscles
from hipgui.figure.drawlist import Fade, Fill, Layer, Tone
from hipgui.figure.geometry import unit, vec
from hipgui.figure.sweep import DIRECTIONS, NORMALS, crossings, outline, strides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hipgui.figure.drawlist import Mark
    from hipgui.figure.geometry import Array, Flags
    from hipgui.figure.model import Box
    from hipgui.figure.rig import Skeleton
    from hipgui.figure.sculpture import Pair, Part
    from hipgui.figure.sight import Sight
    from hipgui.figure.sweep import Crossings, Sweep

FAR_TINT = 0.26
FAR_SHARE = {"skin": 0.5, "shoe": 0.5, "sole": 0.5, "shirt": 0.35}
"""How much of it a role takes: a sleeve must not part from its shirt."""
LIMB_UNITS = frozenset({"hip", "thigh", "shank", "foot", "upper", "fore", "wrap"})
MID_SHRINK = 0.15
"""How much smaller the mid tone is than the shape, about the side turned to the light."""
MID_GROW = 0.012
HIGHLIGHT = 0.40
HIGHLIGHT_SIZES = (0.54, 0.30)
SEEN_ALONG = 0.05
"""A limb seen shorter than this (H) has no run along which its highlight could fade."""
FULL_ALONG = 0.16


@dataclass(frozen=True, slots=True)
class Shown:
    """A seen body: the outlines of its blobs in each tone, ready to be cut into parts."""

    sight: Sight
    skeleton: Skeleton
    shape: Sweep
    glossy: Flags
    number: Mapping[Pair, int]
    """The row of each pair in `found`."""
    found: Crossings
    coarse: Sequence[int]
    rims: Array
    mid: Array
    lights: tuple[Array, Array]

    def cut(self, pairs: Sequence[Pair]) -> tuple[Array, tuple[int, ...]]:
        """Indices of the outline of joined pairs, and where each polygon starts."""
        index, starts = outline(pairs, [self.number[pair] for pair in pairs], self.found, self.coarse)
        return np.array(index), tuple(starts)


def shown(
    sight: Sight,
    skeleton: Skeleton,
    shape: Sweep,
    pairs: Mapping[Pair, int],
    shade: Array,
    glossy: Flags,
) -> Shown:
    """Prepare all tones of a seen body; `shade` (n,) is how much of each blob's shadow side shows."""
    relative = shape.rims - shape.lit[:, None, :]
    base = (shape.lit * 0.9 + shape.centres * 0.1)[:, None, :]
    size = (1 + MID_GROW - (MID_SHRINK + MID_GROW) * shade)[:, None, None]
    wide, narrow = ((base + share * relative).reshape(-1, 2) for share in HIGHLIGHT_SIZES)
    return Shown(
        sight,
        skeleton,
        shape,
        glossy,
        pairs,
        crossings(shape.support, np.array(list(pairs))),
        strides(shape.size),
        shape.rims.reshape(-1, 2),
        (shape.lit[:, None, :] + size * relative).reshape(-1, 2),
        (wide, narrow),
    )


def layered(
    body: Shown,
    groups: Sequence[Sequence[str]],
    parts: Mapping[str, Sequence[Part]],
    standing: Sequence[Box],
    glow: tuple[Sequence[muscles.Seen], float],
) -> list[Mark]:
    """All units from back to front. Units of a group merge; muscles shine through what covers them."""
    works, strength = glow
    covered = {name for seen in works for name in seen.under}
    last = max((place for place, group in enumerate(groups) if covered & set(group)), default=-1)
    marks: list[Mark] = []
    done: set[str] = set()
    for place, group in enumerate(groups):
        if group[0].startswith("box"):
            marks += boxes.fills(standing[int(group[0][3:])], body.sight)
        else:
            marks += _group(body, [part for name in group for part in parts[name]], group[0], done)
        done.update(group)
        if place == last:
            marks += muscles.marks(works, strength)
    return marks


def _group(body: Shown, parts: Sequence[Part], unit_name: str, done: set[str]) -> list[Mark]:
    """Parts painted together: same colour and level merge without a seam."""
    merged: dict[tuple[int, str, bool, bool], list[Part]] = {}
    for part in parts:
        level = _level(body, part)
        if level is not None:
            merged.setdefault((level, part.role, part.toned, part.half != 0), []).append(part)
    far = _farness(body, unit_name)
    marks: list[Mark] = []
    for key in sorted(merged, key=lambda item: item[0]):
        marks += _merged(body, merged[key], far, done)
        done.update(part.unit for part in merged[key])
    return marks


def _level(body: Shown, part: Part) -> int | None:
    """At which level a part is painted now; None when it does not show."""
    if part.facing is None:
        return part.level
    normal = body.skeleton.frame(part.facing.bone) @ unit(vec(*part.facing.normal))
    return part.level if body.sight.faces(normal) > part.facing.least else part.behind_level


def _farness(body: Shown, unit_name: str) -> float:
    """How much darker a limb is painted because it is on the far side of the body."""
    if unit_name[:-2] not in LIMB_UNITS:
        return 0.0
    sign = 1.0 if unit_name.endswith("_l") else -1.0
    away = -body.sight.faces(body.skeleton.frame("pelvis")[:, 1]) * sign
    return FAR_TINT * min(1.0, max(0.0, 1.35 * (away - 0.12)))


def _merged(body: Shown, parts: Sequence[Part], far: float, done: set[str]) -> list[Mark]:
    """Outline, shadow, mid tone and highlights of parts that are one area."""
    role = parts[0].role
    tint = far * FAR_SHARE.get(role, 1.0)
    pairs = [pair for part in parts for pair in _kept(body, part)]
    marks: list[Mark] = []
    edges = [pair for part in parts if part.outlined for pair in _open_edges(part, done)]
    at, starts = body.cut(pairs)
    if edges:
        rim, begins = (at, starts) if edges == pairs else body.cut(edges)
        normals = NORMALS[rim % DIRECTIONS]
        marks.append(Fill(Layer.BODY, role, Tone.EDGE, body.rims[rim], begins, far=tint, pushes=normals))
    marks.append(Fill(Layer.BODY, role, Tone.SHADOW, body.rims[at], starts, far=tint))
    if parts[0].toned:
        marks.append(Fill(Layer.BODY, role, Tone.MID, body.mid[at], starts, far=tint))
        marks += [mark for part in parts for mark in _highlight(body, part, tint)]
    return marks


def _kept(body: Shown, part: Part) -> list[Pair]:
    """The pairs that show: all, or one half of a ring that is not seen flat."""
    if part.half == 0:
        return part.pairs
    depth = body.shape.depth
    middle = float(np.mean([depth[pair[0]] for pair in part.pairs]))
    half = [pair for pair in part.pairs if (depth[pair[0]] + depth[pair[1]] - 2 * middle) * part.half > 0]
    return half or part.pairs


def _open_edges(part: Part, done: set[str]) -> list[Pair]:
    """The pairs to outline, without those that join on to a unit already painted."""
    dropped = {pair for unit_name, pairs in part.joined.items() if unit_name in done for pair in pairs}
    return [pair for pair in part.edges if pair not in dropped] if dropped else part.edges


def _highlight(body: Shown, part: Part, tint: float) -> list[Mark]:
    """One soft light, and a smaller one on near limbs, fading out towards the joints."""
    pairs = [pair for pair in part.pairs if body.glossy[pair[0]] and body.glossy[pair[1]]]
    if not pairs or part.shine is None:
        return []
    alpha, fade = HIGHLIGHT, None
    if part.axis is not None:
        start, end = (body.sight.flat(body.skeleton.point(*spot)) for spot in part.axis)
        along = end - start
        span = float(np.hypot(*along))
        alpha *= min(1.0, span / FULL_ALONG) ** 1.5
        low, rise, fall, high = part.shine
        if span > SEEN_ALONG:
            (x0, y0), (x1, y1) = (start + along * low).tolist(), (start + along * high).tolist()
            run = high - low
            fade = Fade((x0, y0), (x1, y1), (rise - low) / run, (fall - low) / run)
    at, starts = body.cut(pairs)
    lights = body.lights if part.role != "shirt" and tint <= 0 else body.lights[:1]
    return [Fill(Layer.BODY, part.role, Tone.LIGHT, light[at], starts, alpha, tint, fade=fade) for light in lights]
