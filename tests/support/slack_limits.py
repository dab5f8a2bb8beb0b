"""What Slack refuses of a message, a form or a home, and what must never stand in one: PLATFORM facts S5, S6, S7 and S9.

Written from docs.slack.dev/reference/block-kit, apart from the adapter that is held against it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]

MESSAGE_CHARACTERS = 12_000
_ALLOWED_TOKEN = re.compile(r"<https?://[^<>|\s]+(\|[^<>\n]+)?>")
# Joiners spell in Arabic and Indic scripts; anywhere else they are there to deceive.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\u0600-\u1fff\ufb50-\ufefc])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u1fff\ufb50-\ufefc])"
)
_ENTITY = re.compile(r"&(amp|lt|gt);")


def find_faults(text: object, blocks: Sequence[Json], *, most_blocks: int = 50) -> list[str]:
    """Return what is wrong with a message; empty if Slack takes it and nothing in it can ping, link or break out."""
    faults = [] if isinstance(text, str) and text.strip() else ["no text beside the blocks"]
    if not 1 <= len(blocks) <= most_blocks:
        faults.append(f"{len(blocks)} blocks")
    faults += [fault for block in blocks for fault in _in_block(block)]
    strings = [str(text), *(string for block in blocks for string in _strings(block))]
    if sum(map(len, strings)) > MESSAGE_CHARACTERS:
        faults.append(f"{sum(map(len, strings))} characters in all")
    faults += [fault for string in strings for fault in _in_string(string)]
    return faults


def _in_block(block: Json) -> Iterator[str]:
    rules = {"section": _in_section, "header": _in_header, "context": _in_context, "actions": _in_actions}
    rule = {**rules, "image": _in_image}.get(block["type"])
    return rule(block) if rule else iter([f"a block of kind {block['type']}"])


def _in_section(block: Json) -> Iterator[str]:
    yield from _in_text(block["text"], "mrkdwn", 3_000)


def _in_header(block: Json) -> Iterator[str]:
    yield from _in_text(block["text"], "plain_text", 150)


def _in_context(block: Json) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield "context elements"
    for element in block["elements"]:
        yield from _in_text(element, "mrkdwn", 3_000)


def _in_actions(block: Json) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 25:
        yield "action elements"
    ids = [element["action_id"] for element in block["elements"]]
    if len(ids) != len(set(ids)):
        yield f"an action id twice in one block: {ids}"
    for element in block["elements"]:
        yield from _in_text(element["text"], "plain_text", 75)
        if not 1 <= len(element["value"]) <= 2_000 or not 1 <= len(element["action_id"]) <= 255:
            yield f"button {element}"


def _in_image(block: Json) -> Iterator[str]:
    if not 1 <= len(block["alt_text"]) <= 2_000 or not block["slack_file"]["id"]:
        yield f"image {block}"


def _in_text(text: Json, kind: str, limit: int) -> Iterator[str]:
    if text["type"] != kind:
        yield f"{text['type']} where {kind} belongs"
    if not 1 <= len(text["text"]) <= limit or len(text["text"].encode("utf-16-le")) > 2 * limit:
        yield f"a text of {len(text['text'])} characters, at most {limit}"
    if not text["text"].strip():
        yield "a text in which nothing can be seen"
    if kind == "mrkdwn" and not text.get("verbatim"):
        yield "a text in which Slack links of its own accord"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _in_string(string: str) -> Iterator[str]:
    bare = _ALLOWED_TOKEN.sub("", string)
    if "<" in bare or ">" in bare:
        yield f"a bracket that is not escaped: {string[:80]!r}"
    if "&" in _ENTITY.sub("", string):
        yield f"an ampersand that is not escaped: {string[:80]!r}"
    unseen = _UNSEEN.findall(string)
    if unseen:
        yield f"characters that cannot be seen: {sorted(map(ascii, unseen))}"
