"""What lies ahead, settled from the real clips and handed to the sound room with its exact frame.

Any change takes back what has not begun and settles again from there on; what was heard is never touched. Whatever is
to be heard at any rate (an answer, a cue that was cut) is pinned to its place: all others settle around it.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from hipgui.core.cue import FRAMES_PER_MS, Role
from hipgui.core.score import Standing, closing, lead_in, settle
from hipgui.core.session import State, frames
from hipgui.core.sounds import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hipgui.core.cue import Cue, Voice
    from hipgui.core.score import StepScore
    from hipgui.core.session import Session
    from hipgui.core.sounds import Item
    from hipgui.player.ports import Sound

HORIZON_MS = 6_000
"""How far ahead cues are handed over: a window that stalls for this long is not heard."""
BETWEEN_MS = 120
"""The silence after an answer."""

LEAD_IN, CLOSING, ASIDE = -1, -2, -3
"""Places that belong to no step; what is said aside belongs to no time of the session at all."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place on the session's way and the clock's frame at its start; `entered` frames of it lie behind already."""

    place: int
    base: int
    entered: int = 0


@dataclass(frozen=True, slots=True)
class _Given:
    """A cue that was handed over and the frame it starts at; one without a clip is told and not heard."""

    frame: int
    place: int
    cue: Cue
    has_clip: bool

    @property
    def end(self) -> int:
        return self.frame + frames(self.cue.length_ms)

    @property
    def speaks(self) -> bool:
        return self.cue.is_speech and self.has_clip


def stretches(session: Session) -> Iterator[Stretch]:
    """What the session goes through from now on if nobody stops it."""
    if session.state is State.FINISHED:
        yield Stretch(CLOSING, session.anchor)
        return
    if session.state is State.LEAD_IN:
        yield Stretch(LEAD_IN, session.anchor)
        base = session.anchor + session.lead_in - session.held
    elif session.state in {State.PLAYING, State.WAITING}:
        base = session.anchor
    else:
        return
    for index in range(session.index, len(session.plan.steps)):
        step = session.plan.steps[index]
        yield Stretch(index, base, session.held if index == session.index else 0)
        if step.open_ended:
            return
        base += frames(step.duration_ms)
    yield Stretch(CLOSING, base)


