"""What the coach knows: exercises, variants, doses, words. Frozen, typed, units in the names.

Order carries meaning in two places: an exercise's `variants` run from easiest to hardest, and its
`levels` are the rows 1 to 5.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = (1, 2, 3, 4, 5)
STANDARD_LEVEL = 3


class Side(StrEnum):
    """The working side; a lizard hold is named by its front foot."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


class Prop(StrEnum):
    """What a person may have at hand; the mat is taken for granted, `CHAIR` is a chair or a wall."""

    KETTLEBELL = "kettlebell"
    BAND = "band"
    BLOCK = "block"
    BOOK = "book"
    CHAIR = "chair"


EVERY_PROP = frozenset(Prop)


class WorkKind(StrEnum):
    """Whether an exercise is counted in reps or held for a time."""

    REPS = "reps"
    HOLD = "hold"


class Purpose(StrEnum):
    """What an exercise is for."""

    STRENGTHEN = "strengthen"
    MOBILISE = "mobilise"
    STRETCH = "stretch"


class Muscle(StrEnum):
    """The muscles the pack speaks of."""

    PSOAS = "psoas"
    ILIACUS = "iliacus"
    RECTUS_FEMORIS = "rectus_femoris"
    GLUTEUS_MEDIUS = "gluteus_medius"
    HIP_ROTATORS = "hip_rotators"
    CORE = "core"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds for the way up, the pause at the top and the way down (one way of a rep)."""

    up_s: float
    hold_s: float
    down_s: float

    @property
    def total_s(self) -> float:
        """Seconds of one way."""
        return self.up_s + self.hold_s + self.down_s


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact or a number comes from; `judgement` marks the project's own."""

    id: str
    title: str
    reference: str = ""
    judgement: bool = False


@dataclass(frozen=True, slots=True)
class Focus:
    """One thing to mind during a set, in at least three wordings of at most five words each."""

    id: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of doing an exercise.

    `needs` holds groups of alternatives: one prop of every group must be there (`((BLOCK, BOOK),)`: a block
    or a book). `ways` is 2 where a rep goes over and back. `movement` names the figure's motion.

    Words with `{side}`, `{other}`, `{Side}`, `{Other}` (the bare "right", "left") and `{prop}`, `{Prop}` (the
    name of the first prop in use) to fill: `setup`, `switch_words`. All others are said as they stand.
    """

    id: str
    name: str
    """Shown and spoken, short: "over the block"."""
    movement: str
    needs: tuple[tuple[Prop, ...], ...] = ()
    ways: int = 1
    setup: tuple[str, ...] = ()
    """Spoken set-up sentences in order, at most three, each at most 12 words."""
    foci: tuple[str, ...] = ()
    """Ids of the foci that fit this variant; empty: all of the exercise's."""
    warning: str = ""
    """Said instead of the exercise's warning; empty: the exercise's holds."""
    switch_words: str = ""
    """Said and shown at the switch instead of the exercise's: what has to be put on the other side."""
    extra_muscles: tuple[Muscle, ...] = ()
    """What works or stretches besides the exercise's muscles."""
    offer: tuple[str, ...] = ()
    """Equal wordings, at most five words each, that offer this variant during an easier one's set."""
    movement_with: Mapping[Prop, str] = field(default_factory=lambda: MappingProxyType({}))
    """The figure's motion where one of these props is used, in place of `movement`."""
    offer_last_s: float | None = None
    """The offer is for this many last seconds of a hold; None: for any time in it."""

    def props_from(self, kit: frozenset[Prop]) -> tuple[Prop, ...] | None:
        """The props it would use out of `kit` (the first owned of each group), or None if one is missing."""
        chosen: list[Prop] = []
        for group in self.needs:
            owned = next((prop for prop in group if prop in kit), None)
            if owned is None:
                return None
            chosen.append(owned)
        return tuple(chosen)


