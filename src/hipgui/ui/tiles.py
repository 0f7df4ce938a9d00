"""A choice of one among a few that are shown: tiles side by side, in as many rows as they need."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from hipgui.paint.theme import BODY, DARK, FOCUS_OFF, FOCUS_RING, LIGHT, MEDIUM, SEMIBOLD, SMALL, text_font
from hipgui.ui.buttons import PRESS_KEYS, Button, let_tab_in
from hipgui.ui.paragraph import READING, broken
from hipgui.ui.row import Row, line_height

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.figure.names import Appearance
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Part, Picture, Pictures

TILE_GAP, LINE_GAP = 1.2, 1.6
"""Between tiles side by side and below one another, in u; what is chosen has a ring around it."""
PAD = 1.6
RADIUS = 2.0
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Tile(Button):
    """One of the tiles. Left and right choose the neighbour."""

    press_keys = PRESS_KEYS

    def __init__(self, parent: TilesRow, group: str, text: str) -> None:
        super().__init__(parent, f"{group}: {text}")
        self.setText(text)
        self.setCheckable(True)

    @abstractmethod
    def least_width(self) -> float:
        """Pixels its face needs."""

    @abstractmethod
    def height_for(self, width: float) -> float:
        """Pixels its face is high in that width."""

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """The row decides which one is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose the neighbour, Enter and Space this one."""
        step, row = STEPS.get(Qt.Key(event.key())), self.parent()
        assert isinstance(row, TilesRow)
        if step is not None:
            row.move_by(self, step)
        else:
            super().keyPressEvent(event)

    def paint_choice(self, painter: QPainter, radius: float) -> None:
        """The ring around what is chosen, a thinner one with room around it for the keyboard."""
        look = self.look
        if look is None:
            return
        if self.isChecked():
            off = (FOCUS_OFF + FOCUS_RING / 2) * look.u
            painter.setPen(QPen(look.page.text, FOCUS_RING * look.u))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.face.adjusted(-off, -off, off, off), radius + off, radius + off)
        if self.ringed:
            inset = 0.45 * look.u
            painter.setPen(QPen(look.page.outline, FOCUS_RING * look.u))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.face.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


class TilesRow(Row):
    """A label and its tiles, above them unless `beside` is allowed."""

    def __init__(self, parent: QWidget, label: str, *, above: bool = True) -> None:
        super().__init__(parent, label, above=above)
        self.tiles: list[Tile] = []
        self._values: list[object] = []
        self._group = label

    def add(self, tile: Tile, value: object) -> None:
        """One more, at the right."""
        place = len(self.tiles)
        self.tiles.append(tile)
        self._values.append(value)
        tile.clicked.connect(lambda: self._pick(place))
        let_tab_in(self.tiles)

    @property
    def value(self) -> object:
        """What is chosen; None for nothing."""
        return next((own for tile, own in zip(self.tiles, self._values, strict=True) if tile.isChecked()), None)

    def choose(self, value: object) -> None:
        """Show what is chosen."""
        for tile, own in zip(self.tiles, self._values, strict=True):
            tile.setChecked(own == value)
        let_tab_in(self.tiles)

    def move_by(self, tile: Tile, step: int) -> None:
        """Choose the neighbour of `tile`, if there is one."""
        place = self.tiles.index(tile) + step
        if 0 <= place < len(self.tiles):
            self._pick(place)
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)

    def least_width(self, look: Look) -> float:
        """All of them side by side."""
        return self._widest(look) * len(self.tiles) + TILE_GAP * look.u * (len(self.tiles) - 1)

    def line(self, look: Look) -> float:
        """The highest tile."""
        return max(tile.height_for(0.0) for tile in self.tiles)

    def place(self, box: QRectF, look: Look) -> float:
        """The tiles in rows of equally many, equally wide."""
        gap = TILE_GAP * look.u
        widest = min(box.width(), self._widest(look))
        across = max(1, min(len(self.tiles), int((box.width() + gap) / (widest + gap))))
        across = math.ceil(len(self.tiles) / math.ceil(len(self.tiles) / across))
        wide = (box.width() - gap * (across - 1)) / across
        y = box.top()
        for start in range(0, len(self.tiles), across):
            line = self.tiles[start : start + across]
            high = max(tile.height_for(wide) for tile in line)
            for place, tile in enumerate(line):
                tile.stand(QRectF(box.left() + place * (wide + gap), y, wide, high))
            y += high + LINE_GAP * look.u
        return y - LINE_GAP * look.u

    def _widest(self, look: Look) -> float:
        for tile in self.tiles:
            tile.dress(look)
        return max(tile.least_width() for tile in self.tiles)

    def _pick(self, place: int) -> None:
        if not self.tiles[place].isChecked():
            self.choose(self._values[place])
            self.chosen.emit(self._values[place])


class TalkTile(Tile):
    """An amount of talk: its name, and what is said of one rep."""

    def __init__(self, parent: TilesRow, group: str, text: str, example: str) -> None:
        super().__init__(parent, group, text)
        self.example = ""
        self.tell(example)

    def tell(self, example: str) -> None:
        """Say something else below the name."""
        self.example = example
        self.setAccessibleDescription(example)
        self.update()

    def least_width(self) -> float:
        """The name, and enough for a few words of the example."""
        assert self.look
        name = QFontMetricsF(text_font(round(self.look.type(BODY)), SEMIBOLD)).horizontalAdvance(self.text())
        words = QFontMetricsF(text_font(round(self.look.type(SMALL))))
        longest = max(words.horizontalAdvance(word) for word in self.example.split())
        return max(name, longest, 12.5 * self.look.u) + 2 * PAD * self.look.u

    def height_for(self, width: float) -> float:
        """Name and example, and never less than two lines of it."""
        assert self.look
        unit, small = self.look.u, self.look.type(SMALL)
        lines = max(2, len(broken(self.example, width - 2 * PAD * unit, round(small)).lines))
        return 2 * PAD * unit + self.look.type(BODY) * 1.2 + 0.4 * unit + lines * small * READING

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled when chosen; name and example."""
        look = self.look
        if look is None:
            return
        unit, face, on = look.u, self.face, self.isChecked()
        painter = QPainter(self)
        fill = look.page.text if on else self.filled(QColor(look.tokens.raised), look.page.text)
        self.paint_ground(painter, RADIUS * unit, fill)
        left, size, small = face.left() + PAD * unit, look.type(BODY), look.type(SMALL)
        painter.setFont(text_font(round(size), SEMIBOLD))
        painter.setPen(look.page.ground if on else look.page.text)
        baseline = face.top() + PAD * unit + size * 0.9
        painter.drawText(QPointF(left, baseline), self.text())
        painter.setPen(look.page.ground if on else look.page.text2)
        fitted = broken(self.example, face.width() - 2 * PAD * unit, round(small))
        painter.setFont(fitted.font)
        baseline += 0.4 * unit + small * 1.24
        for line in fitted.lines:
            painter.drawText(QPointF(left, baseline), line)
            baseline += fitted.leading
        painter.end()


