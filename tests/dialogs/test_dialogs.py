"""Dialogs: lines in, replies out, without a platform.

Each file beside this one is a dialog over the sample corpus. A turn has ``say``, what somebody writes, and perhaps ``about``,
the message that it replies to, ``channel``, and ``wait``, the hours that pass before it. The answer must hold all of ``shows``
and none of ``hides``. ``keep`` is a pattern whose group later turns can name as ``{kept}``. A ``page`` stands on the web, with
``url``, ``body`` and perhaps ``type``.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from bot.actors.registry import load_registry
from bot.model import Place, Record
from bot.plugins import RANKERS, load_plugin
from bot.reading.analyse import analyse
from bot.reading.filing import file_records
from bot.reading.samples import read_samples
from bot.stances.frames import find_stances
from bot.store.memory import MemoryStore
from tests.support.desk import Desk

MONDAY = datetime(2024, 7, 15, 6, 30, tzinfo=UTC)
DIALOGS = sorted(Path(__file__).parent.glob("*.toml"))


@cache
def samples() -> tuple[Record, ...]:
    """Analyse the sample corpus once for all dialogs."""
    read = partial(analyse, registry=load_registry(), find_stances=find_stances)
    return tuple(file_records(map(read, read_samples(lambda: MONDAY)), MemoryStore()))


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
def test_dialog(path: Path) -> None:
    """Each turn is answered as the dialog says."""
    desk = Desk(rank=load_plugin(RANKERS, "default"), now=MONDAY, zone="Europe/London")
    desk.store.add(samples())
    dialog = tomllib.loads(path.read_text("utf-8"))
    for page in dialog.get("page", ()):
        desk.web.pages[page["url"]] = (page.get("type", "text/html"), page["body"])
    kept = ""
    for number, turn in enumerate(dialog["turn"], 1):
        desk.wait(timedelta(hours=turn.get("wait", 0)))
        answer = say(desk, turn, kept)
        where = f"{path.name}, turn {number}: {turn['say']}\n{answer}"
        assert [] == [text for text in turn.get("shows", ()) if text.replace("{kept}", kept) not in answer], where
        assert [] == [text for text in turn.get("hides", ()) if text in answer], where
        if "keep" in turn:
            found = re.search(turn["keep"], answer)
            assert found, where
            kept = found[1]


def say(desk: Desk, turn: dict[str, Any], kept: str) -> str:
    """Return the answer to a turn."""
    place = Place(platform="test", channel=turn.get("channel", "news"))
    return desk.say(turn["say"].replace("{kept}", kept), place=place, subject=turn.get("about", ""))
