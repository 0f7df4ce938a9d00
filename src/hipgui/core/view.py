"""What a face shows of a session at one moment: derived, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hipgui.core.cue import FRAMES_PER_MS, Role
from hipgui.core.pieces import share_of, time_of
from hipgui.core.plan import StepKind
from hipgui.core.session import State, lead_in_left, position
from hipgui.core.sounds import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.core.cue import Cue
    from hipgui.core.plan import Step
    from hipgui.core.session import Session

CAPTION_ROLES = frozenset({Role.SIDE, Role.SETUP, Role.WARNING, Role.FORM})
DIAL_ROLES = frozenset({Role.COUNT, Role.PHASE, Role.COUNTDOWN})
"""What the dial shows all the time, so that it needs no caption even where its clip never came."""


class Phase(StrEnum):
    """What the body does right now: the dial's shape and word."""

    PREPARE = "prepare"
    UP = "up"
    TOP = "top"
    """The pause at the top of a rep: shown like a hold."""
    DOWN = "down"
    HOLD = "hold"
    SWITCH = "switch"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class View:
    """One moment for the eye. Milliseconds count within the step; `rep` from 1, 0 where nothing is counted.

    `rep`, `reps`, `remaining_ms` and `length_ms` are those of the whole set where a change has cut it in pieces.
    `phase_ms` of `phase_length_ms` have passed in the phase; `way` is 1 or 2 in a two-way rep. `lead_in_ms` is what is
    left of a lead-in, None outside one. `session_ms` is the place in the whole plan, for the ribbon.
    """

    session: Session
    step: Step
    index: int
    state: State
    position_ms: int
    remaining_ms: int
    length_ms: int
    phase: Phase
    phase_ms: int
    phase_length_ms: int
    rep: int
    reps: int
    way: int
    caption: str
    lead_in_ms: int | None
    next_work: Step | None
    session_ms: int


def view(
    session: Session, now: int, cues: Sequence[Cue] = (), failed: Callable[[Phrase], bool] = lambda _phrase: False
) -> View:
    """The moment at clock frame `now`; `cues` are those of the present step, for the caption.

    What can't be heard because its clip `failed` is read instead.
    """
    step = session.step
    position_ms = position(session, now) // FRAMES_PER_MS
    phase, phase_ms, phase_length_ms, rep, way = phase_at(step, min(position_ms, step.duration_ms))
    left = lead_in_left(session, now)
    steps, index = session.plan.steps, session.index
    counted, time = share_of(steps, index), time_of(steps, index)
    begun = [cue for cue in cues if cue.at_ms <= position_ms]
    shown = [cue for cue in begun if isinstance(cue.item, Phrase) and _is_shown(cue.role, cue.item, failed)]
    return View(
        session=session,
        step=step,
        index=session.index,
        state=session.state,
        position_ms=position_ms,
        remaining_ms=max(0, step.duration_ms - position_ms) + time.after,
        length_ms=time.whole,
        phase=phase,
        phase_ms=phase_ms,
        phase_length_ms=phase_length_ms,
        rep=rep + counted.before if step.kind is StepKind.REPS else 0,
        reps=counted.whole if step.kind is StepKind.REPS else 0,
        way=way,
        caption=shown[-1].text if shown else "",
        lead_in_ms=-(-left // FRAMES_PER_MS) if session.state is State.LEAD_IN else None,
        next_work=session.plan.next_work(session.index),
        session_ms=session.plan.starts_ms[session.index] + min(position_ms, step.duration_ms),
    )


def _is_shown(role: Role, phrase: Phrase, failed: Callable[[Phrase], bool]) -> bool:
    return role in CAPTION_ROLES or (role not in DIAL_ROLES and failed(phrase))


def phase_at(step: Step, position_ms: int) -> tuple[Phase, int, int, int, int]:
    """Phase, milliseconds passed and milliseconds long of it, rep and way at `position_ms` of `step`."""
    if step.kind is not StepKind.REPS or not step.tempo or not step.ways or step.open_ended:
        rep = 1 if step.kind is StepKind.REPS else 0
        phase = Phase.UP if step.kind is StepKind.REPS else Phase(step.kind)
        return phase, min(position_ms, step.duration_ms), step.duration_ms, rep, 1
    rep_index = min(position_ms // step.rep_ms, (step.reps or 1) - 1)
    in_rep = position_ms - rep_index * step.rep_ms
    way_ms = step.rep_ms // step.ways
    way_index = min(in_rep // way_ms, step.ways - 1)
    passed = in_rep - way_index * way_ms
    up_ms, top_ms = round(step.tempo.up_s * 1000), round(step.tempo.hold_s * 1000)
    down_ms = way_ms - up_ms - top_ms
    if passed < up_ms:
        return Phase.UP, passed, up_ms, rep_index + 1, way_index + 1
    if passed < up_ms + top_ms:
        return Phase.TOP, passed - up_ms, top_ms, rep_index + 1, way_index + 1
    return Phase.DOWN, min(passed - up_ms - top_ms, down_ms), down_ms, rep_index + 1, way_index + 1
