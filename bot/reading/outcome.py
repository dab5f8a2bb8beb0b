"""What became of an address that was read. Failures are values: one bad feed never stops a run."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.counts import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What reading an address gave: ids of articles, and sentences for people.

    ``kept`` are new in the store, ``known`` were there already; ``copies`` are those of ``kept`` whose text another article
    had brought before. ``waiting`` counts the entries of a feed that are left for its next reading. ``failures`` say what
    could not be read, ``skipped`` what was left out on purpose, one sentence each.
    """

    address: str
    kept: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    waiting: int = 0
    failures: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """What came of it, in one sentence.

        >>> Outcome(address="notes", kept=("a", "b"), copies=("b",), known=("c",)).summary
        'notes: 2 articles read, 1 of them a copy; 1 read before.'
        >>> Outcome(address="notes").summary
        'notes: nothing new to read.'
        """
        said = []
        if self.kept:
            said.append(f"{count(len(self.kept), 'article')} read{self._copies}")
        if self.known:
            said.append(f"{len(self.known)} read before")
        if self.waiting:
            said.append(f"{self.waiting} {'waits' if self.waiting == 1 else 'wait'} for the next reading")
        if self.failures:
            said.append(f"{len(self.failures)} failed")
        return f"{self.address}: {'; '.join(said) or 'nothing new to read'}."

    @property
    def _copies(self) -> str:
        many = len(self.copies)
        return f", {many} of them {'a copy' if many == 1 else 'copies'}" if many else ""