class ThemeTile(Tile):
    """A theme in its own colours; both, cut across, for the desktop's."""

    def __init__(self, parent: TilesRow, group: str, text: str, theme: str) -> None:
        super().__init__(parent, group, text)
        self.theme = theme

    def least_width(self) -> float:
        """Its word and some room."""
        assert self.look
        word = QFontMetricsF(text_font(round(self.look.type(BODY)), SEMIBOLD)).horizontalAdvance(self.text())
        return word + 2 * PAD * self.look.u

    def height_for(self, width: float) -> float:
        """A line and some more."""
        assert self.look
        return line_height(self.look) + 1.6 * self.look.u

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and word in the theme's colours."""
        look = self.look
        if look is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lean = 0.12 * face.height()
        cut = QPointF(face.center().x() + lean, face.top()), QPointF(face.center().x() - lean, face.bottom())
        left = QPolygonF([face.topLeft(), *cut, face.bottomLeft()])
        right = QPolygonF([cut[0], face.topRight(), face.bottomRight(), cut[1]])
        halves = {"dark": ((QPolygonF(face), DARK),), "light": ((QPolygonF(face), LIGHT),)}.get(
            self.theme, ((left, DARK), (right, LIGHT))
        )
        whole = QPainterPath()
        whole.addRoundedRect(face, RADIUS * unit, RADIUS * unit)
        font = text_font(round(look.type(BODY)), SEMIBOLD)
        metrics = QFontMetricsF(font)
        left_end = face.center().x() - metrics.horizontalAdvance(self.text()) / 2
        at = QPointF(left_end, face.center().y() + metrics.capHeight() / 2)
        painter.setFont(font)
        for half, tokens in halves:
            path = QPainterPath()
            path.addPolygon(half)
            painter.setClipPath(path)
            painter.fillPath(whole, QColor(tokens.ground))
            if tokens.ground == look.tokens.ground:
                painter.setPen(QPen(look.page.outline, max(1.0, 0.25 * unit)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                inset = max(1.0, 0.25 * unit) / 2
                edge = face.adjusted(inset, inset, -inset, -inset)
                painter.drawRoundedRect(edge, RADIUS * unit, RADIUS * unit)
            painter.setPen(QColor(tokens.text))
            painter.drawText(at, self.text())
        painter.setClipping(False)
        self.paint_choice(painter, RADIUS * unit)
        painter.end()


class PortraitTile(Tile):
    """Someone the figure could look like, and the name of what is different."""

    def __init__(self, parent: TilesRow, text: str, pictures: Pictures, part: Part, tall_u: float) -> None:
        super().__init__(parent, parent.accessibleName(), text)
        self._pictures, self._part, self._tall = pictures, part, tall_u
        self._who: Appearance | None = None
        self._shown: Picture | None = None

    def show_someone(self, who: Appearance) -> None:
        """Show them as soon as there is a picture."""
        self._who = who
        self.update()

    def least_width(self) -> float:
        """The name; a portrait is narrower or is cut."""
        assert self.look
        name = QFontMetricsF(text_font(round(self.look.type(SMALL)), SEMIBOLD)).horizontalAdvance(self.text())
        return max(name + 1.6 * self.look.u, 9.0 * self.look.u)

    def height_for(self, width: float) -> float:
        """The portrait and the name below it."""
        assert self.look
        return self._tall * self.look.u + self._foot()

    def _foot(self) -> float:
        assert self.look
        return self.look.type(SMALL) * READING + 1.2 * self.look.u

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raised ground, portrait, name."""
        look = self.look
        if look is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.filled(QColor(look.tokens.raised), look.page.text))
        painter.drawRoundedRect(face, RADIUS * unit, RADIUS * unit)
        box = face.adjusted(0, 0.6 * unit, 0, -self._foot())
        box.setWidth(min(box.width(), box.height() * 1.2))
        box.moveCenter(QPointF(face.center().x(), box.center().y()))
        if self._who is not None:
            found = self._pictures.portrait(self._who, self._part, box.size(), look, self.devicePixelRatioF())
            self._shown = found or self._shown  # until the new one is painted, the old one stays
        if self._shown is not None:
            painter.save()
            painter.setClipRect(box)
            self._shown.paint(painter, box.left(), box.top())
            painter.restore()
        font = text_font(round(look.type(SMALL)), SEMIBOLD if self.isChecked() else MEDIUM)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look.page.text if self.isChecked() else look.page.text2)
        left = face.center().x() - metrics.horizontalAdvance(self.text()) / 2
        painter.drawText(QPointF(left, face.bottom() - 1.0 * unit - metrics.descent() * 0.4), self.text())
        self.paint_choice(painter, RADIUS * unit)
        painter.end()
