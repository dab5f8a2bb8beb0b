"""Addresses: as links give them, for fetching and showing, and in the one form by which they are compared."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
# Parameters that say who sent the reader, and nowhere what is read.
_TRACKING = re.compile(
    r"utm_|at_(?:medium|campaign|custom|link|bbc|ptr|format)|mc_[ce]id|hsa_|_hs(?:enc|mi|fp)|wt[._]mc"
    r"|(?:pk|mtm|piwik)_(?:campaign|kwd|keyword|source|medium|content|cid)"
    r"|(?:fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|ttclid|li_fat_id|vero_id|mkt_tok|s_kwcid"
    r"|_ga|_gl|cmpid|icid|ncid|ocid|smid|smtyp|xtor|ito|guccounter|guce_referrer|guce_referrer_sig|__twitter_impression"
    r"|ref_src|ref_url|sr_share)$",
    re.IGNORECASE,
)
_SAFE = "/%:@!$&'()*+,;=~-._"
# What https://url.spec.whatwg.org/#concept-basic-url-parser takes off the ends of a link, and out of it.
_ENDS = "".join(map(chr, range(0x21)))
_DROPPED = re.compile("[\t\n\r\ud800-\udfff]")


def canonical(address: str) -> str:
    """Return the form of an http or https address by which it is compared; any other is returned without space around it.

    Scheme and host become lower case, the scheme's own port, the fragment and parameters for tracking go, the other
    parameters are sorted. What stands at an address is asked for by :func:`tidy`'s form: a server may mind the difference.

    >>> canonical("HTTPS://Example.org:443/a?utm_source=x&b=2&a=1#top")
    'https://example.org/a?a=1&b=2'
    >>> canonical("https://example.org")
    'https://example.org/'
    """
    address = _strip(address)
    parts = _split(address)
    if parts is None:
        return address
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="replace")
    query = sorted(pair for pair in pairs if not _TRACKING.match(pair[0]))
    return _join(parts, urlencode(query, errors="replace"))


def tidy(address: str) -> str:
    """Return an http or https address as it can be asked for and linked to; any other as :func:`canonical` does.

    Its parameters stay as they were given. Only its fragment goes, which no server sees, and what cannot stand in an address
    is escaped.

    >>> tidy("HTTPS://Example.org/a b?b=2&a#top")
    'https://example.org/a%20b?b=2&a'
    """
    address = _strip(address)
    parts = _split(address)
    return address if parts is None else _join(parts, quote(parts.query, safe=f"{_SAFE}?[]", errors="replace"))


def drop_tracking(address: str) -> str:
    """Return an address without the parameters that say who sent the reader: what is shown of it.

    >>> drop_tracking("https://example.org/a?b=2&utm_source=x&a")
    'https://example.org/a?b=2&a'
    """
    head, mark, query = address.partition("?")
    kept = "&".join(pair for pair in query.split("&") if not _TRACKING.match(unquote(pair.partition("=")[0])))
    return f"{head}{mark}{kept}" if kept else head


def _strip(address: str) -> str:
    return _DROPPED.sub("", address.strip(_ENDS)).strip(_ENDS)


def _split(address: str) -> SplitResult | None:
    """Return the parts of an http or https address, its host as it is dialled; ``None`` for any other."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    host = _to_ascii(parts.hostname)
    if ":" in host:
        host = f"[{host}]"
    return parts._replace(netloc=f"{host}:{port}" if port and port != _PORTS[parts.scheme] else host)


def _join(parts: SplitResult, query: str) -> str:
    path = quote(parts.path or "/", safe=_SAFE, errors="replace")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _to_ascii(host: str) -> str:
    host = host.rstrip(".")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one host, a leading ``www.``, ``m.`` or ``amp.`` aside.

    >>> same_site("https://www.example.org/a", "https://example.org/b"), same_site("https://a.org", "https://b.org")
    (True, False)
    """
    return site(one) == site(other)


def site(address: str) -> str:
    """Return the host of an address without a leading ``www.``, ``m.`` or ``amp.``; what is no address as it is.

    >>> site("https://www.example.org/a")
    'example.org'
    """
    try:
        return re.sub(r"^(?:www|m|amp)\.", "", urlsplit(address).hostname or "")
    except ValueError:
        return address


def resolve_link(base: str, link: str) -> str:
    """Return a link of a page or feed as an address to ask for; empty if it leads to nothing on the web.

    >>> resolve_link("https://example.org/news/", "../a?ref=b"), resolve_link("https://example.org/", "javascript:alert(1)")
    ('https://example.org/a?ref=b', '')
    """
    link = _strip(link)
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return tidy(whole) if link and parts.scheme in _PORTS and parts.hostname else ""


def choose_address(asked: str, declared: str) -> str:
    """Return the address that an article goes by: the one that its page declares, if that can be true.

    Pages that declare their site's front page, or another site, are not believed. A file is a page that someone saved.

    >>> choose_address("https://example.org/a?session=1", "/a"), choose_address("https://example.org/a", "/")
    ('https://example.org/a', 'https://example.org/a')
    """
    asked = tidy(asked)
    declared = resolve_link(asked, declared) if declared else ""
    parts = urlsplit(declared)
    believed = (parts.path != "/" or parts.query) and (
        same_site(asked, declared) or urlsplit(asked).scheme not in _PORTS
    )
    return drop_tracking(declared if declared and believed else asked)
