"""Moving figures at no cost: every frame is painted once, off the GUI thread, and kept in strips.

Strips are cropped rows of a frame; equal strips are kept once.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from hipgui.figure.drawlist import EVERYTHING, Layer
from hipgui.figure.scene import frame
from hipgui.paint.figure import paint_figure
from hipgui.paint.takes import brings_ground, draw, key_of, keys_of, stands_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from hipgui.figure.drawlist import DrawList
    from hipgui.figure.model import Camera, Figures, Look, SideName
    from hipgui.paint.takes import Key, Take

BUDGET_BYTES = 120 * 1024 * 1024
RESERVE_BYTES = 12 * 1024 * 1024
"""What stays free for the breaths of the take that is shown, so that they need not push out what is expected."""
STRIP_ROWS = 16
BREATHER_S = 0.002
"""The worker lets go of the interpreter this long after each frame, so that the window's thread is never starved."""
SWITCH_S = 0.000_05
"""How long Python lets one thread run while another waits: a paint event must not wait 5 ms, the default, each time."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of a frame, cropped; `x`, `y` in device pixels."""

    x: int
    y: int
    image: QImage


@dataclass(frozen=True, slots=True)
class Frame:
    """A painted figure without its ground."""

    strips: tuple[Strip, ...]
    ratio: float

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint it with the take's upper left corner at `left`, `top` (logical pixels)."""
        for strip in self.strips:
            painter.drawImage(QPointF(left + strip.x / self.ratio, top + strip.y / self.ratio), strip.image)


@dataclass(frozen=True, slots=True)
class Guide:
    """What shows where a movement leads: the ghost of its other end behind the figure, the arrow before it."""

    behind: Frame
    before: Frame


class _Extra(Enum):
    """What a take has besides its frames."""

    GROUND = "ground"
    GUIDE = "guide"


@dataclass(slots=True)
class _Shelf:
    """The frames of one take so far."""

    frames: dict[Key, Frame] = field(default_factory=dict)
    ground: Frame | None = None
    guide: Guide | None = None
    guide_wanted: bool = False
    known: dict[bytes, Strip] = field(default_factory=dict)
    size: int = 0
    wanted: Key = (0, 0)


def still(  # noqa: PLR0913 - a picture has this many sides
    figures: Figures,
    movement_id: str,
    side: SideName,
    size: tuple[int, int],
    look: Look,
    *,
    amount: float | None = None,
    camera: Camera | None = None,
    glow: float = 1.0,
    ratio: float = 1.0,
    arrow: bool = False,
    ghost_of: float | None = None,
) -> QImage:
    """A movement standing still in a transparent picture of `size` logical pixels.

    `amount` defaults to the place that stands for the movement. Raises KeyError for an unknown movement.
    """
    at = figures.movement(movement_id).still_at if amount is None else amount
    layers = EVERYTHING if arrow else EVERYTHING - {Layer.ARROW}
    drawn = frame(figures, movement_id, side, at, look.body, camera=camera, glow=glow, ghost_of=ghost_of, layers=layers)
    return painted(drawn, size, ratio, look)


