"""Stills that were painted before: kept in a folder of the cache, so that the first frame finds them ready."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from hipgui import __version__
from hipgui.files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES_KEPT = 160
ASPECTS = "aspects.txt"
SOURCES = ("figure/*.py", "paint/figure*.py", "content/builtin/figure*.toml")
"""What stills are made of, besides what was ordered."""


class StillStore:
    """Pictures by a name of letters, digits, "-" and ".". Trouble with the disk costs time, nothing else."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._stamp = ""

    def read(self, name: str, ratio: float) -> QImage | None:
        """The picture kept under `name`; None where there is none that can be read."""
        path = self._path(name)
        if path is None or not path.exists():
            return None
        image = QImage(str(path))
        if image.isNull():
            return None
        image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        return image

    def keep(self, name: str, image: QImage) -> None:
        """Keep a picture; the oldest give way."""
        path = self._path(name)
        if path is not None:
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                with replacing(path) as fresh:  # a picture cut short would be shown as it is
                    if not image.save(str(fresh)):
                        raise OSError
                files = sorted(path.parent.glob("*.png"), key=lambda one: one.stat().st_mtime_ns)
                for old in files[:-FILES_KEPT]:
                    old.unlink(missing_ok=True)

    def read_aspects(self) -> dict[str, float]:
        """Width over height of each movement's frame, as an earlier run has left them."""
        try:
            lines = (self._folder / ASPECTS).read_text(encoding="utf-8").splitlines() if self._folder else []
            return {name: float(value) for name, _, value in (line.partition(" ") for line in lines)}
        except (OSError, ValueError):
            return {}

    def keep_aspects(self, aspects: Mapping[str, float]) -> None:
        """Keep them for the next run."""
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                lines = (f"{name} {value:.4f}" for name, value in sorted(aspects.items()))
                (self._folder / ASPECTS).write_text("\n".join(lines), encoding="utf-8")

    def _path(self, name: str) -> Path | None:
        if self._folder is None:
            return None
        if not self._stamp:
            package = Path(__file__).parents[1]
            newest = max((path.stat().st_mtime_ns for wanted in SOURCES for path in package.glob(wanted)), default=0)
            self._stamp = f"{__version__}-{newest // 1_000_000:x}"
        return self._folder / f"{name}-{self._stamp}.png"
