"""A person edits a pack and makes a mistake: the one sentence they read says where, what was found, what is allowed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hipgui.content.errors import ContentError, PackError
from hipgui.content.load import load_library
from hipgui.content.poses import load_figures
from hipgui.content.vocabulary import PICTURES

MARCH, LIZARD = "exercises/march.toml", "exercises/lizard.toml"
WORDS, SOURCES, TIMING = "words.toml", "sources.toml", "timing.toml"

MISTAKES = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text(encoding="utf-8"))["mistakes"]


def change(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file, as a person would in an editor."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(pack: Path, name: str) -> str:
    """What the person reads, without the path in front."""
    with pytest.raises(PackError) as caught:
        load_library([pack])
    sentence = str(caught.value)
    assert caught.value.path == pack / name
    assert sentence.startswith(str(pack / name))
    assert "\n" not in sentence
    return sentence.removeprefix(str(pack / name))


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["what"] for mistake in MISTAKES])
def test_a_mistake_gets_its_sentence(pack: Path, mistake: dict[str, str]) -> None:
    change(pack / mistake["file"], mistake["old"], mistake["new"])
    known = {"movements": ", ".join(sorted(load_figures().movements)), "pictures": ", ".join(PICTURES)}
    expected = mistake["told"]
    for name, names in known.items():
        expected = expected.replace(f"{{{name}}}", names)
    assert told(pack, mistake["file"]) == expected


def test_an_unknown_key_of_words_is_told_all_that_are_known(pack: Path) -> None:
    change(pack / WORDS, "ack_hurt =", "ack_hurts =")
    read = told(pack, WORDS)
    assert read.startswith(", words.ack_hurts: found a key that is not known, allowed is one of numbers, or, and, ")
    assert "ack_hurt," in read


def test_an_error_carries_its_parts(pack: Path) -> None:
    change(pack / MARCH, "sets = 2", "sets = 0")
    with pytest.raises(ContentError) as caught:
        load_library([pack])
    error = caught.value
    assert (error.path, error.key, error.found, error.allowed) == (
        pack / MARCH,
        "levels[1].sets",
        "0",
        "a whole number from 1 to 10",
    )


def test_every_variant_needs_a_prop(pack: Path) -> None:
    text = (pack / MARCH).read_text(encoding="utf-8")
    (pack / MARCH).write_text(
        text.replace('movement = "march_body"', 'movement = "march_body"\nneeds = [["chair"]]'), encoding="utf-8"
    )
    assert told(pack, MARCH) == (
        ", variants: found props needed by every variant, allowed is at least one variant without needs."
    )


def test_no_sources_at_all(pack: Path) -> None:
    (pack / SOURCES).unlink()
    assert (
        told(pack, "learn.toml")
        == ", cards[flexors].sources[1]: found 'article', allowed is nothing, as there is none."
    )


@pytest.mark.parametrize("name", [TIMING, "safety.toml"])
def test_a_file_without_which_there_is_no_session(pack: Path, name: str) -> None:
    (pack / name).unlink()
    assert told(pack, name) == " is missing; add it to the pack or to one before it."


def test_no_words_at_all(pack: Path) -> None:
    (pack / WORDS).unlink()
    assert told(pack, WORDS) == ", words.numbers: found nothing, allowed is a list of wordings."


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.toml can't be read \(No such file or directory\); put the file there"):
        load_library([tmp_path])


def test_a_listed_exercise_without_its_file(pack: Path) -> None:
    (pack / LIZARD).unlink()
    assert told(pack, LIZARD) == (
        " can't be read (No such file or directory); put the file there or correct its rights."
    )


def test_a_file_that_belongs_nowhere(pack: Path) -> None:
    (pack / MARCH).rename(pack / "exercises/marsh.toml")
    assert told(pack, "exercises/marsh.toml") == (
        " is no file of a pack; allowed are pack.toml, routines.toml, learn.toml, sources.toml, words.toml, "
        "timing.toml, safety.toml, figure*.toml, and exercises/ID.toml for each ID listed in pack.toml under exercises."
    )


def test_a_file_that_is_not_toml(pack: Path) -> None:
    change(pack / MARCH, 'id = "march"', "id = march")
    assert told(pack, MARCH) == " is not TOML (Invalid value (at line 1, column 6)); correct it there."


def test_a_file_that_is_not_utf_8(pack: Path) -> None:
    (pack / TIMING).write_bytes(b"[timing]\n# \xe9\n")
    assert told(pack, TIMING) == " is not UTF-8 text (byte 12); save it as UTF-8."


def test_a_folder_in_place_of_a_file(pack: Path) -> None:
    (pack / TIMING).unlink()
    (pack / TIMING).mkdir()
    read = told(pack, TIMING)
    assert read.startswith(" can't be read (")
    assert read.endswith("); put the file there or correct its rights.")
