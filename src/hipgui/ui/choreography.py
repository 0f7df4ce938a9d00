"""What the figure does at one moment of a session: `shot_of(view, sets_up)`, and what it will do next.

In sets it follows the tempo to the frame. Between them it goes out of what it did and into what comes: from the end of
a movement to the pose it rests in, there it is turned to the new movement and side, and on to where that begins. Then
it stands and breathes, or shows how it goes until the set begins. A movement that changes in the middle of a set is
eased into while it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.plan import StepKind
from hipgui.core.session import State
from hipgui.core.view import Phase, phase_at
from hipgui.ui.pictures import Course, Moment, Shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.core.model import Tempo
    from hipgui.core.plan import Plan, Step
    from hipgui.core.view import View

    SetsUp = Callable[[str], bool]

GLIDE_MS = 4_000
"""How long a stretch takes to reach its end position."""
STAY_MS = 500
"""How long the figure stays where a set has ended."""
BACK_MS = 1_200
"""Back from the end of a stretch."""
OUT_MS, IN_MS = 1_400, 1_800
"""From the beginning of a movement to the pose it rests in, and from there to the beginning."""
UNDO_MS, SET_UP_MS = 1_800, 3_200
"""Out of the props, and into them."""
WAY_MS = {Course.ENTRY: max(OUT_MS, IN_MS), Course.SET_UP: max(UNDO_MS, SET_UP_MS)}
"""How long these ways take at their slowest."""
PAUSE_MS = 1_200
"""Between two shown reps while a person sets up."""
SHOWN_HOLD_MS = 2_500
SWAP_MS, SWAP_MOST = 900, 0.6
"""How long it takes into another movement in mid-set, and the share of that one's first way it may take at most."""
TWO_WAYS = 2


def smooth(share: float) -> float:
    """Minimum jerk: the share of the way done at a share of the time."""
    t = min(1.0, max(0.0, share))
    return t * t * t * (t * (6 * t - 15) + 10)


class _Act(NamedTuple):
    """A part of what is shown between two sets: so many milliseconds, from one place of a course to another."""

    length_ms: int
    shot: Shot
    start: float
    end: float

    def at(self, since_ms: float) -> Shot:
        """The shot at that time; on courses that lie in time it goes evenly, on others smoothly."""
        share = min(1.0, max(0.0, since_ms / self.length_ms))
        even = self.shot.course in {Course.ENTRY, Course.SWAP}
        return self.shot._replace(amount=self.start + (self.end - self.start) * (share if even else smooth(share)))


def shot_of(view: View, sets_up: SetsUp, *, reduced_motion: bool = False) -> Shot:
    """The picture for `view`; `sets_up` tells whether a movement has a set-up of its own.

    With reduced motion there are key poses only: nothing moves, not even with the breath.
    """
    shot = _shot_of(view, sets_up, reduced_motion=reduced_motion)
    return shot._replace(still_s=None) if reduced_motion else shot


def _shot_of(view: View, sets_up: SetsUp, *, reduced_motion: bool) -> Shot:
    step = view.step
    if step.kind is StepKind.HOLD:
        return _stretch(view, reduced_motion=reduced_motion)
    if step.kind is StepKind.REPS and not step.open_ended:
        return _rep(view, reduced_motion=reduced_motion)
    if step.kind is StepKind.REPS:
        return _shown_over_and_over(view, 0, reduced_motion=reduced_motion)
    return _between(view, sets_up, reduced_motion=reduced_motion)


def _between(view: View, sets_up: SetsUp, *, reduced_motion: bool) -> Shot:
    """In a rest, a switch or a set-up: out of what was done, into what comes, and there."""
    step = view.step
    if reduced_motion and step.kind is not StepKind.PREPARE:
        return _awaited(view, lambda _movement: False)._replace(course=Course.PATH, amount=0.0)
    acts = [] if reduced_motion else _acts(view.session.plan, view.index, sets_up)
    since_ms = float(view.position_ms)
    for act in acts:
        if since_ms < act.length_ms:
            return act.at(since_ms)
        since_ms -= act.length_ms
    if step.kind is StepKind.PREPARE:
        return _shown_over_and_over(view, sum(act.length_ms for act in acts), reduced_motion=reduced_motion)
    return _awaited(view, sets_up)._replace(still_s=since_ms / 1000)


def _awaited(view: View, sets_up: SetsUp) -> Shot:
    """Where the figure waits for the end of a rest or a switch."""
    plan, index, step = view.session.plan, view.index, view.step
    flooded = step.kind is StepKind.SWITCH
    came_from = _left(plan, index) if flooded else None
    here = _beginning(plan, index)._replace(came_from=came_from, flooded=flooded, guide=not flooded)
    if _next_is_set_up(plan, index) and sets_up(step.movement):
        return here._replace(course=Course.SET_UP, guide=False)
    return _standing(here, sets_up)


