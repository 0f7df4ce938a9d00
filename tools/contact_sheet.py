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
from hipgui.figure.drawlist import EVERYTHING, Layer
from hipgui.figure.model import Body, Camera, Look
from hipgui.figure.motion import minimum_jerk
from hipgui.figure.names import BUILDS, HAIR_STYLES, HAIR_TONES, SKINS, WARDROBES
from hipgui.figure.scene import frame
from hipgui.paint.figure import paint_figure
from hipgui.paint.figure_palette import GROUND
from hipgui.paint.takes import Course, Stance, Take, brings_ground, draw, steps_of

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
            drawn = frame(figures, name, "right", amount, look.body, layers=EVERYTHING - {Layer.ARROW})
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
        drawn = frame(figures, "march_bell", "right", 1.0, look.body, layers=EVERYTHING - {Layer.ARROW})
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


MOMENTS = 8


def ways(figures: Figures, takes: Sequence[Take]) -> list[Cell]:
    """Moments of each take, evenly in time, on its ground."""
    cells = []
    for take in takes:
        ground = frame(figures, take.movement, take.side, 0.0, take.look.body, layers=(Layer.GROUND,))
        for moment in range(MOMENTS):
            step = round(moment / (MOMENTS - 1) * steps_of(take))
            drawn = draw(figures, take, (step, 0))
            if not brings_ground(figures, take):
                drawn = replace(drawn, marks=(*ground.marks, *drawn.marks))
            came = f"{take.start.movement} to " if take.start else f"{take.course.value}: "
            cells.append(Cell(drawn, take.look, f"{came}{take.movement}"))
    return cells


def entries(figures: Figures) -> list[Take]:
    """The way into every movement, and through the set-up where there is one."""
    takes = []
    for number, (name, movement) in enumerate(figures.movements.items()):
        look = Look(theme="light" if number % 2 else "dark")
        if movement.rest is not None:
            takes.append(Take(name, "right", look, *CELL, course=Course.ENTRY))
        if figures.is_set_up(name):
            takes.append(Take(name, "right", look, *CELL, course=Course.SET_UP))
    return takes


def swaps(figures: Figures, families: Sequence[Sequence[str]]) -> list[Take]:
    """From each movement of a family into its neighbour, as when a session is made easier or harder."""
    takes = []
    for number, (one, other) in enumerate(pair for family in families for pair in itertools.pairwise(family)):
        look = Look(theme="light" if number % 2 else "dark")
        held = not figures.movement(other).ghost_bones
        start, toward = (Stance(one, 1.0), (1.0, 1.0)) if held else (Stance(one, 0.0), (0.0, 0.45))
        ways_there = 2 if figures.movement(other).still_at < 1 else 1
        swap = Take(other, "left", look, *CELL, ways=ways_there, course=Course.SWAP, start=start, toward=toward)
        takes.append(swap)
    return takes


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
    page(folder / "entries.png", ways(figures, entries(figures)), MOMENTS, CELL)
    page(folder / "swaps.png", ways(figures, swaps(figures, families)), MOMENTS, CELL)
    application.quit()


if __name__ == "__main__":
    main()
