"""Values as text, for the columns that are read whole and never searched: lossless, and pure.

A reply is kept as JSON whose shape follows the model's own annotations, so that a new kind of part needs no code here. What
reading found is written tighter, for it is read hundreds of times a brief.
"""

from __future__ import annotations

import base64
import json
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from bot.model import Receipt, Reply, Sentence
from bot.store.tokens import to_actors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Record

_KIND = "is"  # the member that names a value's class


def reply_to_json(reply: Reply) -> str:
    """Return a reply as JSON; any text survives, lone surrogates and null characters too."""
    return json.dumps(_to_plain(reply), separators=(",", ":"))


def reply_from_json(text: str) -> Reply:
    """Return the reply that :func:`reply_to_json` wrote; what an older or newer briefbot said of it besides is left out."""
    reply: Reply = _from_plain(Reply, json.loads(text))
    return reply


def receipts_to_json(receipts: Sequence[Receipt]) -> str:
    """Return receipts as JSON, in order."""
    return json.dumps(_to_plain(tuple(receipts)), separators=(",", ":"))


def receipts_from_json(text: str) -> tuple[Receipt, ...]:
    """Return the receipts that :func:`receipts_to_json` wrote."""
    receipts: tuple[Receipt, ...] = _from_plain(tuple[Receipt, ...], json.loads(text))
    return receipts


def _to_plain(value: Any) -> Any:  # noqa: ANN401 - any value of the model, and any of JSON
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple):
        return [_to_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        unlike = {name: each for name, each in given.items() if _defaults(type(value)).get(name, MISSING) != each}
        return {_KIND: type(value).__name__, **{name: _to_plain(each) for name, each in unlike.items()}}
    return value


def _from_plain(hint: Any, plain: Any) -> Any:  # noqa: ANN401 - as above; the hint says which
    if get_origin(hint) is tuple:
        return tuple(_from_plain(get_args(hint)[0], each) for each in plain)
    if get_origin(hint) is UnionType:
        hint = next((kind for kind in get_args(hint) if _is(kind, plain)), None)
    if hint is bytes:
        return base64.b64decode(plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    if is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]  # mypy takes it for an instance
        return hint(**{name: _from_plain(hints[name], each) for name, each in plain.items() if name in hints})  # type: ignore[operator]  # as above
    return plain


def _is(kind: type, plain: Any) -> bool:  # noqa: ANN401 - as above
    """Say whether the value was written from that member of a union."""
    return isinstance(plain, dict) and plain[_KIND] == kind.__name__


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@lru_cache(maxsize=64)
def _defaults(kind: type) -> dict[str, Any]:
    return {field.name: field.default for field in fields(kind)}


def findings_to_json(record: Record) -> str:
    """Return a record's sentences and bands: ``[actors, [[start, end, heading, actor, …], …], bands]``, actors by number."""
    actors = to_actors(record.sentences)
    number = {actor: n for n, actor in enumerate(actors)}
    sentences = [
        [each.start, each.end, int(each.heading), *(number[actor] for actor in each.actors)]
        for each in record.sentences
    ]
    return json.dumps([actors, sentences, record.bands], separators=(",", ":"))


def findings_from_json(text: str) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:
    """Return the sentences and bands that :func:`findings_to_json` wrote."""
    actors, sentences, bands = json.loads(text)
    found = tuple(
        Sentence(start=start, end=end, heading=bool(heading), actors=tuple(actors[n] for n in numbers))
        for start, end, heading, *numbers in sentences
    )
    return found, tuple(bands)
