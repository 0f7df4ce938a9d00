from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.core.history import Past
from hipgui.core.progression import Answer
from hipgui.core.unfinished import Unfinished
from hipgui.journal.journal import Journal, NullJournal
from hipgui.journal.read import unfinished
from hipgui.journal.schema import MIGRATIONS
from tests.journal.sessions import finished, play, rows

if TYPE_CHECKING:
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan

DATABASES = Path(__file__).parents[1] / "databases"
HELSINKI = timezone(timedelta(hours=2))
EVENING = datetime(2026, 11, 23, 23, 30, tzinfo=HELSINKI)


def test_a_session_is_kept_with_every_set_as_planned_and_as_done(path: Path, short: Plan, library: Library) -> None:
    journal = Journal(path, now=lambda: EVENING)
    done = play(journal, short)
    journal.close()
    assert rows(path, "SELECT routine, began_ms, offset_s, planned_ms, outcome FROM sessions") == [
        ("short", int(EVENING.timestamp() * 1000), 7200, short.duration_ms, "finished")
    ]
    kept = rows(
        path, "SELECT exercise, variant, side, set_number, planned_reps, reps, planned_ms, ms FROM sets ORDER BY number"
    )
    assert len(kept) == done
    assert kept == [
        (
            step.exercise.id,
            step.variant.id,
            step.side,
            step.set_number,
            step.reps,
            step.reps,
            step.duration_ms,
            step.duration_ms,
        )
        for step in short.steps
        if step.is_work
    ]
    assert rows(path, "SELECT DISTINCT kind, up_ms, ways FROM sets WHERE exercise = 'lizard'") == [("hold", None, None)]
    assert journal.notices() == []
    assert unfinished(path, library) is None


def test_a_set_that_was_left_says_how_far_it_went(journal: Journal, path: Path, short: Plan) -> None:
    index, step = next((index, step) for index, step in enumerate(short.steps) if step.reps)
    journal.began(short)
    journal.paused(index, 4_000)
    journal.paused(index, 9_000)
    journal.worked(step, index, 2, 12_345, skipped=True)
    assert journal.flush()
    assert rows(path, "SELECT step, reps, ms, skipped, pauses, load, props, level, set_count FROM sets") == [
        (index, 2, 12_345, 1, 2, step.load, " ".join(step.props), step.level, step.sets)
    ]


def test_doing_a_set_again_is_work_done_too(journal: Journal, path: Path, short: Plan) -> None:
    index, step = next((index, step) for index, step in enumerate(short.steps) if step.reps)
    journal.began(short)
    journal.worked(step, index, 3, 9_000, skipped=True)
    journal.worked(step, index, 5, 30_000, skipped=False)
    assert journal.flush()
    assert rows(path, "SELECT number, step, reps FROM sets ORDER BY number") == [(1, index, 3), (2, index, 5)]


def test_what_was_cut_off_can_be_gone_on_with(journal: Journal, path: Path, short: Plan, library: Library) -> None:
    index, step = [(index, step) for index, step in enumerate(short.steps) if step.is_work][2]
    play(journal, short, last=index - 1)
    journal.at(index, 600)
    journal.at(index, 1_000)
    journal.at(index, 7_200)
    assert journal.flush()
    left = unfinished(path, library)
    assert left is not None
    assert (left.plan, left.index, left.position_ms) == (short, index, 7_200)
    journal.worked(step, index, 1, step.duration_ms, skipped=False)
    assert journal.flush()
    left = unfinished(path, library)
    assert left is not None
    assert (left.index, left.position_ms) == (index + 1, 0), "what is done is not offered again"


def test_stopped_and_gone_on_is_one_session(journal: Journal, path: Path, short: Plan, library: Library) -> None:
    play(journal, short, last=4)
    journal.ended(finished=False)
    assert journal.flush()
    assert rows(path, "SELECT outcome FROM sessions") == [("stopped",)]
    assert unfinished(path, library) is not None
    journal.at(5, 1_000)
    assert journal.flush()
    assert rows(path, "SELECT outcome, ended_ms FROM sessions") == [(None, None)]
    play(journal, short, first=5)
    assert journal.flush()
    assert rows(path, "SELECT outcome FROM sessions") == [("finished",)]
    assert unfinished(path, library) is None


def test_going_back_after_the_end_leaves_it_finished(
    journal: Journal, path: Path, short: Plan, library: Library
) -> None:
    done = play(journal, short)
    last = len(short.steps) - 1
    journal.at(last, 1_000)
    journal.paused(last, 2_000)
    journal.worked(short.steps[last], last, 0, 3_000, skipped=False)
    journal.ended(finished=False)
    assert journal.flush()
    assert rows(path, "SELECT outcome FROM sessions") == [("finished",)]
    assert rows(path, "SELECT count(*) FROM sets") == [(done + 1,)]
    assert unfinished(path, library) is None
    assert finished(path) == 1


