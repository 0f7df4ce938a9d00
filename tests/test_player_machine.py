"""Any sequence of keys, sleeps, stalls and late clips: what must hold of a session all the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hipgui.core.cue import FRAMES_PER_MS, Role, Talk, Voice
from hipgui.core.pieces import amount, block_of
from hipgui.core.session import RUNNING, STANDING, Command, State
from hipgui.core.sounds import Phrase
from tests.timelines.effort import examples
from tests.timelines.small import small_library, small_plan
from tests.timelines.stage import Clips, Stage, estimated_s

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hipgui.core.model import Side
    from hipgui.core.view import View
    from hipgui.player import WorkDone

ROUTINES = ("mixed", "march", "lizard", "lift")
CHANGES = (Command.EASIER, Command.HARDER, Command.DEEPER)
ANSWERED = (*CHANGES, Command.TIME_LEFT, Command.NEXT, Command.BACK, Command.SKIP)
LEAVING = frozenset({Command.NEXT, Command.BACK, Command.SKIP, Command.STOP})
"""After these a session is not what was planned any more; some people never ask for them."""
ANSWERED_MS = 300
SILENT_MS = 1_000
CHOICES = Counter(["ack", "Easier, skip or end?"])
HURRY = FRAMES_PER_MS // 2
AT_ONCE = 100 * FRAMES_PER_MS
NUMBERS = small_library().words.of("numbers")
LATE = 14 * 48_000  # no stall is longer


def crooked_s(phrase: Phrase) -> float:
    """Now shorter, now longer than the estimate, but the same every time."""
    return estimated_s(phrase) * (0.5 + sum(map(ord, phrase.text)) % 16 / 12)


def slow_ms(phrase: Phrase) -> int | None:
    """Some clips come at once, some late, some never."""
    return (5, 40, 400, None, 90)[len(phrase.text) % 5]


LAWS = {
    "at once": Clips(),
    "crooked": Clips(crooked_s),
    "slow": Clips(crooked_s, lambda _phrase: 700),
    "uneven": Clips(crooked_s, slow_ms),
    "never": Clips(estimated_s, lambda _phrase: None),
    "dies": Clips(crooked_s, lambda _phrase: 30, dies_at_ms=20_000),
}


class AnySession(RuleBasedStateMachine):
    """A person with restless fingers, before a machine that stalls and sleeps."""

    @initialize(
        routine=st.sampled_from(ROUTINES),
        level=st.sampled_from((1, 3, 5)),
        self_paced=st.booleans(),
        talk=st.sampled_from(Talk),
        rate=st.sampled_from((0.6, 1.0, 1.6)),
        law=st.sampled_from(sorted(LAWS)),
        hurry=st.sampled_from((0, 0, HURRY)),
        stays=st.booleans(),
    )
    def begin(
        self, *, routine: str, level: int, self_paced: bool, talk: Talk, rate: float, law: str, hurry: int, stays: bool
    ) -> None:
        plan = small_plan(routine, level=level, self_paced=self_paced)
        self.stage = Stage(plan, Voice(small_library().words, talk, 3, rate), LAWS[law])
        self.stage.sound.hurry = hurry
        self.stays = stays
        self.hurt_at = 0
        self.stage.start()

    @rule(seconds=st.floats(0.02, 20))
    def wait(self, seconds: float) -> None:
        before = self.stage.player.view()
        self.quietly(lambda: self.stage.run(seconds, tick_ms=50))
        after = self.stage.player.view()
        assert after.session_ms >= before.session_ms
        if before.state in STANDING:
            assert after.position_ms == before.position_ms
        self.set_went_on(before, after)

    @rule(seconds=st.floats(0.5, 12))
    def stall(self, seconds: float) -> None:
        """The window does not look for a while."""
        before = self.stage.player.view()
        self.stage.sound.pass_time(round(seconds * 48_000))
        self.quietly(self.stage.player.tick)
        assert self.stage.player.view().session_ms >= before.session_ms

    @rule(command=st.sampled_from(Command))
    def press(self, command: Command) -> None:
        if self.stays and command in LEAVING:
            return
        before = self.stage.player.view()
        cuts = len(self.stage.sound.cuts)
        self.stage.press(command)
        if command is Command.MUTE:
            assert len(self.stage.sound.cuts) == cuts
        self.note(before, command)

    def note(self, before: View, command: Command) -> None:
        """What was pressed had its effect, and no other; and what has to be known of it later."""
        after = self.stage.player.view()
        if command is Command.PLAY_PAUSE and before.state in RUNNING:
            assert after.state in {State.PAUSED, State.FINISHED}
        if command is Command.STOP and before.state in STANDING:
            assert after.state is State.STOPPED
        if command is Command.HURTS and before.state in RUNNING | STANDING:
            assert after.state in {State.HURT, State.FINISHED}
        if command in CHANGES and before.state is not State.HURT:
            self.set_went_on(before, after)
        if after.state is State.HURT and before.state is not State.HURT:
            self.hurt_at = self.stage.sound.head()

    def set_went_on(self, before: View, after: View) -> None:
        """On the dial a set that is under way goes on to the end it had, however it was changed."""
        set_of = [
            (view.step.kind, view.step.exercise.id, view.step.set_number, view.step.side) for view in (before, after)
        ]
        begun = before.step.is_work and before.position_ms and not before.step.open_ended
        if begun and set_of[0] == set_of[1] and before.session_ms <= after.session_ms:
            assert after.reps == before.reps
            assert after.rep >= before.rep
            assert before.reps or after.length_ms == before.length_ms
            assert before.reps or after.remaining_ms <= before.remaining_ms

    @precondition(lambda self: self.stage.state in RUNNING | {State.PAUSED})
    @rule(command=st.sampled_from(ANSWERED))
    def answered(self, command: Command) -> None:
        if self.stays and command in LEAVING:
            return
        pressed_at, before = self.stage.sound.now(), self.stage.player.view()
        self.stage.press(command)
        self.note(before, command)
        self.quietly(lambda: self.stage.run(ANSWERED_MS / 1000, tick_ms=10))
        begun = [heard for heard in self.stage.sound.heard if heard.start >= pressed_at]
        assert begun, "nothing answers"

    @precondition(lambda self: self.stage.state in RUNNING | {State.PAUSED})
    @rule()
    def hurts(self) -> None:
        """Silence, and then a while of it."""
        before, begun = self.stage.player.view(), len(self.stage.sound.begun)
        self.stage.press(Command.HURTS)
        self.note(before, Command.HURTS)
        if self.stage.state is State.HURT:
            assert not self.stage.sound.sounding()
            begun = len(self.stage.sound.begun)
            self.quietly(lambda: self.stage.run(SILENT_MS / 1000))
            assert len(self.stage.sound.begun) == begun

    @rule(seconds=st.floats(0, 600), clock_goes_on=st.booleans())
    def sleep(self, seconds: float, clock_goes_on: bool) -> None:  # noqa: FBT001  Hypothesis gives it by name
        before = self.stage.player.view()
        if clock_goes_on and seconds > 2 and before.state in RUNNING:
            self.stage.sound.skip(round(min(seconds, 30) * 48_000))
        fell_asleep = self.stage.sound.now()
        self.stage.asleep_s = seconds
        self.stage.player.tick()
        if seconds > 2 and before.state in RUNNING:
            # What the device held and had not played counts as unsaid.
            self.stage.sound.begun = [(at, item) for at, item in self.stage.sound.begun if at <= fell_asleep]
            after = self.stage.player.view()
            assert (after.state, after.index) == (State.PAUSED, before.index)
            assert after.position_ms == before.position_ms or self.stage.sound.hurry

    def quietly(self, action: object) -> None:
        """While nobody presses anything, nothing is cut."""
        assert callable(action)
        cuts = len(self.stage.sound.cuts)
        action()
        assert len(self.stage.sound.cuts) == cuts

    @invariant()
    def one_voice(self) -> None:
        spoken = [heard for heard in self.stage.sound.heard if heard.is_speech]
        for first, second in pairwise(spoken):
            assert first.end <= second.start, (first.text, second.text, second.start - first.end)

    @invariant()
    def dial_and_voice_agree(self) -> None:
        begun = {(at, item) for at, item in self.stage.sound.begun if isinstance(item, Phrase)}
        for said in self.stage.said[-9:]:
            at_once = any(item == said.cue.item and 0 <= said.frame - at < AT_ONCE for at, item in begun)
            if said.cue.role is Role.COUNT and said.cue.text != "Last one." and at_once:
                assert said.rep == NUMBERS.index(said.cue.text.strip(".").lower())

    @invariant()
    def said_is_what_began(self) -> None:
        """Each cue once, in order; one that is told and not heard had no clip in time."""
        sound = self.stage.sound
        if sound.hurry:
            return  # then what begins between two calls is taken back and told of a moment later
        begun = iter(sound.begun)
        expected = next(begun, None)
        for said in self.stage.said:
            item = said.cue.item
            if expected is not None and item == expected[1] and -AT_ONCE < said.frame - expected[0] < LATE:
                expected = next(begun, None)
            else:
                assert isinstance(item, Phrase)
                assert sound.came_at.get(item, said.frame) > said.frame - LATE, item.text
        assert expected is None or expected[0] > sound.now(), expected

    @invariant()
    def work_is_whole(self) -> None:
        plan = self.stage.player.plan
        for done in self.stage.player.done():
            assert done.step.is_work
            assert done.step.open_ended or done.ms <= done.step.duration_ms
            assert done.skipped or done.step.open_ended or done.reps == (done.step.reps or 0)
        view = self.stage.player.view()
        assert 0 <= view.session_ms <= plan.duration_ms
        assert 0 <= view.index < len(plan.steps)

    @invariant()
    def nothing_is_counted_twice(self) -> None:
        """Pieces of a set lie one after another."""
        for pieces in by_set(self.stage.player.done()).values():
            for first, second in pairwise(sorted(pieces, key=lambda piece: piece.before)):
                assert first.before + amount_done(first) <= second.before

    @invariant()
    def while_it_hurts_only_the_choices_are_named(self) -> None:
        if self.stage.state is State.HURT:
            begun = Counter(
                item.text if isinstance(item, Phrase) else str(item)
                for at, item in self.stage.sound.begun
                if at >= self.hurt_at
            )
            assert begun <= CHOICES, begun

    def to_the_end(self) -> None:
        """Let it run out, choosing the first where something has to be chosen."""
        while self.stage.state not in {State.FINISHED, State.STOPPED}:
            if self.stage.state not in {State.LEAD_IN, State.PLAYING}:
                self.stage.press(Command.READY)
            self.stage.run(1, tick_ms=250)

    def both_sides_alike(self) -> None:
        """Whoever left nothing has done all that was planned in the end, on both sides."""
        plan = self.stage.player.plan
        planned: Counter[object] = Counter()
        for index, step in enumerate(plan.steps):
            planned[block_of(plan.steps, index), step.exercise.id, step.set_number, step.side] += amount(step)
        carried = {key: sum(map(amount_done, pieces)) for key, pieces in by_set(self.stage.player.done()).items()}
        assert carried == +planned
        for (block, exercise, number, side), done in carried.items():
            assert carried[block, exercise, number, side.other] == done

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            if self.stays:
                self.to_the_end()
                self.both_sides_alike()
            self.stage.player.close()
            assert not self.stage.sound.sounding() or self.stage.sound.cuts
            endings = [line for line in self.stage.journal.lines if line[0] == "ended"]
            assert endings


def by_set(done: Iterable[WorkDone]) -> dict[tuple[int, str, int | None, Side], list[WorkDone]]:
    """The pieces of each side of each set."""
    found = defaultdict(list)
    for work in done:
        found[work.block, work.step.exercise.id, work.step.set_number, work.step.side].append(work)
    return found


def amount_done(work: WorkDone) -> int:
    """Reps, or milliseconds of a hold."""
    return work.reps if work.step.reps else work.ms


AnySession.TestCase.settings = examples(120, steps=30, shrink=False)
TestAnySession = AnySession.TestCase
