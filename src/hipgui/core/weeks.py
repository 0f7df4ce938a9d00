"""The person's own calendar: their clock, and weeks that begin on Monday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def local_time(epoch_ms: int, offset_s: int) -> datetime:
    """A moment as the clock showed it, without a zone."""
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).replace(tzinfo=None) + timedelta(seconds=offset_s)
