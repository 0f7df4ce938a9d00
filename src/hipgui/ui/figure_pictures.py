"""Pictures of the real figure: moving ones from the frame cache, stills painted off the GUI thread and kept on disk.

Constructing this costs nothing: numpy and the figure are loaded by `warm_up`, after the first frame. Until then only
stills that an earlier run has left on disk can be had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from hipgui.core.model import Side
from hipgui.figure.names import Appearance
from hipgui.ui.figure_stills import AT_EASE, FigureStills, Kind, Order
from hipgui.ui.pictures import Course, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QImage, QPainter

    from hipgui.figure import model
    from hipgui.paint.frames import Frame, FrameCache, Guide
    from hipgui.paint.takes import Take
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Part, Picture, Shot


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

    def __init__(self, frame: Frame, ground: Frame | None, shadow: QImage | None, guide: Guide | None) -> None:
        self.frame, self.ground, self.shadow, self.guide = frame, ground, shadow, guide
        self.bounds = _bounds(frame)

    def on_same_ground(self, other: Picture) -> bool:
        """Whether both stand on the very same ground."""
        return (
            isinstance(other, FramePicture)
            and self.ground is other.ground
            and self.shadow is other.shadow
            and self.guide is other.guide
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FramePicture) and self.frame is other.frame and self.on_same_ground(other)

    def __hash__(self) -> int:
        return hash((id(self.frame), id(self.ground)))

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Shadow, ground, ghost, figure, arrow."""
        if self.shadow is not None:
            painter.drawImage(QPointF(left, top), self.shadow)
        if self.ground is not None:
            self.ground.paint(painter, left, top)
        if self.guide is not None:
            self.guide.behind.paint(painter, left, top)
        self.frame.paint(painter, left, top)
        if self.guide is not None:
            self.guide.before.paint(painter, left, top)


