"""Every session in the documentation runs, and prints what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.console import ROOT, find_sessions, matches, run_page

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_SESSIONS = [page for page in PAGES if find_sessions(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", WITH_SESSIONS, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_session_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """A reader who types what stands there sees what stands there; ``python -m tests.support.console`` renews it."""
    for shown, real in run_page(page.read_text("utf-8"), tmp_path):
        for expected, actual in zip(shown, real, strict=True):
            if not matches(expected.printed, actual.printed):
                assert expected.lines == actual.lines


def test_the_readme_and_the_tutorial_have_sessions() -> None:
    """The check above has something to check."""
    assert {"README.md", "tutorial.md"} <= {page.name for page in WITH_SESSIONS}
