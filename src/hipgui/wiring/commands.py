"""What the command line asks for, but for the window."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from hipgui.core.errors import PersonError, WrongUseError
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.desktop import paths
from hipgui.wiring.parts import (
    account_file,
    kept_settings,
    known_library,
    make_player,
    make_voice,
    open_journal,
    open_sound,
    say,
    say_all,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.core.plan import Plan
    from hipgui.core.score import Score
    from hipgui.doctor import Examination

RENDER_LIMIT_S = 60.0
"""How long `script` waits for the voice before it reckons with estimates."""


def plan_for(routine: str, *, level: int, have: Iterable[str], minutes: float | None) -> Plan:
    """The plan the command line asks for, whatever is stored. Raises WrongUseError."""
    library = known_library()
    known = [one.id for one in library.routines]
    if routine not in known:
        raise WrongUseError(f"{routine!r} is not a routine; there are {', '.join(known)}.")
    choices = Choices(level=level, kit=frozenset(Prop(name) for name in have), minutes=minutes)
    return plan(library.routine(routine), library, choices)


def score_for(plan_: Plan, *, talk: str, seed: int | None) -> Score:
    """The plan as it will be heard, from the real clips of the person's voice."""
    from hipgui.core.score import closing, phrases, spoken
    from hipgui.core.sounds import Phrase

    library, settings = known_library(), kept_settings().settings
    voice = make_voice(library, settings, talk, seed)
    with open_sound(settings, account_for=False) as sound:
        asked = [item for index in range(len(plan_.steps)) for item in phrases(plan_, index, voice)]
        asked += [cue.item for cue in closing(voice).cues]
        wanted = [item for item in dict.fromkeys(asked) if isinstance(item, Phrase)]
        sound.want(wanted)
        sound.wait_for(wanted, RENDER_LIMIT_S)
        return spoken(plan_, replace(voice, length_of=sound.length_s))


def play_in_terminal(plan_: Plan, *, talk: str, seed: int | None) -> int:
    """Play without a window."""
    from hipgui import headless
    from hipgui.terminal import keyboard

    kept = kept_settings()
    say_all(kept.sentences)
    with open_sound(kept.settings) as sound, open_journal() as journal, keyboard() as keys:
        transcript = headless.Transcript(say)
        voice, lead_in_ms = make_voice(known_library(), kept.settings, talk, seed), kept.settings.lead_in_s * 1000
        player = make_player(plan_, voice, sound, journal, transcript.said, lead_in_ms)
        transcript.player = player
        finished = headless.run(player, keys, say)
        player.close()
    if finished:
        kept_settings().finished_one()  # read anew: they may have been changed meanwhile
    return 0


def examine() -> Examination:
    """What works here."""
    from hipgui import doctor
    from hipgui.desktop import bus, display
    from hipgui.sound import probe as sound_probe
    from hipgui.sound.engine import VoiceChoice

    settings = kept_settings().settings
    return doctor.examine(
        {
            "voice": lambda: sound_probe.probe_voice(20.0, VoiceChoice(settings.engine, settings.voice)),
            "sound device": lambda: _probe_device(settings.sound_device),
            "display": lambda: display.probe(os.environ),
            "session bus": lambda: bus.probe(os.environ),
            "folders": paths.probe,
            "content": _probe_content,
        }
    )


def _probe_device(name: str) -> tuple[bool, str, str]:
    from hipgui.sound import account, probe

    ok, found, remedy = probe.probe_device(name=name)
    last = account.read(account_file())
    return ok, f"{found}; {last}" if ok and last else found, remedy


def _probe_content() -> tuple[bool, str, str]:
    from hipgui.content.load import load_library

    try:
        library = load_library()
    except PersonError as error:
        return False, str(error), "Install Hipgui again, or mend the pack."
    return True, f"{len(library.exercises)} exercises, {len(library.routines)} routines", ""
