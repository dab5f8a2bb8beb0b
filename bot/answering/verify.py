"""Checking a brief's lines against the stored text again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.answering.lines import flat, plain
from bot.answering.wording import clip
from bot.errors import CommandError
from bot.model import Items, Paragraph, Reply, Run, Style
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.brief import Library
    from bot.model import Article, Line, Receipt

_QUOTE = 160  # characters of a line, as many as it takes to know it again
_HASH = 12  # hex digits of a hash, as many as people compare


class Fate(StrEnum):
    """What became of a line since its brief was made."""

    INTACT = "stands in the stored text, to the letter"
    ALTERED = "the stored text has changed since"
    GONE = "the article is no longer kept"


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt, what became of it, and the article if it is kept."""

    receipt: Receipt
    fate: Fate
    article: Article | None = None

    @property
    def text(self) -> str:
        """The line as it stands in the stored text now; empty unless it is intact."""
        if self.article is None or self.fate is not Fate.INTACT:
            return ""
        return self.article.text[self.receipt.start : self.receipt.end]


def check_brief(store: Library, brief: str) -> tuple[str, tuple[Checked, ...]]:
    """Return a brief's title and what became of each of its lines.

    Raises:
        CommandError: If no brief of that id is known.
    """
    kept = store.receipts(brief)
    if kept is None:
        raise CommandError(f"No brief {brief[:20]!r} is known here; a brief's id stands in its last line.")
    title, receipts = kept
    articles = {record.article.id: record.article for record in store.records([each.article for each in receipts])}
    return title, tuple(_check(receipt, articles.get(receipt.article)) for receipt in receipts)


def _check(receipt: Receipt, article: Article | None) -> Checked:
    if article is None:
        return Checked(receipt, Fate.GONE)
    intact = article.sha256 == receipt.sha256 and receipt.end <= len(article.text)
    return Checked(receipt, Fate.INTACT if intact else Fate.ALTERED, article)


def verify_reply(brief: str, title: str, checked: Sequence[Checked]) -> Reply:
    """Return what was found, line by line."""
    intact = sum(each.fate is Fate.INTACT for each in checked)
    if not checked:
        verdict = "it has no lines to check"
    elif intact == len(checked):
        verdict = (
            f"{'all ' if intact > 1 else ''}{count(intact, 'line')} {_stand(intact)} in the stored text, to the letter"
        )
    else:
        verdict = f"{intact} of {count(len(checked), 'line')} {_stand(intact)} in the stored text, to the letter"
    heading = (Run(title, Style.STRONG), Run(f" · brief {brief}: {verdict}."))
    return Reply(
        text=f"{title}, brief {brief}: {verdict}.",
        parts=(Paragraph(heading), Items(tuple(_line(each) for each in checked), start=1)),
        private=True,
    )


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def _line(checked: Checked) -> Line:
    receipt = checked.receipt
    proof = f"characters {receipt.start:,} to {receipt.end:,}, SHA-256 {receipt.sha256[:_HASH]}…"
    if not checked.text:
        return plain(f"✗ {checked.fate}: {receipt.url}, {proof}")
    title = checked.article.title if checked.article else ""
    return Run(f"✓ “{clip(flat(checked.text), _QUOTE)}” — {title or receipt.url}, "), Run(proof, Style.CODE)
