"""A listener without a screen: from what is spoken and the tones alone they tell what the body has to do.

They know English, the names of the exercises, and what each tone means; they never see the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hipgui.core.sounds import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hipgui.core.cue import Cue

COUNTDOWN = ("three", "two", "one")
ENDS = frozenset({Tone.SWITCH, Tone.REST, Tone.DONE})


@dataclass
class Work:
    """One side of a set as it was heard: seconds in `length_ms`, `counted` the reps told aloud."""

    exercise: str
    side: str
    began_ms: int
    length_ms: int = 0
    counted: int = 0
    counted_down: int = 0
    closed: bool = False
    """The last rep was announced, or the last three seconds were counted down."""
    interrupted: bool = False
    """Something is being changed in the middle of it, until the next start."""


@dataclass
class Heard:
    """All that the listener has understood: the work, and the pauses as (tone that opened it, milliseconds)."""

    works: list[Work] = field(default_factory=list)
    pauses: list[tuple[Tone, int]] = field(default_factory=list)
    finished: bool = False


def listen(sounds: Iterable[tuple[int, Cue]], names: Sequence[str], numbers: Sequence[str]) -> Heard:
    """What one understands of `sounds`, (millisecond, cue) in order of time."""
    heard = Heard()
    exercise = side = ""
    work: Work | None = None
    pause: tuple[Tone, int] | None = None
    for at_ms, cue in sounds:
        if cue.is_speech and work is None:
            exercise = next((name for name in names if name in cue.text), exercise)
            side = _first_side(cue.text) or side
        elif cue.is_speech and work is not None:
            _follow(work, cue, numbers)
        elif cue.item is Tone.START and work is not None:
            work.interrupted = False
        elif cue.item is Tone.START:
            work = Work(exercise, side, at_ms)
            if pause is not None:
                heard.pauses.append((pause[0], at_ms - pause[1]))
        elif cue.item in ENDS and work is not None:
            assert isinstance(cue.item, Tone)
            work.length_ms = at_ms - work.began_ms
            heard.works.append(work)
            work, pause = None, (cue.item, at_ms)
            heard.finished = cue.item is Tone.DONE
    return heard


def _first_side(text: str) -> str:
    """The side that works, if one is named; the knee one kneels on is not."""
    if text.startswith("Kneel "):
        return ""
    words = text.lower().replace(".", " ").replace(",", " ").split()
    return next((word for word in words if word in {"left", "right"}), "")


def _follow(work: Work, cue: Cue, numbers: Sequence[str]) -> None:
    """Count along: up, "last one" being the next number, or down to the end of a hold."""
    word = cue.text.strip(".").lower()
    work.interrupted = work.interrupted or word.startswith(("now ", "take the "))
    if work.interrupted:
        return
    if word == "last one":
        work.counted += 1
        work.closed = True
    elif word in COUNTDOWN and word == COUNTDOWN[work.counted_down % 3]:
        work.counted_down += 1
        work.closed = work.counted_down == len(COUNTDOWN)
    if word in numbers and numbers.index(word) == work.counted + 1:
        work.counted += 1
