"""Logs."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING

import pytest

from bot.logs import set_up_logs

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _root() -> Iterator[None]:
    """Leave the root logger as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level


def test_json_is_one_object_a_line() -> None:
    """Machines read level, time, event and fields."""
    stream = io.StringIO()
    set_up_logs("json", to=stream)
    logging.getLogger("bot.test").info("source read", extra={"url": "https://example.org/", "kept": 2})
    line = json.loads(stream.getvalue())

    assert {
        "event": "source read",
        "level": "info",
        "logger": "bot.test",
        "url": "https://example.org/",
        "kept": 2,
    }.items() <= (line.items())
    assert "timestamp" in line


def test_plain_lines_are_for_people() -> None:
    """People read the event and its fields, without colour outside a terminal."""
    stream = io.StringIO()
    set_up_logs("plain", to=stream)
    logging.getLogger("bot.test").warning("source failed: %s", "it does not answer", extra={"url": "x"})

    assert "source failed: it does not answer" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("form", ["plain", "json"])
def test_tracebacks_show_no_variables(form: str) -> None:
    """A traceback names places in the code, never what stood in variables there: tokens, and what people wrote."""
    stream = io.StringIO()
    set_up_logs(form, to=stream)
    secret = "xoxb-" + "secret"
    try:
        int(f"{secret[:0]}x")
    except ValueError:
        logging.getLogger("bot.test").exception("it fell")

    assert "test_logs.py" in stream.getvalue()
    assert "xoxb-secret" not in stream.getvalue()


def test_libraries_are_quiet() -> None:
    """What libraries say in passing is not logged, what they warn of is."""
    stream = io.StringIO()
    set_up_logs("plain", to=stream)
    logging.getLogger("httpx").info("request")
    logging.getLogger("httpx").warning("slow")

    assert "request" not in stream.getvalue()
    assert "slow" in stream.getvalue()
