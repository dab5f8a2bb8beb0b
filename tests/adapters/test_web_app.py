"""The web edge over a loopback socket, asked by a real client."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.web.app import build, listen, to_url
from adapters.web.guard import is_known_host, is_own_request
from bot.errors import ConfigError
from bot.model import Reply
from bot.ports import Status
from tests.support.web_house import Core, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


EVERYWHERE = "0.0.0.0"  # noqa: S104 - what a container listens on
LABELS = ("adapter", "command", "outcome", "le")


@pytest.fixture
def core() -> Core:
    """A core."""
    return Core()


@pytest.fixture
def web(core: Core) -> Iterator[httpx.Client]:
    """A client of a web adapter that runs."""
    with serving(core.env()) as adapter, httpx.Client(base_url=adapter.url, trust_env=False) as client:
        yield client


# --- The page ----------------------------------------------------------------------------------------------------------


def test_the_first_visit_shows_what_can_be_asked(web: httpx.Client, core: Core) -> None:
    """The page stands at /, with help."""
    response = web.get("/")

    assert 200 == response.status_code
    assert "text/html; charset=utf-8" == response.headers["content-type"]
    assert "What can be asked" in response.text
    assert ["help"] == [command.name for command in core.asked]


def test_what_is_typed_is_answered(web: httpx.Client, core: Core) -> None:
    """A form's words reach the core, and come back escaped."""
    response = web.post("/", data={"q": "stance <china> & co"})

    assert 200 == response.status_code
    assert [("stance", "<china> & co")] == [(command.name, command.text) for command in core.asked]
    assert "<p>stance: &lt;china&gt; &amp; co</p>" in response.text


@pytest.mark.parametrize("form", [{"q": "  "}, {}, {"other": "china"}])
def test_nothing_typed_is_help(web: httpx.Client, core: Core, form: dict[str, str]) -> None:
    """An empty box answers as the first visit does."""
    assert "What can be asked" in web.post("/", data=form).text
    assert ["help"] == [command.name for command in core.asked]


@pytest.mark.parametrize("words", ["x" * 2_001, "x" * 1_000_000])
def test_too_much_is_refused_in_a_sentence(web: httpx.Client, core: Core, words: str) -> None:
    """The core is not asked, and megabytes are not read."""
    response = web.post("/", data={"q": words})

    assert 413 == response.status_code
    assert "too long: the box takes 2,000 characters" in response.text
    assert [] == core.asked


def test_bytes_that_are_no_text_lose_nothing_else(web: httpx.Client, core: Core) -> None:
    """A form in another encoding is read as far as it can be."""
    headers = {"content-type": "application/x-www-form-urlencoded"}
    web.post("/", content=b"q=caf%E9+china", headers=headers)
    web.post("/", content=b"q=\xff+japan", headers=headers)

    assert ["caf\ufffd china", "\ufffd japan"] == [command.text for command in core.asked]


def test_commands_are_not_asked_for_by_address(web: httpx.Client, core: Core) -> None:
    """GET changes nothing: what stands in the address is no command."""
    web.get("/?q=source+add+https://example.org")

    assert ["help"] == [command.name for command in core.asked]


def test_other_addresses_and_methods_are_refused(web: httpx.Client) -> None:
    """There is one page."""
    assert 404 == web.get("/other").status_code
    assert 405 == web.put("/").status_code
    assert 200 == web.head("/").status_code


# --- Who may ask -------------------------------------------------------------------------------------------------------


def test_every_answer_carries_the_policy(web: httpx.Client) -> None:
    """No script, no frame, no form to elsewhere; on errors too."""
    for response in (
        web.get("/"),
        web.get("/style.css"),
        web.get("/other"),
        web.get("/", headers={"host": "evil.example"}),
    ):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "nosniff" == response.headers["x-content-type-options"]
        assert "server" not in response.headers


def test_another_name_is_turned_away(web: httpx.Client, core: Core) -> None:
    """A name that was made to lead here reads nothing."""
    response = web.get("/", headers={"host": "evil.example"})

    assert 421 == response.status_code
    assert [] == core.asked


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
    ],
)
def test_another_site_may_not_ask(web: httpx.Client, core: Core, headers: dict[str, str]) -> None:
    """A form of another site changes nothing."""
    response = web.post("/", data={"q": "source remove https://example.org"}, headers=headers)

    assert 403 == response.status_code
    assert [] == core.asked


def test_our_own_form_may_ask(web: httpx.Client, core: Core) -> None:
    """As a browser sends it, new or old."""
    origin = str(web.base_url).rstrip("/")
    for headers in ({"sec-fetch-site": "same-origin", "origin": origin}, {"origin": origin}):
        assert 200 == web.post("/", data={"q": "china"}, headers=headers).status_code

    assert 2 == len(core.asked)


