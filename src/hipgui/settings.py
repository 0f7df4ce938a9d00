"""What the person chose, in one TOML file that a person may edit too.

The file holds only what differs from the default or was written there before. What this version does not know, and
every comment, survives a save. Nothing is ever lost to a mistake: a file that can't be read is set aside, a value that
is not allowed is replaced by its default, and each of these is told in a sentence.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

import tomli

from hipgui.core.cue import RATE_LEAST, RATE_MOST, Talk
from hipgui.core.errors import PersonError
from hipgui.core.ladder import Load
from hipgui.core.model import LEVELS, STANDARD_LEVEL, Prop
from hipgui.core.plan import Choices
from hipgui.figure.names import CHOICES, Appearance
from hipgui.files import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping, Sequence
    from pathlib import Path

    from tomlkit import TOMLDocument

    Value: TypeAlias = "str | bool | int | float | tuple[float, ...] | tuple[int, ...]"

LONGEST_TEXT = 200
MOST_LOADS = 24
KILOS, POUNDS = "kg", "lb"
LIGHTEST_KG, HEAVIEST_KG = 0.5, 60.0
BRIEF_AFTER = 3
"""Sessions after which the coach offers to say less."""


class SettingsError(PersonError):
    """The settings can't be saved; the message is a sentence with path, reason and remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice with its default. `window` is left, top, width, height in pixels, None before the first time."""

    routine: str = "full"
    minutes: int = 30
    """The ceiling chosen on Today."""
    level: int = STANDARD_LEVEL
    self_paced: bool = False
    on_foot: str = Prop.KETTLEBELL.value
    """What loads the foot: a kettlebell, a band or nothing."""
    beside: str = Prop.BLOCK.value
    """What stands beside the foot: a block, a book or nothing."""
    chair: bool = True
    """Whether a chair or a wall is in reach."""
    kettlebells: tuple[float, ...] = ()
    """Kilograms of the person's own; none: their weight is not known."""
    bands: tuple[int, ...] = ()
    """Strengths of the person's own: 1 light, 2 medium, 3 strong."""
    units: str = KILOS
    """How weights are shown; they are kept in kilograms."""
    talk: str = Talk.FULL.value
    rate: float = 1.0
    volume: float = 1.0
    tones: bool = True
    engine: str = "pyttsx3"
    voice: str = ""
    """The engine's own id of a voice; empty: the one the sound room finds best."""
    sound_device: str = ""
    """A playback device by its name; empty: the system's own."""
    rest_s: int = 60
    switch_s: int = 12
    lead_in_s: int = 3
    theme: str = "system"
    dim: bool = False
    text_scale: float = 1.0
    reduced_motion: bool = False
    full_screen: bool = False
    build: str = ""
    """The figure's build, skin, hair and clothes; empty: not drawn yet, see `with_figure`."""
    skin: str = ""
    hair: str = ""
    hair_tone: str = ""
    wardrobe: str = ""
    window: tuple[int, int, int, int] | None = None
    readiness_seen: bool = False
    sessions_finished: int = 0
    """Turns the wordings from session to session."""
    brief_offered: bool = False
    """Whether fewer words were offered; that happens once."""

    @property
    def kit(self) -> frozenset[Prop]:
        """What is at hand."""
        named = {self.on_foot, self.beside, *((Prop.CHAIR.value,) if self.chair else ())}
        return frozenset(prop for prop in Prop if prop.value in named)

    @property
    def offers_brief(self) -> bool:
        """Whether Today asks somebody who has heard every word often enough if there may be fewer."""
        return self.talk == Talk.FULL and self.sessions_finished >= BRIEF_AFTER and not self.brief_offered

    @property
    def tells_of_brief(self) -> bool:
        """Whether the session to come ends with a word on that: it is the one after which Today asks."""
        last = self.sessions_finished == BRIEF_AFTER - 1
        return last and self.talk == Talk.FULL and not self.brief_offered

    def finished_one(self) -> Settings:
        """After one more session; what was on offer until then is not offered again."""
        offered = self.brief_offered or self.sessions_finished >= BRIEF_AFTER
        return replace(self, sessions_finished=self.sessions_finished + 1, brief_offered=offered)

    @property
    def appearance(self) -> Appearance:
        """Whom the figure looks like; what was not drawn yet is the standard figure's."""
        named = {name: getattr(self, name) for name in CHOICES}
        return Appearance(**{name: value for name, value in named.items() if value})

    def with_figure(self, draw: Callable[[Sequence[str]], str]) -> Settings:
        """With a figure: `draw` picks one of several names, for each that was neither drawn nor chosen yet."""
        missing = {name: draw(among) for name, among in CHOICES.items() if not getattr(self, name)}
        return replace(self, **missing)  # type: ignore[arg-type]  # each of them is a text

    @property
    def loads(self) -> tuple[Load, ...]:
        """The weights and bands of the person's own, lightest first."""
        bells = (Load(Prop.KETTLEBELL, kilos) for kilos in sorted({*self.kettlebells}))
        bands = (Load(Prop.BAND, float(strength)) for strength in sorted({*self.bands}))
        return (*bells, *bands)

    def choices(self) -> Choices:
        """What they mean for a plan."""
        return Choices(
            level=self.level,
            kit=self.kit,
            minutes=self.minutes,
            self_paced=self.self_paced,
            rest_s=self.rest_s,
            switch_s=self.switch_s,
            loads=self.loads,
            pounds=self.units == POUNDS,
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """What one key may hold: in words, and as a function that gives the value, or None for what is not allowed."""

    allowed: str
    read: Callable[[object], Value | None]


def _shown(value: object) -> str:
    """A value as the file writes it, cut if it is long."""
    import json  # noqa: PLC0415  start-up: seldom needed

    return json.dumps(value, ensure_ascii=False, default=str)[:60]


def one_of(*allowed: str | int) -> Rule:
    """One of a few values."""
    shown = [f'"{value}"' if isinstance(value, str) else str(value) for value in allowed]
    words = f"{', '.join(shown[:-1])} or {shown[-1]}"
    return Rule(words, lambda found: next((own for own in allowed if type(own) is type(found) and own == found), None))


def whole(least: int, most: int) -> Rule:
    """A whole number between two others, both included."""

    def read(found: object) -> Value | None:
        return found if type(found) is int and least <= found <= most else None

    return Rule(f"a whole number from {least} to {most}", read)


def number(least: float, most: float) -> Rule:
    """A number between two others, both included."""

    def read(found: object) -> Value | None:
        if isinstance(found, bool) or not isinstance(found, int | float):
            return None
        return float(found) if least <= found <= most else None

    return Rule(f"a number from {least:g} to {most:g}", read)


def yes_or_no() -> Rule:
    """True or false."""
    return Rule("true or false", lambda found: found if isinstance(found, bool) else None)


def text() -> Rule:
    """Any short text."""
    read: Callable[[object], Value | None] = lambda found: (  # noqa: E731  as short as its siblings
        found if isinstance(found, str) and len(found) <= LONGEST_TEXT else None
    )
    return Rule(f"a text of at most {LONGEST_TEXT} characters", read)


def several(each: Rule) -> Rule:
    """A list of values of one kind."""

    def read(found: object) -> Value | None:
        if not isinstance(found, list | tuple) or len(found) > MOST_LOADS:
            return None
        values = tuple(one for one in map(each.read, found) if isinstance(one, int | float))
        return values if len(values) == len(found) else None

    return Rule(f"a list of at most {MOST_LOADS}, each {each.allowed}", read)


def rectangle() -> Rule:
    """Left, top, width and height."""

    def read(found: object) -> Value | None:
        within = range(-100_000, 100_001)
        if not isinstance(found, list) or not all(type(one) is int and one in within for one in found):
            return None
        match found:
            case [left, top, width, height] if width > 0 and height > 0:
                return left, top, width, height
        return None

    return Rule("four whole numbers: left, top, width and height", read)


TABLES: Mapping[str, Mapping[str, Rule]] = {
    "session": {
        "routine": one_of("full", "middle", "short", "march", "lift", "lizard"),
        "minutes": one_of(10, 15, 30),
        "level": whole(LEVELS[0], LEVELS[-1]),
        "self_paced": yes_or_no(),
        "rest_s": whole(45, 120),  # content.md: rest 60 s (45-120), 10-15 s to switch sides
        "switch_s": whole(10, 15),
        "lead_in_s": whole(3, 10),
    },
    "kit": {
        "on_foot": one_of(Prop.KETTLEBELL.value, Prop.BAND.value, "nothing"),
        "beside": one_of(Prop.BLOCK.value, Prop.BOOK.value, "nothing"),
        "chair": yes_or_no(),
        "kettlebells": several(number(LIGHTEST_KG, HEAVIEST_KG)),
        "bands": several(whole(1, 3)),
        "units": one_of(KILOS, POUNDS),
    },
    "voice": {
        "talk": one_of(*(talk.value for talk in Talk)),
        "rate": number(RATE_LEAST, RATE_MOST),
        "volume": number(0.0, 1.0),
        "tones": yes_or_no(),
        "engine": one_of("pyttsx3", "flite"),
        "voice": text(),
        "sound_device": text(),
    },
    "look": {
        "theme": one_of("system", "dark", "light"),
        "dim": yes_or_no(),
        "text_scale": number(1.0, 2.0),  # look.md: up to 200 %
        "reduced_motion": yes_or_no(),
        "full_screen": yes_or_no(),
        "window": rectangle(),
    },
    "figure": {name: one_of("", *among) for name, among in CHOICES.items()},
    "person": {
        "readiness_seen": yes_or_no(),
        "sessions_finished": whole(0, 10**9),
        "brief_offered": yes_or_no(),
    },
}
"""The file's tables, their keys (the fields of `Settings`) and what each may hold."""


def load(path: Path) -> tuple[Settings, list[str]]:
    """The settings at `path`, and a sentence for everything that was not as it should be. Never raises."""
    try:
        written = tomli.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        return Settings(), [f"{path}: can't be read ({error.strerror}), so the standard settings are used."]
    except (ValueError, RecursionError) as error:  # not UTF-8, not TOML, or nested beyond reason
        return Settings(), [_damaged(path, str(error).partition("\n")[0])]
    settings, sentences = Settings(), []
    for table, rules in TABLES.items():
        section = written.get(table, {})
        if not isinstance(section, dict):
            sentences.append(_complaint(path, table, section, f"a table, [{table}]"))
            continue
        for key in rules.keys() & section.keys():
            value = rules[key].read(section[key])
            if value is None:
                sentences.append(_complaint(path, f"[{table}] {key}", section[key], rules[key].allowed))
            else:
                settings = replace(settings, **{key: value})  # type: ignore[arg-type]  # its rule gives the field's type
    return settings, sorted(sentences)


def save(path: Path, settings: Settings) -> None:
    """Write `settings` to `path`: all of it or nothing. Raises SettingsError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # a link into a folder of dotfiles stays a link
        _write(target, _merged(path, settings))
    except OSError as error:
        message = f"{path}: the settings can't be saved ({error.strerror}). Make room there or allow writing."
        raise SettingsError(message) from error


def _complaint(path: Path, key: str, found: object, allowed: str) -> str:
    return f"{path}: {key}: found {_shown(found)}, allowed is {allowed}. The standard setting is used."


def _set_aside(path: Path) -> Path:
    """Give a damaged file a name of its own, and that name; raises OSError."""
    day = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    aside = path.with_name(f"{path.name}.damaged-{day}")
    turn = 1
    while aside.exists():
        turn += 1
        aside = path.with_name(f"{path.name}.damaged-{day}-{turn}")
    return path.rename(aside)


def _damaged(path: Path, reason: str) -> str:
    """Set a damaged file aside; the sentence that says so."""
    try:
        aside = _set_aside(path)
    except OSError as error:
        return (
            f"{path}: is damaged ({reason}) and can't be set aside ({error.strerror}), "
            "so the standard settings are used. Mend or remove the file."
        )
    return f"{path}: was damaged ({reason}). It is kept as {aside.name}, and the standard settings are used."


def _merged(path: Path, settings: Settings) -> str:
    """The text of the file at `path` with `settings` put in; a file that can't be kept is set aside first."""
    from tomlkit import document, dumps, parse, table  # noqa: PLC0415  only a save needs it, never the first frame
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415  a start that saves nothing need not load it

    written: TOMLDocument
    try:
        written = parse(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        written = document()
    except (ValueError, TOMLKitError, RecursionError):
        _set_aside(path)
        written = document()
    for name, rules in TABLES.items():
        section = written.get(name)
        if not isinstance(section, dict):
            section = table()
        _fill(section, rules, settings)
        if section or name in written:
            written[name] = section
    return dumps(written)


def _fill(section: MutableMapping[str, object], rules: Mapping[str, Rule], settings: Settings) -> None:
    standard = Settings()
    for key, rule in rules.items():
        value = getattr(settings, key)
        if value is None:
            section.pop(key, None)
        elif key in section:
            if rule.read(section[key]) != value:
                section[key] = list(value) if isinstance(value, tuple) else value
        elif value != getattr(standard, key):
            section[key] = list(value) if isinstance(value, tuple) else value


def _write(target: Path, content: str) -> None:
    with replacing(target) as fresh:
        with fresh.open("wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(target, fresh)