def shots_ahead(plan: Plan, index: int, sets_up: SetsUp) -> list[Shot]:
    """One shot of everything that the step after `index` needs, in the order in which it will be seen."""
    if index + 1 >= len(plan.steps):
        return []
    step = plan.steps[index + 1]
    if step.is_work:
        return [_swapped(plan, index + 1) or _beginning(plan, index + 1)]
    acts = [act.at(0.0) for act in _acts(plan, index + 1, sets_up)]
    return acts if step.kind is StepKind.SWITCH else [*acts, _beginning(plan, index + 1)]


def _beginning(plan: Plan, index: int) -> Shot:
    """Where the movement of a step begins; a step between two sets leads to the work that follows it."""
    step = plan.steps[index]
    work = next((one for one in plan.steps[index:] if one.is_work), step)
    return Shot(step.movement, step.side, step.variant.ways, 0.0, way_ms=_way_ms(work))


def _way_ms(work: Step) -> int:
    """How long one way of it takes at its slowest."""
    if work.tempo is None:
        return GLIDE_MS
    return round(1000 * max(work.tempo.up_s, work.tempo.down_s))


def _standing(begin: Shot, sets_up: SetsUp) -> Shot:
    """Where a movement begins; on the flood as the end of the way that led there, for little else is needed there."""
    if not begin.flooded:
        return begin
    return begin._replace(course=Course.SET_UP if sets_up(begin.movement) else Course.ENTRY, amount=1.0)


def _next_is_set_up(plan: Plan, index: int) -> bool:
    return index + 1 < len(plan.steps) and plan.steps[index + 1].kind is StepKind.PREPARE


# Between sets.


def _left(plan: Plan, index: int) -> Moment | None:
    """Where the set before step `index` ended; None where there was none."""
    before = plan.steps[index - 1] if index else None
    return Moment(before.movement, before.side, _ended_at(before)) if before is not None and before.is_work else None


def _ended_at(step: Step) -> float:
    """The place on its path where a set leaves the figure."""
    if step.kind is StepKind.HOLD:
        return smooth(step.duration_ms / GLIDE_MS)
    if step.open_ended:
        return 0.0
    phase, passed_ms, length_ms, _, way = phase_at(step, step.duration_ms)
    share = passed_ms / length_ms if length_ms else 1.0
    return _place(phase, smooth(share), way, step.variant.ways)


def _acts(plan: Plan, index: int, sets_up: SetsUp) -> list[_Act]:
    """What is shown at the beginning of a rest, a switch or a set-up, one after another."""
    step, left = plan.steps[index], _left(plan, index)
    flooded = step.kind is StepKind.SWITCH
    acts: list[_Act] = []
    if left is not None:
        there = _beginning(plan, index - 1)._replace(amount=left.amount, flooded=flooded)
        stays = there if left.amount else _standing(there, sets_up)
        acts.append(_Act(STAY_MS, stays, stays.amount, stays.amount))
        if left.amount:
            acts.append(_Act(BACK_MS, there, left.amount, 0.0))
        if sets_up(left.movement):
            acts.append(_Act(UNDO_MS, there._replace(course=Course.SET_UP), 1.0, 0.0))
        acts.append(_Act(OUT_MS, there._replace(course=Course.ENTRY), 1.0, 0.0))
    here = _beginning(plan, index)._replace(flooded=flooded, came_from=left if flooded else None)
    if left is not None or index == 0:
        acts.append(_Act(IN_MS, here._replace(course=Course.ENTRY), 0.0, 1.0))
    if sets_up(step.movement) and not (step.kind is StepKind.REST and _next_is_set_up(plan, index)):
        acts.append(_Act(SET_UP_MS, here._replace(course=Course.SET_UP), 0.0, 1.0))
    return acts


def _shown_over_and_over(view: View, after_ms: int, *, reduced_motion: bool) -> Shot:
    """The movement to come as it goes, in whole reps, `after_ms` into the step; standing still at the end."""
    step = view.step
    work = step if step.is_work else view.next_work or step
    begin = _beginning(view.session.plan, view.index)._replace(guide=not reduced_motion and not step.is_work)
    if reduced_motion:
        return begin._replace(amount=1.0 / step.variant.ways)
    since_ms = view.position_ms - after_ms
    parts = _parts(work.tempo, step.variant.ways)
    whole_ms = sum(length_ms for length_ms, _ in parts)
    shown = (step.duration_ms - after_ms) // whole_ms
    turn, within_ms = divmod(since_ms, whole_ms)
    if turn >= shown and not step.is_work:
        return begin._replace(still_s=(since_ms - shown * whole_ms) / 1000)
    here = 0.0
    for length_ms, to in parts:
        if within_ms < length_ms:
            return begin._replace(amount=here + (to - here) * smooth(within_ms / length_ms))
        within_ms -= length_ms
        here = to
    return begin


