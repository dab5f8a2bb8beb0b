"""Commands: what people may say, and the use case that answers each."""

from bot.commands.form import DAYS, LONGEST_QUERY, DigestForm, fill_digest_form, wants_form
from bot.commands.parse import to_command
from bot.commands.table import COMMANDS, Argument, CommandSpec, find_command

__all__ = [
    "COMMANDS",
    "DAYS",
    "LONGEST_QUERY",
    "Argument",
    "CommandSpec",
    "DigestForm",
    "fill_digest_form",
    "find_command",
    "to_command",
    "wants_form",
]
