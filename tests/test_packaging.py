"""What a person gets besides the code: desktop entry, metadata, icon, fonts, and whole packages."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

import hipgui

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

ROOT = Path(__file__).resolve().parents[1]
APP_ID = "org.hipgui.Hipgui"
DESKTOP = ROOT / "packaging" / f"{APP_ID}.desktop"
METAINFO = ROOT / "packaging" / f"{APP_ID}.metainfo.xml"
POSTER = ROOT / "assets" / "poster" / "hipgui.png"
ASSETS = sorted(
    path for path in (ROOT / "assets").rglob("*") if path.suffix in {".ttf", ".svg", ".png"} and path != POSTER
)
"""What the program itself shows."""


def run(*command: str | Path) -> str:
    """What a command prints; fails the test, with all it said, if the command fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys of a desktop entry tell case
    parser.read(DESKTOP, encoding="utf-8")
    return parser["Desktop Entry"]


def metainfo() -> ET.Element:
    return ET.parse(METAINFO).getroot()  # noqa: S314  # our own file


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# Desktop entry and metadata


def test_the_desktop_entry_is_valid() -> None:
    assert not run("desktop-file-validate", "--warn-kde", DESKTOP)


def test_the_metadata_is_valid() -> None:
    assert "successful" in run("appstreamcli", "validate", "--no-net", METAINFO)


def test_entry_metadata_and_icon_speak_of_the_same_program() -> None:
    info = metainfo()
    assert info.findtext("id") == APP_ID
    assert info.findtext("launchable") == DESKTOP.name
    assert info.findtext("provides/binary") == desktop_entry()["Exec"] == "hipgui"
    assert desktop_entry()["Icon"] == APP_ID
    assert info.findtext("name") == desktop_entry()["Name"] == "Hipgui"


def test_the_newest_release_is_this_version() -> None:
    release = metainfo().find("releases/release")
    assert release is not None
    assert release.get("version") == hipgui.__version__
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\S+)", log, re.MULTILINE)
    assert versions[0] == hipgui.__version__


def test_the_licence_is_named_the_same_everywhere() -> None:
    assert project()["project"]["license"] == metainfo().findtext("project_license") == "GPL-3.0-or-later"
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in (ROOT / "LICENSE").read_text(
        encoding="utf-8"
    )


# Resources


def channels(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def test_the_poster_is_what_its_script_paints_today(tmp_path: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    fresh = tmp_path / "poster.png"
    run(sys.executable, ROOT / "packaging" / "render_poster.py", fresh)
    small = [
        QImage(str(path)).scaled(80, 38, mode=Qt.TransformationMode.SmoothTransformation) for path in (POSTER, fresh)
    ]
    assert not small[0].isNull(), "paint it: python packaging/render_poster.py"
    colours = [
        [channels(image.pixelColor(x, y)) for y in range(image.height()) for x in range(image.width())]
        for image in small
    ]
    apart = [abs(a - b) for one, other in zip(*colours, strict=True) for a, b in zip(one, other, strict=True)]
    assert sum(apart) / len(apart) < 1.5
    assert POSTER.name in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("asset", ASSETS, ids=lambda path: path.name)
@pytest.mark.usefixtures("qapp")
def test_every_asset_is_compiled_in_unchanged(asset: Path) -> None:
    from PySide6.QtCore import QFile, QIODevice

    from hipgui.ui.resources import load_resources

    load_resources()
    file = QFile(f":/{asset.parent.name}/{asset.name}")
    assert file.open(QIODevice.OpenModeFlag.ReadOnly), (
        f"{asset.name} is not in resources.qrc, or Hipgui is not installed"
    )
    assert file.readAll().data() == asset.read_bytes()


@pytest.mark.usefixtures("qapp")
def test_the_bundled_fonts_answer_to_their_names_and_weights() -> None:
    from PySide6.QtGui import QFont, QFontInfo

    from hipgui.ui.resources import NUMERAL_FAMILY, TEXT_FAMILY, load_resources

    assert {TEXT_FAMILY, NUMERAL_FAMILY} <= set(load_resources())
    weights = {TEXT_FAMILY: (400, 500, 600, 700), NUMERAL_FAMILY: (600,)}
    for family, sizes in weights.items():
        for weight in sizes:
            found = QFontInfo(QFont(family, 12, weight))
            assert (found.family(), found.weight(), found.exactMatch()) == (family, weight, True)


@pytest.mark.usefixtures("qapp")
def test_loading_again_changes_nothing() -> None:
    from hipgui.ui.resources import load_resources

    assert load_resources() == load_resources()


def test_every_font_and_icon_comes_with_its_licence() -> None:
    fonts = {path.stem.partition("-")[0] for path in (ROOT / "assets" / "fonts").glob("*.ttf")}
    assert fonts == {path.stem.partition("-")[2] for path in (ROOT / "assets" / "fonts").glob("OFL-*.txt")}
    assert "MIT License" in (ROOT / "assets" / "icons" / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("qapp")
def test_the_pictures_of_the_icon_show_its_drawing(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    run(sys.executable, "packaging/render_icons.py", tmp_path)
    fresh = sorted(tmp_path.iterdir())
    assert [path.name for path in fresh] == sorted(path.name for path in (ROOT / "assets" / "app").glob("*.png"))
    for path in fresh:
        kept = QImage(str(ROOT / "assets" / "app" / path.name))
        drawn = QImage(str(path))
        assert kept.size() == drawn.size()
        differing = sum(
            kept.pixel(x, y) != drawn.pixel(x, y) for x in range(kept.width()) for y in range(kept.height())
        )
        assert differing <= 0.02 * kept.width() * kept.height(), f"{path.name}: run packaging/render_icons.py"


# Whole packages


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist of the tree."""
    folder = tmp_path_factory.mktemp("packages")
    run(sys.executable, "-m", "hatchling", "build", "--directory", folder)
    return folder


def test_the_wheel_carries_all_that_running_needs(packages: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    data = f"hipgui-{hipgui.__version__}.data/data/share"
    sources = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "hipgui").rglob("*.py")}
    packs = {
        path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "hipgui" / "content").rglob("*.toml")
    }
    assert sources | packs | {"hipgui/resources.rcc"} <= names
    assert {f"{data}/applications/{APP_ID}.desktop", f"{data}/metainfo/{APP_ID}.metainfo.xml"} <= names
    assert f"{data}/icons/hicolor/scalable/apps/{APP_ID}.svg" in names
    licences = {name.rpartition("/licenses/")[2] for name in names if "/licenses/" in name}
    assert {"LICENSE", "assets/icons/LICENSE.txt", "assets/fonts/OFL-BarlowCondensed.txt"} <= licences


def test_the_sdist_carries_all_that_building_needs(packages: Path) -> None:
    (sdist,) = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "resources.qrc", "packaging/hatch_build.py", "LICENSE", "README.md", "dev.py"}
    needed |= {path.relative_to(ROOT).as_posix() for path in ASSETS}
    assert needed | {"src/hipgui/resources.rcc", "requirements.lock"} <= names


# The locks


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_pins_every_dependency_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z])", text.partition("\n")[2])
    pinned = {match[1]: entry for entry in entries if (match := re.match(r"([a-z0-9-]+)==", entry))}
    named = [re.split(r"[<>=!~ ]", requirement)[0].lower() for requirement in project()["project"]["dependencies"]]
    assert set(named) <= set(pinned)
    assert all("--hash=sha256:" in entry for entry in pinned.values())
