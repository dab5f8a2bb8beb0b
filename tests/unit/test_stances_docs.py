"""The pages on stances say what the tables say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from benchmarks.stance.gold import read_stories
from bot.model import Label, Mode, Voice
from bot.stances.frames import SHOWN
from bot.stances.tables import read_table

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "stances.md").read_text(encoding="utf-8")
EXPLANATION = (ROOT / "docs" / "explanation" / "stances.md").read_text(encoding="utf-8")
COLUMNS = ("mode", "negated", "refused", "possible", "foreseen", "intended", "reported")


def rows(page: str) -> list[list[str]]:
    """Return the cells of all rows of the tables of a page."""
    return [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in page.splitlines() if line.startswith("| `")
    ]


def test_every_label_mode_and_voice_is_explained() -> None:
    """Each word of the model has its row."""
    explained = {row[0].strip("`") for row in rows(REFERENCE)}

    assert {*map(str, Label), *map(str, Mode), *map(str, Voice)} <= explained


def test_the_table_of_classes_is_the_data() -> None:
    """What is documented of a class is what the table says."""
    documented = {row[0].strip("`"): row[1:] for row in rows(REFERENCE) if len(row) == len(COLUMNS) + 2}
    classes = read_table("frames")["class"]

    assert documented == {
        name: [*(entry[column] for column in COLUMNS), "yes" if entry["topics"] else "no"]
        for name, entry in classes.items()
    }


def test_the_line_below_which_nothing_is_shown_is_the_code() -> None:
    """Both pages name the confidence that a stance needs."""
    assert f"below {SHOWN}" in REFERENCE
    assert f"Below {SHOWN}" in EXPLANATION


def test_the_documented_story_can_be_read(tmp_path: Path) -> None:
    """The example of a story is one."""
    example = re.search(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
    assert example is not None
    (tmp_path / "story.toml").write_text(example[1], encoding="utf-8")

    (story,) = read_stories(tmp_path)

    assert (2, 1) == (len(story.rows), len(story.traps))
    assert tomllib.loads(example[1])["title"] == story.article.title


def test_every_module_of_the_room_has_its_place_in_the_story() -> None:
    """The explanation names each module that takes part in a step."""
    told = set(re.findall(r"\w+", EXPLANATION))
    helpers = {
        "__init__",
        "frames",
        "lexicon",
        "tables",
        "context",
        "finding",
        "parsed",
        "scenes",
        "references",
        "specials",
    }
    helpers |= {"combining", "participles", "topics"}
    modules = {path.stem for path in (ROOT / "bot" / "stances").glob("*.py")} - helpers

    assert set() == modules - told
