"""Where everything on the player page stands: wide, with the dial at the right, or narrow, with the dial below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from hipgui.paint.theme import CAPTION, CAPTION_LEAST, NAME

if TYPE_CHECKING:
    from hipgui.ui.look import Look

DIAL, DIAL_NARROW = 66.0, 44.0
DIAL_RIGHT, DIAL_TOP = 5.0, 6.0
PANEL_WIDTH, PANEL_FOOT = 76.0, 8.6
FLOOR = 21.2
"""From the foot of the page to the lower edge of the figure's frame."""
CLEARLY = 1.15
"""A figure stands beside the heading only where that makes it so much taller: in the middle it looks best."""
BLEED = 0.2
"""Room on both sides of the figure's frame for the light on the floor to fade, as a share of its width."""
CAPTION_LONG = 5.0
"""Captions of whole sentences shrink to this before they wrap, in u."""


@dataclass(frozen=True, slots=True)
class PlayerLayout:
    """Places in pixels. `beside`: the caption stands beside the dial instead of at the foot."""

    dial: QRectF
    panel: QRectF
    left: float
    name_type: float
    name_baseline: float
    side_baseline: float
    sub_baseline: float
    sub_type_u: float
    heading_width: float
    beside: bool
    caption_at: QPointF
    caption_width: float
    caption_type: float
    caption_least: float
    caption_lines: int
    then_at: QPointF
    then_below_panel: float
    then_width: float
    more_at: QPointF
    more_width: float
    buttons_top: float
    buttons_top_panel: float
    stage: QRectF
    unit: float

    def figure(self, aspect: float, heading_width: float) -> QRectF:
        """The box of a figure of that aspect on the floor: as tall as can be without touching the heading."""
        gap = 2.0 * self.unit
        beside_left = max(self.stage.left(), self.left + heading_width + gap)
        beside = self._fitted(aspect, beside_left, self.stage.top(), self.stage.bottom())
        below = self._fitted(aspect, self.stage.left(), self.sub_baseline + gap, self.stage.bottom())
        return beside if beside.height() > CLEARLY * below.height() else below

    def with_bleed(self, box: QRectF) -> QRectF:
        """The box of a figure, widened so that the light on the floor can fade."""
        edge = self.stage.right() + self.stage.left() if self.beside else self.panel.left()
        bleed = max(0.0, min(BLEED * box.width(), box.left(), edge - box.right()))
        return box.adjusted(-bleed, 0.0, bleed, 0.0)

    def _fitted(self, aspect: float, left: float, top: float, floor: float) -> QRectF:
        """The largest box between `left`, `top` and the floor, as near to the stage's middle as it can stand."""
        high = max(1.0, min(floor - top, (self.stage.right() - left) / aspect))
        wide = high * aspect
        x = min(max(left, self.stage.center().x() - wide / 2), self.stage.right() - wide)
        return QRectF(x, floor - high, wide, high)


def layout_for(look: Look) -> PlayerLayout:
    """The layout for a window of that look."""
    return _narrow(look) if look.narrow else _wide(look)


def _wide(look: Look) -> PlayerLayout:
    unit, width, height = look.u, look.width_u, look.height_u
    stage_right = width - PANEL_WIDTH - 1.5
    return PlayerLayout(
        dial=look.box(width - DIAL_RIGHT - DIAL, DIAL_TOP, DIAL, DIAL),
        panel=look.box(width - PANEL_WIDTH, 0.0, PANEL_WIDTH, height - PANEL_FOOT),
        left=look.margin * unit,
        name_type=NAME * unit,
        name_baseline=11.6 * unit,
        side_baseline=20.0 * unit,
        sub_baseline=max(25.7, 22.4 + 2.05 * look.text_scale) * unit,
        sub_type_u=2.9,
        heading_width=(width - PANEL_WIDTH - look.margin - 0.5) * unit,
        beside=False,
        caption_at=QPointF(look.margin * unit, (height - 11.3) * unit),
        caption_width=(width - 2 * look.margin) * unit,
        caption_type=CAPTION * unit,
        caption_least=CAPTION_LEAST * unit,
        caption_lines=2,
        then_at=QPointF((width - look.margin) * unit, (height - 7.6) * unit),
        then_below_panel=(height - 6.4) * unit,
        then_width=0.45 * width * unit,
        more_at=QPointF((width - DIAL_RIGHT - DIAL / 2) * unit, 79.4 * unit),
        more_width=DIAL * unit,
        buttons_top=75.2 * unit,
        buttons_top_panel=(height - PANEL_FOOT - 7.4) * unit,
        stage=look.box(look.margin, 11.0, stage_right - look.margin, height - FLOOR - 11.0),
        unit=unit,
    )


def _narrow(look: Look) -> PlayerLayout:
    unit, width, height = look.u, look.width_u, look.height_u
    margin = look.margin
    dial_top = height - 52.0
    beside = margin + DIAL_NARROW + 4.0
    middle = dial_top + DIAL_NARROW / 2
    return PlayerLayout(
        dial=look.box(margin, dial_top, DIAL_NARROW, DIAL_NARROW),
        panel=look.box(0.0, dial_top - 2.0, width, height - PANEL_FOOT + 1.2 - dial_top + 2.0),
        left=margin * unit,
        name_type=6.9 * unit,
        name_baseline=9.3 * unit,
        side_baseline=16.8 * unit,
        sub_baseline=max(21.3, 18.9 + 1.84 * look.text_scale) * unit,
        sub_type_u=2.6,
        heading_width=(width - 2 * margin) * unit,
        beside=True,
        caption_at=QPointF(beside * unit, (middle - 4.0) * unit),
        caption_width=(width - margin - beside) * unit,
        caption_type=6.5 * unit,
        caption_least=5.0 * unit,
        caption_lines=4,
        then_at=QPointF((width - margin) * unit, (height - 8.0) * unit),
        then_below_panel=(height - 5.6) * unit,
        then_width=(width - margin - beside) * unit,
        more_at=QPointF((beside + width - margin) / 2 * unit, (height - 14.0) * unit),
        more_width=(width - margin - beside) * unit,
        buttons_top=(height - 19.0) * unit,
        buttons_top_panel=(height - 25.0) * unit,
        stage=look.box(margin, 5.0, width - 2 * margin, dial_top - 2.0 - 5.0),
        unit=unit,
    )
