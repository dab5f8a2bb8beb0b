"""Plug-ins of strangers, as pip would install them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@contextmanager
def installed(folder: Path, *, modules: Mapping[str, str], **groups: Mapping[str, str]) -> Iterator[None]:
    """Install a distribution of these modules and entry points for as long as the context lasts.

    Args:
        folder: Where its files go.
        modules: The text of each, by name.
        groups: Entry points by name: of ``briefbot.rankers`` under ``rankers``, and so on.
    """
    site = folder / "site"
    about = site / "stranger-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    lines = [
        line
        for group, points in groups.items()
        for line in (f"[briefbot.{group}]", *(f"{name} = {target}" for name, target in points.items()))
    ]
    (about / "entry_points.txt").write_text("\n".join(lines))
    for name, text in modules.items():
        (site / f"{name}.py").write_text(text)
    sys.path.insert(0, str(site))
    try:
        yield
    finally:
        sys.path.remove(str(site))
        for name in modules:
            sys.modules.pop(name, None)
