"""A session whose voice is broken: what can't be heard is counted, shown and accounted for. The real sound room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hipgui.core.cue import Voice
from hipgui.core.session import Command, State
from hipgui.desktop import paths
from hipgui.player import Player
from hipgui.sound.account import read
from hipgui.sound.engine import PYTTSX3, VoiceChoice
from hipgui.sound.live import Sound
from hipgui.wiring import parts
from tests import rigs
from tests.end2end.short import short_library, short_plan
from tests.timelines.stage import FakeJournal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hipgui.core.cue import Cue

pytestmark = pytest.mark.timed  # the clock is the machine's


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sound]:
    """A sound room whose voice is not to be had, on no device."""
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    sound = Sound(None, VoiceChoice(PYTTSX3, "no such voice"))
    yield sound
    sound.close()


def test_every_word_of_a_broken_voice_is_counted_and_shown(sound: Sound) -> None:
    told: list[Cue] = []
    library = short_library()
    player = Player(short_plan("march"), Voice(library.words), sound, FakeJournal(), library, said=told.append)

    def spoken() -> list[Cue]:
        player.tick()
        return [cue for cue in told if cue.is_speech]

    player.start()
    rigs.until(spoken, what="the first sentence")
    assert player.view().caption == spoken()[-1].text
    assert sound.missed == len(spoken())
    player.command(Command.PLAY_PAUSE)
    assert player.view().state is State.PAUSED
    assert "no such voice" in " ".join(str(notice) for notice in player.notices())
    player.close()


def test_the_doctor_tells_how_many_words_were_missed(pulse: rigs.Pulse) -> None:
    """A session in the terminal, with a voice that is not there; it is ended after its first sentence."""
    settings = paths.config_file().path
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[voice]\nvoice = "no such voice"\n', encoding="utf-8")
    command = [sys.executable, "-m", "tests.end2end.short_session", "--no-window"]
    environment = {**os.environ, "PULSE_SERVER": pulse.server}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True
    ) as session:
        assert session.stdout is not None
        lines = [session.stdout.readline() for _ in range(2)]
        session.terminate()
    assert any("no such voice" in line for line in lines)
    account = read(parts.account_file())
    assert account is not None
    assert account.missed >= 1
    doctor = [sys.executable, "-m", "hipgui", "doctor", "--json"]
    examined = subprocess.run(doctor, env=environment, capture_output=True, check=False).stdout
    checks = {check["name"]: check["found"] for check in json.loads(examined)["checks"]}
    assert f"{account.missed} words missed" in checks["sound device"]
