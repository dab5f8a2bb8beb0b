"""Settings: read once, refused where wrong, silent about tokens."""

from pathlib import Path

import pytest

from bot.config import Secret, Settings, find_unknown, load_environment, read_settings
from bot.errors import ConfigError


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing needs to be set: the store stands in the user's data directory and both chats wait for tokens."""
    settings = read_settings({})

    assert settings.database_url.startswith("sqlite:///")
    assert "socket" == settings.slack_mode
    assert not settings.slack_bot_token
    assert "UTC" == settings.briefbot_time_zone


def test_an_empty_variable_counts_as_not_set() -> None:
    """Compose files pass empty strings for what is not set; they change nothing."""
    assert 3000 == read_settings({"SLACK_HTTP_PORT": " "}).slack_http_port


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("slack_http_port", "8443", 8443),
        ("briefbot_allow_private", "Yes", True),
        ("briefbot_allow_private", "off", False),
        ("briefbot_time_zone", "Asia/Kolkata", "Asia/Kolkata"),
        ("slack_api_url", "http://127.0.0.1:9/api/", "http://127.0.0.1:9/api/"),
        ("discord_gateway_url", "ws://127.0.0.1:9", "ws://127.0.0.1:9"),
    ],
)
def test_a_value_is_parsed(name: str, text: str, expected: object) -> None:
    """Each variable is the field's name in capitals, and its text becomes the field's type."""
    assert expected == getattr(read_settings({name.upper(): text}), name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SLACK_HTTP_PORT", "http"),
        ("SLACK_HTTP_PORT", "65536"),
        ("SLACK_HTTP_PORT", "-1"),
        ("SLACK_MODE", "carrier pigeon"),
        ("BRIEFBOT_TIME_ZONE", "Mars/Olympus"),
        ("BRIEFBOT_TIME_ZONE", "../../etc/passwd"),
        ("BRIEFBOT_ALLOW_PRIVATE", "perhaps"),
        ("DISCORD_API_URL", "discord.com/api/v10"),
    ],
)
def test_a_wrong_value_stops_the_start(name: str, text: str) -> None:
    """The error names the variable and shows what was given."""
    with pytest.raises(ConfigError) as caught:
        read_settings({name: text})

    assert name == caught.value.variable
    assert str(caught.value).startswith(name)
    assert repr(text) in str(caught.value)


def test_a_token_is_never_shown() -> None:
    """Neither the settings nor the secret itself print it; only ``reveal`` does."""
    settings = read_settings({"DISCORD_TOKEN": "swordfish"})

    assert "swordfish" == settings.discord_token.reveal()
    assert "swordfish" not in f"{settings!r} {settings.discord_token} {settings.discord_token!r}"


def test_what_is_required_is_named() -> None:
    """An adapter that lacks a setting learns the variable's name."""
    settings = Settings(slack_bot_token=Secret("xoxb"))

    settings.require("slack_bot_token")
    with pytest.raises(ConfigError, match=r"^SLACK_APP_TOKEN is not set"):
        settings.require("slack_bot_token", "slack_app_token")


def test_an_unknown_name_of_ours_warns() -> None:
    """A misspelt variable is told with the one that was perhaps meant; other programs' variables are none of ours."""
    warnings = find_unknown({"BRIEFBOT_TIMEZONE": "UTC", "BRIEFBOT_XYZZY": "1", "HOME": "/", "BRIEFBOT_LOG": "json"})

    assert [
        "BRIEFBOT_TIMEZONE is not a setting of briefbot and is ignored. Did you mean BRIEFBOT_TIME_ZONE?",
        "BRIEFBOT_XYZZY is not a setting of briefbot and is ignored.",
    ] == warnings


def test_a_dotenv_file_stands_under_the_environment(tmp_path: Path) -> None:
    """What the file says holds unless the environment says otherwise."""
    (tmp_path / ".env").write_text("BRIEFBOT_LOG=json\nHOME=/nowhere\nDISCORD_TOKEN\n", encoding="utf-8")

    environment = load_environment(tmp_path)

    assert "json" == environment["BRIEFBOT_LOG"]
    assert "/nowhere" != environment["HOME"]
    assert "" == environment["DISCORD_TOKEN"]


def test_without_a_dotenv_file_the_environment_is_all(tmp_path: Path) -> None:
    """The file is optional."""
    assert "PATH" in load_environment(tmp_path)


def test_a_dotenv_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    """A file in another encoding stops the start, and nothing of it is shown."""
    (tmp_path / ".env").write_bytes("SLACK_BOT_TOKEN=xoxb-1".encode("utf-16"))

    with pytest.raises(ConfigError, match=r"\.env cannot be read: it is not UTF-8 text\.$"):
        load_environment(tmp_path)
