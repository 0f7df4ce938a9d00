"""What a changed setting changes at once in what is heard, in a session too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hipgui.core.cue import Voice
    from hipgui.settings import Settings
    from hipgui.ui.deps import Coach, Speaker

SAID = ("talk", "rate", "tones", "lead_in_s", "engine", "voice")
"""Fields after which a session has to say what is left of it in another way."""


def take_on(before: Settings, after: Settings, speaker: Speaker, coach: Coach | None, voice: Voice) -> None:
    """Let the sound room and a session that stands somewhere go on as `after` says; `voice` speaks like that."""

    def differ(*names: str) -> bool:
        return any(getattr(before, name) != getattr(after, name) for name in names)

    if differ("volume"):
        speaker.set_gain(after.volume)
    if differ("sound_device"):
        speaker.choose_device(after.sound_device)
    if differ("engine", "voice"):
        speaker.choose_voice(after.engine, after.voice)
    if coach is not None and differ(*SAID):
        coach.adjust(voice, after.lead_in_s * 1000)
