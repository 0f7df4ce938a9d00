"""Names of muscles beside the figure, with lines to where they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from hipgui.core.model import Muscle
from hipgui.paint.theme import BODY, REGULAR, SEMIBOLD, SMALL
from hipgui.ui.paragraph import READING, Paragraph, broken, text_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from hipgui.core.model import Library
    from hipgui.paint.ring import Ring
    from hipgui.paint.turning import Turned
    from hipgui.ui.look import Look

WIDEST = 24.0
"""A name's column is at most so wide at normal text size, in u."""
FEW = 2
SHORT = 50.0
GAP, GAP_FEW = 1.0, 3.4
"""Between two names, in u; more where there are few on a stage that is not short (lower than `SHORT`)."""
TOP, TOP_FEW = 0.4, 5.0
"""From the stage's top to the first name, in u: names stand higher than what they name."""
SLOPES = (1.6, 1.3, 1.05, 0.9)
"""The steep parts of the lines from the highest name on: so much down for one across, never two alike, lest one line
lies on another."""
AWAY, RUN = 1.2, 1.6
"""From a word to its line, and the least level part of a line, in u."""
LINE, DOT = 0.26, 0.72
ASIDE_FROM = 0.33
"""Columns that take more of the stage than this have a place of their own beside the figure."""
FLIP = 0.15
"""The names change sides when the figure looks so far (sine of the angle) the other way."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A muscle (its id), its name, and where it is in the body."""

    muscle: str
    title: str
    sub: str


def callouts_for(library: Library, muscles: Sequence[Muscle]) -> tuple[Callout, ...]:
    """One callout for each muscle that is a place one can point to, in words of the pack."""
    words = library.words
    return tuple(
        Callout(muscle.value, words.of(f"muscle_{muscle}")[0], words.of(f"muscle_{muscle}_at")[0])
        for muscle in muscles
        if muscle is not Muscle.CORE
    )


