"""What holds of a plan whenever the keys are pressed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from hipgui.core.ladder import Kit, at_level, easier, harder
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, StepKind, plan
from hipgui.core.replan import replan
from tests.core.doses import bands, bells
from tests.timelines.effort import examples
from tests.timelines.small import library

if TYPE_CHECKING:
    from hipgui.core.ladder import Dose
    from hipgui.core.model import Exercise, Side
    from hipgui.core.plan import Plan, Step


@dataclass(frozen=True)
class Key:
    """A press of a key: how far into the session and into the step (per mille), and which key."""

    where: int
    position: int
    harder: bool
    minutes: float | None


@dataclass(frozen=True)
class Story:
    """A session and the keys pressed in it."""

    routine: str
    level: int
    minutes: float
    self_paced: bool
    kit: Kit
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Press:
    """The last press of a story: the plans before and after it, where it was, and the dose it led to."""

    before: Plan
    after: Plan
    index: int
    position_ms: int
    dose: Dose
    kit: Kit

    @property
    def now(self) -> Step:
        return self.before.steps[self.index]

    @property
    def exercise(self) -> Exercise:
        return self.now.exercise


owned = st.sampled_from(((), bells(4, 6), bands(2)))
per_mille = st.integers(0, 999)
stories = st.builds(
    Story,
    st.sampled_from(("full", "march", "lift", "lizard")),
    st.integers(1, 5),
    st.sampled_from((12.0, 60.0)),
    st.sampled_from((False, False, True)),
    st.builds(Kit, st.frozensets(st.sampled_from(Prop)), owned),
    st.lists(
        st.builds(Key, per_mille, per_mille, st.booleans(), st.sampled_from((None, 30.0))), min_size=1, max_size=3
    ).map(tuple),
)


def played(story: Story) -> Press:
    kit = story.kit
    choices = Choices(level=story.level, kit=kit.props, minutes=story.minutes, self_paced=story.self_paced)
    after = plan(library().routine(story.routine), library(), choices)
    doses = {step.exercise.id: at_level(step.exercise, story.level, kit) for step in after.steps}
    found: list[Press] = []
    for key in story.keys:
        at = len(after.steps) * key.where // 1000
        now = after.steps[at]
        position_ms = now.duration_ms * key.position // 1000
        before, change = after, harder if key.harder else easier
        dose = change(now.exercise, doses[now.exercise.id], kit) or doses[now.exercise.id]
        doses[now.exercise.id] = dose
        after = replan(before, (at, position_ms), dose, kit, library(), minutes=key.minutes)
        found.append(Press(before, after, at, position_ms, dose, kit))
    return found[-1]


def amounts(steps: tuple[Step, ...], exercise: Exercise) -> Counter[tuple[int | None, Side]]:
    """Reps, or milliseconds, by set and side."""
    found: Counter[tuple[int | None, Side]] = Counter()
    for step in (step for step in steps if step.is_work and step.exercise.id == exercise.id):
        found[step.set_number, step.side] += step.reps or step.duration_ms
    return found


@given(stories)
@examples(100)
def test_what_was_done_and_what_is_of_other_exercises_is_untouched(story: Story) -> None:
    press = played(story)
    before, after, now = press.before, press.after, press.now
    assert after.steps[: press.index] == before.steps[: press.index]
    others = [step for step in before.steps if step.exercise.id != press.exercise.id]
    assert [step for step in after.steps if step.exercise.id != press.exercise.id] == others
    if now.is_work and press.position_ms and not now.open_ended:
        done = after.steps[press.index]
        assert (done.variant, done.tempo, done.load) == (now.variant, now.tempo, now.load)
        assert press.position_ms <= done.duration_ms


@given(stories)
@examples(100)
def test_both_sides_stay_equal_and_the_set_under_way_keeps_its_number(story: Story) -> None:
    press = played(story)
    had, has = amounts(press.before.steps, press.exercise), amounts(press.after.steps, press.exercise)
    for number, side in has:
        assert has[number, side] == has[number, side.other]
        if number is not None and number < (press.now.set_number or 0):
            assert has[number, side] == had[number, side]
    if press.now.is_work and press.position_ms:
        assert has[press.now.set_number, press.now.side] == had[press.now.set_number, press.now.side]


@given(stories)
@examples(100)
def test_the_new_plan_is_whole(story: Story) -> None:
    press = played(story)
    own = [step for step in press.after.steps if step.exercise.id == press.exercise.id]
    numbers = [step.set_number or 0 for step in own if step.is_work]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, own[-1].sets + 1))
    ahead = [step for step in press.after.steps[press.index + 1 :] if step.exercise.id == press.exercise.id]
    for step in ahead:
        assert (step.variant.id, step.level, step.sets) == (press.dose.variant, press.dose.level, own[-1].sets)
        assert step.tempo == (press.dose.tempo if step.kind is StepKind.REPS else None)
        assert step.duration_ms > 0
        if step.kind is StepKind.REPS:
            assert step.duration_ms == (step.reps or 0) * step.rep_ms
    for step, following in pairwise(ahead):
        same_set = (step.side, step.set_number) == (following.side, following.set_number)
        assert same_set == (following.kind not in {StepKind.SWITCH, StepKind.REST}) or step.set_number is None


@given(stories)
@examples(100)
def test_the_same_key_press_twice_in_a_pause_changes_no_work(story: Story) -> None:
    press = played(story)
    later = range(press.index + 1, len(press.after.steps))
    pauses = [at for at in later if press.after.steps[at].kind in {StepKind.REST, StepKind.SWITCH}]
    own = [at for at in pauses if press.after.steps[at].exercise.id == press.exercise.id]
    for at in own[:2]:
        again = replan(press.after, (at, 0), press.dose, press.kit, library())
        assert amounts(again.steps, press.exercise) == amounts(press.after.steps, press.exercise)
