"""A card to read, on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipgui.paint.text import fit
from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD, SMALL, SMALLEST, text_font
from hipgui.ui.buttons import Button, key_box
from hipgui.ui.exercise_wording import source_words, sources_of
from hipgui.ui.paragraph import Paragraph, Texts
from hipgui.ui.plate_view import PlateView
from hipgui.ui.scroller import Scroller
from hipgui.ui.sheet import Panel, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from hipgui.core.model import Card, Library
    from hipgui.ui.look import Look
    from hipgui.ui.plates import PlateMaker

TITLE, TITLE_LEAST, HEADING = 5.6, 4.4, 2.9
FOOTER = 11.0
WORDS_A_MINUTE = 200


def reading_minutes(card: Card) -> float:
    """Minutes it takes to read a card."""
    return sum(len(f"{one.heading} {one.text}".split()) for one in card.body) / WORDS_A_MINUTE


class NextRow(Button):
    """The next card's title, at the foot of the sheet."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and an angle."""
        look = self.look
        if look is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.filled(QColor(look.tokens.raised), look.page.text))
            painter.drawRoundedRect(face, 1.2 * unit, 1.2 * unit)
        self.paint_ring(painter, 1.2 * unit)
        font = text_font(round(look.type(BODY)), SEMIBOLD)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look.page.text)
        room = face.width() - 6 * unit
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(face.left(), face.center().y() + metrics.capHeight() / 2), text)
        side = 0.42 * look.type(BODY)
        at = QPointF(face.right() - 1.0 * unit, face.center().y())
        painter.setPen(QPen(look.page.text, 0.3 * unit, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([at + QPointF(-side, -side), at, at + QPointF(-side, side)])
        painter.end()


class Reading(QWidget):
    """What is on the sheet between head and foot, as long as it needs to be."""

    def __init__(self, library: Library, maker: PlateMaker) -> None:
        super().__init__()
        self._library = library
        self._texts = Texts(self)
        self.plate = PlateView(self, library, maker)

    def show_card(self, card: Card, width: float, look: Look) -> None:
        """Show `card` in a column of that width in pixels."""
        unit = look.u
        self._texts.begin()
        room = width - 1.6 * unit
        title = fit(card.title, room, TITLE * unit, TITLE_LEAST * unit, weight=BOLD).font.pixelSize()
        y = self._texts.take(look.page.text, BOLD).fill(card.title, 0, 0, room, title)
        y += 1.2 * unit
        self.plate.setVisible(bool(card.picture))
        if card.picture:
            y = self.plate.show_picture(card.picture, 0, y, room, look) + 2.0 * unit
        for passage in card.body:
            y = self._texts.take(look.page.text, SEMIBOLD).fill(passage.heading, 0, y, room, look.type(HEADING))
            y = self._texts.take(look.page.text).fill(passage.text, 0, y, room, look.type(BODY)) + 1.5 * unit
        y += 0.6 * unit
        for source in sources_of(self._library, card.sources):
            label = self._texts.take(look.page.text2)
            y = label.fill(source_words(source), 0, y, room, look.type(SMALLEST)) + 0.4 * unit
        self._texts.end()
        self.resize(round(width), round(y + 1.5 * unit))


class CardPanel(Panel):
    """A card, and the row that leads to the next one."""

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker) -> None:
        super().__init__(parent)
        self.card, self.following = library.cards[0], library.cards[0]
        self.eyebrow = Paragraph(self, MEDIUM)
        self.reading = Reading(library, maker)
        self.scroller = Scroller(self, self.reading)
        self.next_row = NextRow(self, "")
        self._rule = 0.0

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The two buttons."""
        return self.close_key, self.next_row

    def arrange(self, look: Look) -> None:
        """Lay the card out in the present size."""
        super().arrange(look)
        unit, pad = look.u, self.pad(look)
        width, high = float(self.width()), float(self.height())
        small = look.type(SMALL)
        self.next_row.dress(look)
        cap = key_box("Esc", look, 3.8)
        top = 4.6 * unit
        self.close_key.stand(QRectF(width - pad - cap.width(), top, cap.width(), cap.height()))
        self.eyebrow.ink(look.page.text2)
        room = width - 2 * pad - cap.width() - 2 * unit
        self.eyebrow.fill("Learn, 1 minute", pad, top + cap.height() / 2 - small * 0.7, room, small)
        foot = max(FOOTER, look.scaled(4.0) + 5.6) * unit
        self._rule = high - foot
        self.next_row.setText(self.following.title)
        self.next_row.setAccessibleName(f"Next: {self.following.title}")
        row = max(4.4, look.scaled(3.6)) * unit
        self.next_row.stand(QRectF(pad, self._rule + (foot - row) / 2 - 0.6 * unit, width - 2 * pad, row))
        y = top + cap.height() + 0.8 * unit
        self.scroller.dress(look, QColor(look.tokens.raised))
        self.scroller.setGeometry(QRectF(pad, y, width - 2 * pad + 1.6 * unit, self._rule - y).toRect())
        self.reading.show_card(self.card, float(self.scroller.width()), look)

    def paint_more(self, painter: QPainter, look: Look) -> None:
        """The line above the foot."""
        pad = self.pad(look)
        painter.setPen(QPen(look.page.track, max(1.0, 0.12 * look.u)))
        painter.drawLine(QPointF(pad, self._rule), QPointF(self.width() - pad, self._rule))


class LearnSheet(Sheet):
    """`turned` when another card is shown."""

    turned = Signal(str)

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker, now_ms: Callable[[], float]) -> None:
        super().__init__(parent, now_ms)
        self._cards = library.cards
        self.panel: CardPanel = CardPanel(self, library, maker)
        self.panel.close_key.clicked.connect(self.leave)
        self.panel.next_row.clicked.connect(lambda: self.turn(1))

    @property
    def card(self) -> Card | None:
        """The card that is open."""
        return self.panel.card if self.is_open else None

    def open_card(self, card_id: str) -> None:
        """Show the card of that id; raises KeyError."""
        card = next((one for one in self._cards if one.id == card_id), None)
        if card is None:
            raise KeyError(card_id)
        self.panel.card = card
        self.panel.following = self._cards[(self._cards.index(card) + 1) % len(self._cards)]
        self.come(card.title)

    def turn(self, step: int) -> None:
        """Show the card so many further."""
        if self.card is not None:
            place = (self._cards.index(self.card) + step) % len(self._cards)
            self.open_card(self._cards[place].id)
            self.turned.emit(self._cards[place].id)
