"""A library of the tests' own: sessions of a minute or two that hold every kind of step, in words that never change."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hipgui.content.load import load_library
from hipgui.core.cue import Talk, Voice
from hipgui.core.model import (
    Exercise,
    Focus,
    LevelRow,
    Library,
    Prop,
    Purpose,
    Routine,
    Tempo,
    Timing,
    Variant,
    Words,
    WorkKind,
)
from hipgui.core.plan import Choices, plan
from tests.timelines.stage import Stage

if TYPE_CHECKING:
    from hipgui.core.plan import Plan
    from tests.timelines.stage import Clips

NOTHING: frozenset[Prop] = frozenset()

TIMING = Timing(
    source="",
    rest_s=16,
    rest_short_s=14,
    rest_long_s=120,
    prepare_s=16,
    prepare_short_s=13,
    prepare_again_s=10,
    switch_s=9,
    switch_short_s=8,
    switch_long_s=15,
    least_reps=2,
    least_hold_s=20,
)
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORDS = Words(
    MappingProxyType(
        {
            "numbers": NUMBERS,
            "or": ("or",),
            "and": ("and",),
            **{f"prop_{prop}": (str(prop),) for prop in Prop},
            "intro": ("{name}: {dose}.",),
            "dose_reps": ("{sets} sets of {reps}",),
            "dose_reps_one": ("one set of {reps}",),
            "dose_hold": ("{sets} holds of {seconds} seconds",),
            "dose_hold_one": ("one hold of {seconds} seconds",),
            "side": ("{Side}.",),
            "side_stretch": ("{Side}. {Stretch}.",),
            "switch": ("Switch sides. {Side}.",),
            "switch_stretch": ("Switch sides. {Side}. {Stretch}.",),
            "rest": ("Rest. Next: {name}, {side}.",),
            "rest_need": ("Take the {props}.",),
            "rest_set": ("Set {set} of {sets}.",),
            "rest_set_with": ("Set {set} of {sets}, {props}.",),
            "soon": ("Ten seconds. {name}, {side}.",),
            "soon_with": ("Ten seconds. {name}, {side}, {props}.",),
            "load_kilos": ("{weight} kg",),
            "load_pounds": ("{weight} lb",),
            "load_kilos_said": ("Take {weight} kilos.",),
            "load_pounds_said": ("Take {weight} pounds.",),
            "load_said": ("Take the {load}.",),
            "note_change": ("Now {variant}.",),
            "self_paced": ("Your pace: {reps} reps.",),
            "up": ("Up.",),
            "hold": ("Hold.",),
            "down": ("Down.",),
            "over": ("Over.",),
            "back": ("Back.",),
            "last_one": ("Last one.",),
            "halfway": ("Halfway.",),
            "ten": ("Ten seconds.",),
            "three": ("Three.",),
            "two": ("Two.",),
            "one": ("One.",),
            "breathe": ("Breathe out.",),
            "praise_set": ("Set done.",),
            "praise_exercise": ("{name} done.",),
            "closing": ("All done.",),
            "closing_brief": ("Fewer words? See Today.",),
            "note_replaced": ("No {prop}, so {variant} today.",),
            "note_cut_exercise": ("{name} is left out.",),
            "note_sets": ("{name}: sets cut from {planned} to {sets}.",),
            "note_reps": ("{name}: reps cut from {planned} to {reps}.",),
            "note_holds": ("{name}: holds cut from {planned} to {seconds} seconds.",),
            "note_rests": ("Rests cut from {planned} to {seconds} seconds.",),
            "note_prepare": ("Set-up cut from {planned} to {seconds} seconds.",),
            "note_switch": ("Switching cut from {planned} to {seconds} seconds.",),
            "ack_next": ("Next.",),
            "ack_back": ("Again.",),
            "ack_more_rest": ("Fifteen seconds more.",),
            "ack_easier": ("Easier.",),
            "ack_easiest": ("Easiest already.",),
            "ack_harder": ("Harder.",),
            "ack_hardest": ("Hardest already.",),
            "ack_deeper": ("Deeper.",),
            "ack_no_deeper": ("Nothing deeper here.",),
            "ack_hurt": ("Easier, skip or end?",),
            "ack_skipped": ("Skipped.",),
            "ack_time_minutes": ("{minutes} minutes left.",),
            "ack_time_one_minute": ("One minute left.",),
            "ack_time_seconds": ("{seconds} seconds left.",),
        }
    )
)

EXERCISES = (
    Exercise(
        id="march",
        name="March",
        short_name="March",
        tagline="",
        kind=WorkKind.REPS,
        purpose=Purpose.STRENGTHEN,
        side_words="{side} leg",
        variants=(
            Variant("body", "body weight", "march_body", setup=("Stand tall.", "{Side} knee up.")),
            Variant(
                "bell",
                "with the bell",
                "march_bell",
                needs=((Prop.KETTLEBELL,),),
                setup=("{Side} foot in the handle.",),
                warning="Bell down first.",
            ),
        ),
        levels=(
            LevelRow(1, "body", 1, "", reps=(2, 3), tempo=Tempo(2, 1, 2)),
            LevelRow(3, "bell", 2, "", reps=(4, 6), tempo=Tempo(2, 1, 2), load="4 kg"),
            LevelRow(5, "bell", 2, "", reps=(3, 6), tempo=Tempo(2, 3, 3)),
        ),
        foci=(Focus("tall", ("Stand tall", "Hips level", "No lean")), Focus("slow", ("Slow", "No swing", "Smooth"))),
        faults=(),
        warning="",
        watch="",
        steps=(),
        muscles=(),
        switch_words="Other foot in.",
        frequency="",
    ),
    Exercise(
        id="lift",
        name="Lift",
        short_name="Lift",
        tagline="",
        kind=WorkKind.REPS,
        purpose=Purpose.MOBILISE,
        side_words="{side} leg",
        variants=(
            Variant("hips", "hands on hips", "lift_hips", setup=("Kneel on the {other} knee.",)),
            Variant(
                "block",
                "over the block",
                "lift_block",
                needs=((Prop.BLOCK, Prop.BOOK),),
                ways=2,
                setup=("{Prop} outside the {side} foot.",),
                switch_words="{Prop} to the {side}.",
            ),
        ),
        levels=(
            LevelRow(1, "hips", 1, "", reps=(3, 4), tempo=Tempo(2, 0, 2)),
            LevelRow(3, "block", 1, "", reps=(3, 4), tempo=Tempo(2, 1, 2)),
            LevelRow(5, "block", 1, "", reps=(3, 4), tempo=Tempo(2, 2, 2)),
        ),
        foci=(Focus("control", ("No rush", "Place it softly", "Smooth")),),
        faults=(),
        warning="Pad the knee.",
        watch="",
        steps=(),
        muscles=(),
        switch_words="Change knees.",
        frequency="",
    ),
    Exercise(
        id="lizard",
        name="Lizard",
        short_name="Lizard",
        tagline="",
        kind=WorkKind.HOLD,
        purpose=Purpose.STRETCH,
        side_words="{side} foot forward",
        stretch_words="{other} hip stretches",
        variants=(
            Variant("hands", "hands on the mat", "lizard_hands", setup=("Low lunge.", "Hands inside the {side} foot.")),
            Variant("kick", "heel to seat", "lizard_kick", offer=("Maybe heel to seat",), offer_last_s=15),
        ),
        levels=(
            LevelRow(1, "hands", 1, "", hold_s=30),
            LevelRow(3, "hands", 1, "", hold_s=40),
            LevelRow(5, "hands", 1, "", hold_s=60, offers=("kick",)),
        ),
        foci=(Focus("long", ("Back long", "No hunching", "Lengthen")),),
        faults=(),
        warning="No pinch.",
        watch="",
        steps=(),
        muscles=(),
        switch_words="Other foot through.",
        frequency="",
    ),
)


@cache
def small_library() -> Library:
    """March, lift and lizard in small; `mixed` comes back to its first exercise."""
    routines = (
        Routine("mixed", "Mixed", ("march", "lizard", "lift", "march"), 30),
        Routine("march", "March", ("march",), 30),
        Routine("lift", "Lift", ("lift",), 30),
        Routine("lizard", "Lizard", ("lizard",), 30),
    )
    return Library(EXERCISES, routines, WORDS, (), (), TIMING)


def small_plan(routine: str = "march", **choices: Any) -> Plan:
    """A plan of the small library; `choices` are the fields of Choices."""
    return plan(small_library().routine(routine), small_library(), Choices(**choices))


def started(
    plan: Plan | None = None, *, clips: Clips | None = None, talk: Talk = Talk.FULL, rate: float = 1.0
) -> Stage:
    """A session that has begun, of the small march unless another plan is given."""
    stage = Stage(plan or small_plan("march"), Voice(WORDS, talk, rate=rate), clips)
    stage.start()
    return stage


@cache
def library() -> Library:
    """The built-in pack, read once."""
    return load_library()


def real_plan(routine: str, **choices: Any) -> Plan:
    """A plan of the built-in pack; `choices` are the fields of Choices."""
    return plan(library().routine(routine), library(), Choices(**choices))
