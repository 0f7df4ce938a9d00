"""What the sound costs and how exact it is: first word, silence on pause, onsets, drift, dropouts beside a busy window.

    python benchmarks/bench_sound.py

The device is a PulseAudio null sink of its own, recorded (programs pulseaudio and parec). Times are of one process on
this machine; the issue's bounds stand beside them.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QWidget

from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone
from hipgui.sound.clip import speech_clip
from hipgui.sound.engine import VoiceChoice
from hipgui.sound.engines import engines, make_engine
from hipgui.sound.live import Sound
from tests import rigs

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LIMIT_S = 20.0
SESSION_S = 1800
BEAT_S = 2.5
SENTENCES = [
    "Kneel on your left knee.",
    "Right foot flat in front of you.",
    "Hips square to the front, ribs down.",
    "Switch sides. Left leg forward.",
    "Let the hips sink as you breathe out.",
]


def main() -> None:
    """Measure and print."""
    for engine in engines():
        voice(engine.name)
    whole_session()
    with rigs.running_pulse() as pulse, tempfile.TemporaryDirectory() as cache:
        os.environ["PULSE_SERVER"] = pulse.server
        sound = Sound(Path(cache))
        try:
            first_word(sound)
            with pulse.recording():  # keeps the sink awake
                asleep_and_awake(sound)
                silence(sound, pulse)
                busy_window(sound, pulse)
        finally:
            sound.close()


def voice(name: str) -> None:
    """How long an engine takes to start, for a sentence, and for making a clip of it."""
    engine = make_engine(VoiceChoice(name))
    begin = time.perf_counter()
    engine.start(LIMIT_S)
    started = time.perf_counter()
    rendering, making, spoken_s = [], [], 0.0
    for text in SENTENCES * 4:
        asked = time.perf_counter()
        data = engine.render(text, 140, LIMIT_S).read_bytes()
        there = time.perf_counter()
        spoken_s += len(speech_clip(data)) / SAMPLE_RATE
        rendering.append(there - asked)
        making.append(time.perf_counter() - there)
    engine.close()
    words = 4 * sum(len(text.split()) for text in SENTENCES)
    print(
        f"{name:10} start {(started - begin) * 1e3:6.1f} ms, a sentence {statistics.median(rendering) * 1e3:5.1f} ms, "
        f"its clip {statistics.median(making) * 1e3:5.1f} ms; asked for 140 words a minute: {words / spoken_s * 60:.0f}"
    )


def whole_session() -> None:
    """Half an hour of beats, mixed offline: where they fall."""
    beats = [(round(number * BEAT_S * SAMPLE_RATE), Tone.TURN) for number in range(int(SESSION_S / BEAT_S))]
    sound = Sound(None)
    begin = time.perf_counter()
    mixed = sound.render(beats, SESSION_S * SAMPLE_RATE)
    took_s = time.perf_counter() - begin
    heard = np.flatnonzero(mixed)
    onsets = heard[np.diff(heard, prepend=-SAMPLE_RATE) > SAMPLE_RATE // 2]
    drift = int(np.ptp(onsets - np.array([at for at, _ in beats])))
    print(f"30 minutes mixed in {took_s:.1f} s, drift {drift} samples   (0)")


def first_word(sound: Sound) -> None:
    """From Start to the first clip, with an empty cache and everything warmed up ahead."""
    sound.prewarm()
    sound.open()
    warm = [Phrase("warm", 140)]
    sound.want(warm)
    sound.wait_for(warm, LIMIT_S)
    time.sleep(1.0)  # as long as a person takes to press Space: the device is open
    first = [Phrase("Lift your knee", 140)]
    begin = time.perf_counter()
    sound.want(first)
    sound.start()
    sound.wait_for(first, LIMIT_S)
    while not sound.ready():
        time.sleep(0.001)
    print(f"start to first clip     {(time.perf_counter() - begin) * 1e3:7.1f} ms   (300)")


def asleep_and_awake(sound: Sound) -> None:
    """Processor time with the device asleep, and playing silence."""
    for what, order, seconds in (("asleep", sound.stop, 2.0), ("playing silence", sound.start, 5.0)):
        order()
        threading.Event().wait(0.5)
        begin, begin_there = time.process_time(), playing_time_s(sound)
        threading.Event().wait(seconds)
        here, there = time.process_time() - begin, playing_time_s(sound) - begin_there
        print(f"{what:23} {here / seconds * 100:7.2f} % of a core, {there / seconds * 100:.2f} % where it plays")


def playing_time_s(sound: Sound) -> float:
    """Processor time that the process that plays has taken."""
    fields = Path(f"/proc/{sound.playback_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def reach(sound: Sound, frame: int) -> None:
    """Wait until `frame` is heard."""
    while sound.now() < frame:
        time.sleep(0.001)


def silence(sound: Sound, pulse: rigs.Pulse) -> None:
    """From the call to the last sample that isn't silent, by the session's clock."""
    calls = []
    with pulse.recording() as recording:
        for number in range(30):
            begin = sound.head() + 960
            sound.place(Tone.DONE, begin)
            reach(sound, begin + 9600 + 137 * number)
            asked = sound.now()
            sound.clear(fade=True)
            calls.append(asked - begin)
            reach(sound, asked + 9600)
    heard = np.flatnonzero(recording.samples)
    edges = np.flatnonzero(np.diff(heard) > SAMPLE_RATE // 20)
    lengths = heard[np.append(edges, len(heard) - 1)] - heard[np.insert(edges + 1, 0, 0)]
    waits_ms = [float(length - call) / 48 for length, call in zip(lengths, calls, strict=False)]
    median_ms = statistics.median(waits_ms)
    print(f"silence after the call  {min(waits_ms):5.0f} to {max(waits_ms):.0f} ms, median {median_ms:.0f}   (60)")


class Busy(QWidget):
    """A window that paints for `paint_s` seconds at each frame, in short calls as a figure does."""

    def __init__(self, paint_s: float) -> None:
        super().__init__()
        self.paint_s = paint_s

    def paintEvent(self, _: QPaintEvent) -> None:
        """Fill small curves until the time is over."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin = time.perf_counter()
        number = 0
        while time.perf_counter() - begin < self.paint_s:
            number += 1
            path = QPainterPath()
            for step in range(6):
                path.cubicTo(number + step * 9, number + step * 7, step * 31, step * 13, step * 23, step * 11)
            painter.fillPath(path, QColor(200, step, 90))
        painter.end()