class Timeline:
    """The cues of one session between the score and the sound room.

    `voice` has its lengths from the sound room; `said` is told every cue once, as it begins to be heard.
    """

    def __init__(self, voice: Voice, sound: Sound, said: Callable[[Cue], None]) -> None:
        self._sound, self._said = sound, said
        self.voice = replace(voice, length_of=sound.length_s)
        self._noting_voice = replace(voice, length_of=self._length_of)
        self._settled: dict[int, StepScore] = {}
        self._waiting: dict[int, deque[Cue]] = {}
        self._ahead: list[_Given] = []
        self._begun: list[_Given] = []
        self._pinned: list[tuple[int, Cue]] = []
        self._estimated: set[Phrase] = set()

    def speak_with(self, voice: Voice) -> None:
        """Say what has not begun with another voice, in other amounts or at another rate."""
        self.voice = replace(voice, length_of=self._sound.length_s)
        self._noting_voice = replace(voice, length_of=self._length_of)
        self._pinned.clear()
        self.settle_anew()

    def cues(self, place: int) -> tuple[Cue, ...]:
        """The cues of a place as they were last settled."""
        settled = self._settled.get(place)
        return settled.cues if settled else ()

    def quiet(self, now: int) -> bool:
        """Whether nothing that was handed over is still to be heard."""
        return not self._ahead and all(given.end <= now for given in self._begun)

    def pin(self, place: int, cue: Cue) -> None:
        """This will be heard in `place`, whatever else."""
        self._pinned.append((place, cue))

    def say_aside(self, cue: Cue, frame: int) -> None:
        """Say something while the session's clock stands still; a clip that is late may still come."""
        self._note(_Given(frame, ASIDE, cue, has_clip=True))
        self._sound.place(cue.item, frame)

    def hand_over(self, session: Session, now: int) -> None:
        """Give the sound room every cue that begins within the horizon and was not given yet."""
        edge = now + frames(HORIZON_MS)
        near = list(takewhile(lambda stretch: stretch.base <= edge, stretches(session)))
        places = {session.index, *(stretch.place for stretch in near)}
        self._begun = [given for given in self._begun if given.place in places or given.end > now]
        if self._too_late(near):
            self.settle_anew()
        for stretch in near:
            if stretch.place not in self._waiting:
                self._settle(session, stretch)
            waiting = self._waiting[stretch.place]
            while waiting and (frame := stretch.base + frames(waiting[0].at_ms)) <= edge:
                self._give(frame, stretch.place, waiting.popleft())

    def settle_anew_if_clips_came(self) -> None:
        """Where an estimate stood in for a clip that is there now, settle again what has not begun."""
        if any(self._sound.length_s(phrase) is not None for phrase in self._estimated):
            self.settle_anew()

    def settle_anew(self) -> None:
        """Take back what has not begun; it is settled again when it is handed over again."""
        self._take_back(self._sound.head(), fade=False)
        self._settled.clear()

    def hush(self, frame: int) -> Cue | None:
        """Silence as of `frame`; what of a step's speech is cut off, or pinned and not yet said.

        What is cut off does not count as said, and answers are forgotten.
        """
        self._take_back(frame, fade=True)
        self._pinned = [(place, cue) for place, cue in self._pinned if cue.role is not Role.ACK]
        cut = [given for given in self._begun if given.cue.is_speech and given.frame < frame < given.end]
        self._begun = [given for given in self._begun if given not in cut]
        unsaid = [*((given.place, given.cue) for given in cut), *self._pinned]
        return next((cue for place, cue in unsaid if place >= 0), None)

    def forget(self, *, but: int | None = None) -> None:
        """The way begins anew: nothing that was heard counts as said, except in the step `but` that is taken up."""
        self._begun = [given for given in self._begun if given.place == but]
        self._pinned.clear()
        self._settled.clear()

    def tell(self, now: int) -> None:
        """Report the cues that have begun to be heard, each once, in the order of time."""
        while self._ahead and self._ahead[0].frame <= now:
            given = self._ahead.pop(0)
            self._begun.append(given)
            if isinstance(given.cue.item, Phrase) and not given.has_clip:
                self._sound.miss(given.cue.item)
            self._pinned = [pin for pin in self._pinned if not _is(given, *pin)]
            self._said(given.cue)

    def _length_of(self, item: Item) -> float | None:
        length_s = self._sound.length_s(item)
        if length_s is None and isinstance(item, Phrase):
            self._estimated.add(item)
        return length_s

    def _give(self, frame: int, place: int, cue: Cue) -> None:
        """Hand a cue over; one settled without its clip would sound nobody knows how long, and is only told."""
        has_clip = cue.item not in self._estimated
        given = _Given(max(frame, self._sound.head()), place, cue, has_clip)
        self._note(given)
        if has_clip:
            self._sound.place(cue.item, given.frame)

    def _note(self, given: _Given) -> None:
        insort(self._ahead, given, key=lambda other: other.frame)

    def _take_back(self, frame: int, *, fade: bool) -> None:
        self._sound.clear(fade=fade)
        self.tell(frame - 1)
        self._ahead.clear()
        self._waiting.clear()
        self._estimated.clear()

    def _too_late(self, near: list[Stretch]) -> bool:
        """Whether the window stalled for so long that cues in wait should have begun."""
        head = self._sound.head()
        firsts = ((stretch.base, self._waiting.get(stretch.place)) for stretch in near)
        return any(waiting and base + frames(waiting[0].at_ms) < head for base, waiting in firsts)

    def _settle(self, session: Session, stretch: Stretch) -> None:
        place, voice = stretch.place, self._noting_voice
        from_ms = -(-max(self._sound.head() - stretch.base, stretch.entered) // FRAMES_PER_MS)
        busy_ms = self._busy_ms(stretch)
        begun = [given for given in self._begun if given.place == place]
        spoken_ms = max((given.cue.end_ms + BETWEEN_MS for given in begun if given.speaks), default=0)
        pinned = self._in_turn(place, from_ms, max(busy_ms, spoken_ms))
        standing = Standing(from_ms, busy_ms, (*(given.cue for given in begun), *pinned))
        if place == LEAD_IN:
            settled = lead_in(voice, session.lead_in // FRAMES_PER_MS, standing)
        elif place == CLOSING:
            settled = closing(voice, standing)
        else:
            settled = settle(session.plan, place, voice, standing)
        self._settled[place] = settled
        heard = {(given.cue.at_ms, given.cue.item) for given in begun}
        self._waiting[place] = deque(cue for cue in settled.cues if (cue.at_ms, cue.item) not in heard)

    def _in_turn(self, place: int, from_ms: int, free_ms: int) -> list[Cue]:
        """The pinned cues of a place where they can be heard: none in the past, one after another, answers first."""
        others = [(where, cue) for where, cue in self._pinned if where != place]
        pinned = [cue for where, cue in self._pinned if where == place]
        moved: list[Cue] = []
        for cue in sorted(pinned, key=lambda cue: cue.role is not Role.ACK):
            earliest_ms = max(from_ms, free_ms) if cue.is_speech else from_ms
            length_ms = self._noting_voice.length_ms(cue.item)
            moved.append(replace(cue, at_ms=max(cue.at_ms, earliest_ms), length_ms=length_ms))
            if cue.is_speech:
                free_ms = moved[-1].end_ms + BETWEEN_MS
        self._pinned = [*others, *((place, cue) for cue in moved)]
        return moved

    def _busy_ms(self, stretch: Stretch) -> int:
        """How far speech of another place reaches into this one: an answer shortly before a step's end."""
        others = (given for given in (*self._begun, *self._ahead) if given.place != stretch.place)
        busy = max((given.end for given in others if given.speaks), default=stretch.base)
        return max(0, -(-(busy - stretch.base) // FRAMES_PER_MS))


def _is(given: _Given, place: int, cue: Cue) -> bool:
    """Whether this is the pinned cue, whatever length was taken for it."""
    return (given.place, given.cue.at_ms, given.cue.item) == (place, cue.at_ms, cue.item)
