"""Packs beside the built-in one: what docs/packs.md promises to people who write them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.content import BUILTIN
from hipgui.content.errors import ContentError
from hipgui.content.load import load_library
from hipgui.content.vocabulary import VOCABULARY
from hipgui.core.model import Muscle, Prop

if TYPE_CHECKING:
    from hipgui.core.model import Library

GUIDE = Path(__file__).parents[2] / "docs/packs.md"


@pytest.fixture
def guide_pack(tmp_path: Path) -> Path:
    """The example of the guide, copied out file by file."""
    folder = tmp_path / "raises"
    for name, text in re.findall(
        r"`([a-z/]+\.toml)`\n\n```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_example_of_the_guide_loads_beside_the_built_in_pack(guide_pack: Path, library: Library) -> None:
    both = load_library([BUILTIN, guide_pack])
    assert [exercise.id for exercise in both.exercises] == ["march", "lift", "lizard", "raise"]
    assert both.routine("raise_and_lizard").exercises == ("raise", "lizard")
    assert both.cards[-1].title == "Why leg raises"
    assert [source.id for source in both.sources] == [*(source.id for source in library.sources), "raise_notes"]
    block = both.exercise("raise").variant("block")
    assert (block.needs, block.ways) == (((Prop.BLOCK, Prop.BOOK),), 2)
    assert both.exercise("raise").level(3).offers == ("block",)


def test_of_words_the_later_pack_counts_key_by_key(guide_pack: Path, library: Library) -> None:
    both = load_library([BUILTIN, guide_pack])
    assert both.words.of("halfway") == ("Halfway.", "Half of it done.")
    assert both.words.of("last_one") == library.words.of("last_one")
    assert (both.timing, both.readiness) == (library.timing, library.readiness)


def test_a_pack_can_bring_its_own_timing_and_safety(guide_pack: Path, library: Library) -> None:
    for name, old, new in (("timing.toml", "rest_s = 60", "rest_s = 90"), ("safety.toml", "Clear floor", "Clear rug")):
        (guide_pack / name).write_text((BUILTIN / name).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    both = load_library([BUILTIN, guide_pack])
    assert (library.timing.rest_s, both.timing.rest_s) == (60, 90)
    assert both.before.startswith("Clear rug")


def test_figures_and_files_other_than_toml_are_left_alone(guide_pack: Path) -> None:
    (guide_pack / "figure_raise.toml").write_text("[movement.raise]\n", encoding="utf-8")
    (guide_pack / "README.md").write_text("Leg raises.\n", encoding="utf-8")
    assert load_library([BUILTIN, guide_pack]).exercise("raise").name == "Seated leg raise"


@pytest.mark.parametrize(
    ("name", "own", "taken"),
    [("routines", "raise_and_lizard", "full"), ("sources", "raise_notes", "omni"), ("cards", "raises", "pain")],
)
def test_an_id_of_another_pack_is_taken(guide_pack: Path, name: str, own: str, taken: str) -> None:
    file = {"cards": "learn.toml"}.get(name, f"{name}.toml")
    path = guide_pack / file
    path.write_text(path.read_text(encoding="utf-8").replace(f'id = "{own}"', f'id = "{taken}"'), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_library([BUILTIN, guide_pack])
    assert str(caught.value) == (
        f"{path}, {name}[{taken}].id: found '{taken}', "
        f"allowed is an id that is not taken yet (it stands in {BUILTIN / file})."
    )


def test_the_same_pack_twice(tmp_path: Path) -> None:
    copy = shutil.copytree(BUILTIN, tmp_path / "copy")
    with pytest.raises(ContentError, match=r"pack\.id: found 'builtin', allowed is an id that is not taken yet"):
        load_library([BUILTIN, copy])


def test_the_guide_names_every_key_of_the_words_and_what_stands_in_its_braces() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("## Words")[2].partition("## Timing")[0]
    muscles = {f"muscle_{muscle}{ending}" for muscle in Muscle for ending in ("", "_at")}
    for name, key in VOCABULARY.items():
        if name in muscles:
            continue
        row = next(line for line in table.splitlines() if f"`{name}`" in line.partition(" |")[0])
        assert all(f"`{{{field}}}`" in row for field in key.needs | (key.fields & {"planned"})), name
        if key.words:
            assert f"at most {key.words} words" in row
        if key.least > 1:
            assert f"{key.least} or more" in row