def busy_window(sound: Sound, pulse: rigs.Pulse, seconds: float = 8.0) -> None:
    """Gaps in a steady sound while a full HD window paints at 30 frames a second."""
    application = QApplication([])
    steady = [(round(number * 0.5 * SAMPLE_RATE), Tone.DONE) for number in range(int(seconds * 2))]
    for paint_ms in (0, 8, 20):
        window = Busy(paint_ms / 1e3)
        window.resize(1920, 1080)
        window.show()
        timer = QTimer(window)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(window.update)
        timer.start(33)
        before = sound.dropouts
        with pulse.recording() as recording:
            begin = sound.head() + 4800
            for at, tone in steady:
                sound.place(tone, begin + at)
            QTimer.singleShot(int(seconds * 1000) + 1500, application.quit)
            application.exec()
        timer.stop()
        window.close()
        wanted = sound.render(steady, int(seconds * SAMPLE_RATE))
        heard = recording.samples[np.flatnonzero(recording.samples)[0] - np.flatnonzero(wanted)[0] :][: len(wanted)]
        same = len(heard) == len(wanted) and bool((np.abs(heard.astype(int) - wanted) <= 1).all())
        print(
            f"painting {paint_ms:2} ms a frame   {'every sample as placed' if same else 'with gaps'}, "
            f"{sound.dropouts - before} of {seconds / 3:.0f} stretches of 3 s with a dropout"
        )


if __name__ == "__main__":
    main()
