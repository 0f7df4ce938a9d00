"""Finished clips on disk, so that a phrase is rendered once. Losing the folder costs nothing but time.

One file a clip, raw int16 behind a short header; the least recently used ones go when the folder grows past its bound.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from hipgui.core.notice import Notice
from hipgui.files import replacing
from hipgui.sound.clip import PROCESSING

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.core.sounds import Phrase
    from hipgui.sound.clip import Clip
    from hipgui.sound.notice import NoticeBoard

DEFAULT_BOUND_BYTES: Final = 128 * 1024 * 1024
"""About 22 minutes of speech: every wording of the built-in pack in two voices."""

_MAGIC: Final = b"hipgui clip 1\n"
_SUFFIX: Final = ".clip"
_CRC_BYTES: Final = 4
_HEADER_BYTES: Final = len(_MAGIC) + _CRC_BYTES
_TRIM_TO: Final = 0.9


class ClipCache:
    """Clips in `folder`, together at most `bound_bytes`; used by one thread.

    A folder of None means no cache: `get` misses, `put` does nothing. One that can't be written is still read, and
    the reason is posted once.
    """

    def __init__(self, folder: Path | None, board: NoticeBoard, bound_bytes: int = DEFAULT_BOUND_BYTES) -> None:
        self._folder = folder
        self._board = board
        self._bound_bytes = bound_bytes
        self._size_bytes: int | None = None
        self._writable = folder is not None

    def get(self, voice: str, phrase: Phrase) -> Clip | None:
        """Return the clip of `phrase` spoken by `voice` (engine and voice in one string), or None.

        A damaged file counts as missing and is removed.
        """
        if self._folder is None:
            return None
        path = self._path(self._folder, voice, phrase)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        clip = _unpacked(data)
        with contextlib.suppress(OSError):
            if clip is None:
                path.unlink()
            else:
                os.utime(path)
        return clip

    def put(self, voice: str, phrase: Phrase, clip: Clip) -> None:
        """Keep `clip`; a reader never sees half a file, whatever happens to this process."""
        if self._folder is None or not self._writable:
            return
        path = self._path(self._folder, voice, phrase)
        data = _packed(clip)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with replacing(path) as fresh:
                fresh.write_bytes(data)
            self._keep_bound(self._folder, len(data))
        except OSError as error:
            self._board.post(
                "cache",
                Notice(
                    f"Spoken phrases can't be kept in {self._folder}: {error.strerror or error}.",
                    "Make that folder writable or free some space; until then each session speaks them anew.",
                ),
            )
            self._writable = False

    def _keep_bound(self, folder: Path, added: int) -> None:
        self._size_bytes = None if self._size_bytes is None else self._size_bytes + added
        if self._size_bytes is not None and self._size_bytes <= self._bound_bytes:
            return
        files = []
        for path in folder.glob("*" + _SUFFIX):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                files.append((status.st_mtime_ns, status.st_size, path))
        self._size_bytes = sum(size for _, size, _ in files)
        if self._size_bytes > self._bound_bytes:
            for _, size, path in sorted(files):
                if self._size_bytes <= self._bound_bytes * _TRIM_TO:
                    break
                path.unlink(missing_ok=True)
                self._size_bytes -= size

    @staticmethod
    def _path(folder: Path, voice: str, phrase: Phrase) -> Path:
        key = "\0".join((voice, str(phrase.wpm), phrase.text, str(PROCESSING)))
        return folder / (hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40] + _SUFFIX)


def _packed(clip: Clip) -> bytes:
    body = clip.astype("<i2").tobytes()
    return _MAGIC + zlib.crc32(body).to_bytes(_CRC_BYTES, "little") + body


def _unpacked(data: bytes) -> Clip | None:
    body = data[_HEADER_BYTES:]
    crc = int.from_bytes(data[len(_MAGIC) : _HEADER_BYTES], "little")
    if not data.startswith(_MAGIC) or not body or len(body) % 2 or zlib.crc32(body) != crc:
        return None
    return np.frombuffer(body, "<i2").astype(np.int16)
