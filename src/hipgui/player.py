"""Runs a plan in real time: the machine decides, the score speaks, the sound room keeps the clock.

What lies ahead within `HORIZON_MS` is settled from the real clips and handed to the sound room with its exact frame.
Any change forgets what has not begun and settles again from there on; what was heard is never touched. Nothing
here waits: the player is told to look (`tick`) and told what the person wants (`command`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Protocol

from hipgui.core.asks import capitalised, number, side_words
from hipgui.core.cue import FRAMES_PER_MS, Cue, Role, Talk
from hipgui.core.plan import StepKind
from hipgui.core.score import closing, lead_in, phrases, settle
from hipgui.core.session import (
    ENTRY_MS,
    RUNNING,
    Command,
    Happening,
    Session,
    State,
    advance,
    frames,
    obey,
    position,
    sleep,
)
from hipgui.core.sounds import Phrase, Tone
from hipgui.core.view import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hipgui.core.cue import Voice
    from hipgui.core.plan import Plan, Step
    from hipgui.core.score import StepScore
    from hipgui.core.session import (
        Event,
    )
    from hipgui.core.sounds import Item
    from hipgui.core.view import View

HORIZON_MS = 6_000
"""How far ahead cues are handed over: a window that stalls for this long is not heard."""
FIRST_CLIP_WAIT_MS = 1_500
"""How long a start waits for its first word at the most."""
SLEPT_S = 2.0
ONE_MINUTE_MS = 60_000
JOURNAL_EVERY_MS = 1_000
LEAD_IN, CLOSING = -1, -2
"""Places on the timeline that belong to no step."""


class Notice(Protocol):
    """Something a person should know, said once: what is missing or failed, and what they can do."""

    @property
    def what(self) -> str:
        """What happened, one plain sentence."""

    @property
    def remedy(self) -> str:
        """What helps, one plain sentence."""


class Sound(Protocol):
    """What the player needs of the sound room: a clock in frames, and clips placed on it. No call may block."""

    def now(self) -> int:
        """The frame that is being heard."""

    def head(self) -> int:
        """The first frame that can still be changed."""

    def want(self, phrases: Sequence[Phrase], /) -> None:
        """Render these, in this order; earlier wishes are forgotten."""

    def length_s(self, item: Item, /) -> float | None:
        """Exact seconds of a clip, None while there is none."""

    def failed(self, phrase: Phrase, /) -> bool:
        """Whether the clip will not come."""

    def place(self, item: Item, at: int, /) -> None:
        """Start a clip exactly at a frame, or at the head where that is past."""

    def clear(self, *, fade: bool) -> None:
        """Forget what has not begun; with `fade`, silence what has."""

    def set_muted(self, muted: bool, /) -> None:  # noqa: FBT001  a plain setter
        """Silence, while the clock goes on."""

    def notices(self) -> Sequence[Notice]:
        """What a person should be told, each once."""


class Journal(Protocol):
    """What the player tells whoever keeps the record. No call may block."""

    def began(self, plan: Plan) -> None:
        """A session was started."""

    def worked(self, step: Step, index: int, reps: int, ms: int, skipped: bool) -> None:  # noqa: FBT001
        """One side of a set was done, or left after so many whole reps and milliseconds."""

    def at(self, index: int, position_ms: int) -> None:
        """Where the session stands, about once a second."""

    def paused(self, index: int, position_ms: int) -> None:
        """The session was paused."""

    def ended(self, finished: bool) -> None:  # noqa: FBT001  a fact, not a switch
        """The session is over: to its end, or before."""


@dataclass(frozen=True, slots=True)
class WorkDone:
    """One side of one set as it was done: whole reps, milliseconds, and whether it was left early."""

    step: Step
    reps: int
    ms: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """A cue handed to the sound room: the frame it starts at and the step (or LEAD_IN, CLOSING) it belongs to."""

    frame: int
    place: int
    cue: Cue


class Player:
    """One session from start to end. Call everything from one thread; nothing blocks.

    `said` is called once for every cue as it begins to be heard. `slept` answers how many seconds the machine
    has slept since it was last asked.
    """

    def __init__(
        self,
        plan: Plan,
        voice: Voice,
        sound: Sound,
        journal: Journal,
        *,
        said: Callable[[Cue], None] = lambda _cue: None,
        slept: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._session = Session(plan)
        self._voice = replace(voice, length_of=sound.length_s)
        self._sound, self._journal, self._said, self._slept = sound, journal, said, slept
        self._settled: dict[int, StepScore] = {}
        self._told: list[_Told] = []
        self._heard = 0
        self._cut: Cue | None = None
        self._last_speech: Phrase | None = None
        self._awaited: set[Phrase] = set()
        self._work: dict[int, WorkDone] = {}
        self._armed_at: int | None = None
        self._last_look = self._last_noted = sound.now()
        self._want(0)

    # What a face asks.

    @property
    def plan(self) -> Plan:
        """The plan as it now stands."""
        return self._session.plan

    def view(self) -> View:
        """This moment, derived from the clock."""
        settled = self._settled.get(self._session.index)
        return view(self._session, self._sound.now(), settled.cues if settled else ())

    def notices(self) -> Sequence[Notice]:
        """What a person should be told since the last call."""
        return self._sound.notices()

    def done(self) -> tuple[WorkDone, ...]:
        """The work carried out so far, in the plan's order."""
        return tuple(self._work[index] for index in sorted(self._work))

    @property
    def all_heard(self) -> bool:
        """Whether the session is over and its closing words have ended."""
        if self._session.state is not State.FINISHED:
            return False
        last = max((told.frame + frames(told.cue.length_ms) for told in self._told), default=0)
        return self._heard == len(self._told) and self._sound.now() >= last

    # What moves it.

    def start(self) -> None:
        """Begin as soon as the first word is there, or without it after a moment."""
        if self._session.state is State.IDLE and self._armed_at is None:
            self._armed_at = self._sound.now()
            self._journal.began(self.plan)
            self.tick()

    def command(self, command: Command) -> None:
        """Do what the person asks, now."""
        if self._session.state is State.IDLE and command in {Command.PLAY_PAUSE, Command.READY}:
            self.start()
            return
        head = self._sound.head()
        self._take(*advance(self._session, head))
        self._take(*obey(self._session, command, head))
        self.tick()

    def tick(self) -> None:
        """Let time pass: end what is over, hand over what is near, tell what is heard."""
        now = self._sound.now()
        slept_s, fell_asleep = self._slept(), self._last_look
        self._last_look = now
        if slept_s > SLEPT_S and self._session.state in RUNNING:
            self._take(*sleep(self._session, fell_asleep))
        if self._armed_at is not None and self._first_word_decided(now):
            self._armed_at = None
            self._take(*obey(self._session, Command.PLAY_PAUSE, self._sound.head()))
        self._take(*advance(self._session, now))
        self._settle_anew_if_clips_came()
        self._hand_over(now)
        self._tell(now)
        if self._session.state in RUNNING and now - self._last_noted >= frames(JOURNAL_EVERY_MS):
            self._last_noted = now
            self._journal.at(self._session.index, position(self._session, now) // FRAMES_PER_MS)

    def close(self) -> None:
        """Silence, and the journal knows how it ended."""
        self._sound.clear(fade=True)
        if self._session.state in RUNNING | {State.PAUSED}:
            self._journal.ended(finished=False)

    # The start.

    def _first_word_decided(self, now: int) -> bool:
        first = next((item for item in phrases(self.plan, 0, self._voice) if isinstance(item, Phrase)), None)
        waited = self._armed_at is not None and now - self._armed_at >= frames(FIRST_CLIP_WAIT_MS)
        return first is None or self._sound.length_s(first) is not None or self._sound.failed(first) or waited

    # Events of the machine.

    def _take(self, session: Session, events: tuple[Event, ...]) -> None:
        self._session = session
        for event in events:
            self._on[event.what](self, event)

    def _on_began(self, event: Event) -> None:
        if event.asked:
            self._hush()
            self._settled.clear()
            ack = self._ack_cue(self._voice.calm(self._voice.pick("ack_next")), 0)
            self._settled[event.index] = settle(self.plan, event.index, self._voice, kept=ack)
        self._want(event.index)

    def _on_lead_in(self, event: Event) -> None:
        """Settle the lead-in and, behind it, the rest of its step with the cue that was cut."""
        self._hush()
        self._settled.clear()
        step, held_ms = self._session.step, event.position // FRAMES_PER_MS
        enters = self._session.lead_in == frames(ENTRY_MS)
        named = self._ack_cue(self._named_side(step), 0) if enters else ()
        self._settled[LEAD_IN] = lead_in(self._voice, self._session.lead_in // FRAMES_PER_MS, kept=named)
        again = (replace(self._cut, at_ms=held_ms),) if self._cut and held_ms else ()
        heard = self._heard_cues(event.index, until_ms=held_ms) if held_ms else ()
        if not held_ms:
            self._forget(event.index)
        self._cut = None
        self._settled[event.index] = settle(self.plan, event.index, self._voice, from_ms=held_ms, kept=(*heard, *again))
        self._want(event.index)

    def _on_done(self, event: Event) -> None:
        self._record(event, skipped=False)

    def _on_skipped(self, event: Event) -> None:
        self._record(event, skipped=True)

    def _record(self, event: Event, *, skipped: bool) -> None:
        step = self.plan.steps[event.index]
        ms = event.position // FRAMES_PER_MS
        if not step.is_work or (skipped and not ms):
            return
        reps = step.reps or 0 if step.open_ended else min(ms // step.rep_ms, step.reps or 0) if step.rep_ms else 0
        work = WorkDone(step, reps, ms, skipped)
        before = self._work.get(event.index)
        if before is None or before.ms <= work.ms:
            self._work[event.index] = work
        self._journal.worked(step, event.index, reps, ms, skipped)

    def _on_froze(self, event: Event) -> None:
        at_ms = event.position // FRAMES_PER_MS
        running = [told.cue for told in self._told if told.place == event.index and told.cue.is_speech]
        self._cut = next((cue for cue in running if cue.at_ms <= at_ms < cue.end_ms), self._cut)
        self._hush(event.frame)
        self._settled.pop(LEAD_IN, None)
        self._journal.paused(event.index, at_ms)

    def _on_moved(self, event: Event) -> None:
        self._cut = None
        self._forget(event.index)
        self._speak_now(self._named_side(self._session.step))

    def _on_lengthened(self, _event: Event) -> None:
        self._acknowledge(self._voice.calm(self._voice.pick("ack_more_rest")))

    def _on_repeat(self, _event: Event) -> None:
        if self._last_speech is not None:
            self._acknowledge(self._last_speech)

    def _on_time_left(self, _event: Event) -> None:
        self._acknowledge(self._voice.calm(self._time_left()))

    def _on_muted(self, _event: Event) -> None:
        self._sound.set_muted(self._session.muted)

    def _on_finished(self, event: Event) -> None:
        if event.index in self._settled and CLOSING not in self._settled:
            self._settled[CLOSING] = closing(self._voice)
        self._journal.ended(finished=True)

    def _on_stopped(self, _event: Event) -> None:
        self._hush()
        self._journal.ended(finished=False)

    _on: ClassVar[dict[Happening, Callable[[Player, Event], None]]] = {
        Happening.BEGAN: _on_began,
        Happening.LEAD_IN: _on_lead_in,
        Happening.DONE: _on_done,
        Happening.SKIPPED: _on_skipped,
        Happening.FROZE: _on_froze,
        Happening.MOVED: _on_moved,
        Happening.LENGTHENED: _on_lengthened,
        Happening.REPEAT: _on_repeat,
        Happening.TIME_LEFT: _on_time_left,
        Happening.MUTED: _on_muted,
        Happening.FINISHED: _on_finished,
        Happening.STOPPED: _on_stopped,
    }

    # What is said at once.

    def _named_side(self, step: Step) -> Phrase:
        return self._voice.calm(f"{capitalised(side_words(step.exercise, step.side))}.")

    def _ack_cue(self, phrase: Phrase, at_ms: int) -> tuple[Cue, ...]:
        """An acknowledgement as a cue: spoken, or a tone where speech is not wanted or not to be had."""
        dumb = self._voice.talk is Talk.TONES or self._sound.failed(phrase)
        item: Item = Tone.ACK if dumb else phrase
        return (Cue(at_ms, self._voice.length_ms(item), item, Role.ACK, "answers the person"),)

    def _acknowledge(self, phrase: Phrase) -> None:
        """Answer now; what was running fades, the rest of the step is settled around the answer."""
        if self._session.state not in RUNNING:
            self._speak_now(phrase)
            return
        head = self._sound.head()
        place = LEAD_IN if self._session.state is State.LEAD_IN else self._session.index
        at_ms = max(0, head - self._session.anchor) // FRAMES_PER_MS
        heard = self._heard_cues(place, until_ms=at_ms)
        self._hush()
        cues = (*heard, *self._ack_cue(phrase, at_ms))
        if place == LEAD_IN:
            self._settled[LEAD_IN] = lead_in(self._voice, self._session.lead_in // FRAMES_PER_MS, kept=cues)
        else:
            later = {index: told for index, told in self._settled.items() if index != place}
            self._settled = later
            self._settled[place] = settle(self.plan, place, self._voice, from_ms=at_ms, kept=cues)
        self._want(self._session.index)

    def _speak_now(self, phrase: Phrase) -> None:
        """Answer while the session's clock stands still."""
        self._hush()
        (cue,) = self._ack_cue(phrase, 0)
        if isinstance(cue.item, Phrase):
            self._sound.want([cue.item])
        head = self._sound.head()
        self._sound.place(cue.item, head)
        self._told.append(_Told(head, CLOSING, cue))

    def _time_left(self) -> str:
        """Seconds of a hold or a rest; in sets of reps the minutes of the session."""
        now = self._sound.now()
        step = self._session.step
        at_ms = min(position(self._session, now) // FRAMES_PER_MS, step.duration_ms)
        step_left_ms = step.duration_ms - at_ms
        session_left_ms = self.plan.duration_ms - self.plan.starts_ms[self._session.index] - at_ms
        if step.kind in {StepKind.HOLD, StepKind.REST} or session_left_ms < ONE_MINUTE_MS:
            left_ms = step_left_ms if step.kind in {StepKind.HOLD, StepKind.REST} else session_left_ms
            return self._voice.pick("ack_time_seconds", seconds=capitalised(number(self._voice, left_ms // 1000)))
        minutes = round(session_left_ms / ONE_MINUTE_MS)
        if minutes == 1:
            return self._voice.pick("ack_time_one_minute")
        return self._voice.pick("ack_time_minutes", minutes=capitalised(number(self._voice, minutes)))

    # The timeline.

    def _segments(self) -> Iterator[tuple[int, int]]:
        """Places ahead and the frames at which they begin: the lead-in, the present step, those after it."""
        session = self._session
        if session.state is State.LEAD_IN:
            yield LEAD_IN, session.anchor
            base = session.anchor + session.lead_in - session.held
        elif session.state in {State.PLAYING, State.WAITING, State.FINISHED}:
            base = session.anchor
        else:
            return
        for index in range(session.index, len(self.plan.steps)):
            if session.state is not State.FINISHED:
                yield index, base
            if self.plan.steps[index].open_ended:
                return
            base += frames(self.plan.steps[index].duration_ms)
        yield CLOSING, base

    def _hand_over(self, now: int) -> None:
        """Give the sound room every cue that begins within the horizon and was not given yet."""
        edge = now + frames(HORIZON_MS)
        given = {(told.place, told.cue) for told in self._told}
        for place, base in self._segments():
            if base > edge:
                break
            if place not in self._settled:
                self._settled[place] = (
                    closing(self._voice) if place == CLOSING else settle(self.plan, place, self._voice)
                )
                self._await(self._settled[place])
            for cue in self._settled[place].cues:
                frame = base + frames(cue.at_ms)
                if frame <= edge and (place, cue) not in given:
                    self._sound.place(cue.item, frame)
                    self._told.append(_Told(frame, place, cue))

    def _await(self, settled: StepScore) -> None:
        missing = (cue.item for cue in settled.cues if isinstance(cue.item, Phrase))
        self._awaited.update(phrase for phrase in missing if self._sound.length_s(phrase) is None)

    def _settle_anew_if_clips_came(self) -> None:
        """Where an estimate stood in for a clip that is there now, settle again what has not begun."""
        came = {phrase for phrase in self._awaited if self._sound.length_s(phrase) is not None}
        self._awaited = {phrase for phrase in self._awaited - came if not self._sound.failed(phrase)}
        if not came or self._session.state not in RUNNING:
            return
        head = self._sound.head()
        self._forget_from(head)
        for place, base in list(self._segments()):
            if place not in self._settled:
                continue
            at_ms = max(0, head - base) // FRAMES_PER_MS
            heard = self._heard_cues(place, until_ms=None)
            if place == LEAD_IN:
                self._settled[place] = lead_in(self._voice, self._session.lead_in // FRAMES_PER_MS, kept=heard)
            elif place != CLOSING:
                held_ms = self._session.held // FRAMES_PER_MS if place == self._session.index else 0
                from_ms = max(at_ms, held_ms)
                before = [cue for cue in self._settled[place].cues if cue.at_ms < from_ms]
                kept = tuple(dict.fromkeys((*before, *heard)))
                self._settled[place] = settle(self.plan, place, self._voice, from_ms=from_ms, kept=kept)
                self._await(self._settled[place])

    def _heard_cues(self, place: int, *, until_ms: int | None) -> tuple[Cue, ...]:
        """Cues of a place that have begun; with `until_ms` only those that also ended by then."""
        begun = (told.cue for told in self._told if told.place == place)
        return tuple(cue for cue in begun if until_ms is None or cue.end_ms <= until_ms)

    def _forget(self, place: int) -> None:
        self._settled.pop(place, None)
        self._told = [told for told in self._told if told.place != place]

    def _forget_from(self, frame: int, *, fade: bool = False) -> None:
        """Take back what has not begun by `frame`; with `fade`, silence what has."""
        self._sound.clear(fade=fade)
        self._tell(frame)
        self._told = [told for told in self._told if told.frame <= frame]
        self._heard = min(self._heard, len(self._told))

    def _hush(self, frame: int | None = None) -> None:
        self._forget_from(self._sound.head() if frame is None else frame, fade=True)

    def _tell(self, now: int) -> None:
        """Report the cues that have begun to be heard, each once, in the order of time."""
        self._told.sort(key=lambda told: told.frame)
        while self._heard < len(self._told) and self._told[self._heard].frame <= now:
            cue = self._told[self._heard].cue
            self._heard += 1
            if isinstance(cue.item, Phrase) and cue.role is not Role.ACK:
                self._last_speech = cue.item
            self._said(cue)

    def _want(self, index: int) -> None:
        """Order the clips of this step and the next two, then the answers that may be called for."""
        steps = range(index, min(index + 3, len(self.plan.steps)))
        needed = chain.from_iterable(phrases(self.plan, step, self._voice) for step in steps)
        counts = (cue.item for cue in lead_in(self._voice, 3_000).cues)
        acks = (self._voice.calm(self._voice.pick(key)) for key in ("ack_next", "ack_more_rest"))
        named = (self._named_side(self.plan.steps[step]) for step in steps)
        last = (cue.item for cue in closing(self._voice).cues) if index + 3 >= len(self.plan.steps) else ()
        wanted = dict.fromkeys(chain(needed, counts, acks, named, last))
        self._sound.want([item for item in wanted if isinstance(item, Phrase)])
