"""Keep the application commands that Discord lists as the table has them, writing only when they differ.

Discord counts what is written (200 new commands a day and guild) and shows a changed command late; reading is free.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeGuard

import discord

from adapters.discord.commands import to_application_commands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from discord.http import HTTPClient

_COMMAND_KEYS = ("description", "contexts", "options")
_OPTION_KEYS = ("type", "name", "description", "required", "autocomplete", "choices", "options")


async def sync_commands(http: HTTPClient, application_id: int) -> bool:
    """Register the table's commands for all guilds and direct messages; say whether anything had to be written.

    Where Discord does not list what it has, all are written.

    Raises:
        discord.HTTPException: If Discord refuses.
    """
    wanted = to_application_commands()
    listed: object = None
    with contextlib.suppress(discord.HTTPException):
        listed = await http.get_global_commands(application_id)
    if _are_commands(listed) and not differ(listed, wanted):
        return False
    await http.bulk_upsert_global_commands(application_id, wanted)
    return True


def _are_commands(listed: object) -> TypeGuard[list[Mapping[str, Any]]]:
    return isinstance(listed, list) and all(isinstance(each, dict) and "name" in each for each in listed)


def differ(listed: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether two lists of commands say different things, whatever their order and what else Discord tells of one.

    >>> differ([{"id": "1", "type": 1, "name": "help", "options": []}], [{"type": 1, "name": "help"}])
    False
    """
    return _by_name(listed) != _by_name(wanted)


def _by_name(commands: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], Any]:
    return {(command.get("type") or 1, command["name"]): _keep(command, _COMMAND_KEYS) for command in commands}


def _keep(payload: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Return what a payload says under these keys; what is empty or false says nothing."""
    kept = {key: payload[key] for key in keys if payload.get(key)}
    if "contexts" in kept:
        kept["contexts"] = sorted(kept["contexts"])
    if "options" in kept:
        kept["options"] = [_keep(option, _OPTION_KEYS) for option in kept["options"]]
    if "choices" in kept:
        kept["choices"] = [(choice["name"], choice["value"]) for choice in kept["choices"]]
    return kept
