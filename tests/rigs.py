"""What tests borrow from the machine: a sound server of their own that can be recorded, and a screen of their own.

Each rig is a context manager, so a test that has to break one (pull the sink out, kill the server) can have it alone;
the fixtures in conftest.py share one of each among all the others.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

RATE_HZ = 48_000
SINK = "hipgui_test"
PATIENCE_S = 10.0
SERVER_PRIORITY = 20
"""Of real time: below the audio thread of a program that plays."""

lasting: set[int] = set()
"""Process ids of rigs that outlive one test; the leak check lets them be."""

T = TypeVar("T")


def until(condition: Callable[[], T], *, what: str, patience_s: float = PATIENCE_S) -> T:
    """The first true value of `condition`, asked every 5 ms; raises TimeoutError naming `what` after `patience_s`."""
    deadline = time.monotonic() + patience_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {patience_s:g} s for {what}")
        time.sleep(0.005)


def end(process: subprocess.Popen[bytes]) -> None:
    """Terminate and reap; kill what does not listen."""
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    lasting.discard(process.pid)


@dataclass
class Recording:
    """What a sink plays, from `start` to `stop`. Also a context manager; `samples` is there after it."""

    server: str
    path: Path
    sink: str = SINK
    channels: int = 1
    samples: Samples = field(default_factory=lambda: np.zeros(0, np.int16))
    _process: subprocess.Popen[bytes] | None = None
    _started_s: float = 0.0

    def start(self) -> None:
        """Begin; returns once the first recorded frame has arrived."""
        command = ["parec", f"--device={self.sink}.monitor", "--raw", "--format=s16le", f"--rate={RATE_HZ}"]
        command += [f"--channels={self.channels}", "--latency-msec=5"]
        with self.path.open("wb") as sink:
            self._process = subprocess.Popen(command, stdout=sink, env={**os.environ, "PULSE_SERVER": self.server})
        until(lambda: self.path.stat().st_size, what="the first recorded frame")
        self._started_s = time.monotonic()

    def stop(self) -> Samples:
        """End once all that sounded until this call is on disk; int16 at 48 kHz, (frames,) or (frames, channels)."""
        assert self._process is not None
        frame_bytes = 2 * self.channels
        wanted = int((time.monotonic() - self._started_s) * RATE_HZ) * frame_bytes
        until(lambda: self.path.stat().st_size >= wanted, what="the recording to catch up")
        end(self._process)
        data = self.path.read_bytes()
        flat = np.frombuffer(data[: len(data) // frame_bytes * frame_bytes], np.int16)
        self.samples = flat if self.channels == 1 else flat.reshape(-1, self.channels)
        return self.samples

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@dataclass(frozen=True)
class Pulse:
    """A private PulseAudio server with one null sink."""

    server: str
    """For PULSE_SERVER."""
    directory: Path
    process: subprocess.Popen[bytes]

    def recording(self, *, channels: int = 1, sink: str = SINK) -> Recording:
        """A recording of what the sink plays, not yet started."""
        handle, name = tempfile.mkstemp(suffix=".s16", dir=self.directory)
        os.close(handle)
        return Recording(self.server, Path(name), sink, channels)

    def pactl(self, *words: str) -> str:
        """Run pactl on this server; its output."""
        return subprocess.run(
            ["pactl", f"--server={self.server}", *words], check=True, capture_output=True, text=True
        ).stdout

    def unplug(self) -> None:
        """Take every sink away, as when the only headset is pulled out."""
        self.pactl("unload-module", "module-null-sink")

    def plug(self) -> None:
        """Bring a sink back."""
        self.pactl("load-module", "module-null-sink", *null_sink_words())


def null_sink_words() -> list[str]:
    """Arguments of module-null-sink for the tests' format."""
    return [f"sink_name={SINK}", f"rate={RATE_HZ}", "format=s16le", "channels=2"]


@contextmanager
def running_pulse() -> Iterator[Pulse]:
    """Run a PulseAudio server, as root or anyone, apart from the machine's own; raises TimeoutError."""
    directory = Path(tempfile.mkdtemp(prefix="hg-pulse-"))  # a socket's path must stay short
    address = directory / "native"
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=error"]
    command += ["--load=module-null-sink " + " ".join(null_sink_words())]
    command += [f"--load=module-native-protocol-unix socket={address} auth-anonymous=1"]
    places = ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH")
    env = {**os.environ, **dict.fromkeys(places, str(directory))}
    env.pop("PULSE_SERVER", None)
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    lasting.add(process.pid)
    try:
        until(lambda: answers(address), what="PulseAudio")
        with suppress(PermissionError):  # root may: it then gets its turn as a PipeWire does on a desktop
            os.sched_setscheduler(process.pid, os.SCHED_RR, os.sched_param(SERVER_PRIORITY))
        yield Pulse(f"unix:{address}", directory, process)
    finally:
        end(process)
        shutil.rmtree(directory)


def answers(address: Path) -> bool:
    """Whether something listens at a Unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(address)) == 0


@dataclass(frozen=True)
class Screen:
    """A virtual X display of 1920 by 1080 at 24 bits."""

    display: str
    """For DISPLAY, such as ":99"."""

    @property
    def env(self) -> dict[str, str]:
        """This process's environment, turned to the screen; for a program that is started on it."""
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}


@contextmanager
def running_screen(size: str = "1920x1080x24") -> Iterator[Screen]:
    """Run Xvfb on a free display; raises RuntimeError if it ends before it is ready."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL)
    os.close(writes)
    lasting.add(process.pid)
    try:
        with os.fdopen(reads) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb ended before it was ready")
        yield Screen(f":{number}")
    finally:
        end(process)
