"""The plan set to sound: what is said, when, and what gives way.

`settle` decides one step and touches no other; `score` settles them all. Rank decides who is placed first, then the
best free spot is taken; a cue that finds none is reported with its reason, never squeezed in or queued.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hipgui.core.asks import asks, closing_asks, lead_in_asks
from hipgui.core.asks_work import SILENCE, other_way
from hipgui.core.cue import PRIORITY, Cue, Drop, Role, Talk, Voice
from hipgui.core.pieces import pieces_of, time_of
from hipgui.core.sounds import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hipgui.core.cue import Ask
    from hipgui.core.model import Words
    from hipgui.core.plan import Plan
    from hipgui.core.sounds import Item

ONCE_A_STEP = frozenset({Role.SIDE, Role.SETUP, Role.WARNING, Role.FORM, Role.PRAISE})
GIVES_WAY_TO_SILENCE = frozenset({Role.PHASE, Role.FORM})
CLOSING_MS = 8_000
TONE_LATE_MS = 60
"""A tone may begin this late: nobody hears it, and the one that opens a step is not lost to the moment of a key."""


@dataclass(frozen=True, slots=True)
class StepScore:
    """The cues of one step in order of time, and what was dropped."""

    cues: tuple[Cue, ...]
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A whole session as it will be heard; `closing` starts where the last step ends."""

    plan: Plan
    steps: tuple[StepScore, ...]
    closing: StepScore


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands already when a place is settled: its first `from_ms`, in which nothing can be said any more.

    `kept` are cues that were heard and those that must come first (a cue said again, an answer): others make room for
    them, and what they have said is not said a second time. `busy_ms` is how far speech reaches in from before.
    """

    from_ms: int = 0
    busy_ms: int = 0
    kept: Sequence[Cue] = ()


FRESH = Standing()


def score(
    plan: Plan,
    words: Words,
    talk: Talk,
    seed: int,
    length_of: Callable[[Item], float | None],
    rate: float = 1.0,
) -> Score:
    """Settle every step of `plan`; `length_of` gives seconds of rendered clips, None where an estimate must do."""
    return spoken(plan, Voice(words, talk, seed, rate, length_of))


def spoken(plan: Plan, voice: Voice) -> Score:
    """Settle every step of `plan` as `voice` says it."""
    return Score(plan, tuple(settle(plan, index, voice) for index in range(len(plan.steps))), closing(voice))


def settle(plan: Plan, index: int, voice: Voice, standing: Standing = FRESH) -> StepScore:
    """The score of step `index`: what stands, and its future."""
    return _place(asks(plan, index, voice), voice, standing, _speech_budget_ms(plan, index, voice))


def closing(voice: Voice, standing: Standing = FRESH) -> StepScore:
    """What is heard after the last step, within `CLOSING_MS`."""
    return _place(closing_asks(voice, CLOSING_MS), voice, standing)


def lead_in(voice: Voice, length_ms: int, standing: Standing = FRESH) -> StepScore:
    """Three, two, one, before work is taken up."""
    return _place(lead_in_asks(voice, length_ms), voice, standing)


def phrases(plan: Plan, index: int, voice: Voice) -> tuple[Item, ...]:
    """Every phrase that settling step `index` may need, in the order in which it is wanted."""
    wanted = (ask for ask in asks(plan, index, voice) if not isinstance(ask.item, Tone))
    ordered = sorted(wanted, key=lambda ask: ask.spots_ms[0] if ask.spots_ms else plan.steps[index].duration_ms)
    return tuple(dict.fromkeys(ask.item for ask in ordered))


def _speech_budget_ms(plan: Plan, index: int, voice: Voice) -> float:
    """How much may be spoken in a step for its set to keep its silence.

    Of the other pieces of its set, those before it are taken to have said all they wanted, those after it what must be.
    To name a variant that was asked for belongs to the answer, and does not count.
    """
    kind = plan.steps[index].kind
    if kind not in SILENCE:
        return float("inf")
    most_ms = time_of(plan.steps, index).whole * (1 - SILENCE[kind]) + _spoken_ms(other_way(plan, index, voice), voice)
    for piece in (piece for piece in pieces_of(plan.steps, index) if piece != index):
        due = [ask for ask in asks(plan, piece, voice) if piece < index or ask.role not in GIVES_WAY_TO_SILENCE]
        most_ms -= _spoken_ms(due, voice) - _spoken_ms(other_way(plan, piece, voice), voice)
    return most_ms


def _spoken_ms(wanted: Iterable[Ask], voice: Voice) -> int:
    return sum(voice.length_ms(ask.item) for ask in wanted if not isinstance(ask.item, Tone))


def _place(wanted: Iterable[Ask], voice: Voice, standing: Standing, budget_ms: float = float("inf")) -> StepScore:
    """Place asks by rank; tones after all speech, since only turn-around tones yield. Without tones, none is one."""
    placed = list(standing.kept)
    drops: list[Drop] = []
    heard = (ask for ask in wanted if voice.tones or not isinstance(ask.item, Tone))
    ranked = sorted(heard, key=lambda ask: (isinstance(ask.item, Tone), PRIORITY[ask.rank or ask.role]))
    for ask in ranked:
        if any(_answers(cue, ask) for cue in standing.kept):
            continue
        length_ms = voice.length_ms(ask.item)
        spoken_ms = sum(cue.length_ms for cue in placed if cue.is_speech)
        if isinstance(ask.item, Tone):
            at_ms, reason = _tone_spot(ask, length_ms, placed, standing)
        elif ask.role in GIVES_WAY_TO_SILENCE and spoken_ms + length_ms > budget_ms:
            at_ms, reason = None, "the silence of the set"
        else:
            at_ms, reason = _free_spot(ask, length_ms, placed, standing)
        if at_ms is not None:
            placed.append(Cue(at_ms, length_ms, ask.item, ask.role, ask.reason))
        elif reason:
            text = ask.item if isinstance(ask.item, Tone) else ask.item.text
            drops.append(Drop(ask.spots_ms[0] if ask.spots_ms else ask.end_by_ms, str(text), ask.role, reason))
    placed.sort(key=lambda cue: (cue.at_ms, cue.is_speech))
    return StepScore(tuple(placed), tuple(sorted(drops, key=lambda drop: drop.at_ms)))


def _answers(cue: Cue, ask: Ask) -> bool:
    """Whether a kept cue has said what is asked: the same words for the same purpose, and at the time they were for."""
    if cue.item != ask.item or cue.role is not ask.role:
        return False
    once_a_step = not ask.timed and (cue.role in ONCE_A_STEP or len(ask.spots_ms) != 1)
    return once_a_step or ask.spots_ms[0] <= cue.at_ms <= ask.spots_ms[0] + ask.late_ms


def _tone_spot(ask: Ask, length_ms: int, placed: list[Cue], standing: Standing) -> tuple[int | None, str]:
    at_ms = ask.spots_ms[0]
    if at_ms < standing.from_ms - TONE_LATE_MS:
        return None, ""
    spoken = ((cue.at_ms, cue.end_ms) for cue in placed if cue.is_speech)
    if ask.item is Tone.TURN and any(
        at_ms < end_ms and start_ms < at_ms + length_ms for start_ms, end_ms in ((0, standing.busy_ms), *spoken)
    ):
        return None, "yields to the voice"
    return at_ms, ""


def _free_spot(ask: Ask, length_ms: int, placed: list[Cue], standing: Standing) -> tuple[int | None, str]:
    """The first place from the best spot on where the clip fits, ends by its deadline and is far enough from its kind.

    The reason is empty where the ask simply lies in the past.
    """
    if not ask.spots_ms:
        return None, "no room in this step"
    spoken = ((cue.at_ms, cue.end_ms) for cue in placed if cue.is_speech)
    before = ((0, standing.busy_ms),) if standing.busy_ms else ()
    speech = sorted((*before, *spoken), key=lambda span: span[0])
    kin = [cue.at_ms for cue in placed if cue.role is ask.role] if ask.apart_ms else []
    spots_ms = [max(0, spot_ms) for spot_ms in ask.spots_ms]  # a clip longer than its step would begin before it
    ahead = [spot_ms for spot_ms in spots_ms if spot_ms + ask.late_ms >= standing.from_ms]
    for spot_ms in ahead:
        at_ms = max(spot_ms, standing.from_ms)
        for start_ms, end_ms in speech:
            if at_ms < end_ms + ask.margin_ms and start_ms < at_ms + length_ms + ask.margin_ms:
                at_ms = end_ms + ask.margin_ms
        in_time = at_ms <= spot_ms + ask.late_ms and at_ms + length_ms <= ask.end_by_ms
        if in_time and all(abs(at_ms - other_ms) >= ask.apart_ms for other_ms in kin):
            return at_ms, ""
    return None, "no gap long enough in time" if ahead else ""


def violations(told: Score, voice: Voice) -> list[str]:
    """What coach.md forbids and this score does all the same, a sentence each; empty for a sound one.

    `settle` holds these by construction; the tests check that it does.
    """
    found: list[str] = []
    for index, (step, settled) in enumerate(zip(told.plan.steps, told.steps, strict=True)):
        speech = [cue for cue in settled.cues if cue.is_speech]
        spoken_ms = sum(cue.length_ms for cue in speech)
        found += [
            f"step {index}: {first.text!r} and {second.text!r} overlap"
            for first, second in pairwise(speech)
            if first.end_ms > second.at_ms
        ]
        found += [f"step {index}: {cue.text!r} runs past the step" for cue in speech if cue.end_ms > step.duration_ms]
        gives_way = any(cue.role in GIVES_WAY_TO_SILENCE for cue in speech)
        if gives_way and spoken_ms > _speech_budget_ms(told.plan, index, voice):
            found.append(f"step {index}: {spoken_ms} ms of speech in {step.duration_ms} ms")
        form = [cue for cue in speech if cue.role is Role.FORM]
        if len({cue.text for cue in form}) < len(form):
            found.append(f"step {index}: a form wording is said twice")
    if not voice.tones and any(not cue.is_speech for settled in told.steps for cue in settled.cues):
        found.append("no tones, and yet one sounds")
    if voice.talk is Talk.TONES and any(cue.is_speech for settled in told.steps for cue in settled.cues):
        found.append("tones only, and yet it speaks")
    return found
