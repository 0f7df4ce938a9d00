"""The dial: one round face that tells phase, time and rep, in a box of 66 by 66 units.

`Face` is what it shows, in plain numbers; the functions below turn it into shapes. 0 degrees is 12 o'clock, clockwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from hipgui.paint.icons import Sign, paint_sign, play_path
from hipgui.paint.theme import BOLD, DIGITS, DIGITS_LONG, PHASE_WORD, SEMIBOLD, mixed, numeral_font, text_font

if TYPE_CHECKING:
    from hipgui.paint.theme import Palette, Surface

BOX = 66.0
CENTRE = 33.0
ROOM = 2.0
"""Around the box, for what sticks out of it: heads and the halfway tick."""

ARC_RADIUS, ARC_STROKE, ARC_TRIM, ARC_HEAD = 30.7, 4.2, 6.2, 3.3
AHEAD = 0.42
"""How strong the part of the present arc is that is still to come."""
PIP_RADIUS, PIP_STROKE, PIP_GAP = 26.4, 1.1, 6.0
DISC_RADIUS, TOP_DISC_RADIUS = 27.0, 25.2
RING_RADIUS, RING_STROKE, RING_HEAD = 31.0, 3.6, 2.9
TICK_LENGTH, TICK_STROKE, TICK_GAP_DEG = 6.6, 1.35, 3.1
PAUSE_BAR = (6.6, 22.0)
PAUSE_BAR_APART = 12.2
DIGITS_BASELINE, DIGITS_LONG_BASELINE, WORD_BASELINE = 44.8, 41.5, 54.6
SWELL = 0.6
SWELL_MS = 420


class Kind(StrEnum):
    """The shapes a dial can take."""

    MOVE = "move"
    """Tempo arcs around rep pips."""
    TOP = "top"
    """The same with a disc: the pause at the top of a rep."""
    HOLD = "hold"
    """A disc in a ring that empties."""
    RING = "ring"
    """A ring that empties: rest, switch, set-up, lead-in."""
    PAUSED = "paused"
    WAITING = "waiting"
    """A full ring around a play triangle: it goes on when the person does."""


QUIET = frozenset({Kind.PAUSED, Kind.WAITING})
"""Shapes whose word is no phase."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One stretch of a rep's tempo: its share (0 to 1) of the rep, and whether the body holds still in it."""

    share: float
    still: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What the dial shows. `left` is the share (0 to 1) of the ring that is left.

    For MOVE and TOP: `arcs` with the present one's place and the share of it that is over; `rep` of `reps`.
    `swell` (0 to 1) is how far the ring stands out at one of the last three seconds.
    """

    kind: Kind
    digits: str = ""
    word: str = ""
    sign: Sign | None = None
    left: float = 1.0
    halfway: bool = False
    arcs: tuple[Arc, ...] = ()
    arc: int = 0
    arc_over: float = 0.0
    rep: int = 0
    reps: int = 0
    swell: float = 0.0


def swell_at(remaining_ms: int) -> float:
    """How far the ring stands out (0 to 1) when so much is left: once a second in the last three, then ebbing."""
    if not 0 < remaining_ms <= 3_000:
        return 0.0
    since_ms = -remaining_ms % 1_000
    return (1.0 - since_ms / SWELL_MS) ** 2 if since_ms < SWELL_MS else 0.0


def arc_spans(arcs: tuple[Arc, ...]) -> tuple[tuple[float, float], ...]:
    """Start and length in degrees of each arc's centre line, trimmed at both ends; lengths are never negative."""
    spans: list[tuple[float, float]] = []
    start = 0.0
    for arc in arcs:
        whole = 360.0 * arc.share
        trim = min(ARC_TRIM, whole * 0.49)
        spans.append((start + trim, whole - 2 * trim))
        start += whole
    return tuple(spans)


def pip_spans(reps: int) -> tuple[tuple[float, float], ...]:
    """Start and length in degrees of each rep's pip; gaps narrow when there are many."""
    each = 360.0 / reps
    gap = min(PIP_GAP, each * 0.5)
    return tuple((place * each + gap / 2, each - gap) for place in range(reps))


def on_ring(angle: float, radius: float, unit: float) -> QPointF:
    """The point at an angle of the dial, in pixels of its box."""
    radians = math.radians(angle)
    return QPointF((CENTRE + radius * math.sin(radians)) * unit, (CENTRE - radius * math.cos(radians)) * unit)


def head_angle(face: Face) -> float:
    """Where the moving head stands, in degrees."""
    if face.kind in {Kind.MOVE, Kind.TOP} and face.arcs:
        start, length = arc_spans(face.arcs)[face.arc]
        return start + length * face.arc_over
    return 360.0 * (1.0 - face.left)


