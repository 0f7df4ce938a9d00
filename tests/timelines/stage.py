"""The stage of the timelines: a sound room and a journal that exist only in numbers, and a hand that moves time.

`FakeSound` keeps the promises of the real sound room's desk: an order is carried out at the head, a clip that is not
there when it should begin is missed, a fade silences what sounds. Nothing is random; how fast clips come and how long
they are is a law given to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.cue import FRAMES_PER_MS, estimate_ms
from hipgui.core.notice import Notice
from hipgui.core.session import RUNNING, State
from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone
from hipgui.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hipgui.core.cue import Cue, Voice
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan, Step
    from hipgui.core.session import Command
    from hipgui.core.sounds import Item
    from hipgui.core.unfinished import Unfinished

LATENCY_MS = 20
TICK_MS = 33
TONE_S = 0.2


def estimated_s(phrase: Phrase) -> float:
    """Just as long as the score takes a phrase to be."""
    return estimate_ms(phrase) / 1000


@dataclass(frozen=True)
class Clips:
    """The law of clips: how long one lasts, how long it takes to make (None: it fails), when the voice dies."""

    length_s: Callable[[Phrase], float] = estimated_s
    render_ms: Callable[[Phrase], int | None] = lambda _phrase: 10
    dies_at_ms: int | None = None


@dataclass
class Heard:
    """A clip that began to sound: first frame, the frame behind the last one, and whether it was faded."""

    start: int
    end: int
    item: Item
    faded: bool = False

    @property
    def is_speech(self) -> bool:
        return isinstance(self.item, Phrase)

    @property
    def text(self) -> str:
        return self.item.text if isinstance(self.item, Phrase) else str(self.item)


@dataclass
class FakeSound:
    """The sound room on a clock that the test moves with `pass_time`."""

    clips: Clips = field(default_factory=Clips)
    heard: list[Heard] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    begun: list[tuple[int, Item]] = field(default_factory=list)
    cuts: list[Heard] = field(default_factory=list)
    muted: bool = False
    hurry: int = 0
    """Frames the device plays between one call and the next: its thread does not wait for the player's."""
    playing: bool = False
    device_at_ms: int = 0
    latency: int = LATENCY_MS * FRAMES_PER_MS
    _head: int = LATENCY_MS * FRAMES_PER_MS
    _waiting: list[tuple[int, Item]] = field(default_factory=list)
    _wishes: list[Phrase] = field(default_factory=list)
    _there: dict[Phrase, float] = field(default_factory=dict)
    came_at: dict[Phrase, int] = field(default_factory=dict)
    _failed: set[Phrase] = field(default_factory=set)
    _job: tuple[int, Phrase] | None = None

    # What the player asks.

    def now(self) -> int:
        return self._head - self.latency

    def head(self) -> int:
        head = self._head
        self._hurry_on()
        return head

    def start(self) -> None:
        self.playing = True

    def ready(self) -> bool:
        return self.playing and self.now() >= self.device_at_ms * FRAMES_PER_MS

    def stop(self) -> None:
        self.playing = False

    def want(self, phrases: Sequence[Phrase], /) -> None:
        self._wishes = list(phrases)
        self._next_job()

    def length_s(self, item: Item, /) -> float | None:
        return TONE_S if isinstance(item, Tone) else self._there.get(item)

    def failed(self, phrase: Phrase, /) -> bool:
        return phrase in self._failed or (self._dead and phrase not in self._there)

    def place(self, item: Item, at: int, /) -> None:
        self._hurry_on()
        self._waiting.append((max(at, self._head), item))

    def miss(self, phrase: Phrase, /) -> None:
        self.missed.append(phrase)

    def clear(self, *, fade: bool) -> None:
        self._hurry_on()
        self._waiting.clear()
        if fade:
            for sounding in self.sounding():
                sounding.end, sounding.faded = self._head, True
                self.cuts.append(sounding)

    def set_muted(self, muted: bool, /) -> None:  # noqa: FBT001  the port's own shape
        self.muted = muted

    def notices(self) -> Sequence[Notice]:
        return (Notice("Nothing is heard.", "It is a test."),)

    def _hurry_on(self) -> None:
        if self.hurry:
            self.pass_time(self.hurry)

    # What the test does.

    def sounding(self) -> list[Heard]:
        """What has begun and has not ended."""
        return [heard for heard in self.heard[-9:] if heard.start < self._head < heard.end]

    def pass_time(self, frames: int) -> None:
        """Play so many frames; clips are rendered meanwhile."""
        target = self._head + frames
        while True:
            starts = min((at for at, _ in self._waiting), default=target)
            renders = self._job[0] if self._job else target
            frame = min(starts, renders)
            if frame >= target:
                break
            self._head = max(self._head, frame)
            if renders <= starts:
                self._finish_job()
            else:
                self._begin(starts)
        self._head = target
        self._next_job()

    def skip(self, frames: int) -> None:
        """The clock jumps while the machine sleeps: nothing sounds, and what should have begun is forgotten."""
        now = self.now()
        for sounding in self.sounding():
            sounding.end, sounding.faded = now, True
        self.heard = [heard for heard in self.heard if heard.start < now]
        self.begun = [(at, item) for at, item in self.begun if at <= now]
        self._head += frames
        self._waiting = [(at, item) for at, item in self._waiting if at >= self._head]

    @property
    def _dead(self) -> bool:
        return self.clips.dies_at_ms is not None and self._head >= self.clips.dies_at_ms * FRAMES_PER_MS

    def _begin(self, at: int) -> None:
        due = [item for frame, item in self._waiting if frame == at]
        self._waiting = [(frame, item) for frame, item in self._waiting if frame != at]
        for item in due:
            self.begun.append((at, item))
            length_s = self.length_s(item)
            if length_s is None:
                self.missed.append(item)
            else:
                self.heard.append(Heard(at, at + round(length_s * SAMPLE_RATE), item))

    def _next_job(self) -> None:
        if self._job is not None or self._dead:
            return
        phrase = next((wish for wish in self._wishes if wish not in self._there and wish not in self._failed), None)
        if phrase is not None:
            takes_ms = self.clips.render_ms(phrase)
            self._job = (self._head + (takes_ms or 0) * FRAMES_PER_MS, phrase)

    def _finish_job(self) -> None:
        assert self._job is not None
        phrase, self._job = self._job[1], None
        if self._dead or self.clips.render_ms(phrase) is None:
            self._failed.add(phrase)
        else:
            self._there[phrase] = self.clips.length_s(phrase)
            self.came_at[phrase] = self._head
        self._next_job()


