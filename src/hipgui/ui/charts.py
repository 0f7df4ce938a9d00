"""Small drawings of amounts for what is to be read: a week's dose, seconds to hold, the steps of the levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF

from hipgui.core.model import STANDARD_LEVEL, WorkKind
from hipgui.paint.theme import numeral_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from hipgui.core.model import Exercise, Library
    from hipgui.ui.look import Look

FAINT = 0.42
"""How strong what is optional is drawn."""
WEEK = 7
DAYS = (0, 2, 4)
"""Days with work: a day off lies between any two."""
SURE_DAYS = 2


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the charts draw, taken from the pack."""

    reps: tuple[int, int]
    sets: tuple[int, int]
    holds_s: tuple[float, ...]


def amounts_of(library: Library) -> Amounts:
    """The standard dose and one above of the first exercise that is counted; seconds by level of the first held one."""
    counted = _first(library, WorkKind.REPS)
    held = _first(library, WorkKind.HOLD)
    reps, sets = (0, 0), (0, 0)
    holds_s: tuple[float, ...] = ()
    if counted is not None:
        standard = counted.level(STANDARD_LEVEL)
        reps = standard.reps or (0, 0)
        sets = (standard.sets, max(row.sets for row in counted.levels))
    if held is not None:
        holds_s = tuple(row.hold_s or 0.0 for row in held.levels)
    return Amounts(reps, sets, holds_s)


def _first(library: Library, kind: WorkKind) -> Exercise | None:
    return next((one for one in library.exercises if one.kind is kind), None)


def week_rows(amounts: Amounts) -> tuple[str, str, str]:
    """What stands beside the rows of the week's chart."""
    return (
        f"{amounts.reps[0]}–{amounts.reps[1]} reps",
        f"{amounts.sets[0]}–{amounts.sets[1]} sets",
        f"{SURE_DAYS}–{len(DAYS)} days a week",
    )


def week_middles(box: QRectF) -> tuple[float, float, float]:
    """How far down the middles of the rows are."""
    return tuple(box.top() + box.height() * share for share in (0.2, 0.5, 0.8))  # type: ignore[return-value]  # three


def paint_week(painter: QPainter, box: QRectF, amounts: Amounts, look: Look) -> None:
    """Reps, sets and days as rows; the optional ones faint."""
    colour, faint = _pair(look)
    high = box.height() * 0.15
    reps, sets, days = week_middles(box)
    rows = (
        (reps, amounts.reps[1], frozenset(range(amounts.reps[0])), frozenset(range(amounts.reps[1])), 0.45),
        (sets, amounts.sets[1], frozenset(range(amounts.sets[0])), frozenset(range(amounts.sets[1])), 0.12),
        (days, WEEK, frozenset(DAYS[:SURE_DAYS]), frozenset(DAYS), 0.0),
    )
    painter.setPen(Qt.PenStyle.NoPen)
    for middle, count, sure, perhaps, gap in rows:
        pitch = box.width() / max(1, count)
        for place in range(count):
            painter.setBrush(
                colour if place in sure else faint if place in perhaps else QColor(look.tokens.arc_to_come)
            )
            centre = QPointF(box.left() + (place + 0.5) * pitch, middle)
            if gap:
                wide = pitch * (1 - gap)
                one = QRectF(centre.x() - wide / 2, middle - high / 2, wide, high)
                painter.drawRoundedRect(one, min(wide, high) / 2.5, min(wide, high) / 2.5)
            else:
                painter.drawEllipse(centre, high * 0.62, high * 0.62)


def paint_seconds(painter: QPainter, box: QRectF, amounts: Amounts, look: Look) -> None:
    """Seconds by level as columns, the standard one in full."""
    most = max(amounts.holds_s, default=1.0)
    count = max(1, len(amounts.holds_s))
    pitch = box.width() / count
    size = min(box.height() * 0.2, pitch * 0.42)
    font = numeral_font(round(size))
    metrics = QFontMetricsF(font)
    full, faint = QColor(look.tokens.hold_ring), QColor(look.tokens.hold_ring)
    faint.setAlphaF(FAINT)
    for place, seconds in enumerate(amounts.holds_s):
        high = (box.height() - size * 1.2) * seconds / most
        column = QRectF(box.left() + (place + 0.2) * pitch, box.bottom() - high, pitch * 0.6, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(full if place + 1 == STANDARD_LEVEL else faint)
        painter.drawRoundedRect(column, pitch * 0.1, pitch * 0.1)
        painter.setFont(font)
        painter.setPen(look.page.text)
        text = f"{seconds:g}"
        at = QPointF(column.center().x() - metrics.horizontalAdvance(text) / 2, column.top() - size * 0.28)
        painter.drawText(at, text)


def paint_steps(painter: QPainter, box: QRectF, amounts: Amounts, look: Look) -> None:
    """Five steps up, the standard one in full."""
    count = max(1, len(amounts.holds_s))
    pitch = box.width() / count
    colour, faint = _pair(look)
    size = min(box.height() * 0.17, pitch * 0.5)
    font = numeral_font(round(size))
    metrics = QFontMetricsF(font)
    for place in range(count):
        high = (box.height() - size * 1.2) * (place + 1) / count
        step = QRectF(box.left() + place * pitch + pitch * 0.04, box.bottom() - high, pitch * 0.92, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour if place + 1 == STANDARD_LEVEL else faint)
        painter.drawRoundedRect(step, pitch * 0.08, pitch * 0.08)
        painter.setFont(font)
        painter.setPen(look.page.text)
        text = str(place + 1)
        at = QPointF(step.center().x() - metrics.horizontalAdvance(text) / 2, step.top() - size * 0.28)
        painter.drawText(at, text)


def _pair(look: Look) -> tuple[QColor, QColor]:
    colour, faint = QColor(look.tokens.move_ring), QColor(look.tokens.move_ring)
    faint.setAlphaF(FAINT)
    return colour, faint


CHARTS: dict[str, Callable[[QPainter, QRectF, Amounts, Look], None]] = {
    "week": paint_week,
    "seconds": paint_seconds,
    "steps": paint_steps,
}
"""Pictures of cards that are drawn here, by name."""
