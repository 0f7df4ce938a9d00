"""Which weights a person owns: a chip for each that is common, pressed for what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from hipgui.core.ladder import POUNDS_IN_A_KILO
from hipgui.paint.theme import SMALL
from hipgui.settings import POUNDS
from hipgui.ui.buttons import PRESS_KEYS, let_tab_in
from hipgui.ui.chips import GAP, HIGH, Chip
from hipgui.ui.row import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look

KILOS_SOLD = (2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0)
POUNDS_SOLD = (5, 8, 10, 12, 15, 18, 20, 25, 35, 45)
SAME_KG = 0.1
"""Weights that differ by less are one: 10 lb and 4.54 kg."""
BANDS = (("Light", 1), ("Medium", 2), ("Strong", 3))
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def weight_words(kilos: float, units: str) -> str:
    """A weight as it is shown: "4 kg", "10 lb"."""
    return f"{kilos * POUNDS_IN_A_KILO:.0f} lb" if units == POUNDS else f"{round(kilos, 1):g} kg"


def bells_offered(owned: Sequence[float], units: str) -> tuple[float, ...]:
    """Kilograms of the kettlebells to choose from, lightest first: those that are sold, and all that are owned."""
    sold = tuple(round(pounds / POUNDS_IN_A_KILO, 2) for pounds in POUNDS_SOLD) if units == POUNDS else KILOS_SOLD
    others = [kilos for kilos in sold if not any(abs(kilos - own) < SAME_KG for own in owned)]
    return tuple(sorted({*others, *owned}))


class LoadChip(Chip):
    """One weight; Enter, Space or a click say whether it is there."""

    press_keys = PRESS_KEYS

    def __init__(self, parent: LoadsRow, text: str, value: float) -> None:
        super().__init__(parent, text, parent.accessibleName())
        self.value = value

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """On or off by itself, whatever the others are."""
        self.setChecked(not self.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go to the neighbour."""
        step, row = STEPS.get(Qt.Key(event.key())), self.parent()
        assert isinstance(row, LoadsRow)
        if step is not None:
            row.move_by(self, step)
        else:
            super().keyPressEvent(event)


class LoadsRow(Row):
    """A label and its chips; `chosen` tells all that are there, as a tuple, lightest first."""

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent, label, above=True)
        self.chips: list[LoadChip] = []

    def offer(self, options: Sequence[tuple[str, float]]) -> None:
        """What can be chosen from now on: texts and values. Whoever places the row has to do so anew."""
        known = {(chip.text(), chip.value): chip for chip in self.chips}
        self.chips = [known.pop(option) if option in known else self._made(*option) for option in options]
        for chip in known.values():
            chip.hide()
            chip.deleteLater()
        let_tab_in(self.chips, next((chip for chip in self.chips if chip.hasFocus()), self.chips[0]))

    def _made(self, text: str, value: float) -> LoadChip:
        chip = LoadChip(self, text, value)
        chip.clicked.connect(self._on_clicked)
        chip.show()
        return chip

    def choose(self, value: object) -> None:
        """Show what is there."""
        assert isinstance(value, tuple)
        for chip in self.chips:
            chip.setChecked(chip.value in value)

    def move_by(self, chip: LoadChip, step: int) -> None:
        """Take the keyboard to the neighbour of `chip`."""
        place = self.chips.index(chip) + step
        if 0 <= place < len(self.chips):
            let_tab_in(self.chips, self.chips[place])
            self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def place(self, box: QRectF, look: Look) -> float:
        """Chips one after another, going on below where a line is full."""
        gap, high = GAP * look.u, max(HIGH, look.scaled(SMALL) * 1.5 + 0.6) * look.u
        x, y = box.left(), box.top()
        for chip in self.chips:
            chip.dress(look)
            wide = chip.natural_width()
            if x > box.left() and x + wide > box.right():
                x, y = box.left(), y + high + gap
            chip.stand(QRectF(x, y, wide, high))
            x += wide + gap
        return y + high

    def _on_clicked(self) -> None:
        self.chosen.emit(tuple(sorted(chip.value for chip in self.chips if chip.isChecked())))
