"""The built-in pack against the facts it must carry, and the tone it is written in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.content.vocabulary import PICTURES as NAMED
from hipgui.core.model import LEVELS, Muscle, Prop, Side, Tempo
from hipgui.ui.plates import PICTURES

if TYPE_CHECKING:
    from hipgui.core.model import Card, Exercise, Library, Variant

CHAIR, BAND, BELL, BLOCK = (Prop.CHAIR,), (Prop.BAND,), (Prop.KETTLEBELL,), (Prop.BLOCK,)
BLOCK_OR_BOOK = (Prop.BLOCK, Prop.BOOK)

VARIANTS = {
    "march": [
        ("wall", "march_wall", (CHAIR,), 1),
        ("body", "march_body", (), 1),
        ("band", "march_band", (BAND,), 1),
        ("bell", "march_bell", (BELL,), 1),
    ],
    "lift": [
        ("chair", "lift_chair", (CHAIR,), 1),
        ("hips", "lift_hips", (), 1),
        ("book", "lift_book", (BLOCK_OR_BOOK,), 2),
        ("flat", "lift_flat", (BLOCK,), 2),
        ("edge", "lift_edge", (BLOCK,), 2),
    ],
    "lizard": [
        ("blocks", "lizard_blocks", (BLOCK_OR_BOOK,), 1),
        ("hands", "lizard_hands", (), 1),
        ("glide", "lizard_glide", (), 1),
        ("back", "lizard_back", (), 1),
        ("forearms_block", "lizard_forearms_block", (BLOCK_OR_BOOK,), 1),
        ("forearms", "lizard_forearms", (), 1),
        ("kick", "lizard_kick", (), 1),
    ],
}
COUNTED_LEVELS = {
    "march": [
        ("wall", (8, 8), 2, (2, 1, 2), ""),
        ("band", (8, 10), 3, (2, 1, 2), ""),
        ("bell", (8, 12), 3, (2, 1, 2), "2–4 kg"),
        ("bell", (8, 12), 4, (2, 2, 3), "2–4 kg, then the next bell"),
        ("bell", (8, 12), 4, (2, 3, 3), "6–8 kg"),
    ],
    "lift": [
        ("chair", (6, 8), 2, (2, 1, 2), ""),
        ("hips", (8, 10), 3, (2, 1, 2), ""),
        ("book", (8, 12), 3, (2, 1, 2), ""),
        ("flat", (8, 12), 4, (2, 2, 2), ""),
        ("edge", (8, 12), 4, (2, 3, 3), ""),
    ],
}
HELD_LEVELS = [
    ("blocks", 30, ()),
    ("hands", 45, ()),
    ("glide", 60, ()),
    ("back", 75, ("forearms_block",)),
    ("forearms", 90, ("kick",)),
]


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_stand_from_easiest_to_hardest_with_their_props_and_ways(library: Library, name: str) -> None:
    found = [(one.id, one.movement, one.needs, one.ways) for one in library.exercise(name).variants]
    assert found == VARIANTS[name]


@pytest.mark.parametrize("name", COUNTED_LEVELS)
def test_counted_levels(library: Library, name: str) -> None:
    levels = library.exercise(name).levels
    found = [(row.variant, row.reps, row.sets, row.tempo, row.load) for row in levels]
    assert found == [
        (variant, reps, sets, Tempo(*tempo), load) for variant, reps, sets, tempo, load in COUNTED_LEVELS[name]
    ]
    assert [row.level for row in levels] == list(LEVELS)
    assert all(bool(row.load) is bool(row.load_spoken) for row in levels)


LOADS = {
    1: {},
    2: {Prop.BAND: (1, 2)},
    3: {Prop.KETTLEBELL: (2, 4), Prop.BAND: (2, 2)},
    4: {Prop.KETTLEBELL: (2, 6), Prop.BAND: (2, 3)},
    5: {Prop.KETTLEBELL: (6, 8), Prop.BAND: (3, 3)},
}


def test_which_of_ones_own_loads_fit_a_level(library: Library) -> None:
    march, lift, lizard = (library.exercise(name) for name in ("march", "lift", "lizard"))
    for row in march.levels:
        assert {load.prop: (load.least, load.most) for load in row.loads} == LOADS[row.level]
    assert not any(row.loads for row in (*lift.levels, *lizard.levels))


def test_held_levels(library: Library) -> None:
    lizard = library.exercise("lizard")
    assert [(row.variant, row.hold_s, row.offers) for row in lizard.levels] == HELD_LEVELS
    assert {row.sets for row in lizard.levels} == {2}
    assert lizard.variant("kick").offer_last_s == 15
    assert lizard.variant("forearms_block").offer_last_s is None


def test_only_the_standard_level_comes_from_the_article_and_the_rest_is_marked_as_judgement(library: Library) -> None:
    sources = {source.id: source for source in library.sources}
    for exercise in library.exercises:
        assert [row.source for row in exercise.levels] == [
            "judgement",
            "judgement",
            "article",
            "judgement",
            "judgement",
        ]
        assert all(sources[row.tempo_source].judgement for row in exercise.levels if row.tempo)
    assert sources[library.timing.source].judgement
    assert [source.id for source in library.sources if source.judgement] == ["judgement"]


def test_rests_set_ups_and_floors(library: Library) -> None:
    timing = library.timing
    assert (timing.rest_s, timing.rest_short_s, timing.rest_long_s) == (60, 45, 120)
    assert (timing.prepare_s, timing.prepare_short_s, timing.prepare_again_s) == (30, 20, 10)
    assert timing.switch_short_s == 10 <= timing.switch_s <= 15 == timing.switch_long_s
    assert (timing.least_reps, timing.least_hold_s) == (5, 30)


def test_routines(library: Library) -> None:
    every = ("march", "lift", "lizard")
    assert {routine.id: (routine.exercises, routine.ceiling_min) for routine in library.routines} == {
        "full": (every, 30),
        "middle": (every, 15),
        "short": (every, 10),
        "march": (("march",), 30),
        "lift": (("lift",), 30),
        "lizard": (("lizard",), 30),
    }


def test_what_works(library: Library) -> None:
    march, lift, lizard = (library.exercise(name) for name in ("march", "lift", "lizard"))
    assert set(march.muscles) == {Muscle.PSOAS, Muscle.ILIACUS, Muscle.RECTUS_FEMORIS, Muscle.CORE}
    assert set(lift.muscles) == {Muscle.GLUTEUS_MEDIUS, Muscle.HIP_ROTATORS}
    assert "balance" in lift.works
    assert set(lizard.muscles) == {Muscle.PSOAS, Muscle.ILIACUS}
    assert lizard.variant("kick").extra_muscles == (Muscle.RECTUS_FEMORIS,)
    assert "back leg" in lizard.works


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("march", ["Leaning to the side", "Arching the back", "Swinging or rushing"]),
        ("lift", ["Rushing or swinging", "Leaning away from the lifting leg", "Shoulders at the ears"]),
        ("lizard", ["Hunching", "Front heel lifting", "Hanging in the low back"]),
    ],
)
def test_every_fault_has_its_remedy(library: Library, name: str, signs: list[str]) -> None:
    faults = library.exercise(name).faults
    assert [fault.sign for fault in faults] == signs
    assert all(len(fault.remedy) > 20 for fault in faults)


STEPS = {
    "march": (
        "floor in front; window; widest part; tall; core on; hands on hips; chest lifted; hip height; toes "
        "up; pause; right angle; lower"
    ),
    "lift": (
        "one knee; right angle; hands on hips; hold on; long spine; shoulders relaxed; core on; a few inches "
        "to the outside; pause; step over; set it down; over and back is one rep"
    ),
    "lizard": (
        "low lunge; comfortable on the mat; hands flat; inside the front foot; straight and long; chest "
        "lifted; shoulders relaxed; slowly; heel stays down; breathe"
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_written_steps_tell_the_whole_set_up_and_move(library: Library, name: str) -> None:
    text = " ".join(library.exercise(name).steps).lower()
    assert [fact for fact in STEPS[name].split("; ") if fact not in text] == []


def test_easier_and_harder_ways_frequency_and_care_are_written(library: Library) -> None:
    march, lift, lizard = (library.exercise(name) for name in ("march", "lift", "lizard"))
    for exercise, easier, harder in (
        (march, ("band", "body weight", "wall"), ("heavier bell", "longer pause", "slower")),
        (lift, ("without a block", "chair"), ("flat", "edge", "slower")),
        (lizard, ("block", "book"), ("further back", "block", "only while the back stays straight", "heel")),
    ):
        assert all(word in exercise.easier for word in easier)
        assert all(word in exercise.harder for word in harder)
    assert march.frequency == lift.frequency == "Two or three days a week, with a day off between."
    assert "every day" in lizard.frequency
    assert lizard.before_run_max_s == 90
    assert (march.before_run_max_s, lift.before_run_max_s) == (None, None)
    assert "bell on the floor before you step out" in march.watch
    assert "Pad the knee" in lift.watch
    assert "Stretch, not pinch" in lizard.watch


def test_a_warning_is_said_only_where_it_is_true(library: Library) -> None:
    march = library.exercise("march")
    said = {variant.id: variant.warning or march.warning for variant in march.variants}
    assert said == {"wall": "", "body": "", "band": "", "bell": "Set the bell down before you step out."}
    assert "knee" in library.exercise("lift").warning
    assert "pinches" in library.exercise("lizard").warning


def filled(text: str, variant: Variant, side: Side, prop: str) -> str:
    assert ("{prop}" in text or "{Prop}" in text) <= bool(variant.needs)
    return text.format(
        side=side,
        other=side.other,
        Side=side.capitalize(),
        Other=side.other.capitalize(),
        prop=prop,
        Prop=prop.capitalize(),
    )


@pytest.mark.parametrize("side", Side)
def test_over_the_block_the_voice_puts_it_outside_the_working_foot(library: Library, side: Side) -> None:
    lift = library.exercise("lift")
    for variant in (one for one in lift.variants if one.ways == 2):
        for text in (variant.setup[0], variant.switch_words):
            assert f"block outside the {side} foot" in filled(text, variant, side, "block").lower()


@pytest.mark.parametrize("side", Side)
def test_lizard_is_named_by_the_front_foot_and_names_the_hip_that_stretches(library: Library, side: Side) -> None:
    lizard = library.exercise("lizard")
    assert lizard.side_words.format(side=side) == f"{side} foot forward"
    assert lizard.stretch_words.format(other=side.other) == f"{side.other} hip stretches"
    others = [one for one in library.exercises if one.id != "lizard"]
    assert [(one.side_words, one.stretch_words) for one in others] == [("{side} leg", "")] * 2


def test_forearms_are_tied_to_a_straight_back_wherever_they_are_spoken_of(library: Library) -> None:
    lizard = library.exercise("lizard")
    for name in ("forearms_block", "forearms", "kick"):
        variant = lizard.variant(name)
        assert "while your back stays straight" in variant.setup[0], (
            "the sentence that is spoken when there is time for one"
        )
        assert "straight" in variant.foci
    assert all("straight" in offer for offer in lizard.variant("forearms_block").offer)


def spoken_and_shown(exercise: Exercise) -> list[str]:
    variants = exercise.variants
    texts = [text for one in variants for text in (one.name, *one.setup, *one.offer, one.switch_words, one.warning)]
    wordings = [text for focus in exercise.foci for text in focus.wordings]
    faults = [text for fault in exercise.faults for text in (fault.sign, fault.remedy)]
    return [*texts, *wordings, *faults, *exercise.steps, exercise.warning, exercise.watch, exercise.tagline]


def every_text(library: Library) -> list[str]:
    cards = [text for card in library.cards for passage in card.body for text in (passage.heading, passage.text)]
    words = [text for wordings in library.words.lists.values() for text in wordings]
    safety = [library.before, library.hurts, library.pain, library.pain_again, library.limits, *library.readiness]
    return [*(text for one in library.exercises for text in spoken_and_shown(one)), *cards, *words, *safety]


@pytest.mark.parametrize(
    "never",
    [
        "!",
        "awesome",
        "amazing",
        "crush",
        "beast",
        "push through",
        "no pain",
        "lazy",
        "should have",
        "burn",
        "must",
        "ankle",
    ],
)
def test_no_hype_no_guilt_no_exclamation_mark(library: Library, never: str) -> None:
    assert [text for text in every_text(library) if never in text.lower()] == []


def test_each_variant_has_several_things_to_mind_and_all_of_them_are_used(library: Library) -> None:
    for exercise in library.exercises:
        assert len(exercise.foci) >= 4
        assert all(len(variant.foci) >= 4 for variant in exercise.variants)
        assert {name for variant in exercise.variants for name in variant.foci} == {focus.id for focus in exercise.foci}


@pytest.mark.parametrize(("prop", "word"), [(Prop.KETTLEBELL, "bell"), (Prop.BAND, "band"), (Prop.CHAIR, "wall")])
def test_a_prop_is_named_only_in_variants_that_use_it(library: Library, prop: Prop, word: str) -> None:
    for exercise in library.exercises:
        foci = {focus.id: focus.wordings for focus in exercise.foci}
        for variant in (
            one for one in exercise.variants if prop not in {prop for group in one.needs for prop in group}
        ):
            said = [
                *variant.setup,
                variant.switch_words,
                variant.warning,
                *(w for name in variant.foci for w in foci[name]),
            ]
            assert [text for text in said if word in text.lower().split()] == []


def test_names_read_well_after_the_exercise_and_in_the_note_of_a_replacement(library: Library) -> None:
    note = library.words.of("note_replaced")[0]
    assert note.format(prop="kettlebell", variant=library.exercise("march").variant("band").name) == (
        "No kettlebell, so with the band."
    )
    for exercise in library.exercises:
        for variant in exercise.variants:
            assert variant.name == variant.name.lower()
            assert len(f"{exercise.name}: {variant.name}") <= 50


def test_breathe_is_in_every_breath_cue(library: Library) -> None:
    breaths = library.words.of("breathe")
    assert len(breaths) >= 6
    assert all("breathe" in text.lower() for text in breaths)


def test_numbers_are_words_from_zero_to_a_hundred(library: Library) -> None:
    numbers = library.words.of("numbers")
    assert len(set(numbers)) == 101
    assert (numbers[0], numbers[8], numbers[12], numbers[45], numbers[90], numbers[100]) == (
        ("zero", "eight", "twelve", "forty-five", "ninety", "one hundred")
    )


LEARN = {
    "flexors": (
        "front of the hip; pelvis; thigh; steady; core; flexing and extending; outward; knee toward; march on "
        "the spot; psoas; iliacus; rectus femoris; gluteus medius"
    ),
    "runners": (
        "knee up, step down, extend; swing; ground; large range; other areas; injury; sitting; hamstrings; "
        "glutes; hips; core"
    ),
    "signs": "pain or tightness; elsewhere; pinch; overactive; weak core",
    "relief": "foam rolling; stretching; mobility; low back; leg raises; in-and-outs",
    "who": "any level; five kilometres; marathon; sit a lot; footballers; sprinters; long jumpers; any age",
    "moves": "strengthen; mobilise; stretch; balance; quad",
    "props": "mat; kettlebell; band; nothing; block; book; wall; chair",
    "dose": "eight to twelve; three to four sets; two or three days; day off; sixty; forty-five; twenty",
    "hold": (
        "sixty to ninety; slight discomfort; ten to thirty; thirty to sixty; older; four minutes; ten minutes "
        "a week; every day; before a run"
    ),
    "tail": "tail",
    "sides": "same; front foot; outside",
    "levels": "easy, just right, hard or hurt; two sessions; fifteen seconds; hurt once; weaker side; refuse",
    "pain": "pinch; ease back; clinician; no diagnosis; not promise",
}


def card_text(card: Card) -> str:
    return " ".join(f"{passage.heading} {passage.text}" for passage in card.body).lower()


@pytest.mark.parametrize("name", LEARN)
def test_learn_cards_carry_every_fact(library: Library, name: str) -> None:
    cards = {card.id: card for card in library.cards}
    assert set(cards) == set(LEARN)
    assert [fact for fact in LEARN[name].split("; ") if fact not in card_text(cards[name])] == []


def test_the_figure_knows_every_movement_and_every_picture_of_a_card(library: Library) -> None:
    movements = set(load_figures().movements)
    assert {variant.movement for exercise in library.exercises for variant in exercise.variants} <= movements
    assert {card.picture for card in library.cards} <= movements | PICTURES
    assert set(NAMED) == PICTURES, "what packs may name is what can be shown"


def test_every_source_is_used_and_the_papers_can_be_found(library: Library) -> None:
    used = {name for card in library.cards for name in card.sources}
    used |= {name for exercise in library.exercises for name in exercise.sources}
    used |= {row.source for exercise in library.exercises for row in exercise.levels}
    assert used == {source.id for source in library.sources}
    references = " ".join(source.reference for source in library.sources)
    for doi in ("s00167-015-3583-y", "s40279-017-0788-x", "s40279-024-02143-9", "s12891-024-07988-9"):
        assert doi in references


def test_readiness_asks_for_everything_once(library: Library) -> None:
    points = " ".join(library.readiness).lower()
    for topic in ("heart", "chest", "dizz", "joint", "surgery", "pregnan"):
        assert topic in points
    assert "doctor" in library.readiness_advice
    assert library.readiness_lead.endswith("?")
    assert all(word in library.before for word in ("floor", "chair", "props"))
    assert "doctor" in library.hurts
    assert "clinician" in library.pain_again
    assert library.pain
    assert "no promise to prevent injury" in library.limits


def test_loading_takes_less_than_30_ms_of_work() -> None:
    def load_ms() -> float:
        begin = time.process_time()
        load_library()
        return (time.process_time() - begin) * 1000

    assert min(load_ms() for _ in range(5)) < 30
