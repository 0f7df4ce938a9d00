"""What a person sees after a crash: what became of their things, and the details to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

if TYPE_CHECKING:
    from pathlib import Path


class CrashDialog(QDialog):
    """What happened, in plain words, and the details to copy. Plain widgets: the look may be what is broken."""

    def __init__(self, told: str, lost: list[str], log_path: Path | None) -> None:
        super().__init__()
        self.setWindowTitle("Hipgui")
        self.resize(720, 460)
        heading = QLabel("Something in Hipgui broke, so it has to close.")
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        heading.setFont(font)
        words = QLabel(f"{safety(lost)} You can start it again right away.")
        where = QLabel("These details help to mend it." + (f" They are also in {log_path}" if log_path else ""))
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit(told)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName("Details")
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy = QPushButton("Copy details")
        self._copy.clicked.connect(self._on_copy_clicked)
        close = QPushButton("Close Hipgui")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for label in (heading, words, where):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self._details, 1)
        layout.addWidget(buttons)
        close.setFocus()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy.setText("Copied")


def safety(lost: list[str]) -> str:
    """What became of the person's own things."""
    if not lost:
        return "Your sets and settings are saved."
    return f"Not everything could be saved: {'; '.join(lost)}."
