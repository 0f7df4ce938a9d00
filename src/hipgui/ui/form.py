"""A form in columns: sections of rows under their headings, beside one another where there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD
from hipgui.ui.paragraph import Paragraph
from hipgui.ui.reset import FormButton
from hipgui.ui.row import LABEL_GAP, ROOM, line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.ui.hear import HearButton
    from hipgui.ui.look import Look
    from hipgui.ui.row import Row

HEADING = 4.0
COLUMN_GAP = 10.0
PAIR_GAP = 3.6
ROW_GAP, SECTION_GAP, HEADING_GAP = 2.3, 4.6, 2.4
COLUMN_LEAST = 45.0
"""Columns narrower than that, in u of the person's text size, go below one another."""
LABELS_MOST = 0.36
"""Labels stand above what they name if they would take more than this of the width."""


class Block(Protocol):
    """What stands in a section."""

    def label_width(self, look: Look) -> float:
        """Pixels of its label, if that stands beside something."""
        ...

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """Stand there, all in pixels, with `beside` for labels at the left (0: above); where it ends."""
        ...


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: Sequence[Block]


class Words(QWidget):
    """Some words below a row: quiet, or in a larger size as a sample of the text size `scale` (None: as it is set)."""

    def __init__(self, parent: QWidget, text: str = "", size_u: float = BODY) -> None:
        super().__init__(parent)
        self.text, self._size = text, size_u
        self.scale: float | None = None
        self._said = Paragraph(self, MEDIUM if size_u <= BODY else SEMIBOLD)

    def label_width(self, look: Look) -> float:
        """It has no label."""
        return 0.0

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """The words across the width; no room without words."""
        self.setVisible(bool(self.text))
        if not self.text:
            return top - ROW_GAP * look.u
        if self._size <= BODY:
            left, width, top = left + beside, width - beside, top - 0.8 * look.u
        self._said.ink(look.page.text2 if self._size <= BODY else look.page.text)
        scale = look.text_scale if self.scale is None else self.scale
        bottom = self._said.fill(self.text, 0, 0, width, self._size * look.u * scale)
        self.setGeometry(QRectF(left, top, width, bottom).toAlignedRect())
        return top + bottom


class Pair:
    """Two rows side by side where both have room, else below one another."""

    def __init__(self, first: Row, second: Row) -> None:
        self._rows = (first, second)

    def label_width(self, look: Look) -> float:
        """Their labels stand above."""
        return 0.0

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """Each across its half, or across the width."""
        half = (width - PAIR_GAP * look.u) / 2
        if any(row.least_width(look) > half for row in self._rows):
            for row in self._rows:
                top = row.stand(left, top, width, beside, look) + ROW_GAP * look.u
            return top - ROW_GAP * look.u
        lefts = (left, left + half + PAIR_GAP * look.u)
        return max(row.stand(x, top, half, 0.0, look) for row, x in zip(self._rows, lefts, strict=True))


class Wide(QWidget):
    """A button across the width."""

    def __init__(self, parent: QWidget, make: type[HearButton]) -> None:
        super().__init__(parent)
        self.button = make(self)

    def label_width(self, look: Look) -> float:
        """It has no label."""
        return 0.0

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """The button across the width."""
        room = ROOM * look.u
        self.button.dress(look)
        high = self.button.height_px(look)
        self.button.stand(QRectF(room, room, width, high))
        self.setGeometry(QRectF(left - room, top - room, width + 2 * room, high + 2 * room).toAlignedRect())
        return top + high


class Told(QWidget):
    """Some words, and a quiet button below them."""

    def __init__(self, parent: QWidget, text: str, button: str) -> None:
        super().__init__(parent)
        self.text = text
        self._said = Paragraph(self, MEDIUM)
        self.button = FormButton(self, button)

    def label_width(self, look: Look) -> float:
        """It has no label."""
        return 0.0

    def stand(self, left: float, top: float, width: float, beside: float, look: Look) -> float:
        """Words, then the button, which ends at the left."""
        room, y = ROOM * look.u, ROOM * look.u
        self._said.ink(look.page.text2)
        y = self._said.fill(self.text, room, y, width, look.type(BODY)) + 0.9 * look.u
        self.button.dress(look)
        high = line_height(look)
        self.button.stand(QRectF(room, y, min(width, self.button.natural_width()), high))
        self.setGeometry(QRectF(left - room, top - room, width + 2 * room, y + high + room).toAlignedRect())
        return top - room + y + high


class Form(QWidget):
    """The sheet that holds all sections, as high as it needs to be."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[Sequence[Section]] = ()
        self._headings: dict[str, Paragraph] = {}

    def hold(self, columns: Sequence[Sequence[Section]]) -> None:
        """These sections, whose blocks are children already."""
        self._columns = columns
        for section in (section for column in columns for section in column):
            self._headings[section.heading] = Paragraph(self, BOLD)

    def lay_out(self, width: float, look: Look) -> None:
        """Fill that width in pixels."""
        unit = look.u
        left, foot = look.margin * unit, 5.0 * unit
        room = width - 2 * left
        beside_one_another = len(self._columns)
        wide = (room - COLUMN_GAP * unit * (beside_one_another - 1)) / beside_one_another
        if look.narrow or wide / unit < COLUMN_LEAST * look.text_scale:
            bottom = self._lay_column([section for column in self._columns for section in column], left, room, look)
        else:
            places = [left + place * (wide + COLUMN_GAP * unit) for place in range(beside_one_another)]
            bottom = max(
                self._lay_column(column, place, wide, look) for column, place in zip(self._columns, places, strict=True)
            )
        self.resize(round(width), round(bottom + foot))

    def _lay_column(self, sections: Sequence[Section], left: float, width: float, look: Look) -> float:
        unit = look.u
        labels = [block.label_width(look) for section in sections for block in section.blocks]
        beside = max(labels) + LABEL_GAP * unit
        beside = beside if beside <= LABELS_MOST * width else 0.0
        y = 2.4 * unit
        for place, section in enumerate(sections):
            y += SECTION_GAP * unit if place else 0.0
            heading = self._headings[section.heading]
            heading.ink(look.page.text)
            y = heading.fill(section.heading, left, y, width, look.type(HEADING)) + HEADING_GAP * unit
            for block in section.blocks:
                y = block.stand(left, y, width, beside, look) + ROW_GAP * unit
            y -= ROW_GAP * unit
        return y
