"""The whole room on a real device: eSpeak's words and the tones, out to a null sink and back from its recording."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hipgui.core.sounds import SAMPLE_RATE, Phrase, Tone
from hipgui.sound.live import Sound
from hipgui.sound.null import NullSound
from tests import rigs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hipgui.core.notice import Notice
    from hipgui.core.sounds import Item

pytestmark = pytest.mark.timed

WAIT_S = 20.0
WORDS = [Phrase("Last one", 125), Phrase("Switch sides", 140), Phrase("Breathe", 125)]
TRIES = 4


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sound]:
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)  # or a machine's own sound card would do for a missing server
    sound = Sound(tmp_path / "clips")
    yield sound
    sound.close()


def playing(sound: Sound) -> None:
    """Let the device play and wait until it asks steadily (an idle null sink takes its time at first)."""
    sound.start()
    rigs.until(sound.ready, what="the device to play")
    begin = sound.head()
    rigs.until(lambda: sound.head() - begin > SAMPLE_RATE // 5, what="some sound")


def reach(sound: Sound, frame: int) -> None:
    rigs.until(lambda: sound.now() >= frame, what=f"frame {frame}")


def onsets(samples: np.ndarray, *, gap_s: float = 0.1) -> np.ndarray:
    """Frames at which sound begins after at least `gap_s` seconds of silence."""
    heard = np.flatnonzero(samples)
    fresh = np.diff(heard, prepend=heard[0] - SAMPLE_RATE) > gap_s * SAMPLE_RATE
    found: np.ndarray = heard[fresh]
    return found


def test_what_is_heard_is_what_was_placed_sample_by_sample(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    """Words and tones, apart and on top of each other, against the offline mix of the same items."""
    sound.want(WORDS)
    assert sound.wait_for(WORDS, WAIT_S)
    playing(sound)
    pattern: list[tuple[int, Item]] = [
        (0, Tone.START), (30_000, WORDS[0]), (40_001, Tone.TURN), (84_000, WORDS[1]), (85_111, WORDS[2]),
        (130_007, Tone.TURN),
    ]  # fmt: skip
    wanted = sound.render(pattern, 140_000)
    heard = wanted * 0
    for _ in range(TRIES):  # where the machine is too busy to play without a gap, another take shows what was meant
        before = sound.dropouts
        with awake_pulse.recording() as recording:
            begin = sound.head() + 9600
            for at, item in pattern:
                sound.place(item, begin + at)
            reach(sound, begin + 145_000)
        heard = recording.samples.astype(np.int64)
        first = int(np.flatnonzero(heard)[0]) - int(np.flatnonzero(wanted)[0])
        heard = heard[first : first + len(wanted)]
        if sound.dropouts == before and np.array_equal(heard, wanted):
            break
    assert np.abs(heard - wanted).max() <= 1
    assert np.array_equal(onsets(heard), onsets(wanted))
    assert sound.missed == 0
    assert sound.notices() == []


def test_silence_follows_within_sixty_milliseconds(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    playing(sound)
    waits_ms = []
    with awake_pulse.recording() as recording:
        calls: list[tuple[int, int]] = []
        for _ in range(5):
            begin = sound.head() + 960
            sound.place(Tone.DONE, begin)
            reach(sound, begin + 12_000 + 137 * len(calls))
            asked = sound.now()
            sound.clear(fade=True)
            calls.append((begin, asked))
            reach(sound, asked + 9600)
    heard = recording.samples
    for (begin, asked), onset in zip(calls, onsets(heard), strict=True):
        lead = int(np.flatnonzero(sound.render([(0, Tone.DONE)], 100))[0])
        ended = onset - lead + (asked - begin)
        waits_ms.append(np.flatnonzero(heard[ended - 2400 : ended + 9600])[-1] / 48 - 50)
    assert sorted(waits_ms)[2] <= 60, waits_ms


def test_pausing_forgets_what_was_placed(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    playing(sound)
    with awake_pulse.recording() as recording:
        begin = sound.head() + 4800
        sound.place(Tone.START, begin)
        sound.place(Tone.REST, begin + 30_000)
        reach(sound, begin + 4800)
        sound.clear(fade=False)
        reach(sound, begin + 50_000)
    assert len(onsets(recording.samples)) == 1
    assert len(np.flatnonzero(recording.samples)) > 12_000


def test_muting_silences_and_the_clock_runs_on(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    playing(sound)
    with awake_pulse.recording() as recording:
        sound.set_muted(True)
        begin = sound.head() + 4800
        sound.place(Tone.DONE, begin)
        reach(sound, begin + 60_000)
        sound.set_muted(False)
        sound.set_gain(0.5)
        sound.place(Tone.TURN, begin + 72_000)
        reach(sound, begin + 84_000)
    heard = recording.samples
    assert len(onsets(heard)) == 1
    loudest = np.abs(sound.render([(0, Tone.TURN)], 6000)).max()
    assert np.abs(heard).max() == pytest.approx(loudest / 2, abs=2)


def test_a_server_that_dies_is_told_and_time_runs_on(own_pulse: rigs.Pulse, sound: Sound) -> None:
    playing(sound)
    sound.place(Tone.DONE, sound.head() + 960)
    assert sound.notices() == []
    own_pulse.process.kill()
    own_pulse.process.wait()
    last = died = sound.now()
    told: list[Notice] = []
    while not told or last < died + SAMPLE_RATE // 2:
        now = sound.now()
        assert now >= last
        last = now
        told += sound.notices()
    (notice,) = told
    assert "vanished" in notice.what
    assert "headphones" in notice.remedy
    sound.place(Tone.DONE, sound.head())
    reach(sound, last + SAMPLE_RATE // 4)
    assert sound.notices() == []


def test_a_headset_that_is_pulled_out_and_put_back_sounds_again(own_pulse: rigs.Pulse, sound: Sound) -> None:
    playing(sound)
    own_pulse.unplug()
    rigs.until(sound.notices, what="a notice")
    own_pulse.plug()
    sound.retry_device()
    rigs.until(lambda: own_pulse.pactl("list", "short", "sink-inputs"), what="the stream")
    with own_pulse.recording() as recording:
        playing(sound)
        sound.place(Tone.TURN, sound.head())
        reach(sound, sound.head() + 9600)
    assert len(onsets(recording.samples)) == 1
    assert sound.notices() == []


def test_without_a_device_pictures_go_on_and_it_is_said_once(sound: Sound) -> None:
    sound.open()
    (notice,) = rigs.until(sound.notices, what="a notice")
    assert "No sound device" in notice.what
    assert notice.remedy
    sound.start()
    sound.retry_device()
    begin = sound.now()
    sound.place(Tone.START, begin)
    reach(sound, begin + SAMPLE_RATE // 4)
    assert sound.head() - sound.now() <= 0
    assert sound.notices() == []
    assert sound.dropouts == 0


def test_a_device_that_comes_later_is_found_at_the_next_start(own_pulse: rigs.Pulse, sound: Sound) -> None:
    own_pulse.unplug()
    sound.open()
    rigs.until(sound.notices, what="a notice")
    own_pulse.plug()
    playing(sound)
    assert own_pulse.pactl("list", "short", "sink-inputs")


def add_sink(pulse: rigs.Pulse, name: str) -> None:
    """A second device, beside the usual one."""
    words = [f"sink_name={name}", f"sink_properties=device.description={name}"]
    pulse.pactl("load-module", "module-null-sink", *words)


def sink_played_on(pulse: rigs.Pulse) -> str:
    """The name of the sink that the one stream plays on; empty while there is none."""
    streams = pulse.pactl("list", "short", "sink-inputs").split()
    sinks = dict(line.split()[:2] for line in pulse.pactl("list", "short", "sinks").splitlines())
    return sinks[streams[1]] if streams else ""


def test_devices_can_be_listed_and_chosen_while_it_plays(own_pulse: rigs.Pulse, sound: Sound) -> None:
    add_sink(own_pulse, "Headphones")
    assert sound.devices() is None
    sound.look_for_devices()
    names = rigs.until(sound.devices, what="the names of devices") or ()
    assert "Headphones" in names
    assert len(names) == 2
    playing(sound)
    assert sink_played_on(own_pulse) == rigs.SINK
    sound.choose_device("Headphones")
    rigs.until(lambda: sink_played_on(own_pulse) == "Headphones", what="the other device")
    sound.choose_device("")
    rigs.until(lambda: sink_played_on(own_pulse) == rigs.SINK, what="the system's device")
    assert sound.notices() == []


def test_a_chosen_device_that_is_not_there_is_told_and_the_systems_own_plays(
    awake_pulse: rigs.Pulse, sound: Sound
) -> None:
    sound.choose_device("A headset left at work")
    playing(sound)
    assert sink_played_on(awake_pulse) == rigs.SINK
    (notice,) = sound.notices()
    assert "A headset left at work" in notice.what
    assert "Settings" in notice.remedy


def test_without_any_sound_there_are_no_devices_to_choose_from(sound: Sound) -> None:
    sound.look_for_devices()
    assert rigs.until(lambda: sound.devices() is not None, what="an answer")
    assert sound.devices() == ()


def test_stopping_lets_time_run_on_and_leaves_no_open_files(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    sound.open()
    open_files = []
    last = sound.now()
    for _ in range(4):
        sound.start()
        rigs.until(lambda: sound.head() > sound.now(), what="the device to play")
        sound.stop()
        rigs.until(lambda: sound.head() <= sound.now(), what="the device to sleep")
        rigs.until(lambda: "yes" in awake_pulse.pactl("list", "sink-inputs").lower(), what="a sleeping stream")
        open_files.append([len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in ("self", sound.playback_pid)])
        assert sound.now() > last
        last = sound.now()
    assert open_files[-1] == open_files[1]
    assert sound.notices() == []


def test_nothing_waits_for_the_device_or_the_voice(sound: Sound) -> None:
    """Every call of the player's returns at once, whatever is loading."""
    import time

    slowest_s = 0.0
    for call in (
        sound.prewarm,
        sound.open,
        lambda: sound.want(WORDS * 50),
        sound.start,
        lambda: sound.place(WORDS[0], 0),
        sound.now,
        sound.head,
        lambda: sound.clear(fade=True),
        sound.stop,
        sound.notices,
    ):
        begin_s = time.monotonic()
        call()
        slowest_s = max(slowest_s, time.monotonic() - begin_s)
    assert slowest_s < 0.1
    assert sound.wait_for(WORDS, WAIT_S)


