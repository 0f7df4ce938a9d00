"""Packs: what the coach knows, as TOML files that anyone may write, checked and brought into core.model.

`load_library` is the way in; `PackError` says what is wrong with a pack in one sentence.
"""

from hipgui.content.errors import ContentError, PackError
from hipgui.content.load import BUILTIN, load_library

__all__ = ["BUILTIN", "ContentError", "PackError", "load_library"]