@dataclass(frozen=True, slots=True)
class LoadRange:
    """What a person's own load may weigh: kilograms of a kettlebell; of a band 1 (light), 2 (medium), 3 (strong)."""

    prop: Prop
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row of the table of levels: the dose of one exercise at one level.

    `reps` is the range (low, high) of a set, None for holds; `hold_s` the seconds of a hold, None for reps;
    `load` a short text such as "2-4 kg"; `offers` ids of deeper variants that may be offered, never forced.
    `load_spoken` is the same as a sentence. `source` is where sets, reps and seconds come from, `tempo_source` the
    tempo ("" where there is none).
    """

    level: int
    variant: str
    sets: int
    source: str
    reps: tuple[int, int] | None = None
    hold_s: float | None = None
    tempo: Tempo | None = None
    load: str = ""
    offers: tuple[str, ...] = ()
    tempo_source: str = ""
    load_spoken: str = ""
    loads: tuple[LoadRange, ...] = ()
    """Which of a person's loads fit this row, a range for each kind; a kind that is not named may weigh anything."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What may go wrong and what mends it."""

    sign: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise with all its variants, levels, words and facts.

    `side_words` and `stretch_words` are said and shown to name the side, with `{side}` and `{other}` to fill:
    "{side} leg", "{side} foot forward"; `stretch_words` is empty unless the other hip is the one that works.
    `switch_words` is the caption on the switch page. `warning` is spoken at most once a session, "" for none;
    `watch` is the same care in writing.
    """

    id: str
    name: str
    short_name: str
    tagline: str
    kind: WorkKind
    purpose: Purpose
    side_words: str
    variants: tuple[Variant, ...]
    levels: tuple[LevelRow, ...]
    foci: tuple[Focus, ...]
    faults: tuple[Fault, ...]
    warning: str
    watch: str
    steps: tuple[str, ...]
    """Written how-to lines for the page."""
    muscles: tuple[Muscle, ...]
    switch_words: str
    frequency: str
    stretch_words: str = ""
    sources: tuple[str, ...] = ()
    works: str = ""
    """What it works, as one written line."""
    easier: str = ""
    """How to make it easier, as one written line."""
    harder: str = ""
    """How to make it deeper or harder, as one written line."""
    before_run_max_s: float | None = None
    """At most this many seconds of it a side before a run; None: no such limit."""

    def variant(self, variant_id: str) -> Variant:
        """The variant of that id; raises KeyError."""
        return next_or_key_error(self.variants, variant_id)

    def level(self, level: int) -> LevelRow:
        """The row of that level; raises KeyError."""
        for row in self.levels:
            if row.level == level:
                return row
        raise KeyError(level)


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises in order under a ceiling of minutes."""

    id: str
    name: str
    exercises: tuple[str, ...]
    ceiling_min: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the sentences under it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One education card of the Learn page; `picture` names what is drawn, "" for none."""

    id: str
    title: str
    body: tuple[Passage, ...]
    sources: tuple[str, ...]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The coach's general wordings: lists of equal alternatives, by key, with `{placeholders}`."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, key: str) -> tuple[str, ...]:
        """All wordings of one key; raises KeyError."""
        return self.lists[key]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds between the work, and how far a session may be shortened or stretched.

    `prepare_s` is the first set-up of an exercise, `prepare_again_s` a later one. `*_short_s` and `least_*` are the
    floors of the cuts that keep a ceiling, `*_long_s` the most a person may choose.
    """

    source: str
    rest_s: float
    rest_short_s: float
    rest_long_s: float
    prepare_s: float
    prepare_short_s: float
    prepare_again_s: float
    switch_s: float
    switch_short_s: float
    switch_long_s: float
    least_reps: int
    least_hold_s: float


@dataclass(frozen=True, slots=True)
class Library:
    """All that packs have brought."""

    exercises: tuple[Exercise, ...]
    routines: tuple[Routine, ...]
    words: Words
    cards: tuple[Card, ...]
    sources: tuple[Source, ...]
    timing: Timing
    readiness: tuple[str, ...] = ()
    """Points of the first-run readiness screen."""
    readiness_lead: str = ""
    """The question above them."""
    readiness_advice: str = ""
    """What to do when one of them is true."""
    before: str = ""
    """The one silent line before a session."""
    hurts: str = ""
    """Shown while a session has stopped because it hurts."""
    pain: str = ""
    """Shown after a session in which pain was reported."""
    pain_again: str = ""
    """Shown instead when it comes back."""
    limits: str = ""
    """What the program is not."""

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id; raises KeyError."""
        return next_or_key_error(self.exercises, exercise_id)

    def routine(self, routine_id: str) -> Routine:
        """The routine of that id; raises KeyError."""
        return next_or_key_error(self.routines, routine_id)


Identified = TypeVar("Identified", Exercise, Routine, Variant)


def next_or_key_error(items: tuple[Identified, ...], wanted: str) -> Identified:
    """The item whose id is `wanted`; raises KeyError."""
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
