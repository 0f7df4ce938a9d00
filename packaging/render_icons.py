"""Render assets/app/hipgui.svg to the sizes that desktops ask for: `python packaging/render_icons.py [FOLDER]`.

Writes hipgui-<size>.png into the folder, by default beside the drawing; run it after changing that. Each size is drawn
from the vectors, none is scaled from another.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

APP = Path(__file__).resolve().parents[1] / "assets" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def rendered(size: int) -> QImage:
    """The icon at `size` by `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(APP / "hipgui.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def main() -> int:
    """Write every size; 1 if one cannot be written."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else APP
    written = [rendered(size).save(str(folder / f"hipgui-{size}.png")) for size in SIZES]
    return 0 if all(written) else 1


if __name__ == "__main__":
    sys.exit(main())
