"""Stills of the figure, painted off the GUI thread, kept in memory and on disk.

Constructing this costs nothing. Until `begin` only what an earlier run has left on disk can be had.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.ui.stills import StillStore

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path

    from hipgui.core.model import Side
    from hipgui.figure import model
    from hipgui.figure.names import Appearance

BYTES_KEPT = 48 * 1024 * 1024
SETTLE_MS = 150
"""A still is painted once nothing new was asked for so long: a window that is being resized asks for many."""
ORDERS_KEPT = 32
"""As many of the newest orders are painted; what a resize asked for on its way is forgotten."""
DARK_INK, LIGHT_INK, SHADOW = (16, 20, 24), (240, 228, 66), 46
"""Inks of the other side's shadow on the two switch floods, and its strength, of 255."""
AT_EASE = "muscles"
"""The movement of the built-in pack that just stands there."""
PORTRAITS = {"head": ((-30.0, 4.0), (0.012, 0.0, 0.925), 0.25), "body": ((-30.0, 4.0), (0.0, 0.0, 0.51), 1.08)}
"""Camera (azimuth, elevation) of each part, the middle of its picture (H) and what is seen of the height, in H."""


class Kind(StrEnum):
    """What a still shows."""

    STILL = "still"
    SHADOW = "shadow"
    """The body alone, in faint ink."""
    HEAD = "head"
    BODY = "body"


class Order(NamedTuple):
    """A still that was asked for; sizes in logical pixels."""

    movement: str
    side: Side
    amount: float
    theme: str
    width: int
    height: int
    ratio: float
    who: Appearance
    kind: Kind = Kind.STILL


class FigureStills(QObject):
    """Hands out stills; one that is not there is painted, and `became_ready` tells when it is."""

    became_ready = Signal()
    _painted = Signal(Order, QImage)
    _failed = Signal(Exception)

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.store = StillStore(folder)
        self._figures: model.Figures | None = None
        self._kept: OrderedDict[Order, QImage] = OrderedDict()
        self._missing: set[Order] = set()
        self._orders: list[Order] = []
        self._painter: ThreadPoolExecutor | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._painted.connect(self._on_painted)
        self._failed.connect(self._on_failed)

    def begin(self, figures: model.Figures) -> None:
        """Paint from now on, what was asked for meanwhile first."""
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  start-up: after the first frame

        self._figures = figures
        self._painter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="figure-stills")
        if self._orders:
            self._settle.start(0)

    def close(self) -> None:
        """End the painting thread."""
        self._settle.stop()
        self._orders.clear()
        if self._painter is not None:
            self._painter.shutdown(cancel_futures=True)
            self._painter = None

    def image(self, order: Order) -> QImage | None:
        """The still if it is at hand; else it is painted soon."""
        found = self._kept.get(order)
        if found is not None:
            self._kept.move_to_end(order)
            return found
        if order not in self._missing:
            found = self.store.read(_name(order), order.ratio)
            if found is not None:
                self._keep(order, found)
                return found
            self._missing.add(order)
            self._orders.append(order)
            if self._figures is not None:
                self._settle.start(SETTLE_MS)
        return None

    def _keep(self, order: Order, image: QImage) -> None:
        self._kept[order] = image
        size = sum(one.sizeInBytes() for one in self._kept.values())
        while size > BYTES_KEPT and len(self._kept) > 1:
            size -= self._kept.popitem(last=False)[1].sizeInBytes()

    def _on_settled(self) -> None:
        orders, self._orders = self._orders[-ORDERS_KEPT:], []
        self._missing.intersection_update(orders)
        for order in orders:
            if self._painter is not None:
                self._painter.submit(self._paint, order)

    def _paint(self, order: Order) -> None:
        """In the painting thread, where nobody would hear of an error."""
        try:
            image = self._image_of(order)
            self._painted.emit(order, image)
            self.store.keep(_name(order), image)
        except Exception as error:  # noqa: BLE001  told on the window's thread, where it counts like any other
            self._failed.emit(error)

    def _on_failed(self, error: Exception) -> None:
        raise error

    def _on_painted(self, order: Order, image: QImage) -> None:
        self._missing.discard(order)
        self._keep(order, image)
        self.became_ready.emit()

    def _image_of(self, order: Order) -> QImage:
        from hipgui.figure.drawlist import Layer  # noqa: PLC0415  it is loaded by now
        from hipgui.figure.model import Camera, Look, View  # noqa: PLC0415  likewise
        from hipgui.figure.scene import frame  # noqa: PLC0415  likewise
        from hipgui.paint.frames import painted, still  # noqa: PLC0415  likewise

        assert self._figures
        look, size = Look.of(order.theme, order.who), (order.width, order.height)
        side: model.SideName = order.side.value
        if order.kind is Kind.STILL:
            return still(self._figures, order.movement, side, size, look, amount=order.amount, ratio=order.ratio)
        if order.kind is Kind.SHADOW:
            body = frame(self._figures, order.movement, side, order.amount, look.body, layers=(Layer.BODY,))
            return _inked(painted(body, size, order.ratio, look), order)
        seen_from, middle, height = PORTRAITS[order.kind.value]
        view = View(middle, height * order.width / order.height, height)
        camera, layers = Camera(*seen_from), (Layer.BODY, Layer.SHADOW)
        body = frame(self._figures, AT_EASE, side, 0.0, look.body, camera=camera, view=view, layers=layers)
        return painted(body, size, order.ratio, look)


def _inked(image: QImage, order: Order) -> QImage:
    """The picture in one faint ink: dark on the dark theme's flood, light on the light's."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    ink = QColor(*(DARK_INK if order.theme == "light" else LIGHT_INK), SHADOW)
    painter.fillRect(QRectF(0, 0, order.width, order.height), ink)
    painter.end()
    return image


def _name(order: Order) -> str:
    """What a still is called on disk: all that it depends on."""
    place = f"{order.kind.value}-{order.movement}-{order.side.value}-{order.amount:.3f}-{order.theme}"
    return f"{place}-{order.width}x{order.height}-{order.ratio:g}-{'.'.join(order.who)}"
