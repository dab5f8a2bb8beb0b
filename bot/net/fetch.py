"""The guarded fetch: what stands at an address, within bounds that no server can stretch.

httpcore speaks HTTP, over the backend in :mod:`bot.net.guard`; httpx parses addresses and trusts certificates. Proxies are
not used: the guard could not see whom a proxy dials.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING

import httpcore
import httpx

from bot.errors import FetchError
from bot.net.body import CODINGS, CodingError, TooLargeError, read_body
from bot.net.guard import Deadline, DeadlineError, GuardedBackend, RefusedError, may_dial, resolve
from bot.ports import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.net.guard import Resolve

MEBIBYTE = 1024 * 1024
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_LONG = 1_000_000  # seconds: a longer wait is said without a figure
_LONGEST_NUMBER = 12  # digits
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, application/xhtml+xml;q=0.9, "
    "text/plain;q=0.8, */*;q=0.5"
)
_GZIPPED = b"\x1f\x8b\x08"
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HOST = re.compile(rb"[\w.-]+|[\da-f:.]+")  # a name in ASCII, or an IPv6 address without its brackets
_NO_ADDRESS = "is not a web address: it should look like https://example.org."
_HIGHEST_PORT = 65_535
# Below 1024 only the web's own; above, those that https://fetch.spec.whatwg.org/#port-blocking blocks.
_LOW_PORTS = 1024
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a fetch may take: bytes of the decompressed body, seconds for all of it, and redirects."""

    size: int = 12 * MEBIBYTE
    seconds: float = 20.0
    redirects: int = 5


