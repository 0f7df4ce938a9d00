"""A card to read, on a sheet that slides in from the right over whatever page asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from hipgui.paint.text import fit
from hipgui.paint.theme import BODY, BOLD, FRAME_MS, MEDIUM, SEMIBOLD, SMALL, SMALLEST, text_font
from hipgui.ui.buttons import Button, key_box, paint_key
from hipgui.ui.exercise_wording import source_words, sources_of
from hipgui.ui.paragraph import Paragraph, Texts
from hipgui.ui.plate_view import PlateView
from hipgui.ui.scroller import Scroller
from hipgui.ui.tween import STILL, Tween

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from hipgui.core.model import Card, Library
    from hipgui.ui.look import Look
    from hipgui.ui.plates import PlateMaker

WIDTH = 72.0
PAD, PAD_NARROW = 5.5, 4.0
SLIDE_MS = 280
TITLE, TITLE_LEAST, HEADING = 5.6, 4.4, 2.9
FOOTER = 11.0
RADIUS = 3.2
DIM = 0.22, 0.5
"""How dark the page behind becomes, light and dark."""
SHADOW = 2.2
WORDS_A_MINUTE = 200


def reading_minutes(card: Card) -> float:
    """Minutes it takes to read a card."""
    return sum(len(f"{one.heading} {one.text}".split()) for one in card.body) / WORDS_A_MINUTE


class CloseKey(Button):
    """The key cap that closes the sheet."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cap and focus."""
        look = self.look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = look.page.text if self.underMouse() else look.page.text2
        paint_key(painter, "Esc", self.face, look, ink=ink, outline=look.page.outline)
        self.paint_ring(painter, 1.2 * look.u)
        painter.end()


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


class Panel(QWidget):
    """The sheet itself."""

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self.whole = False
        self.eyebrow = Paragraph(self, MEDIUM)
        self.close_key = CloseKey(self, "Close")
        self.reading = Reading(library, maker)
        self.scroller = Scroller(self, self.reading)
        self.next_row = NextRow(self, "")
        self._rule = 0.0

    def show_card(self, card: Card, following: Card, look: Look) -> None:
        """Show and lay out in the present size."""
        self._look = look
        unit = look.u
        pad = (PAD_NARROW if look.narrow else PAD) * unit
        width, high = float(self.width()), float(self.height())
        small = look.type(SMALL)
        ground = QColor(look.tokens.raised)
        self.close_key.dress(look)
        self.next_row.dress(look)
        cap = key_box("Esc", look, 3.8)
        top = 4.6 * unit
        self.close_key.stand(QRectF(width - pad - cap.width(), top, cap.width(), cap.height()))
        self.eyebrow.ink(look.page.text2)
        room = width - 2 * pad - cap.width() - 2 * unit
        self.eyebrow.fill("Learn, 1 minute", pad, top + cap.height() / 2 - small * 0.7, room, small)
        foot = max(FOOTER, look.scaled(4.0) + 5.6) * unit
        self._rule = high - foot
        self.next_row.setText(following.title)
        self.next_row.setAccessibleName(f"Next: {following.title}")
        row = max(4.4, look.scaled(3.6)) * unit
        self.next_row.stand(QRectF(pad, self._rule + (foot - row) / 2 - 0.6 * unit, width - 2 * pad, row))
        y = top + cap.height() + 0.8 * unit
        self.scroller.dress(look, ground)
        self.scroller.setGeometry(QRectF(pad, y, width - 2 * pad + 1.6 * unit, self._rule - y).toRect())
        self.reading.show_card(card, float(self.scroller.width()), look)
        self.setAccessibleName(card.title)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raised ground with soft left corners, and the line above the foot."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = 0.0 if self.whole else RADIUS * look.u
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(0, 0, radius, 0), radius, radius)
        painter.fillPath(path, QColor(look.tokens.raised))
        pad = (PAD_NARROW if look.narrow else PAD) * look.u
        painter.setPen(QPen(look.page.track, max(1.0, 0.12 * look.u)))
        painter.drawLine(QPointF(pad, self._rule), QPointF(self.width() - pad, self._rule))
        painter.end()


