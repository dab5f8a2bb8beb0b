"""A reply as plain text, for terminals, pipes and wherever nothing better can be shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.model import Actions, Heading, Items, Paragraph, Picture, Run, Style, Table
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.model import Part, Reply

    Paint = Callable[[str, Style], str]

WIDTH = 80
_NARROWEST = 30  # columns that the last column of a table needs; below that, a table is written one line a row
_WIDEST = 22  # columns that any other column may take
_GAP = "  "

_Piece = tuple[str, Style]
_Word = list[_Piece]  # a word may begin in one style and end in another


def leave_plain(text: str, _style: Style) -> str:
    """Return the text as it is: the paint of a pipe."""
    return text


def to_text(reply: Reply, *, width: int = WIDTH, paint: Paint = leave_plain) -> str:
    """Return a reply as text that ends in a line break.

    A picture stands beside a table that says the same; where there is no table, its alt text says it.

    Args:
        reply: What to say. Its text is foreign: characters that control a terminal are left out.
        width: Columns; words that are longer, as addresses are, stand alone on their line.
        paint: Sets a piece of text, which holds no line break, in a style.
    """
    lines: list[str] = []
    told = any(isinstance(part, Table) for part in reply.parts)
    for part in reply.parts or (Paragraph((Run(reply.text),)),):
        block = [] if told and isinstance(part, Picture) else _render(part, width, paint)
        if lines and block and not isinstance(part, Items | Table):  # those stand right under their heading
            lines.append("")
        lines += block
    return "\n".join(lines) + "\n"


def _render(part: Part, width: int, paint: Paint) -> list[str]:
    match part:
        case Heading(text=text):
            return _wrap(_words_of([(text, Style.STRONG)]), width, paint)
        case Paragraph(line=line, small=small):
            style = Style.EMPHASIS if small else None
            return _wrap(_words_of([(_with_link(run.text, run.url), style or run.style) for run in line]), width, paint)
        case Items():
            return _items(part, width, paint)
        case Table():
            return _table(part, width, paint)
        case Picture(alt=alt):
            return _wrap(_words_of([(f"Picture: {alt}", Style.PLAIN)]), width, paint)
        case Actions(buttons=buttons):
            commands = [f"{button.name} {button.text}".strip() for button in buttons if button.name != "share"]
            return _wrap(_words_of([("Next: ", Style.EMPHASIS), (" · ".join(commands), Style.PLAIN)]), width, paint)


def _is_citation(text: str) -> bool:
    return text.startswith("[")


def _with_link(text: str, url: str) -> str:
    return f"{text} ({url})" if url and not _is_citation(text) else text


def _items(part: Items, width: int, paint: Paint) -> list[str]:
    """Return a list, its lines hanging; an item's addresses stand below it."""
    start = part.start
    marks = ["-" if start is None else f"{start + n}." for n in range(len(part.lines))]
    indent = max((len(mark) for mark in marks), default=0) + 1
    lines = []
    for mark, item in zip(marks, part.lines, strict=True):
        body = _wrap(_words_of([(run.text, run.style) for run in item]), width - indent, paint)
        body += [one_line(run.url) for run in item if run.url and not _is_citation(run.text)]
        lines += [f"{mark if n == 0 else '':<{indent}}{line}" for n, line in enumerate(body or [""])]
    return lines


def _table(part: Table, width: int, paint: Paint) -> list[str]:
    """Return a table in columns; one line a row, each cell with its head, where there is no room for them."""
    rows = [[[(_with_link(run.text, run.url), run.style) for run in cell] for cell in row] for row in part.rows]
    widths = _fit([_lengths(part, n) for n in range(len(part.head))], width - len(_GAP) * (len(part.head) - 1))
    if not widths:
        return [line for row in rows for line in _flat_row(part.head, row, width, paint)]
    head = [[(text, Style.EMPHASIS)] for text in part.head]
    return [line for row in (head, *rows) for line in _row(row, widths, paint)]


def _lengths(part: Table, column: int) -> tuple[int, int]:
    """Return the columns that the longest word of a column takes, and those that its longest cell does."""
    cells = [part.head[column], *("".join(run.text for run in row[column]) for row in part.rows)]
    flat = [one_line(cell) for cell in cells]
    return max(measure(word) for cell in flat for word in (cell.split() or [""])), max(map(measure, flat))


def _fit(lengths: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Return a width for each column so that all fit, or none.

    The last column, which holds prose, gives way first; then the widest of the others, down to their longest words.
    """
    *others, (word, prose) = lengths
    least = [*(word for word, _ in others), max(word, _NARROWEST) if prose > _NARROWEST else word]
    widths = [max(word, min(cell, _WIDEST)) for word, cell in others]
    widths.append(min(prose, max(least[-1], room - sum(widths))))
    while sum(widths) > room:
        column = max(range(len(widths)), key=lambda n: (widths[n] > least[n], widths[n]))
        if widths[column] <= least[column]:
            return []
        widths[column] -= 1
    return widths


def _row(row: Sequence[Sequence[_Piece]], widths: Sequence[int], paint: Paint) -> list[str]:
    cells = [_fill(_words_of(cell), width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for n in range(max(map(len, cells))):
        padded = []
        for cell, width in zip(cells, widths, strict=True):
            words = cell[n] if n < len(cell) else []
            padded.append(_paint(words, paint) + " " * (width - _measure(words)))
        lines.append(_GAP.join(padded).rstrip())
    return lines


def _flat_row(head: Sequence[str], row: Sequence[Sequence[_Piece]], width: int, paint: Paint) -> list[str]:
    pieces: list[_Piece] = []
    for name, cell in zip(head, row, strict=True):
        if not cell:
            continue
        pieces += [(" · ", Style.PLAIN)] if pieces else []
        pieces += [(f"{name}: ", Style.EMPHASIS)] if name else []
        pieces += cell
    body = _wrap(_words_of(pieces), width - 2, paint)
    return [("- " if n == 0 else "  ") + line for n, line in enumerate(body)]


def one_line(text: str) -> str:
    r"""Return foreign text on one line, in normal form, without characters that cannot be seen or that control a screen.

    >>> one_line("a\u202eb\nc")
    'ab c'
    """
    return normalise(text).replace("\n", " ")


def _words_of(pieces: Iterable[_Piece]) -> list[_Word]:
    """Cut styled text into words."""
    words: list[_Word] = [[]]
    for text, style in pieces:
        for n, piece in enumerate(one_line(text).split(" ")):
            if n:
                words.append([])
            if piece:
                words[-1].append((piece, style))
    return [word for word in words if word]


def _wrap(words: Sequence[_Word], width: int, paint: Paint) -> list[str]:
    return [_paint(line, paint) for line in _fill(words, width)]


def _fill(words: Sequence[_Word], width: int) -> list[list[_Word]]:
    """Put words on lines of at most that width."""
    lines: list[list[_Word]] = []
    used = 0
    for word in words:
        size = _measure([word])
        if not lines or used + 1 + size > width:
            lines.append([])
            used = -1
        lines[-1].append(word)
        used += 1 + size
    return lines


def _paint(words: Sequence[_Word], paint: Paint) -> str:
    return " ".join("".join(paint(text, style) for text, style in word) for word in words)


def _measure(words: Sequence[_Word]) -> int:
    return sum(measure(text) for word in words for text, _ in word) + max(0, len(words) - 1)


def measure(text: str) -> int:
    """Return how many columns a text takes: two for a wide character, none for a combining one.

    >>> measure("北京"), measure("e\u0301")
    (4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
