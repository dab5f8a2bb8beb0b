"""Settings: the environment, and a ``.env`` file under it, read once into one frozen value."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "BRIEFBOT_"


@dataclass(frozen=True, slots=True)
class Secret:
    """A token: ``str`` and ``repr`` hide it, ``reveal`` does not."""

    _value: str = field(default="", repr=False)

    def reveal(self) -> str:
        """Return the token itself."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __str__(self) -> str:
        return "********" if self._value else ""

    __repr__ = __str__


def _default_database() -> str:
    from platformdirs import user_data_path  # noqa: PLC0415 - 10 ms that a set DATABASE_URL saves

    return f"sqlite:///{user_data_path('briefbot') / 'briefbot.db'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that can be set. Each field's variable is its name in capitals; docs/reference/settings.md tells what it does."""

    database_url: str = field(default_factory=_default_database)
    slack_api_url: str = "https://slack.com/api/"
    slack_bot_token: Secret = Secret()
    slack_app_token: Secret = Secret()
    slack_signing_secret: Secret = Secret()
    slack_mode: str = "socket"
    slack_http_host: str = "127.0.0.1"
    slack_http_port: int = 3000
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str = ""
    discord_token: Secret = Secret()
    briefbot_ranker: str = "default"
    briefbot_stances: str = "frames"
    briefbot_time_zone: str = "UTC"
    briefbot_read_minutes: int = 15
    briefbot_web_host: str = "127.0.0.1"
    briefbot_web_port: int = 8080
    briefbot_allow_private: bool = False
    briefbot_log: str = "plain"

    def require(self, *names: str) -> None:
        """Raise :class:`ConfigError` naming the first of these fields that is empty."""
        for name in names:
            if not getattr(self, name):
                variable = name.upper()
                raise ConfigError(variable, f"{variable} is not set; see docs/reference/settings.md.")


def _number(name: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 65_535:  # noqa: PLR2004 - the highest port
        raise ConfigError(name, f"{name} must be a whole number from 0 to 65535, not {text!r}.")
    return number


def _flag(name: str, text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.casefold() not in known:
        raise ConfigError(name, f"{name} must be yes or no, not {text!r}.")
    return known[text.casefold()]


def _zone(name: str, text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigError(name, f"{name} must be a time zone such as Europe/London, not {text!r}.") from error
    return text


def _one_of(*known: str) -> Callable[[str, str], str]:
    def check(name: str, text: str) -> str:
        if text not in known:
            raise ConfigError(name, f"{name} must be {' or '.join(known)}, not {text!r}.")
        return text

    return check


def _address(*schemes: str) -> Callable[[str, str], str]:
    def check(name: str, text: str) -> str:
        if not text.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ConfigError(name, f"{name} must begin with {' or '.join(s + '://' for s in schemes)}, not {text!r}.")
        return text

    return check


def _secret(_name: str, text: str) -> Secret:
    return Secret(text)


_PARSERS: Mapping[str, Callable[[str, str], object]] = {
    "slack_api_url": _address("https", "http"),
    "slack_bot_token": _secret,
    "slack_app_token": _secret,
    "slack_signing_secret": _secret,
    "slack_mode": _one_of("socket", "http"),
    "slack_http_port": _number,
    "discord_api_url": _address("https", "http"),
    "discord_gateway_url": _address("wss", "ws"),
    "discord_token": _secret,
    "briefbot_time_zone": _zone,
    "briefbot_read_minutes": _number,
    "briefbot_web_port": _number,
    "briefbot_allow_private": _flag,
    "briefbot_log": _one_of("plain", "json"),
}


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings; a variable that is empty counts as not set.

    Raises:
        ConfigError: If a value is wrong. It names the variable and says what it takes.
    """
    given: dict[str, object] = {}
    for each in fields(Settings):
        name = each.name.upper()
        text = environ.get(name, "").strip()
        if text:
            parse = _PARSERS.get(each.name)
            given[each.name] = parse(name, text) if parse else text
    return Settings(**given)  # type: ignore[arg-type]  # each value has been parsed by its field's own parser


def find_unknown(environ: Mapping[str, str]) -> list[str]:
    """Return one sentence for each ``BRIEFBOT_`` variable that means nothing, with the name that was perhaps meant."""
    known = [each.name.upper() for each in fields(Settings)]
    warnings = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            hint = f" Did you mean {near[0]}?" if near else ""
            warnings.append(f"{name} is not a setting of briefbot and is ignored.{hint}")
    return warnings


def load_environment(folder: Path | None = None) -> dict[str, str]:
    """Return the process's environment over what the folder's ``.env`` file says (the working directory's by default).

    Raises:
        ConfigError: If the file cannot be opened or is no text.
    """
    path = (folder or Path.cwd()) / ".env"
    below: dict[str, str] = {}
    if path.is_file():
        from dotenv import dotenv_values  # noqa: PLC0415 - only who has a .env file pays for its import

        try:
            below = {name: value or "" for name, value in dotenv_values(path).items()}
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
            raise ConfigError(".env", f"{path} cannot be read: {reason}.") from error
    return {**below, **os.environ}
