"""The session as a table: states, commands, and one cell for each pair.

The machine owns no timer and reads no clock. `now` comes in as a frame of the session's clock (48 000 a second) and
events come out. Rules:

* A cell says what is done; a missing cell raises, and "nothing happens" is a cell like any other (`_ignore`).
* Pause is the clock's business: a running session has an `anchor` (the frame where its step began), a frozen one a
  `held` position. Steps follow each other at exact frames, so nothing ever drifts.
* Work that is entered by a command, or taken up after a pause, is preceded by a lead-in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from hipgui.core.cue import FRAMES_PER_MS
from hipgui.core.plan import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hipgui.core.plan import Plan, Step

RESUME_MS = 3_000
"""The shortest lead-in: three, two, one."""
NAMING_MS = 1_500
"""What a lead-in that first names the side takes more."""
ENTRY_MS = RESUME_MS + NAMING_MS
MORE_REST_MS = 15_000
BACK_WITHIN_MS = 3_000


class State(StrEnum):
    """Where a session stands."""

    IDLE = "idle"
    LEAD_IN = "lead_in"
    PLAYING = "playing"
    WAITING = "waiting"
    """The step's time is over and it waits for ready or next (self-paced)."""
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    """Ended by the person before its end; it can be taken up again."""


RUNNING = frozenset({State.LEAD_IN, State.PLAYING, State.WAITING})


class Command(StrEnum):
    """What a person may ask for; keys, buttons, terminal and remotes all speak it."""

    PLAY_PAUSE = "play_pause"
    NEXT = "next"
    BACK = "back"
    REPEAT = "repeat"
    TIME_LEFT = "time_left"
    READY = "ready"
    MORE_REST = "more_rest"
    STOP = "stop"
    MUTE = "mute"


class Signal(StrEnum):
    """What happens by itself."""

    LEAD_IN_OVER = "lead_in_over"
    STEP_OVER = "step_over"
    SLEPT = "slept"


class Happening(StrEnum):
    """What the machine reports."""

    LEAD_IN = "lead_in"
    """A lead-in began; the step's clock stands still at its position meanwhile."""
    BEGAN = "began"
    """The step runs from its position on."""
    DONE = "done"
    """A step was carried through."""
    SKIPPED = "skipped"
    """A step was left before its end."""
    FROZE = "froze"
    MOVED = "moved"
    """The place changed while paused."""
    LENGTHENED = "lengthened"
    REPEAT = "repeat"
    TIME_LEFT = "time_left"
    MUTED = "muted"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to step `index`, `position` frames into it; `frame` is when, on the clock.

    `asked` tells that a command caused it and wants to be acknowledged.
    """

    what: Happening
    index: int
    position: int
    frame: int
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A session at one moment. Frames everywhere; `held` is the step's position while its clock stands still."""

    plan: Plan
    state: State = State.IDLE
    index: int = 0
    anchor: int = 0
    held: int = 0
    lead_in: int = 0
    """Frames of the lead-in that is running."""
    muted: bool = False
    resume_ms: int = RESUME_MS
    """How long the lead-in is before work that is taken up again."""

    @property
    def step(self) -> Step:
        """The step it is in (the last one once it is finished)."""
        return self.plan.steps[self.index]

    @property
    def enters(self) -> bool:
        """Whether the step is work that has not begun: then its lead-in names the side."""
        return self.step.is_work and not self.held


Outcome: TypeAlias = "tuple[Session, tuple[Event, ...]]"
Action: TypeAlias = "Callable[[Session, int], Outcome]"


def position(session: Session, now: int) -> int:
    """Frames into the step at clock frame `now`."""
    if session.state in {State.PLAYING, State.WAITING}:
        return max(0, now - session.anchor)
    return session.held


def lead_in_left(session: Session, now: int) -> int:
    """Frames until the lead-in is over; 0 outside a lead-in."""
    return max(0, session.anchor + session.lead_in - now) if session.state is State.LEAD_IN else 0


def frames(duration_ms: int) -> int:
    """Frames of so many milliseconds, exact."""
    return duration_ms * FRAMES_PER_MS


def obey(session: Session, command: Command, now: int) -> Outcome:
    """What becomes of the session when `command` is given at `now`. Raises KeyError for a missing cell."""
    return TRANSITIONS[session.state, command](session, now)


