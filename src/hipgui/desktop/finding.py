"""What looking at one part of the machine brings to light."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """For the doctor: whether it works, what was found, and what to do if it does not."""

    ok: bool
    found: str
    remedy: str = ""