def test_a_new_session_replaces_the_one_that_was_left(
    journal: Journal, path: Path, short: Plan, library: Library
) -> None:
    play(journal, short, last=4)
    journal.began(short)
    assert journal.flush()
    left = unfinished(path, library)
    assert left is not None
    assert left.index == 0
    assert rows(path, "SELECT count(*) FROM sessions") == [(2,)]


def test_waking_makes_no_journal_and_brings_an_older_one_up_to_date(path: Path, journal: Journal) -> None:
    journal.wake()
    assert journal.flush()
    assert not path.exists()
    path.parent.mkdir()
    shutil.copyfile(DATABASES / "version-1.sqlite", path)
    journal.wake()
    assert journal.flush()
    assert rows(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_a_closed_journal_may_be_used_again(journal: Journal, path: Path, short: Plan) -> None:
    play(journal, short)
    journal.close()
    journal.close()
    play(journal, short)
    journal.close()
    assert rows(path, "SELECT count(*) FROM sessions") == [(2,)]


@pytest.mark.timed
def test_nobody_is_kept_waiting(journal: Journal, short: Plan) -> None:
    journal.began(short)
    index, step = next((index, step) for index, step in enumerate(short.steps) if step.is_work)
    slowest_s = 0.0
    for turn in range(300):
        started_s = time.perf_counter()
        journal.worked(step, index, turn, turn, skipped=False)
        journal.at(index, turn * 1_000)
        slowest_s = max(slowest_s, time.perf_counter() - started_s)
    assert journal.flush(20)
    assert slowest_s < 0.05, "a frame is 33 ms; this is what a busy machine may add"


def test_an_end_in_order_costs_nothing_even_if_nobody_closes(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from hipgui.content.load import load_library\n"
        "from hipgui.core.plan import Choices, plan\n"
        "from hipgui.journal.journal import Journal\n"
        "library = load_library(); short = plan(library.routine('short'), library, Choices())\n"
        "journal = Journal(Path(sys.argv[1])); journal.began(short)\n"
        "for index, step in enumerate(short.steps):\n"
        "    if step.is_work: journal.worked(step, index, 1, 1, skipped=False)\n"
        "raise SystemExit(3)"
    )
    done = subprocess.run([sys.executable, "-c", program, path], check=False, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 3
    assert rows(path, "SELECT count(*) > 5 FROM sets") == [(1,)]


def test_a_clock_set_back_by_a_day_changes_no_order(path: Path, short: Plan, library: Library) -> None:
    times = [EVENING, EVENING - timedelta(days=1)]
    for time_of_day in times:
        journal = Journal(path, now=lambda moment=time_of_day: moment)  # type: ignore[misc]  # a default keeps each lambda's own value
        play(journal, short, last=4)
        journal.close()
    left = unfinished(path, library)
    assert left is not None
    assert left.written_ms == int(times[1].timestamp() * 1000)
    assert rows(path, "SELECT count(*) FROM sessions") == [(2,)]


def test_reports_without_a_session_are_passed_over(journal: Journal, path: Path, short: Plan) -> None:
    journal.worked(short.steps[1], 1, 1, 1, skipped=False)
    journal.at(1, 5_000)
    journal.paused(1, 5_000)
    journal.ended(finished=True)
    journal.close()
    assert not path.exists()


def test_the_null_journal_takes_everything_and_keeps_nothing(short: Plan) -> None:
    journal = NullJournal()
    journal.began(short)
    journal.worked(short.steps[1], 1, 1, 1, skipped=False)
    journal.at(1, 5_000)
    journal.paused(1, 5_000)
    journal.ended(finished=True)
    dose = short.doses["march"]
    journal.resumed(Unfinished("a", short, 1, 0, 0, 0, 0))
    journal.changed("easier", short, 1, 0, "march", dose, dose)
    journal.replanned(short)
    journal.answered("march", Answer.EASY)
    past = Past("a", "short", 0, 0, 0)
    journal.mended(past, "march", None)
    journal.removed(past)
    journal.restored(past)
    assert journal.flush()
    assert journal.notices() == []
    journal.wake()
    journal.close()


def test_what_can_not_be_gone_on_with_is_not_offered(
    journal: Journal, path: Path, short: Plan, library: Library, tmp_path: Path
) -> None:
    assert unfinished(path, library) is None, "no file"
    play(journal, short, last=4)
    journal.close()
    text = path.read_bytes()
    path.write_bytes(text.replace(b'"exercise":"march"', b'"exercise":"gonee"'))
    assert unfinished(path, library) is None, "its exercise is gone"
    path.write_bytes(b"no database at all" * 1000)
    assert unfinished(path, library) is None
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data"]
