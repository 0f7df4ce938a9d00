"""`hipgui history` and `hipgui journal` as they are typed."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipgui.cli import main
from hipgui.content.load import load_library
from hipgui.core.errors import PersonError
from hipgui.core.history import Past
from hipgui.core.ladder import Load
from hipgui.core.model import Prop
from hipgui.core.plan import Choices, plan
from hipgui.core.progression import Answer
from hipgui.journal import care
from hipgui.journal.journal import Journal
from hipgui.journal.opening import PAGE_BYTES
from hipgui.journal.schema import MIGRATIONS
from hipgui.wiring.parts import journal_file
from tests.journal.sessions import play, rows
from tests.permissions import forbidden, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Typed: TypeAlias = Callable[..., tuple[int, str, str]]

DATABASES = Path(__file__).parent / "databases"
EVENING = datetime(2026, 11, 21, 18, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
SETS = 16 + 2


@pytest.fixture
def lived() -> Path:
    """A whole full session with a bell of 4 kg, and one of the next day that was left; the journal."""
    library, path = load_library(), journal_file()
    now = EVENING
    journal = Journal(path, now=lambda: now)
    choices = Choices(loads=(Load(Prop.KETTLEBELL, 4.0),), minutes=60)
    play(journal, plan(library.routine("full"), library, choices))
    journal.answered("march", Answer.EASY)
    now += timedelta(days=1)
    play(journal, plan(library.routine("lizard"), library, choices), last=3)
    journal.ended(finished=False)
    journal.close()
    return path


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type a command; exit code, what is printed, what is printed as error."""

    def typed(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as end:
            code = int(str(end.code))
        return code, *capsys.readouterr()

    return typed


def test_history_as_a_table(lived: Path, say: Typed) -> None:
    assert lived.exists()
    code, out, err = say("history")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2026-11-21 18:30  full, 16 min of work",
        "  march      level 3, 3 x 8, bell, 4 kg: right 8 8 8; left 8 8 8; easy",
        "  lift       level 3, 3 x 8, book: right 8 8 8; left 8 8 8",
        "  lizard     level 3, 2 x 60 s, glide: right 60 60 s; left 60 60 s",
        "2026-11-22 18:30  lizard, 2 min of work, ended early",
        "  lizard     level 3, 2 x 60 s, glide: right 60 0 s; left 60 0 s",
    ]
    assert say("history", "--since", "2026-11-22")[1].splitlines() == out.splitlines()[4:]
    assert say("history", "--since", "2027-01-01") == (0, "Nothing yet.\n", "")


def test_history_as_json(lived: Path, say: Typed) -> None:
    assert lived.exists()
    code, out, _ = say("history", "--format", "json")
    first, second = json.loads(out)
    assert code == 0
    assert {name: first[name] for name in ("began", "routine", "finished", "work_s")} == {
        "began": "2026-11-21T18:30:00-03:30",
        "routine": "full",
        "finished": True,
        "work_s": 960.0,
    }
    assert first["exercises"][0] == {
        "exercise": "march",
        "level": 3,
        "variant": "bell",
        "kettlebell_kg": 4.0,
        "band": None,
        "unit": "reps",
        "planned": [8, 8, 8],
        "right": [8, 8, 8],
        "left": [8, 8, 8],
        "answer": "easy",
        "begun_level": None,
        "hurt": False,
    }
    assert (second["finished"], second["exercises"][0]["right"]) == (False, [60, 0])


def test_history_as_csv(lived: Path, say: Typed) -> None:
    assert lived.exists()
    code, out, _ = say("history", "--format", "csv")
    table = list(csv.DictReader(out.splitlines()))
    assert code == 0
    assert [(row["exercise"], row["right"], row["answer"], row["finished"]) for row in table] == [
        ("march", "8 8 8", "easy", "1"),
        ("lift", "8 8 8", "", "1"),
        ("lizard", "60 60", "", "1"),
        ("lizard", "60 0", "", "0"),
    ]