def _parts(tempo: Tempo | None, ways: int) -> list[tuple[int, float]]:
    """One shown rep: milliseconds, and the place on the path where each part leads."""
    if tempo is None:
        return [(PAUSE_MS, 0.0), (GLIDE_MS, 1.0), (SHOWN_HOLD_MS, 1.0), (BACK_MS, 0.0)]
    up_ms, top_ms, down_ms = (round(1000 * seconds) for seconds in (tempo.up_s, tempo.hold_s, tempo.down_s))
    if ways == TWO_WAYS:
        over = [(up_ms, 0.5), (top_ms, 0.5), (down_ms, 1.0)]
        return [(PAUSE_MS, 0.0), *over, (up_ms, 0.5), (top_ms, 0.5), (down_ms, 0.0)]
    return [(PAUSE_MS, 0.0), (up_ms, 1.0), (top_ms, 1.0), (down_ms, 0.0)]


# In sets.


def _swapped(plan: Plan, index: int) -> Shot | None:
    """The way into step `index` from work of the same set that was under way before it; None where there was none."""
    step, left = plan.steps[index], _left(plan, index)
    if left is None or not step.is_work or step.open_ended:
        return None
    before = plan.steps[index - 1]
    if (before.set_number, before.side, before.exercise.id) != (step.set_number, step.side, step.exercise.id):
        return None
    if step.kind is StepKind.HOLD:
        toward = (1.0, 1.0)
    else:
        up_ms = phase_at(step, 0)[2]
        toward = (0.0, min(SWAP_MOST, SWAP_MS / up_ms) if up_ms else 0.0)
    way_ms = 2 * SWAP_MS if step.kind is StepKind.HOLD else SWAP_MS
    return _beginning(plan, index)._replace(course=Course.SWAP, came_from=left, toward=toward, way_ms=way_ms)


def _led_in_ms(view: View) -> int:
    """How much of a lead-in has passed that led to this step: what was changed before it is taken up in it."""
    return view.session.lead_in // FRAMES_PER_MS - (view.lead_in_ms or 0)


def _stretch(view: View, *, reduced_motion: bool) -> Shot:
    """Into the stretch in a few seconds, then still but for the breath."""
    shot = _beginning(view.session.plan, view.index)._replace(amount=1.0)
    swapped, since_ms = _swapped(view.session.plan, view.index), view.position_ms
    lasts_ms = GLIDE_MS
    if swapped is not None and swapped.came_from is not None:
        since_ms += _led_in_ms(view)
        goes_on = swapped.came_from == Moment(shot.movement, shot.side, 1.0)
        lasts_ms = 0 if goes_on else 2 * SWAP_MS
    in_place = reduced_motion or since_ms >= lasts_ms
    if in_place:
        goes = view.state in {State.PLAYING, State.WAITING}
        return shot._replace(still_s=max(0.0, (since_ms - lasts_ms) / 1000) if goes else None)
    if swapped is not None:
        return swapped._replace(amount=since_ms / lasts_ms)
    return shot._replace(amount=smooth(since_ms / GLIDE_MS))


def _rep(view: View, *, reduced_motion: bool) -> Shot:
    """Where the tempo is."""
    step = view.step
    shot = _beginning(view.session.plan, view.index)
    swapped = None if reduced_motion else _swapped(view.session.plan, view.index)
    if swapped is not None and swapped.came_from != Moment(shot.movement, shot.side, 0.0):
        lasts_ms, since_ms = swapped.toward[1] * phase_at(step, 0)[2], view.position_ms
        if view.session.lead_in:  # time to come to where the movement begins
            swapped, lasts_ms, since_ms = swapped._replace(toward=(0.0, 0.0)), SWAP_MS, since_ms + _led_in_ms(view)
        if since_ms < lasts_ms:
            return swapped._replace(amount=since_ms / lasts_ms)
    share = view.phase_ms / view.phase_length_ms if view.phase_length_ms else 1.0
    moved = 1.0 if reduced_motion else smooth(share)
    still_s = view.phase_ms / 1000 if view.phase is Phase.TOP else None
    return shot._replace(amount=_place(view.phase, moved, view.way, step.variant.ways), still_s=still_s)


def _place(phase: Phase, moved: float, way: int, ways: int) -> float:
    """The place on the path when so much of a phase is done."""
    if ways != TWO_WAYS:
        return {Phase.UP: moved, Phase.TOP: 1.0}.get(phase, 1.0 - moved)
    along = {Phase.UP: moved / 2, Phase.TOP: 0.5}.get(phase, 0.5 + moved / 2)
    return along if way == 1 else 1.0 - along
