"""The pictures of what there is to read, by the name that a card gives: who stands in them, and what is written there.

A name that is not listed here is a movement of the figure and shows that alone.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hipgui.figure.model import Camera, View
from hipgui.paint.plate import Plate, Sitter, painted_plate
from hipgui.ui.charts import CHARTS

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from hipgui.figure import model
    from hipgui.paint.plate import PaintedPlate
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures, Subject

KEPT = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a picture: movement, side, place on the path (None: its own), and its part of the width."""

    movement: str
    side: model.SideName = "right"
    amount: float | None = None
    camera: tuple[float, float] | None = None
    view: tuple[tuple[float, float, float], float, float] | None = None
    left: float = 0.0
    width: float = 1.0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of figures. `named` are muscles (ids) whose names stand beside it; `floor` draws the ground."""

    figures: tuple[Figure, ...]
    named: tuple[str, ...] = ()
    note: str = ""
    """One thing to say of the first named muscle, instead of its name."""
    floor: bool = False


CLOSE = 0.01
"""Width of a view that is framed by its height alone: what does not fit at the sides is cut off."""
SIDES = 0.02
"""Free room at both sides of a row of figures, as a share of the width."""


def row(*figures: tuple[str, str, dict[str, object]]) -> tuple[Figure, ...]:
    """Figures side by side: movement, caption, and what else is not their own."""
    share = (1.0 - 2 * SIDES) / len(figures)
    return tuple(
        Figure(movement, left=SIDES + place * share, width=share, caption=caption, **more)  # type: ignore[arg-type]  # fields of Figure
        for place, (movement, caption, more) in enumerate(figures)
    )


SCENES: dict[str, Scene] = {
    "muscles": Scene(
        (Figure("muscles", view=((0.0, -0.02, 0.50), CLOSE, 0.60)),),
        named=("psoas", "iliacus", "gluteus_medius", "rectus_femoris"),
    ),
    "stride": Scene(
        row(("stride", "Swing: knee up", {"amount": 1.0}), ("stride", "Contact: step down", {"amount": 0.0})),
        floor=True,
    ),
    "front": Scene(
        (Figure("muscles", camera=(-12.0, 6.0), view=((0.0, -0.03, 0.53), CLOSE, 0.50)),),
        named=("iliacus",),
        note="Tight or pinchy here",
    ),
    "pinch": Scene(
        (Figure("lizard_glide", view=((-0.10, 0.0, 0.24), CLOSE, 0.42)),),
        named=("iliacus",),
        note="A pinch here: ease back",
    ),
    "three": Scene(
        row(("march_bell", "Strengthen", {}), ("lift_flat", "Mobilise", {}), ("lizard_glide", "Stretch", {}))
    ),
    "sports": Scene(row(("stride", "Runners", {"amount": 1.0}), ("sitting", "People who sit", {}))),
    "props": Scene(
        row(
            ("march_bell", "Kettlebell", {}),
            ("march_band", "Band", {}),
            ("lift_flat", "Block or book", {}),
            ("lift_chair", "Chair or wall", {}),
        )
    ),
    "mirror": Scene(row(("lift_edge", "Right leg", {}), ("lift_edge", "Left leg", {"side": "left"}))),
}
"""Pictures with more in them than one movement, by name."""
PICTURES = frozenset(SCENES) | frozenset(CHARTS)
"""Names that are not movements."""


def scene_for(name: str) -> Scene:
    """The scene of that name; a movement's name gives the movement."""
    return SCENES.get(name) or Scene((Figure(name),))


@dataclass(frozen=True, slots=True)
class Order:
    """A plate that was asked for; sizes in logical pixels, `figures_share` is the part of the width they take."""

    name: str
    width: int
    height: int
    figures_share: float
    foot_share: float
    look: model.Look
    ratio: float


class PlateMaker(QObject):
    """Paints plates in a thread of its own, one after another, and keeps the last ones."""

    became_ready = Signal()
    _painted = Signal(object, object)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._kept: OrderedDict[Order, PaintedPlate] = OrderedDict()
        self._ordered: set[Order] = set()
        self._waiting: list[tuple[Order, Subject, QColor]] = []
        self._worker: ThreadPoolExecutor | None = None
        self._painted.connect(self._on_painted)

    def plate(  # noqa: PLR0913  a picture, its size and how it is divided
        self, name: str, width: float, height: float, look: Look, ratio: float, *, share: float = 1.0, foot: float = 0.0
    ) -> PaintedPlate | None:
        """The plate if it is ready; else it is painted, and `became_ready` tells when it is.

        Its figures take `share` of the width from the left, and leave `foot` of the height free below them.
        """
        subject = self._pictures.subject(look)
        if subject is None or width < 2 or height < 2:
            return None
        order = Order(name, round(width), round(height), round(share, 3), round(foot, 3), subject.look, ratio)
        found = self._kept.get(order)
        if found is not None:
            self._kept.move_to_end(order)
            return found
        if order not in self._ordered:
            self._ordered.add(order)
            self._waiting.append((order, subject, look.page.outline))
            if self._worker is None:
                self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="plates")
            self._worker.submit(self._paint_next)
        return None

    def close(self) -> None:
        """End the painting thread."""
        if self._worker is not None:
            self._worker.shutdown(cancel_futures=True)
            self._worker = None
        self._ordered.clear()
        self._waiting.clear()

    def _paint_next(self) -> None:
        """What was asked for last is looked at now, so it comes first."""
        order, subject, line = self._waiting.pop()
        found = painted_plate(
            subject.figures, _plate(order), order.width, order.height, order.look, line, ratio=order.ratio
        )
        self._painted.emit(order, found)

    def _on_painted(self, order: Order, found: PaintedPlate) -> None:
        self._ordered.discard(order)
        self._kept[order] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.became_ready.emit()


AIR, FLOOR_AT = 0.05, 0.04
"""Free room above and below the figures, as shares of the height."""


def _plate(order: Order) -> Plate:
    scene = scene_for(order.name)
    high = 1.0 - order.foot_share
    sitters = []
    for one in scene.figures:
        close = one.view is not None
        top, tall = (0.0, high) if close else (AIR * high, (1.0 - AIR - FLOOR_AT) * high)
        sitters.append(
            Sitter(
                one.movement,
                one.side,
                one.amount,
                Camera(*one.camera) if one.camera else None,
                View(*one.view) if one.view else None,
                box=(one.left * order.figures_share, top, one.width * order.figures_share, tall),
            )
        )
    floor = high * (1.0 - FLOOR_AT) - 0.012 if scene.floor else None
    return Plate(tuple(sitters), floor)
