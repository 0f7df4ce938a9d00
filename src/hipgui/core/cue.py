"""The parts of a score: cues that are placed, asks that want a place, drops that found none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.core.model import Words
    from hipgui.core.sounds import Item

FRAMES_PER_MS = SAMPLE_RATE // 1000

# coach.md: words a minute while setting up and while working, scaled by the person's factor.
SETUP_WPM, WORK_WPM = 140, 125
RATE_LEAST, RATE_MOST = 0.6, 1.6


class Role(StrEnum):
    """What a cue is for. The order is the priority: an earlier role never gives way to a later one."""

    ACK = "ack"
    COUNTDOWN = "countdown"
    SIDE = "side"
    MARK = "mark"
    COUNT = "count"
    PHASE = "phase"
    WARNING = "warning"
    SETUP = "setup"
    FORM = "form"
    PRAISE = "praise"


PRIORITY = {role: rank for rank, role in enumerate(Role)}


class Talk(StrEnum):
    """How much the voice says."""

    FULL = "full"
    BRIEF = "brief"
    COUNTS = "counts"
    TONES = "tones"


@dataclass(frozen=True, slots=True)
class Voice:
    """How a score speaks: the words, how much of them, which wordings (`seed`: sessions finished), how fast.

    Without `tones` nothing but speech is heard. `tells_of_brief` adds a word on fewer words to the closing ones.
    `length_of` gives the seconds of a rendered clip, None while there is none: then an estimate stands in.
    """

    words: Words
    talk: Talk = Talk.FULL
    seed: int = 0
    rate: float = 1.0
    length_of: Callable[[Item], float | None] = field(default=lambda _item: None)
    tones: bool = True
    tells_of_brief: bool = False

    def calm(self, text: str) -> Phrase:
        """The phrase as it is said while nothing presses: set-up, rest, answers."""
        return self._phrase(text, SETUP_WPM)

    def working(self, text: str) -> Phrase:
        """The phrase as it is said during work: slower, for a body that is busy."""
        return self._phrase(text, WORK_WPM)

    def _phrase(self, text: str, wpm: int) -> Phrase:
        return Phrase(text, round(wpm * min(max(self.rate, RATE_LEAST), RATE_MOST)))

    def length_ms(self, item: Item) -> int:
        """Milliseconds of an item, rounded up: its clip's, or an estimate until there is one."""
        seconds = self.length_of(item)
        if seconds is None:
            return estimate_ms(item)
        return -(-round(seconds * SAMPLE_RATE) // FRAMES_PER_MS)

    def pick(self, key: str, turn: int = 0, /, **values: str) -> str:
        """This session's wording of `key`, filled in; `turn` moves on to the next wording within the session."""
        wordings = self.words.of(key)
        return wordings[(self.seed + turn) % len(wordings)].format(**values)


def estimate_ms(item: Item) -> int:
    """Milliseconds a phrase will last, judged by words and rate; a tone's are taken as a fifth of a second."""
    if isinstance(item, Tone):
        return 200
    return 150 + round(len(item.text.split()) * 60_000 / item.wpm)


@dataclass(frozen=True, slots=True)
class Cue:
    """One clip at its place: milliseconds from its step's start, seconds' worth of milliseconds long."""

    at_ms: int
    length_ms: int
    item: Item
    role: Role
    reason: str

    @property
    def end_ms(self) -> int:
        """Where it ends, in its step."""
        return self.at_ms + self.length_ms

    @property
    def is_speech(self) -> bool:
        """Whether it is spoken; only speech excludes speech."""
        return isinstance(self.item, Phrase)

    @property
    def text(self) -> str:
        """The words, or the tone's name."""
        return self.item.text if isinstance(self.item, Phrase) else str(self.item)


@dataclass(frozen=True, slots=True)
class Drop:
    """What could not be said, where it was wanted, and why."""

    at_ms: int
    text: str
    role: Role
    reason: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A wish for a place: the best spots first, each allowing a start up to `late_ms` later.

    `apart_ms` keeps it that far from cues of its role; `margin_ms` from any speech; `end_by_ms` is its deadline.
    `timed`: it is worth saying at its time only, so the same words said earlier count for nothing. `rank` places it
    among the cues of another role.
    """

    role: Role
    item: Item
    spots_ms: tuple[int, ...]
    end_by_ms: int
    reason: str
    late_ms: int = 0
    apart_ms: int = 0
    margin_ms: int = 120
    timed: bool = False
    rank: Role | None = None
