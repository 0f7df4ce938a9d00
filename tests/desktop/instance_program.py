"""A program like Hipgui as far as starting twice goes: prints what happens to it, a line each."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication

from hipgui.desktop.instance import PATIENCE_MS, SingleInstance
from hipgui.desktop.summons import AlreadyRunningError


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Say "first" and wait to be raised, or "second" and end."""
    application = QCoreApplication(sys.argv)
    try:
        instance = SingleInstance.first("hipgui-test", patience_ms=500 if "hasty" in sys.argv else PATIENCE_MS)
    except AlreadyRunningError as error:
        say(str(error))
        return error.exit_code
    if instance is None:
        say("second")
        return 0
    instance.listen(lambda: say(f"raised {os.environ.get('XDG_ACTIVATION_TOKEN', '')}"))
    say("first")
    if "deaf" in sys.argv:
        sys.stdin.read()
    code = application.exec()
    instance.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
