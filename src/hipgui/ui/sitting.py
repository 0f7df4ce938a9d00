"""Between a turntable and the thread that paints for it: who is painted, on what ring, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hipgui.core.model import Side
from hipgui.paint.turning import Angle, Turner, table_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hipgui.paint.ring import Ring
    from hipgui.paint.turning import Table, Turned
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures, Subject
    from hipgui.ui.turn import Pose

GRAIN = 1.0
"""Azimuths are painted as multiples of this, in degrees: what was painted once can be had again."""


class Sitting(QObject):
    """Asks for one picture after another. `painted` brings those that fit the last wish in all but the angle."""

    painted = Signal(object)

    def __init__(self, stage: QWidget, pictures: Pictures) -> None:
        super().__init__(stage)
        self._stage, self._pictures = stage, pictures
        self._turner: Turner | None = None
        self._wanted: Angle | None = None
        self._tables: dict[tuple[str, ...], Table] = {}

    @property
    def begun(self) -> bool:
        """Whether a picture was asked for since `anew`."""
        return self._wanted is not None

    def subject(self, look: Look | None) -> Subject | None:
        """Who can be painted; None for nobody yet."""
        return self._pictures.subject(look) if look is not None else None

    def table(self, look: Look | None, fellows: tuple[str, ...]) -> Table | None:
        """The turntable that carries these movements; None for none, or while there is nobody to turn."""
        subject = self.subject(look)
        if subject is None or not fellows:
            return None
        if fellows not in self._tables:
            self._tables[fellows] = table_for(subject.figures, fellows)
        return self._tables[fellows]

    def anew(self) -> None:
        """Forget what was asked for."""
        self._wanted = None

    def ask(self, look: Look | None, pose: Pose, azimuth: float, ring: Ring, muscles: tuple[str, ...]) -> None:
        """Have this painted, as large as the stage; what is at hand comes at once."""
        subject = self.subject(look)
        if subject is None:
            return
        angle = Angle(
            pose.movement,
            Side.RIGHT.value,
            pose.still_at if pose.amount is None else pose.amount,
            subject.look,
            round(azimuth / GRAIN) * GRAIN,
            self._stage.width(),
            self._stage.height(),
            (ring.x, ring.y),
            ring.scale,
            self._stage.devicePixelRatioF(),
            tuple(sorted(muscles)),
        )
        if angle != self._wanted:
            self._wanted = angle
            found = self._turner_of(subject).want(angle)
            if found is not None:
                self._on_painted(found)

    def close(self) -> None:
        """End the thread."""
        if self._turner is not None:
            self._turner.close()
            self._turner = None
        self._wanted = None

    def _turner_of(self, subject: Subject) -> Turner:
        if self._turner is None:
            self._turner = Turner(subject.figures)
            self._turner.painted.connect(self._on_painted)
        return self._turner

    def _on_painted(self, found: Turned) -> None:
        if self._wanted is not None and _frame(found.angle) == _frame(self._wanted):
            self.painted.emit(found)


def _frame(angle: Angle) -> tuple[object, ...]:
    """What two pictures must have in common to stand in for one another."""
    return angle.movement, angle.look, angle.width, angle.height, angle.foot, angle.scale, angle.shining
