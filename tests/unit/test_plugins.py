"""Plug-ins are found by entry point, ours by the same door as everyone's."""

import pytest

from bot.errors import PluginNotFoundError
from bot.plugins import ADAPTERS, RANKERS, STANCES, find_plugins, load_plugin


def test_ours_are_found_by_name() -> None:
    """All that the project ships is registered."""
    assert {"default", "lexrank", "textrank", "lsa", "luhn", "kl", "sumbasic"} <= set(find_plugins(RANKERS))
    assert {"frames"} <= set(find_plugins(STANCES))
    assert {"slack", "discord", "web", "clock"} <= set(find_plugins(ADAPTERS))


def test_an_unknown_name_lists_the_known_ones() -> None:
    """The sentence says what can be chosen."""
    with pytest.raises(
        PluginNotFoundError, match=r"^There is no ranker called 'best'; choose one of: .*default, .*"
    ) as caught:
        load_plugin(RANKERS, "best")

    assert (RANKERS, "best") == (caught.value.group, caught.value.name)


def test_every_ranker_loads() -> None:
    """An entry point that names nothing would be a broken promise."""
    for name in find_plugins(RANKERS):
        assert callable(load_plugin(RANKERS, name))
