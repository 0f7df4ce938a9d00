from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from hipgui.journal.opening import open_journal
from hipgui.journal.read import unfinished

if TYPE_CHECKING:
    from hipgui.core.model import Library

PROGRAM = Path(__file__).with_name("victim_program.py")
KILLS = 25
STEP, MS = 1, 2


def test_a_kill_at_any_moment_costs_no_set_and_no_second(path: Path, library: Library) -> None:
    moments = random.Random(20261123)  # noqa: S311  the same moments every time
    with subprocess.Popen(
        [sys.executable, PROGRAM, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as nursery:
        assert nursery.stdin
        assert nursery.stdout
        for _ in range(KILLS):
            print("live", file=nursery.stdin, flush=True)
            pid = int(nursery.stdout.readline().removeprefix("alive "))
            told = [nursery.stdout.readline() for _ in range(moments.randrange(1, 300))]
            os.kill(pid, signal.SIGKILL)
            while (line := nursery.stdout.readline()) != "dead\n":
                told.append(line)
            check(path, library, [line.split() for line in told])
        nursery.stdin.close()


def check(path: Path, library: Library, told: list[list[str]]) -> None:
    """Everything that was told to be on the disk is there, and at most one report more."""
    connection, notices = open_journal(path)
    with closing(connection):
        assert notices == ()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        question = "SELECT number FROM sets WHERE session_id = (SELECT max(id) FROM sessions) ORDER BY number"
        numbers = [number for (number,) in connection.execute(question)]
    sets = [int(words[1]) for words in told if words[0] == "set"]
    done = sets[-1] if sets else 0
    assert numbers in ([*range(1, done + 1)], [*range(1, done + 2)])
    left = unfinished(path, library)
    assert left is not None
    here = left.plan.starts_ms[left.index] + left.position_ms
    places = [left.plan.starts_ms[int(words[STEP])] + int(words[MS]) for words in told if words[0] == "at"]
    last = places[-1] if places else 0
    assert last <= here <= last + 2_000, "where it was, or the report after that"
