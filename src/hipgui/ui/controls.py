"""The player page's buttons: those that come with the mouse, and those that stand there while they mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal

from hipgui.core.session import Command
from hipgui.ui.buttons import IconButton, KeyButton, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look
    from hipgui.ui.player_layout import PlayerLayout

SHOWN_MS = 3_000
SIDE, GAP = 6.2, 1.3
KEY_CAP, QUIET_CAP, LEAST_CAP = 4.6, 4.2, 1.5
MOST_HEIGHT = 7.6
BESIDE_LEAST = 30.0
"""In a narrower column a key's word stands below the round buttons instead of beside them."""
TYPE_SHARE = 0.63
"""Size of a key's word, as a share of its cap."""


class Controls(QObject):
    """Puts its buttons onto `page`. `asked` tells what a click wants, `changed` that buttons have come or gone."""

    asked = Signal(Command)
    changed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.more = KeyButton(page, "+", "15 seconds more")
        self.deeper = KeyButton(page, "D", "Deeper")
        self.hurts = KeyButton(page, "H", "It hurts")
        self.easier = IconButton(page, "Easier", Mark.EASIER)
        self.harder = IconButton(page, "Harder", Mark.HARDER)
        self.back = IconButton(page, "Back", Mark.BACK)
        self.pause = IconButton(page, "Pause", Mark.PAUSE)
        self.next = IconButton(page, "Next", Mark.NEXT)
        self._changes = (self.easier, self.harder)
        self._ways = (self.back, self.pause, self.next)
        self._passing = (self.hurts, *self._changes, *self._ways)
        for button, command in (
            (self.more, Command.MORE_REST),
            (self.deeper, Command.DEEPER),
            (self.hurts, Command.HURTS),
            (self.easier, Command.EASIER),
            (self.harder, Command.HARDER),
            (self.back, Command.BACK),
            (self.pause, Command.PLAY_PAUSE),
            (self.next, Command.NEXT),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, command=command: self.asked.emit(command))
            button.hide()
        self._look: Look | None = None
        self._layout: PlayerLayout | None = None
        self._on_panel = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.leave)

    @property
    def are_here(self) -> bool:
        """Whether the buttons are there that come with the mouse."""
        return self._timer.isActive()

    def boxes(self) -> list[QRectF]:
        """What the buttons that are there cover, in pixels of the page."""
        there = [button for button in (self.more, self.deeper, *self._passing) if not button.isHidden()]
        return [button.face.translated(button.x(), button.y()) for button in there]

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        for button in self._passing:
            button.dress(look)

    def arrange(self, layout: PlayerLayout, *, on_panel: bool, more_rest: bool, deeper: bool) -> None:
        """Stand in a layout, on the rest panel or not, with the keys that mean something now."""
        self._layout, self._on_panel = layout, on_panel
        self.more.setVisible(more_rest)
        self.deeper.setVisible(deeper)
        self._stand()

    def colour(self, ink: QColor, quiet: QColor, outline: QColor, on_panel: QColor) -> None:
        """The inks of the ground they stand on: of words and marks, of what is only offered, of the panel."""
        self.more.colours = (on_panel, on_panel)
        self.deeper.colours = (quiet, outline)
        self.hurts.colours = (ink, ink)
        for button in (*self._changes, *self._ways):
            button.ink = ink

    def come(self) -> None:
        """Be there for three seconds."""
        self._timer.start()
        for button in self._passing:
            button.show()
            button.raise_()
        self._stand()
        self.changed.emit()

    def leave(self) -> None:
        """Go, but for the keys that mean something now."""
        self._timer.stop()
        for button in self._passing:
            button.hide()
        self._stand()
        self.changed.emit()

    def _stand(self) -> None:
        look, layout = self._look, self._layout
        if look is None or layout is None:
            return
        unit = look.u
        self._centre(self.more, KEY_CAP + 0.2, layout.more_at, look)
        right = layout.then_at.x()
        top = layout.buttons_top_panel if self._on_panel else layout.buttons_top
        left = self._row(self._ways, right, top, unit)
        if layout.beside:
            top = layout.dial.top()
            left = self._row(self._changes, right, top, unit)
            if layout.more_width < BESIDE_LEAST * unit:
                top, left = top + (SIDE + GAP) * unit, right + GAP * unit
        else:
            left = self._row(self._changes, left - GAP * unit, top, unit)
        words = [self.hurts, self.deeper] if self.are_here and self._offers and not layout.beside else [self.hurts]
        edge = right - layout.more_width if layout.beside else layout.panel.left() + unit
        self._words(words, edge, left - GAP * unit, top + SIDE * unit / 2, look)
        if self.deeper not in words:
            below_words = QPointF(layout.more_at.x(), top + (1.5 * SIDE + GAP) * unit)
            self._centre(self.deeper, QUIET_CAP, below_words if self.are_here else layout.more_at, look)

    @property
    def _offers(self) -> bool:
        return not self.deeper.isHidden()

    def _centre(self, button: KeyButton, cap_u: float, middle: QPointF, look: Look) -> None:
        """A key around a point, as large as there is room."""
        assert self._layout
        self._fit([button], cap_u, self._layout.more_width, look)
        box = QRectF(0, 0, button.natural_width(), button.natural_height())
        box.moveCenter(middle)
        button.stand(box)

    def _fit(self, buttons: list[KeyButton], cap_u: float, room: float, look: Look) -> None:
        """Dress keys as large as they fit side by side into so many pixels, at most with caps of `cap_u`."""
        gaps = 2 * GAP * look.u * (len(buttons) - 1)
        while True:
            for button in buttons:
                button.dress_for(look, cap_u=cap_u, type_u=cap_u * TYPE_SHARE)
            wide = sum(button.natural_width() for button in buttons) + gaps
            high = max(button.natural_height() for button in buttons)
            if cap_u < LEAST_CAP or (wide <= room and high <= MOST_HEIGHT * look.u):
                return
            cap_u *= 0.95

    def _row(self, buttons: Sequence[IconButton], right: float, top: float, unit: float) -> float:
        """Round buttons side by side up to `right`; where the first one begins."""
        for place, button in enumerate(reversed(buttons)):
            button.stand(QRectF(right - SIDE * unit * (place + 1) - GAP * unit * place, top, SIDE * unit, SIDE * unit))
        return right - (SIDE * len(buttons) + GAP * (len(buttons) - 1)) * unit

    def _words(self, buttons: list[KeyButton], left: float, right: float, middle: float, look: Look) -> None:
        """Keys with their words between two edges, one before the other from the right."""
        self._fit(buttons, KEY_CAP, right - left, look)
        for button in buttons:
            box = QRectF(0, 0, button.natural_width(), max(SIDE * look.u, button.natural_height()))
            box.moveCenter(QPointF(right - box.width() / 2, middle))
            button.stand(box)
            right = box.left() - 2 * GAP * look.u
