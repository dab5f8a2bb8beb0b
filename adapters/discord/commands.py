"""The table of commands as Discord's application commands, and what people do in Discord as commands of the core. Pure.

The table is data, so these are made from it as data. An interaction is read from its payload as it came, so that a recorded
one is a test; one of a command that this version no longer has still reaches the core, which says what can be asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from adapters.discord.forms import read_form
from bot.commands import COMMANDS, Argument, CommandSpec, find_command
from bot.commands import to_command as read_words
from bot.model import Command, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Payload = dict[str, Any]  # JSON, as Discord's API takes it

BRIEF_THIS = "Brief this"
"""The command in the menu of a message (Apps > Brief this)."""

SHARE = "share"
"""The name of the button that posts a brief for all to see."""

CHOICES = 25  # of an option, and of an autocompletion
CHOICE_LENGTH = 100
CUSTOM_ID_LENGTH = 100

_CHANGES = frozenset({"add", "pause", "resume", "remove"})

_SLASH, _MESSAGE_MENU = 1, 3  # types of application commands
_SUBCOMMAND, _STRING = 1, 3  # types of options
_COMPONENT, _MODAL = 3, 5  # types of interactions
_IN_GUILDS, _IN_DIRECT_MESSAGES = 0, 1  # contexts
_PLAIN, _REPLY = 0, 19  # types of messages


def to_application_commands(specs: Sequence[CommandSpec] = COMMANDS) -> list[Payload]:
    """Return what to register with Discord: a slash command for each of the table's, and the message menu's."""
    contexts = [_IN_GUILDS, _IN_DIRECT_MESSAGES]
    slash = [
        {
            "type": _SLASH,
            "name": spec.name,
            "description": spec.summary,
            "contexts": contexts,
            "options": [_to_subcommand(action) for action in spec.actions] or _to_options(spec.arguments),
        }
        for spec in specs
    ]
    return [*slash, {"type": _MESSAGE_MENU, "name": BRIEF_THIS, "contexts": contexts}]


def _to_subcommand(action: CommandSpec) -> Payload:
    return {
        "type": _SUBCOMMAND,
        "name": action.name,
        "description": action.summary,
        "options": _to_options(action.arguments),
    }


def _to_options(arguments: Sequence[Argument]) -> list[Payload]:
    """Return the arguments as options; Discord wants those that are required first."""
    return [_to_option(argument) for argument in sorted(arguments, key=lambda argument: not argument.required)]


def _to_option(argument: Argument) -> Payload:
    option: Payload = {
        "type": _STRING,
        "name": argument.name,
        "description": argument.summary,
        "required": argument.required,
    }
    if argument.choices:
        option["choices"] = [{"name": choice, "value": choice} for choice in argument.choices[:CHOICES]]
    elif argument.complete:
        option["autocomplete"] = True
    return option


def to_place(payload: Mapping[str, Any]) -> Place:
    """Return where an interaction or a message happened; a direct message has no guild."""
    channel = payload.get("channel_id") or (payload.get("channel") or {}).get("id")
    return Place(platform="discord", workspace=str(payload.get("guild_id") or ""), channel=str(channel or ""))


def to_user(payload: Mapping[str, Any]) -> str:
    """Return the id of who began an interaction; empty if it says nobody."""
    user = (payload.get("member") or {}).get("user") or payload.get("user") or {}
    return str(user.get("id", ""))


def to_command(payload: Mapping[str, Any]) -> Command:
    """Return what an interaction asks for: a slash command, the message menu, a pressed button, a sent modal.

    >>> to_command({"type": 2, "channel_id": "7", "data": {"name": "digest", "options": [{"name": "list", "type": 1}]}}).text
    'list'
    """
    data = payload.get("data") or {}
    place, user = to_place(payload), to_user(payload)
    if payload.get("type") == _COMPONENT:
        name, text = read_custom_id(data.get("custom_id", ""))
        return Command(name=name, text=text, place=place, user=user)
    if payload.get("type") == _MODAL:
        return Command(name="digest", text=read_form(data), place=place, user=user)
    if data.get("type", _SLASH) == _MESSAGE_MENU:
        return Command(name="brief", place=place, user=user, subject=_to_subject(data))
    name = str(data.get("name", ""))
    return Command(name=name, text=_to_text(find_command(name), data.get("options") or ()), place=place, user=user)


def is_private(command: Command) -> bool:
    """Return whether an answer is likely for its asker alone: what is shared, or changes things for others, is not.

    The reply says so for certain, but only after the deferral, which has to say it too.
    """
    action = command.text.partition(" ")[0]
    return command.name != SHARE and not (command.name in {"digest", "source"} and action in _CHANGES)


def _to_text(spec: CommandSpec | None, options: Sequence[Mapping[str, Any]]) -> str:
    """Return options as a person would type them, in the table's order whatever Discord's."""
    if options and options[0].get("type") == _SUBCOMMAND:
        action = str(options[0].get("name", ""))
        actions = spec.actions if spec else ()
        below = next((each for each in actions if each.name == action), None)
        return f"{action} {_to_text(below, options[0].get('options') or ())}".strip()
    given = {str(option.get("name")): str(option.get("value", "")) for option in options}
    order = [argument.name for argument in spec.arguments] if spec else []
    names = [*(name for name in order if name in given), *(name for name in given if name not in order)]
    keyed = (
        {argument.name for argument in spec.arguments if not argument.required} if spec and spec.name == "brief" else ()
    )
    return " ".join(f"{name}:{given[name]}" if name in keyed else given[name] for name in names)


def _to_subject(data: Mapping[str, Any]) -> str:
    """Return the text of the message that a menu was opened on."""
    messages = (data.get("resolved") or {}).get("messages") or {}
    return read_message(messages.get(data.get("target_id")) or {})


def read_message(message: Mapping[str, Any]) -> str:
    """Return what a message says, its embeds included: what other bots post often stands there alone."""
    lines = [message.get("content")]
    for embed in message.get("embeds") or ():
        lines += [embed.get("title"), embed.get("url"), embed.get("description")]
    return "\n".join(str(line) for line in lines if line)


def to_custom_id(name: str, text: str) -> str:
    """Return a command as a button's custom_id, so that pressing it needs no memory; empty if it would be too long.

    >>> to_custom_id("brief", "china")
    '/brief china'
    """
    custom_id = f"/{name} {text}".strip()
    return custom_id if len(custom_id) <= CUSTOM_ID_LENGTH else ""


def read_custom_id(custom_id: str) -> tuple[str, str]:
    """Return the name and the text that :func:`to_custom_id` wrote."""
    name, _, text = custom_id.removeprefix("/").partition(" ")
    return name, text


def find_focused(options: Sequence[Mapping[str, Any]]) -> str:
    """Return what has been typed so far into the option that is being completed."""
    for option in options:
        if option.get("focused"):
            return str(option.get("value", ""))
        if typed := find_focused(option.get("options") or ()):
            return typed
    return ""


def to_choices(names: Sequence[str]) -> list[Payload]:
    """Return completions, as many and as long as Discord takes."""
    fitting = [name for name in dict.fromkeys(names) if 0 < len(name) <= CHOICE_LENGTH]
    return [{"name": name, "value": name} for name in fitting[:CHOICES]]


def read_message_command(message: Mapping[str, Any], me: str) -> Command | None:
    """Return what a message asks of the bot; ``None`` if it asks nothing.

    A direct message does, and one that mentions the bot; not one of a bot, a webhook, or of Discord itself ("pinned a
    message"). What it replies to, or forwards, is what it is about.

    Args:
        message: The message, as the gateway sends it.
        me: The bot's own id.
    """
    author = message.get("author") or {}
    if author.get("bot") or message.get("webhook_id") or message.get("type", _PLAIN) not in {_PLAIN, _REPLY}:
        return None
    mention = re.compile(rf"<@!?{re.escape(me)}>")
    content = str(message.get("content") or "")
    if message.get("guild_id") and not _is_mentioned(message, me, written=bool(mention.search(content))):
        return None
    words = mention.sub(" ", content)
    return read_words(words, place=to_place(message), user=str(author.get("id", "")), subject=_find_quoted(message))


def _is_mentioned(message: Mapping[str, Any], me: str, *, written: bool) -> bool:
    """Return whether the message lists the bot among those it mentions; one without a list mentions whom its words do."""
    mentions = message.get("mentions")
    return written if mentions is None else any(str(user.get("id")) == me for user in mentions)


def _find_quoted(message: Mapping[str, Any]) -> str:
    forwarded = [snapshot.get("message") or {} for snapshot in message.get("message_snapshots") or ()]
    quoted = [message.get("referenced_message") or {}, *forwarded]
    return "\n".join(filter(None, map(read_message, quoted)))


def is_about_unseen(message: Mapping[str, Any], command: Command) -> bool:
    """Return whether a message only points at another, whose words Discord keeps from bots without its privilege."""
    return bool(message.get("message_reference")) and not command.text and not command.subject
