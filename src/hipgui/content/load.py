"""Packs on disk -> core.model.Library."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hipgui.content import BUILTIN, check
from hipgui.content.gather import gather
from hipgui.core.model import (
    Card,
    Exercise,
    Fault,
    Focus,
    LevelRow,
    Library,
    LoadRange,
    Passage,
    Routine,
    Source,
    Tempo,
    Timing,
    Variant,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hipgui.content import schema


def load_library(paths: Sequence[Path] = (BUILTIN,)) -> Library:
    """All packs in the folders `paths`, in order, as one library.

    Later packs add to earlier ones; of words, timing and safety texts the later one counts. Raises PackError where a
    pack can't be read and ContentError where a value is not allowed.
    """
    packs = gather(paths)
    check.ids(packs)
    check.exercises(packs)
    check.references(packs)
    check.pictures(packs)
    check.words(packs)
    timing, safety = check.timing(packs), check.safety(packs)
    return Library(
        exercises=tuple(_exercise(placed.table) for placed in packs.exercises),
        routines=tuple(
            Routine(table.id, table.name, table.exercises, table.ceiling_min)
            for table in (placed.table for placed in packs.routines)
        ),
        words=Words(MappingProxyType({key: placed.table for key, placed in packs.words.items()})),
        cards=tuple(_card(placed.table) for placed in packs.cards),
        sources=tuple(
            Source(table.id, table.title, table.reference, table.judgement)
            for table in (placed.table for placed in packs.sources)
        ),
        timing=Timing(**{name: getattr(timing, name) for name in timing.__struct_fields__}),
        **{name: getattr(safety, name) for name in safety.__struct_fields__},
    )


def _exercise(table: schema.ExerciseFile) -> Exercise:
    return Exercise(
        id=table.id,
        name=table.name,
        short_name=table.short_name,
        tagline=table.tagline,
        kind=table.kind,
        purpose=table.purpose,
        side_words=table.side_words,
        variants=tuple(_variant(variant) for variant in table.variants),
        levels=tuple(_level(row) for row in table.levels),
        foci=tuple(Focus(focus.id, focus.wordings) for focus in table.foci),
        faults=tuple(Fault(fault.sign, fault.remedy) for fault in table.faults),
        warning=table.warning or "",
        watch=table.watch,
        steps=table.steps,
        muscles=table.muscles,
        switch_words=table.switch_words,
        frequency=table.frequency,
        stretch_words=table.stretch_words or "",
        sources=table.sources,
        works=table.works,
        easier=table.easier,
        harder=table.harder,
        before_run_max_s=table.before_run_max_s,
    )


def _variant(table: schema.VariantTable) -> Variant:
    return Variant(
        id=table.id,
        name=table.name,
        movement=table.movement,
        movement_with=MappingProxyType(table.movement_with),
        needs=table.needs,
        ways=table.ways,
        setup=table.setup,
        foci=table.foci,
        warning=table.warning or "",
        switch_words=table.switch_words or "",
        extra_muscles=table.extra_muscles,
        offer=table.offer,
        offer_last_s=table.offer_last_s,
    )


def _level(table: schema.LevelTable) -> LevelRow:
    return LevelRow(
        level=table.level,
        variant=table.variant,
        sets=table.sets,
        source=table.source,
        reps=table.reps,
        hold_s=table.hold_s,
        tempo=Tempo(table.tempo.up_s, table.tempo.hold_s, table.tempo.down_s) if table.tempo else None,
        load=table.load or "",
        load_spoken=table.load_spoken or "",
        loads=tuple(LoadRange(load.prop, load.least, load.most) for load in table.loads),
        offers=table.offers,
        tempo_source=table.tempo_source or "",
    )


def _card(table: schema.CardTable) -> Card:
    return Card(
        id=table.id,
        title=table.title,
        body=tuple(Passage(passage.heading, passage.text) for passage in table.body),
        sources=table.sources,
        picture=table.picture or "",
    )
