"""What the window and the playback process tell each other, one JSON line each."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Verb(StrEnum):
    """What is asked of the device."""

    OPEN = "open"
    START = "start"
    STOP = "stop"
    RETRY = "retry"
    LOOK = "look"


class PlaceClip(Struct, frozen=True, tag=True):
    """A clip of `frames` samples, lying in the shared file at byte `offset`, begins at frame `at`."""

    at: int
    offset: int
    frames: int


class PlaceTone(Struct, frozen=True, tag=True):
    """One of the project's tones begins at frame `at`."""

    at: int
    tone: str


class Clear(Struct, frozen=True, tag=True):
    """What had not begun at `head`, where the window believed the head to be, is forgotten; with `fade`, all is."""

    head: int
    fade: bool


class Gain(Struct, frozen=True, tag=True):
    """Linear loudness of everything."""

    gain: float


class Device(Struct, frozen=True, tag=True):
    """Something is asked of the device."""

    verb: Verb


class Choose(Struct, frozen=True, tag=True):
    """The device of this name is to play; "" is the system's own."""

    name: str


Order: TypeAlias = PlaceClip | PlaceTone | Clear | Gain | Device | Choose
"""From the window."""


class Told(Struct, frozen=True, tag=True):
    """A notice for the person."""

    subject: str
    what: str
    remedy: str


class Mended(Struct, frozen=True, tag=True):
    """The next trouble with this may be told again."""

    subject: str


class Names(Struct, frozen=True, tag=True):
    """The playback devices there are."""

    names: tuple[str, ...]


Reply: TypeAlias = Told | Mended | Names
"""From the playback process."""
