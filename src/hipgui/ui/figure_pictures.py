"""Pictures of the real figure: moving ones from the frame cache, stills painted off the GUI thread and kept on disk.

Constructing this costs nothing: numpy and the figure are loaded by `warm_up`, after the first frame. Until then only
stills that an earlier run has left on disk can be had.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from hipgui.ui.pictures import Subject
from hipgui.ui.stills import StillStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path

    from PySide6.QtCore import QSizeF

    from hipgui.core.model import Side
    from hipgui.figure import model
    from hipgui.paint.frames import Frame, FrameCache, Take
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Picture, Shot

STILLS_KEPT = 24
SETTLE_MS = 150
"""A still is painted once nothing new was asked for so long: a window that is being resized asks for many."""
DARK_INK, LIGHT_INK, SHADOW = (16, 20, 24), (240, 228, 66), 46
"""Inks of the other side's shadow on the two switch floods, and its strength, of 255."""


class Order(NamedTuple):
    """A still that was asked for; sizes in logical pixels."""

    movement: str
    side: Side
    amount: float
    theme: str
    width: int
    height: int
    ratio: float
    shadow: bool = False
    """The body alone, in faint ink."""


class StillPicture:
    """One picture, and perhaps the shadow of another behind it."""

    def __init__(self, image: QImage, shadow: QImage | None = None) -> None:
        self.image, self.shadow = image, shadow

    @property
    def bounds(self) -> QRectF:
        """All of it."""
        size = self.image.deviceIndependentSize()
        return QRectF(0, 0, size.width(), size.height())

    def on_same_ground(self, other: Picture) -> bool:
        """The bounds are everything."""
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StillPicture) and self.image is other.image and self.shadow is other.shadow

    def __hash__(self) -> int:
        return hash((id(self.image), id(self.shadow)))

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Shadow, then picture."""
        for image in (self.shadow, self.image):
            if image is not None:
                painter.drawImage(QPointF(left, top), image)


class FramePicture:
    """A frame of a movement over its ground."""

    def __init__(self, frame: Frame, ground: QImage | None, shadow: QImage | None, bounds: QRectF) -> None:
        self.frame, self.ground, self.shadow, self.bounds = frame, ground, shadow, bounds

    def on_same_ground(self, other: Picture) -> bool:
        """Whether both stand on the very same ground."""
        return isinstance(other, FramePicture) and self.ground is other.ground and self.shadow is other.shadow

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FramePicture) and self.frame is other.frame and self.on_same_ground(other)

    def __hash__(self) -> int:
        return hash((id(self.frame), id(self.ground)))

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Shadow, ground, figure."""
        for image in (self.shadow, self.ground):
            if image is not None:
                painter.drawImage(QPointF(left, top), image)
        self.frame.paint(painter, left, top)


