"""The ladder of an exercise: its doses from the gentlest to the hardest, as the five level rows make them.

A rung differs from the one below it in one thing only (content.md, progression), in this order:

1. a rep more, up to the top of the row's range; a hold 15 s longer, up to the next row's seconds;
2. a heavier load of the person's own, while the row above does not take the present one; reps from the bottom again;
3. a second more of the next row's tempo: pause, then the way down, then the way up; reps stay;
4. the next row's variant or load, with its sets, from the bottom of its range.

The keys Easier and Harder are coarser: they move a whole row. Nothing on the ladder asks for a prop or a load that the
kit has not got; a missing one is replaced by the nearest variant that does without.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hipgui.core.model import EVERY_PROP, Prop

if TYPE_CHECKING:
    from hipgui.core.model import Exercise, LevelRow, Tempo, Variant, Words

HOLD_STEP_S = 15.0
TEMPO_STEP_S = 1.0
LOAD_TOLERANCE = 1.15
"""A load may be this much beyond its range: bells in pounds stand beside those in kilos (10 lb beside 4 kg)."""
POUNDS_IN_A_KILO = 2.20462
BAND_WORDS = {1: "band_light", 2: "band_medium", 3: "band_strong"}


@dataclass(frozen=True, slots=True, order=True)
class Load:
    """Something a person owns to work against; `amount` is kilograms of a kettlebell, strength (1 to 3) of a band."""

    prop: Prop
    amount: float


@dataclass(frozen=True, slots=True)
class Kit:
    """What is at hand. Of a prop of which `loads` names none the weight is not known, and any will do."""

    props: frozenset[Prop] = EVERY_PROP
    loads: tuple[Load, ...] = ()
    pounds: bool = False
    """Whether weights are shown in pounds; they are kept in kilograms."""


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise: `sets` of `reps` at a `tempo`, or of `hold_s`, on each side; `level` is its row.

    `load` is one of the person's own, None where nothing is carried or its weight is not known.
    """

    level: int
    variant: str
    sets: int
    reps: int | None = None
    tempo: Tempo | None = None
    hold_s: float | None = None
    load: Load | None = None

    @property
    def amount(self) -> float:
        """Reps, or seconds, of one set."""
        return self.reps or self.hold_s or 0.0

    def with_amount(self, amount: float) -> Dose:
        """The same with other reps or seconds."""
        return replace(self, reps=round(amount)) if self.reps else replace(self, hold_s=amount)

    def same_way(self, other: Dose) -> bool:
        """Whether both ask for the same movement: variant, load, sets and tempo, whatever the reps or seconds."""
        mine = (self.variant, self.load, self.sets, self.tempo)
        return mine == (other.variant, other.load, other.sets, other.tempo)

    def same_work(self, other: Dose) -> bool:
        """Whether both ask for the same, whatever row they are counted to."""
        return self.same_way(other) and self.amount == other.amount


def at_level(exercise: Exercise, level: int, kit: Kit, load: Load | None = None) -> Dose:
    """The bottom of a level's range, with what is at hand; keeps `load` where the row allows it.

    Raises KeyError for a level that the exercise has not got.
    """
    row = exercise.level(level)
    variant, fitting = _way(exercise, row, kit, load)
    return Dose(level, variant.id, row.sets, row.reps[0] if row.reps else None, row.tempo, row.hold_s, fitting)


def fitted(exercise: Exercise, dose: Dose, kit: Kit) -> Dose:
    """The dose with what is at hand now: as it is, or with the nearest variant or load.

    What is gentler keeps its reps or seconds, what is harder begins at the bottom of the range. Numbers that the
    exercise's rows no longer know are brought back into them.
    """
    whole = at_level(exercise, dose.level, kit, dose.load)
    least, most = _range(exercise, dose.level)
    kept = min(max(dose.amount, least), most)
    if (whole.variant, whole.load) == (dose.variant, dose.load):
        return replace(dose, sets=whole.sets).with_amount(kept)
    return whole.with_amount(kept) if is_gentler(exercise, whole, dose) else whole


def with_kit(exercise: Exercise, dose: Dose, kit: Kit) -> Dose:
    """The dose as it is, wherever props and load are at hand for it; else the nearest that can be done."""
    known = next((variant for variant in exercise.variants if variant.id == dose.variant), None)
    there = known is not None and known.props_from(kit.props) is not None
    return dose if there and dose.load in {None, *kit.loads} else fitted(exercise, dose, kit)


def at_variant(exercise: Exercise, level: int, variant: str, kit: Kit) -> Dose:
    """The bottom of a level in a variant of one's own choice. Raises KeyError for what the exercise has not got."""
    dose = at_level(exercise, level, kit)
    return dose if dose.variant == variant else replace(dose, variant=exercise.variant(variant).id, load=None)