class FigurePictures(QObject):
    """The figure for the pages. `load` brings the packs' figures; `folder` keeps stills, None keeps none."""

    became_ready = Signal()

    def __init__(self, load: Callable[[], model.Figures], folder: Path | None) -> None:
        super().__init__()
        self._load = load
        self._who = Appearance()
        self._figures: model.Figures | None = None
        self._cache: FrameCache | None = None
        self._stills = FigureStills(folder)
        self._stills.became_ready.connect(self.became_ready)
        self._aspects: dict[str, float] | None = None

    def tell_when_ready(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something asked for has become ready."""
        self.became_ready.connect(listener)

    def dress_body(self, who: Appearance) -> None:
        """Show someone from now on."""
        if who != self._who:
            self._who = who
            self.became_ready.emit()

    def warm_up(self) -> None:
        """Load the figure, and paint what was asked for meanwhile."""
        from hipgui.paint.frames import FrameCache  # noqa: PLC0415  start-up: numpy comes after the first frame

        if self._figures is None:
            self._figures = self._load()
            self._cache = FrameCache(self._figures)
            self._cache.painted.connect(self.became_ready)
            views = {name: movement.view for name, movement in self._figures.movements.items()}
            self._stills.store.keep_aspects({name: view.width / view.height for name, view in views.items()})
            self.became_ready.emit()
            self._stills.begin(self._figures)

    def close(self) -> None:
        """End the painting threads."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None
        self._stills.close()

    def aspect(self, movement: str) -> float:
        """Width over height of the movement's frame; before the figure is loaded, as it was last time."""
        if self._figures is None:
            if self._aspects is None:
                self._aspects = self._stills.store.read_aspects()
            return self._aspects.get(movement, 1.0)
        view = self._figures.movement(movement).view
        return view.width / view.height

    def still(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """A still, from memory or disk; one that is not there is ordered."""
        width, height = round(size.width()), round(size.height())
        if width < 1 or height < 1:
            return None
        amount = shot.amount if shot.course is Course.PATH else 0.0
        order = Order(shot.movement, shot.side, amount, _theme(shot, look), width, height, ratio, self._who)
        image = self._stills.image(order)
        return None if image is None else StillPicture(image, self._shadow(shot, order))

    def sets_up(self, movement: str) -> bool:
        """Whether a movement has a set-up of its own; not known before the figure is loaded."""
        return self._figures is not None and bool(self._figures.movement(movement).set_up)

    def moving(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """The frame nearest to what is wanted; None while there is none."""
        if self._cache is None:
            return self.still(shot, size, look, ratio)
        from hipgui.figure.motion import breath_at  # noqa: PLC0415  it is loaded by now

        shot = self._within(shot)
        take = self._take(shot, size, look, ratio)
        breath = breath_at(shot.still_s) if shot.still_s is not None else 0.0
        ground, frame = self._cache.ground(take), self._cache.at(take, shot.amount, breath)
        guide = self._cache.guide(take) if shot.guide else None
        return (
            None if frame is None else FramePicture(frame, ground, self._shadow(shot, self._order(shot, take)), guide)
        )

    def expect(self, shots: Sequence[tuple[Shot, QSizeF]], look: Look, ratio: float) -> None:
        """Have the movements painted ahead."""
        if self._cache is None:
            return
        coming = []
        for wanted, size in shots:
            shot = self._within(wanted)
            take = self._take(shot, size, look, ratio)
            coming.append((take, shot.amount))
            self._shadow(shot, self._order(shot, take))
        self._cache.expect(coming)

    def portrait(self, who: Appearance, part: Part, size: QSizeF, look: Look, ratio: float) -> Picture | None:
        """Someone standing at ease."""
        box = (round(size.width()), round(size.height()))
        order = Order(AT_EASE, Side.RIGHT, 0.0, _page_theme(look), *box, ratio, who, Kind(part.value))
        image = self._stills.image(order)
        return None if image is None else StillPicture(image)

    def _order(self, shot: Shot, take: Take) -> Order:
        """A still of the size of a take."""
        return Order(shot.movement, shot.side, 0.0, take.look.theme, take.width, take.height, take.ratio, self._who)

    def _within(self, shot: Shot) -> Shot:
        """The shot, on the set-up movement where that is meant."""
        assert self._figures
        if shot.course not in {Course.ENTRY, Course.SET_UP}:
            return shot
        set_up = self._figures.movement(shot.movement).set_up
        if shot.course is Course.ENTRY:
            return shot._replace(movement=set_up or shot.movement)
        if set_up:
            return shot._replace(movement=set_up, ways=1)
        return shot._replace(course=Course.PATH, amount=0.0)

    def _shadow(self, shot: Shot, order: Order) -> QImage | None:
        """Where the figure on a flood came from, of the size of `order`; None for a figure that came from nowhere."""
        if not shot.flooded or shot.came_from is None:
            return None
        movement, side, amount = shot.came_from
        return self._stills.image(order._replace(movement=movement, side=side, amount=amount, kind=Kind.SHADOW))

    def subject(self, look: Look) -> Subject | None:
        """Everyone's movements, and the person's own figure."""
        if self._figures is None:
            return None
        return Subject(self._figures, self._look(_page_theme(look)))

    def _take(self, shot: Shot, size: QSizeF, look: Look, ratio: float) -> Take:
        from hipgui.paint import takes  # noqa: PLC0415  it is loaded by now
        from hipgui.ui.choreography import WAY_MS  # noqa: PLC0415  likewise

        start = None
        if shot.course is Course.SWAP and shot.came_from is not None:
            start = takes.Stance(shot.came_from.movement, shot.came_from.amount)
        return takes.Take(
            shot.movement,
            shot.side.value,
            self._look(_theme(shot, look)),
            round(size.width()),
            round(size.height()),
            ratio,
            shot.ways,
            WAY_MS.get(shot.course, shot.way_ms),
            takes.Course(shot.course.value),
            start,
            shot.toward,
        )

    def _look(self, theme: str) -> model.Look:
        from hipgui.figure.model import Look  # noqa: PLC0415  start-up: stills on disk are found without it

        return Look.of(theme, self._who)


def _page_theme(look: Look) -> str:
    return "dark" if look.tokens.dark else "light"


def _theme(shot: Shot, look: Look) -> str:
    """The flood is light in the dark theme and dark in the light one; the figure on it is dressed for that."""
    return "dark" if look.tokens.dark != shot.flooded else "light"


def _bounds(frame: Frame) -> QRectF:
    """What the strips of a frame cover."""
    box = QRectF()
    for strip in frame.strips:
        size = strip.image.size()
        box = box.united(QRectF(strip.x, strip.y, size.width(), size.height()))
    return QRectF(box.x() / frame.ratio, box.y() / frame.ratio, box.width() / frame.ratio, box.height() / frame.ratio)
