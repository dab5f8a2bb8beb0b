"""``docker-compose.yml`` says what is there: commands, settings, files and ports."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapters.web.app import Pages
from bot.__main__ import serve
from bot.config import Settings
from bot.plugins import ADAPTERS, find_plugins
from tests.support.web_house import Core

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
FILE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "briefbot"}
SETTINGS = {each.name.upper(): each for each in fields(Settings)}
VARIABLES = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")
KNOWN = frozenset(
    [
        "build",
        "cap_drop",
        "command",
        "depends_on",
        "env_file",
        "environment",
        "healthcheck",
        "image",
        "init",
        "ports",
        "profiles",
        "read_only",
        "restart",
        "security_opt",
        "stop_grace_period",
        "tmpfs",
        "volumes",
    ]
)
"""The elements that it uses of https://docs.docker.com/reference/compose-file/services/."""


def test_every_element_is_one_of_compose() -> None:
    """At the top, and in each service; what is ours beside them begins with x-."""
    assert {"name", "services", "volumes", "x-briefbot"} == FILE.keys()
    assert {name: set() for name in SERVICES} == {name: set(each) - KNOWN for name, each in SERVICES.items()}


def test_what_is_named_is_there() -> None:
    """Services that others wait for, volumes, and the files that go into the image."""
    waited_for = {name for each in SERVICES.values() for name in each.get("depends_on", {})}
    mounted = {mount.partition(":")[0] for each in SERVICES.values() for mount in each.get("volumes", [])}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", FILE["x-briefbot"]["build"]["dockerfile_inline"], re.MULTILINE)

    assert waited_for <= SERVICES.keys()
    assert FILE["volumes"].keys() == mounted
    assert [] == [name for names in copied for name in names.split() if not (ROOT / name).exists()]


@pytest.mark.parametrize("name", OURS)
def test_each_process_is_started_as_the_command_line_has_it(name: str) -> None:
    """With adapters that exist."""
    command, *arguments = OURS[name].get("command", ["serve"])
    context = serve.make_context(command, list(arguments))

    assert "serve" == command
    assert {*context.params["only"], *context.params["but"]} <= find_plugins(ADAPTERS).keys()


def test_each_variable_is_a_setting() -> None:
    """Those that our processes are given, and those that are taken from .env; only PostgreSQL has one of its own."""
    given = {variable for each in OURS.values() for variable in each["environment"]}
    taken = {name for name, _ in VARIABLES.findall(TEXT)}

    assert given <= SETTINGS.keys()
    assert {"POSTGRES_PASSWORD"} == taken - SETTINGS.keys()


def test_without_a_file_of_settings_the_bot_runs_alone() -> None:
    """On SQLite, in its volume; what belongs to PostgreSQL waits for its profile, and need not be there."""
    alone = {name for name, each in SERVICES.items() if "profiles" not in each}
    bot = SERVICES["briefbot"]

    assert {"briefbot"} == alone
    assert {"DATABASE_URL": "sqlite:////data/briefbot.db"} == dict(
        VARIABLES.findall(bot["environment"]["DATABASE_URL"])
    )
    assert ["data:/data"] == bot["volumes"]
    assert [False] == [each["required"] for each in bot["depends_on"].values()]
    assert [False] == [each["required"] for each in bot["env_file"]]


def test_ports_are_those_of_the_settings_and_of_this_machine_alone() -> None:
    """The web page's, and Slack's for HTTP."""
    expected = {SETTINGS[name].default for name in ("BRIEFBOT_WEB_PORT", "SLACK_HTTP_PORT")}

    assert {f"127.0.0.1:{port}:{port}" for port in expected} == set(SERVICES["briefbot"]["ports"])


def test_the_health_that_is_asked_for_is_answered() -> None:
    """At the address of the web page."""
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)'", " ".join(FILE["x-briefbot"]["healthcheck"]["test"]))
    assert asked
    paths = {route.path for route in Pages(Core().env()).make_app(own="127.0.0.1").routes}  # type: ignore[attr-defined]  # all are Route

    assert SETTINGS["BRIEFBOT_WEB_PORT"].default == int(asked[1])
    assert asked[2] in paths


def test_only_one_process_is_connected_to_discord() -> None:
    """Which tells each connection everything: two would answer twice."""
    connected = [
        name for name, each in OURS.items() if "discord" not in each.get("command", []) or "--only" in each["command"]
    ]

    assert ["briefbot"] == connected