def easier(exercise: Exercise, dose: Dose, kit: Kit) -> Dose | None:
    """One level row down, from the bottom of its range; None at the very bottom.

    Rows that come to the same with this kit are passed over, so that the key never says what it does not do.
    """
    below = [row.level for row in reversed(exercise.levels) if row.level < dose.level]
    for level in (*below, exercise.levels[0].level):
        found = at_level(exercise, level, kit, dose.load)
        if not (found.same_way(dose) and found.amount >= dose.amount):
            return found
    return None


def harder(exercise: Exercise, dose: Dose, kit: Kit) -> Dose | None:
    """One level row up, from the bottom of its range; in the last row a heavier load. None at the very top."""
    for level in (row.level for row in exercise.levels if row.level > dose.level):
        found = at_level(exercise, level, kit, dose.load)
        if not (found.same_way(dose) and found.amount <= dose.amount):
            return found
    heavier = _heavier(exercise, dose, kit)
    return at_level(exercise, dose.level, kit, heavier) if heavier else None


def is_gentler(exercise: Exercise, dose: Dose, other: Dose) -> bool:
    """Whether the variant of `dose` is easier than the other one's or, where it is the same, its load lighter."""
    order = [variant.id for variant in exercise.variants]
    if dose.variant != other.variant:
        known = dose.variant in order and other.variant in order
        return known and order.index(dose.variant) < order.index(other.variant)
    return (dose.load.amount if dose.load else 0.0) < (other.load.amount if other.load else 0.0)


def rung_above(exercise: Exercise, dose: Dose, kit: Kit) -> Dose | None:
    """The next rung up, one thing harder; None at the top. `dose` has to fit the kit."""
    most = _range(exercise, dose.level)[1]
    if dose.amount < most:
        return dose.with_amount(min(most, dose.amount + _step(dose)))
    above = next((row.level for row in exercise.levels if row.level > dose.level), None)
    entry = at_level(exercise, above, kit, dose.load) if above is not None else None
    heavier = _heavier(exercise, dose, kit)
    if heavier and not (entry and (entry.variant, entry.load) == (dose.variant, dose.load)):
        return at_level(exercise, dose.level, kit, heavier)
    if entry is None:
        return None
    if slower := _slower(dose.tempo, entry.tempo):
        slowed = replace(dose, tempo=slower)
        return replace(slowed, level=entry.level) if slowed.same_way(entry) else slowed
    if entry.same_way(dose):  # the rows differ in their range only, so it goes on where it is
        return rung_above(exercise, replace(dose, level=entry.level), kit)
    return entry


def rung_below(exercise: Exercise, dose: Dose, kit: Kit) -> Dose | None:
    """The rung before: a second of tempo, a rep or 15 s less, or the last rung of what came before. None below all."""
    row = exercise.level(dose.level)
    if quicker := _quicker(dose.tempo, row.tempo):
        return replace(dose, tempo=quicker)
    least = _range(exercise, dose.level)[0]
    if dose.amount > least:
        return dose.with_amount(max(least, dose.amount - _step(dose)))
    line = rungs(exercise, kit)
    place = next((at for at, rung in enumerate(line) if rung.same_work(dose)), None)
    if place is None:
        place = sum(_height(rung) < _height(dose) for rung in line)
    return line[place - 1] if place else None


def rungs(exercise: Exercise, kit: Kit) -> tuple[Dose, ...]:
    """The whole ladder from the bottom, as one climbs it."""
    found: list[Dose] = []
    rung: Dose | None = at_level(exercise, exercise.levels[0].level, kit)
    while rung is not None:
        found.append(rung)
        rung = rung_above(exercise, rung, kit)
    return tuple(found)


def stretch_of(exercise: Exercise, dose: Dose, kit: Kit) -> tuple[tuple[Dose, ...], Dose | None]:
    """The rungs with this variant, load and sets, from the first on, and what comes after them (None: the top)."""
    rung: Dose | None = at_level(exercise, dose.level, kit, dose.load)
    found: list[Dose] = []
    while rung is not None and (rung.variant, rung.load, rung.sets) == (dose.variant, dose.load, dose.sets):
        found.append(rung)
        rung = rung_above(exercise, rung, kit)
    return tuple(found), rung


def offers(exercise: Exercise, dose: Dose, kit: Kit) -> tuple[Variant, ...]:
    """Deeper variants that may be offered during this dose, never forced: those of its row that the kit allows."""
    row = exercise.level(dose.level)
    if dose.variant != row.variant:
        return ()
    deeper = (exercise.variant(name) for name in row.offers)
    return tuple(variant for variant in deeper if variant.props_from(kit.props) is not None)


def nearest_variant(exercise: Exercise, wanted: Variant, props: frozenset[Prop]) -> Variant:
    """The variant closest to `wanted` that these props allow; of two equally close the easier."""
    return next(one for one in _by_distance(exercise, wanted) if one.props_from(props) is not None)