def advance(session: Session, now: int) -> Outcome:
    """Let time pass up to `now`: ends lead-ins and steps at their exact frames, however late it is called."""
    events: tuple[Event, ...] = ()
    while (due := _due(session)) is not None and due[1] <= now:
        signal, frame = due
        session, more = TRANSITIONS[session.state, signal](session, frame)
        events += more
    return session, events


def sleep(session: Session, fell_asleep: int) -> Outcome:
    """The machine slept from clock frame `fell_asleep` on: a running session comes back paused where it was."""
    return TRANSITIONS[session.state, Signal.SLEPT](session, fell_asleep)


def _due(session: Session) -> tuple[Signal, int] | None:
    if session.state is State.LEAD_IN:
        return Signal.LEAD_IN_OVER, session.anchor + session.lead_in
    if session.state is State.PLAYING:
        return Signal.STEP_OVER, session.anchor + frames(session.step.duration_ms)
    return None


def _event(session: Session, what: Happening, now: int, *, asked: bool = False) -> Event:
    return Event(what, session.index, position(session, now), now, asked)


def _ignore(session: Session, _now: int) -> Outcome:
    return session, ()


def _report(what: Happening) -> Action:
    def report(session: Session, now: int) -> Outcome:
        return session, (_event(session, what, now, asked=True),)

    return report


def _mute(session: Session, now: int) -> Outcome:
    session = replace(session, muted=not session.muted)
    return session, (_event(session, Happening.MUTED, now, asked=True),)


def _start(session: Session, now: int) -> Outcome:
    return _run(session, 0, now)


def _run(session: Session, index: int, frame: int, *, asked: bool = False) -> Outcome:
    """Step `index` begins at `frame`, without a lead-in."""
    session = replace(session, state=State.PLAYING, index=index, anchor=frame, held=0, lead_in=0)
    return session, (_event(session, Happening.BEGAN, frame, asked=asked),)


def _lead_in(session: Session, index: int, held: int, now: int) -> Outcome:
    session = replace(session, state=State.LEAD_IN, index=index, anchor=now, held=held)
    session = replace(session, lead_in=frames(session.resume_ms + (NAMING_MS if session.enters else 0)))
    return session, (_event(session, Happening.LEAD_IN, now, asked=True),)


def _lead_in_over(session: Session, now: int) -> Outcome:
    session = replace(session, state=State.PLAYING, anchor=now - session.held, lead_in=0)
    return session, (_event(session, Happening.BEGAN, now),)


def _step_over(session: Session, now: int) -> Outcome:
    if session.step.open_ended:
        return replace(session, state=State.WAITING), ()
    done = _event(session, Happening.DONE, now)
    session, more = _follow(session, now)
    return session, (done, *more)


def _follow(session: Session, now: int) -> Outcome:
    """The step after the present one begins at `now`, or the session is finished."""
    if session.index + 1 < len(session.plan.steps):
        return _run(session, session.index + 1, now)
    return _finish(session, now)


def _finish(session: Session, now: int, *, asked: bool = False) -> Outcome:
    """The session ends; its anchor is where the closing words begin."""
    session = replace(session, state=State.FINISHED, held=position(session, now), anchor=now)
    return session, (_event(session, Happening.FINISHED, now, asked=asked),)


def _freeze(session: Session, now: int) -> Outcome:
    session = replace(session, state=State.PAUSED, held=position(session, now), lead_in=0)
    return session, (_event(session, Happening.FROZE, now),)


def _resume(session: Session, now: int) -> Outcome:
    return _lead_in(session, session.index, session.held, now)


def _end(session: Session, now: int) -> Outcome:
    session = replace(session, state=State.STOPPED)
    return session, (_event(session, Happening.STOPPED, now),)


def _next(session: Session, now: int) -> Outcome:
    """Leave the step; work is entered by a lead-in."""
    gone = _left(session, now)
    following = session.index + 1
    if following == len(session.plan.steps):
        session, more = _finish(session, now, asked=True)
    elif session.plan.steps[following].is_work:
        session, more = _lead_in(session, following, 0, now)
    else:
        session, more = _run(session, following, now, asked=True)
    return session, (gone, *more)


