"""From a session's moment to the dial's face."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.plan import StepKind
from hipgui.core.session import STANDING, State
from hipgui.core.view import Phase
from hipgui.paint.dial import Arc, Face, Kind, swell_at
from hipgui.paint.icons import Sign

if TYPE_CHECKING:
    from hipgui.core.plan import Step
    from hipgui.core.view import View

LONG_S = 100
"""From here on the dial shows minutes and seconds."""
MARKED_HOLD_MS = 30_000
"""Holds from here on are told when they are halfway, and show it."""


def face_of(view: View, *, reduced_motion: bool = False) -> Face:
    """What the dial shows at `view`; with reduced motion nothing swells and the ring steps once a second."""
    face = _face(view)
    if not reduced_motion:
        return face
    left_s = -(-(view.lead_in_ms if view.lead_in_ms is not None else view.remaining_ms) // 1000)
    whole_ms = _lead_in_length(view) if view.lead_in_ms is not None else view.length_ms
    arc_ms = view.phase_length_ms or 1
    stepped = view.phase_ms // 1000 * 1000 / arc_ms if face.rep else face.arc_over
    return replace(face, left=_share(left_s * 1000, whole_ms), arc_over=min(1.0, stepped), swell=0.0)


def _lead_in_length(view: View) -> int:
    """Milliseconds of the lead-in that runs."""
    return view.session.lead_in // FRAMES_PER_MS


def _face(view: View) -> Face:
    step = view.step
    if view.state in STANDING:
        return Face(Kind.PAUSED, word=_left_words(view), left=_share(view.remaining_ms, view.length_ms))
    if view.state is State.LEAD_IN:
        left_ms = view.lead_in_ms or 0
        left = _share(left_ms, _lead_in_length(view))
        return Face(Kind.RING, str(_seconds(left_ms)), "Get ready", None, left, swell=swell_at(left_ms))
    if view.state is State.WAITING and step.kind is not StepKind.REPS:
        return Face(Kind.WAITING, word="Enter when ready")
    if step.kind is StepKind.REPS:
        return _own_pace(step) if step.open_ended else _reps(view)
    word, sign = {
        Phase.HOLD: ("Hold", Sign.SQUARE),
        Phase.REST: ("Rest", Sign.DOT),
        Phase.SWITCH: ("Switch", Sign.SWITCH),
    }.get(view.phase, ("Set up", Sign.RING))
    return Face(
        Kind.HOLD if step.kind is StepKind.HOLD else Kind.RING,
        clock_digits(view.remaining_ms),
        word,
        sign,
        _share(view.remaining_ms, view.length_ms),
        halfway=step.kind is StepKind.HOLD and view.length_ms >= MARKED_HOLD_MS,
        swell=swell_at(view.remaining_ms),
    )


def clock_digits(remaining_ms: int) -> str:
    """Seconds that are left, rounded up; minutes and seconds from 100 s on."""
    seconds = _seconds(remaining_ms)
    return str(seconds) if seconds < LONG_S else f"{seconds // 60}:{seconds % 60:02d}"


def tempo_arcs(step: Step) -> tuple[Arc, ...]:
    """The stretches of one rep of `step`, both ways of a two-way one."""
    if not step.tempo or not step.ways:
        return ()
    stretches = ((step.tempo.up_s, False), (step.tempo.hold_s, True), (step.tempo.down_s, False)) * step.ways
    whole_s = sum(seconds for seconds, _ in stretches)
    return tuple(Arc(seconds / whole_s, still) for seconds, still in stretches if seconds > 0.0)


def _own_pace(step: Step) -> Face:
    return Face(Kind.MOVE, str(step.reps), "Reps", Sign.UP, arcs=(Arc(1.0, still=False),), arc_over=1.0, reps=0)


def _reps(view: View) -> Face:
    step = view.step
    word, sign = {
        Phase.UP: ("Lift" if step.ways == 1 else ("Over", "Back")[view.way - 1], Sign.UP),
        Phase.TOP: ("Hold", Sign.SQUARE),
    }.get(view.phase, ("Lower", Sign.DOWN))
    tempo = step.tempo
    lengths_s = ((Phase.UP, tempo.up_s), (Phase.TOP, tempo.hold_s), (Phase.DOWN, tempo.down_s)) if tempo else ()
    phases = [phase for phase, seconds in lengths_s if seconds > 0.0]
    return Face(
        Kind.TOP if view.phase is Phase.TOP else Kind.MOVE,
        str(view.rep),
        word,
        sign,
        arcs=tempo_arcs(step),
        arc=(view.way - 1) * len(phases) + (phases.index(view.phase) if view.phase in phases else len(phases) - 1),
        arc_over=_share(view.phase_ms, view.phase_length_ms),
        rep=view.rep,
        reps=view.reps,
    )


def _left_words(view: View) -> str:
    step = view.step
    if step.kind is StepKind.REPS:
        return f"Rep {view.rep} of {view.reps}" if not step.open_ended else f"{step.reps} reps"
    seconds = _seconds(view.remaining_ms)
    return f"{seconds} s left" if seconds < LONG_S else f"{seconds // 60}:{seconds % 60:02d} left"


def _seconds(duration_ms: int) -> int:
    return -(-duration_ms // 1000)


def _share(part_ms: int, whole_ms: int) -> float:
    return min(1.0, max(0.0, part_ms / whole_ms)) if whole_ms else 0.0
