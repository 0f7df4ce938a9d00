from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).with_name("instance_program.py")


@contextmanager
def started(*words: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """The program, ended at the latest when the block is left."""
    process = subprocess.Popen(
        [sys.executable, PROGRAM, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    """The next line the program prints."""
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_second_start_raises_the_first_and_ends_well() -> None:
    with started() as first:
        assert line(first) == "first"
        for token in ("", "gnome-shell/Hipgui/1234-0-host_TIME567"):
            with started(XDG_ACTIVATION_TOKEN=token) as second:
                assert line(second) == "second"
                assert second.wait(10) == 0
            assert line(first) == f"raised {token}".strip()
        assert first.poll() is None


def test_after_a_kill_the_next_one_is_the_first() -> None:
    with started() as first:
        assert line(first) == "first"
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    with started() as third:
        assert line(third) == "first"
        with started() as fourth:
            assert line(fourth) == "second"
        assert line(third) == "raised"


def test_of_many_started_at_once_exactly_one_is_the_first() -> None:
    with started() as killed:  # leaves a dead socket behind, which each would like to clear away
        assert line(killed) == "first"
    with ExitStack() as stack:
        programs = [stack.enter_context(started()) for _ in range(5)]
        said = sorted(line(program) for program in programs)
        assert said == ["first", "second", "second", "second", "second"]


def test_one_that_does_not_answer_is_named() -> None:
    with started("deaf") as first:
        assert line(first) == "first"
        with started("hasty") as second:
            assert line(second) == (
                f"Hipgui runs already (process {first.pid}) but does not answer. End it, then start again."
            )
            assert second.wait(10) == 1


def test_a_deep_runtime_folder_is_no_hindrance(own_places: Path) -> None:
    deep = own_places / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    deep.chmod(0o700)
    with started(XDG_RUNTIME_DIR=str(deep)) as first:
        assert line(first) == "first"
        with started(XDG_RUNTIME_DIR=str(deep)) as second:
            assert line(second) == "second"
        assert line(first) == "raised"


def test_without_a_place_for_a_lock_the_program_runs(own_places: Path) -> None:
    (own_places / "run" / "hipgui").write_text("")
    with started() as first, started() as second:
        assert line(first) == line(second) == "first"


def test_only_local_sockets_are_opened() -> None:
    with started() as first:
        assert line(first) == "first"
        links = [str(link.readlink()) for link in Path(f"/proc/{first.pid}/fd").iterdir()]
        inodes = {match[1] for link in links if (match := re.fullmatch(r"socket:\[(\d+)\]", link))}
        local = Path("/proc/net/unix").read_text()
        assert inodes, "it listens"
        assert all(re.search(rf"\s{inode}\s", local) for inode in inodes)
