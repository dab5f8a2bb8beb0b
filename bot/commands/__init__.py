"""Commands: what people may say, and the use case that answers each."""

from bot.commands.parse import to_command
from bot.commands.table import COMMANDS, Argument, CommandSpec, find_command

__all__ = ["COMMANDS", "Argument", "CommandSpec", "find_command", "to_command"]