def test_whoever_has_read_enough_may_go(lived: Path) -> None:
    assert lived.exists()
    command = f"{sys.executable} -m hipgui history --format csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)  # noqa: S602  a pipe as typed
    assert done.stdout.startswith("began,routine,")
    assert done.stderr == ""


def test_before_the_first_session_there_is_nothing_and_that_is_no_error(say: Typed) -> None:
    assert say("history") == (0, "Nothing yet.\n", "")
    assert say("history", "--format", "json") == (0, "[]\n", "")
    code, out, _ = say("journal", "check")
    assert (code, out) == (0, f"There is no journal at {journal_file()} yet: it begins with the first session.\n")
    code, out, err = say("journal", "export", "copy.sqlite")
    assert (code, out) == (1, "")
    assert err == f"hipgui: There is no journal at {journal_file()} yet, so there is nothing to export.\n"
    assert not journal_file().exists(), "asking makes no journal"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("history", "--since", "yesterday"), "'yesterday' is not a day such as 2026-11-23"),
        (("history", "--format", "xml"), "invalid choice: 'xml'"),
        (("journal",), "the following arguments are required: COMMAND"),
        (("journal", "burn"), "invalid choice: 'burn'"),
        (("journal", "import"), "the following arguments are required: FILE"),
    ],
)
def test_wrong_words_are_answered_in_one_line(say: Typed, words: tuple[str, ...], said: str) -> None:
    code, out, err = say(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_sound_journal_is_told_to_be_sound(lived: Path, say: Typed) -> None:
    before = lived.read_bytes()
    assert say("journal", "check") == (0, f"{lived} is sound: 2 sessions with {SETS} sets.\n", "")
    assert lived.read_bytes() == before


def test_an_older_journal_is_sound_too(say: Typed) -> None:
    journal_file().parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DATABASES / "version-1.sqlite", journal_file())
    code, out, _ = say("journal", "check")
    assert code == 0
    assert "2 sessions with 7 sets, of version 1, which the next start brings up to date." in out
    assert say("history")[1].startswith("2026-11-23 18:00  short, 6 min of work\n")


