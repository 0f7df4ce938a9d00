"""Golden renders of every movement, both sides in both themes, compared with tolerance.

    python tests/paint/test_figure_pictures.py

paints them anew; look at them (and at tools/contact_sheet.py) before keeping them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt, also when run as a script

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.figure.model import Look
from hipgui.paint.figure_palette import GROUND
from hipgui.paint.frames import still

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hipgui.figure.model import SideName

FIGURES = load_figures()
FOLDER = Path(__file__).parent / "golden_figures"
SIZE = (180, 150)
WAYS: tuple[tuple[str, SideName], ...] = (("dark", "right"), ("dark", "left"), ("light", "right"), ("light", "left"))
COARSE = 3
"""Pictures are compared in squares of as many pixels: edges may fall a little differently elsewhere."""


def sheet(name: str) -> QImage:
    """All four ways of a movement beside one another."""
    image = QImage(SIZE[0] * len(WAYS), SIZE[1], QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for number, (theme, side) in enumerate(WAYS):
        painter.fillRect(number * SIZE[0], 0, *SIZE, QColor(GROUND[theme]))
        painter.drawImage(number * SIZE[0], 0, still(FIGURES, name, side, SIZE, Look(theme=theme)))
    painter.end()
    return image


def squares(image: QImage) -> NDArray[np.float64]:
    """(rows, columns, 3) mean colours of squares of COARSE pixels."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine() // 4, 4)
    rows, columns = plain.height() // COARSE, plain.width() // COARSE
    cut = raw[: rows * COARSE, : columns * COARSE, :3].astype(float)
    means: NDArray[np.float64] = cut.reshape(rows, COARSE, columns, COARSE, 3).mean(axis=(1, 3))
    return means


@pytest.mark.parametrize("name", sorted(FIGURES.movements))
def test_it_looks_as_it_was_approved(name: str) -> None:
    golden = QImage(str(FOLDER / f"{name}.png"))
    assert not golden.isNull(), "paint it: python tests/paint/test_figure_pictures.py"
    apart = np.abs(squares(sheet(name)) - squares(golden)).max(axis=2)
    assert apart.mean() < 1.0
    assert (apart > 40).mean() < 0.004


def test_the_comparison_would_notice_another_pose() -> None:
    apart = np.abs(squares(sheet("march_body")) - squares(QImage(str(FOLDER / "march_bell.png")))).max(axis=2)
    assert (apart > 40).mean() > 0.004


if __name__ == "__main__":
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    for each in FIGURES.movements:
        sheet(each).save(str(FOLDER / f"{each}.png"))
