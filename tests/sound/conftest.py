"""A sound server whose null sink is awake: an idle one takes up to two seconds before it plays on."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Iterator

# These speak through eSpeak NG or flite, count processes in /proc, or stop them with signals.
LINUX = [
    *("test_choosing.py", "test_flite.py", "test_live.py", "test_playback.py", "test_probe.py", "test_voice.py"),
    "test_worker.py",
]
collect_ignore = [] if sys.platform == "linux" else LINUX


@pytest.fixture(scope="module")
def awake_sink(shared_pulse: rigs.Pulse) -> Iterator[None]:
    """Somebody who listens closely to the shared sink, for as long as the module's tests run."""
    command = ["parec", f"--device={rigs.SINK}.monitor", "--raw", "--latency-msec=5"]
    environment = {**os.environ, "PULSE_SERVER": shared_pulse.server}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as listener:
        rigs.lasting.add(listener.pid)
        yield
        rigs.end(listener)


@pytest.fixture
def awake_pulse(pulse: rigs.Pulse, awake_sink: None) -> rigs.Pulse:  # noqa: ARG001 - it listens
    """The shared server with its sink awake."""
    return pulse
