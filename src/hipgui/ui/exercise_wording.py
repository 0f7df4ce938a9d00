"""What the pages about exercises say: doses, tempos and props in words, and what a person wishes of an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.core.model import Purpose
from hipgui.core.spoken import capitalised
from hipgui.ui.wording import each_side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.core.model import Exercise, LevelRow, Library, Prop, Source, Tempo, Variant, Words
    from hipgui.core.plan import Step

PURPOSES = {Purpose.STRENGTHEN: "Strengthen", Purpose.MOBILISE: "Mobilise", Purpose.STRETCH: "Stretch"}
TWO_WAYS = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """One exercise as a person wants it: at a level, in a variant (ids)."""

    exercise: str
    level: int
    variant: str


def dose_words(row: LevelRow) -> str:
    """Sets and reps or seconds of a level: "3 × 8–12 each side", "2 × 60 s each side"."""
    if row.reps is not None:
        low, high = row.reps
        reps = str(low) if low == high else f"{low}–{high}"
        return f"{row.sets} × {reps} {each_side()}"
    return f"{row.sets} × {row.hold_s or 0:g} s {each_side()}"


def tempo_words(tempo: Tempo, ways: int) -> str:
    """A tempo in words: "2 s up, 1 s still, 2 s down"."""
    words = f"{tempo.up_s:g} s up, {tempo.hold_s:g} s still, {tempo.down_s:g} s down"
    return f"{words}, over and back" if ways == TWO_WAYS else words


def way_words(step: Step, before: Step) -> str:
    """How a step is done, where another one was done before it: what differs of variant, load or tempo."""
    if step.variant.id == before.variant.id:
        if step.load != before.load and step.load:
            return step.load
        if step.tempo and step.tempo != before.tempo:
            return tempo_words(step.tempo, step.variant.ways)
    return f"{step.variant.name}, {step.load}" if step.load else step.variant.name


def movement_of(variant: Variant, kit: frozenset[Prop]) -> str:
    """The figure's motion, with what is used of `kit`."""
    props = variant.props_from(kit) or ()
    return next((variant.movement_with[prop] for prop in props if prop in variant.movement_with), variant.movement)


def movements_of(exercise: Exercise) -> tuple[str, ...]:
    """All motions of an exercise's variants, whatever is at hand, each once."""
    found = ((one.movement, *one.movement_with.values()) for one in exercise.variants)
    return tuple(dict.fromkeys(movement for movements in found for movement in movements))


def needs_words(variant: Variant, words: Words) -> str:
    """What a variant needs besides the mat: "block or book", "" for nothing."""
    return ", ".join(_names(group, words, "or") for group in variant.needs)


def props_words(exercise: Exercise, words: Words) -> str:
    """Everything an exercise's variants may use, each once, the last variant's first."""
    found: dict[Prop, None] = {}
    for variant in reversed(exercise.variants):
        for group in variant.needs:
            found.update(dict.fromkeys(group))
    return ", ".join(words.of(f"prop_{prop}")[0] for prop in found)


def _names(props: Iterable[Prop], words: Words, joined_by: str) -> str:
    names = [words.of(f"prop_{prop}")[0] for prop in props]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.of(joined_by)[0]} {names[-1]}"


def muscles_words(exercise: Exercise, words: Words) -> str:
    """The exercise's muscles: "Psoas, iliacus, core"."""
    names = [words.of(f"muscle_{muscle}")[0] for muscle in exercise.muscles]
    return capitalised(", ".join(name.lower() for name in names))


def source_words(source: Source) -> str:
    """A source as one line."""
    return f"{source.title}. {source.reference}".strip()


def sources_of(library: Library, wanted: Iterable[str]) -> tuple[Source, ...]:
    """The sources of those ids, each once, in that order."""
    ids = dict.fromkeys(wanted)
    return tuple(source for source_id in ids for source in library.sources if source.id == source_id)
