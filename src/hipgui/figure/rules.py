"""The few things a vote on depth gets wrong, as rules: what is below what, seen from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.geometry import Array
    from hipgui.figure.order import Stack
    from hipgui.figure.rig import Skeleton
    from hipgui.figure.sculpture import Sculpture
    from hipgui.figure.sight import Sight
    from hipgui.figure.sweep import Sweep

Rules = list[tuple[str, str]]
THIGH_OVER_SHIRT = 3e-3
"""The vote from which a thigh counts as before the shirt."""

SLEEVE_SEEN = -0.5
"""A sleeve is set on the shirt, not behind it, unless its shoulder is turned away by more than this cosine."""
AT_HIP = np.array((0.12, 0.16, 0.14))
"""A hand within this of the mid-hip, in the pelvis' frame, lies on the hip."""
HAND_SEEN = 0.05
NECK_SEEN = -0.45
"""The neck stands out of the shirt unless the trunk points away from the viewer by more than this cosine."""


def rules_for(skeleton: Skeleton, sight: Sight, units: Sequence[str], bell: tuple[str, Array] | None) -> Rules:
    """Pairs (below, above). `bell` is the tail of the foot that a kettlebell hangs on ("" for none), and its axes."""
    rules: Rules = [("trunk", "shirt"), ("neck", "head")]
    looks_up = sight.faces(skeleton.frame("thorax")[:, 2]) > NECK_SEEN
    rules.append(("shirt", "neck") if looks_up else ("neck", "shirt"))
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        if sight.faces(skeleton.frame("thorax")[:, 1]) * sign > SLEEVE_SEEN:
            rules.append(("shirt", f"upper{tail}"))
        hand = skeleton.frame("pelvis").T @ (skeleton.origin("palm" + tail) - skeleton.origin("pelvis"))
        at_hip = bool((np.abs(hand) < AT_HIP).all())
        if at_hip and sight.faces(skeleton.frame("pelvis")[:, 1]) * sign > HAND_SEEN:
            rules += [(unit, f"fore{tail}") for unit in ("shirt", f"hip{tail}", f"thigh{tail}")]
    if bell is not None:
        rules += _bell(bell[0], left_is_near=sight.faces(bell[1][:, 1]) > 0)
    for tail in ("_l", "_r"):
        if f"wrap{tail}" in units:
            rules.append((f"foot{tail}", f"wrap{tail}"))
    return rules


def _bell(tail: str, *, left_is_near: bool) -> Rules:
    """Far side of the handle, foot, bell, bar and near side. The bar lies on the foot's instep."""
    close, away = ("handle_l", "handle_r") if left_is_near else ("handle_r", "handle_l")
    rules = [(away, "handle_bar"), ("handle_bar", close), ("bell", close)]
    if tail:
        rules += [(away, f"foot{tail}"), (f"foot{tail}", "handle_bar"), ("bell", f"foot{tail}")]
    return rules


@dataclass(frozen=True, slots=True)
class Seen:
    """What the votes were counted on, and their count."""

    made: Sculpture
    stack: Stack
    shape: Sweep
    near: Array
    """(units, units), changed in place as rules move votes."""


def hem(tail: str, seen: Seen, rules: Rules, shade: Array) -> bool:
    """Whether a thigh stands before the shirt; adds the rules, and moves the hip's votes to where they belong.

    If so, hip, shirt and thigh are painted in this order and the top of the thigh loses its shadow side (`shade`);
    otherwise hip and thigh are one and the shirt's hem hangs over them.
    """
    made, stack, shape, near = seen.made, seen.stack, seen.shape, seen.near
    place = {unit: number for number, unit in enumerate(stack.units)}
    hip, thigh, trunk = place[f"hip{tail}"], place[f"thigh{tail}"], place["trunk"]
    blobs, shirt = np.array(made.named["thigh" + tail][5:]), np.array(made.named["shirt"])
    apart = np.hypot(
        shape.centres[blobs, 0][:, None] - shape.centres[shirt, 0][None],
        shape.centres[blobs, 1][:, None] - shape.centres[shirt, 1][None],
    )
    overlap = np.clip(shape.size[blobs][:, None] * 0.6 + shape.size[shirt][None] - apart, 0.0, 0.06)
    vote = float((overlap * (shape.depth[blobs][:, None] - shape.depth[shirt][None])).sum())
    if vote > THIGH_OVER_SHIRT:
        near[hip, :] = 0.0
        near[:, hip] = 0.0
        rules += [
            ("trunk", f"hip{tail}"),
            (f"hip{tail}", "shirt"),
            ("shirt", f"thigh{tail}"),
            (f"hip{tail}", f"thigh{tail}"),
        ]
        for step, blob in enumerate(made.named["thigh" + tail][4:10]):
            shade[blob] = step / 6.0
        return True
    near[thigh, :] += near[hip, :]
    near[:, thigh] += near[:, hip]
    near[thigh, thigh] = 0.0
    rules.append((f"thigh{tail}", "shirt"))
    if near[thigh, trunk] >= 0:
        rules.append(("trunk", f"thigh{tail}"))
    return False
