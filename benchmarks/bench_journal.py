"""What the journal costs: a set on the disk, looking back at 100,000 sets, and 500 kills of running sessions.

    python benchmarks/bench_journal.py [--kills 500]

Each figure stands beside a floor measured in the same run, because machines differ; the bounds are in brackets.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication

from hipgui.content.load import load_library
from hipgui.core.history import Span
from hipgui.core.plan import Choices, plan
from hipgui.export.history import write_history
from hipgui.journal.entries import Began, Ended, Session, Worked
from hipgui.journal.journal import Journal
from hipgui.journal.opening import open_journal
from hipgui.journal.records import Records
from hipgui.journal.sessions import history
from hipgui.journal.steps import encoded
from hipgui.settings import Settings
from hipgui.ui.app import make_application
from hipgui.ui.deps import Deps
from hipgui.ui.window import Window
from tests.journal.killing import kill
from tests.ui.fakes import Clock, SilentCoach, SilentSpeaker

if TYPE_CHECKING:
    from hipgui.core.model import Library

SETS = 100_000
NOW = datetime(2026, 11, 29, 18, 30, tzinfo=UTC)
WRITTEN, OPENED = 300, 15


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    asked = parser.parse_args()
    library = load_library()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writing(folder / "written.sqlite", library)
        looking(folder / "long.sqlite", library)
        killing(folder / "killed.sqlite", library, asked.kills)


def row(what: str, ms: float, floor_ms: float, floor: str, bound: str = "") -> None:
    """One line of the table."""
    print(f"{what:<44} {ms:8.2f} ms   {ms / floor_ms:6.1f} x {floor} ({floor_ms:.2f} ms){bound and f'   [{bound}]'}")


def writing(path: Path, library: Library) -> None:
    """How long a set takes in the journal's thread, until it is on the disk; and how long the caller is kept."""
    one = plan(library.routine("full"), library, Choices())
    index, step = next((index, step) for index, step in enumerate(one.steps) if step.is_work)
    journal = Journal(path)
    journal.began(one)
    journal.flush()
    kept, written = [], []
    for _ in range(WRITTEN):
        started_s = time.perf_counter()
        journal.worked(step, index, 8, 40_000, skipped=False)
        kept.append(time.perf_counter() - started_s)
        journal.flush()
        written.append(time.perf_counter() - started_s)
    journal.close()
    floor_ms = synced_ms(path.with_name("synced"))
    row(
        "a set, until it is on the disk",
        median(written),
        floor_ms,
        "4 kB written and synced",
        "5 ms, off the GUI thread",
    )
    row("  of 100 the slowest but five", statistics.quantiles(written, n=20)[-1] * 1000, floor_ms, "the same")
    print(f"{'  of these, the caller is kept':<44} {median(kept):8.3f} ms, at the most {max(kept) * 1000:.2f} ms")


def synced_ms(path: Path) -> float:
    """What the disk takes for a page."""
    taken = []
    with path.open("wb", buffering=0) as file:
        for _ in range(WRITTEN):
            started_s = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - started_s)
    return median(taken)


def looking(path: Path, library: Library) -> None:
    """History of a journal with 100,000 sets: what is read, and how long it takes from the key to the picture."""
    sessions = fill(path, library)
    megabytes = path.stat().st_size / 1e6
    print(f"a journal of {sessions} sessions with {SETS} sets, {megabytes:.0f} MB:")
    floor_ms = read_ms(path)
    for span in Span:
        taken = []
        for _ in range(OPENED):
            started_s = time.perf_counter()
            history(path, span, NOW.date())
            taken.append(time.perf_counter() - started_s)
        row(f"  {span}, read in a thread", median(taken), floor_ms, "reading the file")
    make_application()
    journal = Journal(path)
    records = Records(path, journal, library, write_history)
    clock = Clock()
    deps = Deps(
        library=library,
        settings=Settings(theme="light"),
        save_settings=lambda _settings: None,
        begin=lambda one: SilentCoach(one, library.words, clock),
        speaker=SilentSpeaker(),
        records=lambda: records,
        now=lambda: NOW,
    )
    window = Window(deps)
    window.resize(1920, 1080)
    window.show()
    QApplication.processEvents()
    window.beyond.warm_up()
    first_ms, *later_ms = [opened_ms(window) for _ in range(OPENED)]
    row("  History, from the key to the picture", statistics.median(later_ms), floor_ms, "reading the file", "100 ms")
    row("  the best of these", min(later_ms), floor_ms, "the same")
    row("  the first time", first_ms, floor_ms, "the same", "100 ms")
    window.close()
    journal.close()


def opened_ms(window: Window) -> float:
    """Milliseconds from the key to the painted page."""
    window.beyond.open("today")
    QApplication.processEvents()
    seen: list[float] = []
    started_s = time.perf_counter()
    window.beyond.open("history")
    page = window.beyond.browse.history
    link = page.reader.looked_back.connect(lambda *_found: seen.append(time.perf_counter()))
    while not seen:
        QApplication.processEvents()
    QApplication.processEvents()  # paints
    page.reader.looked_back.disconnect(link)
    return (time.perf_counter() - started_s) * 1000


def read_ms(path: Path) -> float:
    """What reading every byte of the file takes."""
    taken = []
    for _ in range(OPENED):
        started_s = time.perf_counter()
        path.read_bytes()
        taken.append(time.perf_counter() - started_s)
    return median(taken)


def fill(path: Path, library: Library) -> int:
    """A session a day, back in time until there are so many sets; how many sessions that are."""
    one = plan(library.routine("full"), library, Choices(minutes=60))
    work = [(index, step) for index, step in enumerate(one.steps) if step.is_work]
    count = -(-SETS // len(work))
    connection, _ = open_journal(path)
    with closing(connection):
        connection.execute("BEGIN")
        for turn in range(count):
            began = NOW - timedelta(days=count - 1 - turn)
            began_ms = int(began.timestamp() * 1000)
            session = Session(f"{turn:032x}", "full", began_ms, 3600, one.duration_ms, encoded(one))
            Began(session, began_ms).write(connection)
            for number, (index, step) in enumerate(work, 1):
                reps = step.reps and step.reps + turn % 5
                Worked(
                    session,
                    number,
                    step,
                    None,
                    index,
                    reps=reps or 0,
                    ms=step.duration_ms,
                    skipped=False,
                    pauses=0,
                    following=None,
                    now_ms=began_ms,
                ).write(connection)
            Ended(session, finished=True, now_ms=began_ms).write(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def killing(path: Path, library: Library, kills: int) -> None:
    """Kill running sessions, and look at what is left of each."""
    if not kills:
        return
    started_s = time.perf_counter()
    deaths = kill(path, library, kills)
    off_ms = sorted(deaths.off_ms)
    print(
        f"{deaths.kills} kills of running sessions, {deaths.resumed} of them gone on with after the kill before:\n"
        f"  {deaths.entries} sets and changes promised, none missing\n"
        f"  resuming is off by {statistics.median(off_ms):.0f} ms in the middle, {off_ms[-1]} ms at the most [1 s]\n"
        f"  ({time.perf_counter() - started_s:.0f} s)"
    )


def median(taken_s: list[float]) -> float:
    """Milliseconds in the middle."""
    return statistics.median(taken_s) * 1000


if __name__ == "__main__":
    main()
