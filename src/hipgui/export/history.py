"""What was done as a table, CSV or JSON. Columns and keys are a contract with scripts."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from hipgui.core.errors import PersonError
from hipgui.core.model import Prop
from hipgui.core.progression import Answer
from hipgui.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from hipgui.core.history import Review
    from hipgui.core.ladder import Dose
    from hipgui.core.progression import Outcome

COLUMNS = (
    *("began", "routine", "finished", "exercise", "level", "variant", "kettlebell_kg", "band", "unit"),
    *("planned", "right", "left", "answer", "begun_level", "hurt"),
)
"""Of a row for each exercise of each session; `planned`, `right`, `left` are a number for each set."""

FELT = {Answer.EASY: "easy", Answer.RIGHT: "just right", Answer.HARD: "hard", Answer.HURT: "it hurt"}


def history_json(reviews: Iterable[Review]) -> list[dict[str, Any]]:
    """A list of sessions `{began, routine, finished, work_s, exercises}`; what does not apply is null.

    `began` is the time of the place where it was, with its distance from UTC.
    """
    return [
        {
            "began": _began(review),
            "routine": review.past.routine,
            "finished": review.past.finished,
            "work_s": review.past.work_ms / 1000,
            "exercises": [_values(outcome) for outcome in review.outcomes],
        }
        for review in reviews
    ]


def history_csv(reviews: Iterable[Review]) -> Iterator[str]:
    """A line of names, then one for each exercise of each session."""
    for row in ({name: name for name in COLUMNS}, *_rows(reviews)):
        line = io.StringIO()
        csv.DictWriter(line, COLUMNS, lineterminator="").writerow(row)
        yield line.getvalue()


def history_table(reviews: Sequence[Review]) -> Iterator[str]:
    """A line for each session and one below it for each of its exercises."""
    if not reviews:
        yield "Nothing yet."
    for review in reviews:
        past = review.past
        ended = "" if past.finished else ", ended early"
        yield f"{past.began:%Y-%m-%d %H:%M}  {past.routine}, {past.work_ms / 60_000:.0f} min of work{ended}"
        for outcome in review.outcomes:
            unit = "" if outcome.dose.reps else " s"
            sides = "; ".join(
                f"{name} {' '.join(map(str, done)) if any(done) else '-'}{unit}"
                for name, done in (("right", outcome.right), ("left", outcome.left))
            )
            felt = f"; {FELT[outcome.answer]}" if outcome.answer else ""
            hurt = "; it hurt on the way" if outcome.hurt_at else ""
            yield f"  {outcome.exercise:<10} {_how(outcome.dose)}: {sides}{felt}{hurt}"


def write_history(file: Path, reviews: Sequence[Review]) -> None:
    """Write CSV, or JSON where the name ends so: all of it or nothing. Raises PersonError."""
    if file.suffix == ".json":
        text = json.dumps(history_json(reviews), indent=2) + "\n"
    else:
        text = "\r\n".join((*history_csv(reviews), ""))
    try:
        with replacing(file) as fresh:
            fresh.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        message = f"{file} can't be written ({error.strerror}). Choose another place, or make room there."
        raise PersonError(message) from error


def _began(review: Review) -> str:
    hours, minutes = divmod(abs(review.past.offset_s) // 60, 60)
    sign = "-" if review.past.offset_s < 0 else "+"
    return f"{review.past.began:%Y-%m-%dT%H:%M:%S}{sign}{hours:02}:{minutes:02}"


def _rows(reviews: Iterable[Review]) -> Iterator[dict[str, Any]]:
    for review in reviews:
        for outcome in review.outcomes:
            values = _values(outcome)
            sets = {name: " ".join(map(str, values[name])) for name in ("planned", "right", "left")}
            flags = {"finished": int(review.past.finished), "hurt": int(values["hurt"])}
            yield {"began": _began(review), "routine": review.past.routine, **values, **sets, **flags}


def _values(outcome: Outcome) -> dict[str, Any]:
    dose = outcome.dose
    return {
        "exercise": outcome.exercise,
        "level": dose.level,
        "variant": dose.variant,
        "kettlebell_kg": _load(dose, Prop.KETTLEBELL),
        "band": _load(dose, Prop.BAND),
        "unit": "reps" if dose.reps else "s",
        "planned": list(outcome.planned),
        "right": list(outcome.right),
        "left": list(outcome.left),
        "answer": outcome.answer and str(outcome.answer),
        "begun_level": outcome.begun.level if outcome.begun else None,
        "hurt": outcome.hurt,
    }


def _load(dose: Dose, prop: Prop) -> float | None:
    return dose.load.amount if dose.load and dose.load.prop is prop else None


def _how(dose: Dose) -> str:
    each = f"{dose.reps}" if dose.reps else f"{dose.hold_s:g} s"
    load = "" if dose.load is None else f", {dose.load.amount:g}{' kg' if dose.load.prop is Prop.KETTLEBELL else ''}"
    return f"level {dose.level}, {dose.sets} x {each}, {dose.variant}{load}"
