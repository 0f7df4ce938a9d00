"""What the figure can look like, by name. Light enough to be known before the figure is loaded."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILDS = ("slender", "sturdy")
SKINS = ("porcelain", "sand", "honey", "umber", "espresso")
HAIR_STYLES = ("bun", "short", "ponytail", "curls")
HAIR_TONES = ("black", "brown", "copper", "grey")
WARDROBES = ("leggings", "shorts")
THEMES = ("dark", "light")

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"build": BUILDS, "skin": SKINS, "hair": HAIR_STYLES, "hair_tone": HAIR_TONES, "wardrobe": WARDROBES}
)
"""What there is to choose from, for each field of an `Appearance`."""


class Appearance(NamedTuple):
    """Whom the figure looks like: one of `CHOICES` in each field."""

    build: str = "slender"
    skin: str = "honey"
    hair: str = "bun"
    hair_tone: str = "brown"
    wardrobe: str = "leggings"
