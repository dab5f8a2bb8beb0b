"""The guarded fetch, against real servers on loopback."""

from __future__ import annotations

import gzip
import os
import ssl
import time
import tracemalloc
import zlib
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import FetchError
from bot.net.fetch import GuardedFetcher, Limits, check_address
from tests.support.loopback import Loopback, Request, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

KIBIBYTE = 1024
PEM = Path(__file__).parents[1] / "support" / "loopback.pem"

fetch = GuardedFetcher(allow_private=True, limits=Limits(size=64 * KIBIBYTE, seconds=5.0))


def at(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    """Return a resolver that leads every host to these addresses."""
    return lambda _host, _port: addresses


def serve(*pieces: bytes) -> Loopback:
    """Return a server that answers every request so."""
    return Loopback(lambda _: pieces)


def refused(url: str, fetcher: GuardedFetcher = fetch) -> FetchError:
    """Fetch, and return the error that must come of it: one sentence."""
    with pytest.raises(FetchError) as caught:
        fetcher(url)
    message = str(caught.value)
    assert message.endswith("."), message
    assert "\n" not in message
    return caught.value


def test_a_page_comes_with_what_the_headers_say() -> None:
    """Body, media type, charset and validators are those that the server sent."""
    with serve(
        *respond(b"caf\xe9", content_type='Text/HTML; Charset="ISO-8859-1"', etag='"v1"', last_modified="Thu")
    ) as server:
        got = fetch(server.url("/a?b=c#fragment"))

    assert server.url("/a?b=c") == got.url
    assert (200, "text/html", "iso-8859-1", '"v1"', "Thu", b"caf\xe9") == (
        got.status,
        got.media_type,
        got.charset,
        got.etag,
        got.modified,
        got.body,
    )
    assert not got.unchanged


def test_we_say_who_we_are_and_what_we_read() -> None:
    """A request names the bot, the host asked for, and the codings that can be unpacked; no validators unasked."""
    with serve(*respond()) as server:
        fetch(server.url("/news?page=1"))

    (request,) = server.requests
    assert "/news?page=1" == request.path
    assert request.headers["user-agent"].startswith("briefbot/")
    assert "gzip, deflate" == request.headers["accept-encoding"]
    assert f"127.0.0.1:{server.port}" == request.headers["host"]
    assert not {"if-none-match", "if-modified-since", "cookie", "authorization"} & set(request.headers)


def test_validators_are_sent_and_304_is_an_answer() -> None:
    """What was kept of the last answer makes the request conditional."""
    with serve(b'HTTP/1.1 304 Not Modified\r\netag: "v1"\r\nconnection: close\r\n\r\n') as server:
        got = fetch(server.url(), etag='"v1"', modified="Thu, 20 Jun 2024 08:00:00 GMT")

    (request,) = server.requests
    assert ('"v1"', "Thu, 20 Jun 2024 08:00:00 GMT") == (
        request.headers["if-none-match"],
        request.headers["if-modified-since"],
    )
    assert (True, b"", '"v1"') == (got.unchanged, got.body, got.etag)


def test_304_unasked_is_an_error() -> None:
    """Without validators there is nothing that could be unchanged."""
    with serve(b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n") as server:
        assert 304 == refused(server.url()).status


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "no such page (404)"),
        (410, "no such page (410)"),
        (403, "does not let us read"),
        (429, "come back later"),
        (503, "come back later"),
        (500, "is in trouble (500)"),
        (204, "answers 204 instead of a page"),
        (400, "answers 400 instead of a page"),
    ],
)
def test_each_status_is_a_sentence(status: int, said: str) -> None:
    """A status other than 200 is an error that carries it."""
    with serve(*respond(status=status)) as server:
        error = refused(server.url())

    assert status == error.status
    assert said in str(error)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("120", 120, 120),
        ("Sun, 01 Jan 2090 00:00:00 GMT", 1e9, 1e11),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 0, 0),
        ("soon", 0, 0),
        ("9" * 400, 1e11, 1e12),
        ("²", 0, 0),
    ],
)
def test_a_server_may_say_when_to_come_back(said: str, least: float, most: float) -> None:
    """Retry-After, in seconds or as a date, is carried; nonsense is none."""
    with serve(*respond(status=429, retry_after=said)) as server:
        error = refused(server.url())

    assert least <= error.retry_after <= most
    assert ("in 120 seconds" if said == "120" else "come back later") in str(error)