@pytest.mark.parametrize(
    ("host", "own", "known"),
    [
        ("127.0.0.1:8080", "127.0.0.1", True),
        ("localhost:8080", "127.0.0.1", True),
        ("LOCALHOST.", "127.0.0.1", True),
        ("[::1]:8080", "::1", True),
        ("192.168.1.5", EVERYWHERE, True),
        ("briefbot:8080", EVERYWHERE, True),
        ("brief.example:8080", "brief.example", True),
        ("brief.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("evil.example:8080", EVERYWHERE, False),
        ("[::1", "::1", False),
        ("a/b", "", False),
        ("", "", False),
        (":8080", "", False),
    ],
)
def test_which_names_are_known(host: str, own: str, known: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Figures, names without a dot, and our own."""
    assert known is is_known_host(host, own)


def test_what_is_no_browser_may_ask() -> None:
    """A client that tells no origin cannot have been made to ask by a page."""
    assert is_own_request({"host": "127.0.0.1"}, "http")


# --- Health and metrics ------------------------------------------------------------------------------------------------


def test_health_is_that_it_answers(web: httpx.Client, core: Core) -> None:
    """It holds whatever the rest does."""
    core.status = Status(adapters={}, trouble=("The database is locked.",))

    assert (200, "alive\n") == ((response := web.get("/healthz")).status_code, response.text)


def test_readiness_names_each_trouble(web: httpx.Client, core: Core) -> None:
    """503 with a sentence for each thing, 200 once there is none."""
    assert (200, "ready\n") == ((response := web.get("/readyz")).status_code, response.text)

    core.status = Status(adapters={}, trouble=("The database is locked.", "discord is not connected."))
    response = web.get("/readyz")
    assert (503, ["The database is locked.", "discord is not connected."]) == (
        response.status_code,
        response.text.splitlines(),
    )


def test_metrics_tell_the_figures(web: httpx.Client, core: Core) -> None:
    """What Prometheus reads is what the status says."""
    response = web.get("/metrics")
    samples = {
        (sample.name, *(sample.labels[name] for name in LABELS if name in sample.labels)): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }

    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert (412, 44, 3, 2, 1) == tuple(
        samples[f"briefbot_{name}",] for name in ("articles", "sources", "sources_failing", "subscriptions", "ready")
    )
    assert (1, 0) == (samples["briefbot_adapter_ready", "slack"], samples["briefbot_adapter_ready", "discord"])
    assert 30 == samples["briefbot_last_tick_age_seconds",]
    assert 3 == samples["briefbot_commands_total", "brief", "answered"]
    assert 3 == samples["briefbot_command_duration_seconds_bucket", "brief", "answered", "+Inf"]
    assert 1 == samples["briefbot_command_duration_seconds_bucket", "brief", "answered", "0.05"]
    assert 0.5 == samples["briefbot_command_duration_seconds_sum", "brief", "answered"]
    assert ("process_resident_memory_bytes",) in samples

    core.status = replace(core.status, last_tick=None, trouble=("No.",))
    assert "last_tick_age" not in web.get("/metrics").text


# --- Its life ----------------------------------------------------------------------------------------------------------


def test_two_may_run_in_one_process() -> None:
    """Each has a port, and figures, of its own."""
    with serving(Core().env()) as one, serving(Core().env()) as other:
        assert one.url != other.url
        assert 200 == httpx.get(f"{one.url}metrics", trust_env=False).status_code
        assert 200 == httpx.get(f"{other.url}metrics", trust_env=False).status_code


def test_a_taken_port_is_told_in_a_sentence() -> None:
    """With what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        adapter = build(Core().env(port=port))
        with pytest.raises(ConfigError, match=f"port {port} of 127.0.0.1 .*set BRIEFBOT_WEB_PORT to another") as caught:
            adapter.run(threading.Event())

    assert "BRIEFBOT_WEB_PORT" == caught.value.variable
    assert not adapter.ready


@pytest.mark.parametrize(
    ("host", "variable"), [("no such host", "BRIEFBOT_WEB_HOST"), ("203.0.113.1", "BRIEFBOT_WEB_PORT")]
)
def test_an_address_that_is_not_ours_is_told_too(host: str, variable: str) -> None:
    """A name that means nothing, an address of another machine."""
    with pytest.raises(ConfigError) as caught:
        listen(host, 0)

    assert variable == caught.value.variable


def test_listening_for_all_is_warned_about(caplog: pytest.LogCaptureFixture) -> None:
    """Loopback is silent; all else says who can use the bot."""
    listen("127.0.0.1", 0).close()
    assert "" == caplog.text

    with listen(EVERYWHERE, 0) as listener:
        assert to_url(listener).startswith("http://127.0.0.1:")
    assert "whoever can reach it can use the bot" in caplog.text


def test_it_stops_though_an_answer_never_ends() -> None:
    """A running answer gets some seconds, no more."""
    asked, free = threading.Event(), threading.Event()

    def answer(_: object) -> Reply:
        asked.set()
        free.wait(30)
        return Reply(text="At last.")

    with serving(Core(answer=answer).env()) as adapter:
        asking = threading.Thread(target=ask_and_be_hung_up_on, args=(adapter.url,))
        asking.start()
        assert asked.wait(10)
        before = time.monotonic()
    stopped = time.monotonic() - before
    free.set()
    asking.join(10)

    assert stopped < 6
    assert not adapter.ready


def ask_and_be_hung_up_on(url: str) -> None:
    """Ask, and expect no answer."""
    with pytest.raises(httpx.HTTPError):
        httpx.post(url, data={"q": "china"}, timeout=20, trust_env=False).raise_for_status()
