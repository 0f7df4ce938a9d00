"""The process that plays, in trouble: killed, stopped, broken from the start, without a place for its file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone
from hipgui.sound.messages import Verb
from hipgui.sound.notice import NoticeBoard
from hipgui.sound.own_process import module_command
from hipgui.sound.playback_link import Playback
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hipgui.core.sounds import Item

WORD = Phrase("a steady sound", 140)
CLIP = np.full(SAMPLE_RATE // 4, 5000, np.int16)


@pytest.fixture
def board() -> NoticeBoard:
    return NoticeBoard()


@pytest.fixture
def clips() -> dict[Item, np.ndarray]:
    """The clips that are there; a test may add some later."""
    return {WORD: CLIP}


@pytest.fixture
def playback(board: NoticeBoard, clips: dict[Item, np.ndarray], monkeypatch: pytest.MonkeyPatch) -> Iterator[Playback]:
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)  # or a machine's own sound card would do for a missing server
    playback = Playback(board, clips.get)
    yield playback
    playback.close()


@pytest.fixture
def playing(awake_pulse: rigs.Pulse, playback: Playback) -> Playback:
    """It plays, on a device."""
    assert awake_pulse.process.poll() is None
    playback.ask(Verb.START)
    rigs.until(lambda: playback.joined, what="the device")
    return playback


def reach(playback: Playback, frame: int) -> None:
    rigs.until(lambda: playback.now() >= frame, what=f"frame {frame}")


def nothing(_item: Item) -> np.ndarray | None:
    """No clip."""
    return None


def stop(pid: int) -> None:
    os.kill(pid, signal.SIGSTOP)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("harm", [kill, stop])
def test_a_process_that_dies_or_hangs_is_replaced_and_what_is_to_come_is_heard(
    awake_pulse: rigs.Pulse, playing: Playback, board: NoticeBoard, harm: Callable[[int], None]
) -> None:
    first = playing.pid
    assert first is not None
    far = playing.head() + 6 * SAMPLE_RATE
    playing.set_gain(0.5)
    playing.place(WORD, far)
    with awake_pulse.recording() as recording:
        harm(first)
        last = playing.now()
        while playing.pid in {first, None} or not playing.joined:
            now = playing.now()
            assert now >= last
            last = now
        reach(playing, far + SAMPLE_RATE // 2)
    (notice,) = board.take()
    assert "started again" in notice.what
    heard = np.flatnonzero(recording.samples)
    assert np.ptp(heard) + 1 == len(CLIP)
    assert np.abs(recording.samples).max() == 2500


def test_what_was_taken_back_is_not_brought_by_the_next_process(awake_pulse: rigs.Pulse, playing: Playback) -> None:
    first = playing.pid
    assert first is not None
    far = playing.head() + 2 * SAMPLE_RATE
    playing.place(WORD, far)
    playing.clear(fade=False)
    with awake_pulse.recording() as recording:
        kill(first)
        rigs.until(lambda: playing.pid not in {first, None} and playing.joined, what="the next process")
        reach(playing, far + SAMPLE_RATE // 2)
    assert not recording.samples.any()


def test_a_process_that_keeps_ending_is_given_up_and_time_runs_on(board: NoticeBoard) -> None:
    playback = Playback(board, nothing, [sys.executable, "-c", ""])
    playback.ask(Verb.START)
    rigs.until(lambda: playback.missing, what="an end to it")
    assert [notice.what for notice in board.take()] == [
        "The sound stopped and was started again.",
        "The process that plays keeps ending.",
    ]
    begin = playback.now()
    reach(playback, begin + 480)
    playback.close()


def test_a_process_that_can_not_be_started_is_told(board: NoticeBoard) -> None:
    playback = Playback(board, nothing, ["/nowhere/python"])
    playback.ask(Verb.START)
    rigs.until(lambda: playback.missing, what="the trouble")
    (notice,) = board.take()
    assert "can't be started" in notice.what
    assert "pictures" in notice.remedy
    playback.close()


def test_without_a_place_for_the_shared_file_it_is_told(
    board: NoticeBoard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    playback = Playback(board, nothing)
    playback.ask(Verb.START)
    rigs.until(lambda: playback.missing, what="the trouble")
    (notice,) = board.take()
    assert "can't be started" in notice.what
    playback.close()


def test_a_clip_that_comes_in_time_is_heard_and_one_that_does_not_is_counted(
    awake_pulse: rigs.Pulse, playing: Playback, clips: dict[Item, np.ndarray]
) -> None:
    late, never = Phrase("late", 140), Phrase("never", 140)
    with awake_pulse.recording() as recording:
        begin = playing.head()
        playing.place(late, begin + SAMPLE_RATE // 2)
        playing.place(never, begin + SAMPLE_RATE // 4)
        reach(playing, begin + SAMPLE_RATE // 8)
        clips[late] = CLIP
        reach(playing, begin + SAMPLE_RATE)
    assert np.count_nonzero(recording.samples) == len(CLIP)
    assert playing.missed == 1


def test_stopping_what_was_never_started_starts_nothing(playback: Playback) -> None:
    playback.ask(Verb.STOP)
    assert playback.pid is None


def test_nothing_is_left_on_disk_even_if_the_window_is_killed(tmp_path: Path, pulse: rigs.Pulse) -> None:
    program = (
        "import time\n"
        "from hipgui.sound.live import Sound\n"
        "sound = Sound(None)\n"
        "sound.start()\n"
        "while not sound.ready(): time.sleep(0.01)\n"
        "print(sound.playback_pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PULSE_SERVER": pulse.server}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as window:
        assert window.stdout is not None
        pid = int(window.stdout.readline())
        assert len(list(tmp_path.glob("hipgui-*/sound"))) == 1
        window.kill()
    rigs.until(lambda: not cmdline(pid), what="the process to end")
    assert not list(tmp_path.glob("hipgui-*/sound"))


def cmdline(pid: int) -> bytes:
    """What a process was started with; empty once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_the_process_loads_no_qt() -> None:
    program = f"import sys, {module_command('hipgui.sound.playback')[-1]}\n"
    program += "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)


def test_a_tone_needs_no_clip(awake_pulse: rigs.Pulse, playing: Playback) -> None:
    with awake_pulse.recording() as recording:
        begin = playing.head()
        playing.place(Tone.TURN, begin)
        reach(playing, begin + SAMPLE_RATE // 4)
    assert np.abs(recording.samples).max() > 1000
    assert playing.missed == 0
