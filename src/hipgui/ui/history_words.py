"""What History says: titles, captions, dates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hipgui.core.history import Span
from hipgui.core.ladder import own_load_text
from hipgui.core.model import WorkKind
from hipgui.core.progression import Answer
from hipgui.core.spoken import capitalised

if TYPE_CHECKING:
    from datetime import date, datetime

    from hipgui.core.history import History, Line, Past, Point
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise, Library, Words
    from hipgui.core.progression import Outcome

EMPTY = "Nothing here yet. Your first session will be the first dot."
ABOUT = "Bigger dot, longer session. Small dots are rest, and rest counts."
ABOUT_NOTHING = "Nothing in these weeks. What came before is under All."
ABOUT_WEEKS = "A dot is a week, bigger with more work. Small dots are rest, and rest counts."
SPANS = ((Span.FOUR_WEEKS, "4 weeks"), (Span.THREE_MONTHS, "3 months"), (Span.YEAR, "Year"), (Span.ALL, "All"))
ANSWERS = (
    (Answer.EASY, "Easy"),
    (Answer.RIGHT, "Just right"),
    (Answer.HARD, "Hard"),
    (Answer.HURT, "It hurt"),
)
MINUTE_MS = 60_000


def title(history: History, span: Span) -> str:
    """How many sessions, and since the first of them."""
    count = history.sessions
    sessions = f"{count or 'No'} session{'' if count == 1 else 's'}"
    if span is Span.FOUR_WEEKS:
        return f"{sessions} in 4 weeks"
    return f"{sessions} since {month(history.days[0].day if history.days else history.start, history.end)}"


def month(day: date, today: date) -> str:
    """The month of a day, with its year unless it is as near as that is clear."""
    near = day.year == today.year or (today - day).days < 300
    return f"{day:%B}" if near else f"{day:%B %Y}"


def long_day(day: date) -> str:
    """A day in words."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(moment: datetime) -> str:
    """A day and time, for a row of many."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}, {moment:%H:%M}"


def minutes_of_work(work_ms: int) -> str:
    """Rounded, and never none of some."""
    count = max(1, round(work_ms / MINUTE_MS)) if work_ms else 0
    return f"{count} minute{'' if count == 1 else 's'} of work"


def span_words(first: date, last: date, sessions: int, work_ms: int) -> str:
    """A dot in words: a day, or the days of a week."""
    days = long_day(first) if first == last else f"{first.day} {first:%B} to {long_day(last).partition(' ')[2]}"
    if not sessions:
        return f"{days}: rest"
    return f"{days}: {sessions} session{'' if sessions == 1 else 's'}, {minutes_of_work(work_ms)}"


def amount(line: Line, value: float) -> str:
    """Reps or seconds, rounded: "10", "62 s"."""
    return f"{value:.0f} s" if line.kind is WorkKind.HOLD else f"{value:.0f}"


def unit_words(line: Line) -> str:
    """What is counted."""
    return "s" if line.kind is WorkKind.HOLD else "reps"


def end_words(line: Line, last: Point) -> tuple[str | None, str | None]:
    """What stands beside the ends of the left and the right line; where both are alike, one says it for both."""
    left = None if last.left is None else amount(line, last.left)
    right = None if last.right is None else amount(line, last.right)
    if left is not None and left == right:
        return f"Both {left}", None
    return left and f"Left {left}", right and f"Right {right}"


def caption(line: Line, words: Words, *, pounds: bool) -> str:
    """What is drawn, how the load changed, which side is behind."""
    kind = "Seconds per hold." if line.kind is WorkKind.HOLD else "Reps per set."
    said = [kind, load_change(line, words, pounds=pounds), behind(line)]
    return " ".join(filter(None, said))


def load_change(line: Line, words: Words, *, pounds: bool) -> str:
    """The last change of the load in the span; "" for none."""
    loaded = [point for point in line.points if point.load]
    for before, after in reversed(list(pairwise(loaded))):
        if before.load and after.load and before.load != after.load:
            was, now = (own_load_text(load, words, pounds=pounds) for load in (before.load, after.load))
            return f"From {was} to {now} in {after.day:%B}."
    return ""


def behind(line: Line) -> str:
    """Which side is behind at the end, by how much; "" where one of them is not known."""
    last = line.points[-1]
    if last.left is None or last.right is None:
        return ""
    left, right = round(last.left), round(last.right)
    if left == right:
        return "Both sides alike."
    side, less = ("Left", right - left) if left < right else ("Right", left - right)
    unit = "s" if line.kind is WorkKind.HOLD else "rep" if less == 1 else "reps"
    return f"{side} is {less} {unit} behind."


def routine_name(library: Library, routine: str) -> str:
    """The name of a session's routine, or of its only exercise; what is gone keeps its id."""
    names = {one.id: one.name for one in library.exercises} | {one.id: one.name for one in library.routines}
    return names.get(routine) or capitalised(routine) or "Session"


def past_words(past: Past) -> str:
    """How much a session was."""
    return minutes_of_work(past.work_ms) if past.finished else f"{minutes_of_work(past.work_ms)}, ended early"


def dose_words(exercise: Exercise | None, outcome: Outcome, words: Words, *, pounds: bool) -> str:
    """The dose an exercise was done at: "3 × 8 each side, kettlebell on the foot, 4 kg"."""
    dose = outcome.dose
    names = {one.id: one.name for one in exercise.variants} if exercise else {}
    load = own_load_text(dose.load, words, pounds=pounds) if dose.load else ""
    return ", ".join(filter(None, (f"{_times(dose)} each side", names.get(dose.variant), load)))


def _times(dose: Dose) -> str:
    each = f"{dose.reps}" if dose.reps else f"{dose.hold_s:g} s"
    return f"{dose.sets} × {each}"


def side_words(outcome: Outcome) -> tuple[str, str]:
    """What the right and the left side did, set by set; a dash for one that was not begun."""
    unit = "" if outcome.dose.reps else " s"
    sides = []
    for name, done in (("Right", outcome.right), ("Left", outcome.left)):
        amounts = ", ".join(str(one or "–") for one in done) if any(done) else ""
        sides.append(f"{name} {amounts}{unit}" if amounts else f"{name} not begun")
    return sides[0], sides[1]


def changed_words(outcome: Outcome) -> str:
    """What the keys did to it; "" for nothing."""
    said = []
    if outcome.hurt_at:
        said.append("It hurt on the way.")
    if outcome.begun and outcome.begun.level != outcome.dose.level:
        way = "easier" if outcome.dose.level < outcome.begun.level else "harder"
        said.append(f"Made {way}: level {outcome.begun.level} to {outcome.dose.level}.")
    return " ".join(said)


def month_starts(start: date, end: date) -> list[tuple[date, str]]:
    """The span's first day and the first of every month in it, each with the month's name; Januaries have the year."""
    found = [(start, f"{start:%b}")]
    day = start
    while True:
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)
        if day > end:
            return found
        found.append((day, f"{day:%b}" if day.month > 1 else f"{day:%Y}"))
