"""Today: what the session is, how long, and one large button that starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from hipgui.core.cue import Talk
from hipgui.core.model import LEVELS, Prop
from hipgui.paint.text import wrap
from hipgui.paint.theme import BODY, BOLD, MEDIUM, SEMIBOLD, SMALL, numeral_font, text_font
from hipgui.ui.buttons import BigButton, OutlineButton
from hipgui.ui.card import Card
from hipgui.ui.choice import Choice
from hipgui.ui.course import PROPOSED
from hipgui.ui.label import Label
from hipgui.ui.numeral import Numeral
from hipgui.ui.ribbon_widget import BOTTOM, Ribbon
from hipgui.ui.rows import even_rows
from hipgui.ui.tabs import height_u as tabs_height
from hipgui.ui.today_content import ROUTINES
from hipgui.ui.wording import day_line, minutes, plan_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.today_content import Content
    from hipgui.ui.wording import Dose

BELOW_TABS, BELOW_TABS_NARROW = 2.9, 0.0
LEFT_WIDTH, COLUMN_GAP, CARD_GAP = 50.0, 6.0, 2.0
CHOICE_GAP, ROW_GAP = 2.6, 1.5
NUMERAL, NUMERAL_NARROW = 20.5, 14.8
TITLES, NUMERAL_LEAST = (8.6, 7.4, 6.4, 5.4), 9.0
"""Sizes of the title, the first of which leaves so much for the numeral is taken; in u."""
WIDE_FROM = 150.0
"""Narrower windows, in u, stack: three cards beside the left column would be too small to read."""
TITLE = "Hips, strong and long"
NOTHING = "nothing"


class Today(QScrollArea):
    """The first page. `started` asks for the session, `started_anew` for a new one while another can be taken up."""

    started = Signal()
    started_anew = Signal()
    changed = Signal(dict)
    """Fields of the settings that a person chose anew."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Today")
        self.sheet = Sheet(pictures)
        self.setWidget(self.sheet)
        self.sheet.start.clicked.connect(self.started)
        self.sheet.anew.clicked.connect(self.started_anew)
        self.sheet.brief.clicked.connect(lambda: self.changed.emit({"talk": Talk.BRIEF.value, "brief_offered": True}))
        for choice, field in self.sheet.choices:
            choice.chosen.connect(lambda value, field=field: self._on_chosen(field, value))

    def show_content(self, content: Content, look: Look) -> None:
        """Show `content`, dressed in `look`."""
        self.sheet.show_content(content, look)
        if self.sheet.height() > look.height:
            self.verticalScrollBar().setStyleSheet(_bar_style(look))

    def _on_chosen(self, field: str, value: object) -> None:
        if field == "minutes":
            self.changed.emit({"minutes": value, "routine": dict(ROUTINES)[int(str(value))]})
        else:
            self.changed.emit({field: value})