def ring_colour(face: Face, tokens: Palette, surface: Surface) -> QColor:
    """What is left of the ring."""
    if face.kind is Kind.HOLD:
        return QColor(tokens.hold_ring)
    return surface.outline if face.kind in {Kind.PAUSED, Kind.WAITING} else surface.text


def paint_base(painter: QPainter, face: Face, tokens: Palette, surface: Surface, unit: float) -> None:
    """All that stands still while the head moves: disc, track, pips, arcs that are over or to come, halfway tick."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face.kind in {Kind.MOVE, Kind.TOP}:
        _paint_pips(painter, face, tokens, surface, unit)
        _paint_arcs(painter, face, tokens, unit)
    else:
        for span in _around_tick(face, 0.0, 360.0):
            _stroke_arc(painter, span, RING_RADIUS, RING_STROKE, surface.track, unit=unit, rounded=False)
        if face.halfway:
            pen = QPen(surface.text, TICK_STROKE * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            half = (TICK_LENGTH - TICK_STROKE) / 2
            painter.drawLine(on_ring(180.0, RING_RADIUS - half, unit), on_ring(180.0, RING_RADIUS + half, unit))
    if face.kind in {Kind.TOP, Kind.HOLD}:
        radius = (DISC_RADIUS if face.kind is Kind.HOLD else TOP_DISC_RADIUS) * unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hold_disc))
        painter.drawEllipse(QPointF(CENTRE * unit, CENTRE * unit), radius, radius)
    if face.kind is Kind.PAUSED:
        _paint_pause_bars(painter, surface, unit)
    if face.kind is Kind.WAITING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(surface.text)
        painter.drawPath(play_path(QRectF(20.0 * unit, 15.4 * unit, 26.0 * unit, 26.0 * unit)))


def paint_moving(painter: QPainter, face: Face, tokens: Palette, surface: Surface, unit: float) -> None:
    """What moves in every frame: the part of the ring or arc that counts, and its head."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    angle = head_angle(face)
    swell = SWELL * face.swell
    if face.kind in {Kind.MOVE, Kind.TOP}:
        if face.arcs:
            start, length = arc_spans(face.arcs)[face.arc]
            colour = _arc_colour(face.arcs[face.arc], tokens)
            if length * face.arc_over > 0.0:
                _stroke_arc(painter, (start, length * face.arc_over), ARC_RADIUS, ARC_STROKE, colour, unit=unit)
            _paint_head(painter, angle, ARC_RADIUS, ARC_HEAD, surface, unit)
        return
    colour = ring_colour(face, tokens, surface)
    for span in _around_tick(face, angle, 360.0 - angle):
        _stroke_arc(painter, span, RING_RADIUS, RING_STROKE + swell, colour, unit=unit, rounded=False)
    if face.kind is Kind.HOLD:
        _paint_head(painter, angle, RING_RADIUS, RING_HEAD + swell, surface, unit)


def moving_box(face: Face, before: Face, unit: float) -> QRectF:
    """What has to be painted anew when the head went from `before` to `face`, in pixels of the box."""
    if face.swell != before.swell:
        return QRectF(-ROOM * unit, -ROOM * unit, (BOX + 2 * ROOM) * unit, (BOX + 2 * ROOM) * unit)
    first, last = sorted((head_angle(before), head_angle(face)))
    steps = max(1, math.ceil((last - first) / 15.0))
    reach = (max(ARC_HEAD, RING_HEAD) + 1.0) * unit
    points = [on_ring(first + (last - first) * step / steps, RING_RADIUS, unit) for step in range(steps + 1)]
    left, right = min(point.x() for point in points), max(point.x() for point in points)
    top, bottom = min(point.y() for point in points), max(point.y() for point in points)
    return QRectF(left - reach, top - reach, right - left + 2 * reach, bottom - top + 2 * reach)


