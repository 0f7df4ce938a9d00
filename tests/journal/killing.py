"""Kills running sessions at random moments and looks at what is left: for the suite, and for its benchmark."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hipgui.journal.opening import open_journal
from hipgui.journal.read import unfinished

if TYPE_CHECKING:
    from hipgui.core.model import Library

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("victim_program.py")
SECOND_MS, TICK_MS = 1_000, 100


@dataclass
class Deaths:
    """What came of all the kills: how many, entries that were promised, how far resuming was off (without jumps)."""

    kills: int = 0
    resumed: int = 0
    entries: int = 0
    off_ms: list[int] = field(default_factory=list)


@dataclass
class Life:
    """What a victim said before its end."""

    entries: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    begun: bool = False


def kill(path: Path, library: Library, kills: int, *, longest: int = 1_500) -> Deaths:
    """Let sessions be played in the journal at `path` and kill them, `kills` times; what is left is checked each time.

    `longest` is how many lines a victim may say at most. Raises AssertionError where anything is missing.
    """
    moments = random.Random(20261123)  # noqa: S311  the same moments every time
    deaths = Deaths()
    with subprocess.Popen(
        [sys.executable, PROGRAM, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as nursery:
        assert nursery.stdin
        assert nursery.stdout
        for turn in range(kills):
            left = unfinished(path, library)
            print(f"life {turn}", file=nursery.stdin, flush=True)
            pid = int(nursery.stdout.readline().removeprefix("alive "))
            said = [nursery.stdout.readline() for _ in range(moments.randrange(1, longest))]
            os.kill(pid, signal.SIGKILL)
            while (line := nursery.stdout.readline()) != "dead\n":
                said.append(line)
            if said[0].startswith("resumed"):
                assert left
                assert said[0].split()[1:] == [str(left.index), str(left.position_ms)], "it goes on where it was"
                deaths.resumed += 1
            _check(path, library, _last_life(said, left.number if left else 0), deaths)
            deaths.kills += 1
        nursery.stdin.close()
    return deaths


def _last_life(said: list[str], number: int) -> Life:
    """The last session of those that were played."""
    life = Life()
    for line in said:
        word, *values = line.split()
        if word in {"anew", "resumed"}:
            life = Life(entries=number if word == "resumed" else 0)
        elif word == "entry":
            life.entries = int(values[0])
        elif word == "now":
            life.places.append((int(values[0]), int(values[1])))
            life.begun = True
    return life


def _check(path: Path, library: Library, life: Life, deaths: Deaths) -> None:
    """Everything that was promised is there, and at most one report more; it can be gone on with where it was."""
    connection, notices = open_journal(path)
    with closing(connection):
        assert notices == ()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        row = connection.execute("SELECT max(id) FROM sessions").fetchone()
        numbers = [
            number
            for (number,) in connection.execute(
                "SELECT number FROM sets WHERE session_id = :id UNION ALL"
                " SELECT number FROM changes WHERE session_id = :id ORDER BY number",
                {"id": row[0]},
            )
        ]
    if not life.begun:
        return  # killed before it said anything
    assert numbers in ([*range(1, life.entries + 1)], [*range(1, life.entries + 2)])
    deaths.entries += life.entries
    left = unfinished(path, library)
    if left is None:
        return  # it had just come to its end
    here = left.plan.starts_ms[left.index] + left.position_ms
    last_ms = life.places[-1][0]
    recent = [at for ran_ms, at in life.places if ran_ms >= last_ms - SECOND_MS - TICK_MS]
    assert min(abs(here - at) for at in recent) <= SECOND_MS, (here, recent)
    if max(recent) - min(recent) <= SECOND_MS + TICK_MS:  # nobody had just jumped to another place
        deaths.off_ms.append(abs(here - recent[-1]))
        assert deaths.off_ms[-1] <= SECOND_MS
