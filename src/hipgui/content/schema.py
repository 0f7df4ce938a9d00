"""The pack format: what each TOML file of a pack may hold, as types that msgspec checks.

Every unknown key is an error. Numbers and lengths that a type can state are stated here; what needs a look at other
entries or files is in check.py. The format is described for people who write packs in docs/packs.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

# These stand outside TYPE_CHECKING because msgspec reads the annotations.
from hipgui.core.model import Muscle, Prop, Purpose, WorkKind  # noqa: TC001  msgspec reads the annotations

Identifier = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Line = Annotated[str, Meta(pattern=r"^\S(.*\S)?$")]
Seconds = Annotated[float, Meta(gt=0, le=3600)]
Sets = Annotated[int, Meta(ge=1, le=10)]
Reps = Annotated[int, Meta(ge=1, le=100)]
Amount = Annotated[float, Meta(gt=0, le=100)]

PATTERNS = {
    "^[a-z][a-z0-9_]*$": "an id of lower-case letters, digits and _",
    r"^\S(.*\S)?$": "one line of text with no space around it",
}
"""What the patterns above mean, in words for an error."""


class PackHeader(Struct, forbid_unknown_fields=True):
    """Table `[pack]` of pack.toml."""

    format: Literal[1]
    id: Identifier
    name: Line
    language: Line
    version: Line
    licence: Line
    about: Line
    exercises: tuple[Identifier, ...] = ()


class PackFile(Struct, forbid_unknown_fields=True):
    """pack.toml."""

    pack: PackHeader


class TempoTable(Struct, forbid_unknown_fields=True):
    """Seconds up, at the top and down."""

    up_s: Seconds
    hold_s: Seconds
    down_s: Seconds


class VariantTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[variants]]`, easiest first."""

    id: Identifier
    name: Line
    movement: Identifier
    setup: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=3)]
    foci: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    needs: tuple[Annotated[tuple[Prop, ...], Meta(min_length=1)], ...] = ()
    ways: Literal[1, 2] = 1
    warning: Line | None = None
    switch_words: Line | None = None
    extra_muscles: tuple[Muscle, ...] = ()
    movement_with: dict[Prop, Identifier] = {}
    offer: tuple[Line, ...] = ()
    offer_last_s: Seconds | None = None


class LoadTable(Struct, forbid_unknown_fields=True):
    """One entry of `loads`: kilograms of a kettlebell, or 1 to 3 for a light, medium or strong band."""

    prop: Prop
    least: Amount
    most: Amount


class LevelTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[levels]]`; there are five."""

    level: Annotated[int, Meta(ge=1, le=5)]
    variant: Identifier
    sets: Sets
    source: Identifier
    reps: tuple[Reps, Reps] | None = None
    hold_s: Seconds | None = None
    tempo: TempoTable | None = None
    tempo_source: Identifier | None = None
    load: Line | None = None
    load_spoken: Line | None = None
    loads: tuple[LoadTable, ...] = ()
    offers: tuple[Identifier, ...] = ()


class FocusTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[foci]]`."""

    id: Identifier
    wordings: Annotated[tuple[Line, ...], Meta(min_length=3)]


class FaultTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[faults]]`."""

    sign: Line
    remedy: Line


class ExerciseFile(Struct, forbid_unknown_fields=True):
    """One file of the folder exercises."""

    id: Identifier
    name: Line
    short_name: Line
    tagline: Line
    kind: WorkKind
    purpose: Purpose
    side_words: Line
    switch_words: Line
    watch: Line
    steps: Annotated[tuple[Line, ...], Meta(min_length=1)]
    muscles: Annotated[tuple[Muscle, ...], Meta(min_length=1)]
    works: Line
    easier: Line
    harder: Line
    frequency: Line
    sources: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    variants: Annotated[tuple[VariantTable, ...], Meta(min_length=1)]
    levels: Annotated[tuple[LevelTable, ...], Meta(min_length=5, max_length=5)]
    foci: Annotated[tuple[FocusTable, ...], Meta(min_length=1)]
    faults: Annotated[tuple[FaultTable, ...], Meta(min_length=1)]
    stretch_words: Line | None = None
    warning: Line | None = None
    before_run_max_s: Seconds | None = None


class RoutineTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[routines]]`."""

    id: Identifier
    name: Line
    exercises: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    ceiling_min: Annotated[float, Meta(gt=0, le=180)]


class RoutinesFile(Struct, forbid_unknown_fields=True):
    """routines.toml."""

    routines: tuple[RoutineTable, ...]


class PassageTable(Struct, forbid_unknown_fields=True):
    """One passage of a card's body."""

    heading: Line
    text: Line


class CardTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[cards]]`."""

    id: Identifier
    title: Line
    body: Annotated[tuple[PassageTable, ...], Meta(min_length=1)]
    sources: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    picture: Identifier | None = None


class LearnFile(Struct, forbid_unknown_fields=True):
    """learn.toml."""

    cards: tuple[CardTable, ...]


class SourceTable(Struct, forbid_unknown_fields=True):
    """One entry of `[[sources]]`."""

    id: Identifier
    title: Line
    reference: Line
    judgement: bool = False


class SourcesFile(Struct, forbid_unknown_fields=True):
    """sources.toml."""

    sources: tuple[SourceTable, ...]


class TimingTable(Struct, forbid_unknown_fields=True):
    """Table `[timing]`."""

    source: Identifier
    rest_s: Seconds
    rest_short_s: Seconds
    rest_long_s: Seconds
    prepare_s: Seconds
    prepare_short_s: Seconds
    prepare_again_s: Seconds
    switch_s: Seconds
    switch_short_s: Seconds
    switch_long_s: Seconds
    least_reps: Reps
    least_hold_s: Seconds


class TimingFile(Struct, forbid_unknown_fields=True):
    """timing.toml."""

    timing: TimingTable


class SafetyTable(Struct, forbid_unknown_fields=True):
    """Table `[safety]`."""

    readiness_lead: Line
    readiness: Annotated[tuple[Line, ...], Meta(min_length=1)]
    readiness_advice: Line
    before: Line
    hurts: Line
    pain: Line
    pain_again: Line
    limits: Line


class SafetyFile(Struct, forbid_unknown_fields=True):
    """safety.toml."""

    safety: SafetyTable


class WordsFile(Struct, forbid_unknown_fields=True):
    """words.toml; vocabulary.py says which keys there are."""

    words: dict[str, object]


WordList = tuple[Line, ...]
