"""What can be heard: the phrases and tones that the score orders and the sound room plays."""

from dataclasses import dataclass
from enum import StrEnum

SAMPLE_RATE = 48_000
"""Frames a second of every clip, of the mixer and of the session's clock."""


class Tone(StrEnum):
    """The project's own signals, each with one meaning."""

    START = "start"
    TURN = "turn"
    HALFWAY = "halfway"
    LAST_THREE = "last_three"
    SWITCH = "switch"
    REST = "rest"
    DONE = "done"
    ACK = "ack"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be spoken at a rate in words a minute."""

    text: str
    wpm: int


Item = Phrase | Tone
"""Anything the mixer can place: it has a length in frames once its clip is there."""
