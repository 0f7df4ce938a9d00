"""The figure's colours: what each role of a draw list is painted with, by look.

Triples are shadow, mid and light, chosen on the product's two grounds; edges are darkened shadows.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from hipgui.figure.drawlist import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipgui.figure.model import Look

Triple = tuple[str, str, str]
GROUND = {"dark": "#101418", "light": "#F6F3EC"}
INK = {"dark": "#0B0E14", "light": "#1B2136"}

SKIN: Mapping[str, Triple] = MappingProxyType(
    {
        "porcelain": ("#C98F78", "#F2C7AE", "#FFE3D0"),
        "sand": ("#BC8261", "#E6B28F", "#F8D2B3"),
        "honey": ("#A96F4B", "#D29A6F", "#E9BB91"),
        "umber": ("#754629", "#9F6A45", "#BF8A62"),
        "espresso": ("#4C2D20", "#724836", "#936550"),
    }
)
HAIR: Mapping[str, Triple] = MappingProxyType(
    {
        "black": ("#17161B", "#302E36", "#55525E"),
        "brown": ("#3A2620", "#5E4136", "#86604F"),
        "copper": ("#6B2F17", "#9C4D28", "#C77744"),
        "grey": ("#6C6B70", "#98979B", "#C4C3C6"),
    }
)
SHARED: Mapping[str, Mapping[str, Triple]] = MappingProxyType(
    {
        "dark": {
            "mat": ("#2C3843", "#3B4957", "#4A5A69"),
            "block": ("#8C6A45", "#B58C5E", "#CFA878"),
            "book": ("#54413F", "#7B5D58", "#94736C"),
            "pages": ("#A79F8E", "#CFC7B6", "#E9E3D6"),
            "wood": ("#5D4A37", "#7D654C", "#9A8063"),
            "iron": ("#454D59", "#707B8C", "#9AA5B6"),
            "sole": ("#9AA2AC", "#D5DAE0", "#F6F8FA"),
            "wall": ("#141920", "#222A33", "#2A333D"),
            "floor": ("#1E262F", "#1E262F", "#1E262F"),
            "shadow": ("#000000", "#000000", "#000000"),
            "ghost": ("#6D7985", "#6D7985", "#6D7985"),
            "arrow": ("#FF9F45", "#FF9F45", "#FF9F45"),
            "arrow_halo": ("#101418", "#101418", "#101418"),
        },
        "light": {
            "mat": ("#B7BFB9", "#CDD3CC", "#DDE2DC"),
            "block": ("#93704A", "#BD9568", "#D6B285"),
            "book": ("#6E4E4B", "#93706A", "#AD8A82"),
            "pages": ("#BDB6A8", "#DDD7C9", "#F2EEE5"),
            "wood": ("#7A6248", "#A08463", "#BCA07D"),
            "iron": ("#262B33", "#434B57", "#687282"),
            "sole": ("#BDBBB4", "#E6E4DE", "#FFFFFF"),
            "wall": ("#D2CABA", "#E6E0D3", "#F2EEE5"),
            "floor": ("#DED7C9", "#DED7C9", "#DED7C9"),
            "shadow": ("#3A3A44", "#3A3A44", "#3A3A44"),
            "ghost": ("#867E70", "#867E70", "#867E70"),
            "arrow": ("#D9660A", "#D9660A", "#D9660A"),
            "arrow_halo": ("#F6F3EC", "#F6F3EC", "#F6F3EC"),
        },
    }
)
WARDROBE: Mapping[str, Mapping[str, Mapping[str, Triple]]] = MappingProxyType(
    {
        "leggings": {
            "dark": {
                "shirt": ("#A9B1BD", "#D9DEE5", "#F6F4EF"),
                "legs": ("#34466B", "#47608F", "#6480B4"),
                "shoe": ("#8E97A3", "#C4CBD3", "#EEF1F4"),
                "laces": ("#7E8792", "#7E8792", "#7E8792"),
            },
            "light": {
                "shirt": ("#CFCAC0", "#ECE8E0", "#FFFFFF"),
                "legs": ("#25365A", "#35497A", "#4A6199"),
                "shoe": ("#3A424D", "#535D6A", "#76818F"),
                "laces": ("#C9CDD2", "#C9CDD2", "#C9CDD2"),
            },
        },
        "shorts": {
            "dark": {
                "shirt": ("#556C66", "#7B948D", "#A2B8B1"),
                "legs": ("#39414C", "#535D6B", "#727E8E"),
                "shoe": ("#8E97A3", "#C4CBD3", "#EEF1F4"),
                "laces": ("#7E8792", "#7E8792", "#7E8792"),
            },
            "light": {
                "shirt": ("#4F6B65", "#6E8A83", "#93ADA6"),
                "legs": ("#2B323C", "#434C59", "#606B7A"),
                "shoe": ("#8B8B88", "#BDBCB7", "#E2E1DC"),
                "laces": ("#6F6E6A", "#6F6E6A", "#6F6E6A"),
            },
        },
    }
)
BAND: Triple = ("#B97217", "#F2A33A", "#FFC476")
GLOW: Triple = ("#FF3418", "#FF3418", "#FF3418")
MUSCLE: Triple = ("#E23A22", "#FF7747", "#FFD9B4")


@lru_cache(maxsize=64)
def roles(look: Look) -> Mapping[str, Triple]:
    """Shadow, mid and light of every role."""
    skin, hair = SKIN[look.skin], HAIR[look.hair_tone]
    dressed = WARDROBE[look.body.wardrobe][look.theme]
    shirt = dressed["shirt"]
    return MappingProxyType(
        {
            **SHARED[look.theme],
            **dressed,
            "skin": skin,
            "skin_shadow": (_mixed(skin[0], skin[1], 0.35),) * 3,
            "hair": hair,
            "hair_flat": (hair[1],) * 3,
            "brow": (_mixed(hair[0], skin[0], 0.15),) * 3,
            "lip": (_mixed(skin[0], "#8E2F33", 0.38),) * 3,
            "ink": ("#221C22",) * 3,
            "shirt_fold": (_mixed(shirt[0], shirt[1], 0.15),) * 3,
            "collar": (_mixed(shirt[0], shirt[1], 0.35),) * 3,
            "collar_inside": (_mixed(shirt[0], INK[look.theme], 0.25),) * 3,
            "band": BAND,
            "glow": GLOW,
            "muscle": MUSCLE,
        }
    )


@lru_cache(maxsize=4096)
def colour(look: Look, role: str, tone: Tone, far: float) -> QColor:
    """The colour of a role in a tone, darkened for a limb that is `far` (0 to 1) away; opaque."""
    shadow, mid, light = roles(look)[role]
    ink = INK[look.theme]
    if role == "muscle" and tone is Tone.EDGE:
        return QColor("#9E1B12")
    if tone is Tone.EDGE:
        return QColor(_mixed(_mixed(shadow, ink, far), ink, 0.50))
    plain = {Tone.SHADOW: shadow, Tone.MID: mid, Tone.LIGHT: light}[tone]
    deep = _mixed(ink, shadow, 0.6) if role == "skin" else ink
    return QColor(_mixed(plain, deep, far))


def _mixed(one: str, other: str, share: float) -> str:
    a, b = QColor(one), QColor(other)
    return QColor(
        round(a.red() + (b.red() - a.red()) * share),
        round(a.green() + (b.green() - a.green()) * share),
        round(a.blue() + (b.blue() - a.blue()) * share),
    ).name()
