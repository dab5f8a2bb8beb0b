"""``/brief``, ``/stance`` and ``/verify``: what is answered from the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.query import MAX_TERMS, find_link, parse_query
from bot.answering.replies import brief_reply, sentence_reply
from bot.answering.request import Ask, Request
from bot.commands.help import help_reply

if TYPE_CHECKING:
    from bot.commands.desk import Desk
    from bot.model import Command, Reply

_NAMED = 3  # actors that a message's brief is about


def brief(command: Command, desk: Desk, *, private: bool = True) -> Reply:
    """Answer with a brief of what was typed or, where nothing was, of the message that it is about."""
    request = _request(command.text, desk)
    if request.ask is Ask.HELP and command.subject and not command.text.strip():
        request = _about_message(command.subject, desk)
    if request.ask is Ask.HELP:
        return help_reply()
    if request.ask is Ask.LINK:
        return brief_reply(desk.answerer.page(desk.reader.look(request.url), request), request, private=private)
    return brief_reply(desk.answerer.brief(request), request, private=private)


def share(command: Command, desk: Desk) -> Reply:
    """Answer as ``brief`` does, for all to see."""
    return brief(command, desk, private=False)


def verify(command: Command, desk: Desk) -> Reply:
    """Answer with what became of each line of a brief."""
    from bot.answering.verify import check_brief, verify_reply  # noqa: PLC0415 - only this command needs it

    identity = command.text.strip().casefold()
    if not identity:
        return sentence_reply("Name the brief to check: its id stands in its last line, as in /verify abcd2345.")
    return verify_reply(identity, *check_brief(desk.store, identity))


def _request(text: str, desk: Desk) -> Request:
    return parse_query(text, registry=desk.registry, now=desk.clock())


def _about_message(message: str, desk: Desk) -> Request:
    """Return the request that a whole message makes: its link, or the actors that it names, or its words."""
    from bot.actors.mentions import find_mentions  # noqa: PLC0415 - a query's own words need no search for names

    link = find_link(message)
    if link:
        return _request(link, desk)
    named = dict.fromkeys(mention.actor for mention in find_mentions(message[:10_000], desk.registry))
    if named:
        return _request(" ".join(f'"{actor}"' for actor in list(named)[:_NAMED]), desk)
    return _request(" ".join(message.split()[:MAX_TERMS]), desk)
