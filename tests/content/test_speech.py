"""Every wording the pack brings, spoken by eSpeak NG at standard speed, keeps to coach.md's lengths."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from hipgui.core.model import Side, WorkKind
from hipgui.core.sounds import SAMPLE_RATE
from hipgui.sound.clip import speech_clip
from hipgui.sound.engine import VoiceChoice
from hipgui.sound.engine_pyttsx3 import Pyttsx3Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hipgui.core.model import Library, Variant

    Spoken = Callable[[int, Iterable[str]], dict[str, float]]

WORK_WPM, SETUP_WPM = 125, 140
WORK_CUE_S, SETUP_S = 2.5, 5.0
SETUP_GAP_S, LAST_THREE_S = 3, 3
CLOSING_S = 8.0
LIMIT_S = 10.0
WORK_KEYS = ("up", "hold", "down", "over", "back", "last_one", "halfway", "ten", "three", "two", "one")
CHEER_KEYS = ("breathe", "praise_set")


@pytest.fixture
def spoken_s() -> Iterator[Spoken]:
    """Seconds of each phrase at a rate: the clip that a session plays, from the voice that is there by default."""
    engine = Pyttsx3Engine(VoiceChoice())

    def measured(wpm: int, phrases: Iterable[str]) -> dict[str, float]:
        return {text: clip_s(engine.render(text, wpm, LIMIT_S).read_bytes()) for text in dict.fromkeys(phrases)}

    yield measured
    engine.close()


def clip_s(recorded: bytes) -> float:
    return len(speech_clip(recorded)) / SAMPLE_RATE


def too_long(seconds: dict[str, float], most_s: float) -> dict[str, float]:
    return {text: length_s for text, length_s in seconds.items() if not 0.05 < length_s <= most_s}


def work_cues(library: Library) -> list[str]:
    foci = [text for one in library.exercises for focus in one.foci for text in focus.wordings]
    offers = [text for one in library.exercises for variant in one.variants for text in variant.offer]
    general = [text for key in (*WORK_KEYS, *CHEER_KEYS) for text in library.words.of(key)]
    acks = [text for key, texts in library.words.lists.items() if key.startswith("ack_") for text in texts]
    numbers = library.words.of("numbers")
    left = [library.words.of("ack_time_minutes")[0].format(minutes=number) for number in numbers[2:31]]
    left += [library.words.of("ack_time_seconds")[0].format(seconds=number) for number in numbers[2:100]]
    counts = [number + "." for number in numbers[1:21]]
    return [*foci, *offers, *general, *(text for text in acks if "{" not in text), *left, *counts]


def props_of(library: Library, variant: Variant) -> list[str]:
    """The names of the props that may stand in a sentence of the variant; one empty name where it needs none."""
    return [library.words.of(f"prop_{prop}")[0] for group in variant.needs for prop in group] or [""]


def filled(text: str, side: Side, prop: str) -> str:
    other = side.other
    sides = {"side": side, "other": other, "Side": side.capitalize(), "Other": other.capitalize()}
    return text.format(**sides, prop=prop, Prop=prop.capitalize())


def test_work_cues_take_at_most_five_words_and_two_and_a_half_seconds(library: Library, spoken_s: Spoken) -> None:
    cues = work_cues(library)
    assert len(set(cues)) > 150
    assert [text for text in cues if len(text.split()) > 5] == []
    assert too_long(spoken_s(WORK_WPM, cues), WORK_CUE_S) == {}


def test_set_up_sentences_take_at_most_twelve_words_and_five_seconds(library: Library, spoken_s: Spoken) -> None:
    sentences = [row.load_spoken for exercise in library.exercises for row in exercise.levels if row.load_spoken]
    sentences += [text for exercise in library.exercises if (text := exercise.warning)]
    sentences += library.words.of("closing")
    for exercise in library.exercises:
        for variant in exercise.variants:
            assert len(variant.setup) <= 3
            texts = (*variant.setup, variant.switch_words or exercise.switch_words, variant.warning)
            sides_and_props = product(filter(None, texts), Side, props_of(library, variant))
            sentences += [filled(text, side, prop) for text, side, prop in sides_and_props]
    assert len(set(sentences)) > 50
    assert [text for text in sentences if len(text.split()) > 12] == []
    assert too_long(spoken_s(SETUP_WPM, sentences), SETUP_S) == {}


def test_a_first_set_up_with_its_warning_fits_the_usual_time(library: Library, spoken_s: Spoken) -> None:
    heard: dict[str, list[str]] = {}
    every_setup: set[str] = set()
    for exercise in library.exercises:
        dose = "four sets of twelve" if exercise.kind is WorkKind.REPS else "two holds of seventy-five seconds"
        side = f"{exercise.side_words}, {exercise.stretch_words}".format(side="right", other="left").rstrip(", ")
        for variant in (exercise.variant(row.variant) for row in exercise.levels):
            warning = [text for text in (variant.warning or exercise.warning,) if text]
            for prop in props_of(library, variant):
                sentences = [filled(text, Side.RIGHT, prop) for text in variant.setup]
                every_setup |= set(sentences)
                said = [f"{exercise.name}: {dose}.", side, *sentences, *warning]
                heard[f"{variant.movement}, {prop}"] = said
                loads = {row.load_spoken for row in exercise.levels if row.variant == variant.id and row.load_spoken}
                heard |= {f"{variant.movement}, {load}": [*said, load] for load in loads}
    seconds = spoken_s(SETUP_WPM, (text for texts in heard.values() for text in texts))
    # Between two sentences of how it is done; all the rest follows closely.
    gaps = {name: sum(text in every_setup for text in texts) - 1 for name, texts in heard.items()}
    silence_s = {name: SETUP_GAP_S * gaps[name] + LAST_THREE_S + 1.9 for name in heard}
    total_s = {name: silence_s[name] + sum(seconds[text] for text in texts) for name, texts in heard.items()}
    assert {name: length_s for name, length_s in total_s.items() if length_s > library.timing.prepare_s} == {}


def test_a_rest_says_what_comes_in_sentences_of_at_most_five_seconds(library: Library, spoken_s: Spoken) -> None:
    words = library.words
    said: list[str] = []
    for exercise, side in product(library.exercises, Side):
        sides = {"side": exercise.side_words.format(side=side, other=side.other)}
        said += [words.of("rest")[0].format(name=exercise.name, **sides)]
        for variant in exercise.variants:
            for props in props_of(library, variant):
                name = exercise.short_name
                said += [words.of("soon_with" if props else "soon")[0].format(name=name, props=props, **sides)]
                said += [words.of("rest_set_with")[0].format(set="three", sets="four", props=props)] if props else []
                said += [words.of("rest_need")[0].format(props=props)] if props else []
    said += [words.of("rest_set")[0].format(set="three", sets="four")]
    said += [words.of(f"load_{unit}_said")[0].format(weight="twenty-four") for unit in ("kilos", "pounds")]
    said += [words.of("load_said")[0].format(load=words.of(f"band_{how}")[0]) for how in ("light", "medium", "strong")]
    assert [text for text in said if len(text.split()) > 12] == []
    assert too_long(spoken_s(SETUP_WPM, said), SETUP_S) == {}


def test_the_offer_to_say_less_is_heard_within_the_closing_words(library: Library, spoken_s: Spoken) -> None:
    closings, (offer,) = library.words.of("closing"), library.words.of("closing_brief")
    seconds = spoken_s(SETUP_WPM, (*closings, offer))
    too_late = {text: seconds[text] for text in closings if 0.7 + seconds[text] + 0.3 + seconds[offer] > CLOSING_S}
    assert too_late == {}


def test_notes_take_at_most_five_seconds(library: Library, spoken_s: Spoken) -> None:
    words = library.words
    said = [words.of("note_cut_exercise")[0].format(name=exercise.name) for exercise in library.exercises]
    for exercise in library.exercises:
        for variant, other in product(exercise.variants, exercise.variants):
            for group in variant.needs:
                missing = " or ".join(words.of(f"prop_{prop}")[0] for prop in group)
                said += [words.of("note_replaced")[0].format(prop=missing, variant=other.name)]
            said += [words.of("note_change")[0].format(variant=variant.name)]
    assert [text for text in said if len(text.split()) > 12] == []
    assert too_long(spoken_s(SETUP_WPM, said), SETUP_S) == {}


def test_a_variant_is_named_in_the_time_of_a_work_cue(library: Library, spoken_s: Spoken) -> None:
    names = [f"{variant.name}." for exercise in library.exercises for variant in exercise.variants]
    assert [name for name in names if len(name.split()) > 5] == []
    assert too_long(spoken_s(WORK_WPM, names), WORK_CUE_S) == {}


def test_a_switch_says_its_side_and_what_to_do_even_when_it_is_short(library: Library, spoken_s: Spoken) -> None:
    heard: dict[str, tuple[str, str]] = {}
    for exercise in library.exercises:
        key = "switch_stretch" if exercise.stretch_words else "switch"
        side, stretch = (
            words.format(side="left", other="right") for words in (exercise.side_words, exercise.stretch_words)
        )
        for named, variant in product(library.words.of(key), exercise.variants):
            words = variant.switch_words or exercise.switch_words
            said = named.format(side=side, Side=side.capitalize(), stretch=stretch)
            heard[f"{said} {variant.movement}"] = (said, filled(words, Side.LEFT, props_of(library, variant)[0]))
    seconds = spoken_s(SETUP_WPM, (text for texts in heard.values() for text in texts))
    total_s = {name: 1 + LAST_THREE_S + seconds[said] + seconds[how] for name, (said, how) in heard.items()}
    assert {name: length_s for name, length_s in total_s.items() if length_s > library.timing.switch_short_s} == {}
