"""What a database's errors mean, in one sentence for people."""

from __future__ import annotations

import logging
import re
import sqlite3

from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreAwayError, StoreError

log = logging.getLogger(__name__)

NOT_A_DATABASE = (
    "{place} is not a database; nothing in it was touched. Set DATABASE_URL to another file, or move this one away."
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: "The database {place} is locked by another program; close that one, or try again in a moment.",
    sqlite3.SQLITE_LOCKED: "The database {place} is locked by another program; close that one, or try again in a moment.",
    sqlite3.SQLITE_NOTADB: NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: (
        "The database {place} is damaged; nothing in it was touched. Restore it from a copy, or move it away to begin anew."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database {place} cannot be opened; check that its folder exists and that briefbot may write there."
    ),
    sqlite3.SQLITE_PERM: "briefbot may not open the database {place}; check who may read and write it.",
    sqlite3.SQLITE_READONLY: "The database {place} can only be read; check that briefbot may write to it and its folder.",
    sqlite3.SQLITE_FULL: "The disk that holds the database {place} is full.",
    sqlite3.SQLITE_IOERR: "The disk that holds the database {place} fails to read or write.",
}

# By the first characters of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "28": "The database {place} refuses the user or the password in DATABASE_URL.",
    "3D": "There is no database {place}; create it (createdb), or correct DATABASE_URL.",
    "42501": "The user in DATABASE_URL may not do this in the database {place}; grant it the rights to create and write.",
    "25006": "The database {place} can only be read; point DATABASE_URL at the primary server.",
    "53": "The database server of {place} has no room or no connection to spare.",
    "55P03": "The database {place} is locked by another program; try again in a moment.",
    "57": "The database server of {place} is starting or stopping; try again in a moment.",
    "08": "The database server of {place} does not answer; check that it runs and that DATABASE_URL is right.",
}
_UNREACHABLE = _POSTGRESQL["08"]

# A server that refuses a connection gives no SQLSTATE, only a message: in English, or in a language with the word FATAL.
_REFUSES = "The database server of {place} refuses the connection; check the rest of DATABASE_URL."
_REFUSALS = (
    (re.compile("starting up|shutting down|recovery"), _POSTGRESQL["57"]),
    (re.compile("too many|remaining connection slots"), _POSTGRESQL["53"]),
    (re.compile(r'database ".*" does not exist'), _POSTGRESQL["3D"]),
    (re.compile(r'authentication|password|role ".*" does not exist'), _POSTGRESQL["28"]),
    (re.compile("FATAL"), _REFUSES),
    (re.compile(""), _UNREACHABLE),
)
_NO_TEXT = "The database {place} cannot keep a text that holds null characters or halves of characters."
_LOG = "; the log says more."
_BUSY = "The database {place} has no connection to spare; try again in a moment."


_PASSING = frozenset(
    {
        _SQLITE[sqlite3.SQLITE_BUSY],
        _SQLITE[sqlite3.SQLITE_LOCKED],
        *(_POSTGRESQL[state] for state in ("53", "55P03", "57", "08")),
        _BUSY,
    }
)


def to_error(error: Exception, *, url: str, place: str) -> StoreError:
    """Return what went wrong with the database as one of ours, in a sentence that says what to do; never a statement.

    Args:
        error: What a library raised.
        url: The database's address, without its password.
        place: What people call it.
    """
    sentence = _find_sentence(error)
    if sentence.endswith(_LOG):
        log.error("the database failed", exc_info=error)
    kind = StoreAwayError if sentence in _PASSING else StoreError
    return kind(url, sentence.format(place=place))


def _find_sentence(error: Exception) -> str:
    cause = (error.orig if isinstance(error, DBAPIError) else None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _SQLITE:  # the low byte is the kind, the rest says more
        return _SQLITE[code & 0xFF]
    state = getattr(cause, "sqlstate", None) or ""
    for length in (5, 2):
        if state[:length] in _POSTGRESQL:
            return _POSTGRESQL[state[:length]]
    if isinstance(error, (DataError, UnicodeError)):
        return _NO_TEXT
    if isinstance(error, PoolTimeoutError):
        return _BUSY
    if isinstance(error, (OperationalError, InterfaceError)) and not state and code is None:
        return next(sentence for pattern, sentence in _REFUSALS if pattern.search(str(cause)))
    return f"The database {{place}} failed ({type(cause).__name__}){_LOG}"
