"""The algebra of labels: what negation, refusal, modality and reports make of what a predicate shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Label, Mode
from bot.stances.labels import Circumstances, weigh_label, weigh_mode
from bot.stances.tables import Rule, load_frames

FLAGS = tuple(Circumstances.__slots__)
CLASSES = {"judge": "condemn", "back": "support", "give": "donate", "act": "attack", "feel": "fear"}


def rule(name: str) -> Rule:
    """Return the rule of a class, by a verb of it."""
    return load_frames().find("verb", CLASSES[name])[0].rule


@pytest.mark.parametrize(
    ("name", "label", "flags", "expected"),
    [
        ("judge", Label.CRITICAL, (), Label.CRITICAL),
        ("judge", Label.CRITICAL, ("negated",), None),
        ("judge", Label.CRITICAL, ("refused",), None),
        ("back", Label.SUPPORTIVE, ("negated",), Label.CRITICAL),
        ("back", Label.SUPPORTIVE, ("refused",), Label.CRITICAL),
        ("back", Label.SUPPORTIVE, ("refused", "negated"), Label.SUPPORTIVE),
        ("back", Label.SUPPORTIVE, ("ended",), Label.CRITICAL),
        ("back", Label.SUPPORTIVE, ("ended", "negated"), Label.SUPPORTIVE),
        ("back", Label.SUPPORTIVE, ("wary",), Label.CAUTIOUS),
        ("act", Label.CRITICAL, ("wary",), None),
        ("give", Label.SUPPORTIVE, ("negated",), None),
        ("give", Label.SUPPORTIVE, ("refused",), Label.CRITICAL),
        ("act", Label.CRITICAL, ("ended",), None),
        ("feel", Label.CONCERNED, ("asked",), None),
        ("back", Label.SUPPORTIVE, ("conditional",), None),
        ("back", Label.SUPPORTIVE, ("ordered",), None),
        ("back", Label.SUPPORTIVE, ("denied",), None),
    ],
)
def test_what_is_left_of_a_label(name: str, label: Label, flags: tuple[str, ...], expected: Label | None) -> None:
    """Each class says for itself what negation and refusal make of it."""
    assert expected == weigh_label(label, rule(name), Circumstances(**dict.fromkeys(flags, True)))


@pytest.mark.parametrize(
    ("name", "flags", "own", "expected"),
    [
        ("act", (), False, Mode.DID),
        ("act", (), True, Mode.SAID),
        ("act", ("possible",), False, Mode.PREDICTED),
        ("act", ("foreseen",), True, Mode.SAID),
        ("act", ("intended",), False, Mode.SAID),
        ("act", ("alleged",), False, Mode.ALLEGED),
        ("act", ("alleged",), True, Mode.SAID),
        ("judge", ("possible",), False, None),
        ("judge", ("intended",), False, None),
        ("feel", (), False, Mode.ATTRIBUTED),
    ],
)
def test_how_it_comes_to_be_reported(name: str, flags: tuple[str, ...], *, own: bool, expected: Mode | None) -> None:
    """What is possible, foreseen or alleged is said to be so; what one says oneself is said."""
    assert expected == weigh_mode(rule(name), Circumstances(**dict.fromkeys(flags, True)), own=own)


@given(st.sampled_from(sorted(CLASSES)), st.sampled_from(Label), st.sets(st.sampled_from(FLAGS)))
def test_nothing_is_left_of_what_is_denied(name: str, label: Label, flags: set[str]) -> None:
    """Whatever else is said, what is denied shows nothing, and no circumstance makes a threat of anything."""
    seen = Circumstances(**dict.fromkeys(flags, True))
    left = weigh_label(label, rule(name), seen)

    assert left is None or not seen.denied
    assert left is not Label.THREATENING or label is Label.THREATENING
