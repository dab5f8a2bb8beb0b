"""Waiting for a condition, never for a time."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_GLANCE = 0.01


def wait_for(look: Callable[[], T], *, seconds: float = 40.0) -> T:
    """Return what ``look`` returns as soon as it is true.

    Raises:
        TimeoutError: If it is not in time.
    """
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (found := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"nothing of {look} within {seconds} s")
        pause.wait(_GLANCE)
    return found
