"""The frame clock against simulated devices: steady, late, sawtoothed, dry, asleep, dead, replaced."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hipgui.sound.clock import FrameClock

RATE = 48_000
PERIOD = 960
LATENCY = 960
S = 1_000_000_000


@dataclass
class Bench:
    """A clock on a hand-driven monotonic clock, and a device that plays on it."""

    ns: int = 5 * S
    position: int = 0
    due_ns: int = 0
    clock: FrameClock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = FrameClock(lambda: self.ns)

    def join(self) -> None:
        self.position = self.clock.join(LATENCY)

    def ask(self) -> None:
        self.clock.took(self.position, PERIOD)
        self.position += PERIOD

    def play(self, seconds: float, lateness_s: tuple[float, ...] = (0.0,)) -> list[tuple[int, int]]:
        """Ask as a steady device does, each request as late as the next of `lateness_s`; (ns, now) after each."""
        start_ns = self.ns
        seen = []
        for number in range(round(seconds * RATE / PERIOD)):
            due_ns = start_ns + number * PERIOD * S // RATE
            self.ns = max(self.ns, due_ns + int(lateness_s[number % len(lateness_s)] * S))
            self.ask()
            seen.append((self.ns, self.clock.now()))
        self.due_ns = start_ns + round(seconds * RATE / PERIOD) * PERIOD * S // RATE
        return seen

    def run_dry(self, seconds: float) -> None:
        """Lose so much time between what was played and what is played next."""
        self.ns = self.due_ns + int(seconds * S)


def drift_ms(seen: list[tuple[int, int]], rate: float = RATE) -> float:
    """How far now() strays from a straight line of `rate`, in ms."""
    offsets = [frame - ns * rate / S for ns, frame in seen]
    return (max(offsets) - min(offsets)) / RATE * 1000


def test_without_a_device_time_runs_by_itself() -> None:
    bench = Bench()
    assert bench.clock.now() == 0
    bench.ns += 2 * S
    assert bench.clock.now() == 2 * RATE
    assert not bench.clock.joined


def test_a_device_takes_over_without_a_jump() -> None:
    bench = Bench()
    bench.ns += S
    bench.join()
    assert bench.position == RATE + LATENCY
    bench.ask()
    assert bench.clock.now() == RATE
    bench.ns += S // 100
    assert bench.clock.now() == RATE + 480


def test_thirty_minutes_with_a_steady_device_drift_by_nothing() -> None:
    bench = Bench()
    bench.join()
    seen = bench.play(1800)
    assert drift_ms(seen) < 0.1
    assert seen[-1][1] == bench.position - PERIOD - LATENCY
    assert bench.clock.dropouts == 0


@settings(max_examples=25)
@given(st.lists(st.floats(0, 0.012), min_size=7, max_size=7))
def test_late_requests_do_not_shake_the_clock(lateness_s: list[float]) -> None:
    bench = Bench()
    bench.join()
    bench.play(0.2)
    seen = bench.play(12, (0.0, *lateness_s))
    assert drift_ms(seen) < 0.2
    assert bench.clock.dropouts == 0


def test_a_sawtooth_of_requests_does_not_shake_it_either() -> None:
    bench = Bench()
    bench.join()
    saw = tuple(step / 40 * 0.010 for step in range(40))
    bench.play(7, saw)
    assert drift_ms(bench.play(12, saw)) < 1
    assert bench.clock.dropouts == 0


@settings(max_examples=15)
@given(parts=st.integers(-200, 200))
def test_a_quartz_that_is_off_is_followed(parts: int) -> None:
    bench = Bench()
    bench.join()
    factor = 1 + parts / 1e6
    start_ns = bench.ns
    for number in range(50 * 60):
        bench.ns = start_ns + int(number * PERIOD * S / RATE * factor)
        bench.ask()
        heard = bench.position - PERIOD - LATENCY
        assert abs(bench.clock.now() - heard) < 0.002 * RATE
    assert bench.clock.dropouts == 0


def test_a_dropout_is_counted_once_and_healed() -> None:
    bench = Bench()
    bench.join()
    bench.play(7)
    bench.run_dry(0.05)
    bench.play(10)
    assert bench.clock.dropouts == 1
    assert abs(bench.clock.lost_frames - RATE // 20) <= 1
    assert abs(bench.clock.now() - (bench.position - PERIOD - LATENCY)) <= 1


@settings(max_examples=25)
@given(
    lost_ms=st.floats(2, 200), lateness_s=st.lists(st.floats(0, 0.008), min_size=3, max_size=3), at_s=st.floats(7, 12)
)
@example(lost_ms=10.0, lateness_s=[0.0, 0.0078125, 0.0078125], at_s=9.125)
@example(lost_ms=9.0, lateness_s=[0.0, 0.0078125, 0.0078125], at_s=9.125)
def test_every_slip_that_can_be_heard_is_counted_and_measured(
    lost_ms: float, lateness_s: list[float], at_s: float
) -> None:
    """Where late requests at the very beginning of a stretch hide a part of it, that part shows in the next stretch.

    It counts there if it could be heard by itself; what could not stays unmeasured.
    """
    bench = Bench()
    bench.join()
    bench.play(at_s, (0.0, *lateness_s))
    bench.run_dry(lost_ms / 1000)
    bench.play(10, (0.0, *lateness_s))
    assert bench.clock.dropouts in {1, 2}
    assert abs(bench.clock.lost_frames - lost_ms * RATE / 1000) < 0.0025 * RATE


def test_small_slips_add_up() -> None:
    bench = Bench()
    bench.join()
    for _ in range(10):
        bench.play(4)
        bench.run_dry(0.001)
    bench.play(7)
    assert bench.clock.dropouts >= 3
    assert bench.clock.lost_frames >= 0.003 * RATE


def test_what_was_lost_just_before_the_end_counts_too() -> None:
    bench = Bench()
    bench.join()
    bench.play(7)
    bench.run_dry(0.05)
    bench.play(3.5)
    bench.clock.leave()
    assert bench.clock.dropouts == 1


@given(st.lists(st.tuples(st.sampled_from(["ask", "wait", "leave", "join"]), st.integers(0, S)), max_size=60))
def test_time_never_runs_backwards_nor_past_what_was_handed_over(events: list[tuple[str, int]]) -> None:
    bench = Bench()
    last = bench.clock.now()
    for event, ns in events:
        bench.ns += ns
        if event == "leave":
            bench.clock.leave()
        elif event == "join" and not bench.clock.joined:
            bench.join()
            bench.ask()
        elif event == "ask" and bench.clock.joined:
            bench.ask()
        now = bench.clock.now()
        assert now >= last
        if bench.clock.joined:
            assert now <= bench.position
        last = now


def test_a_device_that_falls_asleep_stalls_time_within_a_buffer() -> None:
    bench = Bench()
    bench.join()
    bench.play(1)
    bench.ns += 3600 * S
    assert bench.clock.now() == bench.position


def test_a_device_that_vanishes_hands_over_to_the_monotonic_clock_where_it_stood() -> None:
    bench = Bench()
    bench.join()
    bench.play(1)
    bench.ns += S
    stalled = bench.clock.now()
    bench.clock.leave()
    assert bench.clock.now() == stalled
    bench.ns += S
    assert bench.clock.now() == stalled + RATE
    bench.clock.leave()
    assert bench.clock.now() == stalled + RATE
