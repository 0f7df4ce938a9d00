"""The one stand-in the window's tests need: a coach on a clock that the test turns, and without sound."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.change import What, change_in, dose_of
from hipgui.core.cue import FRAMES_PER_MS, Talk, Voice
from hipgui.core.machine import advance, changed, obey
from hipgui.core.score import settle
from hipgui.core.session import RUNNING, Command, Happening, Session, State, position
from hipgui.core.unfinished import Kept
from hipgui.core.view import view
from hipgui.journal.journal import NullJournal
from hipgui.player.record import work_done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.core.cue import Cue
    from hipgui.core.model import Words
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan
    from hipgui.core.score import StepScore
    from hipgui.core.session import Event
    from hipgui.core.unfinished import Unfinished
    from hipgui.core.view import View
    from hipgui.journal.journal import Journal
    from hipgui.player import WorkDone


@dataclass
class Clock:
    """Milliseconds that pass when a test says so."""

    ms: float = 0.0

    def pass_ms(self, ms: float) -> None:
        """Let time pass."""
        self.ms += ms

    def __call__(self) -> float:
        return self.ms


@dataclass(frozen=True)
class Engine:
    """A speech engine that there might be."""

    name: str
    title: str
    recommended_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """A voice of an engine."""

    id: str
    name: str
    languages: tuple[str, ...] = ()


@dataclass
class SilentSpeaker:
    """Engines, voices and devices that are only lists, and examples that last as long as the test lets them."""

    titles: tuple[Engine, ...] = (Engine("pyttsx3", "eSpeak"), Engine("flite", "Flite", ("en",)))
    known: dict[str, tuple[Spoken, ...]] = field(
        default_factory=lambda: {
            "pyttsx3": (
                Spoken("gmw/en-us", "English (America)", ("en-us",)),
                Spoken("gmw/de", "German", ("de",)),
                Spoken("gmw/en", "English (Great Britain)", ("en-gb",)),
            ),
            "flite": (Spoken("slt", "flite slt", ("en",)),),
        }
    )
    plugged: tuple[str, ...] | None = ("Desk loudspeakers", "Headphones")
    told: list[Notice] = field(default_factory=list)
    chosen: list[tuple[str, ...]] = field(default_factory=list)
    device: str | None = None
    gain: float | None = None
    begun: list[tuple[Cue, ...]] = field(default_factory=list)
    heard: float | None = None
    ends: int = 0

    def engines(self) -> Sequence[Engine]:
        """Both."""
        return self.titles

    def voices(self, engine: str) -> Sequence[Spoken]:
        """At once."""
        return self.known[engine]

    def look_for_devices(self) -> None:
        """They are known."""

    def devices(self) -> Sequence[str] | None:
        """Two."""
        return self.plugged

    def choose_voice(self, engine: str, voice: str) -> None:
        """Keep it."""
        self.chosen.append((engine, voice))

    def choose_device(self, name: str) -> None:
        """Keep it."""
        self.device = name

    def set_gain(self, gain: float) -> None:
        """Keep it."""
        self.gain = gain

    def begin(self, cues: Sequence[Cue]) -> None:
        """Keep what would be heard."""
        self.begun.append(tuple(cues))
        self.heard = -1.0

    def share(self) -> float | None:
        """As the test says."""
        return self.heard

    def end(self) -> None:
        """Count it."""
        self.heard = None
        self.ends += 1

    def notices(self) -> Sequence[Notice]:
        """What was told since the last look."""
        told, self.told = self.told, []
        return told


@dataclass
class SilentCoach:
    """A real session machine on a `Clock`; says nothing, but knows what would be said, for the captions."""

    plan_at_start: Plan
    words: Words
    clock: Clock
    journal: Journal | NullJournal = field(default_factory=NullJournal)
    left: Unfinished | None = None
    """The session that is taken up."""
    first_word_ms: float = 0.0
    """How long a start waits for its first clip, as the real player may."""
    told: list[Notice] = field(default_factory=list)
    closed: bool = False
    commands: list[Command] = field(default_factory=list)
    adjusted: list[tuple[Voice, int]] = field(default_factory=list)
    talk: Talk = Talk.FULL

    def __post_init__(self) -> None:
        self._session = Session(self.plan_at_start)
        self._work: dict[int, WorkDone] = {}
        self._voice = Voice(self.words, self.talk)
        self._armed_at_ms: float | None = None
        self._settled: dict[int, StepScore] = {}
        if self.left:
            held = round(self.left.position_ms * FRAMES_PER_MS)
            self._session = replace(self._session, state=State.PAUSED, index=self.left.index, held=held)
            self._work = {kept.index: work_done(self.left.plan, kept) for kept in self.left.done}

    @property
    def plan(self) -> Plan:
        """The plan as it now stands."""
        return self._session.plan

    @property
    def is_starting(self) -> bool:
        """Whether the first word is awaited."""
        return self._armed_at_ms is not None

    def view(self) -> View:
        """This moment."""
        index = self._session.index
        if index not in self._settled:
            self._settled[index] = settle(self.plan, index, self._voice)
        return view(self._session, self._now(), self._settled[index].cues)

    def notices(self) -> Sequence[Notice]:
        """What was told since the last look."""
        told, self.told = self.told, []
        return told

    def done(self) -> tuple[WorkDone, ...]:
        """The work carried out."""
        return tuple(self._work[index] for index in sorted(self._work))

    def start(self) -> None:
        """Begin, at once or as soon as the first word would be there."""
        self._armed_at_ms = self.clock.ms
        if self.left is None:
            self.journal.began(self.plan)
        else:
            self.journal.resumed(self.left)
        self.tick()

    def command(self, command: Command) -> None:
        """Obey at once."""
        self.commands.append(command)
        self._take(*advance(self._session, self._now()))
        self._take(*obey(self._session, command, self._now()))

    def tick(self) -> None:
        """Let the machine catch up with the clock."""
        if self._armed_at_ms is not None and self.clock.ms - self._armed_at_ms >= self.first_word_ms:
            self._armed_at_ms = None
            self.command(Command.PLAY_PAUSE)
        if self._session.state in RUNNING:
            self._take(*advance(self._session, self._now()))

    def adjust(self, voice: Voice, lead_in_ms: int) -> None:
        """Go on like this."""
        self._voice, self._settled = voice, {}
        self._session = replace(self._session, resume_ms=lead_in_ms)
        self.adjusted.append((voice, lead_in_ms))

    def close(self) -> None:
        """Nothing more comes."""
        self.closed = True

    def go_to(self, index: int, into_ms: int) -> None:
        """Play on up to a place: step `index`, so many milliseconds into it."""
        if self._session.state is State.IDLE:
            self.start()
        while self._session.index < index:
            self.clock.pass_ms(self._session.step.duration_ms)
            self.tick()
            if self._session.state is State.WAITING:
                self.command(Command.NEXT)
            self.clock.pass_ms(self._left_of_lead_in())
            self.tick()
        self.clock.pass_ms(into_ms - position(self._session, self._now()) / FRAMES_PER_MS)
        self.tick()

    def _left_of_lead_in(self) -> float:
        return self._session.lead_in / FRAMES_PER_MS if self._session.state is State.LEAD_IN else 0.0

    def _now(self) -> int:
        return round(self.clock.ms * FRAMES_PER_MS)

    def _take(self, session: Session, events: tuple[Event, ...]) -> None:
        self._session = session
        if any(event.what is Happening.CHANGE for event in events):
            self._change(events[0])
        for event in events:
            if event.what in {Happening.DONE, Happening.SKIPPED, Happening.STOPPED}:
                self._record(event, skipped=event.what is not Happening.DONE)
            if event.what in {Happening.FINISHED, Happening.STOPPED}:
                self.journal.ended(finished=event.what is Happening.FINISHED)
            if event.what is Happening.HURT:
                at = (event.index, event.position // FRAMES_PER_MS)
                exercise = self.plan.steps[event.index].exercise.id
                self.journal.changed(What.HURT, self.plan, *at, exercise, dose_of(self.plan, event.index), None)

    def _change(self, event: Event) -> None:
        assert event.asked
        at = (event.index, event.position // FRAMES_PER_MS)
        found = change_in(self._session, What(event.asked), at[1], load_library())
        self._settled.clear()
        if found:
            self.journal.changed(found.what, found.plan, *at, found.exercise, found.before, found.after)
        self._take(*changed(self._session, found.plan if found else self.plan, self._now()))
        self._take(*advance(self._session, self._now()))

    def _record(self, event: Event, *, skipped: bool) -> None:
        step = self.plan.steps[event.index]
        ms = event.position // FRAMES_PER_MS
        if step.is_work and (ms or not skipped):
            reps = min(ms // step.rep_ms, step.reps or 0) if step.rep_ms else 0
            self.journal.worked(step, event.index, reps, ms, skipped)
            self._work[event.index] = work_done(self.plan, Kept(event.index, reps, ms, skipped))
