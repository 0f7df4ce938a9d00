"""What each exercise is to be next, as the window goes by it: recalled in a thread, chosen anew by the person."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hipgui.core.course import Memory, at_bottom, nexts
from hipgui.core.ladder import at_level
from hipgui.ui.wishes import wished_dose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hipgui.core.course import Next
    from hipgui.core.ladder import Dose, Kit
    from hipgui.core.plan import Choices
    from hipgui.core.progression import Answer
    from hipgui.core.unfinished import Unfinished
    from hipgui.settings import Settings
    from hipgui.ui.deps import Deps, Keeper
    from hipgui.ui.exercise_wording import Wish

PROPOSED = 0
"""In place of a level: as it is proposed."""
JOIN_S = 5.0
"""How long the end waits for the thread; an answer that takes longer is not waited for."""


class Course(QObject):
    """Remembers, proposes, and takes choices. `settings` tells those as they now stand.

    `changed` when it knows more or something was chosen; `told` carries sentences about what can't be remembered.
    """

    changed = Signal()
    told = Signal(str)
    _recalled = Signal(object)

    def __init__(self, parent: QObject, deps: Deps, settings: Callable[[], Settings]) -> None:
        super().__init__(parent)
        self._deps, self._settings = deps, settings
        self._keeper: Keeper | None = None
        self._thread: threading.Thread | None = None
        self._again = False
        self._then: list[Callable[[], None]] = []
        self._memory = Memory()
        self._known = not deps.has_past()
        self._told: tuple[str, ...] = ()
        self._run = False
        self._recalled.connect(self._on_recalled)

    @property
    def is_known(self) -> bool:
        """Whether it has looked back since the start, or there is nothing to look back on."""
        return self._known

    @property
    def memory(self) -> Memory:
        """What it knows."""
        return self._memory

    @property
    def settings(self) -> Settings:
        """What was chosen elsewhere, as it now stands."""
        return self._settings()

    def now(self) -> datetime:
        """The time of day here."""
        return self._deps.now()

    @property
    def kit(self) -> Kit:
        """What is at hand."""
        return self._settings().choices().whole_kit

    @property
    def nexts(self) -> Mapping[str, Next]:
        """What every exercise (by id) is to be next."""
        return nexts(self._deps.library, self._memory, self.kit, self._settings().level)

    @property
    def choices(self) -> Choices:
        """What all this means for a plan."""
        doses = {name: one.dose for name, one in self.nexts.items() if one.why}  # all others begin at the level
        return replace(self._settings().choices(), doses=doses, before_run=self._run)

    @property
    def before_run(self) -> bool:
        """Whether a run follows; holds until the session is over."""
        return self._run

    @property
    def left(self) -> Unfinished | None:
        """A session that was left lately and can be gone on with."""
        return self._memory.to_go_on_with(self._deps.now()) if self._deps.go_on else None

    @property
    def proposes(self) -> bool:
        """Whether there is anything to make proposals of."""
        return any(one.worked or one.hurt for one in self._memory.outcomes)

    def level(self, exercises: Iterable[str]) -> int | None:
        """The level at which all of these exercises begin; PROPOSED where all are as proposed, None for a mixture."""
        found = [(self._deps.library.exercise(name), self._memory.chosen_dose(name)) for name in exercises]
        if any(dose for _, dose in found):
            return at_bottom(found, self.kit)
        return PROPOSED if self.proposes else self._settings().level

    def reminder(self, exercises: Iterable[str]) -> str:
        """A gentle word where a day of rest would be left out; "" for none."""
        if not self._memory.outcomes:
            return ""
        from hipgui.core.progression import day_between  # noqa: PLC0415  start-up: the first frame knows no past

        return day_between(self._deps.library, exercises, self._memory.outcomes, self._deps.now().date())

    # Looking back.

    def look_back(self) -> None:
        """Ask the journal, in a thread; `changed` follows."""
        if self._thread is not None:
            self._again = True
            return
        keeper = self._keep()
        self._thread = threading.Thread(target=self._ask, args=(keeper,), name="recall", daemon=True)
        self._thread.start()

    @property
    def is_looking_back(self) -> bool:
        """Whether an answer is awaited."""
        return self._thread is not None

    def when_known(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as it has looked back: now, or in a moment."""
        if self._known:
            then()
        else:
            self._then.append(then)

    def close(self) -> None:
        """End the thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(JOIN_S)

    def _ask(self, keeper: Keeper) -> None:
        """Runs in the thread. Whatever goes wrong there, Start does not wait for it."""
        memory = Memory(there=False)
        try:
            memory = keeper.recall()
        finally:
            self._recalled.emit(memory)

    def _on_recalled(self, memory: Memory) -> None:
        if self._thread is None:
            return
        self._thread.join(JOIN_S)
        self._thread = None
        if self._again:  # something was chosen meanwhile, which this answer may not know
            self._again = False
            self.look_back()
            return
        if not memory.there:  # what was chosen since the start holds all the same
            memory = replace(memory, chosen=self._memory.chosen)
        self._memory, self._known = memory, True
        for sentence in memory.sentences:
            if sentence not in self._told:
                self.told.emit(sentence)
        self._told = memory.sentences
        waiting, self._then = self._then, []
        self.changed.emit()
        for then in waiting:
            then()

    # What the person decides.

    def choose(self, doses: Mapping[str, Dose | None]) -> None:
        """Have these (by exercise id) next time; None takes a choice back."""
        news = {name: dose for name, dose in doses.items() if dose != self._memory.chosen_dose(name)}
        for name, dose in news.items():
            self._keep().chose(name, dose)
        self._memory = self._memory.with_chosen(news, round(self._deps.now().timestamp() * 1000))
        self._again = self._thread is not None
        self.changed.emit()

    def take(self, fields: Mapping[str, object]) -> dict[str, object]:
        """Take what belongs here of what was chosen on Today; the fields of the settings that are left."""
        kept = dict(fields)
        if "before_run" in kept:
            self.run_after(on=bool(kept.pop("before_run")))
        if "level" in kept:
            level = int(str(kept["level"]))
            self.choose_level(level)
            if level == PROPOSED:
                del kept["level"]
        return kept

    def choose_level(self, level: int) -> None:
        """Begin every exercise at the bottom of a level; PROPOSED: go by what was done."""
        library, kit = self._deps.library, self.kit
        plain = level == PROPOSED or not self.proposes  # a level of the settings needs no choice where nothing was done
        self.choose({one.id: None if plain else at_level(one, level, kit) for one in library.exercises})

    def wish(self, wish: Wish) -> None:
        """Have an exercise at a level, in a variant, next time."""
        exercise = self._deps.library.exercise(wish.exercise)
        self.choose({wish.exercise: wished_dose(exercise, self.choices, wish)})

    def begin(self) -> None:
        """A session begins: what was left before it is not offered again."""
        self._memory = replace(self._memory, unfinished=None)

    def run_after(self, *, on: bool) -> None:
        """A run follows, or not."""
        self._run = on
        self.changed.emit()

    def answer(self, exercise_id: str, answer: Answer | None) -> None:
        """How an exercise of the session that was just played felt."""
        self._keep().answered(exercise_id, answer)
        self._memory = self._memory.answered(exercise_id, answer)
        self._again = self._thread is not None

    def _keep(self) -> Keeper:
        if self._keeper is None:
            self._keeper = self._deps.keeper()
        return self._keeper
