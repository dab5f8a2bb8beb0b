"""Blocks: the paragraphs, headings and items that a plain text falls into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_WRAP_AT = range(45, 121)  # columns at which mail readers and editors break lines
_BROKEN_AT = 60  # a shorter line is not taken for one that was broken within a sentence
_OPEN = re.compile(r"(?:[,&–—-]|\b(?:a|an|and|her|his|into|its|of|or|that|the|their|which|with))$")
_ENDS = re.compile(r"[.!?…。！？।॥؟۔:;][\"'”’»)\]]*$")
ITEM = re.compile(r"(?:[-*•‣▪◦·–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \xa0]")


class Block(NamedTuple):
    """A block's span, half-open, without white space around it, and how many line breaks stand before it."""

    start: int
    end: int
    gap: int


def find_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text, in order: its lines, but for lines of a paragraph that was broken at a fixed width."""
    run: list[Block] = []
    for line in _lines(text):
        if run and line.gap > 1:
            yield from _joined(text, run)
            run = []
        run.append(line)
    yield from _joined(text, run)


def _lines(text: str) -> Iterator[Block]:
    last = 0
    for found in _LINE.finditer(text):
        line = found[0]
        stripped = line.strip()
        if stripped:
            start = found.start() + len(line) - len(line.lstrip())
            yield Block(start, start + len(stripped), text.count("\n", last, start))
            last = start + len(stripped)


def _joined(text: str, run: list[Block]) -> Iterator[Block]:
    """Yield the lines of a run without blank lines, those joined that belong to one paragraph."""
    wrapped = _is_wrapped(text, run)
    current: Block | None = None
    for line in run:
        if current is not None and (_goes_on(text, current, line) if wrapped else _is_broken(text, current, line)):
            current = Block(current.start, line.end, current.gap)
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current


def _is_wrapped(text: str, run: list[Block]) -> bool:
    """Say whether a run of lines looks as if it had been broken at a fixed width."""
    body = run[:-1]
    if not body or max(line.end - line.start for line in run) > _WRAP_AT[-1]:
        return False
    full = sum(line.end - line.start in _WRAP_AT for line in body)
    open_ended = sum(not _ENDS.search(text, max(line.start, line.end - 4), line.end) for line in body)
    return 2 * full > len(body) and 2 * open_ended > len(body)


def _is_broken(text: str, before: Block, line: Block) -> bool:
    """Say whether a line break stands within a sentence, whatever the width."""
    if before.end - before.start < _BROKEN_AT or ITEM.match(text, line.start):
        return False
    tail = text[max(before.start, before.end - _BROKEN_AT) : before.end]
    return bool(_OPEN.search(tail)) or (text[line.start].islower() and not _ENDS.search(tail))


def _goes_on(text: str, before: Block, line: Block) -> bool:
    """Say whether a line of a wrapped run goes on with the paragraph of the line before it."""
    last = text.rfind("\n", before.start, before.end) + 1 or before.start
    if ITEM.match(text, line.start):
        return False
    short = before.end - last < _WRAP_AT[0]
    return not (short and _ENDS.search(text, max(last, before.end - 4), before.end))
