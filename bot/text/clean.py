"""Clean text: an article's own words, without what a page puts around them.

A raw text falls into blocks; what is boilerplate as a block, or sentence by sentence within one, goes. Of headings, those that
repeat another or have no prose below them go. What is left is never altered: it is cut out of the raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.text.blocks import find_blocks
from bot.text.boilerplate import Kind, find_lead, find_signature, is_bio, judge_line, judge_sentence
from bot.text.boundaries import find_spans
from bot.text.headings import is_heading
from bot.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.text.blocks import Block

_PROSE_WORDS = 12  # a block of fewer words does not end a list of other articles
_MUCH_PROSE = 300  # characters after which a heading "3 comments" is believed
_TITLE_WORDS = 4
_LONG_KEY = 20  # characters that two headings must share to be one
_LONGEST_TRAIL = 60  # characters that a breadcrumb or a site's name adds to a headline
_MOST_HEADINGS = 40  # that are compared with one another, before the prose
_LEAST_PIECES = 3  # of an article that has somebody presented below it
_REPEATED = 40  # characters of a paragraph that cannot stand twice by chance
_NOT_LETTERS = re.compile(r"[\W_]+")
# What stands beside each comment of a reader.
_READERS = re.compile(
    r"^\W*(?:reply|report|like|upvote|.{1,60}\b(?:says|wrote|said|ago)):?\W*$", re.IGNORECASE | re.MULTILINE
)
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_SECTIONS = (
    "Home|News|World|Politics|Business|Opinion|Asia|Asia-?Pacific|Europe|Africa|Americas|Middle East|International|National|"
    "Nation|India|Russia|Ukraine|China|US|UK|U\\.S\\.|Economy|Markets|Defen[cs]e|Security|Military|Technology|Tech|Science|"
    "Health|Sports?|Culture|Lifestyle|Entertainment|Features?|Analysis|Latest|Top Stories|Headlines|Breaking|Editorial|Blog|"
    "Articles?|Geopolitics|Diplomacy|Global|Local|Environment|Energy|Law|Crime|Society|Law & Order|Columns?|Reports?"
)
_GLUED = re.compile(rf"(?:Home(?:{_SECTIONS})*|(?:{_SECTIONS}){{2,}})(?=[A-Z\"“‘'][^\s]*\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """What is left of a raw text: blocks, with an empty line between them.

    ``title`` is the first headline before the prose, if there is one; it also stands in ``text``. ``syndicated``: the text said
    of itself that it came from elsewhere.
    """

    text: str
    title: str = ""
    syndicated: bool = False
    _starts: tuple[int, ...] = (0,)  # where in ``text`` a piece of the raw text begins
    _origins: tuple[int, ...] = (0,)  # where each piece begins in the raw text

    def raw_offset(self, offset: int) -> int:
        """Return where the character at that offset of ``text`` stands in the raw text; exact but between blocks.

        Raises:
            ValueError: If the offset is not within the text or just after it.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"not an offset of this text: {offset}")
        piece = bisect_right(self._starts, offset) - 1
        return self._origins[piece] + offset - self._starts[piece]


class _Piece(NamedTuple):
    """A stretch of the raw text that is kept. ``joined``: it goes on in the block of the piece before it."""

    start: int
    end: int
    heading: bool
    joined: bool = False


class _Sieve:
    """What to keep, decided block by block; remembers what kind of part of the page it is in."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.syndicated = False
        self._listing = False
        self._prose = 0  # characters kept so far
        self._closed = False  # readers' comments have begun

    def sift(self) -> Iterator[_Piece]:
        """Yield what may belong to the article, in order."""
        blocks = list(find_blocks(self.raw))
        for number, block in enumerate(blocks, 1):
            yield from self._block(block, last=number == len(blocks))

    def _block(self, block: Block, *, last: bool) -> Iterable[_Piece]:
        text = self.raw[block.start : block.end]
        start, end = block.start + find_lead(text), block.start + find_signature(text)
        text = self.raw[start:end]
        kind = judge_line(text)
        self._listing |= kind is Kind.LIST
        self._closed |= self._prose >= _MUCH_PROSE and (
            kind is Kind.COMMENTS or (kind is Kind.COUNT and self._has_readers(end))
        )
        if kind:
            return ()
        spans = self._without_tail(list(find_spans(self.raw, start, end)))
        end = spans[-1][1] if spans else end
        if is_heading(self.raw[start:end], alone=len(spans) == 1 and not last):
            page = self._listing or self._closed or self._junk(start, end)
            return () if page else (_Piece(start, end, heading=True),)
        kept = list(self._sentences(spans))
        if self._closed or (self._listing and len(text.split()) < _PROSE_WORDS):
            return ()
        self._listing = False
        self._prose += sum(piece.end - piece.start for piece in kept)
        return kept

    def _without_tail(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return a paragraph's sentences without the line of the page that is run together with the last one."""
        while len(spans) > 1 and not _END.search(self.raw, *spans[-1]):
            kind = judge_line(self.raw[slice(*spans[-1])])
            if not kind and not self._junk(*spans[-1]):
                break
            self._listing |= kind is Kind.LIST
            spans = spans[:-1]
        return spans

    def _sentences(self, spans: list[tuple[int, int]]) -> Iterator[_Piece]:
        """Yield the runs of a paragraph's sentences that are no boilerplate."""
        run: _Piece | None = None
        joined = False
        for first, end in spans:
            start = first + find_lead(self.raw[first:end])
            if start > first and run:
                yield run
                run, joined = None, True
            if self._junk(start, end):
                if run:
                    yield run
                    joined = True
                run = None
            else:
                run = _Piece(run.start if run else start, end, heading=False, joined=run.joined if run else joined)
        if run:
            yield run

    def _has_readers(self, start: int) -> bool:
        """Say whether from there on it is readers who speak: their marks stand there, or little is left."""
        return _READERS.search(self.raw, start) is not None or self._prose > 2 * (len(self.raw) - start)

    def _junk(self, start: int, end: int) -> bool:
        kind = judge_sentence(self.raw[start:end])
        self.syndicated |= kind is Kind.SYNDICATION
        return kind is not None