def painted(drawn: DrawList, size: tuple[int, int], ratio: float, look: Look) -> QImage:
    """A draw list in a transparent picture of `size` logical pixels, standing on its lower edge."""
    image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    try:
        paint_figure(painter, drawn, QRectF(0, 0, image.width(), image.height()), look)
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class FrameCache(QObject):
    """Paints frames ahead in a thread of its own and keeps them within a budget.

    The take that is shown comes first, then those that are expected in their order, then those used last.
    """

    painted = Signal(object)
    """A frame of this take has become ready."""

    def __init__(self, figures: Figures, budget_bytes: int = BUDGET_BYTES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self._budget = budget_bytes
        self._shelves: OrderedDict[Take, _Shelf] = OrderedDict()
        self._expected: tuple[Take, ...] = ()
        self._change = threading.Condition()
        self._closing = False
        sys.setswitchinterval(SWITCH_S)
        self._worker = threading.Thread(target=self._work, name="figure-frames", daemon=True)
        self._worker.start()

    def expect(self, takes: Sequence[tuple[Take, float]]) -> None:
        """Have takes painted ahead, each from a place of its path on; they replace what was expected before."""
        with self._change:
            self._expected = tuple(dict.fromkeys(take for take, _ in takes))
            for take, amount in reversed(takes):
                if take not in self._shelves:
                    self._shelves[take] = _Shelf()
                    self._shelves.move_to_end(take, last=False)
                    self._shelves[take].wanted = key_of(take, amount, 0.0)
            self._change.notify()

    def ground(self, take: Take) -> Frame | None:
        """Floor, mat and wall of a take; None while they are being painted. Takes on the same ground share it."""
        with self._change:
            shelf = self._use(take)
            if shelf.ground is None and not brings_ground(self._figures, take):
                for other, known in self._shelves.items():
                    if known.ground is not None and stands_like(take, other):
                        shelf.ground = known.ground
            return shelf.ground

    def guide(self, take: Take) -> Guide | None:
        """Ghost and arrow of a take that is its movement's own path; None while they are being painted."""
        with self._change:
            shelf = self._use(take)
            if not shelf.guide_wanted:
                shelf.guide_wanted = True
                self._change.notify()
            return shelf.guide

    def at(self, take: Take, amount: float, breath: float = 0.0) -> Frame | None:
        """The ready frame nearest to a place of the path; None when there is none yet.

        A frame that is missing is painted next, and `painted` is emitted then.
        """
        wanted = key_of(take, amount, breath)
        with self._change:
            shelf = self._use(take)
            shelf.wanted = wanted
            if take in self._expected:
                self._expected = self._expected[self._expected.index(take) + 1 :]
            found = shelf.frames.get(wanted)
            if found is None:
                self._change.notify()
                if shelf.frames:
                    found = shelf.frames[
                        min(shelf.frames, key=lambda key: abs(key[0] - wanted[0]) * 4 + abs(key[1] - wanted[1]))
                    ]
            return found

    def is_complete(self, take: Take) -> bool:
        """Whether all frames of a take's path are there."""
        with self._change:
            shelf = self._shelves.get(take)
            return shelf is not None and all(key in shelf.frames for key in keys_of(take))

    @property
    def used_bytes(self) -> int:
        """Memory that frames take now."""
        with self._change:
            return sum(shelf.size for shelf in self._shelves.values())

    def close(self) -> None:
        """Stop painting and wait for the thread to end. Idempotent."""
        with self._change:
            self._closing = True
            self._change.notify()
        self._worker.join()

    def _use(self, take: Take) -> _Shelf:
        if next(reversed(self._shelves), None) != take:
            self._change.notify()  # another one is shown: what there is room for changes with it
        shelf = self._shelves.setdefault(take, _Shelf())
        self._shelves.move_to_end(take)
        return shelf

    def _work(self) -> None:
        while True:
            with self._change:
                job = self._next_job()
                while job is None and not self._closing:
                    self._change.wait()
                    job = self._next_job()
                if self._closing or job is None:
                    return
            take, key = job
            if key is _Extra.GROUND:
                self._put_ground(take)
            elif key is _Extra.GUIDE:
                self._put_guide(take)
            else:
                self._put_frame(take, key)
            self.painted.emit(take)
            time.sleep(BREATHER_S)

    def _next_job(self) -> tuple[Take, Key | _Extra] | None:
        """What to paint next, by the rank of the takes."""
        room = self._budget
        for rank, take in enumerate(self._wanted()):
            shelf = self._shelves[take]
            room -= shelf.size
            lacks = _lacking(take, shelf)
            if lacks is not None:
                is_seen = rank == 0 and (lacks == shelf.wanted or isinstance(lacks, _Extra))
                return (take, lacks) if is_seen or room > (RESERVE_BYTES if rank else 0) else None
        return None

    def _put_ground(self, take: Take) -> None:
        layers = () if brings_ground(self._figures, take) else (Layer.GROUND,)
        drawn = frame(self._figures, take.movement, take.side, 0.0, take.look.body, layers=layers)
        image = painted(drawn, (take.width, take.height), take.ratio, take.look)
        with self._change:
            shelf = self._shelves.get(take)
            if shelf is not None:
                shelf.ground = Frame(tuple(strip for _, strip in strips(image)), take.ratio)
                shelf.size += sum(strip.image.sizeInBytes() for strip in shelf.ground.strips)

    def _put_guide(self, take: Take) -> None:
        arrow = self._figures.movement(take.movement).arrow
        under = arrow is not None and arrow.under
        pieces = []
        for layers in ((Layer.GHOST, *((Layer.ARROW,) if under else ())), () if under else (Layer.ARROW,)):
            drawn = frame(self._figures, take.movement, take.side, 0.0, take.look.body, ghost_of=1.0, layers=layers)
            image = painted(drawn, (take.width, take.height), take.ratio, take.look)
            pieces.append(Frame(tuple(strip for _, strip in strips(image)), take.ratio))
        with self._change:
            shelf = self._shelves.get(take)
            if shelf is not None:
                shelf.guide = Guide(*pieces)
                shelf.size += sum(strip.image.sizeInBytes() for piece in pieces for strip in piece.strips)

    def _put_frame(self, take: Take, key: Key) -> None:
        drawn = draw(self._figures, take, key)
        image = painted(drawn, (take.width, take.height), take.ratio, take.look)
        found = strips(image)
        with self._change:
            shelf = self._shelves.get(take)
            if shelf is None:
                return
            kept = []
            for mark, strip in found:
                known = shelf.known.get(mark)
                if known is None:
                    shelf.known[mark] = known = strip
                    shelf.size += strip.image.sizeInBytes()
                kept.append(known)
            shelf.frames[key] = Frame(tuple(kept), take.ratio)
            self._forget(take)

    def _wanted(self) -> list[Take]:
        """The take that is shown, then those that are expected: only they are painted to their end."""
        if not self._shelves:
            return []
        shown = next(reversed(self._shelves))
        return [shown, *(take for take in self._expected if take != shown)]

    def _ranked(self) -> list[Take]:
        """All takes, the one that can best be done without last."""
        wanted = self._wanted()
        return [*wanted, *(take for take in reversed(self._shelves) if take not in wanted)]

    def _forget(self, painted: Take) -> None:
        """Drop the takes that can best be done without until the rest fits; the shown and the painted one stay."""
        total = sum(shelf.size for shelf in self._shelves.values())
        for take in reversed(self._ranked()[1:]):
            if total <= self._budget:
                return
            if take == painted:
                continue
            total -= self._shelves[take].size
            if take in self._expected:
                self._shelves[take] = _Shelf(wanted=self._shelves[take].wanted)
            else:
                del self._shelves[take]


def _lacking(take: Take, shelf: _Shelf) -> Key | _Extra | None:
    """What a take needs next: the wanted frame, what lies around the figure, then its frames from there on."""
    if shelf.wanted not in shelf.frames:
        return shelf.wanted
    if shelf.ground is None:
        return _Extra.GROUND
    if shelf.guide_wanted and shelf.guide is None:
        return _Extra.GUIDE
    missing = [key for key in keys_of(take) if key not in shelf.frames]
    return min(missing, key=lambda key: abs(key[0] - shelf.wanted[0]), default=None)


def strips(image: QImage) -> list[tuple[bytes, Strip]]:
    """A picture cut into rows that are not empty, each cropped, with a mark that is equal for equal strips."""
    height = image.height()
    pixels = _pixels(image)
    found = []
    for top in range(0, height, STRIP_ROWS):
        rows = pixels[top : top + STRIP_ROWS]
        across = np.flatnonzero(rows.any(axis=0))
        if len(across) == 0:
            continue
        left, right = int(across[0]), int(across[-1]) + 1
        piece = image.copy(left, top, right - left, len(rows))
        mark = rows[:, left:right].tobytes()
        found.append((b"%d,%d:" % (left, top) + _digest(mark), Strip(left, top, piece)))
    return found


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _pixels(image: QImage) -> NDArray[np.uint32]:
    """(height, width) of a 32-bit picture, without copying."""
    view = np.frombuffer(image.constBits(), np.uint32)
    rows: NDArray[np.uint32] = view.reshape(image.height(), image.bytesPerLine() // 4)[:, : image.width()]
    return rows
