"""Packs: what the coach knows, as TOML files that anyone may write, checked and brought into core.model.

`load.load_library` is the way in, `snapshot` the short one; `errors.PackError` says what is wrong with a pack in one
sentence.
"""

from pathlib import Path

BUILTIN = Path(__file__).parent / "builtin"
"""The pack that comes with the program."""
