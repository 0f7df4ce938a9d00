"""Rotations and small vectors, in degrees, as numpy arrays of float64."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Array: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

TINY = 1e-12


def vec(x: float, y: float, z: float) -> Array:
    """A vector of three."""
    return np.array((x, y, z), float)


def turn_x(degrees: float) -> Array:
    """Rotation about x: y towards z."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array(((1.0, 0.0, 0.0), (0.0, cosine, -sine), (0.0, sine, cosine)))


def turn_y(degrees: float) -> Array:
    """Rotation about y: z towards x, which is a lean forward."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array(((cosine, 0.0, sine), (0.0, 1.0, 0.0), (-sine, 0.0, cosine)))


def turn_z(degrees: float) -> Array:
    """Rotation about z: x towards y, which is a turn to the left."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array(((cosine, -sine, 0.0), (sine, cosine, 0.0), (0.0, 0.0, 1.0)))


def length(vector: Array) -> float:
    """Euclidean length of a vector of three."""
    return math.sqrt(float(vector @ vector))


def unit(vector: Array) -> Array:
    """The vector at length 1; a vector of no length stays as it is."""
    size = length(vector)
    return vector / size if size > TINY else vector


def frame_along(up: Array, forward: Array) -> Array:
    """The frame (columns x, y, z) whose z is `up` and whose x is as near to `forward` as can be."""
    z = unit(up)
    x = unit(forward - z * float(z @ forward))
    y = np.array((z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]))
    return np.stack((x, y, z), 1)


def two_bones(start: Array, end: Array, first: float, second: float, pole: Array) -> tuple[Array, Array]:
    """Middle and end joint of two bones from `start` towards `end`, bent towards `pole`.

    An end out of reach is drawn to the nearest place within it, so both bones always keep their lengths.
    """
    way = end - start
    reach = min(max(length(way), abs(first - second) + 1e-6), first + second - 1e-6)
    along = unit(way)
    near = (first * first + reach * reach - second * second) / (2 * reach)
    off = math.sqrt(max(0.0, first * first - near * near))
    side = unit(pole - along * float(along @ pole))
    return start + along * near + side * off, start + along * reach


def through(rows: Sequence[Sequence[float]], samples: int) -> Array:
    """(samples, columns): rows (t, values...) interpolated at even t, without overshoot (Fritsch-Carlson slopes)."""
    table = np.asarray(rows, float)
    t = table[:, 0]
    at = np.linspace(t[0], t[-1], samples)
    steps = np.diff(t)[:, None]
    slopes = np.diff(table[:, 1:], axis=0) / steps
    before, after = slopes[:-1], slopes[1:]
    agree = before * after > 0
    total = np.where(agree, before + after, 1.0)
    inner = np.where(agree, 2 * before * after / total, 0.0)
    tangents = np.concatenate((slopes[:1], inner, slopes[-1:]))
    index = np.clip(np.searchsorted(t, at, side="right") - 1, 0, len(t) - 2)
    step = steps[index]
    u = ((at - t[index]) / step[:, 0])[:, None]
    low, high = table[index, 1:], table[index + 1, 1:]
    values = (
        (1 + 2 * u) * (1 - u) ** 2 * low
        + u * (1 - u) ** 2 * step * tangents[index]
        + u * u * (3 - 2 * u) * high
        + u * u * (u - 1) * step * tangents[index + 1]
    )
    return np.concatenate((at[:, None], values), 1)
