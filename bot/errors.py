"""What can go wrong, told to people in one sentence.

::

    BotError
    ├── ConfigError          a setting is missing or wrong
    ├── PluginNotFoundError  no ranker, stance method or adapter of that name
    ├── PluginError          a ranker, stance method or adapter falls
    ├── CommandError         what was typed cannot be understood
    ├── SourceError          a source cannot be read
    │   ├── FetchError       its address does not answer, or may not be asked
    │   └── ParseError       what it holds is not what it should be
    ├── StoreError           the database is damaged, or not to be used
    │   ├── StoreAwayError   it is locked, or out of reach: that may pass
    │   └── StoreMovedError  others have added to it in between
    └── ChannelError         a platform refused a post
        └── ChannelGoneError     and will always refuse it

``str(error)`` is the sentence for people: it says what to do. Logs take the attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class BotError(Exception):
    """Anything that briefbot raises on purpose."""


class ConfigError(BotError):
    """A setting is missing or wrong; ``variable`` names it."""

    def __init__(self, variable: str, message: str) -> None:
        super().__init__(message)
        self.variable = variable


class PluginNotFoundError(BotError):
    """No plug-in of that name stands in that entry-point group."""

    def __init__(self, group: str, name: str, known: Iterable[str]) -> None:
        self.group = group
        self.name = name
        self.known = tuple(sorted(known))
        super().__init__(
            f"There is no {_kind(group)} called {name!r}; choose one of: {', '.join(self.known) or 'none installed'}."
        )


class PluginError(BotError):
    """A plug-in falls while it is loaded or while it works; ``name`` says which, of which entry-point group."""

    def __init__(self, group: str, name: str, reason: Exception) -> None:
        self.group = group
        self.name = name
        super().__init__(
            f"The {_kind(group)} {name!r} falls ({type(reason).__name__}: {reason}); choose another, or mend what brings it."
        )


def _kind(group: str) -> str:
    """Return what an entry-point group's plug-ins are called."""
    return {"stances": "stance method"}.get(group.rpartition(".")[2], group.rpartition(".")[2].removesuffix("s"))


class CommandError(BotError):
    """What was typed cannot be understood; the message says what to type instead."""


class SourceError(BotError):
    """A source cannot be read; ``url`` says which."""

    def __init__(self, url: str, message: str) -> None:
        super().__init__(message)
        self.url = url


class FetchError(SourceError):
    """An address does not answer, answers with an error, or may not be asked. ``status`` is HTTP's, 0 without one.

    ``retry_after`` is for how many seconds its server asked to be left alone, 0 if it did not.
    """

    def __init__(self, url: str, message: str, *, status: int = 0, retry_after: float = 0.0) -> None:
        super().__init__(url, message)
        self.status = status
        self.retry_after = retry_after


class ParseError(SourceError):
    """What an address holds is not what it should be."""


class StoreError(BotError):
    """The database is locked, damaged or out of reach; ``url`` names it, without its password."""

    def __init__(self, url: str, message: str) -> None:
        super().__init__(message)
        self.url = url


class StoreAwayError(StoreError):
    """The database is locked by another program, or its server does not answer: that may pass by itself."""


class StoreMovedError(StoreError):
    """Articles were added in between by someone else: look again, and try again."""


class ChannelError(BotError):
    """A platform refused a post; it may be tried again, after ``retry_after`` seconds where the platform says so."""

    def __init__(self, place: str, message: str, *, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.place = place
        self.retry_after = retry_after


class ChannelGoneError(ChannelError):
    """A platform refused a post and always will: the channel is gone or the bot was put out of it."""