class GuardedFetcher:
    """A :class:`~bot.ports.Fetcher` that reaches public addresses only; safe to call from many threads.

    Args:
        allow_private: Reach loopback and private networks as well: for intranets, and for tests.
        limits: What one fetch may take.
        resolve: How a host and a port become addresses; the system's own way by default.
        tls: Whose certificates are trusted; those of SSL_CERT_FILE, or else certifi's, by default.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._limits = limits or Limits()
        self._resolve = resolve
        self._tls = tls or httpx.create_ssl_context()

    def __call__(self, url: str, /, *, etag: str = "", modified: str = "") -> Fetched:
        """Return what stands there: a 200, or a 304 if nothing has changed since these validators.

        Raises:
            FetchError: For all else; its message is one sentence that says what to do.
        """
        deadline = Deadline(self._limits.seconds)
        backend = GuardedBackend(deadline, allow_private=self._allow_private, resolve=self._resolve)
        headers = _headers(etag, modified)
        target = check_address(url)
        with httpcore.ConnectionPool(self._tls, network_backend=backend) as pool:
            for _ in range(self._limits.redirects + 1):
                with (
                    _told(url, target.host, self._limits),
                    pool.stream("GET", _to_wire(target), headers=headers) as response,
                ):
                    if response.status not in _REDIRECTS:
                        return _take(url, target, response, conditional=bool(etag or modified), limits=self._limits)
                    target = _follow(url, target, _header(response, b"location"))
        raise FetchError(url, f"{target.host} sends us from address to address without end: check the address.")


def check_address(url: str) -> httpx.URL:
    """Return the parsed address, without its fragment.

    Raises:
        FetchError: If it is no http or https address, holds a name or password, or a port that is not the web's.
    """
    try:
        target = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(url, f"{_shorten(url)} {_NO_ADDRESS}") from error
    if target.scheme not in {"http", "https"}:
        kind = f" ({target.scheme}:)" if target.scheme else ""
        raise FetchError(url, f"Only http and https addresses can be read{kind}: it should begin with https://.")
    if target.userinfo:
        raise FetchError(url, f"The address of {target.host} holds a name or a password: leave them out.")
    port = target.port or 443
    if not _HOST.fullmatch(target.raw_host) or port > _HIGHEST_PORT:
        raise FetchError(url, f"{_shorten(url)} {_NO_ADDRESS}")
    if (port < _LOW_PORTS and port not in {80, 443}) or port in _BAD_PORTS:
        raise FetchError(url, f"Port {port} is not one that web pages are served on: check the address.")
    return target.copy_with(fragment=None)


def _follow(url: str, target: httpx.URL, location: str) -> httpx.URL:
    try:
        return check_address(str(target.join(location)))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(url, f"{target.host} sends us on to what is no web address.") from error


def _headers(etag: str, modified: str) -> list[tuple[bytes, bytes]]:
    given = {
        "User-Agent": _user_agent(),
        "Accept": _ACCEPT,
        "Accept-Encoding": ", ".join(CODINGS),
        "If-None-Match": etag,
        "If-Modified-Since": modified,
    }
    return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in given.items() if value]


@lru_cache(maxsize=1)
def _user_agent() -> str:
    return f"briefbot/{version('briefbot')} (self-hosted news reader; feeds and linked pages only)"


def _to_wire(target: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)


def _take(url: str, target: httpx.URL, response: httpcore.Response, *, conditional: bool, limits: Limits) -> Fetched:
    status = response.status
    if status != HTTPStatus.OK and not (conditional and status == HTTPStatus.NOT_MODIFIED):
        wait = _retry_after(response) if status in _BUSY else 0.0
        raise FetchError(url, _say_status(target.host, status, wait), status=status, retry_after=wait)
    kind = _header(response, b"content-type")
    charset = _CHARSET.search(kind)
    return Fetched(
        url=str(target),
        status=status,
        media_type=kind.partition(";")[0].strip().lower(),
        charset=charset[1].lower() if charset else "",
        etag=_header(response, b"etag"),
        modified=_header(response, b"last-modified"),
        body=_body(response, limits.size) if status == HTTPStatus.OK else b"",
    )


def _body(response: httpcore.Response, limit: int) -> bytes:
    length = _header(response, b"content-length")
    if length.isdecimal() and int(length[:20]) > limit:
        raise TooLargeError
    body = read_body(response.iter_stream(), _header(response, b"content-encoding").lower(), limit)
    # A file that was packed before it was served, as feed.xml.gz, or a server that leaves the header out.
    return read_body([body], "gzip", limit) if body.startswith(_GZIPPED) else body


def _header(response: httpcore.Response, name: bytes) -> str:
    found = next((value for key, value in response.headers if key.lower() == name), b"")
    try:
        return found.decode().strip()
    except UnicodeDecodeError:
        return found.decode("latin-1").strip()


def _retry_after(response: httpcore.Response) -> float:
    """Return how many seconds a server asks to be left alone, in either form of RFC 9110, 10.2.3; 0 if it does not say."""
    said = _header(response, b"retry-after")
    if said.isascii() and said.isdecimal():
        return float(said[:_LONGEST_NUMBER])
    try:
        until = parsedate_to_datetime(said)
        return max(0.0, (until - datetime.now(until.tzinfo)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _say_status(host: str, status: int, wait: float) -> str:
    match status:
        case 404 | 410:
            return f"{host} has no such page ({status}): check the address."
        case 401 | 402 | 403 | 407 | 451:
            return f"{host} does not let us read this page ({status}): it may ask for a login, or refuse programs."
        case _ if status in _BUSY:
            later = f" in {wait:.0f} seconds" if 0 < wait < _LONG else " later"
            return f"{host} asks us to come back{later} ({status})."
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return f"{host} is in trouble ({status}): try again later."
        case _:
            return f"{host} answers {status} instead of a page: check the address."


@contextlib.contextmanager
def _told(url: str, host: str, limits: Limits) -> Iterator[None]:
    """Turn what the network raises into :class:`FetchError`, with one sentence that says what to do."""
    try:
        yield
    except RefusedError as error:
        name, address = error.args
        raise FetchError(url, _say_refused(name, address)) from error
    except (DeadlineError, httpcore.TimeoutException) as error:
        raise FetchError(url, f"{host} took more than {limits.seconds:g} seconds: try again later.") from error
    except TooLargeError as error:
        raise FetchError(
            url, f"{host} sends more than {limits.size / MEBIBYTE:g} MiB, the most that is read."
        ) from error
    except CodingError as error:
        raise FetchError(url, f"{host} sends a page that cannot be unpacked ({error}): try again later.") from error
    except socket.gaierror as error:
        raise FetchError(
            url, f"There is no host {host}, or its name cannot be looked up now: check the address."
        ) from error
    except UnicodeError as error:
        raise FetchError(url, f"{host} is not a host's name: check the address.") from error
    except httpcore.ProtocolError as error:
        raise FetchError(url, f"{host} does not answer as a web server should: check the address.") from error
    except (httpcore.NetworkError, OSError) as error:
        raise FetchError(url, _say_broken(host, error)) from error


def _say_refused(host: str, address: str) -> str:
    leads = "is" if host == address else f"leads to {address},"
    if may_dial(address, allow_private=True):
        return f"{host} {leads} an address of a private network: set BRIEFBOT_ALLOW_PRIVATE=yes if it is yours to read."
    return f"{host} {leads} an address that is not on the public network: check the address."


def _say_broken(host: str, error: Exception) -> str:
    reason = error.args[0] if error.args else None  # httpcore wraps what it maps
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"{host} cannot prove that it is {host} ({reason.verify_message}): its certificate needs mending."
    return f"{host} cannot be reached: check the address, or try again later."


def _shorten(url: str) -> str:
    most = 80
    shown = "".join(char for char in url if char.isprintable())
    return shown if len(shown) <= most else shown[: most - 1] + "…"
