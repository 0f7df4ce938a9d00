"""Where clips fall on the frame count, for any placing, any block size, any clearing."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.sounds import Item, Phrase
from hipgui.sound.desk import FADE_FRAMES, Desk
from hipgui.sound.mixer import CEILING, KNEE, Mixer, render

Clips = dict[Item, np.ndarray]

PHRASES = [Phrase(text, 125) for text in ("one", "two", "three", "four")]
LENGTHS = st.integers(1, 3000)
BLOCKS = st.lists(st.integers(1, 2000), min_size=1, max_size=12)


def steady(length: int, level: int) -> np.ndarray:
    return np.full(length, level, np.int16)


def played(mixer: Mixer, blocks: list[int]) -> np.ndarray:
    return np.concatenate([mixer.mix(frames) for frames in blocks])


@given(
    placed=st.lists(st.tuples(st.integers(0, 20_000), st.sampled_from(PHRASES)), max_size=6),
    lengths=st.lists(LENGTHS, min_size=4, max_size=4),
    blocks=BLOCKS,
)
def test_every_clip_sounds_from_exactly_its_frame_whatever_the_blocks(
    placed: list[tuple[int, Phrase]], lengths: list[int], blocks: list[int]
) -> None:
    clips: Clips = {
        phrase: steady(length, 100 * (index + 1))
        for index, (phrase, length) in enumerate(zip(PHRASES, lengths, strict=True))
    }
    total = sum(blocks)
    wanted = np.zeros(total + 24_000, np.int64)
    desk = Desk()
    for at, phrase in placed:
        desk.place(clips[phrase], at)
        wanted[at : at + len(clips[phrase])] += clips[phrase]
    mixed = played(Mixer(desk), blocks)
    assert np.array_equal(mixed, wanted[:total])
    assert np.array_equal(mixed, render([(at, clips[phrase]) for at, phrase in placed], total))
    assert desk.head == total


@given(placed=st.lists(st.integers(-5000, 5000), min_size=1, max_size=5), played_before=st.integers(0, 4000))
def test_what_comes_too_late_begins_at_the_head(placed: list[int], played_before: int) -> None:
    clip = steady(10, 50)
    desk = Desk()
    mixer = Mixer(desk)
    mixer.mix(played_before)
    for at in placed:
        desk.place(clip, at)
    mixed = mixer.mix(12_000)
    wanted = np.zeros(12_000, np.int64)
    for at in placed:
        begin = max(0, at - played_before)
        wanted[begin : begin + 10] += 50
    assert np.array_equal(mixed, wanted)


@given(
    levels=st.lists(st.integers(-32768, 32767), min_size=1, max_size=5),
    gain=st.floats(0, 8),
    blocks=BLOCKS,
)
def test_the_mix_never_clips_and_never_wraps(levels: list[int], gain: float, blocks: list[int]) -> None:
    clips: Clips = {Phrase(str(index), 1): steady(3000, level) for index, level in enumerate(levels)}
    desk = Desk()
    desk.gain = gain
    for clip in clips.values():
        desk.place(clip, 0)
    mixed = played(Mixer(desk), blocks).astype(np.int64)
    assert np.abs(mixed).max() <= np.ceil(CEILING * 32768)
    together = sum(levels) * gain
    sounding = mixed[:3000]
    assert np.all(sounding * np.sign(together) >= 0)
    if abs(together) <= KNEE * 32768 - 1:
        assert np.abs(sounding - together).max() <= 1


@given(clear_at=st.integers(0, 8), fade=st.booleans(), block=st.integers(1, 1500), later=st.integers(0, 3000))
def test_clearing_fades_within_the_fade_and_forgets_what_had_not_begun(
    clear_at: int, *, fade: bool, block: int, later: int
) -> None:
    long, short = steady(20_000, 8000), steady(500, 8000)
    desk = Desk()
    mixer = Mixer(desk)
    desk.place(long, 0)
    desk.place(short, 30_000)
    played(mixer, [block] * clear_at) if clear_at else None
    head = desk.head
    desk.clear(fade=fade)
    desk.place(short, head + 25_000 + later)
    rest = mixer.mix(40_000).astype(np.int64)
    running = head > 0 and head < 20_000
    if running and fade:
        falling = rest[: min(FADE_FRAMES, 20_000 - head)]
        assert falling[0] > 7900
        assert np.all(np.diff(falling) <= 0)
        assert not rest[FADE_FRAMES : 25_000 + later].any()
    elif running:
        assert np.all(rest[: 20_000 - head] == 8000)
        assert not rest[20_000 - head : 25_000 + later].any()
    else:
        assert not rest[: 25_000 + later].any()
    assert np.all(rest[25_000 + later : 25_500 + later] == 8000)


def test_the_fade_is_short_enough() -> None:
    assert FADE_FRAMES <= 0.030 * 48_000


@given(believed=st.integers(0, 960), begins=st.integers(0, 960))
def test_whoever_clears_from_afar_takes_back_what_they_thought_not_begun(believed: int, begins: int) -> None:
    desk = Desk()
    desk.place(steady(20_000, 8000), begins)
    mixer = Mixer(desk)
    mixer.mix(960)
    desk.clear(fade=False, head=believed)
    mixed = mixer.mix(1920).astype(np.int64)
    if begins < believed:
        assert np.all(mixed == 8000)
    else:
        assert not mixed[FADE_FRAMES:].any()


@given(first=st.integers(0, 20_000), skip=st.integers(0, 60_000))
def test_skipping_without_a_device_forgets_what_is_long_past(first: int, skip: int) -> None:
    desk = Desk()
    desk.place(steady(100, 60), first)
    desk.skip_to(skip)
    assert desk.head == skip
    mixed = Mixer(desk).mix(30_000)
    late = skip - first
    if late > 0.3 * 48_000:
        assert not mixed.any()
    else:
        begin = max(0, -late)
        assert mixed[begin] == 60
        assert np.count_nonzero(mixed) == 100


def test_skipping_silences_what_was_sounding_and_never_goes_back() -> None:
    desk = Desk()
    desk.place(steady(10_000, 60), 0)
    mixer = Mixer(desk)
    mixer.mix(1000)
    desk.skip_to(500)
    assert desk.head == 1000
    assert mixer.mix(10).all()
    desk.skip_to(2000)
    assert not mixer.mix(1000).any()


def test_the_desk_knows_when_nothing_sounds() -> None:
    desk = Desk()
    desk.place(steady(1500, 60), 0)
    mixer = Mixer(desk)
    seen = [desk.quiet]
    for _ in range(2):
        mixer.mix(1000)
        seen.append(desk.quiet)
    assert seen == [True, False, True]


def test_muting_is_quick_and_has_no_step_in_it() -> None:
    desk = Desk()
    desk.place(steady(48_000, 8000), 0)
    mixer = Mixer(desk)
    mixer.mix(960)
    desk.gain = 0.0
    falling = mixer.mix(1440).astype(np.int64)
    assert not falling[int(0.030 * 48_000) - 1 :].any()
    assert np.abs(np.diff(falling)).max() < 8000 / 100
    desk.gain = 1.0
    rising = mixer.mix(1440).astype(np.int64)
    assert np.abs(np.diff(rising)).max() < 8000 / 100
    assert rising[-1] == 8000
