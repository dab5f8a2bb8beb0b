"""The doctor asks the chats whether they take the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.doctor import Health, examine
from tests.peers.discord import DiscordPeer, Fault
from tests.peers.slack import APP_TOKEN, BOT_TOKEN, SlackPeer
from tests.support.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackPeer]:
    """Slack on loopback."""
    with SlackPeer() as peer:
        yield peer


@pytest.fixture
def discord() -> Iterator[DiscordPeer]:
    """Discord on loopback."""
    with DiscordPeer() as peer:
        yield peer


def find(environ: dict[str, str], name: str) -> tuple[Health, str]:
    """Return what the doctor finds of a chat."""
    found = [
        (finding.state, finding.sentence)
        for finding in examine({"DATABASE_URL": "sqlite://", **environ})
        if finding.sentence.startswith(f"{name}: ")
    ]
    assert 1 == len(found)
    return found[0]


def slack_environ(peer: SlackPeer, **changed: str) -> dict[str, str]:
    """Return Slack's settings."""
    given = {"SLACK_API_URL": peer.api_url, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    return {**given, **changed}


def discord_environ(peer: DiscordPeer, token: str = "") -> dict[str, str]:
    """Return Discord's settings."""
    return {"DISCORD_API_URL": peer.api_url, "DISCORD_TOKEN": token or peer.token}


def test_tokens_that_are_taken(slack: SlackPeer, discord: DiscordPeer) -> None:
    """With the right tokens, a chat is well."""
    said = "has what it needs, and its tokens are taken."

    assert (Health.WELL, f"slack: {said}") == find(slack_environ(slack), "slack")
    assert (Health.WELL, f"discord: {said}") == find(discord_environ(discord), "discord")


@pytest.mark.parametrize("variable", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_slack_refuses_a_token(slack: SlackPeer, variable: str) -> None:
    """Which one, and what to do."""
    state, sentence = find(slack_environ(slack, **{variable: f"{BOT_TOKEN[:5]}wrong"}), "slack")

    assert Health.ILL is state
    assert f"Slack refuses {variable} (invalid_auth): copy it again as docs/how-to/slack.md says." in sentence


def test_the_app_token_is_not_asked_about_where_nobody_uses_it(slack: SlackPeer) -> None:
    """By HTTP, Slack calls us."""
    environ = slack_environ(slack, SLACK_MODE="http", SLACK_SIGNING_SECRET="secret", SLACK_APP_TOKEN="")
    before = len(slack.called("apps.connections.open"))

    assert Health.WELL is find(environ, "slack")[0]
    assert before == len(slack.called("apps.connections.open"))


def test_discord_refuses_a_token(discord: DiscordPeer) -> None:
    """What to do is said."""
    expected = "discord: Discord refuses DISCORD_TOKEN; set the bot's current token."

    assert (Health.ILL, expected) == find(discord_environ(discord, "wrong"), "discord")


def test_a_chat_that_cannot_be_asked(slack: SlackPeer, discord: DiscordPeer) -> None:
    """It is not the token that is wrong, then."""
    slack.fail("auth.test", status=0)
    discord.faults.append(Fault(method="GET", path="/users/@me", status=503, body={}))
    found = [find(slack_environ(slack), "slack"), find(discord_environ(discord), "discord")]

    assert [Health.ILL, Health.ILL] == [state for state, _ in found]
    for _, sentence in found:
        assert "its tokens could not be checked. " in sentence
        assert sentence.endswith(" To do: see that this machine reaches it, then run briefbot doctor again.")


def test_wrong_tokens_end_with_a_status(discord: DiscordPeer, tmp_path: Path) -> None:
    """Scripts see it too."""
    shell = Shell(tmp_path)

    assert 0 == shell.run("doctor", **discord_environ(discord)).exit_code
    assert 1 == shell.run("doctor", **discord_environ(discord, "wrong")).exit_code
