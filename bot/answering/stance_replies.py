"""Who stands where, as a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.brief import ROWS
from bot.answering.lines import evidence_rows, evidence_table
from bot.answering.replies import frame, near_parts
from bot.answering.request import Length
from bot.answering.wording import in_prose, listed
from bot.model import Button, Heading, Part, Reply
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.matrix import Matrix
    from bot.answering.request import Request
    from bot.model import Brief


def stance_reply(brief: Brief, request: Request) -> Reply:
    """Return a brief that has stances alone: those that the asked-for actors hold, then those toward them."""
    return _reply(brief, near_parts(brief, "stance"), _tables(brief, request), _buttons(brief, request))


def matrix_reply(brief: Brief, matrix: Matrix, request: Request) -> Reply:
    """Return who stands where, holders down and targets across; then the words behind each cell."""
    from bot.answering.matrix_parts import matrix_parts  # noqa: PLC0415 - it draws, which takes a library

    body = list(matrix_parts(brief, matrix)) if matrix.cells else []
    return _reply(brief, near_parts(brief, "stance", "matrix "), body, _matrix_buttons(brief, matrix, request))


def _reply(brief: Brief, near: Sequence[Part], body: Sequence[Part], buttons: Sequence[Button]) -> Reply:
    missing = _abstention(brief) or brief.missing
    said = count(len(brief.stances), "stance") if brief.stances else missing
    parts = frame(brief, body, missing=missing, near=near, buttons=buttons)
    return Reply(text=f"{brief.title}: {said}", parts=parts, private=True)


def _abstention(brief: Brief) -> str:
    if brief.stances or not brief.coverage.articles:
        return ""
    return f"No stance found: nothing in {count(brief.coverage.articles, 'article')} shows one beyond doubt."


def _tables(brief: Brief, request: Request) -> list[Part]:
    """Return what the asked-for actors think, and what others think of them, each under its heading."""
    asked = set(request.queries[0].actors)
    rows = list(zip(brief.stances, evidence_rows(brief), strict=True))
    own = tuple(row for evidence, row in rows if evidence.stance.holder in asked)
    others = tuple(row for evidence, row in rows if evidence.stance.holder not in asked)
    names = [in_prose(actor) for actor in request.queries[0].actors]
    name, stands = listed(names), "stands" if len(names) == 1 else "stand"
    parts: list[Part] = []
    if own:
        parts += [Heading(f"Where {name} {stands}"), evidence_table(own)]
    if others:
        parts += [Heading(f"Where others stand toward {name}" if own else "Who stands where"), evidence_table(others)]
    return parts


def _buttons(brief: Brief, request: Request) -> list[Button]:
    asked = f"{request.text} {request.options}".strip()
    wanted = [
        Button("Brief", "brief", asked),
        Button("Matrix", "stance", f"matrix {asked}"),
        Button("Receipts", "verify", brief.id) if brief.id else None,
        Button("More", "stance", f"{asked} length:full") if len(brief.stances) >= ROWS[request.length] else None,
    ]
    return [button for button in wanted if button]


def _matrix_buttons(brief: Brief, matrix: Matrix, request: Request) -> list[Button]:
    asked = f"{request.text} {request.options}".strip()
    wanted = [
        Button("Brief", "brief", asked) if request.text else None,
        Button("Stances", "stance", asked) if request.text else None,
        Button("Receipts", "verify", brief.id) if brief.id else None,
        Button("More", "stance", " ".join(f"matrix {asked} length:full".split()))
        if matrix.left_out and request.length is not Length.FULL
        else None,
    ]
    return [button for button in wanted if button]
