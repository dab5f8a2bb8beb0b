"""What may be dialled."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import httpcore
import pytest

from bot.net.guard import Deadline, DeadlineError, GuardedBackend, RefusedError, may_dial, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

PRIVATE = ("127.0.0.1", "127.8.9.10", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::1", "fd00::1")
NEVER = (
    "0.0.0.0",  # noqa: S104 - nothing is bound here
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::ffff:169.254.169.254",
    "::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_may_be_dialled(address: str) -> None:
    """A public address may be dialled, in translation too."""
    assert may_dial(address)


@pytest.mark.parametrize("address", [*PRIVATE, "::ffff:10.0.0.1", "64:ff9b::7f00:1"])
def test_private_addresses_need_leave(address: str) -> None:
    """Loopback and intranets are refused until the setting lets them through."""
    assert not may_dial(address)
    assert may_dial(address, allow_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_dialled(address: str) -> None:
    """Link-local, multicast, reserved and tunnelled addresses are refused whatever the setting."""
    assert not may_dial(address)
    assert not may_dial(address, allow_private=True)


def backend(
    answer: Sequence[str], *, allow_private: bool = True, seconds: float = 5.0, asked: list[str] | None = None
) -> GuardedBackend:
    """Make a backend whose resolver gives this answer."""

    def answered(host: str, port: int) -> Sequence[str]:
        del port
        (asked if asked is not None else []).append(host)
        return answer

    return GuardedBackend(Deadline(seconds), allow_private=allow_private, resolve=answered)


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    """A name that leads to a public and to a private address is not dialled at all."""
    with pytest.raises(RefusedError) as refused:
        backend(["8.8.8.8", "127.0.0.1"], allow_private=False).connect_tcp("both.test", 80)

    assert ("both.test", "127.0.0.1") == refused.value.args


def test_the_socket_goes_to_the_address_that_was_checked() -> None:
    """A name is looked up once, and the connection goes to that very answer."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        stream = backend(["127.0.0.1"], asked=asked).connect_tcp("rebinding.test", port)

        assert ("127.0.0.1", port) == stream.get_extra_info("server_addr")
        assert ["rebinding.test"] == asked
        stream.close()


@pytest.mark.parametrize("addresses", [["127.0.0.2", "::1", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"]])
def test_the_next_address_is_tried_when_one_is_dead(addresses: list[str]) -> None:
    """A host with several addresses is reached by the first that answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stream = backend(addresses).connect_tcp("three.test", listener.getsockname()[1])

        assert "127.0.0.1" == stream.get_extra_info("server_addr")[0]
        stream.close()


def test_the_last_dead_address_is_told() -> None:
    """A host of which no address answers cannot be reached."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(httpcore.ConnectError):
        backend(["127.0.0.1"]).connect_tcp("dead.test", port)


def test_no_address_is_no_host() -> None:
    """A resolver that finds nothing means that there is no such host."""
    with pytest.raises(socket.gaierror):
        backend([]).connect_tcp("nowhere.test", 80)


def test_a_stuck_resolver_does_not_hold_the_fetch() -> None:
    """A resolver that never answers is left behind at the deadline."""
    stuck = threading.Event()

    def wait(host: str, port: int) -> Sequence[str]:
        del host, port
        stuck.wait(10)
        return []

    with pytest.raises(DeadlineError):
        GuardedBackend(Deadline(0.05), resolve=wait).connect_tcp("slow.test", 80)
    stuck.set()


def test_a_deadline_that_has_passed_is_told() -> None:
    """No time left is an error before anything is asked of the network."""
    with pytest.raises(DeadlineError):
        Deadline(0).left()


def test_the_system_resolver_gives_each_address_once() -> None:
    """Addresses come as text, without repeats."""
    assert ["127.0.0.1"] == resolve("127.0.0.1", 80)
