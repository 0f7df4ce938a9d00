"""What types can't say: ids are unique, names exist, wordings are short, numbers fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hipgui.content import vocabulary
from hipgui.content.errors import PackError, quoted
from hipgui.content.vocabulary import (
    CAPTION_CHARACTERS,
    PICTURES,
    SETUP_FIELDS,
    SETUP_WORDS,
    SIDES,
    VOCABULARY,
    WORK_CUE_WORDS,
)
from hipgui.core.model import LEVELS, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    from hipgui.content import schema
    from hipgui.content.gather import Packs, Placed

    class HasId(Protocol):
        """Anything that is known by an id."""

        @property
        def id(self) -> str:
            """Its id."""

    Identified = TypeVar("Identified", bound=HasId)


def ids(packs: Packs) -> None:
    """Every id stands once among all packs; raises ContentError."""
    _unique(packs.headers)
    _unique(packs.exercises)
    _unique(packs.routines)
    _unique(packs.cards)
    _unique(packs.sources)


def _unique(entries: Sequence[Placed[Identified]]) -> None:
    first: dict[str, Placed[Identified]] = {}
    for entry in entries:
        before = first.setdefault(entry.table.id, entry)
        if before is not entry:
            raise entry.error("id", quoted(entry.table.id), f"an id that is not taken yet (it stands in {before.path})")


def exercises(packs: Packs) -> None:
    """Each exercise is whole in itself; raises ContentError."""
    for exercise in packs.exercises:
        _inner_ids(exercise)
        _side_words(exercise)
        _foci(exercise)
        for variant in exercise.table.variants:
            _variant(exercise, variant)
        if all(variant.needs for variant in exercise.table.variants):
            raise exercise.error("variants", "props needed by every variant", "at least one variant without needs")
        for place, row in enumerate(exercise.table.levels):
            _level(exercise, row, LEVELS[place])


def _inner_ids(exercise: Placed[schema.ExerciseFile]) -> None:
    for name in ("variants", "foci"):
        seen: set[str] = set()
        for table in getattr(exercise.table, name):
            if table.id in seen:
                raise exercise.error(f"{name}[{table.id}].id", quoted(table.id), f"each id once among the {name}")
            seen.add(table.id)


def _side_words(exercise: Placed[schema.ExerciseFile]) -> None:
    table = exercise.table
    _wording(exercise, "side_words", table.side_words, fields=SIDES, needs=frozenset({"side"}))
    if table.stretch_words:
        _wording(exercise, "stretch_words", table.stretch_words, fields=SIDES, needs=frozenset({"other"}))
    _caption(exercise, "switch_words", table.switch_words)
    if table.warning:
        _wording(exercise, "warning", table.warning, words=SETUP_WORDS)


def _foci(exercise: Placed[schema.ExerciseFile]) -> None:
    for focus in exercise.table.foci:
        seen: set[str] = set()
        for number, wording in enumerate(focus.wordings, 1):
            key = f"foci[{focus.id}].wordings[{number}]"
            _wording(exercise, key, wording, words=WORK_CUE_WORDS)
            if wording in seen:
                raise exercise.error(key, quoted(wording), "each wording once in a focus")
            seen.add(wording)


def _variant(exercise: Placed[schema.ExerciseFile], variant: schema.VariantTable) -> None:
    place = f"variants[{variant.id}]"
    for number, sentence in enumerate(variant.setup, 1):
        fields = SETUP_FIELDS if variant.needs else SIDES
        _wording(exercise, f"{place}.setup[{number}]", sentence, fields=fields, words=SETUP_WORDS)
    if variant.switch_words:
        fields = SETUP_FIELDS if variant.needs else SIDES
        _caption(exercise, f"{place}.switch_words", variant.switch_words, fields)
    if variant.warning:
        _wording(exercise, f"{place}.warning", variant.warning, words=SETUP_WORDS)
    for number, offer in enumerate(variant.offer, 1):
        _wording(exercise, f"{place}.offer[{number}]", offer, words=WORK_CUE_WORDS)
    known = [focus.id for focus in exercise.table.foci]
    for number, focus_id in enumerate(variant.foci, 1):
        _known(exercise, f"{place}.foci[{number}]", focus_id, known)


def _level(exercise: Placed[schema.ExerciseFile], row: schema.LevelTable, level: int) -> None:
    place = f"levels[{level}]"
    if row.level != level:
        raise exercise.error(f"{place}.level", str(row.level), f"{level}, as the five levels stand in order")
    names = [variant.id for variant in exercise.table.variants]
    _known(exercise, f"{place}.variant", row.variant, names)
    deeper = exercise.table.variants[names.index(row.variant) + 1 :]
    offered = [variant.id for variant in deeper if variant.offer]
    for number, offer in enumerate(row.offers, 1):
        _known(exercise, f"{place}.offers[{number}]", offer, offered)
    _loads(exercise, row, place)
    counted = exercise.table.kind is WorkKind.REPS
    for name, wanted in (("reps", counted), ("tempo", counted), ("tempo_source", counted), ("hold_s", not counted)):
        value = getattr(row, name)
        if wanted and value is None:
            raise exercise.error(f"{place}.{name}", "nothing", f"a value, as the kind is {exercise.table.kind}")
        if not wanted and value is not None:
            raise exercise.error(f"{place}.{name}", "a value", f"nothing, as the kind is {exercise.table.kind}")
    if row.reps and row.reps[0] > row.reps[1]:
        raise exercise.error(f"{place}.reps", str(list(row.reps)), "the lower number first")


def _loads(exercise: Placed[schema.ExerciseFile], row: schema.LevelTable, place: str) -> None:
    used = sorted({prop for variant in exercise.table.variants for group in variant.needs for prop in group})
    for number, load in enumerate(row.loads, 1):
        key = f"{place}.loads[{number}]"
        _known(exercise, f"{key}.prop", load.prop, used)
        if load.prop in {earlier.prop for earlier in row.loads[: number - 1]}:
            raise exercise.error(f"{key}.prop", quoted(load.prop), "each prop once among the loads")
        if load.least > load.most:
            raise exercise.error(f"{key}.least", f"{load.least:g}", f"at most {load.most:g}, the most")


def references(packs: Packs) -> None:
    """Every exercise and source that is named exists; raises ContentError."""
    exercise_ids = [exercise.table.id for exercise in packs.exercises]
    source_ids = [source.table.id for source in packs.sources]
    for routine in packs.routines:
        for number, name in enumerate(routine.table.exercises, 1):
            _known(routine, f"exercises[{number}]", name, exercise_ids)
    for card in packs.cards:
        _sources(card, card.table.sources, source_ids)
    for exercise in packs.exercises:
        _sources(exercise, exercise.table.sources, source_ids)
        for row in exercise.table.levels:
            _known(exercise, f"levels[{row.level}].source", row.source, source_ids)
            if row.tempo_source:
                _known(exercise, f"levels[{row.level}].tempo_source", row.tempo_source, source_ids)
    if packs.timing:
        _known(packs.timing, "source", packs.timing.table.source, source_ids)


def pictures(packs: Packs) -> None:
    """Everything that is to be shown can be shown; raises ContentError."""
    movements = sorted(packs.movements)
    for card in packs.cards:
        if card.table.picture:
            _known(card, "picture", card.table.picture, (*PICTURES, *movements))
    for exercise in packs.exercises:
        for variant in exercise.table.variants:
            place = f"variants[{variant.id}].movement"
            for key, name in ((place, variant.movement), *_with_props(place, variant)):
                _known(exercise, key, name, movements)


def _with_props(place: str, variant: schema.VariantTable) -> Iterator[tuple[str, str]]:
    return ((f"{place}_with.{prop.value}", name) for prop, name in variant.movement_with.items())


def _sources(holder: Placed[object], names: Iterable[str], source_ids: Sequence[str]) -> None:
    for number, name in enumerate(names, 1):
        _known(holder, f"sources[{number}]", name, source_ids)


def words(packs: Packs) -> None:
    """Every key of the vocabulary is there with enough wordings that fit; raises PackError."""
    for name, key in VOCABULARY.items():
        placed = packs.words.get(name)
        if placed is None:
            raise _absent(packs, "words.toml", f", words.{name}: found nothing, allowed is a list of wordings")
        count = len(placed.table)
        if key.exactly is not None and count != key.exactly:
            raise placed.error("", f"a list of {count}", f"a list of {key.exactly}")
        if count < key.least:
            raise placed.error("", f"a list of {count}", f"a list of {key.least} or more")
        for number, wording in enumerate(placed.table, 1):
            _wording(placed, f"[{number}]", wording, fields=key.fields, needs=key.needs, words=key.words)


def timing(packs: Packs) -> schema.TimingTable:
    """The timing; raises PackError where it is missing or a shorter time is longer than the usual one."""
    if packs.timing is None:
        raise _absent(packs, "timing.toml", " is missing; add it to the pack or to one before it")
    table = packs.timing.table
    for less, more in (
        ("rest_short_s", "rest_s"),
        ("rest_s", "rest_long_s"),
        ("prepare_short_s", "prepare_s"),
        ("prepare_again_s", "prepare_short_s"),
        ("switch_short_s", "switch_s"),
        ("switch_s", "switch_long_s"),
    ):
        if getattr(table, less) > getattr(table, more):
            found = f"{getattr(table, less):g}"
            raise packs.timing.error(less, found, f"at most {getattr(table, more):g}, the {more}")
    return table


def safety(packs: Packs) -> schema.SafetyTable:
    """The safety texts; raises PackError where they are missing."""
    if packs.safety is None:
        raise _absent(packs, "safety.toml", " is missing; add it to the pack or to one before it")
    return packs.safety.table


def _absent(packs: Packs, name: str, trouble: str) -> PackError:
    return PackError(packs.headers[0].path.with_name(name), trouble + ".")


def _known(holder: Placed[object], key: str, name: str, names: Iterable[str]) -> None:
    known = list(names)
    if name not in known:
        raise holder.error(key, quoted(name), f"one of {', '.join(known)}" if known else "nothing, as there is none")


def _caption(
    exercise: Placed[schema.ExerciseFile],
    key: str,
    wording: str,
    fields: frozenset[str] = frozenset(),
) -> None:
    _wording(exercise, key, wording, fields=fields, words=SETUP_WORDS)
    longest = wording.format_map(dict.fromkeys(SIDES, "right") | dict.fromkeys(("prop", "Prop"), "block"))
    if len(longest) > CAPTION_CHARACTERS:
        raise exercise.error(key, f"{len(longest)} characters", f"at most {CAPTION_CHARACTERS}")


def _wording(
    holder: Placed[object],
    key: str,
    wording: str,
    *,
    fields: frozenset[str] = frozenset(),
    words: int | None = None,
    needs: frozenset[str] = frozenset(),
) -> None:
    try:
        used = vocabulary.fields_in(wording)
    except ValueError as error:
        raise holder.error(key, f"braces that hold no plain name in {quoted(wording)}", _braces(fields)) from error
    unknown = used - fields
    if unknown:
        raise holder.error(key, f"{{{min(unknown)}}} in {quoted(wording)}", _braces(fields))
    lacking = needs - {name.lower() for name in used}
    if lacking:
        raise holder.error(key, quoted(wording), f"a wording with {{{min(lacking)}}} in it")
    count = vocabulary.word_count(wording)
    if words is not None and count > words:
        raise holder.error(key, f"{count} words in {quoted(wording)}", f"at most {words} words")


def _braces(fields: frozenset[str]) -> str:
    return "no braces" if not fields else "only " + ", ".join(f"{{{name}}}" for name in sorted(fields))
