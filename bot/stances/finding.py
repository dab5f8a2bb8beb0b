"""Findings: what a predicate shows by itself, before the words about it are weighed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Label, Mode
    from bot.stances.clauses import Clause
    from bot.stances.tables import Rule

SURE = 0.9
"""The confidence of a finding whose holder and target stand in the plainest places: a subject and an object by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A holder, a target and a label, and the predicate that shows them.

    ``at`` is the index of the predicate's phrase, ``about`` that of the target's; ``clause`` is the clause whose negation,
    modality and governors change it (``None``: there is none).
    """

    holder: str
    target: str
    label: Label
    rule: Rule
    at: int
    about: int
    clause: Clause | None
    confidence: float = SURE
    speaker: str = ""  # the person by whom the holder is named
    unreal: bool = False  # in a phrase that says that it is only possible: "the prospect of support"
    negated: bool = False  # in a phrase that says that there is none: "without support"
    mode: Mode | None = None  # what it is reported as, where the predicate itself says so
