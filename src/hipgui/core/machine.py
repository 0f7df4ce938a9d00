"""The session as a table: one cell for every pair of a state and what may come up in it.

The machine owns no timer and reads no clock. `now` comes in as a frame of the session's clock, events come out. Rules:

* A cell says what is done; a missing cell raises, and "nothing happens" is a cell like any other (`_ignore`).
* Steps follow each other at exact frames, so nothing ever drifts.
* Work that is entered by a command, or taken up after a pause, is preceded by a lead-in.
* What makes an exercise easier or harder is not known here: the wish is reported, and the changed plan is taken over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from hipgui.core.plan import StepKind
from hipgui.core.replan import without_the_rest
from hipgui.core.session import NAMING_MS, STANDING, Command, Event, Happening, Signal, State, frames, position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hipgui.core.plan import Plan
    from hipgui.core.session import Session

MORE_REST_MS = 15_000
ANSWER_MS = 1_500
"""What a lead-in that begins with an answer takes more."""
BACK_WITHIN_MS = 3_000

Outcome: TypeAlias = "tuple[Session, tuple[Event, ...]]"
Action: TypeAlias = "Callable[[Session, int], Outcome]"


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


def changed(session: Session, plan: Plan, now: int) -> Outcome:
    """The rest of the plan is another one from `now` on (`change`); after pain the session goes on with it.

    A step that stands still at its new end is done: the next one is taken up in its place.
    """
    session = replace(session, plan=plan)
    events: tuple[Event, ...] = ()
    stands = session.state in {*STANDING, State.LEAD_IN} and not session.step.open_ended
    if stands and session.held >= frames(session.step.duration_ms) and session.index + 1 < len(plan.steps):
        session = replace(session, held=frames(session.step.duration_ms))
        events = (_event(session, Happening.DONE, now),)
        session = replace(session, index=session.index + 1, held=0)
    if session.state is State.HURT:
        session, more = _take_up(session, now)
        events += more
    return session, events


def _take_up(session: Session, now: int) -> Outcome:
    """Go on after pain, with time to get ready for work."""
    if session.held == 0 and not session.step.is_work:
        return _run(session, session.index, now)
    return _lead_in(session, session.index, session.held, now, ANSWER_MS)


def _due(session: Session) -> tuple[Signal, int] | None:
    if session.state is State.LEAD_IN:
        return Signal.LEAD_IN_OVER, session.anchor + session.lead_in
    if session.state is State.PLAYING:
        return Signal.STEP_OVER, session.anchor + frames(session.step.duration_ms)
    return None


def _event(session: Session, what: Happening, now: int, asked: Command | None = None) -> Event:
    return Event(what, session.index, position(session, now), now, asked)


def _ignore(session: Session, _now: int) -> Outcome:
    return session, ()


def _report(what: Happening, asked: Command) -> Action:
    def report(session: Session, now: int) -> Outcome:
        return session, (_event(session, what, now, asked),)

    return report


def _mute(session: Session, now: int) -> Outcome:
    session = replace(session, muted=not session.muted)
    return session, (_event(session, Happening.MUTED, now, Command.MUTE),)


def _start(session: Session, now: int) -> Outcome:
    return _run(session, 0, now)


def _run(session: Session, index: int, frame: int, asked: Command | None = None) -> Outcome:
    """Step `index` begins at `frame`, without a lead-in."""
    session = replace(session, state=State.PLAYING, index=index, anchor=frame, held=0, lead_in=0)
    return session, (_event(session, Happening.BEGAN, frame, asked),)


def _lead_in(session: Session, index: int, held: int, now: int, more_ms: int = 0) -> Outcome:
    session = replace(session, state=State.LEAD_IN, index=index, anchor=now, held=held)
    length_ms = session.resume_ms + (NAMING_MS if session.enters else 0) + more_ms
    session = replace(session, lead_in=frames(length_ms))
    return session, (_event(session, Happening.LEAD_IN, now),)


def _lead_in_over(session: Session, now: int) -> Outcome:
    session = replace(session, state=State.PLAYING, anchor=now - session.held)
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


def _finish(session: Session, now: int, asked: Command | None = None) -> Outcome:
    """The session ends; its anchor is where the closing words begin."""
    session = replace(session, state=State.FINISHED, held=position(session, now), anchor=now)
    return session, (_event(session, Happening.FINISHED, now, asked),)


def _freeze(session: Session, now: int) -> Outcome:
    session = replace(session, state=State.PAUSED, held=position(session, now), lead_in=0)
    return session, (_event(session, Happening.FROZE, now),)


def _resume(session: Session, now: int) -> Outcome:
    return _lead_in(session, session.index, session.held, now)


def _end(session: Session, now: int) -> Outcome:
    session = replace(session, state=State.STOPPED)
    return session, (_event(session, Happening.STOPPED, now),)


def _next(session: Session, now: int, asked: Command = Command.NEXT) -> Outcome:
    """Leave the step; work is entered by a lead-in."""
    gone = _left(session, now)
    following = session.index + 1
    if following == len(session.plan.steps):
        session, more = _finish(session, now, asked)
    elif session.plan.steps[following].is_work:
        session, more = _lead_in(session, following, 0, now)
    else:
        session, more = _run(session, following, now, asked)
    return session, (gone, *more)


def _left(session: Session, now: int) -> Event:
    """A step is left on command: an open-ended one that was begun is thereby done, any other is skipped."""
    done = session.step.open_ended and position(session, now) > 0
    return _event(session, Happening.DONE if done else Happening.SKIPPED, now)


def _skip(session: Session, now: int) -> Outcome:
    """Leave the exercise: the rest of it is taken out, and what is under way is left."""
    out = _event(session, Happening.LEFT_OUT, now, Command.SKIP)
    session, events = _next(replace(session, plan=without_the_rest(session.plan, session.index)), now, Command.SKIP)
    return session, (out, *events)


def _move_on(session: Session, now: int) -> Outcome:
    """Leave the exercise on the paused page: the place moves, the pause stays."""
    out = _event(session, Happening.LEFT_OUT, now, Command.SKIP)
    session, events = _move_next(replace(session, plan=without_the_rest(session.plan, session.index)), now)
    return session, (out, *events)


def _hurt(session: Session, now: int) -> Outcome:
    """Stop; the rep under way does not count and is not taken up again."""
    held = position(session, now)
    if session.step.rep_ms and not session.step.open_ended:
        held -= held % frames(session.step.rep_ms)
    session = replace(session, state=State.HURT, held=held, lead_in=0)
    return session, (_event(session, Happening.HURT, now, Command.HURTS),)


def _ready(session: Session, now: int) -> Outcome:
    """Only what waits for the person, or lets them rest, ends early on "ready"."""
    if session.step.is_work and not session.step.open_ended:
        return session, ()
    return _next(session, now)


def _back(session: Session, now: int) -> Outcome:
    gone = _gone_back_from(session, now)
    session, events = _lead_in_or_run(session, _back_to(session, now), now)
    return session, (*gone, *events)


def _gone_back_from(session: Session, now: int) -> tuple[Event, ...]:
    """What was under way is left as far as it went: it counts, should it not be done better after all.

    How far a set at one's own pace had come nobody knows.
    """
    if session.state is State.FINISHED or session.step.open_ended:
        return ()
    return (_event(session, Happening.SKIPPED, now),)


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
    return _run(session, index, now, Command.BACK)


def _more_rest(session: Session, now: int) -> Outcome:
    if session.step.kind is not StepKind.REST:
        return session, ()
    longer = replace(session.step, duration_ms=session.step.duration_ms + MORE_REST_MS)
    session = replace(session, plan=session.plan.with_step(session.index, longer))
    return session, (_event(session, Happening.LENGTHENED, now, Command.MORE_REST),)


def _move_next(session: Session, now: int) -> Outcome:
    """Next on the paused page: the place moves, the pause stays."""
    if session.index + 1 == len(session.plan.steps):
        return _next(session, now)
    gone = _left(session, now)
    session = replace(session, index=session.index + 1, held=0)
    return session, (gone, _event(session, Happening.MOVED, now))


def _move_back(session: Session, now: int) -> Outcome:
    gone = _gone_back_from(session, now)
    session = replace(session, index=_back_to(session, now), held=0)
    return session, (*gone, _event(session, Happening.MOVED, now))


_ASKING_CELLS: dict[Command | Signal, Action] = {
    Command.REPEAT: _report(Happening.REPEAT, Command.REPEAT),
    Command.TIME_LEFT: _report(Happening.TIME_LEFT, Command.TIME_LEFT),
    Command.EASIER: _report(Happening.CHANGE, Command.EASIER),
    Command.HARDER: _report(Happening.CHANGE, Command.HARDER),
    Command.DEEPER: _report(Happening.CHANGE, Command.DEEPER),
    Command.HURTS: _hurt,
    Command.MORE_REST: _more_rest,
    Command.MUTE: _mute,
}

_RUNNING_CELLS: dict[Command | Signal, Action] = {
    **_ASKING_CELLS,
    Command.PLAY_PAUSE: _freeze,
    Command.STOP: _freeze,
    Signal.SLEPT: _freeze,
    Command.NEXT: _next,
    Command.BACK: _back,
    Command.READY: _ready,
    Command.SKIP: _skip,
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
        **_ASKING_CELLS,
        Command.PLAY_PAUSE: _resume,
        Command.READY: _resume,
        Command.STOP: _end,
        Command.NEXT: _move_next,
        Command.BACK: _move_back,
        Command.SKIP: _move_on,
        Signal.SLEPT: _ignore,
    },
    State.HURT: {
        **dict.fromkeys((*Command, Signal.SLEPT), _ignore),
        **dict.fromkeys((Command.EASIER, Command.PLAY_PAUSE, Command.READY), _report(Happening.CHANGE, Command.EASIER)),
        Command.SKIP: _skip,
        Command.STOP: _end,
        Command.MUTE: _mute,
    },
    State.FINISHED: {
        **dict.fromkeys((*Command, Signal.SLEPT), _ignore),
        Command.BACK: _back,
        Command.REPEAT: _report(Happening.REPEAT, Command.REPEAT),
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
