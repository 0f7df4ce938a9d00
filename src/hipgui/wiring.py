"""Puts the rooms together by constructor calls; no other logic. What the first frame does not need is imported late."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from hipgui.content import BUILTIN, snapshot
from hipgui.core.cue import Talk, Voice
from hipgui.core.errors import PersonError, WrongUseError
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.desktop import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from hipgui.core.cue import Cue
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan
    from hipgui.core.score import Score
    from hipgui.core.unfinished import Unfinished
    from hipgui.desktop.paths import Place
    from hipgui.doctor import Examination
    from hipgui.figure.model import Figures
    from hipgui.journal.journal import Journal, NullJournal
    from hipgui.journal.recall import Keeper
    from hipgui.journal.records import Records
    from hipgui.kept import Kept
    from hipgui.player import Player
    from hipgui.settings import Settings
    from hipgui.sound.live import Sound
    from hipgui.ui.window import Window

INSTANCE = "hipgui"
DEMO_MIN = 1.5
"""One short set of marches on each side."""
LISTEN_AFTER_MS = 200
"""From when on another start is answered: the first frame goes first, and whoever asks is patient."""
RENDER_LIMIT_S = 60.0
"""How long `script` waits for the voice before it reckons with estimates."""


def plan_for(routine: str, *, level: int, have: Iterable[str], minutes: float | None) -> Plan:
    """The plan the command line asks for, whatever is stored. Raises WrongUseError."""
    library = _library()
    known = [one.id for one in library.routines]
    if routine not in known:
        raise WrongUseError(f"{routine!r} is not a routine; there are {', '.join(known)}.")
    choices = Choices(level=level, kit=frozenset(Prop(name) for name in have), minutes=minutes)
    return plan(library.routine(routine), library, choices)


def score_for(plan_: Plan, *, talk: str, seed: int | None) -> Score:
    """The plan as it will be heard, from the real clips of the person's voice."""
    from hipgui.core.score import closing, phrases, spoken
    from hipgui.core.sounds import Phrase

    library, settings = _library(), _settings().settings
    voice = _voice(library, settings, talk, seed)
    with _sound(settings, account_for=False) as sound:
        asked = [item for index in range(len(plan_.steps)) for item in phrases(plan_, index, voice)]
        asked += [cue.item for cue in closing(voice).cues]
        wanted = [item for item in dict.fromkeys(asked) if isinstance(item, Phrase)]
        sound.want(wanted)
        sound.wait_for(wanted, RENDER_LIMIT_S)
        return spoken(plan_, replace(voice, length_of=sound.length_s))


def play_in_terminal(plan_: Plan, *, talk: str, seed: int | None) -> int:
    """Play without a window."""
    from hipgui import headless
    from hipgui.terminal import keyboard

    kept = _settings()
    _say_all(kept.sentences)
    with _sound(kept.settings) as sound, _journal() as journal, keyboard() as keys:
        transcript = headless.Transcript(_say)
        voice, lead_in_ms = _voice(_library(), kept.settings, talk, seed), kept.settings.lead_in_s * 1000
        player = _player(plan_, voice, sound, journal, transcript.said, lead_in_ms)
        transcript.player = player
        finished = headless.run(player, keys, _say)
        player.close()
    if finished:
        _settings().finished_one()  # read anew: they may have been changed meanwhile
    return 0


def open_window() -> int:
    """The coach's window."""
    return window()


def play_in_window(plan_: Plan, *, talk: str | None = None, seed: int | None = None) -> int:
    """The window, with a session that starts at once."""
    return window(plan_, talk=talk, seed=seed)


def demonstrate(picture: str | None) -> int:
    """A short session in the window, demonstrated; the picture goes to the data folder unless a file is named."""
    from pathlib import Path

    library = _library()
    plan_ = plan(library.routine("march"), library, Choices(minutes=DEMO_MIN))
    return demonstrate_plan(plan_, Path(picture) if picture else paths.data_dir().path / "demonstration.png")


def demonstrate_plan(plan_: Plan, picture: Path | None) -> int:
    """A session in the window: its transcript is printed, a picture may be kept, and it ends by itself.

    Nobody did it, so nothing of it is kept.
    """
    from hipgui import headless
    from hipgui.ui.demo import Demonstration

    demonstration = Demonstration(picture and picture.absolute(), _say)
    transcript = headless.Transcript(_say)

    def said(cue: Cue) -> None:
        transcript.said(cue)
        demonstration.said(cue)

    def watch(player: Player) -> None:
        transcript.player = player

    return window(plan_, talk="full", said=said, began=watch, attach=demonstration.attach, keeps=False)