# --- Codings and sizes -----------------------------------------------------------------------------------------------


def raw_deflate(body: bytes) -> bytes:
    """Return deflate without zlib's header, as some servers send it."""
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(body) + engine.flush()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"news")),
        ("x-gzip", gzip.compress(b"ne") + gzip.compress(b"ws")),
        ("GZIP", gzip.compress(b"news") + b"\0\0"),
        ("deflate", zlib.compress(b"news")),
        ("deflate", zlib.compress(b"news") + b"more"),
        ("deflate", raw_deflate(b"news")),
        ("identity", b"news"),
    ],
)
def test_codings_are_unpacked(coding: str, packed: bytes) -> None:
    """Gzip in one member or several, with padding, and deflate in both of its forms give the same body."""
    with serve(*respond(packed, content_encoding=coding)) as server:
        assert b"news" == fetch(server.url()).body


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_what_was_packed_before_it_was_served_is_unpacked(coding: str) -> None:
    """A feed may stand on the server as feed.xml.gz, whether it is packed once more on its way or not."""
    packed = gzip.compress(b"news")
    with serve(*respond(gzip.compress(packed) if coding else packed, content_encoding=coding)) as server:
        assert b"news" == fetch(server.url()).body


def test_a_bomb_that_was_packed_twice_does_not_fill_the_memory() -> None:
    """The limit holds for what comes out in the end."""
    bomb = gzip.compress(gzip.compress(bytes(60_000_000)))
    with serve(*respond(bomb, content_encoding="gzip")) as server:
        assert "MiB" in str(refused(server.url()))


def test_an_empty_body_is_empty_in_any_coding() -> None:
    """No bytes are a body without content, not a damaged one."""
    with serve(*respond(b"", content_encoding="gzip")) as server:
        assert b"" == fetch(server.url()).body


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("br", b"\x0b\x01\x80news\x03"),
        ("gzip", b"not gzip"),
        ("gzip", gzip.compress(os.urandom(500))[:-20]),
        ("deflate", b"\xff\xff\xff\xff"),
        ("deflate", zlib.compress(os.urandom(500))[:400] + b"\xff" * 50),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(coding: str, packed: bytes) -> None:
    """An unknown coding, and a damaged or cut body, are errors."""
    with serve(*respond(packed, content_encoding=coding)) as server:
        assert "cannot be unpacked" in str(refused(server.url()))


def test_a_body_up_to_the_limit_is_read() -> None:
    """The limit itself still fits, plain or packed."""
    body = b"x" * 64 * KIBIBYTE
    with serve(*respond(body)) as server:
        assert body == fetch(server.url()).body
    with serve(*respond(gzip.compress(body), content_encoding="gzip")) as server:
        assert body == fetch(server.url()).body


@pytest.mark.parametrize(
    "pieces",
    [
        respond(b"x" * (64 * KIBIBYTE + 1)),
        [b"HTTP/1.1 200 OK\r\n\r\n", b"x" * (64 * KIBIBYTE + 1)],
        respond(gzip.compress(b"x" * (64 * KIBIBYTE + 1)), content_encoding="gzip"),
    ],
    ids=["length told", "length not told", "packed"],
)
def test_a_larger_body_is_one_sentence(pieces: list[bytes]) -> None:
    """More than the limit is refused, with the limit in the sentence."""
    with serve(*pieces) as server:
        assert "more than 0.0625 MiB" in str(refused(server.url()))


