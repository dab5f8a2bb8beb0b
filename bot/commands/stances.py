"""``/stance``: who stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.query import Ask, parse_query
from bot.commands.help import help_reply
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.commands.desk import Desk
    from bot.model import Command, Reply

_MATRIX = "matrix"


def stance(command: Command, desk: Desk) -> Reply:
    """Answer with the stances of an actor, of "A on B", of a topic; or with a matrix."""
    from bot.answering.stance_replies import stance_reply  # noqa: PLC0415 - a brief does without

    request = parse_query(command.text or command.subject, registry=desk.registry, now=desk.clock())
    if request.ask is Ask.HELP:
        return help_reply("Name an actor or a topic, as in /stance china or /stance china on north korea.")
    if request.ask is Ask.LINK:
        raise CommandError("Stances are of an actor or a topic; for a page, ask for a brief: it shows them too.")
    return stance_reply(desk.answerer.stances(request), request)
