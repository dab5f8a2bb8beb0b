"""The manifests of the Slack app say what the adapter serves."""

import json
import re
from pathlib import Path

import pytest

from adapters.slack.http_mode import PATH
from adapters.slack.listeners import BRIEF_ANYTHING, BRIEF_THIS
from bot.commands import COMMANDS, CommandSpec

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
SOCKET = (HOW_TO / "slack-manifest.yaml").read_text(encoding="utf-8")
HTTP = (HOW_TO / "slack-manifest-http.yaml").read_text(encoding="utf-8")
GUIDE = (HOW_TO / "slack.md").read_text(encoding="utf-8")

SLACKS_OWN = {"help"}
"""Commands whose names are Slack's own, or mean nothing beside those of other apps: `/brief help` does as well."""


def to_yaml(command: CommandSpec) -> str:
    """Return a command as it stands in the manifest; a JSON string is one of YAML's too."""
    fields = {"description": command.summary, "usage_hint": command.example}
    lines = [f"      {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()]
    return f"    - command: /{command.name}\n{''.join(lines)}      should_escape: false\n"


def test_the_manifest_has_every_command() -> None:
    """Commands stand in the manifest as in the table: their names, in their order, with their summaries and examples."""
    expected = "".join(to_yaml(command) for command in COMMANDS if command.name not in SLACKS_OWN)

    _, _, rest = SOCKET.partition("  slash_commands:\n")

    assert expected == rest[: rest.index("oauth_config:")]


def test_the_manifest_has_both_shortcuts() -> None:
    """Each shortcut has the callback id that the adapter listens to."""
    assert [BRIEF_THIS, BRIEF_ANYTHING] == re.findall(r"callback_id: (\w+)", SOCKET)


def test_both_manifests_say_the_same() -> None:
    """For HTTP the manifest differs by its addresses alone, all of them the one that the adapter serves."""
    urls = re.findall(r"^ +(?:request_)?url: https://briefbot\.example\.org(\S+)$", HTTP, re.MULTILINE)
    without = re.sub(r"^ +(?:request_)?url: .*\n", "", HTTP, flags=re.MULTILINE)

    assert {PATH} == set(urls)
    assert SOCKET.count("- command:") + 2 == len(urls)
    assert (
        SOCKET.splitlines()[1:]
        == without.replace("socket_mode_enabled: false", "socket_mode_enabled: true").splitlines()[1:]
    )


def test_the_guide_gives_a_reason_for_every_scope() -> None:
    """The app asks for no scope that the guide does not explain."""
    _, _, scopes = SOCKET.partition("    bot:\n")

    for scope in re.findall(r"- (\S+)", scopes[: scopes.index("settings:")]):
        assert f"`{scope}`" in GUIDE


@pytest.mark.parametrize(
    ("field", "limit"),
    [("name", 24), ("description", 140), ("usage_hint", 1_000), ("command", 32), ("callback_id", 255)],
)
def test_the_manifest_keeps_slacks_limits(field: str, limit: int) -> None:
    """No text is longer than Slack takes it (docs.slack.dev/reference/app-manifest)."""
    texts = re.findall(rf"^[ -]+{field}: (.+)$", SOCKET, re.MULTILINE)

    assert texts
    assert max(map(len, texts)) <= limit