def test_lengths_are_exact_and_known_when_the_clip_is_there(sound: Sound) -> None:
    assert sound.length_s(WORDS[0]) is None
    assert sound.length_s(Tone.TURN) == 0.12
    sound.want(WORDS[:1])
    assert sound.wait_for(WORDS[:1], WAIT_S)
    length_s = sound.length_s(WORDS[0])
    assert length_s is not None
    heard = np.flatnonzero(sound.render([(0, WORDS[0])], 96_000))
    assert heard[-1] + 1 == pytest.approx(length_s * SAMPLE_RATE, abs=480)
    assert not sound.failed(WORDS[0])


def test_an_item_that_is_not_there_in_time_is_counted(awake_pulse: rigs.Pulse, sound: Sound) -> None:
    playing(sound)
    begin = sound.head() + 960
    sound.place(Phrase("never wanted", 125), begin)
    reach(sound, begin + 4800)
    assert awake_pulse.server
    assert sound.missed == 1


def test_closing_twice_or_unopened_is_no_trouble(tmp_path: Path) -> None:
    threads = threading.active_count()
    sound = Sound(tmp_path)
    sound.close()
    sound.close()
    assert threading.active_count() == threads


def test_importing_the_room_loads_neither_numpy_nor_the_audio_library() -> None:
    program = "import sys, hipgui.sound.live, hipgui.sound.null, hipgui.sound.probe\n"
    program += "sys.exit(bool({'numpy', 'miniaudio', 'pyttsx3'} & set(sys.modules)))"
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)


def test_the_null_twin_offers_the_same_and_time_passes() -> None:
    offered = {name for name in vars(Sound) if not name.startswith("_")}
    extra = {"choose_voice", "render", "wait_for"}
    null = NullSound()
    assert offered - extra <= set(dir(null))
    for call in (null.prewarm, null.open, null.start, null.stop, null.retry_device, null.close):
        call()
    null.want(WORDS)
    null.place(WORDS[0], 0)
    null.clear(fade=True)
    null.set_muted(True)
    null.set_gain(0.5)
    null.choose_device("Headphones")
    null.look_for_devices()
    assert null.devices() == ()
    assert null.failed(WORDS[0])
    assert null.length_s(WORDS[0]) is None
    assert null.length_s(Tone.TURN) == 0.12
    begin = null.now()
    rigs.until(lambda: null.now() > begin + 480, what="time")
    assert null.head() >= null.now() - 480
    assert null.notices() == []
