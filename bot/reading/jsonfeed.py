"""JSON Feed (https://www.jsonfeed.org/version/1.1/), read as it is defined and forgiving what is not."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def read_json_feed(text: str) -> dict[str, Any]:
    """Return a JSON Feed in the form that fastfeedparser gives others: ``feed`` and ``entries``.

    Raises:
        ValueError: If it is none.
    """
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        raise ValueError("no JSON Feed")  # noqa: TRY004 - the text is wrong, not its type
    feed = {
        "title": _text(whole.get("title")),
        "link": _text(whole.get("home_page_url")),
        "language": _text(whole.get("language")),
    }
    return {"feed": feed, "entries": list(_entries(whole["items"]))}


def _entries(items: list[Any]) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, dict):
            yield {
                "id": _identity(item.get("id")),
                "link": _text(item.get("url")) or _text(item.get("external_url")),
                "title": escape(_text(item.get("title"))),  # plain text, where other feeds have HTML
                "author": _author(item),
                "published": _text(item.get("date_published")) or _text(item.get("date_modified")),
                "content": [{"value": _text(item.get("content_html")) or _text(item.get("content_text"))}],
                "description": _text(item.get("summary")),
            }


def _author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors") or [item.get("author")]
    if not isinstance(authors, list):
        return ""
    return ", ".join(filter(None, (_text(each.get("name")) for each in authors if isinstance(each, dict))))


def _identity(value: Any) -> str:  # noqa: ANN401 - foreign JSON
    """Return an id, which may be a number where it should not."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - foreign JSON
    return value if isinstance(value, str) else ""
