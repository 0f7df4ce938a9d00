"""Fonts, icons and the application's picture, compiled into one file beside the package.

The build hook compiles resources.qrc into `hipgui/resources.rcc`, uncompressed. Qt maps such a file into memory:
registering it costs well under a millisecond, where importing the same bytes as a generated Python module has to read
all of them (docs/decisions/003-resources-in-one-mapped-file.md has the figures). What it holds: `:/fonts/*.ttf`,
`:/icons/*.svg`, `:/app/hipgui.svg`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QResource
from PySide6.QtGui import QFontDatabase

TEXT_FAMILY = "Atkinson Hyperlegible Next"
NUMERAL_FAMILY = "Barlow Condensed"

COMPILED = Path(__file__).parents[1] / "resources.rcc"


def load_resources() -> tuple[str, ...]:
    """Register the compiled resources and the bundled fonts; the names of the font families that are now there.

    Needs a QGuiApplication. Raises nothing: without the file the result is empty and Qt falls back to the desktop's own
    font. Calling it again changes nothing.
    """
    fonts = QDir(":/fonts")
    if not fonts.exists():
        QResource.registerResource(str(COMPILED))
    loaded = (QFontDatabase.addApplicationFont(fonts.filePath(name)) for name in fonts.entryList())
    families = (QFontDatabase.applicationFontFamilies(font) for font in loaded)
    return tuple(sorted({name for names in families for name in names}))
