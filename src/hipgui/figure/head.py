"""The head's clay: skull, face, ears, and each hair style. All in the head's frame, whose origin is the neck's top."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hipgui.figure.sculpture import Facing, Part, chain, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.model import Body, Vec3
    from hipgui.figure.sculpture import Sculptor

HEAD = "head"
FACE_LEAST = -0.35
"""How far the face may look away before it goes behind the hair."""


def add_head(maker: Sculptor, body: Body) -> None:
    """Add head and hair of a body."""
    {"bun": _bun, "short": _short, "ponytail": _ponytail, "curls": _curls}[body.hair](maker)
    _face(maker, 1.14 if body.build == "sturdy" else 1.0)


def _at(x: float, y: float, z: float) -> tuple[str, float, float, float]:
    return (HEAD, x, y, z)


def _part(maker: Sculptor, name: str, role: str, level: int, **more: object) -> Part:
    return maker.part(Part(name, role, HEAD, HEAD, level=level, **more))  # type: ignore[arg-type]  # Part's own fields


def _face(maker: Sculptor, jaw: float) -> None:
    face = _part(maker, "face", "skin", 1, facing=Facing(HEAD, (1.0, 0.0, 0.0), FACE_LEAST), behind_level=-2)
    brow = maker.blob(_at(0.034, 0.0, 0.058), (0.0335, 0.0412, 0.034))
    cheek = maker.blob(_at(0.034, 0.0, 0.030), (0.0330, 0.0398, 0.032))
    mouth = maker.blob(_at(0.040, 0.0, 0.004), (0.0250, 0.0300 * jaw, 0.020))
    chin = maker.blob(_at(0.049, 0.0, -0.006), (0.0145, 0.0170 * jaw, 0.0125))
    corner = maker.blob(_at(0.014, 0.0, 0.014), (0.022, 0.0368 * jaw, 0.020))
    chain(face, [brow, cheek, mouth, chin])
    join(face, corner, mouth)
    join(face, corner, cheek)
    nose = maker.blob(_at(0.0690, 0.0, 0.0265), (0.0085, 0.0068, 0.0066))
    bridge = maker.blob(_at(0.0615, 0.0, 0.046), (0.006, 0.006, 0.008))
    join(face, nose, bridge)
    _feature(
        maker,
        "nostrils",
        "skin_shadow",
        (1.0, 0.0, -0.2),
        (
            ((0.0700, -0.0050, 0.0205), (0.0015, 0.0018, 0.0012)),
            ((0.0740, 0.0, 0.0195), (0.0015, 0.0020, 0.0013)),
            ((0.0700, 0.0050, 0.0205), (0.0015, 0.0018, 0.0012)),
        ),
    )
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        ear = _part(maker, "ear" + tail, "skin", 3, facing=Facing(HEAD, (0.1, sign, 0.0), 0.05), shine=None)
        join(
            ear,
            maker.blob(_at(0.004, sign * 0.044, 0.036), (0.0095, 0.005, 0.012)),
            maker.blob(_at(0.006, sign * 0.043, 0.022), (0.006, 0.005, 0.007)),
        )
        _feature(
            maker,
            "eye" + tail,
            "ink",
            (1.0, sign * 0.45, 0.0),
            (((0.0640, sign * 0.0185, 0.047), (0.003, 0.0036, 0.0048)),),
        )
        _feature(
            maker,
            "brow" + tail,
            "brow",
            (1.0, sign * 0.45, 0.0),
            (
                ((0.0655, sign * 0.0105, 0.0625), (0.002, 0.003, 0.0015)),
                ((0.0635, sign * 0.0190, 0.0640), (0.002, 0.003, 0.0017)),
                ((0.0575, sign * 0.0275, 0.0605), (0.002, 0.002, 0.0012)),
            ),
        )
    _feature(
        maker,
        "mouth",
        "lip",
        (1.0, 0.0, -0.1),
        (
            ((0.0630, -0.0105, 0.0068), (0.002, 0.002, 0.0012)),
            ((0.0655, 0.0, 0.0042), (0.002, 0.004, 0.0019)),
            ((0.0630, 0.0105, 0.0068), (0.002, 0.002, 0.0012)),
        ),
    )


def _feature(maker: Sculptor, name: str, role: str, normal: Vec3, blobs: Sequence[tuple[Vec3, Vec3]]) -> None:
    part = _part(maker, name, role, 4, outlined=False, toned=False, facing=Facing(HEAD, normal, 0.12))
    chain(part, [maker.blob(_at(*place), radii) for place, radii in blobs])


def _shell(maker: Sculptor) -> None:
    """Hair drawn back over the skull, down to the nape."""
    hair = _part(maker, "hair", "hair", 0)
    crown = maker.blob(_at(0.002, 0.0, 0.066), (0.0600, 0.0490, 0.0570))
    back = maker.blob(_at(-0.012, 0.0, 0.030), (0.0440, 0.0450, 0.0420))
    nape = maker.blob(_at(-0.016, 0.0, 0.008), (0.0270, 0.0330, 0.0250))
    join(hair, crown, back)
    join(hair, back, nape)
    _swept(maker)


def _swept(maker: Sculptor) -> None:
    """The front hair, parted off the middle and drawn back over the ears."""
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        crown = maker.blob(_at(0.014, sign * 0.014, 0.105), (0.036, 0.026, 0.014))
        back = maker.blob(_at(-0.004, sign * 0.0400, 0.066), (0.024, 0.0080, 0.028))
        front = [
            maker.blob(_at(0.0510, sign * 0.003, 0.1030), (0.0095, 0.0075, 0.0065)),
            maker.blob(_at(0.0475, sign * 0.018, 0.1000), (0.0100, 0.0090, 0.0075)),
            maker.blob(_at(0.0375, sign * 0.0305, 0.0900), (0.0110, 0.0080, 0.0095)),
            maker.blob(_at(0.0245, sign * 0.0390, 0.0720), (0.0105, 0.0062, 0.0110)),
            maker.blob(_at(0.0125, sign * 0.0415, 0.0540), (0.0082, 0.0048, 0.0080)),
        ]
        _hairline(maker, (tail, sign), front, (crown, back))


def _hairline(maker: Sculptor, side: tuple[str, float], front: Sequence[int], behind: tuple[int, int]) -> None:
    """The edge of the hair on one side: over the forehead, and at the temple, which goes behind the face sooner."""
    (tail, sign), (crown, back) = side, behind
    flat = {"outlined": False, "toned": False}
    lock = _part(maker, "lock" + tail, "hair_flat", 2, **flat, facing=Facing(HEAD, (0.9, sign * 0.7, 0.2), -0.30))
    chain(lock, front[:3])
    for blob in front[:3]:
        join(lock, blob, crown)
    temple = _part(maker, "temple" + tail, "hair_flat", 2, **flat, facing=Facing(HEAD, (0.35, sign, 0.1), 0.20))
    chain(temple, front[2:])
    for blob in front[2:]:
        join(temple, blob, back)
    join(temple, crown, back)
    join(temple, front[2], crown)
    for part in (lock, temple):
        _rim(maker, part)


def _rim(maker: Sculptor, part: Part) -> None:
    """The outline of hair that lies over the face, painted beneath the head so that only its outer side shows."""
    beneath = _part(maker, part.name + "_rim", "hair", -1, shine=None, toned=False, facing=part.facing)
    beneath.pairs += part.pairs
    beneath.edges += part.pairs


def _bun(maker: Sculptor) -> None:
    _shell(maker)
    bun = _part(maker, "bun", "hair", -1, facing=Facing(HEAD, (1.0, 0.0, 0.0), 0.0), behind_level=5)
    knot = maker.blob(_at(-0.062, 0.0, 0.090), (0.0245, 0.0265, 0.0265))
    join(bun, knot, knot)


def _ponytail(maker: Sculptor) -> None:
    _shell(maker)
    tail = _part(maker, "tail", "hair", -1, facing=Facing(HEAD, (1.0, 0.0, 0.0), 0.0), behind_level=5)
    chain(
        tail,
        [
            maker.blob(_at(-0.052, 0.0, 0.074), (0.014, 0.014, 0.014)),
            maker.blob(_at(-0.070, 0.0, 0.066), (0.018, 0.018, 0.018)),
            maker.blob(_at(-0.080, 0.0, 0.038), (0.0185, 0.0205, 0.022)),
            maker.blob(_at(-0.078, 0.0, 0.006), (0.0165, 0.0185, 0.020)),
            maker.blob(_at(-0.070, 0.0, -0.024), (0.0095, 0.0105, 0.012)),
        ],
    )


def _short(maker: Sculptor) -> None:
    """Cropped at the sides and the nape, longer and swept to one side in front."""
    nape = _part(maker, "nape", "skin", -1)
    low = maker.blob(_at(-0.010, 0.0, 0.014), (0.0330, 0.0345, 0.0300))
    join(nape, low, maker.blob(_at(-0.012, 0.0, 0.030), (0.0420, 0.0425, 0.0360)))
    hair = _part(maker, "hair", "hair", 0)
    crown = maker.blob(_at(0.000, 0.0, 0.071), (0.0585, 0.0475, 0.0530))
    back = maker.blob(_at(-0.017, 0.0, 0.044), (0.0400, 0.0440, 0.0340))
    top = maker.blob(_at(0.022, 0.0, 0.101), (0.0340, 0.0330, 0.0270))
    join(hair, crown, back)
    join(hair, crown, top)
    for tail, sign in (("_l", 1.0), ("_r", -1.0)):
        inner = maker.blob(_at(0.008, sign * 0.026, 0.098), (0.030, 0.018, 0.018))
        behind = maker.blob(_at(-0.006, sign * 0.0395, 0.064), (0.020, 0.0070, 0.024))
        rim = [
            maker.blob(_at(0.0500, sign * 0.006, 0.1015), (0.0105, 0.0090, 0.0070)),
            maker.blob(_at(0.0460, sign * 0.021, 0.0985), (0.0100, 0.0090, 0.0072)),
            maker.blob(_at(0.0340, sign * 0.0325, 0.0890), (0.0105, 0.0075, 0.0095)),
            maker.blob(_at(0.0190, sign * 0.0400, 0.0680), (0.0085, 0.0050, 0.0100)),
            maker.blob(_at(0.0125, sign * 0.0415, 0.0480), (0.0062, 0.0036, 0.0070)),
            maker.blob(_at(0.0105, sign * 0.0410, 0.0380), (0.0042, 0.0030, 0.0042)),
        ]
        _hairline(maker, (tail, sign), rim, (inner, behind))
    quiff = _part(
        maker, "quiff", "hair", 3, outlined=False, facing=Facing(HEAD, (1.0, 0.0, 0.2), -0.5), behind_level=-1
    )
    tuft = [
        maker.blob(_at(0.030, -0.030, 0.1040), (0.0130, 0.0115, 0.0110)),
        maker.blob(_at(0.041, -0.020, 0.1115), (0.0150, 0.0150, 0.0125)),
        maker.blob(_at(0.044, 0.000, 0.1155), (0.0155, 0.0160, 0.0120)),
        maker.blob(_at(0.036, 0.020, 0.1130), (0.0140, 0.0130, 0.0110)),
    ]
    chain(quiff, tuft)
    for lock in tuft:
        join(quiff, lock, top, edge=False)
    beneath = _part(maker, "quiff_rim", "hair", -1, shine=None, toned=False)
    beneath.pairs += quiff.pairs
    beneath.edges += quiff.pairs


def _curls(maker: Sculptor) -> None:
    """A round head of curls."""
    hair = _part(maker, "hair", "hair", 0)
    core = maker.blob(_at(-0.004, 0.0, 0.068), (0.0620, 0.0560, 0.0580))
    low = maker.blob(_at(-0.020, 0.0, 0.026), (0.0420, 0.0480, 0.0380))
    join(hair, core, low)
    for ring, (height, reach, count, size) in enumerate(
        ((0.030, 0.047, 7, 0.0175), (0.062, 0.060, 9, 0.0185), (0.094, 0.050, 8, 0.0185), (0.117, 0.026, 5, 0.0170))
    ):
        for step in range(count):
            angle = math.radians(60 + 240 * (step + 0.5 * (ring % 2)) / (count - 0.5))
            if ring > 1:
                angle = math.radians(360 * (step + 0.5 * (ring % 2)) / count)
            curl = maker.blob(_at(-0.004 + reach * math.cos(angle), reach * 0.92 * math.sin(angle), height), size)
            join(hair, core, curl)
    fringe = _part(maker, "fringe", "hair", 2, facing=Facing(HEAD, (1.0, 0.0, 0.1), 0.12))
    for y, z, r in (
        (-0.034, 0.072, 0.0125),
        (-0.027, 0.090, 0.0145),
        (-0.010, 0.099, 0.0145),
        (0.009, 0.100, 0.0145),
        (0.026, 0.091, 0.0145),
        (0.034, 0.072, 0.0125),
    ):
        knot = maker.blob(_at(0.052 - abs(y) * 0.62, y, z), r)
        join(fringe, knot, knot)
