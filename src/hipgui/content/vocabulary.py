"""The keys of words.toml: how many wordings each needs, what may stand in braces, and how long a wording may be."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

from hipgui.core.model import Muscle, Prop

WORK_CUE_WORDS = 5
SETUP_WORDS = 12
ACK_WORDS = 4
CAPTION_CHARACTERS = 40

SIDES = frozenset({"side", "other", "Side", "Other"})
"""The bare side and its opposite, without and with a capital."""
SETUP_FIELDS = SIDES | {"prop", "Prop"}


@dataclass(frozen=True, slots=True)
class Key:
    """What one key of words.toml may hold: at least `least` wordings, of at most `words` words where that is set.

    `fields` may stand in braces in each wording, `needs` must, in small letters or with a capital.
    """

    fields: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    least: int = 1
    words: int | None = None
    exactly: int | None = None


def fields_in(wording: str) -> frozenset[str]:
    """The names in braces; raises ValueError where the braces don't pair or hold more than a name."""
    names = set()
    for _, name, form, conversion in Formatter().parse(wording):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        names.add(name)
    return frozenset(names)


def word_count(wording: str) -> int:
    """Words as the ear counts them; a placeholder is one."""
    return len(wording.split())


def _keys(names: str, key: Key) -> dict[str, Key]:
    return dict.fromkeys(names.split(), key)


def _takes(needs: str, *, also: str = "", words: int | None = None) -> Key:
    """A key whose wordings need some fields and may use others; side and stretch also with a capital."""
    every = f"{needs} {also}".split()
    capital = {name.capitalize() for name in every if name in {"side", "stretch"}}
    return Key(frozenset(every) | capital, frozenset(needs.split()), words=words)


_PLAIN = Key()
_CUE = Key(words=WORK_CUE_WORDS)
_ACK = Key(words=ACK_WORDS)

VOCABULARY = MappingProxyType(
    {
        "numbers": Key(exactly=101),
        **_keys("or and", _PLAIN),
        **{f"prop_{prop}": _PLAIN for prop in Prop},
        **{f"muscle_{muscle}{ending}": _PLAIN for muscle in Muscle for ending in ("", "_at")},
        "intro": _takes("name dose"),
        "dose_reps": _takes("sets reps"),
        "dose_reps_one": _takes("reps"),
        "dose_hold": _takes("sets seconds"),
        "dose_hold_one": _takes("seconds"),
        **_keys("side switch", _takes("side")),
        **_keys("side_stretch switch_stretch", _takes("side stretch")),
        "rest_same": _takes("set sets side"),
        "rest_new": _takes("name side props"),
        **_keys("rest_new_bare soon", _takes("name side")),
        "self_paced": _takes("reps"),
        **_keys("up hold down over back last_one halfway ten three two one", _CUE),
        "breathe": Key(least=6, words=WORK_CUE_WORDS),
        "praise_set": Key(least=6, words=WORK_CUE_WORDS),
        "praise_exercise": _takes("name", words=SETUP_WORDS),
        "closing": Key(least=6, words=SETUP_WORDS),
        "note_replaced": _takes("prop variant"),
        "note_cut_exercise": _takes("name"),
        "note_sets": _takes("name sets", also="planned"),
        "note_reps": _takes("name reps", also="planned"),
        "note_holds": _takes("name seconds", also="planned"),
        **_keys("note_rests note_prepare note_switch", _takes("seconds", also="planned")),
        **_keys("ack_next ack_back ack_ready ack_more_rest ack_time_one_minute ack_mute ack_unmute", _ACK),
        **_keys("ack_end ack_easier ack_harder ack_skip ack_hurt", _ACK),
        "ack_time_minutes": _takes("minutes", words=ACK_WORDS),
        "ack_time_seconds": _takes("seconds", words=ACK_WORDS),
    },
)
"""Every key there is; a library must have them all."""
