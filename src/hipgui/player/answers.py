"""What is said at once because the person asked: short, and ready to be spoken when the key is pressed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hipgui.core.cue import Cue, Role, Talk
from hipgui.core.pieces import time_of
from hipgui.core.plan import StepKind
from hipgui.core.score import closing, lead_in, phrases
from hipgui.core.session import RESUME_MS, Command
from hipgui.core.sounds import Phrase
from hipgui.core.spoken import capitalised, number, side_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hipgui.core.cue import Voice
    from hipgui.core.plan import Plan, Step
    from hipgui.core.sounds import Item

ANSWERS = {
    Command.NEXT: ("ack_next", "ack_next"),
    Command.BACK: ("ack_back", "ack_back"),
    Command.MORE_REST: ("ack_more_rest", "ack_more_rest"),
    Command.EASIER: ("ack_easier", "ack_easiest"),
    Command.HARDER: ("ack_harder", "ack_hardest"),
    Command.DEEPER: ("ack_deeper", "ack_no_deeper"),
    Command.HURTS: ("ack_hurt", "ack_hurt"),
    Command.SKIP: ("ack_skipped", "ack_skipped"),
}
"""The words that answer a command where it can be done, and where it can't."""
TIMED = frozenset({StepKind.HOLD, StepKind.REST})
ONE_MINUTE_MS = 60_000
STEPS_AHEAD = 3
LEAST_SECONDS = 2
"""Never "zero" or "one seconds left": saying it takes that long."""


def named_side(step: Step, voice: Voice) -> Phrase:
    """The side of a step, for one who jumps to it: "Left leg."."""
    return voice.calm(f"{capitalised(side_words(step.exercise, step.side))}.")


def answer_to(command: Command, voice: Voice, *, possible: bool = True) -> Phrase:
    """What is said to a command that is among ANSWERS."""
    return voice.calm(voice.pick(ANSWERS[command][0 if possible else 1]))


def answer(item: Item, at_ms: int, voice: Voice) -> Cue:
    """An answer as a cue."""
    return Cue(at_ms, voice.length_ms(item), item, Role.ACK, "answers the person")


def time_left(plan: Plan, index: int, position_ms: int, voice: Voice) -> str:
    """Seconds of a hold or a rest, else of the session's last minute; otherwise the session's minutes."""
    step = plan.steps[index]
    at_ms = min(position_ms, step.duration_ms)
    left_ms = plan.duration_ms - plan.starts_ms[index] - at_ms
    if step.kind in TIMED or left_ms < ONE_MINUTE_MS:
        counted_ms = time_of(plan.steps, index).after + step.duration_ms - at_ms if step.kind in TIMED else left_ms
        seconds = max(LEAST_SECONDS, -(-counted_ms // 1000))
        return voice.pick("ack_time_seconds", seconds=capitalised(number(voice, seconds)))
    minutes = round(left_ms / ONE_MINUTE_MS)
    if minutes == 1:
        return voice.pick("ack_time_one_minute")
    return voice.pick("ack_time_minutes", minutes=capitalised(number(voice, minutes)))


def wishes(plan: Plan, index: int, voice: Voice) -> list[Phrase]:
    """The phrases to have ready at step `index`: of this step and the next two, then the answers."""
    ahead = range(index, min(index + STEPS_AHEAD, len(plan.steps)))
    needed = chain.from_iterable(phrases(plan, step, voice) for step in ahead)
    return list(dict.fromkeys(item for item in (*needed, *_answers(plan, ahead, voice)) if isinstance(item, Phrase)))


def _answers(plan: Plan, ahead: range, voice: Voice) -> Iterator[Item]:
    if voice.talk is Talk.TONES:
        return
    yield from (cue.item for cue in lead_in(voice, RESUME_MS).cues)
    yield from (answer_to(command, voice, possible=possible) for command in ANSWERS for possible in (True, False))
    yield from (named_side(plan.steps[step], voice) for step in ahead)
    if ahead.stop == len(plan.steps):
        yield from (cue.item for cue in closing(voice).cues)
