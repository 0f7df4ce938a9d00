"""Finding exercises: by words, by what they are for, by muscle and by what is at hand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.ui.exercise_wording import PURPOSES

if TYPE_CHECKING:
    from hipgui.core.model import Exercise, Library, Muscle, Prop, Purpose

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a person looks for; None asks for nothing. `prop` "nothing" asks for what can be done without props."""

    words: str = ""
    purpose: Purpose | None = None
    muscle: Muscle | None = None
    prop: Prop | str | None = None


def found(library: Library, wanted: Filter) -> tuple[Exercise, ...]:
    """The exercises that fit, in the library's order."""
    return tuple(one for one in library.exercises if _fits(one, library, wanted))


def _fits(exercise: Exercise, library: Library, wanted: Filter) -> bool:
    if wanted.purpose is not None and exercise.purpose is not wanted.purpose:
        return False
    if wanted.muscle is not None and wanted.muscle not in muscles_of(exercise):
        return False
    if wanted.prop == NOTHING:
        if not any(not variant.needs for variant in exercise.variants):
            return False
    elif wanted.prop is not None and wanted.prop not in props_of(exercise):
        return False
    text = _plain(_text(exercise, library))
    return all(f" {word}" in text for word in _plain(wanted.words).split())


def muscles_of(exercise: Exercise) -> tuple[Muscle, ...]:
    """Muscles that work in it, those of single variants too, each once."""
    extra = (muscle for variant in exercise.variants for muscle in variant.extra_muscles)
    return tuple(dict.fromkeys((*exercise.muscles, *extra)))


def props_of(exercise: Exercise) -> tuple[Prop, ...]:
    """Props that some variant can use, each once."""
    return tuple(dict.fromkeys(prop for variant in exercise.variants for group in variant.needs for prop in group))


def _text(exercise: Exercise, library: Library) -> str:
    """All that may be searched for."""
    words = library.words
    return " ".join(
        (
            exercise.name,
            exercise.short_name,
            exercise.tagline,
            PURPOSES[exercise.purpose],
            exercise.works,
            *(words.of(f"muscle_{muscle}{part}")[0] for muscle in muscles_of(exercise) for part in ("", "_at")),
            *(words.of(f"prop_{prop}")[0] for prop in props_of(exercise)),
            *(variant.name for variant in exercise.variants),
            *exercise.steps,
            *(f"{fault.sign} {fault.remedy}" for fault in exercise.faults),
        )
    )


def _plain(text: str) -> str:
    """Small letters without accents, every word after a space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " " + " ".join(
        "".join(sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign)).split()
    )
