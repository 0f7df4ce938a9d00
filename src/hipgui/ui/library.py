"""The library: every exercise as a card, with a search and filters beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from hipgui.core.model import Muscle, Prop, Purpose
from hipgui.core.spoken import capitalised
from hipgui.paint.theme import BODY, BOLD, FOCUS_OFF, FOCUS_RING, MEDIUM, text_font
from hipgui.ui.buttons import key_box, paint_key
from hipgui.ui.chips import Chips
from hipgui.ui.exercise_wording import PURPOSES
from hipgui.ui.finding import NOTHING, Filter, found, muscles_of, props_of
from hipgui.ui.label import Label
from hipgui.ui.library_card import PICTURE_LEAST, PICTURE_MOST, LibraryCard
from hipgui.ui.paragraph import Paragraph
from hipgui.ui.scroller import Scroller
from hipgui.ui.tabs import height_u

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

    from hipgui.core.model import Library
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

TITLE, TITLE_NARROW = 7.2, 6.2
SIDE, SIDE_GAP = 42.0, 5.0
SEARCH = 5.6
ROOM = 0.9
"""Around everything that can have the keyboard, for its ring, in u."""
CARD_GAP = 2.0
UPRIGHT, UPRIGHT_FROM = 3, 30.0
"""So many cards side by side stand; where they would be narrower than this, in u, they lie below one another."""
ROW_GAP, ROW_GAP_BESIDE = 2.2, 0.2
FILTERS_MOST = 0.34
"""In a narrow window the filters take no more of the height than this; then they scroll."""
LABELS_MOST = 0.2
"""Labels stand above their chips if they would take more than this of the width."""
SEARCH_KEY = "/"


class Search(QLineEdit):
    """Where words are typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setAccessibleName("Search exercises")
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, on=False)
        self._look: Look | None = None

    def stand(self, left: float, top: float, width: float, look: Look) -> float:
        """Stand there, all in pixels; where it ends."""
        self._look = look
        unit = look.u
        high = max(SEARCH, look.scaled(BODY) * 1.5 + 1.0) * unit
        room = ROOM * unit
        self.setFont(text_font(round(look.type(BODY)), MEDIUM))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(0, 0, 0, 0))
        palette.setColor(palette.ColorRole.Text, look.page.text)
        palette.setColor(palette.ColorRole.PlaceholderText, look.page.text2)
        palette.setColor(palette.ColorRole.Highlight, look.page.outline)
        palette.setColor(palette.ColorRole.HighlightedText, look.page.text)
        self.setPalette(palette)
        self.setGeometry(QRectF(left - room, top - room, width + 2 * room, high + 2 * room).toAlignedRect())
        cap = key_box(SEARCH_KEY, look, 3.4).width() + 1.6 * unit
        self.setTextMargins(*(round(one) for one in (room + 2.0 * unit, room, room + cap, room)))
        words = "Search by name, muscle, prop"
        metrics = QFontMetricsF(self.font())
        inner = width - 3.0 * unit - cap
        self.setPlaceholderText(words if metrics.horizontalAdvance(words) <= inner else "Search")
        return top + high

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties it, and leaves it when it is empty; the way out is the page's."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill, the key that leads here, and the text."""
        look = self._look
        if look is None:
            return
        unit = look.u
        room = ROOM * unit
        face = QRectF(self.rect()).adjusted(room, room, -room, -room)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = min(face.height() / 2, 2.7 * unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.tokens.raised2))
        painter.drawRoundedRect(face, radius, radius)
        if self.hasFocus():
            off = (FOCUS_OFF + FOCUS_RING / 2) * unit
            painter.setPen(QPen(look.page.text, FOCUS_RING * unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(face.adjusted(-off, -off, off, off), radius + off, radius + off)
        elif not self.text():
            cap = key_box(SEARCH_KEY, look, 3.4)
            cap.moveCenter(QPointF(face.right() - 1.4 * unit - cap.width() / 2, face.center().y()))
            paint_key(painter, SEARCH_KEY, cap, look, ink=look.page.text2, outline=look.page.outline)
        painter.end()
        super().paintEvent(event)


class Shelf(QWidget):
    """The cards, as high as they need to be."""

    def __init__(self, library: Library, pictures: Pictures) -> None:
        super().__init__()
        self.cards = [LibraryCard(self, library, pictures, exercise) for exercise in library.exercises]
        self._empty = Paragraph(self)

    def lay_out(self, shown: frozenset[str], width: float, room: float, look: Look) -> None:
        """Show the exercises of these ids across `width`, as high as `room` if there is more than they need."""
        unit = look.u
        inset, gap = ROOM * unit, CARD_GAP * unit
        across = width - 2 * inset - 1.2 * unit
        cards = [card for card in self.cards if card.exercise.id in shown]
        for card in self.cards:
            card.setVisible(card in cards)
        self._empty.setVisible(not cards)
        if not cards:
            self._empty.ink(look.page.text2)
            self._empty.fill("Nothing like that here yet. Try fewer words.", inset, inset, across, look.type(BODY))
            self.resize(round(width), round(room))
            return
        least = UPRIGHT_FROM * min(look.text_scale, 1.6) * unit
        columns = min(UPRIGHT, int((across + gap) / (least + gap)))
        upright = columns == UPRIGHT
        columns = columns if upright else 1
        wide = (across - gap * (columns - 1)) / columns
        y = inset
        rows = [cards[start : start + columns] for start in range(0, len(cards), columns)]
        spare = (room - 2 * inset - gap * (len(rows) - 1)) / len(rows)
        for row in rows:
            high = max(card.needed_height(wide, look, upright=upright) for card in row)
            most = high + (PICTURE_MOST - PICTURE_LEAST) * unit if upright else 1.5 * high
            high = max(high, min(spare, most))
            words = max(card.words_height(wide, look, upright=upright) for card in row)
            for place, card in enumerate(row):
                card.show_in(QRectF(inset + place * (wide + gap), y, wide, high), words, look, upright=upright)
            y += high + gap
        self.resize(round(width), round(y - gap + inset))


class Filters(QWidget):
    """The filters below one another. `chosen` carries a field of Filter and its value."""

    chosen = Signal(str, object)

    def __init__(self, library: Library) -> None:
        super().__init__()
        words, exercises = library.words, library.exercises
        muscles = [one for one in Muscle if any(one in muscles_of(exercise) for exercise in exercises)]
        props = [one for one in Prop if any(one in props_of(exercise) for exercise in exercises)]
        purposes = [one for one in Purpose if any(one is exercise.purpose for exercise in exercises)]
        self.purposes = Chips(self, "For", [(PURPOSES[one], one) for one in purposes])
        self.muscles = Chips(self, "Muscle", [(words.of(f"muscle_{one}")[0], one) for one in muscles])
        self.props = Chips(
            self,
            "At hand",
            [*((capitalised(words.of(f"prop_{one}")[0]), one) for one in props), ("Nothing", NOTHING)],
        )
        for chips, field in ((self.purposes, "purpose"), (self.muscles, "muscle"), (self.props, "prop")):
            chips.chosen.connect(lambda value, field=field: self.chosen.emit(field, value))

    def lay_out(self, width: float, look: Look, *, beside: bool) -> float:
        """Fill that width, labels above or `beside` their chips; how high it is. In pixels."""
        groups = (self.purposes, self.muscles, self.props)
        room = ROOM * look.u
        inner = width - 2 * room
        labels = max(chips.label_width(look) for chips in groups) + 1.6 * look.u if beside else 0.0
        labels = labels if labels < LABELS_MOST * inner else 0.0
        gap = (ROW_GAP_BESIDE if labels else ROW_GAP) * look.u
        y = 0.0
        for chips in groups:
            y = chips.stand(room, y, inner, look, beside=labels) + gap
        y += room - gap
        self.resize(round(width), round(y))
        return y


class LibraryPage(QWidget):
    """`opened` tells the id of the exercise whose card was pressed."""

    opened = Signal(str)

    def __init__(self, parent: QWidget, library: Library, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Library")
        self._library = library
        self._look: Look | None = None
        self._filter = Filter()
        self._title = Label(self, BOLD)
        self.search = Search(self)
        self.search.textChanged.connect(lambda text: self._look_for(words=text))
        self.filters = Filters(library)
        self.filters.chosen.connect(lambda field, value: self._look_for(**{field: value}))
        self._aside = Scroller(self, self.filters)
        self._shelf = Shelf(library, pictures)
        self.scroller = Scroller(self, self._shelf)
        for card in self._shelf.cards:
            card.clicked.connect(lambda _checked=False, card=card: self.opened.emit(card.exercise.id))

    @property
    def cards(self) -> list[LibraryCard]:
        """The cards that are shown, in order."""
        return [card for card in self._shelf.cards if card.isVisibleTo(self._shelf)]

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        for card in self._shelf.cards:
            card.update()

    def _look_for(self, **fields: object) -> None:
        self._filter = replace(self._filter, **fields)  # type: ignore[arg-type]  # fields of Filter, as they come
        self.scroller.verticalScrollBar().setValue(0)
        self._lay_cards()

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        unit, margin = look.u, look.margin
        self._title.ink(look.page.text)
        top = height_u(look)
        left = margin * unit
        if look.narrow:
            width = look.width - 2 * left
            baseline = (top + 6.2) * unit
            title = self._title.place("Library", QPointF(left, baseline), width, TITLE_NARROW * unit)
            beside = left + title.width + 4 * unit
            y = max(self.search.stand(beside, baseline - 4.9 * unit, left + width - beside, look), baseline)
            y = self._place_filters(QRectF(left, y + 1.0 * unit, width, FILTERS_MOST * look.height), look)
            self._box = QRectF(left, y + 1.6 * unit, width, look.height - y - 1.6 * unit)
        else:
            side = SIDE * min(1.25, look.text_scale) * unit
            baseline = max(18.6, top + 8.2) * unit
            self._title.place("Library", QPointF(left, baseline), side, TITLE * unit)
            y = self.search.stand(left, baseline + 3.4 * unit, side, look)
            y += 2.6 * unit
            self._place_filters(QRectF(left, y, side, look.height - y), look)
            x = left + side + SIDE_GAP * unit
            y = max(13.0, top + 1.0) * unit
            self._box = QRectF(x, y, look.width - left - x, look.height - y)
        self._lay_cards()
        self.update()

    def _place_filters(self, box: QRectF, look: Look) -> float:
        """The filters in `box`, less high if they need less; where they end. In pixels."""
        room = ROOM * look.u
        wide = box.width() + 2 * room + 0.4 * look.u
        high = min(self.filters.lay_out(wide - 0.4 * look.u, look, beside=look.narrow), box.height())
        self._aside.setGeometry(QRectF(box.left() - room, box.top(), wide, high).toAlignedRect())
        self._aside.dress(look)
        return box.top() + high

    def _lay_cards(self) -> None:
        look = self._look
        if look is None:
            return
        unit = look.u
        out = ROOM * unit
        self.scroller.setGeometry(self._box.adjusted(-out, -out, out + 1.6 * unit, 0).toRect())
        self.scroller.dress(look)
        shown = frozenset(exercise.id for exercise in found(self._library, self._filter))
        foot = 4.0 * unit if not look.narrow else 2.0 * unit
        self._shelf.lay_out(shown, float(self.scroller.width()) - 0.4 * unit, self.scroller.height() - foot, look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The slash leads to the search."""
        if event.text() == SEARCH_KEY:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
