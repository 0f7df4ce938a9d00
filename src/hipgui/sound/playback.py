"""The process that plays: desk, mixer, clock and device, in an interpreter that nothing else ever holds up.

Orders come as JSON lines on standard input, notices and names of devices go out as lines (messages.py); how it stands
is written into the file that is shared with the window (shared.py), whose path is the only argument. It ends when
standard input does, thus also with the window's death, and takes the file from the disk.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from hipgui.core.sounds import Tone
from hipgui.sound.clock import FrameClock
from hipgui.sound.desk import Desk
from hipgui.sound.device import Output
from hipgui.sound.feed import Feed
from hipgui.sound.messages import Choose, Clear, Device, Gain, Mended, Names, Order, PlaceClip, PlaceTone, Told, Verb
from hipgui.sound.shared import SharedFile
from hipgui.sound.tones import synthesise

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.core.notice import Notice
    from hipgui.sound.clip import Clip
    from hipgui.sound.messages import Reply

_SWITCH_S: Final = 0.0005
"""How long a busy thread keeps the interpreter when the audio thread waits: Python's own 5 ms are much of its 14."""
_NICENESS: Final = -11
"""What sound servers take for themselves."""


class Replies:
    """Notices and names on their way to the window; any thread may use it."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._lock = threading.Lock()

    def post(self, subject: str, notice: Notice) -> None:
        """Pass a notice on."""
        self._send(Told(subject, notice.what, notice.remedy))

    def mended(self, subject: str) -> None:
        """Pass on that the next trouble with `subject` is news."""
        self._send(Mended(subject))

    def names(self, names: tuple[str, ...]) -> None:
        """Pass on which devices there are."""
        self._send(Names(names))

    def _send(self, reply: Reply) -> None:
        with self._lock, suppress(OSError):  # nobody listens any more: the orders end as well
            self._sink.write(msgspec.json.encode(reply) + b"\n")
            self._sink.flush()


class Playback:
    """Carries out the window's orders."""

    def __init__(self, shared: SharedFile, replies: Replies) -> None:
        standing = shared.read()
        self._shared = shared
        self._desk = Desk()
        self._clock = FrameClock(line=standing.line if standing else None)
        self._tones: dict[str, Clip] = {}
        feed = Feed(self._desk, self._clock, self._load_tones, shared.write)
        self._output = Output(feed, replies, replies.names)
        self._asked: dict[Verb, Callable[[], None]] = {
            Verb.OPEN: self._output.open,
            Verb.START: self._output.start,
            Verb.STOP: self._output.stop,
            Verb.RETRY: self._output.retry,
            Verb.LOOK: self._output.look,
        }

    def obey(self, order: Order) -> None:
        """Carry out one order."""
        if not self._clock.joined:
            self._desk.skip_to(self._clock.now())
        match order:
            case PlaceClip(at, offset, frames):
                self._desk.place(self._shared.get(offset, frames), at)
            case PlaceTone(at, tone):
                self._desk.place(self._tone(tone), at)
            case Clear(head, fade):
                self._desk.clear(fade=fade, head=head)
            case Gain(gain):
                self._desk.gain = gain
            case Device(verb):
                self._asked[verb]()
            case Choose(name):
                self._output.choose(name)

    def close(self) -> None:
        """End the device's thread."""
        self._output.close()

    def _tone(self, name: str) -> Clip:
        tone = self._tones.get(name)
        return synthesise(Tone(name)) if tone is None else tone

    def _load_tones(self) -> None:
        self._tones = {tone.value: synthesise(tone) for tone in Tone}


def _go_first() -> None:
    """Ask for turns before others' where the system allows it: the audio thread may wait for what others here hold."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)


def main(arguments: list[str]) -> int:
    """Play until standard input ends."""
    shared = SharedFile(Path(arguments[0]))
    sys.setswitchinterval(_SWITCH_S)
    _go_first()
    orders = msgspec.json.Decoder(Order)
    playback = Playback(shared, Replies(sys.stdout.buffer))
    for line in sys.stdin.buffer:
        playback.obey(orders.decode(line))
    playback.close()
    shared.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
