"""Pack folders -> their tables, each with the place it was read from, so that a check can name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hipgui.content import BUILTIN, schema
from hipgui.content.errors import ContentError, PackError, join_key, quoted
from hipgui.content.reading import convert, read
from hipgui.content.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """A table, the file it stands in and its key there ("" for the whole file)."""

    path: Path
    key: str
    table: T_co

    def error(self, key: str, found: str, allowed: str) -> ContentError:
        """What is wrong at `key` inside this table."""
        return ContentError(self.path, join_key(self.key, key), found, allowed)


@dataclass(slots=True)
class Packs:
    """All tables of all packs in the order they were read."""

    headers: list[Placed[schema.PackHeader]] = field(default_factory=list)
    exercises: list[Placed[schema.ExerciseFile]] = field(default_factory=list)
    routines: list[Placed[schema.RoutineTable]] = field(default_factory=list)
    cards: list[Placed[schema.CardTable]] = field(default_factory=list)
    sources: list[Placed[schema.SourceTable]] = field(default_factory=list)
    words: dict[str, Placed[schema.WordList]] = field(default_factory=dict)
    timing: Placed[schema.TimingTable] | None = None
    safety: Placed[schema.SafetyTable] | None = None
    movements: set[str] = field(default_factory=set)
    """Names of the movements that the figure files of these packs and of the built-in one describe."""


def gather(folders: Iterable[Path]) -> Packs:
    """Read every file of every pack; raises PackError."""
    packs = Packs()
    for folder in folders:
        _gather_one(folder, packs)
    for folder in {BUILTIN, *(header.path.parent for header in packs.headers)}:
        for path in folder.glob("figure*.toml"):
            packs.movements.update(read(path, dict[str, dict[str, Any]]).get("movement", {}))
    return packs


_OPTIONAL = ("routines.toml", "learn.toml", "sources.toml", "words.toml", "timing.toml", "safety.toml")


def _gather_one(folder: Path, packs: Packs) -> None:
    header_path = folder / "pack.toml"
    header = read(header_path, schema.PackFile).pack
    packs.headers.append(Placed(header_path, "pack", header))
    exercise_paths = {folder / "exercises" / f"{name}.toml" for name in header.exercises}
    known = {header_path, *exercise_paths, *(folder / name for name in _OPTIONAL)}
    for path in sorted(folder.rglob("*.toml")):
        if path not in known and not path.name.startswith("figure"):
            raise PackError(
                path,
                f" is no file of a pack; allowed are pack.toml, {', '.join(_OPTIONAL)}, figure*.toml, "
                "and exercises/ID.toml for each ID listed in pack.toml under exercises.",
            )
    for name in header.exercises:
        _gather_exercise(folder / "exercises" / f"{name}.toml", packs)
    present = [folder / name for name in _OPTIONAL if (folder / name).exists()]
    for path in present:
        _gather_file(path, packs)


def _gather_exercise(path: Path, packs: Packs) -> None:
    table = read(path, schema.ExerciseFile)
    placed = Placed(path, "", table)
    if table.id != path.stem:
        raise placed.error("id", quoted(table.id), f"'{path.stem}', as the file is named")
    packs.exercises.append(placed)


def _gather_file(path: Path, packs: Packs) -> None:
    match path.name:
        case "routines.toml":
            routines = read(path, schema.RoutinesFile).routines
            packs.routines += [Placed(path, f"routines[{table.id}]", table) for table in routines]
        case "learn.toml":
            cards = read(path, schema.LearnFile).cards
            packs.cards += [Placed(path, f"cards[{table.id}]", table) for table in cards]
        case "sources.toml":
            sources = read(path, schema.SourcesFile).sources
            packs.sources += [Placed(path, f"sources[{table.id}]", table) for table in sources]
        case "timing.toml":
            packs.timing = Placed(path, "timing", read(path, schema.TimingFile).timing)
        case "safety.toml":
            packs.safety = Placed(path, "safety", read(path, schema.SafetyFile).safety)
        case _:
            _gather_words(path, packs)


def _gather_words(path: Path, packs: Packs) -> None:
    for name, value in read(path, schema.WordsFile).words.items():
        key = f"words.{name}"
        if name not in VOCABULARY:
            raise ContentError(path, key, "a key that is not known", f"one of {', '.join(VOCABULARY)}")
        packs.words[name] = Placed(path, key, convert(path, key, value, schema.WordList))
