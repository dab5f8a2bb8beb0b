"""``briefbot serve`` as it is run: processes that stop, that die, and whose database or network goes away."""

from __future__ import annotations

import re
import signal
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx
import pytest
import yaml
from sqlalchemy import update

from bot.bootstrap import utc_now
from bot.model import Place, Schedule, Source, SourceKind, State, Subscription
from bot.store.open import open_store
from bot.store.schema import delivery
from tests.peers.slack import APP_TOKEN, BOT_TOKEN, SlackPeer
from tests.support.door import Door
from tests.support.loopback import Loopback
from tests.support.records import make_record
from tests.support.service import Service
from tests.support.slack_payloads import slash
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.ports import Store
    from bot.store.sql import SqlStore
    from tests.support.loopback import Request

ROOT = Path(__file__).parents[2]
STOPS_WITHIN = 8.0  # seconds; docker waits for 10 by default


class Slack(SlackPeer):
    """Slack, which calls ``meanwhile`` when it has posted, before it says so."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], object] = lambda: None

    def _post(self, arguments: dict[str, object]) -> dict[str, object]:
        answer = super()._post(arguments)
        self.meanwhile()
        return answer


@pytest.fixture
def slack() -> Iterator[Slack]:
    """Slack on loopback."""
    with Slack() as slack:
        yield slack


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The store, beside the processes that use it."""
    store = open_store(url)
    yield store
    store.close()


def environ(url: str, slack: SlackPeer) -> dict[str, str]:
    """Return the settings of a process on a database, with a chat on loopback."""
    return {
        "DATABASE_URL": url,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
    }


def subscribe(store: Store, name: str, *, late: timedelta = timedelta(minutes=22)) -> None:
    """Let a channel of that name have a digest that has been due for so long."""
    due = utc_now().replace(second=0, microsecond=0) - late
    store.save_subscription(
        Subscription(
            id=name,
            place=Place(platform="slack", workspace="T1", channel=name.upper()),
            query="china",
            schedule=Schedule(at=due.time(), zone="UTC"),
            created=due - timedelta(minutes=1),
        )
    )


def ended(store: Store, name: str) -> bool:
    """Say whether a digest's delivery has come to its channel, with or without news."""
    return any(each.state in {State.POSTED, State.QUIET} for each in store.deliveries(name))


def let_leases_end(store: Store) -> None:
    """Do what some minutes do."""
    database = store._database  # type: ignore[attr-defined]  # no port lets anybody take a worker's lease away
    with database.write() as connection:
        connection.execute(
            update(delivery).values(lease=datetime(2020, 1, 1, tzinfo=UTC)).where(delivery.c.lease.is_not(None))
        )


def ends_without_leases(store: Store) -> bool:
    """Say whether c1's digest has ended; its lease is ended each time, for one may be taken just before the door opens."""
    let_leases_end(store)
    return ended(store, "c1")


def ask(service: Service, words: str) -> str:
    """Ask by the web page, and return the answer's text."""
    answer = httpx.post(service.url, data={"q": words}, timeout=30, trust_env=False)
    return re.sub(r"<[^>]+>|\s+", " ", answer.text)


def ready(service: Service) -> str:
    """Return what a process says of its readiness."""
    return httpx.get(f"{service.url}/readyz", timeout=30, trust_env=False).text


def test_a_process_with_the_clock_alone_posts(tmp_path: Path, url: str, store: Store, slack: Slack) -> None:
    """By the channel of a chat that does not run; late, and saying so; then it stops at once."""
    subscribe(store, "c1")
    with Service(tmp_path, "--only=clock", **environ(url, slack)) as service:
        service.find("slack: does not run here; digests are posted to it.")
        wait_for(lambda: ended(store, "c1"))
        status, seconds = service.stop()

    assert (0, "Stopped.") == (status, service.lines[-1])
    assert seconds < STOPS_WITHIN
    (message,) = slack.messages
    assert re.match(r"China.* \(Late by 2[2-4] min\)$", str(message["text"]))


def test_processes_share_the_work(tmp_path: Path, postgresql_url: str, slack: Slack) -> None:
    """Workers of docker-compose.yml: any of them answers, each knows what another was told, each digest is posted once."""
    command = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["worker"]["command"]
    store = open_store(postgresql_url)
    names = [f"c{number}" for number in range(12)]
    for name in names:
        subscribe(store, name)
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(Service(tmp_path, *command[1:], **environ(postgresql_url, slack))) for _ in "12"
        )
        added = ask(one, "digest add japan daily 08:00 Europe/London")
        listed = ask(other, "digest list")
        slack.wait(lambda: len(slack.open) == 2, 30)
        for connection in slack.open:
            slack.send("slash_commands", slash(slack, "list", command="/digest"), connection=connection)
        slack.wait(lambda: len(slack.responses) == 2, 30)
        wait_for(lambda: all(ended(store, name) for name in names))
        ends = [one.stop()[0], other.stop()[0]]
    store.close()

    found = re.search(r"Digest (\w{4}):", added)
    assert found
    assert f" {found[1]} " in listed
    assert ["1 digest here."] * 2 == [each.body["text"] for each in slack.responses]  # C1 has c1
    assert [0, 0] == ends
    assert sorted(name.upper() for name in names) == sorted(each["channel"] for each in slack.messages)


