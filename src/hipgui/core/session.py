"""A session at one moment: where it stands, what may be asked of it, and what it reports. `machine` moves it.

Pause is the clock's business: a running session has an `anchor` (the frame where its step began), a frozen one a `held`
position. Frames count the session's clock, 48 000 a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hipgui.core.cue import FRAMES_PER_MS

if TYPE_CHECKING:
    from hipgui.core.plan import Plan, Step

RESUME_MS = 3_000
"""The shortest lead-in: three, two, one."""
NAMING_MS = 1_500
"""What a lead-in that first names the side takes more."""


class State(StrEnum):
    """Where a session stands."""

    IDLE = "idle"
    LEAD_IN = "lead_in"
    PLAYING = "playing"
    WAITING = "waiting"
    """The step's time is over and it waits for ready or next (self-paced)."""
    PAUSED = "paused"
    HURT = "hurt"
    """Stopped because it hurts: nothing runs until the person has chosen how to go on."""
    FINISHED = "finished"
    STOPPED = "stopped"
    """Ended by the person before its end; it can be taken up again."""


RUNNING = frozenset({State.LEAD_IN, State.PLAYING, State.WAITING})
STANDING = frozenset({State.PAUSED, State.HURT})
"""Under way, but nothing runs."""


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
    EASIER = "easier"
    HARDER = "harder"
    DEEPER = "deeper"
    """Take up the deeper variant that is on offer."""
    HURTS = "hurts"
    SKIP = "skip"
    """Leave out the rest of this exercise."""


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
    CHANGE = "change"
    """Easier, harder or deeper is asked for: the plan has to be changed (`machine.changed`)."""
    HURT = "hurt"
    LEFT_OUT = "left_out"
    """The rest of the exercise was taken out of the plan."""
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to step `index`, `position` frames into it; `frame` is when, on the clock.

    `asked` is the command that caused it and wants to be acknowledged.
    """

    what: Happening
    index: int
    position: int
    frame: int
    asked: Command | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session at one moment. Frames everywhere; `held` is the step's position while its clock stands still."""

    plan: Plan
    state: State = State.IDLE
    index: int = 0
    anchor: int = 0
    held: int = 0
    lead_in: int = 0
    """Frames of the lead-in that is running, or that led to where the step runs now; 0 where none did."""
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
