"""The stage: the figure, in step with the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import WorkKind
from hipgui.core.plan import StepKind
from hipgui.core.session import State
from hipgui.core.view import Phase
from hipgui.ui.pictures import resting_shot

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.view import View
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Picture, Pictures, Shot

GLIDE_MS = 4_000
"""How long a stretch takes to reach its end position."""
STAY_MS, CROSS_MS = 600, 2_600
"""On the switch page: how long the figure stays where it was, and how long it takes to the other side."""
DEMO_REST_S = 1.2
"""Between two shown reps while a person sets up."""


def smooth(share: float) -> float:
    """Minimum jerk: the share of the way done at a share of the time."""
    t = min(1.0, max(0.0, share))
    return t * t * t * (t * (6 * t - 15) + 10)


def shot_of(view: View, *, reduced_motion: bool = False) -> Shot:
    """The picture for `view`: moving in sets, shown over and over while setting up, else still."""
    step = view.step
    if step.kind is StepKind.SWITCH:
        came_from = 1.0 if step.exercise.kind is WorkKind.HOLD else 0.0
        share = 1.0 if reduced_motion else min(1.0, max(0.0, (view.position_ms - STAY_MS) / CROSS_MS))
        return resting_shot(step)._replace(amount=share, came_from=came_from)
    if step.kind is StepKind.HOLD:
        return _stretch(view, reduced_motion=reduced_motion)
    if step.kind is StepKind.REPS and not step.open_ended:
        share = view.phase_ms / view.phase_length_ms if view.phase_length_ms else 1.0
        ways = step.variant.ways
        amount, still_s = _amount(view.phase, share, view.way, ways, view.phase_ms, reduced_motion=reduced_motion)
        return resting_shot(step)._replace(amount=amount, still_s=still_s)
    work = step if step.is_work else view.next_work or step
    is_shown = view.state in {State.PLAYING, State.WAITING} and step.kind is not StepKind.REST
    if is_shown and work.tempo and not reduced_motion:
        amount = _demonstrated(view.position_ms / 1000, work.tempo.total_s, step.variant.ways)
        return resting_shot(step)._replace(amount=amount)
    return resting_shot(step)


def _stretch(view: View, *, reduced_motion: bool) -> Shot:
    """Into the stretch in a few seconds, then still but for the breath."""
    shot = resting_shot(view.step)
    in_place = reduced_motion or view.position_ms >= GLIDE_MS
    if view.state not in {State.PLAYING, State.WAITING}:
        return shot._replace(amount=1.0 if in_place else 0.0)
    if in_place:
        return shot._replace(still_s=max(0.0, (view.position_ms - GLIDE_MS) / 1000))
    return shot._replace(amount=smooth(view.position_ms / GLIDE_MS))


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
    """The figure's place on the player page; paints anew only what differs from the picture before."""

    def __init__(self, parent: QWidget, pictures: Pictures) -> None:
        super().__init__(parent)
        self.setAccessibleName("The exercise")
        self._pictures = pictures
        self._look: Look | None = None
        self._shot: Shot | None = None
        self._picture: Picture | None = None
        pictures.tell_when_ready(self._on_ready)

    def dress(self, look: Look) -> None:
        """Take on a look."""
        self._look = look
        self.update()

    def stand(self, box: QRectF) -> None:
        """Fill `box`, pixels of the parent."""
        self.setGeometry(box.toAlignedRect())

    def show_shot(self, shot: Shot) -> None:
        """Paint this picture, or the nearest there is."""
        if self._look is None:
            return
        self._shot = shot
        size = QSizeF(self.size())
        picture = self._pictures.moving(shot, size, self._look, self.devicePixelRatioF())
        before, self._picture = self._picture, picture
        if picture is None or before is None or not picture.on_same_ground(before):
            if picture != before:
                self.update()
        elif picture != before:
            self.update(picture.bounds.united(before.bounds).adjusted(-1, -1, 1, 1).toAlignedRect())

    def prepare(self, shot: Shot) -> None:
        """Have what comes next painted ahead."""
        if self._look is not None:
            self._pictures.prepare(shot, QSizeF(self.size()), self._look, self.devicePixelRatioF())

    def aspect(self, movement: str) -> float:
        """Width over height of a movement's frame."""
        return self._pictures.aspect(movement)

    def _on_ready(self) -> None:
        if self._shot is not None and self.isVisible():
            self.show_shot(self._shot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure."""
        if self._picture is not None:
            painter = QPainter(self)
            self._picture.paint(painter, 0.0, 0.0)
            painter.end()
