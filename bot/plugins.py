"""Plug-ins: rankers, stance methods and adapters, found by entry point. Ours use the same door as everyone's."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from bot.errors import PluginNotFoundError

RANKERS = "briefbot.rankers"
STANCES = "briefbot.stances"
ADAPTERS = "briefbot.adapters"


def find_plugins(group: str) -> dict[str, EntryPoint]:
    """Return a group's entry points by name, in the order of their names; nothing is imported."""
    return {point.name: point for point in sorted(entry_points(group=group))}


def load_plugin(group: str, name: str) -> Any:  # noqa: ANN401 - the caller knows which Protocol the group holds to
    """Import and return the plug-in of that name.

    Raises:
        PluginNotFoundError: If the group has none of that name; it lists the known ones.
    """
    known = find_plugins(group)
    if name not in known:
        raise PluginNotFoundError(group, name, known)
    return known[name].load()