@pytest.mark.parametrize("page", [0, 2])
def test_a_damaged_journal_is_told_and_left_alone(lived: Path, say: Typed, page: int) -> None:
    data = bytearray(lived.read_bytes())
    data[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = b"\xa5" * PAGE_BYTES
    lived.write_bytes(data)
    code, out, _ = say("journal", "check")
    assert code == 1
    assert out.startswith(f"{lived} is damaged:\n  ")
    assert "Start Hipgui: it sets a damaged file aside, never deletes it" in out
    assert lived.read_bytes() == data


def test_a_newer_journal_is_refused(lived: Path, say: Typed, tmp_path: Path) -> None:
    known = len(MIGRATIONS)
    copy = shutil.copyfile(lived, tmp_path / "newer.sqlite")
    for file in (lived, copy):
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(f"PRAGMA user_version = {known + 1}")
    told = f"was written by a newer Hipgui (journal {known + 1}, this one knows {known}). Use the newer one.\n"
    assert say("journal", "check") == (1, "", f"hipgui: {lived} {told}")
    assert say("history") == (1, "", f"hipgui: {lived} {told}")
    assert say("journal", "import", str(copy)) == (1, "", f"hipgui: {copy} {told}")


def test_what_is_exported_is_brought_in_elsewhere_once(lived: Path, say: Typed, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert say("journal", "export", str(copy)) == (0, f"The journal is copied to {copy}.\n", "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["copy.sqlite"], "one file, and nothing beside it"
    whole = say("history", "--format", "json")[1]
    for part in ("", "-wal", "-shm"):
        lived.with_name(lived.name + part).unlink(missing_ok=True)
    assert say("journal", "import", str(copy)) == (0, f"Brought in: 2 sessions with {SETS} sets.\n", "")
    assert say("journal", "import", str(copy)) == (0, "Brought in: 0 sessions with 0 sets.\n", "")
    assert say("history", "--format", "json")[1] == whole
    assert say("journal", "export", str(copy))[0] == 0, "an earlier export is replaced"


def test_what_was_deleted_is_not_exported(lived: Path, say: Typed, tmp_path: Path) -> None:
    ((uid,),) = rows(lived, "SELECT uid FROM sessions WHERE routine = 'full'")
    journal = Journal(lived)
    journal.removed(Past(uid, "full", 0, 0, 0))
    journal.close()
    copy = tmp_path / "copy.sqlite"
    assert say("journal", "export", str(copy))[0] == 0
    assert rows(copy, "SELECT routine FROM sessions") == [("lizard",)]
    assert rows(copy, "SELECT count(*) FROM sets") == [(2,)]
    assert uid.encode() not in copy.read_bytes()


def test_bad_rows_are_listed_and_the_others_brought_in(lived: Path, say: Typed, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    say("journal", "export", str(copy))
    lived.unlink()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE sets SET ms = 'many' WHERE id = 1")
        connection.execute("UPDATE answers SET answer = 'meh'")
        connection.commit()
    code, out, err = say("journal", "import", str(copy))
    assert (code, out) == (1, f"Brought in: 2 sessions with {SETS - 1} sets.\n")
    assert err.splitlines() == [
        "Passed over: sets 1: ms is 'many'.",
        "Passed over: answers 1: CHECK constraint failed: answer IN ('easy', 'right', 'hard', 'hurt').",
    ]


def test_what_can_be_read_of_a_damaged_export_is_brought_in(lived: Path, say: Typed, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    say("journal", "export", str(copy))
    lived.unlink()
    data = bytearray(copy.read_bytes())
    data[:PAGE_BYTES] = bytes(PAGE_BYTES)
    copy.write_bytes(data)
    code, out, _ = say("journal", "import", str(copy))
    assert out == f"Brought in: 2 sessions with {SETS} sets.\n"
    assert code in {0, 1}
    assert copy.read_bytes() == data


@pytest.mark.parametrize("text", ["", "Dear diary, today I did no lizard.\n" * 300])
def test_what_is_no_journal_is_refused(say: Typed, tmp_path: Path, text: str) -> None:
    file = tmp_path / "diary.txt"
    file.write_text(text)
    code, out, err = say("journal", "import", str(file))
    assert (code, out) == (1, "")
    assert err == (f"hipgui: {file} is not a journal of Hipgui. Name a file that hipgui journal export has made.\n")
    assert say("journal", "import", str(tmp_path / "missing"))[2] == (
        f"hipgui: {tmp_path}/missing can't be read (No such file or directory). "
        "Name a file that hipgui journal export has made.\n"
    )


def test_nothing_of_the_person_s_is_written_over(lived: Path, say: Typed, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    for file in (letter, lived):
        before = file.read_bytes()
        code, _, err = say("journal", "export", str(file))
        assert (code, err) == (1, f"hipgui: {file} exists and is not an exported journal. Choose another name.\n")
        assert file.read_bytes() == before
    assert say("journal", "import", str(lived))[2] == f"hipgui: {lived} is the journal itself. Name an exported copy.\n"


def test_where_nothing_can_be_written_that_is_said(lived: Path, say: Typed) -> None:
    missing = lived.parent / "missing" / "copy.sqlite"
    code, _, err = say("journal", "export", str(missing))
    assert code == 1
    assert err.startswith(f"hipgui: {missing} can't be used: unable to open database file. Check that it may be")


def test_a_journal_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    with open_folder() as folder, forbidden(folder):
        file = tmp_path / "journal.sqlite"  # in a folder of somebody else's
        for look in (care.check, care.look_at):
            with pytest.raises(PersonError, match=r"can't be read \(Permission denied\)\. Allow reading it\."):
                look(file)


def test_an_import_into_a_locked_journal_says_so(lived: Path, say: Typed, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    say("journal", "export", str(copy))
    with closing(sqlite3.connect(lived, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, _, err = say("journal", "import", str(copy))
    assert (code, err) == (
        1,
        f"hipgui: {lived} can't be written: another program is using it. End the other program.\n",
    )
