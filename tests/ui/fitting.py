"""Whether everything on a page has its place: what the layout tests of the pages beyond Today measure."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtWidgets import QApplication

from hipgui.ui.answer_buttons import AnswerButton
from hipgui.ui.buttons import BigButton, Button, KeyButton, OutlineButton
from hipgui.ui.chips import Chip
from hipgui.ui.choice import Segment
from hipgui.ui.label import Label
from hipgui.ui.picker import Picker
from hipgui.ui.scroller import Scroller
from hipgui.ui.slider import Slider
from hipgui.ui.tabs import Tab
from hipgui.ui.tiles import Tile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIZES = ((1920, 1080), (1366, 768), (1280, 800), (960, 1040), (800, 600), (640, 900), (480, 400), (3440, 1440))
LARGE = ((1920, 1080), (960, 1040), (800, 600))
SIZE_AND_SCALE = pytest.mark.parametrize(
    ("size", "text_scale"),
    [*((size, 1.0) for size in SIZES), *((size, scale) for size in LARGE for scale in (1.5, 2.0))],
    ids=lambda value: f"{value[0]}x{value[1]}" if isinstance(value, tuple) else f"{value:.0%}",
)
TOUCH = 0.5
"""Pixels that two boxes may share."""
LEAST_TYPE_U = 1.85


def sheets(page: QWidget) -> list[QWidget]:
    """The page and every sheet on it that scrolls by itself."""
    areas = [area for area in page.findChildren(Scroller) if area.isVisible()]
    return [page, *(sheet for sheet in (area.widget() for area in areas) if sheet is not None)]


def home(widget: QWidget, places: list[QWidget]) -> QWidget | None:
    """The nearest of `places` that holds `widget`."""
    above = widget.parentWidget()
    while above is not None and above not in places:
        above = above.parentWidget()
    return above


def on(sheet: QWidget, widget: QWidget, box: QRectF) -> QRectF:
    """A box of `widget`'s own coordinates, on `sheet`."""
    return box.translated(QPointF(widget.mapTo(sheet, QPoint(0, 0))))


def parts(page: QWidget) -> dict[QWidget, list[tuple[str, QRectF, QWidget]]]:
    """By sheet: name, box and widget of every text and button that is shown."""
    places = sheets(page)
    found: dict[QWidget, list[tuple[str, QRectF, QWidget]]] = {place: [] for place in places}
    for label in page.findChildren(Label):
        sheet = home(label, places)
        if label.isVisible() and label.text() and sheet is not None:
            whole = QRectF()
            for box in label.ink_boxes():
                whole = whole.united(box.translated(-label.x(), -label.y()))
            found[sheet].append((label.text(), on(sheet, label, whole), label))
    for button in page.findChildren(Button):
        sheet = home(button, places)
        if button.isVisible() and sheet is not None:
            found[sheet].append((button.accessibleName(), on(sheet, button, button.face), button))
    drawn: list[tuple[QWidget, QRectF]] = [(slider, slider.line()) for slider in page.findChildren(Slider)]
    drawn += [(picker, picker.face) for picker in page.findChildren(Picker)]
    for control, box in drawn:
        sheet = home(control, places)
        if control.isVisible() and sheet is not None:
            name = f"{control.accessibleName()} ({type(control).__name__})"
            found[sheet].append((name, on(sheet, control, box), control))
    return found


def trouble(page: QWidget, look_u: float) -> list[str]:
    """All that is cut off, lies on something else, runs over its place or is too small; nothing if all is well."""
    said = []
    for sheet, shown in parts(page).items():
        room = QRectF(sheet.rect()).adjusted(-TOUCH, -TOUCH, TOUCH, TOUCH)
        said += [f"{name!r} is cut off" for name, box, _ in shown if not room.contains(box)]
        said += [told for one, other in combinations(shown, 2) if (told := collision(one, other))]
    return said + crowded(page, look_u)


def collision(one: tuple[str, QRectF, QWidget], other: tuple[str, QRectF, QWidget]) -> str:
    """What is wrong between two parts of a sheet; "" for nothing."""
    (first, box, widget), (second, inner, another) = one, other
    if widget.isAncestorOf(another) or another.isAncestorOf(widget):
        held = box.adjusted(-TOUCH, -TOUCH, TOUCH, TOUCH).contains(inner) or inner.contains(box)
        return "" if held else f"{second!r} sticks out of {first!r}"
    return f"{first!r} lies on {second!r}" if box.adjusted(TOUCH, TOUCH, -TOUCH, -TOUCH).intersects(inner) else ""


def crowded(page: QWidget, look_u: float) -> list[str]:
    """Texts that run over their place or are tiny, and buttons too narrow for theirs."""
    said = []
    for label in page.findChildren(Label):
        if label.isVisible() and label.text():
            box = QRectF(label.geometry()).adjusted(-1, -1, 1, 1)
            if not all(box.contains(ink) for ink in label.ink_boxes()):
                said.append(f"{label.text()!r} runs over")
            if label.fitted.font.pixelSize() < int(LEAST_TYPE_U * look_u):
                said.append(f"{label.text()!r} is tiny")
    buttons = [(button, wanted_width(button)) for button in page.findChildren(Button) if button.isVisible()]
    return said + [
        f"{button.accessibleName()!r} has {button.face.width():.0f} pixels for {wanted:.0f}"
        for button, wanted in buttons
        if wanted > button.face.width() + 1
    ]


def wanted_width(button: Button) -> float:
    """Pixels a button's content wants; 0 where it wraps."""
    if isinstance(button, BigButton):
        return button.measures()[3] - button.face.left()
    if isinstance(button, Segment):
        return button.least_width()
    if isinstance(button, Tile):
        return button.least_width()
    if isinstance(button, AnswerButton):
        assert button.look
        return button.natural_width(button.look, button.share, caps=button.open)
    if isinstance(button, OutlineButton | KeyButton | Tab | Chip):
        return button.natural_width()
    return 0.0


def texts(page: QWidget) -> set[str]:
    """All texts that are shown on a page, scrolled away or not."""
    return {label.text() for label in page.findChildren(Label) if label.isVisibleTo(page) and label.text()}


def focused() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
