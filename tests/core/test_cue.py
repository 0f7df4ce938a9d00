"""Voices, lengths and wordings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import PRIORITY, Cue, Role, Talk, Voice, estimate_ms
from hipgui.core.form import focus_of
from hipgui.core.model import Side
from hipgui.core.sounds import Phrase, Tone
from hipgui.core.spoken import dose_words, load_words, number, stretch_words, switch_words
from tests.timelines.small import WORDS, library, real_plan, small_library, small_plan

if TYPE_CHECKING:
    from hipgui.core.sounds import Item


@pytest.mark.parametrize(
    ("rate", "calm", "working"), [(1.0, 140, 125), (0.6, 84, 75), (1.6, 224, 200), (0.1, 84, 75), (9.0, 224, 200)]
)
def test_the_persons_factor_scales_both_rates_within_bounds(rate: float, calm: int, working: int) -> None:
    voice = Voice(WORDS, rate=rate)
    assert (voice.calm("Hold.").wpm, voice.working("Hold.").wpm) == (calm, working)


def test_lengths_are_the_clips_rounded_up_or_an_estimate() -> None:
    lengths: dict[Item, float] = {Phrase("Hold.", 125): 0.5001, Phrase("Up.", 125): 0.25}
    voice = Voice(WORDS, length_of=lambda item: lengths.get(item))  # noqa: PLW0108  `get` alone takes one type
    assert [voice.length_ms(voice.working(text)) for text in ("Hold.", "Up.", "Down.")] == [501, 250, 630]
    assert estimate_ms(Phrase("Stand tall.", 120)) == 150 + 1_000
    assert estimate_ms(Tone.START) == 200


def test_roles_rank_as_coach_md_has_it() -> None:
    order = ["ack", "countdown", "side", "mark", "count", "phase", "warning", "setup", "form", "praise"]
    assert [str(role) for role in sorted(Role, key=PRIORITY.__getitem__)] == order


def test_a_cue_tells_what_it_is() -> None:
    spoken, tone = (Cue(100, 50, item, Role.SIDE, "") for item in (Phrase("Left leg.", 140), Tone.SWITCH))
    assert (spoken.end_ms, spoken.is_speech, spoken.text) == (150, True, "Left leg.")
    assert (tone.is_speech, tone.text) == (False, "switch")


def test_wordings_rotate_with_the_seed_and_within_the_session() -> None:
    words = library().words
    wordings = words.of("breathe")
    assert [Voice(words, seed=seed).pick("breathe") for seed in range(len(wordings) + 1)] == [*wordings, wordings[0]]
    assert Voice(words, seed=1).pick("breathe", 2) == wordings[3]
    with pytest.raises(KeyError):
        Voice(words).pick("no such words")


def test_numbers_are_words_as_far_as_the_words_go() -> None:
    voice = Voice(WORDS, Talk.FULL)
    assert [number(voice, count) for count in (0, 12, 13)] == ["zero", "twelve", "13"]


def test_how_things_are_called() -> None:
    plan, voice = small_plan("lift"), Voice(WORDS)
    lizard = small_library().exercise("lizard")
    assert stretch_words(lizard, Side.RIGHT) == "left hip stretches"
    assert switch_words(plan.steps[2], voice) == "Block to the left."
    assert switch_words(small_plan("lift", level=1).steps[2], voice) == "Change knees."
    assert [dose_words(plan, index, voice) for index in (0, 3)] == ["one set of three"] * 2
    assert dose_words(small_plan("march"), 4, voice) == "two sets of four"


def test_the_focus_moves_on_from_set_to_set_and_session_to_session() -> None:
    plan = small_plan("march")
    first, second = plan.steps[1], plan.steps[5]
    assert [focus_of(first, Voice(WORDS, seed=seed)).id for seed in range(3)] == ["tall", "slow", "tall"]
    assert focus_of(second, Voice(WORDS)).id == "slow"
    assert focus_of(plan.steps[0], Voice(WORDS)).id == "tall"


@pytest.mark.parametrize(
    ("load", "said"),
    [
        ("", ""),
        ("2–4 kg", "A bell of two to four kilos."),
        ("4 kg", "Take the four kilo bell."),
        ("2.5 kg", "Take the 2.5 kilo bell."),
        ("9 lb", "Take the nine pound bell."),
        ("medium band", "Take the medium band."),
    ],
)
def test_a_load_is_said_as_a_sentence(load: str, said: str) -> None:
    step = replace(real_plan("march").steps[0], load=load)
    assert load_words(step, Voice(library().words)) == said
