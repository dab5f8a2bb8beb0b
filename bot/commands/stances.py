"""``/stance``: who stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.query import parse_query
from bot.answering.request import Ask
from bot.commands.help import help_reply
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.commands.desk import Desk
    from bot.model import Command, Reply

_MATRIX = "matrix"


def stance(command: Command, desk: Desk) -> Reply:
    """Answer with the stances of an actor, of "A on B", of a topic; or with a matrix."""
    from bot.answering.stance_replies import matrix_reply, stance_reply  # noqa: PLC0415 - a brief does without

    first, rest = (*(command.text or command.subject).split(maxsplit=1), "", "")[:2]
    matrix = first.casefold() == _MATRIX
    request = parse_query(
        rest if matrix else command.text or command.subject,
        registry=desk.registry,
        now=desk.clock(),
        nothing=Ask.ALL if matrix else Ask.HELP,
    )
    if request.ask is Ask.HELP:
        return help_reply("Name an actor or a topic, as in /stance china or /stance china on north korea.")
    if request.ask is Ask.LINK:
        raise CommandError("Stances are of an actor or a topic; for a page, ask for a brief: it shows them too.")
    if matrix:
        return matrix_reply(*desk.answerer.matrix(request), request)
    return stance_reply(desk.answerer.stances(request), request)
