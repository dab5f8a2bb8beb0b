"""Canonical addresses: one for each article, however it was linked to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
# Parameters that say who sent the reader, not what is read.
_TRACKING = re.compile(
    r"utm_|at_(?:medium|campaign|custom|link|bbc|ptr|format)|mc_[ce]id|hsa_|_hs|pk_|mtm_|wt[._]|ga_"
    r"|(?:fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|ttclid|li_fat_id|vero_id|mkt_tok|s_kwcid"
    r"|_ga|_gl|cmp|cmpid|icid|ncid|ocid|smid|smtyp|xtor|ito|guccounter|guce_referrer|guce_referrer_sig|__twitter_impression"
    r"|ref|ref_src|ref_url|feedtype|feedname|spm|taid|sr_share)$",
    re.IGNORECASE,
)
_SAFE = "/%:@!$&'()*+,;=~-._"


def canonical(address: str) -> str:
    """Return the canonical form of an http or https address; any other is returned as it is, without white space around it.

    Scheme and host become lower case, the scheme's own port, the fragment and parameters for tracking go, the other
    parameters are sorted.

    >>> canonical("HTTPS://Example.org:443/a?utm_source=x&b=2&a=1#top")
    'https://example.org/a?a=1&b=2'
    >>> canonical("https://example.org")
    'https://example.org/'
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return address
    if parts.scheme not in _PORTS or not parts.hostname:
        return address
    host = _to_ascii(parts.hostname)
    if ":" in host:
        host = f"[{host}]"
    if port and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0]))
    return urlunsplit((parts.scheme, host, quote(parts.path or "/", safe=_SAFE), urlencode(query), ""))


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
    return _site(one) == _site(other)


def _site(address: str) -> str:
    try:
        return re.sub(r"^(?:www|m|amp)\.", "", urlsplit(address).hostname or "")
    except ValueError:
        return address


def resolve_link(base: str, link: str) -> str:
    """Return a link of a page or feed as a canonical address; empty if it leads to nothing on the web.

    >>> resolve_link("https://example.org/news/", "../a"), resolve_link("https://example.org/", "javascript:alert(1)")
    ('https://example.org/a', '')
    """
    link = "".join(link.split())
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return canonical(whole) if link and parts.scheme in _PORTS and parts.hostname else ""


def choose_address(asked: str, declared: str) -> str:
    """Return the address that an article goes by: the one that its page declares, if that can be true.

    Pages that declare their site's front page, or another site, are not believed. A file is a page that someone saved.

    >>> choose_address("https://example.org/a?session=1", "/a"), choose_address("https://example.org/a", "/")
    ('https://example.org/a', 'https://example.org/a')
    """
    asked = canonical(asked)
    declared = resolve_link(asked, declared) if declared else ""
    parts = urlsplit(declared)
    believed = (parts.path != "/" or parts.query) and (
        same_site(asked, declared) or urlsplit(asked).scheme not in _PORTS
    )
    return declared if declared and believed else asked
