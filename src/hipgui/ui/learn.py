"""Learn: everything there is to read, as a grid of short cards with pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from hipgui.paint.theme import BODY, BOLD, SEMIBOLD, SMALL
from hipgui.ui.buttons import Button
from hipgui.ui.charts import CHARTS, amounts_of
from hipgui.ui.label import Label
from hipgui.ui.paragraph import Paragraph, text_height
from hipgui.ui.plate_view import plate_ground
from hipgui.ui.scroller import Scroller
from hipgui.ui.tabs import height_u

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.model import Card, Library
    from hipgui.ui.look import Look
    from hipgui.ui.plates import PlateMaker

TITLE, TITLE_NARROW = 7.2, 6.2
GAP = 2.0
TILE_LEAST, TILE_PAD = 30.0, 1.4
PICTURE_LEAST, PICTURE_MOST = 11.0, 20.0
FOOT = 3.2


class LearnTile(Button):
    """One card: its picture and its title."""

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker) -> None:
        super().__init__(parent, "")
        self._amounts = amounts_of(library)
        self._maker = maker
        self.card: Card | None = None
        self._title = Paragraph(self, SEMIBOLD)
        self._picture = QRectF()
        maker.became_ready.connect(self.update)

    def title_height(self, card: Card, width: float, look: Look) -> float:
        """Pixels that the title of `card` takes in a tile of that width."""
        return text_height(card.title, width - 2 * TILE_PAD * look.u, look.type(BODY), SEMIBOLD)

    def show_card(self, card: Card, box: QRectF, words: float, look: Look) -> None:
        """Stand in `box`, with `words` pixels for the title below the picture."""
        self.card = card
        self.dress(look)
        self.stand(box)
        self.setText(card.title)
        self.setAccessibleName(card.title)
        unit, face = look.u, self.face
        pad = TILE_PAD * unit
        top = face.bottom() - pad - words
        self._picture = QRectF(face.left(), face.top(), face.width(), top - pad * 0.7 - face.top())
        self._title.ink(look.page.text)
        own = text_height(card.title, face.width() - 2 * pad, look.type(BODY), SEMIBOLD)
        top += (words - own) / 2
        self._title.fill(card.title, face.left() + pad, top, face.width() - 2 * pad, look.type(BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, picture, focus."""
        look, card = self.look, self.card
        if look is None or card is None:
            return
        unit, face = look.u, self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = 2.4 * unit
        path = QPainterPath()
        path.addRoundedRect(face, radius, radius)
        painter.fillPath(path, self.filled(QColor(look.tokens.raised), look.page.text))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(self._picture, self.filled(plate_ground(look), look.page.text))
        box = self._picture
        if card.picture in CHARTS:
            inner = box.adjusted(0.14 * box.width(), 0.12 * box.height(), -0.14 * box.width(), -0.12 * box.height())
            CHARTS[card.picture](painter, inner, self._amounts, look)
        elif card.picture:
            plate = self._maker.plate(card.picture, box.width(), box.height(), look, self.devicePixelRatioF())
            if plate is not None:
                painter.drawImage(box.topLeft(), plate.image)
        painter.restore()
        self.paint_ring(painter, radius)
        painter.end()


class Tiles(QWidget):
    """All tiles, as high as they need to be."""

    def __init__(self, library: Library, maker: PlateMaker) -> None:
        super().__init__()
        self._library = library
        self.tiles = [LearnTile(self, library, maker) for _ in library.cards]

    def lay_out(self, width: float, room: float, look: Look) -> None:
        """Stand in rows across `width`, no higher than `room` if the pictures allow it; in pixels."""
        unit, cards = look.u, self._library.cards
        inset, gap = 0.9 * unit, GAP * unit
        across = width - 2 * inset - 1.2 * unit
        least = TILE_LEAST * min(look.text_scale, 1.6) * unit
        columns = max(1, min(len(cards), int((across + gap) / (least + gap))))
        rows = -(-len(cards) // columns)
        wide = (across - gap * (columns - 1)) / columns
        words = max(
            (tile.title_height(card, wide, look) for tile, card in zip(self.tiles, cards, strict=True)), default=0
        )
        fixed = words + 1.7 * TILE_PAD * unit
        fair = (room - 2 * inset - gap * (rows - 1)) / max(1, rows) - fixed
        picture = min(max(fair, PICTURE_LEAST * unit), PICTURE_MOST * unit, 0.75 * wide)
        high = picture + fixed
        for place, (tile, card) in enumerate(zip(self.tiles, cards, strict=True)):
            line, column = divmod(place, columns)
            box = QRectF(inset + column * (wide + gap), inset + line * (high + gap), wide, high)
            tile.show_card(card, box, words, look)
        self.resize(round(width), round(2 * inset + rows * (high + gap) - gap))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the page shows through."""


class LearnPage(QWidget):
    """`read_asked` tells the id of the card a person wants to read."""

    read_asked = Signal(str)

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Learn")
        self._look: Look | None = None
        self._title, self._sub = Label(self, BOLD), Label(self)
        self._sheet = Tiles(library, maker)
        self.scroller = Scroller(self, self._sheet)
        for tile, card in zip(self._sheet.tiles, library.cards, strict=True):
            tile.clicked.connect(lambda _checked=False, card=card: self.read_asked.emit(card.id))

    @property
    def tiles(self) -> list[LearnTile]:
        """The tiles, in order."""
        return self._sheet.tiles

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        unit, margin = look.u, look.margin
        size = (TITLE_NARROW if look.narrow else TITLE) * unit
        top = height_u(look)
        baseline = (top + 6.2 if look.narrow else max(18.6, top + 8.2)) * unit
        self._title.ink(look.page.text)
        self._sub.ink(look.page.text2)
        at = QPointF(margin * unit, baseline)
        width = look.width - 2 * margin * unit
        title = self._title.place("Learn", at, width, size)
        sub = look.type(SMALL)
        words = "Short cards, a minute each"
        beside = at + QPointF(title.width + 2.4 * unit, 0)
        self._sub.place(words, beside, width - title.width - 2.4 * unit, sub, least=sub * 0.6)
        y = baseline + 2.6 * unit
        box = QRectF(margin * unit - 0.9 * unit, y, width + 2.6 * unit, look.height - y)
        self.scroller.setGeometry(box.toRect())
        self.scroller.dress(look)
        self._sheet.lay_out(float(self.scroller.width()) - 0.5 * unit, box.height() - FOOT * unit, look)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
