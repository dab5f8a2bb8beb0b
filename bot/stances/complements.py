"""Complements: what stands to the right of a verb, its objects, prepositions and predicate adjective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stances.clauses import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.stances.clauses import Clause, Sketch


def add_complements(sketch: Sketch, clause: Clause) -> None:
    """Give a clause what stands to the right of its verb."""
    seen = clause.at
    for j in _to_the_right(sketch, clause):
        phrase = sketch.phrases[j]
        if phrase.kind == "AP" and clause.adjective < 0 and not clause.objects and not clause.prepositions:
            clause.adjective = j
        if phrase.kind != "NP" or phrase.joined >= 0 or phrase.renames >= 0:
            continue
        if phrase.prep:
            clause.prepositions.append((phrase.prep, sketch.members[j]))
        elif clause.objects and sketch.kind(sketch.skip(j - 1)) == "c":
            clause.objects[-1] = [*clause.objects[-1], *sketch.members[j]]
        elif len(clause.objects) <= 1 and not clause.prepositions:
            clause.objects.append(sketch.members[j])
        seen = j
    if clause.passive and not clause.after("by"):
        _find_agent(sketch, clause, seen)


def _to_the_right(sketch: Sketch, clause: Clause) -> Iterator[int]:
    """Yield what follows a verb until something else begins."""
    for j in range(clause.at + 1, min(len(sketch.phrases), clause.at + REACH)):
        kind = sketch.kind(j)
        if kind in {"NP", "p", "AP", "r", '"', "x", "(", ")"}:
            if kind == "NP" and not sketch.phrases[j].prep and _begins_clause(sketch, clause, j):
                return
            yield j
        elif (kind == "c" and sketch.kind(sketch.after(j)) in {"NP", "p", "AP"}) or (
            kind == "," and _is_listed(sketch, j)
        ):
            continue
        else:
            return


def _is_listed(sketch: Sketch, comma: int) -> bool:
    return sketch.kind(comma + 1) == "NP" and (
        sketch.phrases[comma + 1].joined >= 0 or sketch.phrases[comma + 1].renames >= 0
    )


def _begins_clause(sketch: Sketch, clause: Clause, j: int) -> bool:
    """Say whether a noun phrase is the subject of a verb that follows: "said Russia would"."""
    if clause.verb.word not in sketch.say and not clause.objects:
        return False
    for k in range(j + 1, min(len(sketch.phrases), j + 10)):
        kind = sketch.kind(k)
        if kind == "VG":
            return sketch.phrases[k].finite
        if kind in {"r", "x", "p"} or (kind == "NP" and (sketch.phrases[k].prep or sketch.phrases[k].joined >= 0)):
            continue
        if kind == "c" and sketch.kind(k + 1) == "NP" and sketch.phrases[k + 1].joined >= 0:
            continue
        return False
    return False


def _find_agent(sketch: Sketch, clause: Clause, last: int) -> None:
    """Find the agent of "met with scepticism, if not outright condemnation, by Western nations"."""
    for j in range(last + 1, min(len(sketch.phrases), last + 8)):
        phrase = sketch.phrases[j]
        if phrase.kind == "VG":
            return
        if phrase.kind == "NP" and phrase.prep == "by":
            clause.prepositions.append(("by", sketch.members[j]))
            return