def test_ten_megabytes_are_read_by_default() -> None:
    """A page of 10 MB is within the default limit."""
    body = b"<p>news</p>\n" * (10 * 1024 * KIBIBYTE // 12)
    with serve(*respond(body)) as server:
        assert len(body) == len(GuardedFetcher(allow_private=True)(server.url()).body)


def test_a_gzip_bomb_does_not_fill_the_memory() -> None:
    """A small body that would unpack to 200 MB is stopped at the limit."""
    engine = zlib.compressobj(9, wbits=31)
    bomb = b"".join(engine.compress(bytes(1024 * KIBIBYTE)) for _ in range(200)) + engine.flush()
    fetcher = GuardedFetcher(allow_private=True, limits=Limits(size=1024 * KIBIBYTE))
    with serve(*respond(bomb, content_encoding="gzip")) as server:
        tracemalloc.start()
        refused(server.url(), fetcher)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert peak < 8 * 1024 * KIBIBYTE


# --- Time ------------------------------------------------------------------------------------------------------------


def drip(pieces: Iterable[bytes]) -> Loopback:
    """Return a server that sends a piece each 20 ms until the test ends."""

    def answer(_: Request) -> Iterator[bytes]:
        for piece in pieces:
            if server.stopping.wait(0.02):
                return
            yield piece

    server = Loopback(answer)
    return server


@pytest.mark.parametrize(
    "pieces",
    [
        (b"x" for _ in count()),
        (b"HTTP/1.1 200 OK\r\n" if n == 0 else b"x-%d: y\r\n" % n for n in count()),
        (b"HTTP/1.1 200 OK\r\n\r\n" if n == 0 else b"x" for n in count()),
        (b"HTTP/1.1 100 Continue\r\n\r\n" for _ in count()),
    ],
    ids=["status line", "headers", "body", "interim answers"],
)
def test_a_slow_drip_cannot_stretch_the_deadline(pieces: Iterable[bytes]) -> None:
    """However a server drips, the fetch ends by its deadline."""
    began = time.monotonic()
    with drip(pieces) as server:
        error = refused(server.url(), GuardedFetcher(allow_private=True, limits=Limits(seconds=0.3)))

    assert "took more than 0.3 seconds" in str(error)
    assert time.monotonic() - began < 3


def test_endless_headers_are_refused() -> None:
    """Headers beyond httpcore's bound of 100 KiB are no answer of a web server."""
    with Loopback(lambda _: (b"HTTP/1.1 200 OK\r\n" if n == 0 else b"a: b\r\n" * 1000 for n in range(200))) as server:
        assert "as a web server should" in str(refused(server.url()))


def test_a_server_that_says_nothing_is_told() -> None:
    """A connection that closes without an answer is an error."""
    with serve() as server:
        assert "as a web server should" in str(refused(server.url()))


def test_a_dead_server_is_told() -> None:
    """Nothing listens there."""
    with serve() as server:
        url = server.url()
    assert "cannot be reached" in str(refused(url))


def test_an_unknown_host_is_told() -> None:
    """A name that resolves to nothing is an address to check."""
    assert "There is no host nowhere.test" in str(refused("http://nowhere.test/", GuardedFetcher(resolve=at())))


def test_a_name_that_cannot_be_encoded_is_told() -> None:
    """A label too long for DNS is an address to check."""

    def encode(host: str, port: int) -> Sequence[str]:
        del port
        return [host.encode("idna").decode()]

    assert "is not a host's name" in str(refused(f"http://{'a' * 70}.test/", GuardedFetcher(resolve=encode)))


# --- Addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "should begin with https://"),
        ("example.org", "should begin with https://"),
        ("ftp://example.org/", "(ftp:)"),
        ("file:///etc/passwd", "(file:)"),
        ("javascript:alert(1)", "(javascript:)"),
        ("gopher://127.0.0.1:70/", "(gopher:)"),
        ("https://", "is not a web address"),
        ("http:///path", "is not a web address"),
        ("https://user:secret@example.org/", "leave them out"),
        ("https://user@example.org/", "leave them out"),
        ("http://example.org:22/", "Port 22"),
        ("http://example.org:6667/", "Port 6667"),
        ("http://example.org:99999/", "is not a web address"),
        ("http://[::1/", "is not a web address"),
        ("http://exa mple.org/", "is not a web address"),
        ("http://\x00/" + "a" * 200, "is not a web address"),
    ],
)
def test_only_web_addresses_are_asked(url: str, said: str) -> None:
    """What is no plain http or https address is refused, and no secret of it is repeated."""
    error = refused(url)

    assert said in str(error)
    assert "secret" not in str(error)


