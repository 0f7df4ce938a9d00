"""What a coach is made of, each made from what is stored: library, settings, journal, sound, voice, session."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from hipgui.content import BUILTIN, snapshot
from hipgui.core.cue import Talk, Voice
from hipgui.desktop import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from hipgui.core.cue import Cue
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.core.unfinished import Unfinished
    from hipgui.desktop.paths import Place
    from hipgui.figure.model import Figures
    from hipgui.journal.journal import Journal, NullJournal
    from hipgui.journal.recall import Keeper
    from hipgui.journal.records import Records
    from hipgui.kept import Kept
    from hipgui.player import Player
    from hipgui.settings import Settings
    from hipgui.sound.live import Sound


@cache
def known_library() -> Library:
    """The checked packs, read once."""
    packs = (BUILTIN,)

    def load() -> Library:
        from hipgui.content.load import load_library

        return load_library(packs)

    return snapshot.library(paths.cache_dir().path / "library.json", packs, load)


def known_figures() -> Figures:
    """Poses, movements and muscles of the packs."""
    from hipgui.content.poses import load_figures

    return load_figures()


def kept_settings() -> Kept:
    """The settings as they are stored, and what was odd about them."""
    from hipgui.kept import Kept
    from hipgui.settings import load

    place = paths.config_file()
    settings, sentences = load(place.path)
    return Kept(settings, place.path, tuple(filter(None, (place.trouble, *sentences))))


@contextmanager
def open_journal() -> Iterator[Journal]:
    """The journal; what could not be kept is told at the end."""
    from hipgui.journal.journal import Journal

    journal = Journal(journal_file(), journal_spares())
    journal.wake()
    try:
        yield journal
    finally:
        journal.close()
        say_all(map(str, journal.notices()))


def make_keeper(journal: Journal, library: Library) -> Keeper:
    """The journal as the window asks it."""
    from hipgui.journal.recall import Keeper

    return Keeper(journal, journal_file(), library)


def make_records(journal: Journal, library: Library) -> Records:
    """What History shows."""
    from hipgui.export.history import write_history
    from hipgui.journal.records import Records

    return Records(journal_file(), journal, library, write_history)


@contextmanager
def open_sound(settings: Settings, *, warm: bool = True, account_for: bool = True) -> Iterator[Sound]:
    """Voice and device; with `account_for` it is noted at the end how it went."""
    from hipgui.sound import account
    from hipgui.sound.engine import VoiceChoice
    from hipgui.sound.live import Sound

    sound = Sound(clip_folder(), VoiceChoice(settings.engine, settings.voice))
    sound.set_gain(settings.volume)
    sound.choose_device(settings.sound_device)
    if warm:
        sound.prewarm()
    try:
        yield sound
    finally:
        sound.close()
        if account_for:
            account.keep(account_file(), account.Account(sound.dropouts, sound.missed, sound.lost_s))


def make_voice(library: Library, settings: Settings, talk: str | None, seed: int | None) -> Voice:
    """How the coach speaks: the command line's wish before the stored one."""
    amount, chosen_seed = Talk(talk or settings.talk), settings.sessions_finished if seed is None else seed
    tells_of_brief = seed is None and settings.tells_of_brief and amount is Talk.FULL
    return Voice(
        library.words,
        amount,
        chosen_seed,
        settings.rate,
        tones=settings.tones,
        tells_of_brief=tells_of_brief,
    )


def make_player(  # noqa: PLR0913, PLR0917  all that a session is made of
    plan_: Plan,
    voice: Voice,
    sound: Sound,
    journal: Journal | NullJournal,
    said: Callable[[Cue], None],
    lead_in_ms: int,
    taken_up: Unfinished | None = None,
) -> Player:
    """A session of a plan, which may be one that was left."""
    from hipgui.desktop.sleepwatch import SleepWatch
    from hipgui.player import Player

    slept = SleepWatch().slept_s
    library = known_library()
    return Player(
        plan_, voice, sound, journal, library, taken_up=taken_up, said=said, slept=slept, lead_in_ms=lead_in_ms
    )


def journal_file() -> Path:
    """Where what was done is kept."""
    return paths.data_dir().path / "journal.sqlite3"


def journal_spares() -> tuple[Path, ...]:
    """Folders for what the journal does not take."""
    return (paths.cache_dir().path,)


def account_file() -> Path:
    """Where the last session's sound is accounted for."""
    return paths.log_dir().path / "last-session.json"


def clip_folder() -> Path:
    """Where finished clips are kept."""
    return paths.cache_dir().path / "clips"


def places_aside() -> tuple[Place, Place, Place]:
    """The folders that a session can do without: for what is kept for speed, for logs, for sockets."""
    return paths.cache_dir(), paths.log_dir(), paths.runtime_dir()


def say(line: str) -> None:
    """Print a line of the transcript."""
    print(line, flush=True)  # noqa: T201  the transcript


def say_all(lines: Iterable[str]) -> None:
    """Tell what was odd, apart from the transcript."""
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201  what was odd, apart from the transcript
