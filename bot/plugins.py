"""Plug-ins: rankers, stance methods and adapters, found by entry point. Ours use the same door as everyone's."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, PluginError, PluginNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.model import Budget, Candidate, Query

log = logging.getLogger(__name__)

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
        PluginError: If it cannot be imported, whatever the reason.
    """
    known = find_plugins(group)
    if name not in known:
        raise PluginNotFoundError(group, name, known)
    with _named(group, name):
        return known[name].load()


def load_ranker(name: str) -> Callable[..., Sequence[Candidate]]:
    """Import the ranker of that name, and return it so that what it raises names it.

    Raises:
        PluginNotFoundError: As ``load_plugin``.
        PluginError: As ``load_plugin``; the ranker that is returned raises it, too.
    """
    ranker: Callable[..., Sequence[Candidate]] = load_plugin(RANKERS, name)

    def rank(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> Sequence[Candidate]:
        with _named(RANKERS, name):
            return ranker(candidates, query=query, budget=budget)

    return rank


@contextmanager
def _named(group: str, name: str) -> Iterator[None]:
    """Turn whatever a plug-in raises into an error that names it; the log has the rest."""
    try:
        yield
    except BotError:
        raise
    except Exception as error:
        # a service's log takes it; at the command line, which shows warnings and worse, the sentence is enough
        log.info("plug-in fell", exc_info=error, extra={"group": group, "plugin": name})
        raise PluginError(group, name, error) from error
