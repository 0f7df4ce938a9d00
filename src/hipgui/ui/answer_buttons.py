"""The four answers to "How did it feel?", each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from hipgui.paint.theme import SEMIBOLD, text_font
from hipgui.ui.buttons import Button, key_box, paint_key

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from hipgui.ui.look import Look

TYPE, CAP = 2.6, 3.2
PAD, CAP_GAP = 1.5, 0.9
"""Room beside the words, and between cap and word, at the largest type; in u."""


class AnswerButton(Button):
    """Filled where it is its row's turn, white where it is the answer, else its word alone."""

    def __init__(self, parent: QWidget, text: str, key: str) -> None:
        super().__init__(parent, "")
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.key = key
        self.open = False
        """Whether it is its row's turn."""
        self.share = 1.0
        """How large its type is, as a share of the largest."""

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """The page decides."""

    def natural_width(self, look: Look, share: float, *, caps: bool) -> float:
        """Pixels its face wants in a type of that share, with or without its key."""
        wide = QFontMetricsF(self._font(look, share)).horizontalAdvance(self.text()) + 2 * PAD * share * look.u
        return wide + (self._cap(look, share).width() + CAP_GAP * share * look.u if caps else 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, key, word."""
        look = self.look
        if look is None:
            return
        face, unit = self.face, look.u
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = 2.2 * unit
        ink = look.page.text if self.open else look.page.text2
        if self.isChecked():
            ink = look.page.ground
        if self.isChecked() or self.open or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            plain = self.filled(QColor(look.tokens.raised2), look.page.text)
            painter.setBrush(look.page.text if self.isChecked() else plain)
            painter.drawRoundedRect(face, radius, radius)
        self.paint_ring(painter, radius)
        font = self._font(look, self.share)
        metrics = QFontMetricsF(font)
        word = metrics.horizontalAdvance(self.text())
        cap, gap = self._cap(look, self.share), CAP_GAP * self.share * unit
        with_key = self.open and word + cap.width() + gap + 1.2 * self.share * unit <= face.width()
        left = face.center().x() - (word + (cap.width() + gap if with_key else 0.0)) / 2
        if with_key:
            cap.moveCenter(QPointF(left + cap.width() / 2, face.center().y()))
            paint_key(painter, self.key, cap, look, ink=ink, outline=ink if self.isChecked() else look.page.outline)
            left = cap.right() + gap
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(left, face.center().y() + metrics.capHeight() / 2), self.text())
        painter.end()

    def _cap(self, look: Look, share: float) -> QRectF:
        return key_box(self.key, look, CAP * share)

    def _font(self, look: Look, share: float) -> QFont:
        return text_font(round(look.type(TYPE) * share), SEMIBOLD)
