"""A large number that rolls to its next value instead of jumping there."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from hipgui.paint.theme import ROLL_MS
from hipgui.ui.label import Label
from hipgui.ui.tween import STILL, Tween


class Numeral(Label):
    """Digits at a place. Whoever changes the number has `advance` called until it says that it stands."""

    _number: int | None = None
    _first = 0
    _tween: Tween | None = STILL
    _at = QPointF()
    _pixels = 1.0

    def show_number(self, number: int, at: QPointF, pixels: float, *, rolls: bool) -> None:
        """Stand at `at`, left end and baseline; a new number is rolled to, or cut to without `rolls`."""
        self._at, self._pixels = at, pixels
        if self._number is not None and number != self._number:
            self._first = int(self.text())
            self._tween = None if rolls else STILL
        self._number = number
        shown = self._first if self._tween is None else number if self._tween is STILL else int(self.text())
        self.place_numerals(str(shown), at, pixels)
        self.setAccessibleName(str(number))

    def advance(self, now_ms: float) -> bool:
        """Roll on; whether it still rolls."""
        if self._number is None or self._tween is STILL:
            return False
        tween = self._tween = self._tween or Tween(now_ms, ROLL_MS)
        shown = round(self._first + (self._number - self._first) * tween.at(now_ms))
        self.place_numerals(str(shown), self._at, self._pixels)
        if tween.over(now_ms):
            self._tween = STILL
        return self._tween is not STILL
