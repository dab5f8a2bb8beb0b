"""The guard: which addresses may be dialled, and a network backend that dials no other.

The check is made on the address that the socket is then connected to, so that neither an odd literal (``0x7f.1``), nor a
redirect, nor a name that resolves to another address the second time (DNS rebinding) gets round it.
"""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Sequence

    Resolve = Callable[[str, int], Sequence[str]]

DIAL_SECONDS = 6.0  # for each address but the last, so that one dead address leaves time for the next

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291: all that IANA gives out to hosts
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: holds an IPv4 address in its last 32 bits
_NO_HOSTS = (
    IPv6Network("2001::/32"),  # Teredo and
    IPv6Network("2002::/16"),  # 6to4 lead into any IPv4 network,
    IPv4Network("192.88.99.0/24"),  # by this relay (RFC 7526)
    IPv6Network("3fff::/20"),  # for examples (RFC 9637); this Python may not know it
)
_INTRANETS = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("127.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv6Network("::1/128"),
    IPv6Network("fc00::/7"),
)


class RefusedError(Exception):
    """An address that may not be dialled; ``args`` holds the name asked for and the address it led to."""


class DeadlineError(Exception):
    """The time for the whole fetch is used up."""


def may_dial(address: str, *, allow_private: bool = False) -> bool:
    """Return whether a socket may be connected to an address.

    ``ipaddress``'s own ``is_global`` is true for multicast, for translated and tunnelled addresses of private hosts, and
    for site-local ones (Python 3.11), so IPv6 is held to what IANA gives out, and translations are looked through.

    Args:
        address: An IP address, as ``getaddrinfo`` gives it.
        allow_private: Let loopback and the private networks of RFC 1918 and RFC 4193 through as well; link-local ones,
            where clouds keep their machines' credentials, never.

    >>> may_dial("93.184.216.34"), may_dial("::ffff:127.0.0.1"), may_dial("2002:7f00:1::"), may_dial("224.0.0.1")
    (True, False, False, False)
    >>> may_dial("127.0.0.1", allow_private=True), may_dial("169.254.169.254", allow_private=True)
    (True, False)
    """
    try:
        ip = _look_through(ip_address(address))
    except ValueError:
        return False
    if allow_private and any(ip in network for network in _INTRANETS):
        return True
    if any(ip in network for network in _NO_HOSTS) or not ip.is_global:
        return False
    if isinstance(ip, IPv6Address):
        return ip in _GLOBAL_UNICAST
    return not ip.is_multicast and not ip.is_reserved


def _look_through(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(ip, IPv6Address):
        if ip.scope_id:
            raise ValueError(f"an address of one link: {ip}")
        if ip.ipv4_mapped:
            return ip.ipv4_mapped
        if ip in _NAT64:
            return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, in the order in which the system prefers them.

    Raises:
        OSError: If it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, more than 0.

        Raises:
            DeadlineError: If none are.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left


class GuardedBackend(httpcore.NetworkBackend):
    """Resolve a host, check each of its addresses, and connect to exactly one of those."""

    def __init__(self, deadline: Deadline, *, allow_private: bool = False, resolve: Resolve = resolve) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; httpcore's interface. The deadline stands in for ``timeout``."""
        del timeout
        *others, last = self._addresses(host, port)
        for address in others:
            seconds = min(DIAL_SECONDS, self._deadline.left())
            try:
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _TimedStream(stream, self._deadline)
        stream = self._sockets.connect_tcp(last, port, self._deadline.left(), local_address, socket_options)
        return _TimedStream(stream, self._deadline)

    def _addresses(self, host: str, port: int) -> list[str]:
        addresses = list(_within(self._deadline, self._resolve, host, port))
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        for address in addresses:
            if not may_dial(address, allow_private=self._allow_private):
                raise RefusedError(host, address)
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection whose reads and writes all end by one deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's interface
        return self._stream.get_extra_info(info)


def _within(deadline: Deadline, resolve: Resolve, host: str, port: int) -> Sequence[str]:
    """Resolve in a thread of its own: the system's resolver takes no time limit, and cannot be stopped."""
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        return answer.result(deadline.left())
    except TimeoutError as error:
        raise DeadlineError from error
