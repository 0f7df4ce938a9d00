"""The ribbon: a whole session as one line of segments, thick for work, thin for all else.

It knows nothing of plans: `Part` says how long something lasts and what it is, `layout` where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QRectF, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter

HEIGHT = 1.5
THIN = 0.36
GAP = 0.5
"""Between neighbours, in u."""
GAP_EXERCISE = 1.4
LEAST = 0.9
"""No segment is shorter, in u."""


class Part(NamedTuple):
    """One stretch of the session: `kind` gives its colour and thickness, `new` marks the start of an exercise."""

    duration_ms: int
    kind: Literal["move", "hold", "rest"]
    new: bool = False


class Segment(NamedTuple):
    """Where a part stands: left and width in the unit of the ribbon's width."""

    left: float
    width: float
    part: Part


def layout(parts: Sequence[Part], width: float, unit: float) -> tuple[Segment, ...]:
    """Segments that fill `width` exactly, with lengths in proportion to time; `unit` is the size of one u."""
    gaps = [0.0, *((GAP_EXERCISE if part.new else GAP) * unit for part in parts[1:])]
    room = width - sum(gaps)
    least = min(LEAST * unit, room / max(1, len(parts)) / 2)
    total_ms = sum(part.duration_ms for part in parts) or 1
    spare = room - least * len(parts)
    segments: list[Segment] = []
    left = 0.0
    for gap, part in zip(gaps, parts, strict=True):
        left += gap
        length = least + spare * part.duration_ms / total_ms
        segments.append(Segment(left, length, part))
        left += length
    return tuple(segments)


class Inks(NamedTuple):
    """Colours of a ribbon; with `progress` what is done is `done`, what is under way its own colour."""

    move: QColor
    hold: QColor
    rest: QColor
    done: QColor
    to_come: QColor


class Progress(NamedTuple):
    """How far a session is: the part under way and the share (0 to 1) of it that is over."""

    place: int
    share: float


def paint_ribbon(
    painter: QPainter, box: QRectF, segments: Sequence[Segment], inks: Inks, progress: Progress | None, unit: float
) -> None:
    """The segments within `box` (its height is the thick one's); without progress in their own colours."""
    painter.save()
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for place, segment in enumerate(segments):
        own = {"move": inks.move, "hold": inks.hold, "rest": inks.rest}[segment.part.kind]
        bar = _bar(box, segment, unit)
        if progress is None:
            _fill(painter, bar, own, unit)
        elif place != progress.place:
            _fill(painter, bar, inks.done if place < progress.place else inks.to_come, unit)
        else:
            _fill(painter, bar, inks.to_come, unit)
            over = QRectF(bar.left(), bar.top(), bar.width() * min(1.0, max(0.0, progress.share)), bar.height())
            painter.save()
            painter.setClipRect(over, Qt.ClipOperation.IntersectClip)
            _fill(painter, bar, inks.done if segment.part.kind == "rest" else own, unit)
            painter.restore()
    painter.restore()


def _bar(box: QRectF, segment: Segment, unit: float) -> QRectF:
    if segment.part.kind == "rest":
        height = THIN * unit
        return QRectF(box.left() + segment.left, box.center().y() - height / 2, segment.width, height)
    return QRectF(box.left() + segment.left, box.top(), segment.width, box.height())


def _fill(painter: QPainter, bar: QRectF, colour: QColor, unit: float) -> None:
    radius = min(0.42 * unit, bar.height() / 2, bar.width() / 2)
    painter.setBrush(colour)
    painter.drawRoundedRect(bar, radius, radius)
