"""Puts the rooms together by constructor calls; no other logic. What the first frame does not need is imported late."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.cue import Talk, Voice
from hipgui.core.errors import PersonError, WrongUseError
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.desktop import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from hipgui.core.cue import Cue
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.core.score import Score
    from hipgui.doctor import Examination
    from hipgui.settings import Settings
    from hipgui.sound.live import Sound

INSTANCE = "hipgui"
RENDER_LIMIT_S = 60.0
"""How long `script` waits for the voice before it reckons with estimates."""


def plan_for(routine: str, *, level: int, have: Iterable[str], minutes: float | None) -> Plan:
    """The plan the command line asks for; raises WrongUseError for an unknown routine or too few minutes."""
    library = load_library()
    known = [one.id for one in library.routines]
    if routine not in known:
        raise WrongUseError(f"{routine!r} is not a routine; there are {', '.join(known)}.")
    choices = Choices(level=level, kit=frozenset(Prop(name) for name in have), minutes=minutes)
    return plan(library.routine(routine), library, choices)


def score_for(plan_: Plan, *, talk: str, seed: int | None) -> Score:
    """The plan as it will be heard, from the real clips of the person's voice."""
    from hipgui.core.score import closing, phrases, score
    from hipgui.core.sounds import Phrase

    library, settings = load_library(), _settings().settings
    voice = _voice(library, settings, talk, seed)
    with _sound(settings) as sound:
        asked = [item for index in range(len(plan_.steps)) for item in phrases(plan_, index, voice)]
        asked += [cue.item for cue in closing(voice).cues]
        wanted = [item for item in dict.fromkeys(asked) if isinstance(item, Phrase)]
        sound.want(wanted)
        sound.wait_for(wanted, RENDER_LIMIT_S)
        lengths = {item: sound.length_s(item) for item in wanted}
    return score(plan_, library.words, voice.talk, voice.seed, lengths.get, voice.rate)


def play_in_terminal(plan_: Plan, *, talk: str, seed: int | None) -> int:
    """Play without a window."""
    from hipgui import headless
    from hipgui.terminal import keyboard

    kept = _settings()
    _say_all(kept.sentences)
    library = load_library()
    with _sound(kept.settings) as sound, keyboard() as keys:
        sound.start()
        transcript = headless.Transcript(_say)
        player = _player(plan_, _voice(library, kept.settings, talk, seed), sound, transcript.said)
        transcript.player = player
        finished = headless.run(player, keys, _say)
        player.close()
    if finished:
        kept.finished_one()
    return 0


def open_window() -> int:
    """The coach's window."""
    return _window(None, talk=None, seed=None)


def play_in_window(plan_: Plan, *, talk: str, seed: int | None) -> int:
    """The window, with a session that starts at once."""
    return _window(plan_, talk=talk, seed=seed)


def demonstrate(picture: str | None) -> int:
    """A shortened session in the window: the transcript is printed, a picture is saved, and it ends by itself."""
    raise NotImplementedError


def examine() -> Examination:
    """What works here."""
    from hipgui import doctor
    from hipgui.desktop import bus, display
    from hipgui.sound import probe as sound_probe

    settings = _settings().settings
    return doctor.examine(
        {
            "voice": lambda: sound_probe.probe_voice(timeout_s=20.0),
            "sound device": sound_probe.probe_device,
            "display": lambda: display.probe(os.environ),
            "session bus": lambda: bus.probe(os.environ),
            "folders": paths.probe,
            "content": _probe_content,
        }
    )


def _probe_content() -> tuple[bool, str, str]:
    try:
        library = load_library()
    except PersonError as error:
        return False, str(error), "Install Hipgui again, or mend the pack."
    return True, f"{len(library.exercises)} exercises, {len(library.routines)} routines", ""


@dataclass
class _Kept:
    """The settings as they stand, where they are kept, and what was odd about them."""

    settings: Settings
    path: Path
    sentences: tuple[str, ...]

    def save(self, settings: Settings) -> None:
        """Keep them from now on; raises SettingsError."""
        from hipgui.settings import save

        self.settings = settings
        save(self.path, settings)

    def finished_one(self) -> None:
        """Count a finished session, so that the wordings move on."""
        self.save(replace(self.settings, sessions_finished=self.settings.sessions_finished + 1))


def _settings() -> _Kept:
    from hipgui.settings import load

    place = paths.config_file()
    settings, sentences = load(place.path)
    return _Kept(settings, place.path, tuple(filter(None, (place.trouble, *sentences))))


@contextmanager
def _sound(settings: Settings) -> Iterator[Sound]:
    from hipgui.sound.engine import VoiceChoice
    from hipgui.sound.live import Sound

    sound = Sound(paths.cache_dir().path / "clips", VoiceChoice(settings.engine, settings.voice))
    sound.set_gain(settings.volume)
    sound.prewarm()
    try:
        yield sound
    finally:
        sound.close()


def _voice(library: Library, settings: Settings, talk: str | None, seed: int | None) -> Voice:
    """How the coach speaks: the command line's wish before the stored one."""
    chosen_seed = settings.sessions_finished if seed is None else seed
    return Voice(library.words, Talk(talk or settings.talk), chosen_seed, settings.rate)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the transcript


def _say_all(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201  what was odd, apart from the transcript