class LearnSheet(QWidget):
    """Covers its parent while a card is open. `closed` when it has gone, `turned` when another card is shown."""

    closed = Signal()
    turned = Signal(str)

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker, now_ms: Callable[[], float]) -> None:
        super().__init__(parent)
        self._cards, self._now_ms = library.cards, now_ms
        self._look: Look | None = None
        self._card: Card | None = None
        self._way, self._leaving = STILL, False
        self._share = 1.0
        self.panel = Panel(self, library, maker)
        self.panel.close_key.clicked.connect(self.leave)
        self.panel.next_row.clicked.connect(lambda: self.turn(1))
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS // 2)
        self._timer.timeout.connect(self.advance)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    @property
    def card(self) -> Card | None:
        """The card that is open."""
        return self._card

    def dress(self, look: Look) -> None:
        """Take on a look and cover the parent."""
        self._look = look
        self.setGeometry(0, 0, round(look.width), round(look.height))
        if self._card is not None:
            self._arrange()

    def open_card(self, card_id: str) -> None:
        """Show the card of that id; raises KeyError."""
        card = next((one for one in self._cards if one.id == card_id), None)
        if card is None:
            raise KeyError(card_id)
        fresh = self._card is None or self._leaving
        self._card, self._leaving = card, False
        self.panel.scroller.verticalScrollBar().setValue(0)
        self._arrange()
        self.show()
        self.raise_()
        if fresh:
            self._set_off()
        self.setAccessibleName(card.title)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, step: int) -> None:
        """Show the card so many further."""
        if self._card is not None:
            place = (self._cards.index(self._card) + step) % len(self._cards)
            self.open_card(self._cards[place].id)
            self.turned.emit(self._cards[place].id)

    def leave(self) -> None:
        """Slide out."""
        if self._card is not None and not self._leaving:
            self._leaving = True
            self._set_off()

    def close_down(self) -> None:
        """Gone at once."""
        self._timer.stop()
        self._card, self._leaving, self._way = None, False, STILL
        self.hide()

    def advance(self) -> None:
        """Be where the slide is now."""
        now_ms = self._now_ms()
        self._share = self._way.at(now_ms)
        if self._way.over(now_ms):
            self._timer.stop()
            self._way = STILL
            if self._leaving:
                self.close_down()
                self.closed.emit()
                return
        self._place()

    def _set_off(self) -> None:
        slides = self._look is not None and not self._look.reduced_motion
        self._way = Tween(self._now_ms(), SLIDE_MS) if slides else STILL
        self._share = 0.0
        if slides:
            self._timer.start()
        self.advance()

    def _place(self) -> None:
        away = self._share if self._leaving else 1.0 - self._share
        self.panel.move(round(self.width() - self.panel.width() * (1.0 - away)), 0)
        self.update()

    def _arrange(self) -> None:
        look, card = self._look, self._card
        if look is None or card is None:
            return
        wide = min(WIDTH * look.u * min(1.3, look.text_scale), look.width)
        self.panel.whole = look.width - wide < 20 * look.u
        if self.panel.whole:
            wide = look.width
        self.panel.resize(round(wide), self.height())
        following = self._cards[(self._cards.index(card) + 1) % len(self._cards)]
        self.panel.show_card(card, following, look)
        self._place()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802  Qt's own signature
        """Tab stays on the sheet."""
        stops: list[Button] = [self.panel.close_key, self.panel.next_row]
        here = next((place for place, stop in enumerate(stops) if stop.hasFocus()), None)
        to = (0 if forward else -1) if here is None else (here + (1 if forward else -1)) % len(stops)
        stops[to].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, left and right turn to the neighbours; nothing gets through to the page behind."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turn(1 if key is Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            bar = self.panel.scroller.verticalScrollBar()
            step = bar.singleStep() if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} else bar.pageStep()
            bar.setValue(bar.value() + (-step if key in {Qt.Key.Key_Up, Qt.Key.Key_PageUp} else step))
        elif key in {Qt.Key.Key_F, Qt.Key.Key_F11}:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        if event.position().x() < self.panel.x():
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page behind, darker, and the sheet's shadow on it."""
        look = self._look
        if look is None:
            return
        here = 1.0 - self._share if self._leaving else self._share
        painter = QPainter(self)
        dim = QColor(0, 0, 0)
        dim.setAlphaF(DIM[1 if look.tokens.dark else 0] * here)
        painter.fillRect(event.rect(), dim)
        reach = SHADOW * look.u
        edge = float(self.panel.x())
        shade = QLinearGradient(QPointF(edge - reach, 0), QPointF(edge + reach, 0))
        dark = QColor(0, 0, 0)
        dark.setAlphaF(0.25 * here)
        shade.setColorAt(0.0, QColor(0, 0, 0, 0))
        shade.setColorAt(1.0, dark)
        painter.fillRect(QRectF(edge - reach, 0, 2 * reach, self.height()), shade)
        painter.end()
