"""How a page is dressed right now: palette, size, scale of the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from hipgui.paint.theme import (
    MARGIN,
    MARGIN_NARROW,
    NARROW_BELOW,
    flood_surface,
    page_surface,
    palette,
    panel_surface,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from hipgui.paint.theme import (
        Palette,
        Surface,
    )
    from hipgui.settings import Settings

LEAST_WIDTH = 80.0
"""In u: a window narrower than that is treated as if it were shorter."""
SMALL_TYPE = 4.3
"""Type up to this size grows with the text scale; what is larger can be read from 3 m anyway."""
DARK_BELOW = 128
"""A window colour with less lightness than this is a dark desktop's."""


@dataclass(frozen=True)
class Look:
    """The dress of all pages. `width` and `height` are the page's, in pixels."""

    tokens: Palette
    width: float
    height: float
    text_scale: float = 1.0
    reduced_motion: bool = False

    @cached_property
    def u(self) -> float:
        """Pixels of one u."""
        return min(self.height, self.width * 100 / LEAST_WIDTH) / 100

    @property
    def width_u(self) -> float:
        """Width in u."""
        return self.width / self.u

    @property
    def height_u(self) -> float:
        """Height in u: 100, or more in a tall and narrow window."""
        return self.height / self.u

    @property
    def narrow(self) -> bool:
        """Whether things stack instead of standing side by side."""
        return self.width_u < NARROW_BELOW

    @property
    def margin(self) -> float:
        """Margin at the sides, in u."""
        return MARGIN_NARROW if self.narrow else MARGIN

    def type(self, size_u: float) -> float:
        """Pixels of a type size, in the person's text scale if it is small type."""
        return size_u * self.u * (self.text_scale if size_u <= SMALL_TYPE else 1.0)

    def scaled(self, size_u: float) -> float:
        """A length in u that goes with small type, in u."""
        return size_u * self.text_scale

    def box(self, left: float, top: float, width: float, height: float) -> QRectF:
        """A rectangle given in u, in pixels."""
        return QRectF(left * self.u, top * self.u, width * self.u, height * self.u)

    @cached_property
    def page(self) -> Surface:
        """Colours on the page."""
        return page_surface(self.tokens)

    @cached_property
    def panel(self) -> Surface:
        """Colours on the rest panel."""
        return panel_surface(self.tokens)

    @cached_property
    def flood(self) -> Surface:
        """Colours on the switch flood."""
        return flood_surface(self.tokens)


def look_for(settings: Settings, size: QSizeF) -> Look:
    """The dress that the person's settings and the desktop ask for, in a window of that size in pixels."""
    tokens = palette(dark=wants_dark(settings.theme), dim=settings.dim, high_contrast=wants_contrast())
    return Look(tokens, size.width(), size.height(), settings.text_scale, settings.reduced_motion)


def wants_dark(theme: str) -> bool:
    """Whether to be dark: as set, else as the desktop is."""
    if theme != "system":
        return theme == "dark"
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme is not Qt.ColorScheme.Unknown:
        return scheme is Qt.ColorScheme.Dark
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < DARK_BELOW


def wants_contrast() -> bool:
    """Whether the desktop asks for high contrast."""
    style = QGuiApplication.styleHints()  # PySide drops what it hands out when its owner's wrapper goes
    return style.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