def paint_words(painter: QPainter, face: Face, tokens: Palette, surface: Surface, unit: float) -> None:
    """The digits, and the word of the phase with its sign."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on_disc = face.kind in {Kind.HOLD, Kind.TOP}
    ink = QColor(tokens.disc_ink) if on_disc else surface.text
    if face.digits:
        long = len(face.digits) > 2
        font = numeral_font(round((DIGITS_LONG if long else DIGITS) * unit))
        width = QFontMetricsF(font).horizontalAdvance(face.digits)
        baseline = DIGITS_LONG_BASELINE if long else DIGITS_BASELINE
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(CENTRE * unit - width / 2, baseline * unit), face.digits)
    if face.word:
        _paint_word(painter, face, ink if on_disc else _word_colour(face, surface), unit)


def word_line(face: Face, unit: float) -> tuple[float, float, float]:
    """Where the word's line stands: left of the sign, left of the word, type size; pixels of the box."""
    room = 2 * math.sqrt(PIP_RADIUS**2 - (WORD_BASELINE - CENTRE) ** 2) * unit * 0.92
    weight = SEMIBOLD if face.kind in QUIET else BOLD
    size = (6.0 if face.kind in QUIET else PHASE_WORD) * unit
    while True:
        width = QFontMetricsF(text_font(round(size), weight)).horizontalAdvance(face.word)
        sign = size * 0.96 if face.sign else 0.0
        if width + sign <= room or size < 2 * unit:
            break
        size -= 1
    left = CENTRE * unit - (width + sign) / 2
    return left, left + sign, size


def _paint_word(painter: QPainter, face: Face, colour: QColor, unit: float) -> None:
    left, text_left, size = word_line(face, unit)
    font = text_font(round(size), SEMIBOLD if face.kind in QUIET else BOLD)
    baseline = WORD_BASELINE * unit
    if face.sign:
        wide = face.sign is Sign.SWITCH
        side = size * (0.86 if wide else 0.68)
        top = baseline - size * 0.34 - side / 2
        paint_sign(painter, face.sign, QRectF(left - (side - size * 0.68), top, side, side), colour)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(text_left, baseline), face.word)


def _word_colour(face: Face, surface: Surface) -> QColor:
    return surface.move_text if face.kind is Kind.MOVE else surface.text


def _arc_colour(arc: Arc, tokens: Palette) -> QColor:
    return QColor(tokens.hold_ring if arc.still else tokens.move_ring)


def _paint_arcs(painter: QPainter, face: Face, tokens: Palette, unit: float) -> None:
    for place, (arc, span) in enumerate(zip(face.arcs, arc_spans(face.arcs), strict=True)):
        colour = QColor(tokens.arc_to_come)
        if place == face.arc:
            colour = mixed(QColor(tokens.ground), _arc_colour(arc, tokens), AHEAD)
        _stroke_arc(painter, span, ARC_RADIUS, ARC_STROKE, colour, unit=unit)


def _paint_pips(painter: QPainter, face: Face, tokens: Palette, surface: Surface, unit: float) -> None:
    if not face.reps:
        return
    for place, span in enumerate(pip_spans(face.reps), start=1):
        if place < face.rep:
            colour = surface.text
        else:
            colour = QColor(tokens.move_ring if place == face.rep else tokens.arc_to_come)
        _stroke_arc(painter, span, PIP_RADIUS, PIP_STROKE, colour, unit=unit)


def _around_tick(face: Face, start: float, length: float) -> tuple[tuple[float, float], ...]:
    """An arc, with the gap that the halfway tick stands in cut out."""
    if not face.halfway:
        return ((start, length),)
    end = start + length
    pieces = ((start, min(end, 180.0 - TICK_GAP_DEG)), (max(start, 180.0 + TICK_GAP_DEG), end))
    return tuple((first, last - first) for first, last in pieces if last > first)


def _stroke_arc(  # noqa: PLR0913  an arc and its pen
    painter: QPainter,
    span: tuple[float, float],
    radius: float,
    stroke: float,
    colour: QColor,
    *,
    unit: float,
    rounded: bool = True,
) -> None:
    start, length = span
    if length <= 0.0:
        return
    cap = Qt.PenCapStyle.RoundCap if rounded else Qt.PenCapStyle.FlatCap
    painter.setPen(QPen(colour, stroke * unit, Qt.PenStyle.SolidLine, cap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF((CENTRE - radius) * unit, (CENTRE - radius) * unit, 2 * radius * unit, 2 * radius * unit)
    if length >= 360.0:
        painter.drawEllipse(box)
    else:
        painter.drawArc(box, round((90.0 - start) * 16), -round(length * 16))


def _paint_head(painter: QPainter, angle: float, radius: float, size: float, surface: Surface, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(surface.text)
    painter.drawEllipse(on_ring(angle, radius, unit), size * unit, size * unit)


def _paint_pause_bars(painter: QPainter, surface: Surface, unit: float) -> None:
    width, height = (size * unit for size in PAUSE_BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(surface.text)
    for direction in (-1, 1):
        middle = (CENTRE + direction * PAUSE_BAR_APART / 2) * unit
        bar = QRectF(middle - width / 2, 17.4 * unit, width, height)
        painter.drawRoundedRect(bar, 1.3 * unit, 1.3 * unit)
