"""Learn the default ranker's coefficients from summaries that people wrote: python -m benchmarks.summ.train FOLDER.

Coefficients are changed at random, and the changes go where ROUGE-2 rises: CMA-ES. What is sought is the mean over all kinds of
examples of ROUGE-2 as a share of lead's; falling below lead counts five times. Each trial also disturbs the merits of sentences a
little, so that what is found does not hang on single choices.

Source:
    Hansen (2016), The CMA evolution strategy: a tutorial, arXiv:1604.00772.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.summ.examples import make_examples
from benchmarks.summ.sets import read_sets
from bot.ranking.features import CONCEPTS, SENTENCES
from bot.ranking.learned import make_learned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from benchmarks.summ.examples import Example
    from bot.ranking.learned import Learned

    Numbers = NDArray[np.float64]

CHOICE = ("standing", "length", "spread")
SHORTFALL = 4.0  # how much worse it is to fall short of lead than it is good to be ahead
NOISE = 0.2  # standard deviation of the logarithms of what merits are multiplied by
TIE = 0.05  # what it costs to be one away from where the search began, in the square of each coefficient's mean
STEP = 0.12
POPULATION = 12
START: dict[str, dict[str, float]] = {  # set by hand
    "telling": {"place": -0.5},
    "merit": {"place": -0.2, "headline": 0.2, "support": 0.2, "centrality": 0.2},
    "concepts": {
        "told": 1.0, "articles": -0.5, "units": 0.7, "shared": 0.7, "stems": 0.2, "whole": 0.4, "ending": 0.3, "headline": 0.5,
        "headlines": 0.4,
    },
    "choice": {"standing": 0.3, "length": 0.7, "spread": 0.95},
}  # fmt: skip
WEIGHTS = {"multiling": 1.5 / 7}  # the same clusters in seven languages


class Objective:
    """Scores coefficients on examples, as a share of lead; about 1."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.lead = _means(examples, [example.lead() for example in examples])

    def scores(self, learned: Learned, rng: np.random.Generator | None = None) -> dict[str, float]:
        """Return the ROUGE-2 of each kind of examples."""
        noise = [1.0 if rng is None else np.exp(NOISE * rng.standard_normal(len(each.units))) for each in self.examples]
        scored = [each.score(learned, by) for each, by in zip(self.examples, noise, strict=True)]
        return _means(self.examples, scored)

    def value(self, scores: Mapping[str, float]) -> float:
        """Return the mean share of lead over all kinds, what falls short of it counted five times."""
        total = whole = 0.0
        for kind, score in scores.items():
            share = score / max(1e-9, self.lead[kind])
            weight = _weight(kind)
            total += weight * (share - SHORTFALL * max(0.0, 1.01 - share))
            whole += weight
        return total / whole


def _weight(kind: str) -> float:
    made = 0.5 if "," in kind else 1.0
    return made * next((weight for name, weight in WEIGHTS.items() if kind.startswith(name)), 1.0)


def _means(examples: Sequence[Example], scores: Sequence[float]) -> dict[str, float]:
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for example, score in zip(examples, scores, strict=True):
        kinds[example.kind].append(score)
    return {kind: float(np.mean(each)) for kind, each in kinds.items()}


def to_vector(numbers: Mapping[str, Mapping[str, float]]) -> Numbers:
    """Return coefficients in the order of the features."""
    return np.array([numbers[group].get(name, 0.0) for group, names in _layout() for name in names])


def to_numbers(vector: Numbers) -> dict[str, dict[str, float]]:
    """Return coefficients by name, rounded as they are shipped."""
    values = iter(vector)
    return {group: {name: round(float(next(values)), 3) for name in names} for group, names in _layout()}


def _layout() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("telling", SENTENCES), ("merit", SENTENCES), ("concepts", CONCEPTS), ("choice", CHOICE))


