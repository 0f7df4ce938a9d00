"""What there is to read about an exercise: how, what may go wrong, how much, in which ways, from what sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipgui.core.model import LEVELS
from hipgui.core.spoken import capitalised
from hipgui.paint.icons import icon
from hipgui.paint.theme import BODY, BOLD, MEDIUM, REGULAR, SEMIBOLD, SMALL, SMALLEST
from hipgui.ui.choice import Choice
from hipgui.ui.exercise_wording import dose_words, movement_of, needs_words, source_words, sources_of, tempo_words
from hipgui.ui.label import Label
from hipgui.ui.paragraph import Texts
from hipgui.ui.variant_tile import VariantTile
from hipgui.ui.wording import load_line, minutes

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from hipgui.core.model import Exercise, LevelRow, Library, Prop, Variant
    from hipgui.ui.exercise_wording import Wish
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

HEADING = 3.0
HEADING_ROOM, BLOCK_ROOM = 1.0, 3.2
"""Below a heading, and above the next one, in u."""
STEP_ROOM, ROW_PAD = 0.7, 1.1
NUMBER_ROOM = 3.8
SIGN_SHARE = 0.36
"""How much of a row the sign takes; the remedy has the rest."""
WARNING = 3.2
TILE_GAP = 1.4
TILE_LEAST = 31.0
"""Narrower tiles, in u at normal text size, stand below one another."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the sheet shows: an exercise, at which level and in which variant, and which variant is today's."""

    exercise: Exercise
    wish: Wish
    today: str
    kit: frozenset[Prop]
    alone_ms: int
    """How long a session of nothing else lasts."""
    pounds: bool = False
    """Whether weights are shown in pounds."""

    @property
    def variant(self) -> Variant:
        """The variant that is shown."""
        return self.exercise.variant(self.wish.variant)

    @property
    def row(self) -> LevelRow:
        """The dose that is shown."""
        return self.exercise.level(self.wish.level)


