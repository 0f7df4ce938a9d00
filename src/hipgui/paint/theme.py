"""Colours and type: the tokens of the look, and what is derived from them.

Sizes are in u, a hundredth of the window's height; nothing is a fixed pixel size. What the first frame needs is kept in
named tuples: making a frozen dataclass takes seven times as long.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont

TEXT_FAMILY = "Atkinson Hyperlegible Next"
NUMERAL_FAMILY = "Barlow Condensed"

REGULAR, MEDIUM, SEMIBOLD, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)

# Type, in u.
DIGITS = 45.0
DIGITS_LONG = 30.0
NAME = 7.6
CAPTION, CAPTION_LEAST = 7.2, 6.0
PHASE_WORD = 6.7
SECTION = 3.6
BODY = 2.5
SMALL = 2.3
SMALLEST = 1.9

# Space, in u.
MARGIN, MARGIN_NARROW = 6.0, 4.0
NARROW_BELOW = 130.0
FOCUS_RING, FOCUS_OFF = 0.4, 0.35

# Motion, in milliseconds.
PHASE_MS, PANEL_MS, FLOOD_IN_MS, FLOOD_OUT_MS, ROLL_MS = 240, 320, 180, 240, 200
FRAME_MS = 33


class Palette(NamedTuple):
    """The roles of one theme, each as `#rrggbb`."""

    dark: bool
    ground: str
    raised: str
    raised2: str
    text: str
    text2: str
    move_text: str
    move_ring: str
    hold_text: str
    hold_disc: str
    hold_ring: str
    disc_ink: str
    flood: str
    flood_text: str
    panel: str
    panel_text: str
    to_come: str
    outline: str
    arc_to_come: str
    track: str
    panel_track: str
    start: str
    start_ink: str


DARK = Palette(
    dark=True,
    ground="#101418",
    raised="#181E25",
    raised2="#212932",
    text="#F4F1EA",
    text2="#B7BFC8",
    move_text="#FF9F45",
    move_ring="#FF9F45",
    hold_text="#56B4E9",
    hold_disc="#56B4E9",
    hold_ring="#56B4E9",
    disc_ink="#101418",
    flood="#F0E442",
    flood_text="#101418",
    panel="#F4F1EA",
    panel_text="#101418",
    to_come="#5A6672",
    outline="#6D7985",
    arc_to_come="#485460",
    track="#36414C",
    panel_track="#CFC9BC",
    start="#FF9F45",
    start_ink="#101418",
)

LIGHT = Palette(
    dark=False,
    ground="#F6F3EC",
    raised="#FDFCF9",
    raised2="#ECE7DC",
    text="#101418",
    text2="#414953",
    move_text="#922F00",
    move_ring="#D9660A",
    hold_text="#00466F",
    hold_disc="#56B4E9",
    hold_ring="#1F78AD",
    disc_ink="#101418",
    flood="#101418",
    flood_text="#F0E442",
    panel="#101418",
    panel_text="#F4F1EA",
    to_come="#958B78",
    outline="#867E70",
    arc_to_come="#C2B9A9",
    track="#D6CFC1",
    panel_track="#36414C",
    start="#FF9F45",
    start_ink="#101418",
)

DIM_PANEL = "#C9C6BF"
DIM_FLOOD = 0.7


def palette(*, dark: bool, dim: bool = False, high_contrast: bool = False) -> Palette:
    """The palette of a theme; `dim` is for the night, `high_contrast` follows the desktop's wish."""
    chosen = DARK if dark else LIGHT
    if dim and dark:
        flood = mixed(QColor("#000000"), QColor(chosen.flood), DIM_FLOOD).name().upper()
        chosen = chosen._replace(panel=DIM_PANEL, panel_track="#A5A297", flood=flood)
    if high_contrast:
        chosen = chosen._replace(text2=chosen.text, outline=chosen.text, to_come=chosen.outline)
    return chosen


class Surface(NamedTuple):
    """The colours of what lies on one ground: the page, the rest panel, the switch flood."""

    ground: QColor
    text: QColor
    text2: QColor
    track: QColor
    to_come: QColor
    outline: QColor
    move_text: QColor
    hold_text: QColor


def page_surface(tokens: Palette) -> Surface:
    """The plain page."""
    return Surface(
        ground=QColor(tokens.ground),
        text=QColor(tokens.text),
        text2=QColor(tokens.text2),
        track=QColor(tokens.track),
        to_come=QColor(tokens.to_come),
        outline=QColor(tokens.outline),
        move_text=QColor(tokens.move_text),
        hold_text=QColor(tokens.hold_text),
    )


def panel_surface(tokens: Palette) -> Surface:
    """The panel of a rest."""
    return _plain(QColor(tokens.panel), QColor(tokens.panel_text), QColor(tokens.panel_track))


def flood_surface(tokens: Palette) -> Surface:
    """The flood of a switch: one ink on one colour."""
    ground, ink = QColor(tokens.flood), QColor(tokens.flood_text)
    return _plain(ground, ink, mixed(ground, ink, 0.22))


def _plain(ground: QColor, ink: QColor, track: QColor) -> Surface:
    return Surface(
        ground=ground,
        text=ink,
        text2=mixed(ground, ink, 0.88),
        track=track,
        to_come=mixed(ground, ink, 0.36),
        outline=ink,
        move_text=ink,
        hold_text=ink,
    )


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """The colour `share` (0 to 1) of the way from `first` to `second`."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * rest + second.redF() * share,
        first.greenF() * rest + second.greenF() * share,
        first.blueF() * rest + second.blueF() * share,
        first.alphaF() * rest + second.alphaF() * share,
    )


def mixed_surface(first: Surface, second: Surface, share: float) -> Surface:
    """Every colour of a surface on its way to another's."""
    if share <= 0.0:
        return first
    if share >= 1.0:
        return second
    return Surface(**{name: mixed(getattr(first, name), getattr(second, name), share) for name in Surface._fields})


@lru_cache(maxsize=256)
def text_font(pixels: int, weight: QFont.Weight = REGULAR) -> QFont:
    """The text face at a height in pixels."""
    font = QFont(TEXT_FAMILY)
    font.setPixelSize(max(1, pixels))
    font.setWeight(weight)
    return font


@lru_cache(maxsize=64)
def numeral_font(pixels: int) -> QFont:
    """The numerals' face at a height in pixels; every digit is equally wide, so that nothing jumps."""
    font = QFont(NUMERAL_FAMILY)
    font.setPixelSize(max(1, pixels))
    font.setWeight(SEMIBOLD)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