def _left(session: Session, now: int) -> Event:
    """A step is left on command: an open-ended one that was begun is thereby done, any other is skipped."""
    done = session.step.open_ended and position(session, now) > 0
    return _event(session, Happening.DONE if done else Happening.SKIPPED, now, asked=True)


def _ready(session: Session, now: int) -> Outcome:
    """Only what waits for the person, or lets them rest, ends early on "ready"."""
    if session.step.is_work and not session.step.open_ended:
        return session, ()
    return _next(session, now)


def _back(session: Session, now: int) -> Outcome:
    return _lead_in_or_run(session, _back_to(session, now), now)


def _back_to(session: Session, now: int) -> int:
    """The step to go back to: this one if it is work under way, else the work before it, else this one again."""
    far_in = position(session, now) >= frames(BACK_WITHIN_MS)
    if session.state is State.FINISHED or (session.step.is_work and far_in):
        return session.index
    before = (index for index in range(session.index - 1, -1, -1) if session.plan.steps[index].is_work)
    return next(before, 0)


def _lead_in_or_run(session: Session, index: int, now: int) -> Outcome:
    if session.plan.steps[index].is_work:
        return _lead_in(session, index, 0, now)
    return _run(session, index, now, asked=True)


def _more_rest(session: Session, now: int) -> Outcome:
    if session.step.kind is not StepKind.REST:
        return session, ()
    longer = replace(session.step, duration_ms=session.step.duration_ms + MORE_REST_MS)
    session = replace(session, plan=session.plan.with_step(session.index, longer))
    return session, (_event(session, Happening.LENGTHENED, now, asked=True),)


def _move_next(session: Session, now: int) -> Outcome:
    """Next on the paused page: the place moves, the pause stays."""
    if session.index + 1 == len(session.plan.steps):
        return _next(session, now)
    gone = _left(session, now)
    session = replace(session, index=session.index + 1, held=0)
    return session, (gone, _event(session, Happening.MOVED, now, asked=True))


def _move_back(session: Session, now: int) -> Outcome:
    session = replace(session, index=_back_to(session, now), held=0)
    return session, (_event(session, Happening.MOVED, now, asked=True),)


_repeat, _time_left = _report(Happening.REPEAT), _report(Happening.TIME_LEFT)

_RUNNING_CELLS: dict[Command | Signal, Action] = {
    Command.PLAY_PAUSE: _freeze,
    Command.STOP: _freeze,
    Signal.SLEPT: _freeze,
    Command.NEXT: _next,
    Command.BACK: _back,
    Command.READY: _ready,
    Command.REPEAT: _repeat,
    Command.TIME_LEFT: _time_left,
    Command.MORE_REST: _more_rest,
    Command.MUTE: _mute,
}

_ROWS: dict[State, dict[Command | Signal, Action]] = {
    State.IDLE: {
        **dict.fromkeys((*Command, Signal.SLEPT), _ignore),
        Command.PLAY_PAUSE: _start,
        Command.READY: _start,
        Command.MUTE: _mute,
    },
    State.LEAD_IN: {**_RUNNING_CELLS, Command.READY: _ignore, Signal.LEAD_IN_OVER: _lead_in_over},
    State.PLAYING: {**_RUNNING_CELLS, Signal.STEP_OVER: _step_over},
    State.WAITING: _RUNNING_CELLS,
    State.PAUSED: {
        Command.PLAY_PAUSE: _resume,
        Command.READY: _resume,
        Command.STOP: _end,
        Command.NEXT: _move_next,
        Command.BACK: _move_back,
        Command.REPEAT: _repeat,
        Command.TIME_LEFT: _time_left,
        Command.MORE_REST: _more_rest,
        Command.MUTE: _mute,
        Signal.SLEPT: _ignore,
    },
    State.FINISHED: {
        **dict.fromkeys((*Command, Signal.SLEPT), _ignore),
        Command.BACK: _back,
        Command.REPEAT: _repeat,
        Command.MUTE: _mute,
    },
    State.STOPPED: {
        **dict.fromkeys((*Command, Signal.SLEPT), _ignore),
        Command.PLAY_PAUSE: _resume,
        Command.MUTE: _mute,
    },
}

TRANSITIONS: Mapping[tuple[State, Command | Signal], Action] = {
    (state, trigger): action for state, row in _ROWS.items() for trigger, action in row.items()
}
"""One cell for every state and every command, and for the signals that can come up in a state."""