def search(value: Callable[[Numbers, int], float], start: Numbers, rounds: int) -> Numbers:
    """Return where ``value(vector, round)`` is high, near a start: CMA-ES with the tutorial's settings."""
    rng = np.random.default_rng(3)
    size, parents = len(start), POPULATION // 2
    share = np.log(parents + 0.5) - np.log(np.arange(1, parents + 1))
    share /= share.sum()
    mass = 1 / (share**2).sum()
    c_path, c_step = 4 / (size + 4), (mass + 2) / (size + mass + 5)
    c_one = 2 / ((size + 1.3) ** 2 + mass)
    c_rank = min(1 - c_one, 2 * (mass - 2 + 1 / mass) / ((size + 2) ** 2 + mass))
    damping = 1 + c_step + 2 * max(0.0, ((mass - 1) / (size + 1)) ** 0.5 - 1)
    expected = size**0.5 * (1 - 1 / (4 * size) + 1 / (21 * size**2))
    mean, step, spread = start.copy(), STEP, np.eye(size)
    path, step_path = np.zeros(size), np.zeros(size)
    for number in range(rounds):
        lengths, axes = np.linalg.eigh(spread)
        root = axes * np.sqrt(np.maximum(lengths, 1e-12))
        steps = rng.standard_normal((POPULATION, size)) @ root.T
        values = [
            value(mean + step * each, number) - TIE * float(np.mean((mean + step * each - start) ** 2))
            for each in steps
        ]
        best = steps[np.argsort(values)[::-1][:parents]]
        move = share @ best
        mean = mean + step * move
        whitened = axes @ ((axes.T @ move) / np.sqrt(np.maximum(lengths, 1e-12)))
        step_path = (1 - c_step) * step_path + (c_step * (2 - c_step) * mass) ** 0.5 * whitened
        path = (1 - c_path) * path + (c_path * (2 - c_path) * mass) ** 0.5 * move
        spread = (1 - c_one - c_rank) * spread + c_one * np.outer(path, path) + c_rank * (best.T * share) @ best
        step *= float(np.exp(c_step / damping * (np.linalg.norm(step_path) / expected - 1)))
    return mean


def show(title: str, objective: Objective, learned: Learned) -> None:
    """Print what coefficients reach, beside lead."""
    scores = objective.scores(learned)
    print(f"{title}: {objective.value(scores):.4f} of lead", flush=True)
    for kind, score in scores.items():
        print(f"  {kind:40} {score:6.2f}  lead {objective.lead[kind]:6.2f}")


def main() -> None:
    """Learn from all sets of a folder that ask nothing, or from one half of their topics with the other to test on."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summ.train", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sets are: *.jsonl, see README.md")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument(
        "--start", type=Path, help="coefficients to begin with; without it, those that were set by hand"
    )
    parser.add_argument("--half", type=int, choices=(0, 1), help="learn from this half, and test on the other")
    parser.add_argument("--output", type=Path, help="where to write the coefficients")
    arguments = parser.parse_args()
    start = to_vector(json.loads(arguments.start.read_text("utf-8")) if arguments.start else START)
    rng = np.random.default_rng(5)
    sets = read_sets(arguments.folder, queries=False)
    examples = [example for data in sets for example in make_examples(data, rng=rng)]
    halves = [[example for example in examples if example.topic % 2 == half] for half in (0, 1)]
    learning = Objective(examples if arguments.half is None else halves[arguments.half])
    found = learn(learning, start, arguments.rounds)
    show("learned from", learning, make_learned(found))
    if arguments.half is not None:
        test = Objective(halves[1 - arguments.half])
        show("tested on, before", test, make_learned(to_numbers(start)))
        show("tested on", test, make_learned(found))
    text = json.dumps(found, indent=2)
    print(text)
    if arguments.output:
        arguments.output.write_text(text + "\n", "utf-8")


def learn(objective: Objective, start: Numbers, rounds: int) -> dict[str, dict[str, float]]:
    """Search for coefficients; each round disturbs merits in its own way, the same for all that are tried in it."""

    def value(vector: Numbers, number: int) -> float:
        learned = make_learned(to_numbers(vector))
        return objective.value(objective.scores(learned, np.random.default_rng(number)))

    return to_numbers(search(value, start, rounds))


if __name__ == "__main__":
    main()
