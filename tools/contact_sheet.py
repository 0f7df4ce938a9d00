# ruff: noqa: T201 - a script that says what it does
"""Prints the figure on a few pages to look at: every variant, strips of every movement, everyone, all sides.

    python tools/contact_sheet.py FOLDER

Pages are PNG files; hold them against the design's pictures with the eye of an illustrator and of a physiotherapist.
"""

from __future__ import annotations

import argparse
import itertools
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.figure.blend import along, way
from hipgui.figure.drawlist import Layer
from hipgui.figure.model import Body, Camera, Look
from hipgui.figure.motion import minimum_jerk
from hipgui.figure.names import BUILDS, HAIR_STYLES, HAIR_TONES, SKINS, WARDROBES
from hipgui.figure.scene import frame, picture
from hipgui.paint.figure import paint_figure
from hipgui.paint.figure_palette import GROUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.figure.drawlist import DrawList
    from hipgui.figure.model import Figures, SideName

CELL = (420, 340)
TALL = (300, 420)
CAPTION = {"dark": "#B7BFC8", "light": "#414953"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture of a page, with its caption."""

    drawn: DrawList
    look: Look
    caption: str


def page(path: Path, cells: Sequence[Cell], columns: int, size: tuple[int, int]) -> None:
    """Paint cells in rows and save them."""
    wide, high = size
    rows = -(-len(cells) // columns)
    image = QImage(columns * wide, rows * high, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    for number, cell in enumerate(cells):
        area = QRectF(number % columns * wide, number // columns * high, wide, high)
        painter.setClipRect(area)
        painter.fillRect(area, QColor(GROUND[cell.look.theme]))
        paint_figure(painter, cell.drawn, area.adjusted(6, 18, -6, -6), cell.look)
        painter.setPen(QColor(CAPTION[cell.look.theme]))
        painter.drawText(area.adjusted(6, 3, -6, 0), int(Qt.AlignmentFlag.AlignTop), cell.caption)
    painter.end()
    image.save(str(path))
    print(path)


def variants(figures: Figures) -> list[Cell]:
    """Every movement on both sides, in both themes, with its arrow and the ghost of its other end."""
    cells = []
    both: tuple[tuple[str, SideName], ...] = (("dark", "right"), ("light", "left"))
    for name, movement in figures.movements.items():
        for theme, side in both:
            look = Look(theme=theme)
            drawn = frame(figures, name, side, movement.still_at, look.body, ghost_of=0.0)
            cells.append(Cell(drawn, look, f"{name} {side}"))
    return cells


def strips(figures: Figures, names: Sequence[str]) -> list[Cell]:
    """Seven moments of each movement, evenly spread in time."""
    cells = []
    for number, name in enumerate(names):
        look = Look(theme="light" if number % 2 else "dark")
        for step in range(7):
            amount = minimum_jerk(step / 6)
            drawn = frame(figures, name, "right", amount, look.body).without((Layer.ARROW,))
            cells.append(Cell(drawn, look, f"{name} {amount:.2f}"))
    return cells


def everyone(figures: Figures) -> list[Cell]:
    """Every build, hair and wardrobe with skins and tones in turn."""
    cells = []
    for number, (build, hair, wardrobe) in enumerate(itertools.product(BUILDS, HAIR_STYLES, WARDROBES)):
        look = Look(
            "light" if number % 2 else "dark",
            Body(build, hair, wardrobe),
            SKINS[number % len(SKINS)],
            HAIR_TONES[(number + number // 4) % len(HAIR_TONES)],
        )
        drawn = frame(figures, "march_bell", "right", 1.0, look.body).without((Layer.ARROW,))
        cells.append(Cell(drawn, look, f"{build} {hair} {wardrobe}"))
    return cells


def round_about(figures: Figures, names: Sequence[str]) -> list[Cell]:
    """Twelve sides of each movement."""
    cells = []
    for number, name in enumerate(names):
        look = Look(theme="light" if number % 2 else "dark")
        for azimuth in range(-180, 180, 30):
            camera = Camera(azimuth, 14)
            drawn = frame(figures, name, "right", figures.movement(name).still_at, look.body, camera=camera)
            cells.append(Cell(drawn, look, f"{name} from {azimuth}"))
    return cells


def transitions(figures: Figures) -> list[Cell]:
    """The ways between exercises and between sides."""
    ways: tuple[tuple[str, SideName, float, str, SideName, float], ...] = (
        ("march_bell", "right", 0.0, "march_bell", "left", 0.0),
        ("march_bell", "left", 0.0, "lift_edge", "right", 0.0),
        ("lift_edge", "right", 0.0, "lift_edge", "left", 0.0),
        ("lift_hips", "left", 0.0, "lizard_hands", "right", 0.0),
        ("lizard_hands", "right", 1.0, "lizard_forearms", "right", 0.0),
        ("lizard_hands", "right", 1.0, "lizard_hands", "left", 0.0),
    )
    cells = []
    for number, (one, side, at, other, to_side, to) in enumerate(ways):
        look = Look(theme="light" if number % 2 else "dark")
        movement = figures.movement(other)
        stations = way(figures, (one, side, at), (other, to_side, to))
        camera = movement.camera if to_side == "right" else movement.camera.mirrored
        for step in range(7):
            between = along(stations, minimum_jerk(step / 6))
            plain = replace(
                movement, arrow=None, view=replace(movement.view, height=1.1, width=1.2, centre=(0, 0, 0.45))
            )
            drawn = picture(figures, plain, to_side, between, look.body, camera, glow=0.0)
            cells.append(Cell(drawn, look, f"{one} {side} to {other} {to_side}"))
    return cells


def main() -> None:
    """Print all pages into the folder of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication([])
    figures = load_figures()
    families = [[name for name in figures.movements if name.startswith(start)] for start in ("march", "lift", "lizard")]
    page(folder / "variants.png", variants(figures), 6, CELL)
    for family in families:
        page(folder / f"strips_{family[0].split('_')[0]}.png", strips(figures, family), 7, CELL)
    page(folder / "everyone.png", everyone(figures), 8, TALL)
    page(folder / "round.png", round_about(figures, ("march_bell", "lift_edge", "lizard_hands")), 6, CELL)
    page(folder / "transitions.png", transitions(figures), 7, CELL)
    application.quit()


if __name__ == "__main__":
    main()
