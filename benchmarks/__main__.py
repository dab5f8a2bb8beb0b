"""Run the benchmarks: python -m benchmarks [NAME…]; all of them without a name."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks

SHARED = frozenset({"__main__", "corpus"})


def main() -> None:
    """Run each module's ``main``, in the order of their names, as if it had been started without arguments."""
    known = [found.name for found in pkgutil.iter_modules(benchmarks.__path__) if found.name not in SHARED]
    wanted = sys.argv[1:] or known
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        sys.exit(f"There is no benchmark {unknown[0]}; choose from: {', '.join(known)}.")
    for name in wanted:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n=== {name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        sys.argv = [f"benchmarks.{name}"]
        module.main()


if __name__ == "__main__":
    main()