def window(  # noqa: PLR0913  whatever a window may be opened for
    plan_: Plan | None = None,
    *,
    talk: str | None = None,
    seed: int | None = None,
    said: Callable[[Cue], None] = lambda _cue: None,
    began: Callable[[Player], None] = lambda _player: None,
    attach: Callable[[Window], None] = lambda _window: None,
    keeps: bool = True,
) -> int:
    """The window, until it is closed; `attach` gets it before it runs, `said` each cue as it is heard.

    Unless it `keeps`, neither what is done nor what is chosen is written down.
    """
    from hipgui.desktop import display

    shown = display.probe(os.environ)
    if not shown.ok:
        raise PersonError(f"No window can be opened: {shown.found}. {shown.remedy}")
    from PySide6.QtCore import QTimer

    from hipgui.desktop.instance import SingleInstance
    from hipgui.sound.choosing import Choosing
    from hipgui.ui.app import make_application, run
    from hipgui.ui.crash import CrashGuard
    from hipgui.ui.deps import Deps, NoKeeper, no_records
    from hipgui.ui.figure_pictures import FigurePictures

    gc.disable()  # until there is a Collector: what Qt owns must not be ended by a thread that happens to allocate
    application = make_application()
    instance = SingleInstance.first(INSTANCE)
    if instance is None:
        _say("Hipgui is open already; its window was asked to come forward.")
        return 0
    kept, library = _settings(), _library()
    kept.draw_figure()
    late = _Late(kept, keeps=keeps)

    def begin(wanted: Plan, left: Unfinished | None = None) -> Player:
        from hipgui.journal.journal import NullJournal

        as_asked = wanted is plan_  # sessions after it go by the settings
        voice = _voice(library, kept.settings, talk if as_asked else None, seed if as_asked else None)
        journal = late.journal if keeps else NullJournal()
        late.player = _player(wanted, voice, late.sound, journal, said, kept.settings.lead_in_s * 1000, left)
        began(late.player)
        return late.player

    def attach_all(window: Window) -> None:
        QTimer.singleShot(LISTEN_AFTER_MS, window, lambda: instance.listen(window.come_forward))
        attach(window)

    guard = CrashGuard(paths.log_dir().path, {"the sound": late.silence, "your sets": late.close})
    guard.install()
    deps = Deps(
        library=library,
        settings=kept.settings,
        save_settings=kept.save,
        begin=begin,
        go_on=lambda left: begin(left.plan, left),
        keeper=lambda: _keeper(late.journal, library),
        has_past=journal_file().exists,
        speaker=Choosing(lambda: late.sound),
        data_folder=paths.data_dir().path,
        warm_up=late.warm_up,
        pictures=FigurePictures(_figures, paths.cache_dir().path / "stills"),
        records=lambda: _records(late.journal, library),
        sentences=(*kept.sentences, *(place.trouble for place in _aside() if place.trouble)),
    )
    if not keeps:
        deps = replace(deps, save_settings=lambda _: None, go_on=None, has_past=lambda: False)
        deps = replace(deps, keeper=NoKeeper, records=no_records)
    try:
        return run(deps, attach=attach_all, autostart=plan_)
    finally:
        late.close()
        guard.uninstall()
        instance.close()
        del application  # kept until here: Qt's sockets end before Qt does


class _Late:
    """What the first frame does not wait for: sound and journal, made when they are first asked for."""

    def __init__(self, kept: Kept, *, keeps: bool) -> None:
        self._kept, self._keeps = kept, keeps
        self._stack = ExitStack()
        self.player: Player | None = None

    @cached_property
    def sound(self) -> Sound:
        return self._stack.enter_context(_sound(self._kept.settings, warm=False, account_for=self._keeps))

    @cached_property
    def journal(self) -> Journal:
        return self._stack.enter_context(_journal())

    def warm_up(self) -> None:
        """Make the start of a session cost nothing: voice and device are got ready."""
        from PySide6.QtCore import QCoreApplication

        from hipgui.ui.garbage import Collector

        if self._keeps:
            self._kept.keep_figure()
        self.sound.prewarm()
        self.sound.open()
        if (application := QCoreApplication.instance()) is not None:
            Collector(application)

    def silence(self) -> None:
        """End the session, if there is one."""
        if self.player is not None:
            self.player.close()

    def close(self) -> None:
        """End what was made."""
        self._stack.close()


