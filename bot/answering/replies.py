"""A brief as a reply: what every chat shows, in no chat's form."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.answering.lines import cite, evidence_rows, evidence_table, flat, footer, plain, sources_part, title_line
from bot.answering.request import Ask, Length, Request
from bot.answering.wording import clip, in_prose, listed
from bot.model import Actions, Button, Heading, Items, Paragraph, Part, Reply, Run
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Brief, Citation, Line, Point

_BUTTON = 90  # characters of a button's command, its name and a space included
_GIST = 300  # characters of the one line for notifications


def brief_reply(brief: Brief, request: Request, *, private: bool = True) -> Reply:
    """Return a brief in the form that each chat renders.

    Args:
        brief: The brief.
        request: What was asked, for the buttons.
        private: Whether it is for the asker alone; then it can be shared.
    """
    body = _points(brief)
    if brief.stances:
        body += [Heading("Who stands where"), evidence_table(evidence_rows(brief))]
    parts = frame(
        brief,
        body,
        missing=brief.missing,
        near=near_parts(brief, "brief"),
        buttons=_buttons(brief, request, private=private),
    )
    return Reply(text=gist(brief), parts=parts, private=private)


def frame(
    brief: Brief, body: Sequence[Part], *, missing: str, near: Sequence[Part], buttons: Sequence[Button]
) -> tuple[Part, ...]:
    """Put what an answer shows between its title and what it rests on.

    Args:
        brief: The answer.
        body: What it shows.
        missing: One sentence that says what is not there; empty if enough is.
        near: The names that may have been meant.
        buttons: What can be asked next.
    """
    found = bool(brief.coverage.articles)
    parts: list[Part] = [Paragraph(title_line(brief))] if found else []
    parts += [Paragraph(plain(missing))] if missing else []
    parts += [*near, *body]
    parts += [Paragraph(plain(silence(brief)))] if brief.silent and found else []
    parts += sources_part(brief) if brief.sources else []
    parts += [Paragraph(plain(footer(brief)), small=True), *to_actions(buttons)] if found else []
    return tuple(parts)


def gist(brief: Brief) -> str:
    """Return a brief in one line: its lead, or what is missing."""
    if not brief.points:
        return brief.missing or f"{brief.title}: {count(len(brief.stances), 'stance')}"
    figures = f"{count(len(brief.points), 'point')} from {count(brief.coverage.articles, 'article')}"
    return clip(f"{brief.title}: {figures}. “{flat(brief.points[0].text)}”", _GIST)


def silence(brief: Brief) -> str:
    """Return who has said nothing for itself, in one sentence."""
    articles = "this article" if brief.coverage.articles == 1 else f"these {brief.coverage.articles:,} articles"
    names = listed([in_prose(name) for name in brief.silent])
    names = names[:1].upper() + names[1:]
    if len(brief.silent) == 1:
        return f"{names} itself is silent: no statement of its own found in {articles}."
    return f"{names} are silent: no statements of their own found in {articles}."


def _points(brief: Brief) -> list[Part]:
    """Return the points under their headings, numbered through."""
    citations = {citation.number: citation for citation in brief.sources}
    parts: list[Part] = []
    number = 1
    for (side, section), group in groupby(brief.points, key=lambda point: (point.side, point.section)):
        lines = tuple(_point(point, citations[point.source]) for point in group)
        parts += [Heading(f"{side}: {section.lower()}" if side else section.value), Items(lines, start=number)]
        number += len(lines)
    return parts


def _point(point: Point, citation: Citation) -> Line:
    line = (Run(f"“{flat(point.text)}” — "), cite(citation))
    return (*line, Run(f" {count(point.origins, 'origin')}")) if point.origins > 1 else line


def near_parts(brief: Brief, command: str, before: str = "") -> list[Part]:
    """Return the names that may have been meant, each with a button that asks for it.

    Args:
        brief: The brief.
        command: The command that is asked again.
        before: What stands before the name in it.
    """
    if not brief.near:
        return []
    buttons = [Button(name, command, f"{before}{name}") for name in brief.near]
    return [Paragraph(plain(f"Did you mean {listed(brief.near, 'or')}?")), *to_actions(buttons)]


def _buttons(brief: Brief, request: Request, *, private: bool) -> list[Button]:
    """Return the buttons: each carries a command, so that pressing it needs no state."""
    asked = f"{request.text} {request.options}".strip()
    wanted = [
        Button("Stances", "stance", asked) if request.ask is not Ask.LINK else None,
        Button("Receipts", "verify", brief.id) if brief.id else None,
        Button("More", "brief", f"{asked} length:full") if request.length is not Length.FULL else None,
        Button("Share", "share", asked if request.length is Length.NORMAL else f"{asked} length:{request.length}")
        if private
        else None,
        Button("Follow daily", "digest", f"add {request.text} daily 08:00") if request.ask is not Ask.LINK else None,
    ]
    return [button for button in wanted if button]


def to_actions(buttons: Sequence[Button]) -> list[Part]:
    """Return a row of those buttons whose command is short enough for every chat."""
    fitting = tuple(button for button in buttons if _short(button.name, button.text))
    return [Actions(fitting)] if fitting else []


def _short(name: str, text: str) -> bool:
    return len(f"{name} {text}") <= _BUTTON


def sentence_reply(sentence: str, *, private: bool = True) -> Reply:
    """Return a reply of one sentence."""
    return Reply(text=sentence, parts=(Paragraph(plain(sentence)),), private=private)