class Callouts:
    """The names on a stage. They stand behind the person's back, so that the face is free."""

    def __init__(self, stage: QWidget) -> None:
        self._stage = stage
        self._look: Look | None = None
        self._callouts: tuple[Callout, ...] = ()
        self._labels: list[tuple[Paragraph, Paragraph]] = []
        self._room = QRectF()
        self._ring: Ring | None = None
        self._at_right = False
        self._aside = False
        self._anchors: list[QPointF] = []

    @property
    def all(self) -> tuple[Callout, ...]:
        """What is named."""
        return self._callouts

    @property
    def anchors(self) -> list[QPointF]:
        """Where the lines end now, in pixels of the stage."""
        return self._anchors

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        for title, sub in self._labels:
            title.ink(look.page.text)
            sub.ink(look.page.text2)

    def show_all(self, callouts: Sequence[Callout]) -> None:
        """Name these."""
        self._callouts = tuple(callouts)
        self._anchors = []
        while len(self._labels) < len(callouts):
            pair = (Paragraph(self._stage, SEMIBOLD), Paragraph(self._stage, REGULAR))
            self._labels.append(pair)
            if self._look:
                pair[0].ink(self._look.page.text)
                pair[1].ink(self._look.page.text2)

    def hide_all(self) -> None:
        """Nothing is known of where they are."""
        self._anchors = []
        for pair in self._labels:
            for label in pair:
                label.hide()

    def _column(self) -> float:
        """How wide the column of names is, in pixels."""
        assert self._look
        look = self._look
        most = WIDEST * look.text_scale * look.u
        widest = 0.0
        for callout in self._callouts:
            for text, size, weight in (
                (callout.title, look.type(BODY), SEMIBOLD),
                (callout.sub, look.type(SMALL), REGULAR),
            ):
                widest = max(widest, broken(text, most, round(size), weight).width)
        return widest + 2.0

    def reserved(self, width: float) -> float:
        """How much of a stage's width is kept for them alone; 0 where they have room beside the figure."""
        if self._look is None or not self._callouts:
            return 0.0
        column = self._column()
        self._aside = column > ASIDE_FROM * width
        return min(column + 2 * self._look.u, 0.5 * width) if self._aside else 0.0

    def lay_out(self, room: QRectF, ring: Ring) -> None:
        """Take `room` (the stage) around the figure on `ring`; both in pixels."""
        self._room, self._ring = room, ring
        self._place()

    def follow(self, shown: Turned) -> None:
        """Tie the lines to this picture; change sides when the person looks the other way."""
        there = [one for one in self._callouts if one.muscle in shown.labels]
        if len(there) < len(self._callouts):
            self._anchors = []
            return
        looks_right = -math.sin(math.radians(shown.angle.azimuth))
        at_right = looks_right < (FLIP if self._at_right else -FLIP)
        flips = at_right != self._at_right and not self._aside
        if flips:
            self._at_right = at_right
        if flips or not self._anchors:
            # Lines fan out without crossing when the highest name has the anchor that its slope reaches last.
            lean = -SLOPES[0] if self._at_right else SLOPES[0]
            places = {one.muscle: shown.labels[one.muscle] for one in there}
            self._callouts = tuple(sorted(there, key=lambda one: places[one.muscle][1] - lean * places[one.muscle][0]))
            self._place()
        self._anchors = [QPointF(*shown.labels[one.muscle]) for one in self._callouts]

    def _place(self) -> None:
        look = self._look
        if look is None or self._ring is None:
            return
        unit = look.u
        column = self._column() if self._callouts else 0.0
        if self._aside:
            self._at_right = False
            column = min(column, 0.5 * self._room.width() - 2 * unit)
        left = self._room.right() - column if self._at_right else self._room.left()
        title_px, sub_px = look.type(BODY), look.type(SMALL)
        titles = [text_height(one.title, column, title_px, SEMIBOLD) for one in self._callouts]
        heights = [
            title + text_height(one.sub, column, sub_px) for title, one in zip(titles, self._callouts, strict=True)
        ]
        few = len(self._callouts) <= FEW
        short = self._room.height() < SHORT * unit
        step = (GAP if short or not few else GAP_FEW) * unit
        whole = sum(heights) + step * (len(heights) - 1)
        tell_all = whole <= self._room.height()
        if not tell_all:
            whole = sum(titles) + step * (len(titles) - 1)
        above = (TOP_FEW if few and not short else TOP) * unit
        top = self._room.top() + max(0.0, min(above, self._room.height() - whole))
        for place, pair in enumerate(self._labels):
            shown = place < len(self._callouts)
            pair[0].setVisible(shown)
            pair[1].setVisible(shown and tell_all)
            if not shown:
                continue
            callout = self._callouts[place]
            top = pair[0].fill(callout.title, left, top, column, title_px)
            if tell_all:
                top = pair[1].fill(callout.sub, left, top - 0.1 * title_px * READING, column, sub_px)
            top += step

    def lines(self) -> list[QPolygonF]:
        """One line for each name: level from the word, then steep to the muscle."""
        found: list[QPolygonF] = []
        look = self._look
        if look is None:
            return found
        for place, ((title, sub), anchor) in enumerate(zip(self._labels, self._anchors, strict=False)):
            direction = -1.0 if self._at_right else 1.0
            boxes = [*title.ink_boxes(), *sub.ink_boxes()]
            edge = min(box.left() for box in boxes) if self._at_right else max(box.right() for box in boxes)
            start = QPointF(edge + direction * AWAY * look.u, title.first_line_middle())
            least = start.x() + direction * RUN * look.u
            slope = SLOPES[min(place, len(SLOPES) - 1)]
            elbow_x = anchor.x() - direction * abs(anchor.y() - start.y()) / slope
            elbow_x = max(elbow_x, least) if direction > 0 else min(elbow_x, least)
            found.append(QPolygonF([start, QPointF(elbow_x, start.y()), anchor]))
        return found

    def paint(self, painter: QPainter, look: Look) -> None:
        """Lines and dots."""
        pen = QPen(look.page.text, max(1.0, LINE * look.u), j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap)
        for line in self.lines():
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.page.text)
            painter.drawEllipse(line.last(), DOT * look.u, DOT * look.u)
