"""The file that the window and the playback process share: how playing stands, and the samples of what is to be played.

How it stands is one short record in the file's first page, which both have mapped into memory: the window reads the
clock there without asking anybody. It carries a checksum, so that a record that is just being written is read again.
Behind it lies a ring of samples: an order tells where its clip lies, and whoever plays copies it at once.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hipgui.sound.clock import Line

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.sound.clip import Clip

PAGE_BYTES: Final = mmap.ALLOCATIONGRANULARITY
RING_BYTES: Final = 24 * 1024 * 1024
"""More than four clips of the greatest length: none is overwritten before it was copied."""

_RECORD: Final = struct.Struct("<qqqqqqq??")
_CRC: Final = struct.Struct("<I")
_NO_LIMIT: Final = -1
_TRIES: Final = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """How playing stands."""

    line: Line
    """The clock."""
    head: int = 0
    """The first frame that an order given now still changes, while a device plays."""
    dropouts: int = 0
    lost_frames: int = 0
    beat_ns: int = 0
    """When it was written."""
    joined: bool = False
    """Whether a device drives the clock."""
    missing: bool = False
    """Whether no device could be had."""


class SharedFile:
    """One file at `path`, which has to exist; one process writes samples, the other the standing while it runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("r+b", buffering=0)
        self._page = mmap.mmap(self._file.fileno(), PAGE_BYTES)
        self._next = PAGE_BYTES

    @classmethod
    def create(cls, folder: Path, standing: Standing) -> SharedFile:
        """A new one; raises OSError."""
        path = folder / "sound"
        path.write_bytes(bytes(PAGE_BYTES))
        made = cls(path)
        made.write(standing)
        return made

    def write(self, standing: Standing) -> None:
        """Say how it stands."""
        line = standing.line
        limit = _NO_LIMIT if line.limit is None else line.limit
        record = _RECORD.pack(
            line.frame, line.at_ns, limit, standing.head, standing.dropouts, standing.lost_frames, standing.beat_ns,
            standing.joined, standing.missing,
        )  # fmt: skip
        self._page[: _RECORD.size + _CRC.size] = record + _CRC.pack(zlib.crc32(record))

    def read(self) -> Standing | None:
        """How it stands; None if whoever writes died in the middle of it."""
        for _ in range(_TRIES):
            record = self._page[: _RECORD.size]
            (crc,) = _CRC.unpack(self._page[_RECORD.size : _RECORD.size + _CRC.size])
            if zlib.crc32(record) == crc:
                frame, at_ns, limit, head, dropouts, lost_frames, beat_ns, joined, missing = _RECORD.unpack(record)
                line = Line(frame, at_ns, None if limit == _NO_LIMIT else limit)
                return Standing(line, head, dropouts, lost_frames, beat_ns, joined=joined, missing=missing)
        return None

    def put(self, clip: Clip) -> int:
        """Write the samples of `clip`; the byte where they lie. Raises OSError."""
        data = clip.tobytes()
        if self._next + len(data) > PAGE_BYTES + RING_BYTES:
            self._next = PAGE_BYTES
        offset = self._next
        self._file.seek(offset)
        self._file.write(data)
        self._next += len(data)
        return offset

    def get(self, offset: int, frames: int) -> Clip:
        """The clip of `frames` samples that lies at byte `offset`."""
        import numpy as np  # noqa: PLC0415 - the window reads the clock before it needs numpy

        self._file.seek(offset)
        return np.frombuffer(self._file.read(2 * frames), np.int16)

    def close(self) -> None:
        """Let go of it."""
        self._page.close()
        self._file.close()

    def remove(self) -> None:
        """Take it and its folder from the disk, whoever does so first."""
        with suppress(OSError):
            self.path.unlink()
        with suppress(OSError):
            self.path.parent.rmdir()
