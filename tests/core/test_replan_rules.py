"""What holds of a plan whenever the keys are pressed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given

from hipgui.core.plan import StepKind
from hipgui.core.replan import replan
from tests.core.stories import played, stories
from tests.timelines.effort import examples
from tests.timelines.small import library

if TYPE_CHECKING:
    from hipgui.core.model import Exercise, Side
    from hipgui.core.plan import Step
    from tests.core.stories import Story


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
