"""Plain and Markdown texts, with what their front matter says of them."""

from __future__ import annotations

from bot.reading.article import Draft, host
from bot.reading.canonical import choose_address, drop_tracking, tidy
from bot.reading.decode import check_text, decode
from bot.reading.front import Front, parse_front
from bot.reading.markdown import markdown_to_text

_WEB = ("https://", "http://")


def read_text(body: bytes, *, url: str, charset: str = "", markdown: bool = False) -> Draft:
    """Return what a text on the web says. Runs in the worker process: some bytes take long to decode, or to take apart.

    Args:
        body: The text.
        url: Where it came from. Its front matter may name another address of the same site, as a page may.
        charset: What the server said of its encoding.
        markdown: Whether it is Markdown.

    Raises:
        ParseError: If it is empty or no text.
    """
    text = decode(body, charset)
    check_text(text, url)
    front, prose = _parse(text, markdown=markdown)
    address = choose_address(url, front.get("url"))
    return _to_draft(front, prose, address=address, publisher=host(address))


def parse_text(text: str, *, address: str, markdown: bool) -> Draft:
    """Return what a text of one's own says: its front matter is believed.

    Args:
        text: The whole file.
        address: The address that it goes by, unless its front matter names a web address.
        markdown: Whether it is Markdown.
    """
    front, prose = _parse(text, markdown=markdown)
    url = front.get("url")
    address = drop_tracking(tidy(url)) if url.startswith(_WEB) else address
    return _to_draft(front, prose, address=address, publisher=front.get("publisher"))


def _parse(text: str, *, markdown: bool) -> tuple[Front, str]:
    text = text.replace("\r\n", "\n")
    front = parse_front(text)
    body = text[front.end :]
    return front, markdown_to_text(body) if markdown else body


def _to_draft(front: Front, text: str, *, address: str, publisher: str) -> Draft:
    return Draft(
        address=address,
        text=text,
        title=front.get("title"),
        publisher=publisher,
        author=front.get("author"),
        published=front.get("date"),
        language=front.get("language"),
        licence=front.get("licence"),
        syndicated=front.flag("syndicated"),
        changes=True,
    )
