"""The playback process as the window sees it: started, told what to play, read, watched, and replaced if it dies."""

from __future__ import annotations

import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Final

import msgspec

from hipgui.core.notice import Notice
from hipgui.core.sounds import SAMPLE_RATE, Tone
from hipgui.sound.clock import NS_PER_S, Line
from hipgui.sound.messages import Choose, Clear, Device, Gain, Mended, Names, PlaceClip, PlaceTone, Reply, Told, Verb
from hipgui.sound.own_process import launch, module_command
from hipgui.sound.shared import SharedFile, Standing

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence

    from hipgui.core.sounds import Item
    from hipgui.sound.clip import Clip
    from hipgui.sound.messages import Order
    from hipgui.sound.notice import NoticeBoard

_MODULE: Final = "hipgui.sound.playback"
_HUNG_NS: Final = 3 * NS_PER_S // 2
"""A process that plays writes 50 times a second. One that has not for so long is replaced."""
_DEATHS: Final = 4
"""In a row, before the process is given up; one that has lived for a while begins a new row."""
_LIVED_S: Final = 30.0
_CLOSE_LIMIT_S: Final = 4.0
_LATE_FRAMES: Final = SAMPLE_RATE * 3 // 10
_REMEDY: Final = "Hipgui goes on with pictures. Close it and open it again; if that does not help, install it again."


@dataclass(slots=True)
class _Placed:
    """What was placed, and whether the process knows."""

    at: int
    item: Item
    sent: bool = False


