"""What a careful reader takes from texts, by hand: stories with their stances, and lists beside folders of texts.

A story is a TOML file: ``title``, ``text``, perhaps ``published``, and two lists of lines::

    stances = ["must | Egypt -> Ethiopia | critical threatening | In a letter released on Friday"]
    traps = ["Sudan -> Egypt | supportive | Sudan, which lies between"]

The last part is some words of the evidence, where they first stand in the text. What is in the tier ``must`` no reader would
miss, what is in ``should`` a careful one finds, what is in ``may`` is right to say and right to leave out. Several labels:
each is right.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from bot.model import Article, article_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TIERS = ("must", "should", "may")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A stance that a reader takes from a text, or (a trap, without tier) one that is not to be taken from it."""

    holder: str
    target: str
    labels: frozenset[str]
    start: int
    end: int
    tier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article with what a reader takes from it. ``aliases`` are other names, in lower case, by which a list calls actors."""

    name: str
    article: Article
    rows: tuple[Row, ...]
    traps: tuple[Row, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)


def read_stories(folder: Path) -> list[Text]:
    """Return the stories in a folder, in the order of their names.

    Raises:
        ValueError: If a line has not its parts, or its evidence stands nowhere in the text.
    """
    return [_read_story(path) for path in sorted(folder.glob("*.toml"))]


def _read_story(path: Path) -> Text:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    text = f"{table['title']}\n{table['text']}"
    day = table.get("published")
    moment = datetime.combine(day, time(12), UTC) if day is not None else None
    article = to_article(path.name, text, title=table["title"], published=moment)
    rows = tuple(_to_row(path.name, text, line, tiers=True) for line in table["stances"])
    traps = tuple(_to_row(path.name, text, line, tiers=False) for line in table["traps"])
    return Text(name=path.name, article=article, rows=rows, traps=traps)


def to_article(name: str, text: str, *, title: str = "", published: datetime | None = None) -> Article:
    """Return a text as an article."""
    return Article(
        id=article_id(name),
        url=name,
        title=title,
        text=text,
        publisher="",
        fetched=published or datetime.now(UTC),
        published=published,
    )


def _to_row(name: str, text: str, line: str, *, tiers: bool) -> Row:
    tier, pair, labels, evidence = ([] if tiers else [""]) + [part.strip() for part in line.split("|")]
    holder, target = pair.split(" -> ")
    start = text.find(evidence)
    if start < 0 or (tiers and tier not in TIERS):
        raise ValueError(f"{name}: not in the text, or no tier: {line}")
    return Row(
        holder=holder,
        target=target,
        labels=frozenset(labels.split()),
        start=start,
        end=start + len(evidence),
        tier=tier,
    )


def read_list(path: Path, folder: Path) -> list[Text]:
    """Return the texts of a folder for which a list (JSON, as in docs/reference/stances.md) has rows, by name."""
    table = json.loads(path.read_text(encoding="utf-8"))
    names = sorted({row["file"] for row in (*table["stances"], *table["traps"])})
    return [_of_list(table, name, (folder / name).read_text(encoding="utf-8")) for name in names]


def _of_list(table: Mapping[str, Any], name: str, text: str) -> Text:
    return Text(
        name=name,
        article=to_article(name, text),
        rows=tuple(_listed(table["stances"], name, text, "accept")),
        traps=tuple(_listed(table["traps"], name, text, "must_not")),
        aliases=table.get("aliases", {}),
    )


def _listed(rows: list[dict[str, Any]], name: str, text: str, labels: str) -> Iterator[Row]:
    for row in rows:
        if row["file"] == name:
            start = text.find(row["evidence"], max(0, row.get("offset", 0) - 400))
            start = start if start >= 0 else text.index(row["evidence"])
            yield Row(
                holder=row.get("holder") or row["source"],
                target=row["target"],
                labels=frozenset(row[labels]),
                start=start,
                end=start + len(row["evidence"]),
                tier=row.get("tier", ""),
            )
