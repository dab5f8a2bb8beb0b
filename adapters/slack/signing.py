"""Whether a request comes from Slack: its signature (docs.slack.dev/authentication/verifying-requests-from-slack).

The SDK's own check raises on a time that is no number, and on a signature that is not ASCII; so a stranger's request would
be answered as a fault of ours.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

OLDEST = 300
"""Seconds between our clock and a request's time, above which the request may be an old one sent again."""

_SECONDS = re.compile(r"[0-9]{1,12}")


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body that is sent at that time, in seconds since 1970."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def is_signed(secret: str, body: bytes, *, timestamp: str, signature: str, now: datetime) -> bool:
    """Return whether the signature is that of the body and of the time, and the time is not long ago or to come.

    Args:
        secret: The signing secret of the app.
        body: The request's body, as it came.
        timestamp: The request's ``X-Slack-Request-Timestamp``; empty if it has none.
        signature: The request's ``X-Slack-Signature``; empty if it has none.
        now: What time it is.
    """
    if not _SECONDS.fullmatch(timestamp) or abs(now.timestamp() - int(timestamp)) > OLDEST:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode(errors="surrogateescape"))