def test_the_webs_own_ports_are_asked() -> None:
    """Ports 80, 443 and the high ones pass; the scheme's own port goes without saying."""
    assert "http://example.org/" == str(check_address("http://example.org:80/#top"))
    assert "https://example.org:8443/" == str(check_address(" https://example.org:8443/ "))


LITERALS = (
    "127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "0", "0.0", "127.0.0.1.",
    "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[fec0::1]", "[fe80::1]", "[fd00::1]", "[ff02::1]",
    "169.254.169.254", "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "224.0.0.1", "255.255.255.255", "①②⑦.⓪.⓪.①",
    "127。0。0。1",
)  # fmt: skip


@pytest.mark.parametrize("host", LITERALS)
def test_no_spelling_of_a_private_address_gets_through(host: str) -> None:
    """Whatever way it is written, a private address gets no request."""
    with serve(*respond()) as server:
        refused(f"http://{host}:{server.port}/", GuardedFetcher(limits=Limits(seconds=3)))

    assert [] == server.requests


def test_a_private_address_is_told_with_the_way_out() -> None:
    """The sentence names the setting."""
    error = refused("http://intranet.test/", GuardedFetcher(resolve=at("10.0.0.8")))

    assert "intranet.test leads to 10.0.0.8" in str(error)
    assert "BRIEFBOT_ALLOW_PRIVATE=yes" in str(error)


def test_a_name_that_changes_its_address_is_checked_each_time() -> None:
    """DNS rebinding: what the second look-up gives is checked like the first."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    fetcher = GuardedFetcher(allow_private=True, resolve=lambda _host, _port: next(answers))
    with serve(*respond(status=302, location="/again")) as server:
        error = refused(server.url(host="rebinding.test"), fetcher)

    assert ["/"] == [request.path for request in server.requests]
    assert "169.254.169.254, an address that is not on the public network" in str(error)


# --- Redirects -------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_told() -> None:
    """The answer's address is where redirects led, fragments left out."""

    def answer(request: Request) -> list[bytes]:
        return respond(b"here") if request.path == "/b" else respond(status=301, location="b#part")

    with Loopback(answer) as server:
        got = fetch(server.url("/a"))

    assert (server.url("/b"), b"here") == (got.url, got.body)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://169.254.169.254/latest/meta-data/", "not on the public network"),
        ("http://[fe80::1]/", "not on the public network"),
        ("file:///etc/passwd", "(file:)"),
        ("http://user:secret@example.org/", "leave them out"),
        ("http://127.0.0.1:22/", "Port 22"),
        ("http://[/", "is not a web address"),
        ("http://exa mple.org/", "is not a web address"),
        ("http://[::1/", "no web address"),
        ("/", "without end"),
        ("", "without end"),
    ],
)
def test_each_redirect_is_checked(location: str, said: str) -> None:
    """A redirect leads no further than an address that was typed, and not round for ever."""
    with serve(*respond(status=302, location=location)) as server:
        assert said in str(refused(server.url()))

    assert len(server.requests) <= 6


def test_a_redirect_in_another_encoding_is_followed() -> None:
    """Bytes that are not UTF-8 in a Location are taken as Latin-1."""

    def answer(request: Request) -> list[bytes]:
        return respond(b"here") if request.path == "/caf%C3%A9" else respond(status=302, location="/café")

    with Loopback(answer) as server:
        assert b"here" == fetch(server.url("/")).body


# --- TLS -------------------------------------------------------------------------------------------------------------


def test_the_name_asked_for_is_shown_and_its_certificate_checked() -> None:
    """The server sees the name, not the address, in SNI and Host; one that nobody vouches for is not read."""
    names: list[str | None] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(PEM)
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=str(PEM))
    with Loopback(lambda _: respond(b"secret"), tls=tls) as server:
        doubting = GuardedFetcher(allow_private=True, resolve=at("127.0.0.1"))
        error = refused(server.url(host="news.test"), doubting)
        fetcher = GuardedFetcher(allow_private=True, resolve=at("127.0.0.1"), tls=trusting)
        got = fetcher(server.url(host="news.test"))

    assert "cannot prove that it is news.test" in str(error)
    assert b"secret" == got.body
    assert ["news.test", "news.test"] == names
    assert f"news.test:{server.port}" == server.requests[0].headers["host"]
