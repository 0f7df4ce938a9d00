"""The last three seconds of a step or a lead-in, in tones and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipgui.core.cue import Ask, Role
from hipgui.core.sounds import Tone

if TYPE_CHECKING:
    from hipgui.core.cue import Voice

LAST_THREE_MS = (3_000, 2_000, 1_000)
COUNTDOWN_MARGIN_MS = 20


def last_three_tones(duration_ms: int) -> list[Ask]:
    """One at each of the last three seconds of `duration_ms`."""
    return [
        Ask(Role.COUNTDOWN, Tone.LAST_THREE, (duration_ms - before_ms,), duration_ms, "the last three seconds")
        for before_ms in LAST_THREE_MS
        if before_ms <= duration_ms
    ]


def three_two_one(voice: Voice, duration_ms: int) -> list[Ask]:
    """Each word at its second, or as much earlier as a slow voice needs to be done in time."""
    wanted: list[Ask] = []
    by_ms = duration_ms
    for key, before_ms in reversed(list(zip(("three", "two", "one"), LAST_THREE_MS, strict=True))):
        word = voice.working(voice.pick(key))
        at_ms = min(duration_ms - before_ms, by_ms - voice.length_ms(word))
        reason = "the last three seconds"
        wanted.insert(0, Ask(Role.COUNTDOWN, word, (at_ms,), duration_ms, reason, 150, margin_ms=COUNTDOWN_MARGIN_MS))
        by_ms = at_ms - COUNTDOWN_MARGIN_MS
    return wanted
