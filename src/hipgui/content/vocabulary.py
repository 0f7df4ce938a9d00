"""The keys of words.toml: how many wordings each needs, what may stand in braces, and how long a wording may be."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

from hipgui.core.model import Muscle, Prop

WORK_CUE_WORDS = 5
SETUP_WORDS = 12
ACK_WORDS = 4
PICTURES = ("front", "mirror", "muscles", "pinch", "props", "seconds", "sports", "steps", "stride", "three", "week")
"""What a card may show besides a movement."""
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
        **_keys("rest soon", _takes("name side", words=SETUP_WORDS)),
        "soon_with": _takes("name side props", words=SETUP_WORDS),
        "rest_need": _takes("props", words=SETUP_WORDS),
        "rest_set": _takes("set sets", words=SETUP_WORDS),
        "rest_set_with": _takes("set sets props", words=SETUP_WORDS),
        "self_paced": _takes("reps"),
        **_keys("up hold down over back last_one halfway ten three two one", _CUE),
        "breathe": Key(least=6, words=WORK_CUE_WORDS),
        "praise_set": Key(least=6, words=WORK_CUE_WORDS),
        "praise_exercise": _takes("name", words=SETUP_WORDS),
        "closing": Key(least=6, words=SETUP_WORDS),
        "closing_brief": Key(words=SETUP_WORDS),
        **_keys("note_replaced note_too_heavy", _takes("prop variant")),
        "note_cut_exercise": _takes("name"),
        "note_sets": _takes("name sets", also="planned"),
        "note_reps": _takes("name reps", also="planned"),
        "note_holds": _takes("name seconds", also="planned"),
        **_keys("note_rests note_prepare note_switch", _takes("seconds", also="planned")),
        **_keys("ack_next ack_back ack_ready ack_more_rest ack_time_one_minute ack_mute ack_unmute", _ACK),
        **_keys("ack_end ack_easier ack_harder ack_easiest ack_hardest", _ACK),
        **_keys("ack_deeper ack_no_deeper ack_skipped ack_hurt", _ACK),
        "ack_time_minutes": _takes("minutes", words=ACK_WORDS),
        "ack_time_seconds": _takes("seconds", words=ACK_WORDS),
        "note_change": _takes("variant", words=SETUP_WORDS),
        **_keys("load_kilos load_pounds", _takes("weight")),
        **_keys("load_kilos_said load_pounds_said", _takes("weight", words=SETUP_WORDS)),
        "load_said": _takes("load", words=SETUP_WORDS),
        **_keys("band_light band_medium band_strong", _PLAIN),
        "next_first": _takes("level"),
        "next_change": _takes("reason change"),
        **_keys("next_top next_held next_bottom", _takes("reason")),
        **_keys("next_hurt_bottom next_easy_once next_right_once next_hard_once next_left_over", _PLAIN),
        **_keys(
            "next_shortened next_unanswered next_made_easier next_made_harder next_chosen next_chosen_same next_open",
            _PLAIN,
        ),
        "next_left_over_side": _takes("side"),
        **_keys("reason_easy_twice reason_right_twice reason_well_twice reason_hard_twice", _PLAIN),
        **_keys("reason_easy reason_right reason_hurt reason_kit reason_usual reason_chosen", _PLAIN),
        "reason_below": _takes("work"),
        "reason_below_side": _takes("work side"),
        "work_reps": _takes("reps"),
        "work_seconds": _takes("seconds"),
        "work_sets": _takes("sets work"),
        "change_now": _takes("what"),
        **_keys("change_rep_more change_rep_fewer", _PLAIN),
        **_keys("change_seconds_more change_seconds_fewer", _takes("seconds")),
        **_keys("change_pause_longer change_pause_shorter change_down_slower change_down_quicker", _PLAIN),
        **_keys("change_up_slower change_up_quicker", _PLAIN),
        **_keys("ladder_top often_enough often_stretch", _PLAIN),
        "ladder_then": _takes("what"),
        "ladder_sets": _takes("sets"),
        **_keys("days_yesterday days_today", _takes("names")),
    },
)
"""Every key there is; a library must have them all."""
