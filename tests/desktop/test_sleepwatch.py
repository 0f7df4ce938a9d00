from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.desktop.sleepwatch import JITTER_S, Look, SleepWatch, look, slept_s

seconds = st.floats(0, 1e7)


def test_a_night_is_measured_to_the_second() -> None:
    assert slept_s(Look(100.0, 500.0), Look(103.0, 500.0 + 3.0 + 28_800.0)) == pytest.approx(28_800)


@given(seconds, seconds, seconds, st.floats(0, JITTER_S * 0.9))
def test_time_awake_is_no_sleep_however_long(awake_s: float, always_s: float, passed_s: float, jitter_s: float) -> None:
    before = Look(awake_s, always_s)
    assert slept_s(before, Look(awake_s + passed_s, always_s + passed_s + jitter_s)) == 0


@given(seconds, seconds, seconds)
def test_a_clock_set_back_is_no_sleep(awake_s: float, always_s: float, back_s: float) -> None:
    assert slept_s(Look(awake_s, always_s), Look(awake_s + 1, always_s - back_s)) == 0


@given(seconds, seconds, seconds, st.floats(JITTER_S * 2, 1e6))
def test_sleep_counts_whatever_passed_awake(awake_s: float, always_s: float, passed_s: float, asleep_s: float) -> None:
    later = Look(awake_s + passed_s, always_s + passed_s + asleep_s)
    assert slept_s(Look(awake_s, always_s), later) == pytest.approx(asleep_s, abs=1e-6)


def test_the_watch_tells_each_sleep_once() -> None:
    looks = iter([Look(0, 0), Look(1, 1), Look(2, 62), Look(3, 63)])
    watch = SleepWatch(looks.__next__)
    assert [watch.slept_s() for _ in range(3)] == [0, 60, 0]


def test_this_machine_is_awake_while_it_runs_the_test() -> None:
    watch = SleepWatch()
    assert watch.slept_s() == 0
    first, second = look(), look()
    assert second.awake_s >= first.awake_s > 0
    assert second.always_s >= first.always_s > 0