@dataclass
class FakeJournal:
    """Keeps every line it is told."""

    lines: list[tuple[object, ...]] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    """Those that came in place of the first."""

    def began(self, plan: Plan) -> None:
        self.lines.append(("began", plan.routine))

    def resumed(self, unfinished: Unfinished) -> None:
        self.lines.append(("resumed", unfinished.index, unfinished.position_ms))

    def worked(self, step: Step, index: int, reps: int, ms: int, skipped: bool) -> None:  # noqa: FBT001  the port's shape
        assert step.is_work
        self.lines.append(("worked", index, reps, ms, skipped))

    def changed(  # noqa: PLR0917  the port's shape
        self, what: str, plan: Plan, index: int, position_ms: int, exercise: str, before: Dose, after: Dose | None
    ) -> None:
        self.plans.append(plan)
        levels = (before.level, after.level if after else None)
        self.lines.append(("changed", what, index, position_ms, exercise, *levels))

    def replanned(self, plan: Plan) -> None:
        self.plans.append(plan)

    def at(self, index: int, position_ms: int) -> None:
        self.lines.append(("at", index, position_ms))

    def paused(self, index: int, position_ms: int) -> None:
        self.lines.append(("paused", index, position_ms))

    def ended(self, finished: bool) -> None:  # noqa: FBT001  the port's shape
        self.lines.append(("ended", finished))

    def notices(self) -> Sequence[Notice]:
        return ()


