"""Clips on disk: found again, never half, never more than allowed, and nothing lost without them."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.sounds import Phrase
from hipgui.sound.cache import ClipCache
from hipgui.sound.notice import NoticeBoard
from tests.permissions import forbidden, open_folder

if TYPE_CHECKING:
    from pathlib import Path

VOICE = "pyttsx3 en-us+f5"


def sound(seed: int, length: int = 4000) -> np.ndarray:
    return np.random.default_rng(seed).integers(-20_000, 20_000, length, dtype=np.int16)


@pytest.fixture
def board() -> NoticeBoard:
    return NoticeBoard()


@given(
    keys=st.lists(
        st.tuples(st.sampled_from(["a", "b", "a b"]), st.text(max_size=30), st.integers(1, 300)),
        min_size=1, max_size=8, unique=True,
    )
)  # fmt: skip
def test_every_voice_text_and_rate_has_its_own_clip(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("clips")
    cache = ClipCache(folder, NoticeBoard())
    for seed, (voice, text, wpm) in enumerate(keys):
        cache.put(voice, Phrase(text, wpm), sound(seed))
    again = ClipCache(folder, NoticeBoard())
    for seed, (voice, text, wpm) in enumerate(keys):
        found = again.get(voice, Phrase(text, wpm))
        assert found is not None
        assert np.array_equal(found, sound(seed))
    assert again.get("c", Phrase("never spoken", 1)) is None


@given(cut=st.integers(0, 8100), flip=st.integers(0, 8100))
def test_a_damaged_file_is_a_miss_and_goes(tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int) -> None:
    folder = tmp_path_factory.mktemp("clips")
    cache = ClipCache(folder, NoticeBoard())
    cache.put(VOICE, Phrase("one", 125), sound(1))
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    damaged = bytearray(whole[: cut % len(whole)])
    if damaged:
        damaged[flip % len(damaged)] ^= 0xFF
    file.write_bytes(damaged)
    assert cache.get(VOICE, Phrase("one", 125)) is None
    assert not file.exists()
    cache.put(VOICE, Phrase("one", 125), sound(1))
    assert cache.get(VOICE, Phrase("one", 125)) is not None


def test_the_folder_stays_within_its_bound_and_the_least_used_go_first(tmp_path: Path, board: NoticeBoard) -> None:
    cache = ClipCache(tmp_path, board, bound_bytes=100_000)
    ages = count(1)
    for number in range(30):
        cache.put(VOICE, Phrase(str(number), 125), sound(number))
        assert cache.get(VOICE, Phrase("0", 125)) is not None
        for file in tmp_path.iterdir():
            if file.stat().st_mtime > 1e9:
                os.utime(file, (next(ages),) * 2)
        assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 100_000
    there = [number for number in range(30) if cache.get(VOICE, Phrase(str(number), 125)) is not None]
    assert there[0] == 0
    assert there[1:] == list(range(there[1], 30))
    assert board.take() == []


def test_no_half_written_file_is_left(tmp_path: Path, board: NoticeBoard) -> None:
    cache = ClipCache(tmp_path, board)
    for number in range(5):
        cache.put(VOICE, Phrase(str(number), 125), sound(number))
    assert {file.suffix for file in tmp_path.iterdir()} == {".clip"}


def test_without_a_folder_nothing_is_kept_and_nothing_said(board: NoticeBoard) -> None:
    cache = ClipCache(None, board)
    cache.put(VOICE, Phrase("one", 125), sound(1))
    assert cache.get(VOICE, Phrase("one", 125)) is None
    assert board.take() == []


def test_a_folder_that_cannot_be_written_is_told_once(board: NoticeBoard) -> None:
    with open_folder() as folder:
        clips = folder / "clips"
        clips.mkdir()
        cache = ClipCache(clips, board)
        cache.put(VOICE, Phrase("one", 125), sound(1))
        with forbidden(folder):
            assert cache.get(VOICE, Phrase("one", 125)) is not None
            cache.put(VOICE, Phrase("two", 125), sound(2))
            cache.put(VOICE, Phrase("three", 125), sound(3))
            assert cache.get(VOICE, Phrase("one", 125)) is not None
        (notice,) = board.take()
        assert str(clips) in notice.what
        assert "Permission denied" in notice.what
        assert "writable" in notice.remedy


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path, board: NoticeBoard) -> None:
    place = tmp_path / "clips"
    place.write_text("in the way")
    cache = ClipCache(place, board)
    cache.put(VOICE, Phrase("one", 125), sound(1))
    assert len(board.take()) == 1
    assert place.read_text() == "in the way"
