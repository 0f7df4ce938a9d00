"""One session from start to end: what the machine reports becomes sound, and lines in the journal.

Nothing here waits: the player is told to look (`tick`) and told what the person wants (`command`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from hipgui.core.change import What, change_in, dose_of
from hipgui.core.cue import FRAMES_PER_MS, Role, Talk
from hipgui.core.machine import advance, changed, obey, sleep
from hipgui.core.session import RESUME_MS, RUNNING, STANDING, Command, Happening, Session, State, frames, position
from hipgui.core.sounds import Phrase, Tone
from hipgui.core.unfinished import Kept
from hipgui.core.view import view
from hipgui.player.answers import answer, answer_to, named_side, time_left, wishes
from hipgui.player.record import Record, work_done
from hipgui.player.timeline import CLOSING, LEAD_IN, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.core.cue import Cue, Voice
    from hipgui.core.model import Library
    from hipgui.core.notice import Notice
    from hipgui.core.plan import Plan
    from hipgui.core.session import Event
    from hipgui.core.unfinished import Unfinished
    from hipgui.core.view import View
    from hipgui.player.ports import Journal, Sound
    from hipgui.player.record import WorkDone

START_WAIT_MS = 2_500
"""How long a start waits for its first word and for the device at the most. Both are there at once where the window has
been open for a moment; a sound server that was idle may take 2 s (sound/device.py)."""
START_AHEAD_MS = 40
"""A session begins this much behind what can still be changed: time to settle its first cues before they are due."""
ANSWER_WAIT_MS = 200
"""What an answer whose clip must still be made is given to be made in; a tone answers at once."""
HURT_WAIT_MS = 1_200
"""The silence after "it hurts", before the choices are named once."""
SLEPT_S = 2.0
JOURNAL_EVERY_MS = 750
"""Often enough that with the time of a look and of the disk no whole second is lost."""


class Player:
    """One session. Call everything from one thread; nothing blocks.

    `library` tells what can be changed to on the way. With `taken_up` an earlier session is gone on with. `said` is
    called once for every cue as it begins to be heard. `slept` answers how many seconds the machine has slept since it
    was last asked. `lead_in_ms` is how long it leads in before it goes on after a pause.
    """

    def __init__(  # noqa: PLR0913  a session, the rooms it needs, and who is told of it
        self,
        plan: Plan,
        voice: Voice,
        sound: Sound,
        journal: Journal,
        library: Library,
        *,
        taken_up: Unfinished | None = None,
        said: Callable[[Cue], None] = lambda _cue: None,
        slept: Callable[[], float] = lambda: 0.0,
        lead_in_ms: int = RESUME_MS,
    ) -> None:
        self._session = Session(plan, resume_ms=lead_in_ms)
        if taken_up is not None:
            held = frames(taken_up.position_ms)
            self._session = replace(self._session, state=State.PAUSED, index=taken_up.index, held=held)
        self._taken_up = taken_up
        self._library = library
        self._sound, self._journal, self._said, self._slept = sound, journal, said, slept
        self._timeline = Timeline(voice, sound, self._heard)
        self._voice = self._timeline.voice
        self._cut: Cue | None = None
        self._last_speech: Phrase | None = None
        self._opening: Phrase | None = None
        self._record = Record(work_done(plan, kept) for kept in (taken_up.done if taken_up else ()))
        self._armed_at: int | None = None
        self._closed = False
        self._last_look = self._last_noted = sound.now()
        self._want()

    # What a face asks.

    @property
    def plan(self) -> Plan:
        """The plan as it now stands."""
        return self._session.plan

    @property
    def is_starting(self) -> bool:
        """Whether it was started and waits for its first word."""
        return self._armed_at is not None

    def view(self) -> View:
        """This moment, derived from the clock.

        What is about to be gone on with leads in already, however long its first word takes.
        """
        cues = self._timeline.cues(self._session.index)
        seen = view(self._session, self._sound.now(), cues, self._sound.failed)
        if self.is_starting and seen.state is State.PAUSED:
            return replace(seen, state=State.LEAD_IN, lead_in_ms=self._session.resume_ms)
        return seen

    def notices(self) -> Sequence[Notice]:
        """What a person should be told since the last call."""
        return (*self._sound.notices(), *self._journal.notices())

    def done(self) -> tuple[WorkDone, ...]:
        """The work carried out so far, in the order in which it was first done."""
        return self._record.best()

    @property
    def all_heard(self) -> bool:
        """Whether the session is over and its closing words have ended."""
        return self._session.state is State.FINISHED and self._timeline.quiet(self._sound.now())

    # What moves it.

    def start(self) -> None:
        """Begin (or go on) as soon as the first word is there, or without it after a moment."""
        if self._session.state in {State.IDLE, State.PAUSED} and self._armed_at is None and not self._closed:
            self._sound.start()
            self._armed_at = self._sound.now()
            if self._taken_up is None:
                self._journal.began(self.plan)
            else:
                self._journal.resumed(self._taken_up)
                self._taken_up = None
            self.tick()

    def command(self, command: Command) -> None:
        """Do what the person asks, now; nothing once it is closed."""
        if self._closed:
            return
        if self._session.state is State.IDLE and command in {Command.PLAY_PAUSE, Command.READY}:
            self.start()
            return
        if self._session.state is State.PAUSED and self._armed_at is not None:  # about to be gone on with
            if command in {Command.PLAY_PAUSE, Command.READY}:
                return
            if command is not Command.MUTE:
                self._armed_at = None
        self._look_for_sleep()
        head = self._sound.head()
        self._take(*advance(self._session, head))
        self._take(*obey(self._session, command, head))
        self.tick()

    def tick(self) -> None:
        """Let time pass: end what is over, hand over what is near, tell what is heard. Nothing once it is closed."""
        if self._closed:  # the window may go on for a while after a crash has ended the session
            return
        now = self._look_for_sleep()
        if self._armed_at is not None and self._first_word_decided(self._armed_at, now):
            self._armed_at = None
            ahead_ms = START_AHEAD_MS if self._session.state is State.IDLE else 0
            self._take(*obey(self._session, Command.PLAY_PAUSE, self._sound.head() + frames(ahead_ms)))
        self._take(*advance(self._session, now))
        self._timeline.settle_anew_if_clips_came()
        self._timeline.hand_over(self._session, now)
        self._timeline.tell(now)
        if self._session.state in RUNNING and now - self._last_noted >= frames(JOURNAL_EVERY_MS):
            self._last_noted = now
            self._journal.at(self._session.index, position(self._session, now) // FRAMES_PER_MS)

    def adjust(self, voice: Voice, lead_in_ms: int) -> None:
        """Go on like this: what has not begun is said with this voice, and lead-ins to come have this length."""
        self._session = replace(self._session, resume_ms=lead_in_ms)
        self._timeline.speak_with(voice)
        self._voice = self._timeline.voice
        self._cut = None
        self._want()

    def close(self) -> None:
        """Silence, and the journal knows how it ended. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._timeline.hush(self._sound.head())
        if self._armed_at is not None or self._session.state in RUNNING | STANDING:
            self._journal.ended(finished=False)
        self._sound.stop()

    def _look_for_sleep(self) -> int:
        """The clock's frame; a session whose machine slept since the last look is paused where it was then."""
        now = self._sound.now()
        slept_s, fell_asleep = self._slept(), self._last_look
        self._last_look = now
        if slept_s > SLEPT_S and self._session.state in RUNNING:
            self._take(*sleep(self._session, fell_asleep))
        return now

    def _first_word_decided(self, armed_at: int, now: int) -> bool:
        first = next(iter(wishes(self.plan, self._session.index, self._voice)), None)
        waited = now - armed_at >= frames(START_WAIT_MS)
        there = first is None or self._sound.length_s(first) is not None or self._sound.failed(first)
        return waited or (there and self._sound.ready())

    # Events of the machine.

    def _take(self, session: Session, events: tuple[Event, ...]) -> None:
        self._session = session
        for event in events:
            self._on[event.what](self, event)

    def _on_began(self, event: Event) -> None:
        if event.asked is not None:
            self._timeline.hush(event.frame)
            self._timeline.forget()
            self._pin_answer(answer_to(event.asked, self._voice), event.index, 0)
        self._open(event.index)
        self._want()

    def _on_lead_in(self, event: Event) -> None:
        """A step is entered, or it is taken up again and the cue that was cut off is said again."""
        self._sound.start()  # an example of the voice may have put it to sleep meanwhile
        self._timeline.hush(event.frame)
        self._timeline.forget(but=event.index if event.position else None)
        if self._cut and event.position:
            self._timeline.pin(event.index, replace(self._cut, at_ms=event.position // FRAMES_PER_MS))
        self._cut = None
        self._open(LEAD_IN)
        if self._session.enters:
            self._pin_answer(named_side(self._session.step, self._voice), LEAD_IN, 0)
        self._want()

    def _open(self, place: int) -> None:
        """Say first what the way goes on with."""
        opening, self._opening = self._opening, None
        if opening is not None:
            self._pin_answer(opening, place, 0)

    def _on_done(self, event: Event) -> None:
        self._note(event, skipped=False)

    def _on_skipped(self, event: Event) -> None:
        self._note(event, skipped=True)

    def _note(self, event: Event, *, skipped: bool) -> None:
        """Keep the work of a step that was carried through or left."""
        step = self.plan.steps[event.index]
        ms = event.position // FRAMES_PER_MS
        if not step.is_work or (skipped and not ms):
            return
        if step.open_ended:
            reps = 0 if skipped else step.reps or 0
        else:
            reps = min(ms // step.rep_ms, step.reps or 0) if step.rep_ms else 0
        self._record.add(work_done(self.plan, Kept(event.index, reps, ms, skipped)))
        self._journal.worked(step, event.index, reps, ms, skipped)

    def _on_froze(self, event: Event) -> None:
        self._cut = self._timeline.hush(event.frame)
        self._journal.paused(event.index, event.position // FRAMES_PER_MS)

    def _on_moved(self, event: Event) -> None:
        self._journal.at(event.index, 0)
        self._cut = None
        self._timeline.forget()
        self._want()
        self._answer(named_side(self._session.step, self._voice))

    def _on_lengthened(self, _event: Event) -> None:
        self._journal.replanned(self.plan)
        self._answer(answer_to(Command.MORE_REST, self._voice))

    def _on_repeat(self, _event: Event) -> None:
        if self._last_speech is not None:
            self._answer(self._last_speech)

    def _on_time_left(self, event: Event) -> None:
        at_ms = event.position // FRAMES_PER_MS
        self._answer(self._voice.calm(time_left(self.plan, event.index, at_ms, self._voice)))

    def _on_muted(self, _event: Event) -> None:
        self._sound.set_muted(self._session.muted)

    def _on_finished(self, event: Event) -> None:
        if event.asked:
            self._timeline.hush(event.frame)
            self._timeline.forget()
        if event.asked is Command.SKIP:
            self._pin_answer(answer_to(event.asked, self._voice), CLOSING, 0)
        self._want()
        self._journal.ended(finished=True)

    def _on_stopped(self, event: Event) -> None:
        self._timeline.hush(event.frame)
        self._note(event, skipped=True)
        self._journal.ended(finished=False)

    def _on_change(self, event: Event) -> None:
        """Easier, harder or deeper: the rest of the plan is laid anew, from the next rep or at once."""
        assert event.asked is not None
        what, at = What(event.asked), (event.index, event.position // FRAMES_PER_MS)
        hurts = self._session.state is State.HURT
        found = change_in(self._session, what, at[1], self._library)
        if found is not None:
            self._journal.changed(what, found.plan, *at, found.exercise, found.before, found.after)
        told = answer_to(event.asked, self._voice, possible=found is not None)
        self._opening = told if hurts else None
        head = self._sound.head()
        self._take(*changed(self._session, found.plan if found else self.plan, head))
        self._take(*advance(self._session, head))
        if not hurts:
            self._answer(told)

    def _on_hurt(self, event: Event) -> None:
        """Silence; after a moment the choices are named once."""
        self._cut = None
        self._timeline.hush(event.frame)
        self._timeline.forget()
        at = (event.index, event.position // FRAMES_PER_MS)
        step = self.plan.steps[event.index]
        self._journal.changed(What.HURT, self.plan, *at, step.exercise.id, dose_of(self.plan, event.index), None)
        for cue in self._answer_cues(answer_to(Command.HURTS, self._voice), HURT_WAIT_MS):
            self._timeline.say_aside(cue, event.frame + frames(cue.at_ms))

    def _on_left_out(self, event: Event) -> None:
        at = (event.index, event.position // FRAMES_PER_MS)
        step = self.plan.steps[event.index]
        self._journal.changed(What.SKIPPED, self.plan, *at, step.exercise.id, dose_of(self.plan, event.index), None)

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
        Happening.CHANGE: _on_change,
        Happening.HURT: _on_hurt,
        Happening.LEFT_OUT: _on_left_out,
    }

    # What is said.

    def _heard(self, cue: Cue) -> None:
        if isinstance(cue.item, Phrase) and cue.role is not Role.ACK:
            self._last_speech = cue.item
        self._said(cue)

    def _answer(self, phrase: Phrase) -> None:
        """Answer now; what was running fades, the rest of the step is settled around the answer."""
        session, head = self._session, self._sound.head()
        self._timeline.hush(head)
        if session.state is State.PAUSED:
            for cue in self._answer_cues(phrase, 0):
                self._timeline.say_aside(cue, head + frames(cue.at_ms))
        else:
            self._timeline.settle_anew()
            place = {State.LEAD_IN: LEAD_IN, State.FINISHED: CLOSING}.get(session.state, session.index)
            self._pin_answer(phrase, place, max(0, head - session.anchor) // FRAMES_PER_MS)
        self._want(phrase)

    def _pin_answer(self, phrase: Phrase, place: int, at_ms: int) -> None:
        for cue in self._answer_cues(phrase, at_ms):
            self._timeline.pin(place, cue)

    def _answer_cues(self, phrase: Phrase, at_ms: int) -> list[Cue]:
        """The answer spoken; a tone at tones only, and a tone first where its clip must be made or never comes."""
        voice = self._voice
        if voice.talk is not Talk.TONES and self._sound.length_s(phrase) is not None:
            return [answer(phrase, at_ms, voice)]
        signal = [answer(Tone.ACK, at_ms, voice)] if voice.tones else []
        if voice.talk is Talk.TONES:
            return signal
        return [*signal, answer(phrase, at_ms + ANSWER_WAIT_MS, voice)]

    def _want(self, *first: Phrase) -> None:
        """Order the clips of the next steps, after what is wanted at once."""
        self._sound.want([*first, *wishes(self.plan, self._session.index, self._voice)])
