"""Reads what the figure does: `figure*.toml` of a pack, as `hipgui.figure.model.Figures`.

A pose may build on another with `like`; its own keys replace the other's. Everything is written for the right
working side. Every error names the file, the key, what was found and what is allowed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import as_file, files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import tomli

from hipgui.content.errors import ContentError, PackError
from hipgui.content.pose_tables import (
    FreeArmTable,
    FreeLegTable,
    MovementTable,
    MuscleTable,
    PlacedArmTable,
    PoseTable,
    PropTable,
)
from hipgui.figure.model import (
    BONES,
    Anchor,
    ArrowSpec,
    Box,
    Camera,
    Fibre,
    Figures,
    FreeArm,
    FreeLeg,
    Key,
    Movement,
    MuscleSpec,
    PlacedArm,
    PlacedLeg,
    Pose,
    PropSpec,
    RestingArm,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hipgui.content.pose_tables import PlacedLegTable, RestingArmTable, Spot
    from hipgui.figure.model import Arm, Leg

TABLES = ("pose", "movement", "prop", "muscle")
ROUNDING = 1e-6
Checked = TypeVar("Checked")


@lru_cache(maxsize=4)
def load_figures(*further: Path) -> Figures:
    """The figures of the pack that comes with the program, and of further packs' folders."""
    with as_file(files("hipgui.content") / "builtin") as folder:
        return read_figures(folder, *further)


def read_figures(*folders: Path) -> Figures:
    """The figures of packs' folders: all their files named figure*.toml together.

    Raises PackError when a file can't be read, ContentError when a value is not allowed.
    """
    raw: dict[str, dict[str, tuple[Path, dict[str, Any]]]] = {table: {} for table in TABLES}
    for path in (path for folder in folders for path in sorted(folder.glob("figure*.toml"))):
        for table, entries in _read(path).items():
            if table not in raw:
                raise ContentError(path, table, "an unknown table", ", ".join(TABLES))
            for name, entry in entries.items():
                if name in raw[table]:
                    raise ContentError(
                        path, f"{table}.{name}", f"the same id as in {raw[table][name][0].name}", "an id once"
                    )
                raw[table][name] = (path, entry)
    poses = {name: _pose(raw["pose"], name) for name in raw["pose"]}
    props = {name: _prop(*raw["prop"][name], name) for name in raw["prop"]}
    muscles = {name: _muscle(*raw["muscle"][name], name) for name in raw["muscle"]}
    known: dict[str, dict[str, Any]] = {"pose": poses, "prop": props, "muscle": muscles}
    movements = {name: _movement(*raw["movement"][name], name, known) for name in raw["movement"]}
    for name, movement in movements.items():
        if movement.set_up:
            key = f"movement.{name}.set_up"
            _known(raw["movement"][name][0], key, movement.set_up, movements)
            _leads_to(raw["movement"][name][0], key, movements[movement.set_up], movement)
    return Figures(MappingProxyType(movements), MappingProxyType(props), MappingProxyType(muscles))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(
            path, f" can't be read ({error.strerror}); put the file there or correct its rights."
        ) from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(path, f" is not TOML ({error}); correct it there.") from error


EXPECTED = re.compile(r"Expected `(?P<allowed>[^`]+)`(?:, got `(?P<found>[^`]+)`)?")


def _checked(path: Path, key: str, entry: object, kind: type[Checked]) -> Checked:
    """An entry as its table type; raises ContentError."""
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        said, _, where = str(error).partition(" - at `$")
        place = key + where.rstrip("`")
        matched = EXPECTED.search(said)
        if matched is None:
            raise ContentError(path, place, said, "the keys named in docs/packs.md") from error
        found = matched["found"] or _value_at(entry, where.rstrip("`"))
        raise ContentError(path, place, found, matched["allowed"]) from error


def _value_at(entry: object, where: str) -> str:
    """The value a msgspec path such as `.view.width` or `.keys[1].at` points to, as text."""
    value: Any = entry
    for name, number in re.findall(r"\.(\w+)|\[(\d+)\]", where):
        value = value[name] if name else value[int(number)]
    return repr(value)


def _known(path: Path, key: str, name: str, allowed: Iterable[str]) -> None:
    """Raise ContentError unless `name` is among `allowed`."""
    names = list(allowed)
    if name not in names:
        raise ContentError(path, key, repr(name), ", ".join(sorted(names)))


def _pose(raw: dict[str, tuple[Path, dict[str, Any]]], name: str) -> Pose:
    """A pose with everything it builds on."""
    path, entry = raw[name]
    merged = dict(entry)
    seen = [name]
    while "like" in merged:
        base = merged.pop("like")
        _known(path, f"pose.{name}.like", base, raw)
        if base in seen:
            raise ContentError(
                path,
                f"pose.{name}.like",
                f"a circle ({' -> '.join([*seen, base])})",
                "a pose that does not build on this one",
            )
        seen.append(base)
        merged = {**raw[base][1], **{key: value for key, value in merged.items() if key != "like"}}
    table = _checked(path, f"pose.{name}", merged, PoseTable)
    plain = {
        field: getattr(table, field)
        for field in ("root", "anchor", "pelvis", "lumbar", "thorax", "neck", "head", "shrug", "reach")
    }
    return Pose(
        left_leg=_leg(table.left_leg),
        right_leg=_leg(table.right_leg),
        left_arm=_arm(table.left_arm),
        right_arm=_arm(table.right_arm),
        **plain,
    )


