"""One exercise: the figure that turns, its muscles by name, how it is done, and a way to do just this now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.ladder import nearest_variant
from hipgui.core.plan import Choices
from hipgui.paint.theme import BODY, BOLD, MEDIUM, text_font
from hipgui.ui.buttons import BigButton, Button, KeyButton, OutlineButton, key_box, paint_key
from hipgui.ui.callouts import callouts_for
from hipgui.ui.exercise_sheet import ExerciseSheet, Page
from hipgui.ui.exercise_wording import Wish, movement_of, movements_of
from hipgui.ui.label import Label
from hipgui.ui.scroller import Scroller
from hipgui.ui.tabs import height_u
from hipgui.ui.turn import Pose, watch_of
from hipgui.ui.turntable import Turntable
from hipgui.ui.wishes import plan_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from hipgui.core.model import Exercise, Library
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

TITLE, TITLE_NARROW, TAGLINE = 7.2, 6.2, 2.9
COLUMN, COLUMN_GAP, STAGE_SHARE = 72.0, 5.0, 0.53
PLAY, PLAY_NARROW, PLAY_LEAST = 8.8, 7.4, 33.0
"""Height of the button that plays, in wide and narrow windows, and its least width beside another; in u."""
PLAY_CAP, KEY_SHARE = 4.3, 0.3
"""Height of the key's cap on that button in u, and how much of its width the cap may take."""
STAGE_NARROW, STAGE_LEAST, TEXT_NARROW = 0.42, 24.0, 26.0
"""Height of the stage in a narrow window (a share of the window's), its least, and the text's; in u."""
KEY = 4.2
FOOT = 4.0
TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TurnKey(Button):
    """An arrow under the ring: turns for as long as it is held."""

    def __init__(self, parent: QWidget, key: str, name: str) -> None:
        super().__init__(parent, name)
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A key cap."""
        look = self.look
        if look is None:
            return
        painter = QPainter(self)
        ink = look.page.text if self.underMouse() else look.page.text2
        paint_key(painter, self.key, self.face, look, ink=ink, outline=look.page.outline)
        painter.end()


class ExercisePage(QWidget):
    """`play_asked` and `wish_chosen` carry a Wish: to be played now, or to be today's; `read_asked` a card's id."""

    play_asked = Signal(object)
    wish_chosen = Signal(object)
    read_asked = Signal(str)

    def __init__(self, parent: QWidget, library: Library, pictures: Pictures, now_ms: Callable[[], float]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._library, self._pictures = library, pictures
        self._look: Look | None = None
        self._choices = Choices()
        self._page: Page | None = None
        self._fresh = True
        self._title, self._tagline = Label(self, BOLD), Label(self, MEDIUM)
        self.turntable = Turntable(self, pictures, now_ms)
        self._hint = Label(self, MEDIUM)
        self.left_key = TurnKey(self, "←", "Turn left")
        self.right_key = TurnKey(self, "→", "Turn right")
        for button, direction in ((self.left_key, -1), (self.right_key, 1)):
            button.pressed.connect(lambda direction=direction: self.turntable.press(direction))
            button.released.connect(self.turntable.release)
        self.watch = KeyButton(self, "W", "Watch")
        self.watch.clicked.connect(self._on_watch_clicked)
        self.play = BigButton(self, "Play this", "Space", primary=True)
        self.play.clicked.connect(self._on_play_clicked)
        self.sheet = ExerciseSheet(library, pictures)
        self.sheet.level_chosen.connect(self._on_level_chosen)
        self.sheet.variant_chosen.connect(self._on_variant_chosen)
        self.scroller = Scroller(self, self.sheet)
        self.read = OutlineButton(self, library.cards[0].title if library.cards else "")
        self.read.setVisible(bool(library.cards))
        self.read.clicked.connect(lambda: self.read_asked.emit(library.cards[0].id))

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that is shown."""
        return self._page.exercise if self._page else None

    @property
    def wish(self) -> Wish | None:
        """The exercise at the level and in the variant that are shown."""
        return self._page.wish if self._page else None

    def show_exercise(self, exercise: Exercise, choices: Choices) -> None:
        """Show an exercise from the next `dress` on, as it is to be next."""
        dose = choices.dose_of(exercise)
        self._choices = choices
        self._page = self._paged(exercise, Wish(exercise.id, dose.level, dose.variant), dose.variant)
        self._fresh = True
        self.scroller.verticalScrollBar().setValue(0)
        self.setAccessibleName(exercise.name)

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self._arrange()

    def warm_up(self, look: Look) -> None:
        """Do what the first look at an exercise need not wait for."""
        for exercise in self._library.exercises:
            self.turntable.prepare(look, movements_of(exercise))

    def repaint_pictures(self) -> None:
        """A picture has become ready."""
        self.sheet.repaint_pictures()
        if self._look is not None and self._page is not None and not self._hint.text():
            self._arrange()

    def close_down(self) -> None:
        """End what works in the background."""
        self.turntable.close_down()

    # What a person does.

    def _on_watch_clicked(self) -> None:
        if self._page is not None:
            self.turntable.watch(watch_of(self._page.exercise, self._page.variant, self._page.row))

    def _on_play_clicked(self) -> None:
        if self._page is not None:
            self.play_asked.emit(self._page.wish)

    def _on_level_chosen(self, level: int) -> None:
        assert self._page
        page = self._page
        variant = nearest_variant(page.exercise, page.exercise.variant(page.exercise.level(level).variant), page.kit)
        self._wish_for(Wish(page.exercise.id, level, variant.id), today=True)

    def _on_variant_chosen(self, variant_id: str) -> None:
        assert self._page
        page = self._page
        there = page.exercise.variant(variant_id).props_from(page.kit) is not None
        self._wish_for(Wish(page.exercise.id, page.wish.level, variant_id), today=there)

    def _wish_for(self, wish: Wish, *, today: bool) -> None:
        """Show `wish`; with `today` it is today's too."""
        assert self._page
        page = self._page
        self._page = self._paged(page.exercise, wish, wish.variant if today else page.today)
        self._arrange()
        if today:
            self.wish_chosen.emit(wish)

    def _paged(self, exercise: Exercise, wish: Wish, today: str) -> Page:
        alone = plan_alone(self._library, self._choices, wish)
        pounds = self._choices.pounds
        return Page(exercise, wish, today, self._choices.kit, alone.duration_ms if alone else 0, pounds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn, Home turns back, W shows the movement, Space plays."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and key in TURNS:
            if not event.isAutoRepeat():
                self.turntable.press(TURNS[key])
        elif plain and key is Qt.Key.Key_Home:
            self.turntable.turn_home()
        elif plain and key is Qt.Key.Key_W:
            self._on_watch_clicked()
        elif plain and key is Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._on_play_clicked()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """An arrow let go stops the turning."""
        if event.key() in TURNS:
            if not event.isAutoRepeat():
                self.turntable.release()
        else:
            super().keyReleaseEvent(event)

    # Layout. Lengths are in u until they are handed to a widget.

    def _arrange(self) -> None:
        look, page = self._look, self._page
        if look is None or page is None:
            return
        self._title.ink(look.page.text)
        self._tagline.ink(look.page.text2)
        self._hint.ink(look.page.text2)
        for button in (self.left_key, self.right_key, self.play, self.read):
            button.dress(look)
        self.turntable.dress(look)
        self.scroller.dress(look)
        if look.narrow:
            self._lay_narrow(page, look)
        else:
            self._lay_wide(page, look)
        self._show_pose(page)
        self.update()

    def _show_pose(self, page: Page) -> None:
        muscles = (*page.exercise.muscles, *page.variant.extra_muscles)
        movement = movement_of(page.variant, page.kit)
        pose = Pose(movement, page.variant.ways, movements_of(page.exercise))
        self.turntable.show_pose(pose, callouts_for(self._library, muscles), afresh=self._fresh)
        self._fresh = False

    def _lay_wide(self, page: Page, look: Look) -> None:
        margin = look.margin
        top, width, foot = height_u(look), look.width_u, look.height_u - FOOT
        column = min(COLUMN, (width - 2 * margin) * (1 - STAGE_SHARE))
        left = width - margin - column
        stage = left - COLUMN_GAP - margin
        head = self._head(page, look, max(18.6, top + 8.2), stage, TITLE)
        high = self._place_hint(look, margin + stage / 2, foot, stage)
        self.turntable.stand(look.box(margin, head + 1.0, stage, foot - high - 0.8 - head - 1.0))
        self._place_buttons(look.box(left, foot - PLAY, column, PLAY), look)
        text_top = max(13.2, top + 2.6)
        self._place_sheet(page, look, look.box(left, text_top, column, foot - PLAY - 1.6 - text_top))

    def _lay_narrow(self, page: Page, look: Look) -> None:
        margin = look.margin
        top, width = height_u(look), look.width_u - 2 * look.margin
        head = self._head(page, look, top + 6.2, width, TITLE_NARROW)
        cap = key_box("←", look, KEY).height() / look.u
        spare = look.height_u - head - cap - PLAY_NARROW - TEXT_NARROW - 6.0
        stage = min(STAGE_NARROW * look.height_u, max(STAGE_LEAST, spare))
        self.turntable.stand(look.box(margin, head + 0.4, width, stage))
        y = head + 0.4 + stage + 0.6
        y += self._place_hint(look, margin + width / 2, y + cap, width) + 1.8
        self._place_buttons(look.box(margin, y, width, PLAY_NARROW), look)
        y += PLAY_NARROW + 2.0
        self._place_sheet(page, look, look.box(margin, y, width, look.height_u - y))

    def _place_buttons(self, box: QRectF, look: Look) -> None:
        """What starts the exercise, and beside it, where there is room, what there is to read; in pixels."""
        unit = look.u
        read = self.read.natural_width()
        beside = bool(self.read.text()) and box.width() - read >= (PLAY_LEAST + 2.0) * unit
        self.read.setVisible(beside)
        wide = box.width() - read - 2.0 * unit if beside else box.width()
        cap = key_box("Space", look, PLAY_CAP)
        self.play.key = "Space" if cap.height() + unit < box.height() and cap.width() < KEY_SHARE * wide else ""
        self.play.stand(QRectF(box.left(), box.top(), wide, box.height()))
        self.read.stand(QRectF(box.right() - read, box.top(), read, box.height()))

    def _head(self, page: Page, look: Look, baseline: float, width: float, size: float) -> float:
        """Title and tagline; where they end, in u."""
        unit, margin = look.u, look.margin
        at = QPointF(margin * unit, baseline * unit)
        self._title.place(page.exercise.short_name, at, width * unit, size * unit, least=size * 0.6 * unit)
        tag = look.type(TAGLINE)
        y = baseline * unit + tag * 1.55
        at = QPointF(margin * unit, y)
        lines = self._tagline.place(page.exercise.tagline, at, width * unit, tag, least=tag * 0.8, most_lines=2)
        return (y + lines.leading * (len(lines.lines) - 1) + tag * 0.4) / unit

    def _place_hint(self, look: Look, middle: float, foot: float, room: float) -> float:
        """How to turn and to watch, in the middle above `foot`, no wider than `room`; its height. All in u."""
        unit = look.u
        shown = self.turntable.turns
        for widget in (self._hint, self.left_key, self.right_key, self.watch):
            widget.setVisible(shown)
        cap = key_box("←", look, KEY)
        size = look.type(BODY)
        words = "Drag to turn"
        self._hint.place(words if shown else "", QPointF(0, 0), 60 * unit, size)
        gap = 1.1 * unit
        whole = self._hint.fitted.width + 2 * (gap + cap.width())
        self.watch.dress_for(look, cap_u=KEY, type_u=BODY)
        watch = self.watch.natural_width()
        self.watch.setVisible(shown and whole + 3 * gap + watch <= room * unit)
        if not self.watch.isHidden():
            whole += 3 * gap + watch
        x, y = middle * unit - whole / 2, foot * unit - cap.height() / 2
        font = text_font(round(size), MEDIUM)
        self._hint.place(words if shown else "", QPointF(x, y + QFontMetricsF(font).capHeight() / 2), 60 * unit, size)
        x += self._hint.fitted.width + gap
        for button in (self.left_key, self.right_key):
            button.stand(QRectF(x, y - cap.height() / 2, cap.width(), cap.height()))
            x += cap.width() + gap
        self.watch.stand(QRectF(x + 2 * gap, y - cap.height() / 2, watch, cap.height()))
        return cap.height() / unit

    def _place_sheet(self, page: Page, look: Look, box: QRectF) -> None:
        """The text to read: in `box` (pixels), with room at its sides for focus rings and the scroll mark."""
        out = 0.9 * look.u
        self.scroller.setGeometry(box.adjusted(-out, 0, out * 1.4, 0).toRect())
        self.sheet.show_page(page, float(self.scroller.width()), look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if self._look is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.page.ground)
            painter.end()
