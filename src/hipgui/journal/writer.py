"""Writes entries in a thread of its own, in order, each in one transaction, and keeps what can't be written yet.

What fails is tried again every `RETRY_S` seconds. What still could not be written when it is closed goes into a
file of its own in the first spare folder that takes it, and from there into the journal as soon as that opens again.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import deque
from contextlib import closing, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeAlias

from hipgui.core.notice import Notice
from hipgui.journal.entries import Stood
from hipgui.journal.merge import merge
from hipgui.journal.opening import UnusableError, is_damage, open_journal, unwritable
from hipgui.journal.schema import MIGRATIONS, migrate, version
from hipgui.journal.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hipgui.journal.entries import Entry

    Order: TypeAlias = "Entry | threading.Event | None"

IN_MEMORY = "This session is kept in memory until it can be written."
RETRY_S = 1.0
CLOSE_S = 5.0
"""How long an end waits for the last entries: a lock's patience twice, and the disk's."""
SPARE_PREFIX, SPARE_SUFFIX = "hipgui-session-", ".sqlite"


class Writer:
    """The thread, the file and what waits for it. Starts by itself with the first entry; may be closed and reused."""

    def __init__(self, path: Path, spares: Sequence[Path]) -> None:
        self._path, self._spares = path, spares
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._waiting: deque[Entry] = deque()
        self._connection: sqlite3.Connection | None = None
        self._notices: deque[Notice] = deque()
        self._told: Notice | None = None
        self._tried_s = 0.0
        self._gate = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the file in the thread, unless it runs already."""
        with self._gate:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
                self._thread.start()

    def post(self, entry: Entry) -> None:
        """Write `entry` soon."""
        self._orders.put(entry)
        self.start()

    def flush(self, wait_s: float) -> bool:
        """Wait until everything posted so far was tried; whether all of it is on the disk. At once if nothing was."""
        if self._thread is None and self._orders.empty():
            return not self._waiting
        reached = threading.Event()
        self._orders.put(reached)
        self.start()
        return reached.wait(wait_s) and not self._waiting

    def close(self) -> None:
        """Write what is left, here or in a spare file, and end the thread."""
        with self._gate:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._orders.put(None)
            thread.join(CLOSE_S)

    def notices(self) -> list[Notice]:
        """What came up since this was last asked."""
        found = []
        with suppress(IndexError):
            while True:
                found.append(self._notices.popleft())
        return found

    def has_work(self) -> bool:
        """Whether there is a file to bring up to date, or one to bring in."""
        with suppress(OSError):
            return self._path.exists() or any(True for _ in self._spare_files())
        return False

    def _run(self) -> None:
        self._write_waiting()
        while True:
            try:
                order = self._orders.get(timeout=RETRY_S if self._waiting else None)
            except Empty:
                order = threading.Event()
            if order is None:
                break
            if not isinstance(order, threading.Event):
                self._wait(order)
            if self._waiting and (self._told is None or time.monotonic() - self._tried_s >= RETRY_S):
                self._write_waiting()
            if isinstance(order, threading.Event):
                order.set()
        if self._waiting:
            self._write_waiting()
        if self._waiting:
            self._write_spare()
        self._drop_connection()

    def _wait(self, entry: Entry) -> None:
        """Let an entry wait its turn; of places that follow each other only the last one matters."""
        if isinstance(entry, Stood) and self._waiting and isinstance(self._waiting[-1], Stood):
            self._waiting.pop()
        self._waiting.append(entry)

    def _write_waiting(self) -> None:
        """Write what waits, as far as it goes; a file found damaged on the way is recovered and written at once."""
        try:
            trouble = self._try()
        except sqlite3.DatabaseError:
            trouble = self._try(again=True)
        self._tried_s = time.monotonic()
        if trouble is None:
            if self._told is not None:
                self._notices.append(
                    Notice(f"{self._path} can be written again, and nothing of the session is missing.")
                )
            self._told = None
        elif trouble != self._told:
            self._told = trouble
            self._notices.append(Notice(f"{trouble.what} {IN_MEMORY}", trouble.remedy))

    def _try(self, *, again: bool = False) -> Notice | None:
        """One attempt: what stands in the way, None where all is written.

        Raises sqlite3.DatabaseError where the file turned out to be damaged, unless it is tried `again` after that.
        """
        try:
            if self._connection is None:
                self._connection, notices = open_journal(self._path)
                self._notices.extend(notices)
                self._fetch_spares(self._connection)
            while self._waiting:
                with transaction(self._connection):
                    self._waiting[0].write(self._connection)
                self._waiting.popleft()
        except UnusableError as error:
            return error.notice
        except sqlite3.Error as error:
            self._drop_connection()
            if is_damage(error) and not again:
                raise
            return unwritable(self._path, error)
        return None

    def _drop_connection(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _write_spare(self) -> None:
        name = f"{SPARE_PREFIX}{time.time_ns()}{SPARE_SUFFIX}"
        for folder in self._spares:
            spare = folder / name
            with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(spare, isolation_level=None)) as connection:
                migrate(connection)
                with transaction(connection):
                    for entry in self._waiting:
                        entry.write(connection)
                self._waiting.clear()
                remedy = "It goes into the journal by itself as soon as that can be written."
                self._notices.append(Notice(f"What {self._path} could not take is kept in {spare}.", remedy))
                return
            with suppress(OSError):
                spare.unlink(missing_ok=True)
        what = f"{len(self._waiting)} entries of this session could be written nowhere and are lost."
        self._notices.append(Notice(what, "Make room on the disk before the next one."))
        self._waiting.clear()

    def _fetch_spares(self, target: sqlite3.Connection) -> None:
        """Bring into the journal what earlier sessions had to leave elsewhere; raises sqlite3.Error of `target`."""
        with suppress(OSError):
            for spare in self._spare_files():
                _fetch(spare, target)

    def _spare_files(self) -> Iterator[Path]:
        for folder in self._spares:
            yield from sorted(folder.glob(f"{SPARE_PREFIX}*{SPARE_SUFFIX}"))


def _fetch(spare: Path, target: sqlite3.Connection) -> None:
    """Move one spare file's entries into the journal; one that is not sound, or not this person's, stays."""
    if hasattr(os, "getuid") and spare.stat().st_uid != os.getuid():  # a temporary folder may be everybody's
        return
    with closing(sqlite3.connect(spare, isolation_level=None)) as source:
        if not _is_sound(source):
            return
        merge(source, target, continues=True)
    spare.unlink()


def _is_sound(source: sqlite3.Connection) -> bool:
    with suppress(sqlite3.Error):
        return 1 <= version(source) <= len(MIGRATIONS) and source.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    return False