class Playback:
    """A process that plays what is placed at exact frames. All methods but `close` return at once.

    `clip_of` gives an item's clip, or None while there is none. Nothing is started before `ask`.
    """

    def __init__(
        self, board: NoticeBoard, clip_of: Callable[[Item], Clip | None], command: Sequence[str] | None = None
    ) -> None:
        self._board = board
        self._clip_of = clip_of
        self._command = list(command) if command is not None else module_command(_MODULE)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._shared: SharedFile | None = None
        self._standing = Standing(Line(0, time.perf_counter_ns(), None))
        self._last = 0
        self._placed: list[_Placed] = []
        self._unsent = 0
        self._verb: Verb | None = None
        self._looking = False
        self._gain = 1.0
        self._device = ""
        self._closing = False
        self._dropouts_before = 0
        self._lost_before = 0
        self.names: tuple[str, ...] | None = None
        """The playback devices there were when it was last looked for them."""
        self.missed = 0
        """Items whose clip wasn't there when they should have begun."""

    @property
    def dropouts(self) -> int:
        """Stretches of 3 s in which a device ran dry."""
        return self._dropouts_before + self._read().dropouts

    @property
    def lost_s(self) -> float:
        """The time that was lost by it, in seconds."""
        return (self._lost_before + self._read().lost_frames) / SAMPLE_RATE

    @property
    def joined(self) -> bool:
        """Whether a device drives the clock."""
        return self._read().joined

    @property
    def missing(self) -> bool:
        """Whether no device could be had."""
        return self._read().missing

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        process = self._process
        return None if process is None else process.pid

    def look(self) -> None:
        """Look which devices there are; `names` tells."""
        with self._lock:
            self._looking = True
            self._send(Device(Verb.LOOK))
            self._wake()

    def ask(self, verb: Verb) -> None:
        """Ask something of the device."""
        with self._lock:
            if verb is Verb.STOP:
                self._verb = self._verb and Verb.OPEN
            elif verb is not Verb.RETRY or self._verb is None:
                self._verb = verb
            self._send(Device(verb))
            if verb is not Verb.STOP:
                self._wake()

    def choose(self, name: str) -> None:
        """Play through the device of that name; "" is the system's own."""
        with self._lock:
            self._device = name
            self._send(Choose(name))

    def set_gain(self, gain: float) -> None:
        """Set the linear loudness of everything."""
        with self._lock:
            self._gain = gain
            self._send(Gain(gain))

    def now(self) -> int:
        """The frame being heard; never less than an earlier answer."""
        standing, now_ns = self._read(), time.perf_counter_ns()
        if standing.joined and now_ns - standing.beat_ns > _HUNG_NS and (process := self._process) is not None:
            process.kill()
        self._last = max(self._last, standing.line.frame_at(now_ns))
        if self._unsent:
            with self._lock:
                self._send_what_came(standing)
        return self._last

    def head(self) -> int:
        """The first frame whose content can still be changed."""
        now, standing = self.now(), self._read()
        return max(now, standing.head) if standing.joined else now

    def place(self, item: Item, at: int) -> None:
        """Let `item` begin exactly at frame `at`, or at the head if that has passed."""
        with self._lock:
            self._placed = [placed for placed in self._placed if placed.at > self._last or not placed.sent]
            self._placed.append(_Placed(at, item))
            self._unsent += 1
            self._send_what_came(self._read())

    def clear(self, *, fade: bool) -> None:
        """Forget what hasn't begun; with `fade`, what is sounding fades out as well."""
        head = self.head()
        with self._lock:
            self._placed = [placed for placed in self._placed if not fade and placed.at < head]
            self._unsent = sum(not placed.sent for placed in self._placed)
            self._send(Clear(head, fade))

    def close(self) -> None:
        """End the process, waiting for it at most some seconds."""
        with self._lock:
            self._closing = True
            process, thread = self._process, self._thread
            self._let_go()
        if process is not None:
            try:
                process.wait(_CLOSE_LIMIT_S)
            except TimeoutExpired:
                process.kill()
        if thread is not None:
            thread.join(_CLOSE_LIMIT_S)
        with self._lock:
            self._standing = self._read()
            shared, self._shared = self._shared, None
            if shared is not None:
                shared.close()
                shared.remove()

    # What follows is done holding the lock.

    def _read(self) -> Standing:
        if self._shared is not None and (standing := self._shared.read()) is not None:
            self._standing = standing
        return self._standing

    def _send_what_came(self, standing: Standing) -> None:
        """Send what has its clip by now; what should have begun without one is missed."""
        gone = []
        for placed in self._placed:
            if placed.sent:
                continue
            if isinstance(placed.item, Tone) or self._clip_of(placed.item) is not None:
                placed.sent = True
                self._send_placed(placed)
            elif placed.at < (standing.head if standing.joined else self._last - _LATE_FRAMES):
                self.missed += 1
                gone.append(placed)
        self._placed = [placed for placed in self._placed if placed not in gone]
        self._unsent = sum(not placed.sent for placed in self._placed)

    def _send_placed(self, placed: _Placed) -> None:
        if self._process is None or self._shared is None:
            return
        if isinstance(placed.item, Tone):
            self._send(PlaceTone(placed.at, placed.item.value))
        elif (clip := self._clip_of(placed.item)) is not None:
            try:
                self._send(PlaceClip(placed.at, self._shared.put(clip), len(clip)))
            except OSError:  # no room on the disk
                self.missed += 1

    def _send(self, order: Order) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError, ValueError):  # it has died or is ending: its thread finds out
                self._process.stdin.write(msgspec.json.encode(order) + b"\n")
                self._process.stdin.flush()

    def _wake(self) -> None:
        if (self._thread is None or not self._thread.is_alive()) and not self._closing:
            self._thread = threading.Thread(target=self._run, name="hipgui-playback", daemon=True)
            self._thread.start()

    def _let_go(self) -> None:
        """Let the process end: it does when it can't be told anything more."""
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    # What follows runs in the thread.

    def _run(self) -> None:
        deaths = 0
        while deaths < _DEATHS:
            begun_s = time.monotonic()
            try:
                self._listen(self._launch())
            except OSError as error:
                self._give_up(f"The process that plays can't be started ({error.strerror or error}).")
                return
            if self._bury():
                return
            if time.monotonic() - begun_s > _LIVED_S:
                deaths = 0
                self._board.mended("playback")
            deaths += 1
            self._board.post(
                "playback", Notice("The sound stopped and was started again.", "Nothing has to be done about it.")
            )
        self._give_up("The process that plays keeps ending.")

    def _launch(self) -> subprocess.Popen[bytes]:
        """Start the process and tell it all that holds. Raises OSError."""
        with self._lock:
            if self._shared is None:
                self._shared = SharedFile.create(Path(tempfile.mkdtemp(prefix="hipgui-")), self._standing)
            path = str(self._shared.path)
        process = launch([*self._command, path])
        with self._lock:
            self._process = process
            self._send(Choose(self._device))
            self._send(Gain(self._gain))
            for verb in (self._verb, Verb.LOOK if self._looking else None):
                if verb is not None:
                    self._send(Device(verb))
            for placed in self._placed:
                if placed.sent and placed.at >= self._last - _LATE_FRAMES:
                    self._send_placed(placed)
            if self._closing:
                self._let_go()
        return process

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Take in what the process says until it says no more."""
        assert process.stdout is not None
        replies = msgspec.json.Decoder(Reply)
        with suppress(OSError, ValueError):  # closed meanwhile; or a line cut off by its death
            for line in process.stdout:
                match replies.decode(line):
                    case Told(subject, what, remedy):
                        self._board.post(subject, Notice(what, remedy))
                    case Mended(subject):
                        self._board.mended(subject)
                    case Names(names):
                        self.names, self._looking = names, False

    def _bury(self) -> bool:
        """Go on without the process, which has ended; tell whether that was wanted."""
        process = self._process
        assert process is not None
        process.wait()
        with self._lock:
            self._process = None
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            standing, now_ns = self._read(), time.perf_counter_ns()
            self._last = max(self._last, standing.line.frame_at(now_ns))
            self._dropouts_before += standing.dropouts
            self._lost_before += standing.lost_frames
            self._stand(Standing(Line(self._last, now_ns, None)))
            return self._closing

    def _give_up(self, what: str) -> None:
        with self._lock:
            self._board.post("no playback", Notice(what, _REMEDY))
            self._stand(replace(self._read(), missing=True))

    def _stand(self, standing: Standing) -> None:
        self._standing = standing
        if self._shared is not None:
            self._shared.write(standing)
