"""Slack's mrkdwn: foreign text made harmless, and cut where it is too long for one text object.

Slack reads three characters as control characters in every text object, `<!channel>` and `<@U1>` with them, so these are
escaped (docs.slack.dev/messaging/formatting-message-text). It has no escape for its marks of style: where a mark of
foreign text would begin or end a style, a letter that looks the same takes its place, as jsx-slack does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.model import Run, Style
from bot.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Line

URL_CHARACTERS = 1_500
"""A longer address is not linked: it would leave no room for its label in a text object."""

_CHUNK = re.compile(r".{1,250}(?:\s+|$)|\S{250}", re.DOTALL)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ADDRESS = str.maketrans({each: f"%{ord(each):02X}" for each in ' "<>\\^`{|}'} | {"&": "&amp;"})
_LOOKALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
# A mark inside a word, as in snake_case or 5*4, is none; a backtick always is one.
_MARKS = re.compile(r"`|(?<!\w)[*_~]|[*_~](?!\w)")
_QUOTE = re.compile(r"^(\s*)((?:&gt;)+)")
_FENCES = {Style.PLAIN: "", Style.STRONG: "*", Style.EMPHASIS: "_", Style.CODE: "`"}
_TOKEN = re.compile(r"<((?:[@#!]|https?://|mailto:)[^<>]*)>")


def size(text: str) -> int:
    """Count UTF-16 code units, the stricter of the two ways in which a limit may be meant.

    >>> size("a😀")
    3
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def flatten(text: str) -> str:
    r"""Return the text on one line, without control, zero-width and bidirectional characters.

    >>> flatten("a\u202e\u200bb\n\tc\x00")
    'ab c'
    """
    return re.sub(r" {2,}", " ", one_line(text))


def escape(text: str) -> str:
    """Return foreign text for a text object, on one line.

    >>> escape("<!channel> AT&T")
    '&lt;!channel&gt; AT&amp;T'
    """
    return flatten(text).translate(_ENTITIES)


def shorten(text: str, limit: int) -> str:
    """Return the escaped text, cut so that its size is at most the limit; what was cut ends in an ellipsis.

    >>> shorten("AT&T and others", 10)
    'AT&amp;T…'
    """
    escaped = escape(text)
    if size(escaped) <= limit:
        return escaped
    kept, room = [], limit - 1
    for character in flatten(text):
        room -= size(escaped_character := character.translate(_ENTITIES))
        if room < 0:
            break
        kept.append(escaped_character)
    return "".join(kept).rstrip() + "…"


def to_link(url: str) -> str:
    """Return an address for the left side of a link, or nothing where it may not be linked.

    >>> to_link("https://example.org/a|b?c&d")
    'https://example.org/a%7Cb?c&amp;d'
    >>> to_link("javascript:alert(1)")
    ''
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        linkable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    if not linkable or not url.isprintable() or flatten(url) != url:
        return ""
    safe = url.translate(_ADDRESS)
    return safe if size(safe) <= URL_CHARACTERS else ""


def render(line: Line) -> str:
    """Return a line as mrkdwn.

    >>> render((Run("China", Style.STRONG), Run(" at "), Run("[3]", url="https://example.org/3")))
    '*China* at <https://example.org/3|[3]>'
    """
    return _open_no_quote("".join(map(_render_run, line)))


def _open_no_quote(text: str) -> str:
    """Return a text with a letter that looks the same for each `>` that begins it: Slack would set it as a quotation."""
    return _QUOTE.sub(lambda quote: quote[1] + "›" * (len(quote[2]) // len("&gt;")), text)


def _render_run(run: Run) -> str:
    text = _MARKS.sub(lambda mark: _LOOKALIKES[mark[0]], flatten(run.text)).translate(_ENTITIES)
    label = text.strip()
    if not label:
        return text
    url = to_link(run.url)
    fence = _FENCES[run.style]
    shown = f"{fence}<{url}|{label}>{fence}" if url else f"{fence}{label}{fence}"
    # A mark of style beside a space is none, so the run's own spaces stand outside.
    return text.replace(label, shown, 1)


def render_within(line: Line, limit: int) -> list[str]:
    """Return a line as one mrkdwn text or, if it is longer than the limit, as several; none if nothing can be seen.

    Args:
        line: What to render.
        limit: The largest size of a text; at least 3,000, so that a link and a word always fit.
    """
    whole = render(line)
    if size(whole) <= limit:
        return [whole] if whole.strip() else []
    pieces = [Run(chunk, run.style, run.url) for run in line for chunk in _CHUNK.findall(flatten(run.text))]
    texts = join_within(map(_render_run, pieces), limit, glue="")
    return [_open_no_quote(text) for text in texts if text.strip()]


def join_within(texts: Iterable[str], limit: int, *, glue: str = "\n") -> Iterator[str]:
    """Join texts, in order, into as few as the limit allows; each is itself within the limit."""
    joined = ""
    for text in texts:
        if joined and size(joined) + size(glue) + size(text) > limit:
            yield joined
            joined = ""
        joined = f"{joined}{glue}{text}" if joined else text
    if joined:
        yield joined


def read(text: str) -> str:
    """Return what somebody wrote in Slack: links as addresses, names as names, entities as characters.

    >>> read("<@U1> see <https://example.org/?a&amp;b|example.org> in <#C1|general> &lt;3")
    ' see https://example.org/?a&b in #general <3'
    """
    plain = _TOKEN.sub(_read_token, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read_token(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return f"@{label}" if label else ""
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):
        return label
    return target.removeprefix("mailto:")