def clean_text(raw: str) -> CleanText:
    r"""Return an article's own words.

    Args:
        raw: Plain text as it was extracted, normalised; a paragraph, heading or item a line, or paragraphs that are broken at
            a fixed width, whose line breaks become spaces. All else is kept to the letter or left out.

    >>> clean_text("Pact signed\n\nPutin met Kim. Share your news with us!\n\nMost Popular").text
    'Pact signed\n\nPutin met Kim.'
    """
    sieve = _Sieve(raw)
    pieces = _without_bios(raw, _without_repeats(raw, _without_trails(raw, list(sieve.sift()))))
    title = _find_title(raw, pieces)
    return _cut(raw, pieces, title, syndicated=sieve.syndicated)


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", fold(text))


def _first_prose(pieces: list[_Piece]) -> int:
    return next((number for number, piece in enumerate(pieces) if not piece.heading), len(pieces))


def _without_trails(raw: str, pieces: list[_Piece]) -> list[_Piece]:
    """Free the headline of breadcrumbs that are run together with it, and drop headings below which nothing stands."""
    if not all(piece.heading for piece in pieces):
        while pieces[-1].heading:
            pieces.pop()
    head = min(_first_prose(pieces), _MOST_HEADINGS)
    keys = [_key(raw[piece.start : piece.end]) for piece in pieces[:head]]
    kept = [piece for piece, key in zip(pieces, keys, strict=False) if not _adorns(key, keys)]
    return [*(_unglued(raw, piece) for piece in kept), *pieces[head:]]


def _adorns(key: str, others: list[str]) -> bool:
    """Say whether a heading is another one with a breadcrumb before it or a site's name behind it."""
    return any(
        len(other) >= _LONG_KEY
        and len(other) < len(key) <= len(other) + _LONGEST_TRAIL
        and (key.endswith(other) or key.startswith(other))
        for other in others
    )


def _unglued(raw: str, piece: _Piece) -> _Piece:
    found = _GLUED.match(raw, piece.start, piece.end)
    return piece._replace(start=found.end()) if found else piece


def _without_repeats(raw: str, pieces: list[_Piece]) -> list[_Piece]:
    """Drop headings and paragraphs that have stood before."""
    seen: set[str] = set()
    kept = []
    for piece in pieces:
        key = _key(raw[piece.start : piece.end])
        if key in seen and (piece.heading or len(key) >= _REPEATED):
            continue
        seen.add(key)
        kept.append(piece)
    return kept


def _without_bios(raw: str, pieces: list[_Piece]) -> list[_Piece]:
    """Drop what is told below the article of those who wrote it."""
    while len(pieces) > _LEAST_PIECES and not pieces[-1].joined and is_bio(raw[pieces[-1].start : pieces[-1].end]):
        pieces.pop()
    return pieces


def _find_title(raw: str, pieces: list[_Piece]) -> str:
    """Return the first heading before the prose that is long enough for a headline, or the first of all."""
    head = [" ".join(raw[piece.start : piece.end].split()) for piece in pieces[: _first_prose(pieces)]]
    long = (line for line in head if len(line.split()) >= _TITLE_WORDS or not line.isascii())
    return next(long, head[0] if head else "").lstrip("# ")


def _cut(raw: str, pieces: list[_Piece], title: str, *, syndicated: bool) -> CleanText:
    """Put the pieces together, and note where each comes from."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for piece in pieces:
        separator = " " if piece.joined else "\n\n"
        for start, end in _lines(raw, piece):
            text = (separator if parts else "") + raw[start:end]
            starts.append(length + len(text) - (end - start))
            origins.append(start)
            parts.append(text)
            length += len(text)
            separator = " "
    return CleanText(
        text="".join(parts),
        title=title,
        syndicated=syndicated,
        _starts=tuple(starts) or (0,),
        _origins=tuple(origins) or (0,),
    )


def _lines(raw: str, piece: _Piece) -> Iterator[tuple[int, int]]:
    """Yield the spans of a piece's lines; all but those of paragraphs broken at a fixed width have one."""
    start = piece.start
    for found in _BREAK.finditer(raw, piece.start, piece.end):
        yield start, found.start()
        start = found.end()
    yield start, piece.end
