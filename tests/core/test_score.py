"""The score against coach.md's table, for everything the built-in pack can be asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.asks import asks
from hipgui.core.cue import Role, Talk, Voice, estimate_ms
from hipgui.core.model import EVERY_PROP, LEVELS, Prop
from hipgui.core.plan import StepKind
from hipgui.core.score import Standing, lead_in, phrases, score, settle, spoken, violations
from hipgui.core.sounds import Phrase, Tone
from hipgui.core.spoken import dose_words
from hipgui.sound.live import Sound
from tests.core.listener import listen
from tests.core.rules import broken, heard
from tests.timelines.effort import examples
from tests.timelines.small import NOTHING, library, real_plan, small_library, small_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hipgui.core.plan import Plan
    from hipgui.core.score import Score
    from hipgui.core.sounds import Item

ROUTINES = ("full", "middle", "short", "march", "lift", "lizard")
KITS = tuple(frozenset(kit) for count in range(6) for kit in combinations(Prop, count))
RATES = (0.6, 1.0, 1.6)


@cache
def plans(routine: str, level: int) -> tuple[Plan, ...]:
    """Every different plan of a routine at a level, over all kits."""
    different: dict[object, Plan] = {}
    for kit in KITS:
        plan = real_plan(routine, level=level, kit=kit)
        different.setdefault(
            tuple((step.variant.id, step.props, step.notes, step.duration_ms) for step in plan.steps), plan
        )
    return tuple(different.values())


def no_clips(_item: Item) -> float | None:
    return None


def told(plan: Plan, talk: Talk = Talk.FULL, rate: float = 1.0, seed: int = 0) -> tuple[Score, Voice]:
    words = library().words
    return score(plan, words, talk, seed, no_clips, rate), Voice(words, talk, seed, rate)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("routine", ROUTINES)
def test_everything_said_keeps_every_rule(routine: str, level: int) -> None:
    for plan in plans(routine, level):
        finished, voice = told(plan)
        assert broken(finished, voice) == []
        assert violations(finished, voice) == []


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("talk", Talk)
def test_every_amount_of_talk_at_every_rate_keeps_every_rule(talk: Talk, rate: float) -> None:
    for routine in ("full", "short", "lizard"):
        for level in LEVELS:
            for kit in (EVERY_PROP, NOTHING):
                for seed in (0, 7):
                    finished, voice = told(real_plan(routine, level=level, kit=kit), talk, rate, seed)
                    assert broken(finished, voice) == []


@pytest.mark.parametrize("minutes", [4, 5, 8, 12, 20, 60])
def test_a_session_cut_to_its_minutes_keeps_every_rule(minutes: float) -> None:
    for routine in ("full", "lift", "lizard"):
        for level in LEVELS:
            finished, voice = told(real_plan(routine, level=level, minutes=minutes))
            assert broken(finished, voice) == []


@given(
    routine=st.sampled_from(ROUTINES),
    level=st.sampled_from(LEVELS),
    kit=st.sets(st.sampled_from(Prop)),
    talk=st.sampled_from(Talk),
    seed=st.integers(0, 10**6),
    law=st.tuples(st.floats(0.3, 1.0), st.integers(0, 1000)),
)
@examples(60)
def test_any_lengths_of_clips_up_to_the_estimate_keep_every_rule(
    routine: str, level: int, kit: set[Prop], talk: Talk, seed: int, law: tuple[float, int]
) -> None:
    stretch, salt = law

    def length_s(item: Item) -> float:
        crooked = stretch + (1 - stretch) * (crc32(f"{item}{salt}".encode()) % 97) / 97
        return estimate_ms(item) / 1000 * (crooked if isinstance(item, Phrase) else 1)

    words = library().words
    finished = score(real_plan(routine, level=level, kit=frozenset(kit)), words, talk, seed, length_s)
    assert broken(finished, Voice(words, talk, seed, 1.0, length_s)) == []


@given(
    routine=st.sampled_from(("mixed", "march", "lift", "lizard")),
    level=st.sampled_from((1, 3, 5)),
    talk=st.sampled_from(Talk),
    rate=st.floats(0.1, 4),
    lengths=st.dictionaries(st.text(max_size=3), st.floats(0.01, 30), max_size=9),
    otherwise=st.floats(0.01, 12),
)
@examples(100)
def test_whatever_clips_come_none_overlap_and_nothing_is_late(
    routine: str, level: int, talk: Talk, rate: float, lengths: dict[str, float], otherwise: float
) -> None:
    """However absurd a voice is, speech excludes speech, steps keep their length, and what is missing is reported."""

    def length_s(item: Item) -> float:
        return lengths.get(str(item)[16:19], otherwise) if isinstance(item, Phrase) else 0.2

    plan, words = small_plan(routine, level=level), small_library().words
    voice = Voice(words, talk, 0, rate, length_s)
    finished = score(plan, words, talk, 0, length_s, rate)
    assert violations(finished, voice) == []
    speech = [(at_ms, cue) for at_ms, cue in heard(finished) if cue.is_speech]
    for (first_ms, first), (second_ms, _) in pairwise(speech):
        assert first_ms + first.length_ms <= second_ms
    for index, settled in enumerate(finished.steps):
        wanted = asks(plan, index, voice)
        assert all(cue.end_ms <= plan.steps[index].duration_ms for cue in settled.cues if cue.is_speech)
        by_item = {ask.item: ask for ask in wanted if len(ask.spots_ms) == 1 and ask.role is Role.COUNT}
        assert all(cue.at_ms - by_item[cue.item].spots_ms[0] <= 500 for cue in settled.cues if cue.item in by_item)
        done = Counter([cue.text for cue in settled.cues] + [drop.text for drop in settled.drops])
        assert done == Counter(ask.item.text if isinstance(ask.item, Phrase) else str(ask.item) for ask in wanted)
        assert all(drop.reason for drop in settled.drops)


@pytest.mark.timeout(120)
def test_the_real_voice_keeps_every_rule(tmp_path: Path) -> None:
    words = library().words
    some = [real_plan(routine, level=level) for routine, level in (("middle", 3), ("lizard", 1))]
    sound = Sound(tmp_path)
    try:
        for rate in (0.6, 1.0):
            voice = Voice(words, rate=rate)
            wanted = [item for plan in some for index in range(len(plan.steps)) for item in phrases(plan, index, voice)]
            clips = [item for item in dict.fromkeys(wanted) if isinstance(item, Phrase)]
            sound.want(clips)
            assert sound.wait_for(clips, 60)
            for plan in some:
                finished = score(plan, words, Talk.FULL, 0, sound.length_s, rate)
                assert broken(finished, replace(voice, length_of=sound.length_s)) == []
    finally:
        sound.close()


# A session for the ear.


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("talk", [Talk.FULL, Talk.BRIEF, Talk.COUNTS])
@pytest.mark.parametrize("routine", ROUTINES)
def test_hearing_only_the_score_one_can_do_the_session(routine: str, talk: Talk, level: int) -> None:
    plan = real_plan(routine, level=level, kit=EVERY_PROP if level % 2 else NOTHING)
    finished, voice = told(plan, talk, seed=level)
    names = [exercise.name for exercise in library().exercises]
    understood = listen(heard(finished), names, voice.words.of("numbers"))
    works = [(index, step) for index, step in enumerate(plan.steps) if step.is_work]
    assert [(work.exercise, work.side, work.began_ms, work.length_ms) for work in understood.works] == [
        (step.exercise.name, str(step.side), plan.starts_ms[index], step.duration_ms) for index, step in works
    ]
    assert all(work.closed for work in understood.works)
    assert [work.counted for work in understood.works if work.counted_down < 3] == [
        step.reps for _, step in works if step.kind is StepKind.REPS
    ]
    between = [
        plan.starts_ms[after] - plan.starts_ms[before] - plan.steps[before].duration_ms
        for (before, _), (after, _) in pairwise(works)
    ]
    assert [length_ms for _, length_ms in understood.pauses] == between
    assert [tone for tone, _ in understood.pauses] == [
        Tone.SWITCH if plan.steps[index + 1].kind is StepKind.SWITCH else Tone.REST for index, _ in works[:-1]
    ]
    assert understood.finished


@pytest.mark.parametrize("talk", Talk)
def test_without_tones_the_same_is_said_and_none_sounds(talk: Talk) -> None:
    for routine in ROUTINES:
        plan = real_plan(routine)
        with_tones, voice = told(plan, talk)
        bare = replace(voice, tones=False)
        finished = spoken(plan, bare)
        for own, other in zip(
            (*finished.steps, finished.closing), (*with_tones.steps, with_tones.closing), strict=True
        ):
            assert own.cues == tuple(cue for cue in other.cues if cue.is_speech)
        assert violations(finished, bare) == []
        assert "no tones, and yet one sounds" in violations(with_tones, bare)


def test_tones_alone_mark_every_start_turn_and_end() -> None:
    plan = real_plan("full")
    finished, _ = told(plan, Talk.TONES)
    for step, settled in zip(plan.steps, finished.steps, strict=True):
        placed = [(cue.item, cue.at_ms) for cue in settled.cues]
        if step.kind is StepKind.REPS:
            assert step.tempo is not None
            tops = [rep * step.rep_ms + round(step.tempo.up_s * 1000) for rep in range(step.reps or 0)]
            assert {at_ms for item, at_ms in placed if item is Tone.TURN} >= set(tops)
        first = {
            StepKind.PREPARE: Tone.LAST_THREE,
            StepKind.SWITCH: Tone.SWITCH,
            StepKind.REST: Tone.REST,
        }.get(step.kind, Tone.START)
        assert placed[0][0] is first


# The same and not the same.


def test_the_same_seed_tells_the_same_session() -> None:
    assert told(real_plan("full"), seed=4)[0] == told(real_plan("full"), seed=4)[0]


def test_wordings_rotate_from_session_to_session() -> None:
    plan = real_plan("full")
    said = [{cue.text for _, cue in heard(told(plan, seed=seed)[0]) if cue.role is Role.FORM} for seed in range(6)]
    closings = {told(plan, seed=seed)[0].closing.cues[-1].text for seed in range(6)}
    assert all(first != second for first, second in pairwise(said))
    assert len(closings) == 6
    assert len(set().union(*said)) > 2 * len(said[0])


def test_settling_one_step_alters_no_other() -> None:
    plan = real_plan("middle")
    whole, voice = told(plan)
    for index in reversed(range(len(plan.steps))):
        assert settle(plan, index, voice) == whole.steps[index]


@given(index=st.integers(0, 24), factor=st.floats(0.2, 3))
@examples(25)
def test_clips_of_one_step_change_neither_its_length_nor_any_other(index: int, factor: float) -> None:
    plan = real_plan("middle")
    whole, voice = told(plan)
    index %= len(plan.steps)
    own = set(phrases(plan, index, voice))

    def length_s(item: Item) -> float | None:
        return estimate_ms(item) / 1000 * factor if item in own else None

    changed = score(plan, voice.words, voice.talk, voice.seed, length_s)
    assert changed.plan == plan
    for place, (before, after) in enumerate(zip(whole.steps, changed.steps, strict=True)):
        if not own & set(phrases(plan, place, voice)):
            assert before == after


# What stands already.


def standing_after(settled_at_ms: int, plan: Plan, index: int, voice: Voice) -> Standing:
    whole = settle(plan, index, voice)
    return Standing(settled_at_ms, 0, tuple(cue for cue in whole.cues if cue.at_ms < settled_at_ms))


@given(
    routine=st.sampled_from(("mixed", "lift", "lizard")),
    place=st.integers(0, 30),
    at=st.floats(0, 1),
    talk=st.sampled_from(Talk),
)
@examples(150)
def test_settling_again_halfway_changes_nothing(routine: str, place: int, at: float, talk: Talk) -> None:
    """With the same clips the future comes out as it was planned, whatever moment it is settled anew from."""
    plan, voice = small_plan(routine), Voice(small_library().words, talk, 2)
    index = place % len(plan.steps)
    from_ms = round(plan.steps[index].duration_ms * at)
    again = settle(plan, index, voice, standing_after(from_ms, plan, index, voice))
    before = settle(plan, index, voice)
    assert [cue for cue in before.cues if cue not in again.cues] == []
    assert [cue.text for cue in again.cues if cue not in before.cues and cue.at_ms < from_ms] == []


def test_speech_that_reaches_in_from_before_is_not_talked_over() -> None:
    plan, voice = small_plan("march"), Voice(small_library().words)
    busy = settle(plan, 1, voice, Standing(0, 700, ()))
    assert [cue.text for cue in busy.cues if cue.is_speech and cue.at_ms < 820] == []
    assert [drop.text for drop in busy.drops if drop.text != "turn"] == ["Up."]
    assert all(cue.at_ms >= 700 for cue in busy.cues if cue.item is Tone.TURN)


def test_a_lead_in_counts_three_two_one() -> None:
    voice = Voice(small_library().words)
    spoken = [(cue.at_ms, cue.text) for cue in lead_in(voice, 3_000).cues if cue.is_speech]
    assert spoken == [(0, "Three."), (1000, "Two."), (2000, "One.")]
    assert [cue.item for cue in lead_in(replace(voice, talk=Talk.TONES), 3_000).cues] == [Tone.LAST_THREE] * 3


def test_a_slow_voice_counts_down_earlier_and_is_done_in_time() -> None:
    voice = Voice(small_library().words, length_of=lambda item: 1.2 if isinstance(item, Phrase) else 0.2)
    spoken = [
        (cue.at_ms, cue.text) for cue in settle(small_plan("lizard"), 1, voice).cues if cue.role is Role.COUNTDOWN
    ]
    assert [one for one in spoken if one[1] != "last_three"] == [(36_360, "Three."), (37_580, "Two."), (38_800, "One.")]


def test_phrases_come_in_the_order_in_which_they_are_needed() -> None:
    voice = Voice(small_library().words)
    texts = [item.text for item in phrases(small_plan("lift"), 0, voice) if isinstance(item, Phrase)]
    assert texts == ["Lift: one set of three.", "Block outside the right foot.", "Pad the knee.", "Right leg."]


def test_a_short_hold_is_counted_down_without_marks() -> None:
    plan = small_plan("lizard", level=1, minutes=1.2)
    hold = settle(plan, 1, Voice(small_library().words))
    assert plan.steps[1].duration_s < 30
    assert [cue.text for cue in hold.cues if cue.is_speech] == ["Hold.", "Breathe out.", "Three.", "Two.", "One."]


def test_a_session_that_ends_in_a_rest_has_nothing_to_announce() -> None:
    whole = small_plan("march")
    ended = replace(whole, steps=whole.steps[:5])
    voice = Voice(small_library().words)
    assert [cue.text for cue in settle(ended, 4, voice).cues] == ["rest"]
    assert dose_words(ended, 4, voice) == ""


# The watchman itself.


def broken_by(change: Callable[[Score], Score], talk: Talk = Talk.FULL) -> list[str]:
    words = small_library().words
    finished = score(small_plan("lizard"), words, talk, 0, no_clips)
    return violations(change(finished), Voice(words, talk))


def test_violations_are_named() -> None:
    def stretched(finished: Score) -> Score:
        hold = finished.steps[1]
        cues = tuple(replace(cue, length_ms=30_000) if cue.is_speech else cue for cue in hold.cues)
        return replace(finished, steps=(finished.steps[0], replace(hold, cues=cues), *finished.steps[2:]))

    def repeated(finished: Score) -> Score:
        hold = finished.steps[1]
        form = next(cue for cue in hold.cues if cue.role is Role.FORM)
        twice = replace(hold, cues=(*hold.cues, replace(form, at_ms=39_900, length_ms=10)))
        return replace(finished, steps=(finished.steps[0], twice, *finished.steps[2:]))

    lines = broken_by(stretched)
    assert any("overlap" in line for line in lines)
    assert any("runs past the step" in line for line in lines)
    assert any("ms of speech in" in line for line in lines)
    assert broken_by(repeated) == ["step 1: a form wording is said twice"]
    assert broken_by(lambda finished: finished) == []
    full = score(small_plan("lizard"), small_library().words, Talk.FULL, 0, no_clips)
    assert violations(full, Voice(small_library().words, Talk.TONES)) == ["tones only, and yet it speaks"]
