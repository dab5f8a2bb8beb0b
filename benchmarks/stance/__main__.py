"""Run this benchmark alone: ``python -m benchmarks.stance``."""

from benchmarks.stance import main

main()
