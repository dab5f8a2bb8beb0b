"""Replies as HTML, and what is typed into the page as commands. Pure: all text is escaped, and no script is needed."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.commands import to_command
from bot.model import Actions, Heading, Items, Paragraph, Picture, Place, Style, Table
from bot.plain import one_line

if TYPE_CHECKING:
    from bot.model import Button, Command, Line, Part, Reply, Run

PLACE = Place(platform="web", workspace="local", channel="page")

_PROSE = 60  # characters from which a cell is read, not glanced at

_TAGS = {Style.STRONG: "strong", Style.EMPHASIS: "em", Style.CODE: "code"}


def from_words(words: str) -> Command | None:
    """Return the command that the words in the box mean; ``None`` for none.

    >>> from_words("stance china").name, from_words(" ")
    ('stance', None)
    """
    return to_command(words, place=PLACE) if words.strip() else None


def to_html(reply: Reply) -> str:
    """Return a reply as HTML, to stand under a heading of level 2."""
    return "\n".join(filter(None, map(_part, reply.parts))) or f"<p>{write(reply.text)}</p>"


def write(text: str) -> str:
    """Return foreign text as HTML that is just that text, on one line.

    >>> write("<b>5 > 4</b>")
    '&lt;b&gt;5 &gt; 4&lt;/b&gt;'
    """
    return escape(one_line(text))


def _part(part: Part) -> str:
    match part:
        case Heading():
            level = min(part.level, 2) + 1
            return f"<h{level}>{write(part.text)}</h{level}>"
        case Paragraph():
            return f'<p class="small">{_line(part.line)}</p>' if part.small else f"<p>{_line(part.line)}</p>"
        case Items():
            return _items(part)
        case Table():
            return _table(part)
        case Picture():
            return _picture(part)
        case Actions():
            return _actions(part.buttons)


def _line(line: Line) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    text = write(run.text)
    if not text:
        return ""
    tag = _TAGS.get(run.style)
    text = f"<{tag}>{text}</{tag}>" if tag else text
    text = f'<span class="stance {escape(run.stance)}">{text}</span>' if run.stance else text
    return f'<a href="{escape(run.url)}" rel="noreferrer nofollow">{text}</a>' if _is_web(run.url) else text


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _items(items: Items) -> str:
    tag = "ul" if items.start is None else "ol"
    start = f' start="{items.start}"' if items.start not in {None, 1} else ""
    lines = "".join(f"<li>{_line(line)}</li>" for line in items.lines)
    return f"<{tag}{start}>{lines}</{tag}>"


def _table(table: Table) -> str:
    """Return a table that can be scrolled, by keyboard too, where the screen is narrow.

    One whose last column is prose is laid out anew there, as a list of its rows: the roles say that it still is a table.
    """
    head = "".join(_head(name) for name in table.head)
    rows = "".join(f'<tr role="row">{_row(row)}</tr>' for row in table.rows)
    kind = ' class="prose"' if any(_is_prose(row) for row in table.rows) else ""
    body = (
        f'<table role="table"{kind}><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )
    return f'<div class="scroll" role="region" aria-label="Table" tabindex="0">{body}</div>'


def _head(name: str) -> str:
    return f'<th scope="col" role="columnheader">{write(name)}</th>' if name.strip() else '<td role="cell"></td>'


def _row(row: tuple[Line, ...]) -> str:
    first = "".join(f'<th scope="row" role="rowheader">{_line(cell)}</th>' for cell in row[:1])
    return first + "".join(f'<td role="cell">{_line(cell)}</td>' for cell in row[1:])


def _is_prose(row: tuple[Line, ...]) -> bool:
    return bool(row) and sum(len(run.text) for run in row[-1]) > _PROSE


def _picture(picture: Picture) -> str:
    data = b64encode(picture.png).decode()
    return f'<figure><img src="data:image/png;base64,{data}" alt="{write(picture.alt)}"></figure>'


def _actions(buttons: tuple[Button, ...]) -> str:
    """Return buttons, each of which asks for its command; nothing to share, since the page has no others to share with."""
    shown = "".join(_button(button) for button in buttons if button.name != "share")
    return f'<form class="actions" method="post" action="/">{shown}</form>' if shown else ""


def _button(button: Button) -> str:
    command = escape(f"/{button.name} {button.text}".strip())
    return f'<button name="q" value="{command}">{write(button.label)}</button>'
