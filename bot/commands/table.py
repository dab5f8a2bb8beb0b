"""The table of commands: each adapter registers what stands here, and help is written from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument. ``complete``: names of actors and topics may be offered while it is typed."""

    name: str
    summary: str
    required: bool = False
    complete: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """A command, or one of its actions.

    As text, a command is its name, the action's name if it has actions, and its arguments in order: the ``Command`` of
    ``/digest add china daily 08:00 Europe/London`` has the name ``digest`` and all after it as text. An argument of
    ``brief`` that is not required follows as ``name:value``: ``china since:7d length:full``.
    """

    name: str
    summary: str  # at most 100 characters
    example: str  # what comes after the name
    arguments: tuple[Argument, ...] = ()
    actions: tuple[CommandSpec, ...] = ()


_QUERY = Argument(name="query", summary="An actor, a topic, words, or a link", required=True, complete=True)
_DIGEST = Argument(name="id", summary="The digest's id, as /digest list shows it", required=True)
_ADDRESS = Argument(name="address", summary="The address of a feed, a page or a site", required=True)

COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        name="brief",
        summary="A short briefing in verbatim, cited sentences",
        example='china · "arms transfers" since:7d · china vs japan · https://…',
        arguments=(
            _QUERY,
            Argument(name="since", summary="How far back: 24h, 7d, 2w, or a date such as 2024-06-01"),
            Argument(name="length", summary="How long", choices=("short", "normal", "full")),
        ),
    ),
    CommandSpec(
        name="stance",
        summary="Who stands where, each with the words that show it",
        example='china · china on north korea · matrix "putin-kim pact"',
        arguments=(
            Argument(name="query", summary="An actor, 'A on B', or 'matrix' and a topic", required=True, complete=True),
        ),
    ),
    CommandSpec(
        name="digest",
        summary="A brief on a schedule, with only what is new",
        example="add china daily 08:00 Europe/London · list · pause ID · resume ID · remove ID · run ID · history ID",
        actions=(
            CommandSpec(
                name="add",
                summary="Post a brief in this channel on a schedule",
                example="china weekdays 08:00 Europe/London",
                arguments=(
                    _QUERY,
                    Argument(name="days", summary="daily, weekdays, weekends, or days such as mon,thu", required=True),
                    Argument(name="at", summary="The local time, such as 08:00", required=True),
                    Argument(name="zone", summary="The time zone, such as Europe/London"),
                ),
            ),
            CommandSpec(name="list", summary="Show this channel's digests", example=""),
            CommandSpec(name="pause", summary="Stop a digest for a while", example="ID", arguments=(_DIGEST,)),
            CommandSpec(name="resume", summary="Let a paused digest go on", example="ID", arguments=(_DIGEST,)),
            CommandSpec(name="remove", summary="Remove a digest", example="ID", arguments=(_DIGEST,)),
            CommandSpec(
                name="run", summary="Show now what the next digest would hold", example="ID", arguments=(_DIGEST,)
            ),
            CommandSpec(name="history", summary="Show what was posted, and when", example="ID", arguments=(_DIGEST,)),
        ),
    ),
    CommandSpec(
        name="source",
        summary="The feeds and pages that are read",
        example="add https://… · list · remove https://… · health",
        actions=(
            CommandSpec(
                name="add", summary="Read a feed, a page or a site's feed", example="https://…", arguments=(_ADDRESS,)
            ),
            CommandSpec(name="list", summary="Show the sources", example=""),
            CommandSpec(name="remove", summary="Stop reading a source", example="https://…", arguments=(_ADDRESS,)),
            CommandSpec(name="health", summary="Show which sources fail, and why", example=""),
        ),
    ),
    CommandSpec(
        name="verify",
        summary="Check each line of a brief against the stored text again",
        example="ID",
        arguments=(Argument(name="id", summary="The brief's id, as its last line shows it", required=True),),
    ),
    CommandSpec(name="help", summary="What can be asked", example=""),
)


def find_command(name: str) -> CommandSpec | None:
    """Return the command of that name.

    >>> find_command("brief").name
    'brief'
    """
    return next((spec for spec in COMMANDS if spec.name == name), None)
