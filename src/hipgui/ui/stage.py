"""The stage: the figure, in step with the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.plan import StepKind
from hipgui.core.session import State
from hipgui.core.view import Phase
from hipgui.ui.pictures import Shot

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.view import View
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures

GLIDE_MS = 4_000
"""How long a stretch takes to reach its end position."""
DEMO_REST_S = 1.2
"""Between two shown reps while a person sets up."""


def smooth(share: float) -> float:
    """Minimum jerk: the share of the way done at a share of the time."""
    t = min(1.0, max(0.0, share))
    return t * t * t * (t * (6 * t - 15) + 10)


def shot_of(view: View, *, reduced_motion: bool = False) -> Shot:
    """The picture for `view`: moving in sets, shown once more and again while setting up, else still."""
    step = view.step
    work = step if step.is_work else view.next_work or step
    ways = step.variant.ways
    movement = step.variant.movement
    if step.kind is StepKind.SWITCH:
        return Shot(movement, step.side, 0.0 if work.kind is StepKind.REPS else 1.0, ghost=True, on_flood=True)
    running = view.state in {State.PLAYING, State.WAITING}
    if step.kind is StepKind.HOLD:
        if not running:
            return Shot(movement, step.side, 1.0 if view.position_ms > GLIDE_MS else 0.0)
        if reduced_motion or view.position_ms >= GLIDE_MS:
            return Shot(movement, step.side, 1.0, still_s=max(0.0, (view.position_ms - GLIDE_MS) / 1000))
        return Shot(movement, step.side, smooth(view.position_ms / GLIDE_MS))
    if step.kind is StepKind.REPS and not step.open_ended:
        share = view.phase_ms / view.phase_length_ms if view.phase_length_ms else 1.0
        amount, still_s = _amount(view.phase, share, view.way, ways, view.phase_ms, reduced_motion=reduced_motion)
        return Shot(movement, step.side, amount, still_s)
    shown = running and not reduced_motion and work.tempo is not None and step.kind is not StepKind.REST
    if shown and work.tempo:
        return Shot(movement, step.side, _demonstrated(view.position_ms / 1000, work.tempo.total_s, ways))
    return Shot(movement, step.side, 1.0 if ways == 1 else 0.5)


def _amount(
    phase: Phase, share: float, way: int, ways: int, phase_ms: int, *, reduced_motion: bool
) -> tuple[float, float | None]:
    """Place on the path and seconds of stillness; with reduced motion the end each phase leads to."""
    moved = 1.0 if reduced_motion else smooth(share)
    one_way = {Phase.UP: moved, Phase.TOP: 1.0}.get(phase, 1.0 - moved)
    still_s = phase_ms / 1000 if phase is Phase.TOP else None
    if ways == 1:
        return one_way, still_s
    along = {Phase.UP: moved / 2, Phase.TOP: 0.5}.get(phase, 0.5 + moved / 2)
    return (along if way == 1 else 1.0 - along), still_s


def _demonstrated(t_s: float, one_way_s: float, ways: int) -> float:
    """Place on the path of a movement that is shown over and over, at its own pace."""
    whole_s = one_way_s * ways + DEMO_REST_S
    t_s %= whole_s
    share = min(1.0, t_s / (one_way_s * ways))
    if ways == 1:
        return smooth(min(1.0, share * 2.5)) if share < 0.6 else smooth((1.0 - share) * 2.5)
    return smooth(share * 2) if share < 0.5 else smooth((1.0 - share) * 2)


class Stage(QWidget):
    """The figure's place on the player page."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setAccessibleName("The exercise")
        self._pictures = pictures
        self._look: Look | None = None
        self._shot: Shot | None = None

    def use(self, pictures: Pictures) -> None:
        """Paint with these from now on."""
        self._pictures = pictures
        pictures.tell_when_ready(self.update)
        self.update()

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        self.update()

    def show_shot(self, shot: Shot) -> None:
        """Paint this picture, if it is not the one already there."""
        if shot != self._shot:
            self._shot = shot
            self.update()

    def aspect(self, movement: str) -> float:
        """Width over height of a movement's frame."""
        return self._pictures.aspect(movement)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure."""
        if self._look is None or self._shot is None:
            return
        painter = QPainter(self)
        self._pictures.paint(painter, QRectF(self.rect()), self._shot, self._look)
        painter.end()
