"""Feeds and pages, each with what must be found in it beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.reading.feed import parse_feed
from bot.reading.page import parse_page

HERE = Path(__file__).parent
FEEDS = sorted(path for path in HERE.glob("feeds/*") if not path.name.endswith(".expected.json"))
PAGES = sorted(HERE.glob("pages/*.html"))


def expected(path: Path) -> Any:  # noqa: ANN401 - JSON
    """Return what stands beside a document."""
    return json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_each_feed_gives_its_entries(path: Path) -> None:
    """Title, language and entries are those beside the feed; what is not named there is empty."""
    found = asdict(parse_feed(path.read_bytes(), url="https://feeds.example/feed"))
    found["entries"] = [{name: value for name, value in entry.items() if value} for entry in found["entries"]]

    assert expected(path) == found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_each_page_gives_its_article(path: Path) -> None:
    """Text and metadata are those beside the page."""
    found = asdict(parse_page(path.read_bytes(), url="https://pages.example/page"))
    found["feeds"] = list(found["feeds"])

    assert expected(path) == found
