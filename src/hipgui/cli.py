"""The command line: one function a command. Wrong arguments are answered in one line, exit code 2."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hipgui import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hipgui.core.plan import Plan

OK, FAILED, WRONG_USE = 0, 1, 2
PROPS = ("kettlebell", "band", "block", "book", "chair")
FORMATS = ("table", "csv", "json")
TALKS = ("full", "brief", "counts", "tones")
MINUTES_MOST = 24 * 60


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of repeating the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}. See {self.prog} --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 for a failure that is explained, 2 for wrong use."""
    from hipgui.core.errors import PersonError

    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        code = int(chosen.run(chosen))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has enough; what is left would be written once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except PersonError as error:
        print(f"hipgui: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="hipgui",
        description="A coach for hip-flexor work, led by voice and picture. Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"hipgui {__version__}")
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    plan = commands.add_parser("plan", help="show what a session would hold", description="Show a session's steps.")
    _session_options(plan)
    plan.add_argument("--json", action="store_true", help="print JSON")
    plan.set_defaults(run=_plan)

    script = commands.add_parser(
        "script", help="show what the voice would say", description="Show a session as it will be heard."
    )
    _session_options(script)
    _voice_options(script)
    script.add_argument("--json", action="store_true", help="print JSON")
    script.set_defaults(run=_script)

    play = commands.add_parser("play", help="start a session now", description="Start a session now.")
    _session_options(play)
    _voice_options(play)
    play.add_argument("--no-window", action="store_true", help="voice and terminal only")
    play.set_defaults(run=_play)

    demo = commands.add_parser("demo", help="play a short demonstration and save a picture of it")
    demo.add_argument("--picture", metavar="FILE", help="where the picture goes")
    demo.set_defaults(run=_demo)

    history = commands.add_parser("history", help="show what was done", description="Show what was done.")
    history.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="table, csv or json; default table")
    history.add_argument("--since", type=_day, metavar="DATE", help="from this day on, as in 2026-11-23")
    history.set_defaults(run=_history)

    journal = commands.add_parser(
        "journal", help="check, export or import the journal", description="Look after the journal of what was done."
    )
    _journal_commands(journal)

    doctor = commands.add_parser("doctor", help="tell what works here", description="Tell what works on this machine.")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(run=_doctor)
    return parser


def _journal_commands(journal: argparse.ArgumentParser) -> None:
    commands = journal.add_subparsers(metavar="COMMAND", parser_class=_Parser, required=True)
    check = commands.add_parser("check", help="tell whether its file is sound")
    check.set_defaults(run=_journal_check)
    export = commands.add_parser("export", help="copy it into a file, which import reads")
    export.add_argument("file", type=Path, metavar="FILE", help="an SQLite file, made or replaced")
    export.set_defaults(run=_journal_export)
    import_ = commands.add_parser("import", help="bring an exported file in; nothing is doubled")
    import_.add_argument("file", type=Path, metavar="FILE")
    import_.set_defaults(run=_journal_import)


def _session_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "routine", nargs="?", default="full", metavar="ROUTINE", help="full, middle, short, march, lift or lizard"
    )
    parser.add_argument("--level", type=int, choices=range(1, 6), default=3, metavar="N", help="1 to 5; default 3")
    parser.add_argument(
        "--have",
        type=_props,
        default=frozenset(PROPS),
        metavar="A,B",
        help=f"{', '.join(PROPS)} (chair or wall), or none; default: all",
    )
    parser.add_argument("--minutes", type=_minutes, metavar="N", help="ceiling in minutes instead of the routine's")


def _voice_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--talk", choices=TALKS, default="full", help="how much the voice says; default full")
    parser.add_argument(
        "--session",
        type=_count,
        metavar="N",
        help="sessions finished before, which decides the wordings; default: yours",
    )


def _props(text: str) -> frozenset[str]:
    names = [name.strip() for name in text.split(",")]
    if names == ["none"]:
        return frozenset()
    unknown = [name for name in names if name not in PROPS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(PROPS)}, or none alone")
    return frozenset(names)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 < minutes <= MINUTES_MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes from above 0 to {MINUTES_MOST}")
    return minutes


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 on")
    return int(text)


def _chosen_plan(chosen: argparse.Namespace) -> Plan:
    from hipgui.wiring import commands

    return commands.plan_for(chosen.routine, level=chosen.level, have=chosen.have, minutes=chosen.minutes)


def _plan(chosen: argparse.Namespace) -> int:
    from hipgui.export.text import plan_json, plan_table

    plan = _chosen_plan(chosen)
    _print(plan_json(plan) if chosen.json else plan_table(plan))
    return OK


def _script(chosen: argparse.Namespace) -> int:
    from hipgui.export.text import script_json, transcript
    from hipgui.wiring import commands

    score = commands.score_for(_chosen_plan(chosen), talk=chosen.talk, seed=chosen.session)
    _print(script_json(score) if chosen.json else transcript(score))
    return OK


def _play(chosen: argparse.Namespace) -> int:
    from hipgui.wiring import commands, window

    plan = _chosen_plan(chosen)
    play = commands.play_in_terminal if chosen.no_window else window.play_in_window
    return play(plan, talk=chosen.talk, seed=chosen.session)


def _window(_chosen: argparse.Namespace) -> int:
    gc.disable()  # until the first frame stands: nothing of what is loaded meanwhile is garbage
    from hipgui.wiring import window

    return window.show()


def _demo(chosen: argparse.Namespace) -> int:
    from hipgui.wiring import window

    return window.demonstrate(chosen.picture)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a day such as 2026-11-23"
        raise argparse.ArgumentTypeError(message) from None


def _history(chosen: argparse.Namespace) -> int:
    from hipgui.content.load import load_library
    from hipgui.export.history import history_csv, history_json, history_table
    from hipgui.journal import care
    from hipgui.journal.outcomes import reviews as found
    from hipgui.wiring import parts

    file = parts.journal_file()
    care.look_at(file)
    reviews = found(file, load_library(), since=chosen.since)
    if chosen.format == "json":
        print(json.dumps(history_json(reviews), indent=2))
    else:
        _print(history_csv(reviews) if chosen.format == "csv" else history_table(reviews))
    return OK


def _journal_check(_chosen: argparse.Namespace) -> int:
    from hipgui.journal import care
    from hipgui.wiring import parts

    checked = care.check(parts.journal_file(), parts.journal_spares())
    _print(checked.lines)
    return OK if checked.ok else FAILED


def _journal_export(chosen: argparse.Namespace) -> int:
    from hipgui.journal import care
    from hipgui.wiring import parts

    care.export(parts.journal_file(), chosen.file)
    _print([f"The journal is copied to {chosen.file}."])
    return OK


def _journal_import(chosen: argparse.Namespace) -> int:
    from hipgui.journal import care
    from hipgui.wiring import parts

    imported = care.import_(parts.journal_file(), chosen.file)
    merged = imported.merged
    for line in (*map(str, imported.notices), *(f"Passed over: {row}." for row in merged.passed_over)):
        print(line, file=sys.stderr)
    _print([f"Brought in: {merged.amount}."])
    return FAILED if merged.passed_over else OK


def _doctor(chosen: argparse.Namespace) -> int:
    from hipgui.wiring import commands

    examination = commands.examine()
    _print(examination.as_json() if chosen.json else examination.lines())
    return OK if examination.ok else FAILED


def _print(what: dict[str, Any] | Iterable[str]) -> None:
    if isinstance(what, dict):
        print(json.dumps(what, indent=2))
        return
    for line in what:
        print(line)
