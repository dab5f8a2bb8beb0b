"""Plug-ins are found by entry point, ours by the same door as everyone's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import CommandError, PluginError, PluginNotFoundError
from bot.model import Budget, Query
from bot.plugins import ADAPTERS, RANKERS, STANCES, find_plugins, load_plugin, load_ranker
from tests.support.plugins import installed
from tests.support.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

RAISING = "def rank(candidates, *, query, budget):\n    {}"


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


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("import no_such_library", "ModuleNotFoundError: No module named 'no_such_library'"),
        ("def rank(", "SyntaxError: "),
        ("raise KeyError('x')", "KeyError: 'x'"),
        ("", "AttributeError: module 'faulty' has no attribute 'rank'"),
    ],
)
def test_a_plug_in_that_cannot_be_imported_is_named(tmp_path: Path, module: str, reason: str) -> None:
    """Whatever is wrong with it, one sentence says with which."""
    with (
        installed(tmp_path, rankers={"faulty": "faulty:rank"}, modules={"faulty": module}),
        pytest.raises(PluginError) as caught,
    ):
        load_plugin(RANKERS, "faulty")

    assert str(caught.value).startswith(f"The ranker 'faulty' falls ({reason}")
    assert (RANKERS, "faulty") == (caught.value.group, caught.value.name)


def test_a_ranker_that_falls_at_work_is_named(tmp_path: Path) -> None:
    """What it raises names it; an error of ours stays as it is."""
    modules = {"one": RAISING.format("return candidates[5]"), "two": RAISING.format("raise Ours")}
    modules["two"] = f"from bot.errors import CommandError as Ours\n{modules['two']}"
    with installed(tmp_path, rankers={"one": "one:rank", "two": "two:rank"}, modules=modules):
        one, two = load_ranker("one"), load_ranker("two")

        with pytest.raises(PluginError, match=r"^The ranker 'one' falls \(IndexError: list index out of range\)"):
            one([], query=Query(text=""), budget=Budget())
        with pytest.raises(CommandError):
            two([], query=Query(text=""), budget=Budget())


@pytest.mark.parametrize("module", ["1 / 0", RAISING.format("1 / 0")])
def test_a_faulty_ranker_is_one_sentence_at_the_command_line(tmp_path: Path, module: str) -> None:
    """No traceback: which it is, and what to do."""
    with installed(tmp_path, rankers={"faulty": "faulty:rank"}, modules={"faulty": module}):
        result = Shell(tmp_path).run("brief", "china", BRIEFBOT_RANKER="faulty")

    assert 1 == result.exit_code
    assert result.stderr.startswith("Error: The ranker 'faulty' falls (ZeroDivisionError: division by zero); choose an")
    assert 1 == result.stderr.count("\n")
