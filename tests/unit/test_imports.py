"""What the contracts on imports say of the house, all of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEN_BY_ADAPTERS = {"model", "errors", "config", "ports", "commands", "plain", "colours"}


def test_each_room_is_open_to_adapters_or_closed() -> None:
    """The contract forbids all rooms but those that its name names; a new one has to be put on one side."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (closed,) = [each["forbidden_modules"] for each in contracts if each.get("source_modules") == ["adapters"]]
    rooms = {path.stem for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}

    assert rooms - SEEN_BY_ADAPTERS - {"__init__"} == {module.removeprefix("bot.") for module in closed}
