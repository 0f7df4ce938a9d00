"""The settings as they now stand, and the file that keeps them."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipgui.settings import SettingsError, save

if TYPE_CHECKING:
    from pathlib import Path

    from hipgui.settings import Settings


@dataclass
class Kept:
    """The settings, where they are kept, and what was odd about them."""

    settings: Settings
    path: Path
    sentences: tuple[str, ...]
    drawn: bool = False
    """Whether the figure was drawn by chance and not kept yet."""

    def draw_figure(self) -> None:
        """Decide by chance, once and for all, what the figure looks like."""
        settings = self.settings.with_figure(random.choice)
        self.drawn, self.settings = settings != self.settings, settings

    def keep_figure(self) -> None:
        """Keep what was drawn. Where that can't be done, the first change of a setting says so."""
        if self.drawn:
            with suppress(SettingsError):
                self.save(self.settings)

    def save(self, settings: Settings) -> None:
        """Keep them from now on; raises SettingsError."""
        self.settings = settings
        save(self.path, settings)

    def finished_one(self) -> None:
        """Count a finished session, so that the wordings move on."""
        self.save(self.settings.finished_one())
