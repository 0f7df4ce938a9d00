"""Lives session after session in a journal, each in a process of its own that waits to be killed.

Every line of its input begins one. The child prints its process id, then what it has been told is on the disk: "set N"
for the N-th set of its session, "at STEP MS" for its place; time runs a few hundred times as fast as in life.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.plan import Choices, plan
from hipgui.journal.journal import Journal

if TYPE_CHECKING:
    from hipgui.core.plan import Plan

SECOND_MS = 1_000


def say(line: str) -> None:
    """Print a line at once."""
    os.write(1, f"{line}\n".encode())


def live(path: Path, one: Plan) -> None:
    """Play sessions until the end comes."""
    journal = Journal(path)
    say(f"alive {os.getpid()}")
    while True:
        journal.began(one)
        sets = 0
        for index, step in enumerate(one.steps):
            for position_ms in range(SECOND_MS, step.duration_ms, SECOND_MS):
                journal.at(index, position_ms)
                if journal.flush():
                    say(f"at {index} {position_ms}")
            if step.is_work:
                sets += 1
                journal.worked(step, index, step.reps or 0, step.duration_ms, skipped=False)
                if journal.flush():
                    say(f"set {sets}")
        journal.ended(finished=True)


def main() -> None:
    """Begin a life for each line."""
    library = load_library()
    one = plan(library.routine("short"), library, Choices())
    for _ in sys.stdin:
        pid = os.fork()
        if not pid:
            live(Path(sys.argv[1]), one)
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main()