def _keeper(journal: Journal, library: Library) -> Keeper:
    from hipgui.journal.recall import Keeper

    return Keeper(journal, journal_file(), library)


def _figures() -> Figures:
    from hipgui.content.poses import load_figures

    return load_figures()


def _player(  # noqa: PLR0913, PLR0917  all that a session is made of
    plan_: Plan,
    voice: Voice,
    sound: Sound,
    journal: Journal | NullJournal,
    said: Callable[[Cue], None],
    lead_in_ms: int,
    taken_up: Unfinished | None = None,
) -> Player:
    from hipgui.desktop.sleepwatch import SleepWatch
    from hipgui.player import Player

    slept = SleepWatch().slept_s
    library = _library()
    return Player(
        plan_, voice, sound, journal, library, taken_up=taken_up, said=said, slept=slept, lead_in_ms=lead_in_ms
    )


def examine() -> Examination:
    """What works here."""
    from hipgui import doctor
    from hipgui.desktop import bus, display
    from hipgui.sound import probe as sound_probe
    from hipgui.sound.engine import VoiceChoice

    settings = _settings().settings
    return doctor.examine(
        {
            "voice": lambda: sound_probe.probe_voice(20.0, VoiceChoice(settings.engine, settings.voice)),
            "sound device": lambda: _probe_device(settings.sound_device),
            "display": lambda: display.probe(os.environ),
            "session bus": lambda: bus.probe(os.environ),
            "folders": paths.probe,
            "content": _probe_content,
        }
    )


def _probe_device(name: str) -> tuple[bool, str, str]:
    from hipgui.sound import account, probe

    ok, found, remedy = probe.probe_device(name=name)
    last = account.read(account_file())
    return ok, f"{found}; {last}" if ok and last else found, remedy


def _probe_content() -> tuple[bool, str, str]:
    from hipgui.content.load import load_library

    try:
        library = load_library()
    except PersonError as error:
        return False, str(error), "Install Hipgui again, or mend the pack."
    return True, f"{len(library.exercises)} exercises, {len(library.routines)} routines", ""


@cache
def _library() -> Library:
    packs = (BUILTIN,)

    def load() -> Library:
        from hipgui.content.load import load_library

        return load_library(packs)

    return snapshot.library(paths.cache_dir().path / "library.json", packs, load)


def _settings() -> Kept:
    from hipgui.kept import Kept
    from hipgui.settings import load

    place = paths.config_file()
    settings, sentences = load(place.path)
    return Kept(settings, place.path, tuple(filter(None, (place.trouble, *sentences))))


@contextmanager
def _journal() -> Iterator[Journal]:
    from hipgui.journal.journal import Journal

    journal = Journal(journal_file(), journal_spares())
    journal.wake()
    try:
        yield journal
    finally:
        journal.close()
        _say_all(map(str, journal.notices()))


def _records(journal: Journal, library: Library) -> Records:
    from hipgui.export.history import write_history
    from hipgui.journal.records import Records

    return Records(journal_file(), journal, library, write_history)


def journal_file() -> Path:
    """Where what was done is kept."""
    return paths.data_dir().path / "journal.sqlite3"


def journal_spares() -> tuple[Path, ...]:
    """Folders for what the journal does not take."""
    return (paths.cache_dir().path,)


def _aside() -> tuple[Place, ...]:
    """Folders that a session can do without, and what that means."""
    return paths.cache_dir(), paths.log_dir(), paths.runtime_dir()


def account_file() -> Path:
    """Where the last session's sound is accounted for."""
    return paths.log_dir().path / "last-session.json"


def clip_folder() -> Path:
    """Where finished clips are kept."""
    return paths.cache_dir().path / "clips"


@contextmanager
def _sound(settings: Settings, *, warm: bool = True, account_for: bool = True) -> Iterator[Sound]:
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


def _voice(library: Library, settings: Settings, talk: str | None, seed: int | None) -> Voice:
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


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the transcript


def _say_all(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201  what was odd, apart from the transcript
