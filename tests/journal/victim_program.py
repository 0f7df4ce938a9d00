"""Plays session after session with the real player and journal, each life in a process that waits to be killed.

Every line of its input, a seed, begins a life, which goes on with what the last one left, or begins anew. The child
prints its process id, where it took up ("resumed STEP MS" or "anew"), then what has been told to be on the disk
("entry N": the N-th set or change of its session) and where the session is: "now T AT", both in milliseconds: how long
it has run, and how far from the plan's beginning it stands. Time is a clock that the program turns, a few hundred times
as fast as life.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hipgui.content.load import load_library
from hipgui.core.cue import FRAMES_PER_MS, Voice
from hipgui.core.plan import Choices, plan
from hipgui.core.session import RUNNING, Command, State
from hipgui.journal.journal import Journal
from hipgui.journal.read import unfinished
from hipgui.player import Player
from tests.timelines.stage import FakeSound

if TYPE_CHECKING:
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan, Step

TICK_MS = 100
PATIENCE_S = 60.0
"""The turned clock waits for the disk, as slow as that may be, so that a stall is not taken for minutes of work."""
GOES_ON, SELF_PACED = 0.7, 0.2
"""How often a life goes on with what was left, and how often a session is self-paced."""
RESTLESS = (
    *(Command.EASIER, Command.HARDER, Command.DEEPER, Command.NEXT, Command.BACK, Command.READY, Command.MORE_REST),
    *(Command.PLAY_PAUSE, Command.HURTS, Command.REPEAT),
)
AFTER_PAIN = (Command.EASIER, Command.SKIP, Command.PLAY_PAUSE)
ON_AGAIN = (Command.PLAY_PAUSE, Command.NEXT, Command.BACK, Command.EASIER)


def say(line: str) -> None:
    """Print a line at once."""
    os.write(1, f"{line}\n".encode())


class TellingJournal(Journal):
    """Waits for the disk after every report, and says what is there."""

    def began(self, plan: Plan) -> None:
        """A session."""
        super().began(plan)
        self.flush(PATIENCE_S)

    def worked(self, step: Step, index: int, reps: int, ms: int, skipped: bool) -> None:  # noqa: FBT001  the port
        """A side of a set."""
        super().worked(step, index, reps, ms, skipped)
        self._tell()

    def changed(self, *told: object) -> None:
        """A change."""
        super().changed(*told)  # type: ignore[arg-type]  # passed on as it came
        self._tell()

    def at(self, index: int, position_ms: int) -> None:
        """A place."""
        super().at(index, position_ms)
        self.flush(PATIENCE_S)

    def _tell(self) -> None:
        if self.flush(PATIENCE_S):
            say(f"entry {self.number}")


def live(path: Path, library: Library, seed: str) -> None:
    """Play until the end comes."""
    fate = random.Random(seed)  # noqa: S311  the same life every time
    journal = TellingJournal(path)
    say(f"alive {os.getpid()}")
    left = unfinished(path, library)
    while True:
        left = left if left and fate.random() < GOES_ON else None
        routine = library.routine(fate.choice(("short", "march", "lizard")))
        one = left.plan if left else plan(routine, library, Choices(self_paced=fate.random() < SELF_PACED))
        sound = FakeSound()
        player = Player(one, Voice(library.words), sound, journal, library, taken_up=left)
        view = player.view()
        say(f"resumed {view.index} {view.position_ms}" if left else "anew")
        player.start()
        play(player, sound, fate)
        left = None


def play(player: Player, sound: FakeSound, fate: random.Random) -> None:
    """One session to its end, with restless fingers."""
    ran_ms, pressed_ms = 0, fate.randrange(2_000, 40_000)
    while (view := player.view()).state is not State.FINISHED:
        say(f"now {ran_ms} {player.plan.starts_ms[view.index] + view.position_ms}")
        if view.state is State.HURT:
            player.command(fate.choice(AFTER_PAIN))
        elif view.state is State.PAUSED and ran_ms:
            player.command(fate.choice(ON_AGAIN))
        elif view.state is State.WAITING:
            player.command(Command.READY)
        elif ran_ms >= pressed_ms and view.state in RUNNING:
            player.command(fate.choice(RESTLESS))
            pressed_ms = ran_ms + fate.randrange(2_000, 40_000)
        sound.pass_time(TICK_MS * FRAMES_PER_MS)
        player.tick()
        ran_ms += TICK_MS


def main() -> None:
    """Begin a life for each line."""
    library = load_library()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            live(Path(sys.argv[1]), library, line.strip())
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main()