def _leg(table: FreeLegTable | PlacedLegTable) -> Leg:
    if isinstance(table, FreeLegTable):
        return FreeLeg(**msgspec.structs.asdict(table))
    return PlacedLeg(**msgspec.structs.asdict(table))


def _arm(table: FreeArmTable | PlacedArmTable | RestingArmTable) -> Arm:
    if isinstance(table, FreeArmTable):
        return FreeArm(**msgspec.structs.asdict(table))
    if isinstance(table, PlacedArmTable):
        return PlacedArm(**msgspec.structs.asdict(table))
    return RestingArm(**msgspec.structs.asdict(table))


def _prop(path: Path, entry: dict[str, Any], name: str) -> PropSpec:
    table = _checked(path, f"prop.{name}", entry, PropTable)
    return PropSpec(table.kind, tuple(Box(**msgspec.structs.asdict(box)) for box in table.boxes), table.place)


def _muscle(path: Path, entry: dict[str, Any], name: str) -> MuscleSpec:
    key = f"muscle.{name}"
    table = _checked(path, key, entry, MuscleTable)
    fibres = []
    for number, fibre in enumerate(table.fibres):
        if len(fibre.radii) != len(fibre.points):
            raise ContentError(
                path,
                f"{key}.fibres[{number}].radii",
                f"{len(fibre.radii)} numbers",
                f"one for each of {len(fibre.points)} points",
            )
        points = tuple(
            _anchor(path, f"{key}.fibres[{number}].points[{at}]", spots) for at, spots in enumerate(fibre.points)
        )
        fibres.append(Fibre(points, fibre.radii))
    return MuscleSpec(name, table.name, tuple(fibres), _anchor(path, f"{key}.label", table.label))


def _anchor(path: Path, key: str, spots: tuple[Spot, ...]) -> Anchor:
    for bone, *_ in spots:
        _known(path, key, bone, BONES)
    total = sum(spot[1] for spot in spots)
    if abs(total - 1) > ROUNDING:
        raise ContentError(path, key, f"weights that add up to {total:g}", "weights that add up to 1")
    return Anchor(tuple((bone, weight, (x, y, z)) for bone, weight, x, y, z in spots))


def _movement(path: Path, entry: dict[str, Any], name: str, known: dict[str, dict[str, Any]]) -> Movement:
    key = f"movement.{name}"
    table = _checked(path, key, entry, MovementTable)
    poses: dict[str, Pose] = known["pose"]
    for number, one in enumerate(table.keys):
        _known(path, f"{key}.keys[{number}].pose", one.pose, poses)
    if table.rest:
        _known(path, f"{key}.rest", table.rest, poses)
    places = [one.at for one in table.keys]
    if places != sorted(set(places)) or (places[0], places[-1]) != (0, 1):
        raise ContentError(path, f"{key}.keys", f"the places {places}", "places that rise from 0 to 1")
    _same_structure(path, key, [poses[one.pose] for one in table.keys])
    for field, names in (("props", table.props), ("muscles", table.muscles)):
        for each in names:
            _known(path, f"{key}.{field}", each, known[field[:-1]])
    bones = {f"{each}" for each in BONES} | {f"{part}_{tail}" for part in ("hip", "upper", "fore") for tail in "lr"}
    for each in (*table.ghost, *(() if table.arrow is None else (table.arrow.bone,))):
        _known(path, f"{key}.ghost", each, bones)
    return Movement(
        name,
        tuple(Key(one.at, poses[one.pose]) for one in table.keys),
        Camera(*table.camera),
        View(**msgspec.structs.asdict(table.view)),
        table.props,
        table.muscles,
        table.muscle_side,
        table.mat,
        None if table.arrow is None else ArrowSpec(**msgspec.structs.asdict(table.arrow)),
        table.ghost,
        poses[table.rest] if table.rest else None,
        table.set_up,
        table.still_at,
        table.planted,
        table.planted_at_ends,
    )


def _leads_to(path: Path, key: str, first: Movement, then: Movement) -> None:
    """Raise ContentError unless one movement ends where the other begins, and both are seen alike."""
    if first.keys[-1].pose != then.keys[0].pose or (first.view, first.camera) != (then.view, then.camera):
        allowed = "a movement with the same camera and view, whose last pose is the first pose here"
        raise ContentError(path, key, first.id, allowed)


def _same_structure(path: Path, key: str, poses: list[Pose]) -> None:
    """Raise ContentError unless all poses of a movement hold their limbs in the same manner."""
    for field in ("left_leg", "right_leg", "left_arm", "right_arm"):
        kinds = {type(getattr(pose, field)).__name__ for pose in poses}
        if len(kinds) > 1:
            raise ContentError(path, f"{key}.keys", f"{field} of several kinds", "poses with one kind for each limb")
    if len({(pose.anchor, pose.reach > 0) for pose in poses}) > 1:
        raise ContentError(path, f"{key}.keys", "several anchors", "poses with one anchor, all with reach or none")