def before_run(exercise: Exercise, dose: Dose) -> Dose:
    """The dose before a run, within the exercise's seconds a side: fewer sets first, then shorter holds."""
    most_s = exercise.before_run_max_s
    if most_s is None or not dose.hold_s:
        return dose
    sets = max(1, min(dose.sets, int(most_s // dose.hold_s)))
    return replace(dose, sets=sets, hold_s=min(dose.hold_s, most_s))


def load_text(exercise: Exercise, dose: Dose, words: Words, *, pounds: bool = False) -> str:
    """How the load is shown: "4 kg", "9 lb", "medium band"; the row's own words where its weight is not known."""
    if dose.load is None:
        row = exercise.level(dose.level)
        return row.load if dose.variant == row.variant else ""
    return own_load_text(dose.load, words, pounds=pounds)


def own_load_text(load: Load, words: Words, *, pounds: bool = False) -> str:
    """How a load of the person's own is shown: "4 kg", "9 lb", "medium band"."""
    if load.prop is Prop.BAND:
        return words.of(BAND_WORDS[min(3, max(1, round(load.amount)))])[0]
    weight = round(load.amount * POUNDS_IN_A_KILO) if pounds else load.amount
    return words.of("load_pounds" if pounds else "load_kilos")[0].format(weight=f"{weight:g}")


def _way(exercise: Exercise, row: LevelRow, kit: Kit, load: Load | None) -> tuple[Variant, Load | None]:
    """The variant nearest to the row's for which the kit has props and load, and its load."""
    variants = _by_distance(exercise, exercise.variant(row.variant))
    variant, loads = next((one, found) for one in variants if (found := _loads(row, one, kit)))
    return variant, _nearest(loads, load)


def _by_distance(exercise: Exercise, wanted: Variant) -> list[Variant]:
    """The exercise's variants, nearest to `wanted` first, of two equally near the easier.

    Every exercise has a variant that needs nothing (the pack's check sees to it), so one of them can always be done.
    """
    place = exercise.variants.index(wanted)
    order = sorted(range(len(exercise.variants)), key=lambda at: (abs(at - place), at))
    return [exercise.variants[at] for at in order]


def _loads(row: LevelRow, variant: Variant, kit: Kit) -> tuple[Load | None, ...]:
    """What could be carried, lightest first; (None,): nothing, or a weight that is not known; (): none that fits."""
    props = variant.props_from(kit.props)
    if props is None:
        return ()
    owned = tuple(sorted(load for load in kit.loads if load.prop in props))
    if not owned:
        return (None,)
    limits = next((limits for limits in row.loads if limits.prop is owned[0].prop), None)
    if limits is None:
        return owned
    light_enough = tuple(load for load in owned if load.amount <= limits.most * LOAD_TOLERANCE)
    heavy_enough = tuple(load for load in light_enough if load.amount * LOAD_TOLERANCE >= limits.least)
    return heavy_enough or light_enough[-1:]


def _nearest(loads: tuple[Load | None, ...], wanted: Load | None) -> Load | None:
    """The wanted load, or else the next lighter one, or else the lightest."""
    found = loads[0]
    for load in loads:
        if load and wanted and load.prop is wanted.prop and load.amount <= wanted.amount:
            found = load
    return found


def _heavier(exercise: Exercise, dose: Dose, kit: Kit) -> Load | None:
    """The next heavier load that the dose's row allows."""
    loads = _loads(exercise.level(dose.level), exercise.variant(dose.variant), kit)
    carried = dose.load.amount if dose.load else 0.0
    return next((load for load in loads if load and load.amount > carried), None)


def _range(exercise: Exercise, level: int) -> tuple[float, float]:
    """Fewest and most reps of a row; seconds of a hold from its own to the next row's."""
    row = exercise.level(level)
    if row.reps:
        return row.reps
    least = row.hold_s or 0.0
    above = next((other for other in exercise.levels if other.level > level), row)
    return least, max(least, above.hold_s or 0.0)


def _step(dose: Dose) -> float:
    return 1 if dose.reps else HOLD_STEP_S


def _slower(tempo: Tempo | None, target: Tempo | None) -> Tempo | None:
    """A second nearer to a slower tempo: pause first, then the way down, then the way up; None where it is there."""
    if tempo is None or target is None:
        return None
    for name in ("hold_s", "down_s", "up_s"):
        now, then = getattr(tempo, name), getattr(target, name)
        if now < then:
            return replace(tempo, **{name: min(then, now + TEMPO_STEP_S)})
    return None


def _quicker(tempo: Tempo | None, target: Tempo | None) -> Tempo | None:
    """The way back from what `_slower` did."""
    if tempo is None or target is None:
        return None
    for name in ("up_s", "down_s", "hold_s"):
        now, then = getattr(tempo, name), getattr(target, name)
        if now > then:
            return replace(tempo, **{name: max(then, now - TEMPO_STEP_S)})
    return None


def _height(dose: Dose) -> tuple[float, ...]:
    """Where a dose stands on the ladder, as its rungs follow each other."""
    tempo_s = dose.tempo.total_s if dose.tempo else 0.0
    return dose.level, dose.load.amount if dose.load else 0.0, dose.amount, tempo_s
