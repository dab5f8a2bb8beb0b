"""Slack, as the entry point finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ConfigError

if TYPE_CHECKING:
    from adapters.slack.adapter import SlackAdapter
    from bot.ports import Env


def build(env: Env) -> SlackAdapter:
    """Return the Slack adapter.

    Raises:
        ConfigError: If a token is not set, or slack-bolt is not installed.
    """
    second = "slack_app_token" if env.settings.slack_mode == "socket" else "slack_signing_secret"
    env.settings.require("slack_bot_token", second)
    try:
        from adapters.slack.adapter import SlackAdapter  # noqa: PLC0415 - an extra, and half a second
    except ModuleNotFoundError as error:
        message = "SLACK_BOT_TOKEN is set, but slack-bolt is not installed: pip install 'briefbot[slack]'."
        raise ConfigError("SLACK_BOT_TOKEN", message) from error
    return SlackAdapter(env)
