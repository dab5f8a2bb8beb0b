"""What more than one value checks of itself."""

from __future__ import annotations

from datetime import datetime


def check_span(start: int, end: int) -> None:
    """Raise ``ValueError`` unless the offsets hold at least one character."""
    if not 0 <= start < end:
        raise ValueError(f"not a span: {start}..{end}")


def check_aware(moment: datetime | None) -> None:
    """Raise ``ValueError`` if the time has no time zone."""
    if moment is not None and moment.utcoffset() is None:
        raise ValueError(f"not an aware time: {moment}")
