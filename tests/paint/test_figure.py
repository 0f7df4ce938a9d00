"""The painted figure: it fits, leaves its ground alone, is sharp at any size, and looks like what was chosen."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.figure.drawlist import Layer
from hipgui.figure.model import Body, Look
from hipgui.figure.names import BUILDS, HAIR_STYLES, HAIR_TONES, SKINS, THEMES, WARDROBES
from hipgui.figure.scene import frame
from hipgui.paint.figure import paint_figure, path_of
from hipgui.paint.figure_palette import GROUND, roles
from hipgui.paint.frames import still

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIGURES = load_figures()


def pixels(image: QImage) -> NDArray[np.uint8]:
    """(height, width, 4) blue, green, red, alpha."""
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()].copy()


def painted(
    look: Look, size: tuple[int, int] = (300, 400), *, arrow: bool = False, ghost_of: float | None = None
) -> NDArray[np.uint8]:
    return pixels(still(FIGURES, "march_bell", "right", size, look, arrow=arrow, ghost_of=ghost_of))


def test_the_ground_shines_through() -> None:
    image = painted(Look())
    assert image[0, 0, 3] == 0
    assert image[..., 3].max() == 255


@pytest.mark.parametrize("size", [(60, 80), (300, 400), (1000, 700), (333, 1001)])
def test_it_stands_at_the_same_place_at_any_size(size: tuple[int, int]) -> None:
    image = painted(Look(), size)
    rows = np.flatnonzero((image[..., 3] > 200).any(axis=1))
    columns = np.flatnonzero((image[..., 3] > 200).any(axis=0))
    scale = min(size[0] / 0.74, size[1] / 1.10)
    assert (rows[-1] - rows[0]) / scale == pytest.approx(1.02, abs=0.03)
    assert abs((columns[0] + columns[-1]) / 2 - size[0] / 2) < 0.06 * scale
    assert size[1] - rows[-1] < 0.06 * scale


def test_the_floor_is_the_same_through_a_whole_movement() -> None:
    feet = []
    for amount in (0.0, 0.5, 1.0):
        drawn = frame(FIGURES, "march_body", "right", amount, Body()).only((Layer.BODY,))
        image = QImage(300, 400, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        paint_figure(painter, drawn, QRectF(0, 0, 300, 400), Look())
        painter.end()
        feet.append(int(np.flatnonzero((pixels(image)[..., 3] > 128).any(axis=1))[-1]))
    assert max(feet) - min(feet) <= 1


def test_the_painter_is_given_back_as_it_was() -> None:
    image = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setOpacity(0.5)
    painter.setPen(QColor("red"))
    paint_figure(
        painter, frame(FIGURES, "lift_edge", "left", 0.5, Body(), ghost_of=0.0), QRectF(0, 0, 100, 100), Look()
    )
    assert painter.opacity() == 0.5
    assert painter.pen().color() == QColor("red")
    painter.end()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(((Look(skin=a)), (Look(skin=b))) for a, b in itertools.pairwise(SKINS)),
        *(((Look(hair_tone=a)), (Look(hair_tone=b))) for a, b in itertools.pairwise(HAIR_TONES)),
        *((Look(body=Body(hair=a)), Look(body=Body(hair=b))) for a, b in itertools.pairwise(HAIR_STYLES)),
        (Look(body=Body(build=BUILDS[0])), Look(body=Body(build=BUILDS[1]))),
        (Look(body=Body(wardrobe=WARDROBES[0])), Look(body=Body(wardrobe=WARDROBES[1]))),
        (Look(theme=THEMES[0]), Look(theme=THEMES[1])),
    ],
)
def test_every_choice_can_be_seen(one: Look, other: Look) -> None:
    differing = np.abs(painted(one).astype(int) - painted(other).astype(int)).max(axis=2) > 12
    assert differing.mean() > 0.003


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("wardrobe", WARDROBES)
def test_clothes_stand_out_from_the_ground(theme: str, wardrobe: str) -> None:
    """The silhouette reads from afar: cloth or its outline is well apart from the page."""
    chosen = roles(Look(theme=theme, body=Body(wardrobe=wardrobe)))
    ground = luminance(GROUND[theme])
    for role in ("legs", "shirt"):
        shadow, mid, _ = chosen[role]
        tones = [luminance(mid), luminance(QColor(shadow).darker(160).name())]
        contrast = max((max(tone, ground) + 0.05) / (min(tone, ground) + 0.05) for tone in tones)
        assert contrast > 2.0


def luminance(name: str) -> float:
    colour = QColor(name)
    parts = [
        value / 12.92 if value <= 0.04045 else math.pow((value + 0.055) / 1.055, 2.4)
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_path_is_what_was_asked_for() -> None:
    square = np.array(((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)))
    path = path_of(np.concatenate((square, square + 20)), (0, 4))
    assert path.elementCount() == 8
    assert path.boundingRect() == QRectF(0, 0, 30, 30)
    assert path.contains(QRectF(2, 2, 4, 4))
    assert not path.contains(QRectF(12, 12, 4, 4))


def test_overlapping_polygons_are_one_area() -> None:
    square = np.array(((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)))
    path = path_of(np.concatenate((square, square + 5)), (0, 4))
    assert path.contains(QRectF(6, 6, 2, 2))


def test_stills_can_be_bare_or_with_arrow_and_ghost() -> None:
    bare = painted(Look())
    marked = painted(Look(), arrow=True, ghost_of=0.0)
    assert (marked[..., 3] > 40).sum() > (bare[..., 3] > 40).sum()


def test_a_still_is_as_fine_as_the_screen() -> None:
    image = still(FIGURES, "lizard_hands", "left", (120, 80), Look(), ratio=2.0)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (240, 160, 2.0)


def test_an_unknown_movement_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        still(FIGURES, "handstand", "right", (50, 50), Look())
