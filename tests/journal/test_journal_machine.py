"""Any commands, changes on the ladder, crashes and goings-on: what the journal must hold all the same."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hipgui.content.load import load_library
from hipgui.core.cue import FRAMES_PER_MS, Voice
from hipgui.core.ladder import Load
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.core.progression import Answer
from hipgui.core.session import RUNNING, Command, State
from hipgui.journal.journal import Journal
from hipgui.journal.outcomes import outcomes
from hipgui.journal.read import unfinished
from hipgui.player import Player
from tests.journal.sessions import finished
from tests.timelines.effort import examples
from tests.timelines.stage import FakeSound

if TYPE_CHECKING:
    from hipgui.core.plan import Plan
    from hipgui.core.unfinished import Unfinished

LIBRARY = load_library()
LOADS = tuple(Load(Prop.KETTLEBELL, kilos) for kilos in (2.0, 4.0, 6.0))
SECOND_MS, TICK_MS = 1_000, 250


class KeptSession(RuleBasedStateMachine):
    """A person with restless fingers, on a machine that loses power now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="hipgui-machine-"))
        self.path = self.folder / "journal.sqlite"
        self.journal = Journal(self.path)
        self.entries = 0
        self.settled = False
        """Whether nobody has jumped to another place in the last seconds."""

    @initialize(
        routine=st.sampled_from(("short", "march", "lift", "lizard")),
        level=st.sampled_from((1, 2, 3, 5)),
        self_paced=st.booleans(),
        loads=st.sampled_from(((), LOADS)),
    )
    def begin(self, *, routine: str, level: int, self_paced: bool, loads: tuple[Load, ...]) -> None:
        choices = Choices(level=level, self_paced=self_paced, loads=loads)
        self._play(plan(LIBRARY.routine(routine), LIBRARY, choices), None)

    @rule(seconds=st.floats(0.3, 50))
    def wait(self, seconds: float) -> None:
        self.settled = seconds > 2 * SECOND_MS / 1000
        left_ms = round(seconds * 1000)
        while left_ms > 0:
            self.sound.pass_time(TICK_MS * FRAMES_PER_MS)
            self.player.tick()
            left_ms -= TICK_MS

    @rule(command=st.sampled_from(Command))
    def press(self, command: Command) -> None:
        self.settled = False
        self.player.command(command)

    @rule(command=st.sampled_from((Command.EASIER, Command.HARDER, Command.DEEPER, Command.HURTS, Command.NEXT)))
    def change(self, command: Command) -> None:
        self.settled = False
        self.player.command(command)

    @precondition(lambda self: self.player.view().state is State.HURT)
    @rule(command=st.sampled_from((Command.EASIER, Command.SKIP)))
    def after_pain(self, command: Command) -> None:
        self.settled = False
        self.player.command(command)

    @precondition(lambda self: self.player.view().state not in {State.FINISHED, State.IDLE})
    @rule()
    def lose_power(self) -> None:
        """The program is gone without a word; what was on the disk is what there is."""
        assert self.journal.flush()
        if finished(self.path):
            return  # somebody went back after its end
        lost = self.player.view()
        entries = self._entries()
        self.journal.close()  # a thread less; there is nothing left for it to write
        self.journal = Journal(self.path)
        left = unfinished(self.path, LIBRARY)
        assert left is not None
        assert left.number == len(entries)
        here = left.plan.starts_ms[left.index] + left.position_ms
        in_step_ms = min(lost.position_ms, self.player.plan.steps[lost.index].duration_ms)  # beyond that it waits
        there = self.player.plan.starts_ms[lost.index] + in_step_ms
        if self.settled:
            assert abs(here - there) <= SECOND_MS + TICK_MS
        self._play(left.plan, left)
        view = self.player.view()
        assert (view.index, view.position_ms) == (left.index, left.position_ms)

    @rule(exercise=st.sampled_from(("march", "lizard")), answer=st.none() | st.sampled_from(Answer))
    def answer(self, exercise: str, answer: Answer | None) -> None:
        self.journal.answered(exercise, answer)
        assert self.journal.flush()
        found = {one.exercise: one.answer for one in outcomes(self.path, LIBRARY)}
        assert found.get(exercise) is (answer if exercise in found else None)

    @invariant()
    def every_report_is_there_once_and_in_order(self) -> None:
        assert self.journal.flush()
        numbers = self._entries()
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= self.entries
        self.entries = len(numbers)

    @invariant()
    def the_plan_to_go_on_with_is_the_one_that_runs(self) -> None:
        assert self.journal.flush()
        left = unfinished(self.path, LIBRARY)
        if left is not None and self.player.view().state in RUNNING | {State.PAUSED}:
            assert left.plan == self.player.plan
        if finished(self.path):
            assert left is None

    @invariant()
    def both_records_tell_the_same(self) -> None:
        assert self.journal.flush()
        done: defaultdict[tuple[str, str], int] = defaultdict(int)
        for work in self.player.done():
            done[work.step.exercise.id, work.step.side.value] += work.reps if work.step.reps else work.ms
        for outcome in outcomes(self.path, LIBRARY):
            assert len(outcome.planned) == len(outcome.right) == len(outcome.left)
            for side, told in (("right", outcome.right), ("left", outcome.left)):
                assert all(amount <= planned for amount, planned in zip(told, outcome.planned, strict=True))
                own = done[outcome.exercise, side]
                whole = own if outcome.dose.reps else own // SECOND_MS
                assert whole - len(told) <= sum(told) <= whole, (outcome, whole)

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)

    def _play(self, one: Plan, left: Unfinished | None) -> None:
        self.sound = FakeSound()
        self.player = Player(one, Voice(LIBRARY.words), self.sound, self.journal, LIBRARY, taken_up=left)
        self.player.start()

    def _entries(self) -> list[int]:
        question = "SELECT number FROM sets UNION ALL SELECT number FROM changes ORDER BY number"
        with closing(sqlite3.connect(self.path)) as connection:
            return [number for (number,) in connection.execute(question)]


TestKeptSession = KeptSession.TestCase
TestKeptSession.settings = examples(15, steps=25, shrink=False)