class FigurePictures(QObject):
    """The figure for the pages. `load` brings the packs' figures; `folder` keeps stills, None keeps none."""

    became_ready = Signal()
    _painted_still = Signal(Order, QImage)
    _failed = Signal(Exception)

    def __init__(
        self,
        load: Callable[[], model.Figures],
        folder: Path | None,
        *,
        body: model.Body | None = None,
        skin: str = "honey",
        hair: str = "brown",
    ) -> None:
        super().__init__()
        self._load, self._store = load, StillStore(folder)
        self._body, self._skin, self._hair = body, skin, hair
        self._figures: model.Figures | None = None
        self._cache: FrameCache | None = None
        self._stills: OrderedDict[Order, QImage] = OrderedDict()
        self._missing: set[Order] = set()
        self._orders: list[Order] = []
        self._painter: ThreadPoolExecutor | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._painted_still.connect(self._on_painted_still)
        self._failed.connect(self._on_failed)
        self._aspects: dict[str, float] | None = None

    def tell_when_ready(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something asked for has become ready."""
        self.became_ready.connect(listener)

    def warm_up(self) -> None:
        """Load the figure, and paint what was asked for meanwhile."""
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  start-up: all of it comes after the first

        from hipgui.paint.frames import FrameCache  # noqa: PLC0415  frame, numpy above all

        if self._figures is None:
            self._figures = self._load()
            self._painter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="figure-stills")
            self._cache = FrameCache(self._figures)
            self._cache.painted.connect(self.became_ready)
            views = {name: movement.view for name, movement in self._figures.movements.items()}
            self._store.keep_aspects({name: view.width / view.height for name, view in views.items()})
            self.became_ready.emit()
            if self._orders:
                self._settle.start(0)

    def close(self) -> None:
        """End the painting threads."""
        self._settle.stop()
        self._orders.clear()
        if self._cache is not None:
            self._cache.close()
            self._cache = None
        if self._painter is not None:
            self._painter.shutdown(cancel_futures=True)
            self._painter = None

    def aspect(self, movement: str) -> float:
        """Width over height of the movement's frame; before the figure is loaded, as it was last time."""
        if self._figures is None:
            if self._aspects is None:
                self._aspects = self._store.read_aspects()
            return self._aspects.get(movement, 1.0)
        view = self._figures.movement(movement).view
        return view.width / view.height

    def still(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """A still, from memory or disk; one that is not there is ordered."""
        width, height = round(size.width()), round(size.height())
        if width < 1 or height < 1:
            return None
        amount = shot.amount if shot.came_from is None else 0.0
        order = Order(shot.movement, shot.side, amount, _theme(shot, look), width, height, ratio)
        image = self._image(order)
        return None if image is None else StillPicture(image, self._shadow(shot, order))

    def moving(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """The frame nearest to what is wanted; None while there is none."""
        if self._cache is None:
            return self.still(shot, size, look, ratio)
        from hipgui.figure.motion import breath_at  # noqa: PLC0415  it is loaded by now

        take = self._take(shot, size, look, ratio)
        breath = breath_at(shot.still_s) if shot.still_s is not None else 0.0
        ground, frame = self._cache.ground(take), self._cache.at(take, shot.amount, breath)
        if frame is None:
            return None
        order = Order(shot.movement, shot.side, 0.0, _theme(shot, look), take.width, take.height, ratio)
        return FramePicture(frame, ground, self._shadow(shot, order), _bounds(frame))

    def prepare(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> None:
        """Have the movement painted ahead."""
        if self._cache is not None:
            take = self._take(shot, size, look, ratio)
            self._cache.prepare(take)
            self._shadow(shot, Order(shot.movement, shot.side, 0.0, _theme(shot, look), take.width, take.height, ratio))

    def _shadow(self, shot: Shot, order: Order) -> QImage | None:
        """Where the figure came from, of the size of `order`; None for a figure that came from nowhere."""
        if shot.came_from is None:
            return None
        return self._image(order._replace(side=shot.side.other, amount=shot.came_from, shadow=True))

    def subject(self, look: Look) -> Subject | None:
        """Everyone's movements, and the person's own figure."""
        if self._figures is None:
            return None
        return Subject(self._figures, self._look("dark" if look.tokens.dark else "light"))

    def _take(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Take:
        from hipgui.paint.frames import Stance, Take  # noqa: PLC0415  it is loaded by now

        stance = None
        if shot.came_from is not None:
            stance = Stance(shot.movement, shot.side.other.value, shot.came_from)
        return Take(
            shot.movement,
            shot.side.value,
            self._look(_theme(shot, look)),
            round(size.width()),
            round(size.height()),
            ratio,
            shot.ways,
            start=stance,
        )

    def _look(self, theme: str) -> model.Look:
        from hipgui.figure.model import Body, Look  # noqa: PLC0415  start-up: stills on disk are found without it

        return Look(theme, self._body or Body(), self._skin, self._hair)

    # Stills.

    def _image(self, order: Order) -> QImage | None:
        found = self._stills.get(order)
        if found is not None:
            self._stills.move_to_end(order)
            return found
        if order not in self._missing:
            found = self._store.read(self._name(order), order.ratio)
            if found is not None:
                self._keep(order, found)
                return found
            self._missing.add(order)
            self._orders.append(order)
            if self._figures is not None:
                self._settle.start(SETTLE_MS)
        return None

    def _name(self, order: Order) -> str:
        """What a still is called on disk: all that it depends on."""
        body = f"{self._body.build}.{self._body.hair}.{self._body.wardrobe}" if self._body else "standard"
        kind = "shadow" if order.shadow else "still"
        place = f"{kind}-{order.movement}-{order.side.value}-{order.amount:.3f}-{order.theme}"
        return f"{place}-{order.width}x{order.height}-{order.ratio:g}-{body}.{self._skin}.{self._hair}"

    def _keep(self, order: Order, image: QImage) -> None:
        self._stills[order] = image
        while len(self._stills) > STILLS_KEPT:
            self._stills.popitem(last=False)

    def _on_settled(self) -> None:
        """Paint what was asked for last; what a resize asked for on its way is forgotten."""
        orders, self._orders = self._orders[-8:], []
        self._missing.intersection_update(orders)
        for order in orders:
            if self._painter is not None:
                self._painter.submit(self._paint_still, order)

    def _paint_still(self, order: Order) -> None:
        """In the painting thread, where nobody would hear of an error."""
        try:
            self._paint_and_keep(order)
        except Exception as error:  # noqa: BLE001  told on the window's thread, where it counts like any other
            self._failed.emit(error)

    def _on_failed(self, error: Exception) -> None:
        raise error

    def _paint_and_keep(self, order: Order) -> None:
        from hipgui.paint.frames import still  # noqa: PLC0415  it is loaded by now

        assert self._figures
        look, size = self._look(order.theme), (order.width, order.height)
        if order.shadow:
            image = self._silhouette(order, look)
        else:
            image = still(
                self._figures, order.movement, order.side.value, size, look, amount=order.amount, ratio=order.ratio
            )
        self._painted_still.emit(order, image)
        self._store.keep(self._name(order), image)

    def _on_painted_still(self, order: Order, image: QImage) -> None:
        self._missing.discard(order)
        self._keep(order, image)
        self.became_ready.emit()

    def _silhouette(self, order: Order, look: model.Look) -> QImage:
        """The body without ground, in one faint ink: dark on the dark theme's flood, light on the light's."""
        from hipgui.figure.drawlist import Layer  # noqa: PLC0415  it is loaded by now
        from hipgui.figure.scene import frame  # noqa: PLC0415  after the first frame
        from hipgui.paint.figure import paint_figure  # noqa: PLC0415  after the first frame

        assert self._figures
        body = frame(self._figures, order.movement, order.side.value, order.amount, look.body, glow=0.0)
        size = (round(order.width * order.ratio), round(order.height * order.ratio))
        image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        box = QRectF(0, 0, *size)
        paint_figure(painter, body.only((Layer.BODY,)), box, look)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(box, QColor(*(DARK_INK if order.theme == "light" else LIGHT_INK), SHADOW))
        painter.end()
        image.setDevicePixelRatio(order.ratio)
        return image


def _theme(shot: Shot, look: Look) -> str:
    """The flood is light in the dark theme and dark in the light one; the figure on it is dressed for that."""
    return "dark" if look.tokens.dark == (shot.came_from is None) else "light"


def _bounds(frame: Frame) -> QRectF:
    """What the strips of a frame cover."""
    box = QRectF()
    for strip in frame.strips:
        size = strip.image.size()
        box = box.united(QRectF(strip.x, strip.y, size.width(), size.height()))
    return QRectF(box.x() / frame.ratio, box.y() / frame.ratio, box.width() / frame.ratio, box.height() / frame.ratio)