def test_a_kill_while_slack_posts_is_made_good(tmp_path: Path, url: str, store: Store, slack: Slack) -> None:
    """The process dies before it hears that Slack has posted; the next one asks, and posts nothing."""
    subscribe(store, "c1")
    with Service(tmp_path, "--only=clock", **environ(url, slack)) as service:
        slack.meanwhile = service.process.kill
        assert -signal.SIGKILL == service.end()
    before = [each.state for each in store.deliveries("c1")]
    let_leases_end(store)
    with Service(tmp_path, "--only=clock", **environ(url, slack)) as service:
        wait_for(lambda: ended(store, "c1"))
        service.stop()

    assert ([State.STAGED], 1) == (before, len(slack.messages))
    assert store.deliveries("c1")[0].message == slack.messages[0]["ts"]


def test_a_page_that_does_not_come_is_not_waited_for(tmp_path: Path) -> None:
    """It stops within seconds, and the source counts as neither read nor failed."""

    def never(_request: Request) -> Iterable[bytes]:
        feed.stopping.wait(60)
        return ()

    url = f"sqlite:///{tmp_path / 'test.db'}"
    store = open_store(url)
    with Loopback(never) as feed:
        source = Source(url=feed.url("/feed"), kind=SourceKind.FEED, added=utc_now() - timedelta(days=1))
        store.save_source(source)
        with Service(tmp_path, "--only=clock", DATABASE_URL=url, BRIEFBOT_ALLOW_PRIVATE="yes") as service:
            wait_for(lambda: feed.requests)
            status, seconds = service.stop()

    assert (0, "Stopped.") == (status, service.lines[-1])
    assert seconds < STOPS_WITHIN
    assert [(0, "")] == [(each.failures, each.error) for each in store.sources()]
    store.close()


def test_a_database_that_comes_later_and_goes_away(tmp_path: Path, postgresql_url: str, slack: Slack) -> None:
    """It is told in one sentence, whoever asks, and all goes on when it is there again; what was due then comes late."""
    folder = unquote(postgresql_url.partition("?host=")[2])
    database = postgresql_url.partition("@/")[2].partition("?")[0]
    with Door(f"{folder}/.s.PGSQL.5432") as door:
        through = f"postgresql://postgres:s3cret@127.0.0.1:{door.port}/{database}"
        sentence = f"The database server of {database} at 127.0.0.1:{door.port} does not answer"
        with Service(tmp_path, "--except=discord", **environ(through, slack)) as service:
            service.find(f"store: {sentence}")
            assert sentence in ready(service)
            assert sentence in ask(service, "brief china")

            door.open()
            wait_for(lambda: ready(service) == "ready\n")  # Slack may still be connecting
            assert "From the sample corpus" in ask(service, "brief china")

            door.close()
            assert sentence in ask(service, "brief china")
            assert sentence in ready(service)

            store = open_store(postgresql_url)
            subscribe(store, "c1")
            door.open()
            assert "China" in ask(service, "brief china")
            wait_for(lambda: ended(store, "c1"))
            store.close()
            assert 0 == service.stop()[0]

    assert 1 == len(slack.messages)
    assert not [line for line in service.lines if "Traceback" in line or "s3cret" in line]


def test_a_database_that_goes_away_while_slack_posts(tmp_path: Path, postgresql_url: str, slack: Slack) -> None:
    """What was posted is found when it is back, and not posted again."""
    folder = unquote(postgresql_url.partition("?host=")[2])
    database = postgresql_url.partition("@/")[2].partition("?")[0]
    store: SqlStore = open_store(postgresql_url)  # type: ignore[assignment]  # see let_leases_end
    store.add([make_record(1)])
    subscribe(store, "c1")
    with Door(f"{folder}/.s.PGSQL.5432") as door:
        door.open()
        slack.meanwhile = door.close
        through = f"postgresql://postgres@127.0.0.1:{door.port}/{database}"
        with Service(tmp_path, "--only=clock", **environ(through, slack)) as service:
            service.find("what is due could not be done: The database server of")
            slack.meanwhile = lambda: None
            before = store.deliveries("c1")[0].state
            door.open()
            wait_for(lambda: ends_without_leases(store))
            service.find("what is due is done again")
            service.stop()

    assert (State.STAGED, 1) == (before, len(slack.messages))
    store.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "mysql://ann:s3cret@db/news",
            "Error: DATABASE_URL must begin with sqlite:/// or postgresql://, not mysql://.",
        ),
        ("sqlite:///photo.db", "Error: photo.db is not a database; nothing in it was touched."),
    ],
)
def test_a_database_that_can_never_be_used_stops_the_start(tmp_path: Path, url: str, sentence: str) -> None:
    """With one sentence, status 1, and no word of the password."""
    (tmp_path / "photo.db").write_bytes(b"JFIF" * 100)
    with Service(tmp_path, "--only=clock", DATABASE_URL=url) as service:
        assert 1 == service.end()

    assert ["clock: runs."] == service.lines[:1]
    assert service.lines[-1].startswith(sentence)
    assert not [line for line in service.lines if "s3cret" in line or "Traceback" in line]