@dataclass(frozen=True)
class Said:
    """A cue the player told of: when (frame), and the rep on the dial at that moment."""

    frame: int
    cue: Cue
    rep: int


class Stage:
    """A player with its surroundings, and the hand that moves time and presses keys."""

    def __init__(
        self,
        plan: Plan,
        voice: Voice,
        clips: Clips | None = None,
        knowledge: Library | None = None,
        taken_up: Unfinished | None = None,
    ) -> None:
        self.sound = FakeSound(clips or Clips())
        self.journal = FakeJournal()
        self.said: list[Said] = []
        self.asleep_s = 0.0
        self.started_at = 0
        self.player = Player(
            plan,
            voice,
            self.sound,
            self.journal,
            knowledge or load_library(),
            taken_up=taken_up,
            said=self._keep,
            slept=self._tell_sleep,
        )

    def _keep(self, cue: Cue) -> None:
        self.said.append(Said(self.sound.now(), cue, self.player.view().rep))

    def _tell_sleep(self) -> float:
        asleep_s, self.asleep_s = self.asleep_s, 0.0
        return asleep_s

    @property
    def state(self) -> State:
        return self.player.view().state

    @property
    def now_s(self) -> float:
        """Seconds since the start."""
        return (self.sound.now() - self.started_at) / SAMPLE_RATE

    def start(self) -> None:
        """Press play and wait until it begins."""
        self.player.start()
        while self.state is State.IDLE:
            self.run(TICK_MS / 1000)
        self.started_at = self.player.view().session.anchor

    def run(self, seconds: float, tick_ms: int = TICK_MS) -> None:
        """Let time pass with the window looking in every `tick_ms`."""
        left = round(seconds * 1000)
        while left > 0:
            step_ms = min(tick_ms, left)
            self.sound.pass_time(step_ms * FRAMES_PER_MS)
            self.player.tick()
            left -= step_ms

    def run_to(self, position_s: float, index: int) -> None:
        """Let time pass until step `index` is `position_s` in."""
        while True:
            view = self.player.view()
            left_ms = round(position_s * 1000) - view.position_ms
            if view.index == index and view.state in {State.PLAYING, State.WAITING}:
                if left_ms <= 0:
                    return
                self.run(min(left_ms, TICK_MS) / 1000)
            else:
                assert view.state in RUNNING, view.state
                self.run(TICK_MS / 1000)

    def finish(self, limit_s: float = 3600, tick_ms: int = TICK_MS) -> None:
        """Let time pass until the session is over and the last word is said."""
        while self.state in RUNNING:
            self.run(1, tick_ms)
            limit_s -= 1
            assert limit_s > 0, "it never ends"
        self.run(9, tick_ms)

    def press(self, command: Command) -> None:
        """A key."""
        self.player.command(command)

    def sheet(self, *, tones: bool = True) -> list[str]:
        """What was heard, a line each: seconds since the start, "say" or "tone", words; turn-around tones left out."""
        lines: list[str] = []
        for heard in self.sound.heard:
            at_s = (heard.start - self.started_at) / SAMPLE_RATE
            if heard.is_speech:
                lines.append(f"{at_s:.1f} say {heard.text}{' (cut)' * heard.faded}")
            elif tones and heard.item is not Tone.TURN:
                lines.append(f"{at_s:.1f} tone {heard.text}")
        return lines

    def since(self, seconds: float, *, tones: bool = False) -> list[str]:
        """The sheet from so many seconds after the start."""
        return [line for line in self.sheet(tones=tones) if float(line.split()[0]) >= seconds]

    def spoken(self) -> list[str]:
        """The words that were heard, in order."""
        return [heard.text for heard in self.sound.heard if heard.is_speech]