class Sheet(QWidget):
    """The page itself, as tall as it needs to be."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._look: Look | None = None
        self._known = True
        self._date, self._title = Label(self, MEDIUM), Label(self, BOLD)
        self._note = Label(self)
        self._numeral, self._min = Numeral(self), Label(self, SEMIBOLD)
        self.start = BigButton(self, "Start", "Space", primary=True)
        self.anew = OutlineButton(self, "Start anew")
        self.brief = OutlineButton(self, "Coach, say less")
        self._before = Label(self)
        self._pictures = pictures
        self._cards: list[Card] = []
        levels = [("Next", PROPOSED), *((str(level), level) for level in LEVELS)]
        self._level = Choice(self, "Level", levels)
        self._minutes = Choice(self, "Minutes you have", [(str(count), count) for count, _ in ROUTINES])
        self._hold_on = Choice(self, "To hold on to", [("Chair or wall", True), ("Nothing", False)])
        self._run = Choice(self, "Then a run", [("No", False), ("Yes", True)])
        self._foot = Choice(
            self,
            "On the foot",
            [("Kettlebell", Prop.KETTLEBELL.value), ("Band", Prop.BAND.value), ("Nothing", NOTHING)],
        )
        self._beside = Choice(
            self,
            "Under or beside you",
            [("Block", Prop.BLOCK.value), ("Book", Prop.BOOK.value), ("Nothing", NOTHING)],
        )
        self.choices: tuple[tuple[Choice, str], ...] = (
            (self._level, "level"),
            (self._minutes, "minutes"),
            (self._hold_on, "chair"),
            (self._run, "before_run"),
            (self._foot, "on_foot"),
            (self._beside, "beside"),
        )
        self.ribbon = Ribbon(self)

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        for card in self._cards:
            card.update()

    def show_content(self, content: Content, look: Look) -> None:
        """Show and lay out."""
        self._look, self._known = look, content.known
        page = look.page
        for label, colour in (
            (self._date, page.text2),
            (self._title, page.text),
            (self._note, page.text2),
            (self._numeral, page.text),
            (self._min, page.text),
            (self._before, page.text2),
        ):
            label.ink(colour)
        for button in (self.start, self.anew, self.brief):
            button.dress(look)
        self._level.leave_out(() if content.proposes else (PROPOSED,))
        for choice, field in self.choices:
            choice.dress(look)
            choice.choose(content.value(field))
        while len(self._cards) < len(content.doses):
            self._cards.append(Card(self, self._pictures))
            self._cards[-1].show()
        self.start.setText("Go on" if content.offer else "Start")
        self.start.setAccessibleName(self.start.text())
        possible = content.plan is not None or content.offer is not None
        self.start.setEnabled(possible)
        self.start.setAccessibleDescription("" if possible else content.trouble)
        self.anew.setVisible(content.offer is not None)
        self.brief.setVisible(content.asks_for_brief)
        self.anew.setEnabled(content.plan is not None)
        self.ribbon.show_plan(content.plan if content.known else None)
        if look.width_u < WIDE_FROM:
            self._lay_narrow(content, look)
        else:
            self._lay_wide(content, look)
        self.ribbon.show_place(None, page)
        for label in () if content.known else (self._numeral, self._min, self._note):
            label.hide()
        self.update()

    def advance(self, now_ms: float) -> bool:
        """Let what moves by itself go on; whether anything still does."""
        return self._numeral.advance(now_ms)

    # Layout. Lengths are in u until they are handed to a widget.

    def _lay_wide(self, content: Content, look: Look) -> None:
        margin = look.margin
        right = margin + LEFT_WIDTH + COLUMN_GAP
        width = look.width_u - right - margin
        rows = self._rows(width, look)
        options = self._rows_height(rows)
        least = self._least_cards(content.doses, width, look)
        head = tabs_height(look) + BELOW_TABS
        height = max(look.height_u, head + least + 4.0 + options + 9.0)
        self.resize(round(look.width), round(height * look.u))
        top = height - 9.0 - options
        self._place_rows(rows, right, top, width, look)
        self._place_cards(
            content.doses, look.box(right, head, width, max(least, top - head - max(4.0, 0.05 * height))), look
        )
        self._lay_left(content, look)
        self.ribbon.dress(look)
        self.ribbon.move(self.ribbon.x(), round((height - BOTTOM - 1.5) * look.u))

    def _lay_left(self, content: Content, look: Look) -> None:
        """Date, title and notes from the top; safety line, Start and minutes from the foot."""
        margin, unit = look.margin, look.u
        width = LEFT_WIDTH * unit
        left = margin * unit
        small = look.type(BODY)
        foot = look.height_u * unit - 9.0 * unit
        self._before.show()
        before = self._before.place(
            content.before, QPointF(left, foot), width, small, least=small, most_lines=5, up=True
        )
        y = foot - before.leading * (len(before.lines) - 1) - small * 1.1 - 1.6 * unit
        if second := self._second(content):
            high = look.scaled(5.4) * unit
            second.stand(QRectF(left, y - high, min(width, second.natural_width()), high))
            y -= high + 1.8 * unit
        self.start.stand(QRectF(left, y - 13 * unit, width, 13 * unit))
        y -= 13 * unit + 4.8 * unit
        date = look.type(BODY)
        day = day_line(content.now, content.settings.sessions_finished)
        head = (tabs_height(look) + BELOW_TABS) * unit
        self._date.place(day, QPointF(left, head + date * 0.9), width, date)
        under = y
        for size in TITLES:  # the numeral is more to read from afar than the title
            title = size * unit
            baseline = head + date * 1.2 + title * 0.98
            at = QPointF(left, baseline)
            lines = self._title.place(self._title_words(content), at, width, title, least=title, most_lines=3)
            under = baseline + lines.leading * (len(lines.lines) - 1) + 2.6 * unit
            if y - under >= NUMERAL_LEAST * unit:
                break
        size = min(NUMERAL, (y - under) / unit / 0.74)
        self._place_minutes(content, look, left, y, size)
        top = y - 0.8 * size * unit
        self._place_note(content, look, QRectF(left, under, width, top - under), BODY)

    def _lay_narrow(self, content: Content, look: Look) -> None:
        margin, unit = look.margin, look.u
        left, width = margin * unit, look.width - 2 * margin * unit
        head = (tabs_height(look) + BELOW_TABS_NARROW) * unit
        date = look.type(BODY)
        self._date.place(
            day_line(content.now, content.settings.sessions_finished),
            QPointF(left, head + date * 0.9),
            width,
            date,
        )
        title = 6.8 * unit
        baseline = head + date * 1.3 + title * 0.92
        lines = self._title.place(
            self._title_words(content), QPointF(left, baseline), width, title, least=title * 0.7, most_lines=2
        )
        y = baseline + lines.leading * (len(lines.lines) - 1) + 3.4 * unit
        numeral_right = self._place_minutes(content, look, left, y + 10.6 * unit, NUMERAL_NARROW)
        start_left = max(numeral_right + 4 * unit, left + 23 * unit)
        self.start.stand(QRectF(start_left, y, left + width - start_left, 10.8 * unit))
        y += 10.8 * unit
        y = self._lay_below_start(content, look, QRectF(left, y, width, 0.0)) + 2.0 * unit
        rows = self._rows(width / unit, look)
        options = self._rows_height(rows)
        doses, around = content.doses, y / unit + 2.6 + options + 8.4
        if around + self._least_cards(doses, width / unit, look) > look.height_u:  # reasons are not worth scrolling for
            doses = tuple(dose._replace(why="") for dose in doses)
        height = max(look.height_u, around + self._least_cards(doses, width / unit, look))
        self.resize(round(look.width), round(height * unit))
        top = height - 8.4 - options
        self._place_rows(rows, margin, top, width / unit, look)
        self._place_cards(doses, QRectF(left, y, width, (top - 2.6) * unit - y), look)
        self.ribbon.dress(look)
        self.ribbon.move(self.ribbon.x(), round((height - BOTTOM - 1.5) * unit))

    def _lay_below_start(self, content: Content, look: Look, box: QRectF) -> float:
        """Of the stacked page: safety line and notes, or where a stopped session goes on; where it ends, in pixels."""
        unit, small = look.u, look.type(SMALL)
        left, y, width = box.left(), box.top(), box.width()
        self._before.setVisible(content.offer is None)
        if content.offer:
            high, wide = look.scaled(5.0) * unit, self.anew.natural_width()
            self.anew.stand(QRectF(left + width - wide, y + 1.5 * unit, wide, high))
            middle = y + 1.5 * unit + high / 2 - small * 0.6
            self._place_note(content, look, QRectF(left, middle, width - wide - 2 * unit, 2.6 * small))
            return y + 1.5 * unit + high
        at, room = QPointF(left, y + small * 1.7), width
        if content.asks_for_brief:
            high, wide = look.scaled(4.6) * unit, self.brief.natural_width()
            self.brief.stand(QRectF(left + width - wide, y + 1.5 * unit, wide, high))
            at, room = QPointF(left, y + 1.5 * unit + high / 2 + small * 0.35), width - wide - 2 * unit
        before = self._before.place(content.before, at, room, small, least=small, most_lines=3)
        y = at.y() + before.leading * (len(before.lines) - 1) + small * 0.4
        return max(y, self._place_note(content, look, QRectF(left, y + 0.3 * unit, width, 2.6 * small)))

    def _second(self, content: Content) -> OutlineButton | None:
        """The small button beside the large one: to begin anew, or to hear fewer words."""
        return self.anew if content.offer else self.brief if content.asks_for_brief else None

    def _title_words(self, content: Content) -> str:
        if content.offer:
            return content.offer.title
        return TITLE

    def _place_minutes(self, content: Content, look: Look, left: float, baseline: float, size_u: float) -> float:
        """The large numeral and its "min"; where it ends, in pixels."""
        unit = look.u
        shown = content.offer is not None or content.plan is not None
        rolls = self._numeral.isVisible() and not look.reduced_motion
        self._numeral.setVisible(shown)
        self._min.setVisible(shown)
        if not shown:
            return left
        duration_ms = content.offer.left_ms if content.offer else content.plan.duration_ms if content.plan else 0
        digits = str(minutes(duration_ms))
        size = size_u * unit
        width = QFontMetricsF(numeral_font(round(size))).horizontalAdvance(digits)
        at = QPointF(left - 0.045 * size, baseline)
        self._numeral.show_number(int(digits), at, size, rolls=rolls)
        words = "min left" if content.offer else "min"
        beside = self._min.place(words, QPointF(left + width + 1.6 * unit, baseline), 30 * unit, 4.4 * unit)
        return left + width + 1.6 * unit + beside.width

    def _place_note(self, content: Content, look: Look, box: QRectF, size_u: float = SMALL) -> float:
        """As many of the plan's notes as there is room for; where they end, in pixels."""
        small = look.type(size_u)
        room = int((box.height() - small * 0.3) / (small * 1.2))
        notes: Sequence[str]
        if content.offer:
            notes = (content.offer.line,)
        elif content.plan is None:
            notes = (content.trouble,)
        else:
            notes = (*filter(None, (content.reminder,)), *plan_notes(content.plan))
        fitting = (" ".join(notes[:count]) for count in range(len(notes), 0, -1))
        text = next((text for text in fitting if room > 0 and _lines(text, box.width(), small) <= room), "")
        self._note.setVisible(bool(text))
        if not text:
            return box.top()
        self._note.ink(look.page.text if content.plan is None and not content.offer else look.page.text2)
        at = QPointF(box.left(), box.top() + small)
        fitted = self._note.place(text, at, box.width(), small, least=small, most_lines=room)
        return at.y() + fitted.leading * (len(fitted.lines) - 1)

    def _rows(self, width: float, look: Look) -> list[list[Choice]]:
        """The choices in as few rows no wider than `width` (u) as can be, these as even as can be."""
        needs = [choice.least_width() / look.u for choice, _ in self.choices]
        return [[self.choices[place][0] for place in row] for row in even_rows(needs, CHOICE_GAP, width)]

    def _rows_height(self, rows: list[list[Choice]]) -> float:
        return sum(max(choice.height_u() for choice in row) for row in rows) + ROW_GAP * (len(rows) - 1)

    def _place_rows(self, rows: list[list[Choice]], left: float, top: float, width: float, look: Look) -> None:
        for row in rows:
            needs = [choice.least_width() / look.u for choice in row]
            spare = width - sum(needs) - CHOICE_GAP * (len(row) - 1)
            x, high = left, max(choice.height_u() for choice in row)
            for choice, need in zip(row, needs, strict=True):
                wide = need + spare * need / sum(needs)
                choice.stand(look.box(x, top, wide, high))
                x += wide + CHOICE_GAP
            top += high + ROW_GAP

    def _least_cards(self, doses: Sequence[Dose], width: float, look: Look) -> float:
        """How high the cards have to be at the least side by side in `width`; both in u."""
        wide = (width - CARD_GAP * (len(doses) - 1)) / max(1, len(doses)) * look.u
        return max((self._cards[0].least_height(dose, wide, look) for dose in doses), default=0.0) / look.u

    def _place_cards(self, doses: Sequence[Dose], box: QRectF, look: Look) -> None:
        gap = CARD_GAP * look.u
        wide = (box.width() - gap * (len(doses) - 1)) / max(1, len(doses))
        lines = max((self._cards[0].how_lines(dose, wide, look) for dose in doses), default=1)
        whys = max((self._cards[0].why_lines(dose, wide, look) for dose in doses), default=0)
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(doses))
            if place < len(doses):
                card.setGeometry(QRectF(box.left() + place * (wide + gap), box.top(), wide, box.height()).toRect())
                card.show_dose(doses[place], look, how_lines=lines, why_lines=whys, known=self._known)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()


def _bar_style(look: Look) -> str:
    """A thin bar in the page's own colours, for the few windows that need one."""
    wide = max(4, round(0.9 * look.u))
    return (
        f"QScrollBar {{ background: {look.tokens.ground}; width: {wide}px; border: none; }}"
        f"QScrollBar::handle {{ background: {look.tokens.to_come}; border-radius: {wide // 2}px; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: none; }"
    )


def _lines(text: str, width: float, pixels: float) -> int:
    return len(wrap(text, width, text_font(round(pixels))))
