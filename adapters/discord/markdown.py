"""Text in Discord's Markdown: foreign words stay words; they never ping, link, format or hide.

Discord answers a backslash before any punctuation with the bare character, so escaped text reads as it was written.
Sizes count UTF-16 units: Discord's own clients do, and no other count is larger.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.model import Run, Style
from bot.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Line

URL_LIMIT = 1_000  # characters; a longer address is left out, so that a line never outgrows a message by its link
_URL_SAFE = "%/:?#@!$&*+,;=~-._"  # neither brackets, which would end a masked link, nor quotation marks

_MARKUP = re.compile(
    r"""
      (?P<everyone>@)(?=everyone|here)                  # pings all
    | (?P<angle><(?:[A-Za-z]*(?=[@#/:&]))?)(?P<sigil>[@#/:&]?)  # <@1>, <#1>, </cmd:1>, <id:guide>, <t:1:R>, <a:emoji:1>
    | (?P<link>\]\()                                    # [masked](link)
    | (?P<scheme>:)(?=//)                               # https://…, steam://…
    | (?P<invite>discord(?:app)?\.(?:gg|com))(?=/)      # linked even without a scheme
    | (?P<emoji>:)(?=[A-Za-z_]\w*:)                     # :skull:
    | (?P<mark>[\\*_~|`\[\]])                           # emphasis, spoilers, code, escapes
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE_START = re.compile(r"^(?:(?P<marker>\#{1,3}|-\#|>{1,3}|[-+•])|(?P<number>\d+)(?P<stop>[.)]))(?=\s|$)")


def size(text: str) -> int:
    """Return how long Discord may count a text to be.

    >>> size("𝕏!")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def flatten(text: str) -> str:
    r"""Return text as one line of what can be seen: no control, zero-width or bidi characters, single spaces.

    >>> flatten("a\u200bb\n c")
    'ab c'
    """
    return " ".join(one_line(text).split())


def escape(text: str) -> str:
    r"""Return foreign text, on one line, so that Discord shows just its characters.

    The @ of @everyone and @here becomes its full-width twin: Discord's servers look for them even behind a backslash.

    >>> escape("[see](https://example.org) @everyone <#1> **now**")
    '\\[see\\]\\(https\\://example.org) ＠everyone \\<\\#1> \\*\\*now\\*\\*'
    """
    return _MARKUP.sub(_escape_match, flatten(text))


def _escape_match(match: re.Match[str]) -> str:
    kind, text = match.lastgroup, match.group()
    if kind == "everyone":
        return "＠"
    if kind == "sigil":
        sigil = match["sigil"]
        return f"\\{match['angle']}" + (f"\\{sigil}" if sigil else "")
    if kind == "link":
        return r"\]\("
    if kind == "invite":
        return f"{text}\\"
    return f"\\{text}"


def _escape_in_code(match: re.Match[str]) -> str:
    """Leave code as it is, where a backslash would show, but for what ends it and what Discord's servers look for."""
    return {"@": "＠", "`": "ˋ"}.get(match.group(), match.group())


def to_markdown(line: Line) -> str:
    """Return a line with its styles and links; it opens no heading, quote or list."""
    written = ""
    for run in _merge(line):
        written += _to_span(run, after=written)
    return _LINE_START.sub(_escape_start, written.strip())


def _escape_start(match: re.Match[str]) -> str:
    return f"\\{match['marker']}" if match["marker"] else f"{match['number']}\\{match['stop']}"


def _merge(line: Line) -> Iterator[Run]:
    """Yield the runs, those of the same look as one: ``**a****b**`` would not read as bold."""
    for (style, url), runs in groupby(line, key=lambda run: (run.style, run.url)):
        yield Run("".join(run.text for run in runs), style, url)


def _to_span(run: Run, *, after: str) -> str:
    """Return one run; spaces at its edges stay outside its marks, where Discord wants them."""
    inner = flatten(run.text)
    if not inner:
        return " " if run.text and not after.endswith(" ") else ""
    before, behind = (" " if edge.isspace() else "" for edge in (run.text[0], run.text[-1]))
    span = _to_style(inner, run.style, after + before)
    url = safe_url(run.url)
    return before + (f"[{span}]({url})" if url else span) + behind


def _to_style(text: str, style: Style, after: str) -> str:
    if style is Style.CODE:
        return "`" + _MARKUP.sub(_escape_in_code, text) + "`"
    if style is Style.STRONG:
        return f"**{escape(text)}**"
    if style is Style.EMPHASIS:
        mark = "_" if after.endswith("*") else "*"
        return f"{mark}{escape(text)}{mark}"
    return escape(text)


def safe_url(url: str) -> str:
    """Return an http or https address that can stand in a masked link; empty if it is none, or too long.

    >>> safe_url("https://example.org/a (b)")
    'https://example.org/a%20%28b%29'
    >>> safe_url("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    quoted = quote(url.encode("utf-8", "replace"), safe=_URL_SAFE)
    return quoted if len(quoted) <= URL_LIMIT else ""


def split_line(line: Line, limit: int) -> list[Line]:
    """Return the line cut into lines that are each at most ``limit`` long as Markdown, between words where it can be."""
    if size(to_markdown(line)) <= limit:
        return [line]
    whole = "".join(run.text for run in line)
    middle = len(whole) // 2
    cut = max(whole.rfind(" ", 1, middle), middle // 2) or 1
    return [*split_line(_slice(line, 0, cut), limit), *split_line(_slice(line, cut, len(whole)), limit)]


def _slice(line: Line, start: int, end: int) -> Line:
    """Return the runs of a part of a line's text, by character offsets."""
    runs, at = [], 0
    for run in line:
        text = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if text:
            runs.append(Run(text, run.style, run.url))
    return tuple(runs)
