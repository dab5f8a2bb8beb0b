"""Who may ask: the page has no accounts, so that no other page may ask in a visitor's name.

A page of another site can make a browser send a form here, or, when its own name is made to lead to this machine (DNS
rebinding), even read the answer. Against the first stands the origin that browsers tell, against the second the name that
they asked for.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers would call our own forms' origin null
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def is_known_host(host: str, own: str) -> bool:
    """Return whether a Host header names this machine and cannot be another site's name.

    That is the name that the page listens on, an address in figures, or a name without a dot, which no other site can have:
    ``localhost``, or a container's.

    Args:
        host: The header, with a port or without.
        own: The name or address that the page listens on.

    >>> is_known_host("127.0.0.1:8080", "127.0.0.1"), is_known_host("[::1]", ""), is_known_host("evil.example", "0.0.0.0")
    (True, True, False)
    """
    name = _without_port(host).casefold().rstrip(".")
    if name == own.casefold() or (name and not set(name) & set(".:[]/\\@?#% ")):
        return bool(name)
    try:
        ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() and not (":" in name and not name.endswith("]")) else host


def is_own_request(headers: Mapping[str, str], scheme: str) -> bool:
    """Return whether a request that may change something came from our own page, or from no browser at all.

    Browsers say where a request comes from in Sec-Fetch-Site, or at least in Origin, and cannot be made not to by a page;
    what says neither is no browser (https://pkg.go.dev/net/http#CrossOriginProtection).

    Args:
        headers: By lower-case name.
        scheme: Of the request.
    """
    if site := headers.get("sec-fetch-site"):
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin == f"{scheme}://{headers.get('host', '')}"


class Guard:
    """ASGI middleware that turns away what is not ours to answer, and sends the headers that browsers heed.

    Args:
        app: The application.
        own: The name or address that it listens on.
    """

    def __init__(self, app: ASGIApp, *, own: str) -> None:
        self._app = app
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in one sentence."""
        headers = Headers(scope=scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await (self._refuse(scope, headers) or self._app)(scope, receive, send_guarded)

    def _refuse(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if not is_known_host(headers.get("host", ""), self._own):
            sentence = "This page answers to its address in figures, to localhost, and to the name it listens on.\n"
            return PlainTextResponse(sentence, 421)
        if scope["method"] in _CHANGING and not is_own_request(headers, scope["scheme"]):
            return PlainTextResponse("Another site may not ask in your name.\n", 403)
        return None