class ExerciseSheet(QWidget):
    """A column of text as long as it needs to be. `level_chosen` and `variant_chosen` tell what a person picks."""

    level_chosen = Signal(int)
    variant_chosen = Signal(str)

    def __init__(self, library: Library, pictures: Pictures) -> None:
        super().__init__()
        self._library, self._pictures = library, pictures
        self._look: Look | None = None
        self._texts = Texts(self)
        self._numbers: list[Label] = []
        self._numbers_used = 0
        self._rules: list[float] = []
        self._warning = QRectF()
        self.level = Choice(self, "Level", [(str(level), level) for level in LEVELS])
        self.level.chosen.connect(lambda value: self.level_chosen.emit(int(str(value))))
        self.tiles: list[VariantTile] = []

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        for tile in self.tiles:
            tile.update()

    def show_page(self, page: Page, width: float, look: Look) -> None:
        """Show `page` in a column of that width in pixels."""
        self._look = look
        self._texts.begin()
        self._numbers_used = 0
        self._rules = []
        inset = 0.9 * look.u  # focus rings of what stands at the edges
        column = _Column(inset, width - 2.2 * look.u, inset)
        self._how(page, column)
        self._faults(page, column)
        self._dose(page, column)
        self._ways(page, column)
        self._care(page, column)
        self._sources(page, column)
        self._texts.end()
        for number in self._numbers[self._numbers_used :]:
            number.hide()
        self.resize(round(width), round(column.y + 2 * look.u))
        self.update()

    # The parts, from the top.

    def _how(self, page: Page, column: _Column) -> None:
        look = self._the_look
        self._heading("How", column)
        size = look.type(BODY)
        indent = NUMBER_ROOM * look.u * min(look.text_scale, 1.5)
        for place, step in enumerate(page.exercise.steps):
            number = self._number(place)
            text = self._texts.take(look.page.text)
            below = text.fill(step, column.left + indent, column.y, column.width - indent, size)
            number.ink(look.page.hold_text)
            number.place_numerals(str(place + 1), QPointF(column.left, column.y + size * 1.02), size * 1.3)
            column.y = below + STEP_ROOM * look.u

    def _number(self, place: int) -> Label:
        if place == len(self._numbers):
            self._numbers.append(Label(self))
        self._numbers_used = place + 1
        self._numbers[place].show()
        return self._numbers[place]

    def _faults(self, page: Page, column: _Column) -> None:
        look = self._the_look
        column.y += BLOCK_ROOM * look.u
        self._heading("If this happens", column)
        size = look.type(BODY)
        signs = column.width * SIGN_SHARE
        for fault in page.exercise.faults:
            self._rules.append(column.y)
            top = column.y + ROW_PAD * look.u
            sign, remedy = self._texts.take(look.page.text2), self._texts.take(look.page.text, MEDIUM)
            below = sign.fill(fault.sign, column.left, top, signs - 2 * look.u, size)
            below = max(below, remedy.fill(fault.remedy, column.left + signs, top, column.width - signs, size))
            column.y = below + ROW_PAD * look.u * 0.6
        self._rules.append(column.y)

    def _dose(self, page: Page, column: _Column) -> None:
        look = self._the_look
        column.y += BLOCK_ROOM * look.u
        self._heading("How much", column)
        row, words = page.row, self._library.words
        self.level.dress(look)
        self.level.choose(page.wish.level)
        high = self.level.height_u() * look.u
        wide = max(self.level.least_width(), min(column.width, 44 * look.u * look.text_scale))
        self.level.stand(QRectF(column.left, column.y, min(wide, column.width), high))
        column.y += high + 1.4 * look.u
        column.y = self._say(dose_words(row), column, 2.9, SEMIBOLD)
        needs = needs_words(page.variant, words)
        own = row.variant == page.variant.id
        load = load_line(row.load, words, pounds=page.pounds)
        lines = [
            tempo_words(row.tempo, page.variant.ways) if row.tempo else "",
            ", ".join(part for part in (capitalised(page.variant.name), load if own else "") if part),
            f"You need: {needs}" if needs else "You need nothing but the mat",
            f"{minutes(page.alone_ms)} min on its own, with rests" if page.alone_ms else "",
            page.exercise.frequency,
        ]
        for line in filter(None, lines):
            column.y = self._say(line, column, BODY, soft=True)

    def _ways(self, page: Page, column: _Column) -> None:
        look = self._the_look
        column.y += BLOCK_ROOM * look.u
        self._heading("Ways to do it", column)
        column.y = self._say("Easiest first. The one with the mark is today's.", column, SMALL, soft=True)
        column.y += 1.0 * look.u
        variants = page.exercise.variants
        while len(self.tiles) < len(variants):
            tile = VariantTile(self, self._pictures)
            tile.clicked.connect(lambda _checked=False, tile=tile: self._on_tile_clicked(tile))
            self.tiles.append(tile)
        gap = TILE_GAP * look.u
        columns = 2 if column.width >= (2 * TILE_LEAST * look.text_scale + TILE_GAP) * look.u else 1
        wide = (column.width - gap * (columns - 1)) / columns
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(variants))
            if place < len(variants):
                tile.dress(look)
                variant = variants[place]
                shown = variant.id == page.wish.variant
                movement, note = movement_of(variant, page.kit), self._note(page, variant)
                tile.show_variant(variant, movement, note, shown=shown, today=variant.id == page.today)
        for start in range(0, len(variants), columns):
            row = self.tiles[start : min(start + columns, len(variants))]
            high = max(tile.needed_height(wide, look) for tile in row)
            for place, tile in enumerate(row):
                tile.stand(QRectF(column.left + place * (wide + gap), column.y, wide, high))
            column.y += high + gap
        column.y -= gap

    def _note(self, page: Page, variant: Variant) -> str:
        """At which levels a variant is used, and what it needs."""
        levels = [str(row.level) for row in page.exercise.levels if row.variant == variant.id]
        at = f"Level {levels[0]}" if len(levels) == 1 else f"Levels {', '.join(levels)}" if levels else ""
        needs = capitalised(needs_words(variant, self._library.words))
        if needs and variant.props_from(page.kit) is None:
            needs = f"{needs}: not at hand"
        return ". ".join(filter(None, (at, needs)))

    def _on_tile_clicked(self, tile: VariantTile) -> None:
        assert tile.variant
        self.variant_chosen.emit(tile.variant.id)

    def _care(self, page: Page, column: _Column) -> None:
        look, exercise = self._the_look, page.exercise
        for heading, line in (("Easier", exercise.easier), ("Harder", exercise.harder), ("Works", exercise.works)):
            if line:
                column.y += (BLOCK_ROOM if heading == "Easier" else 1.2) * look.u
                column.y = self._say(heading, column, BODY, SEMIBOLD)
                column.y = self._say(line, column, BODY)
        self._warning = QRectF()
        if exercise.watch:
            column.y += BLOCK_ROOM * look.u
            side = WARNING * look.u * look.text_scale
            self._warning = QRectF(column.left, column.y, side, side)
            indent = side + 1.4 * look.u
            text = self._texts.take(look.page.text, MEDIUM)
            column.y = text.fill(exercise.watch, column.left + indent, column.y, column.width - indent, look.type(BODY))

    def _sources(self, page: Page, column: _Column) -> None:
        look, row = self._the_look, page.row
        column.y += BLOCK_ROOM * look.u
        self._heading("Where this comes from", column)
        own = next((source for source in self._library.sources if source.judgement), None)
        for source in sources_of(self._library, (*page.exercise.sources, row.source)):
            if source is not own:
                column.y = self._say(source_words(source), column, SMALLEST * 1.1, soft=True) + 0.5 * look.u
        by_us = [word for word, at in (("dose", row.source), ("tempo", row.tempo_source)) if own and at == own.id]
        if by_us:
            told = f"The {' and '.join(by_us)} of this level: the project's own judgement."
            column.y = self._say(told, column, SMALLEST * 1.1, soft=True)

    # Tools.

    @property
    def _the_look(self) -> Look:
        assert self._look
        return self._look

    def _heading(self, text: str, column: _Column) -> None:
        column.y = self._say(text, column, HEADING, BOLD) + HEADING_ROOM * self._the_look.u * 0.4

    def _say(
        self, text: str, column: _Column, size_u: float, weight: QFont.Weight = REGULAR, *, soft: bool = False
    ) -> float:
        """A paragraph as wide as the column; where it ends."""
        look = self._the_look
        ink = look.page.text2 if soft else look.page.text
        label = self._texts.take(ink, weight)
        return label.fill(text, column.left, column.y, column.width, look.type(size_u))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the lines between rows, and the sign before what to watch."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.page.ground)
        painter.setPen(QPen(look.page.track, max(1.0, 0.12 * look.u)))
        inset = 0.9 * look.u
        painter.drawLines([QLineF(inset, y, self.width() - 1.3 * look.u, y) for y in self._rules])
        if not self._warning.isEmpty():
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(
                self._warning.topLeft(), icon("warning", self._warning.width(), look.page.move_text, ratio)
            )
        painter.end()


@dataclass(slots=True)
class _Column:
    """Where the next text begins, in pixels."""

    left: float
    right: float
    y: float = 0.0

    @property
    def width(self) -> float:
        """Pixels from edge to edge."""
        return self.right - self.left
