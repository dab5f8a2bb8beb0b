"""The matrix: who is shown, what a cell adds up to, and how it looks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageFont

from bot.answering.evidence import Shown, gather
from bot.answering.find import fold_copies
from bot.answering.fonts import FOLDERS, find_font, has_letters, set_word
from bot.answering.matrix import Matrix, add_up, lay_out
from bot.answering.matrix_parts import describe
from bot.answering.picture import draw
from bot.answering.stance_replies import matrix_reply
from bot.model import Label, Mode, Picture, Query, Reply, Stance, Table, Voice
from bot.plain import to_text
from tests.support.answering import hold, house_of, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SUPPORTIVE, CRITICAL, CONCERNED = Label.SUPPORTIVE, Label.CRITICAL, Label.CONCERNED


def shown(*stances: Stance, origin: int | None = None) -> list[Shown]:
    """Return stances, each of an article of its own."""
    records = [write(n, "China and Japan.", stances=[each], origin=origin) for n, each in enumerate(stances)]
    return [Shown(record.stances[0], record) for record in records]


def laid_out(*stances: Stance, query: str = "", rows: int = 6, columns: int = 5) -> Matrix:
    """Return the matrix of one article."""
    query_of = Query(text=query, actors=tuple(query.split(",")) if query else ())
    groups = fold_copies([write(1, "China and Japan.", stances=stances)])
    return lay_out(groups, query_of, rows=rows, columns=columns)


def words(matrix: Matrix) -> dict[tuple[str, str], str]:
    """Return the words of the cells."""
    return {(cell.holder, cell.target): cell.word for cell in matrix.cells}


def reply_to(text: str, *stances: Stance) -> Reply:
    """Return the answer of a house that holds one article with these stances."""
    house = house_of(write(1, "China and Japan met.", stances=stances))
    request = house.ask(text)
    return matrix_reply(*house.answerer.matrix(request), request)


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ([hold("China", "Japan", SUPPORTIVE)], "supportive"),
        ([hold("China", "Japan", CRITICAL), hold("China", "Japan", Label.THREATENING)], "threatening"),
        (
            [hold("China", "Japan", CRITICAL, confidence=0.9), hold("China", "Japan", CONCERNED, confidence=0.6)],
            "critical",
        ),
        ([hold("China", "Japan", SUPPORTIVE), hold("China", "Japan", CONCERNED)], "mixed"),
        ([hold("China", "Japan", SUPPORTIVE)] * 4 + [hold("China", "Japan", CRITICAL)], "supportive"),
        ([hold("China", "Japan", CRITICAL, mode=Mode.PREDICTED)], "critical (foreseen)"),
        ([hold("China", "Japan", CRITICAL, mode=Mode.ALLEGED), hold("China", "Japan", SUPPORTIVE)], "supportive"),
    ],
)
def test_a_cell_adds_up(found: Sequence[Stance], word: str) -> None:
    """The heaviest label stands; clashing sides are mixed; what is not firm yields to what is."""
    assert word == add_up("China", "Japan", shown(*found)).word


def test_an_origin_counts_once() -> None:
    """One text that says a thing four times weighs no more than one that says it once."""
    often = write(1, "China and Japan.", stances=[hold("China", "Japan", SUPPORTIVE, span=(n, 9)) for n in range(4)])
    once = write(2, "China and Japan.", stances=[hold("China", "Japan", CRITICAL)])
    found = list(gather(fold_copies([often, once])))

    cell = add_up("China", "Japan", found)

    assert ("mixed", [SUPPORTIVE, CRITICAL]) == (cell.word, [each.stance.label for each in cell.shown])


def test_the_holders_own_words_stand_for_a_cell() -> None:
    """Of stances with the same label the one is shown that the holder itself vouches for."""
    cell = add_up("China", "Japan", shown(hold("China", "Japan"), hold("China", "Japan", voice=Voice.HOLDER)))

    assert [(Voice.HOLDER, 2)] == [(each.stance.voice, each.origins) for each in cell.shown]


def test_those_with_most_stances_come_first() -> None:
    """Rows and columns begin with those of whom most is known; an actor stands in both at the same place."""
    matrix = laid_out(
        hold("Japan", "China"),
        hold("India", "China"),
        hold("China", "Japan"),
        hold("China", "India"),
        hold("India", "Japan"),
    )

    assert ("China", "India", "Japan") == matrix.holders
    assert ("China", "India", "Japan") == matrix.targets


def test_what_finds_no_room_is_counted() -> None:
    """A matrix keeps to its rows and columns, shows no column without a known cell, and says how many pairs it lacks."""
    matrix = laid_out(
        *(hold(name, "China") for name in ("India", "Japan", "Nepal")), hold("Nepal", "Iran"), rows=2, columns=1
    )

    assert (("India", "Japan"), ("China",), 2) == (matrix.holders, matrix.targets, matrix.left_out)


def test_no_column_is_empty() -> None:
    """A target whose holders found no room has no column."""
    matrix = laid_out(hold("India", "China"), hold("India", "Iran"), hold("Nepal", "Japan"), rows=1)

    assert ("China", "Iran") == matrix.targets


def test_an_actor_stands_among_those_it_has_to_do_with() -> None:
    """Where actors alone are asked for, they lead, and who shares no stance with them is left out."""
    matrix = laid_out(
        hold("Japan", "China"), hold("Japan", "Russia"), hold("Russia", "China"), hold("NATO", "Iran"), query="China"
    )

    assert (("Japan", "Russia"), ("China", "Russia")) == (matrix.holders, matrix.targets)


def test_topics_come_after_actors() -> None:
    """A topic has a column where there is room; one that was asked for leads."""
    stances = hold("China", "topic: the Pact"), hold("Japan", "topic: the pact"), hold("Japan", "China")

    assert ("China", "topic: the Pact") == laid_out(*stances).targets
    asked = Query(text="pact", phrases=("pact",))
    groups = fold_copies([write(1, "China and Japan.", stances=stances)])
    assert "topic: the Pact" == lay_out(groups, asked, rows=6, columns=1).targets[0]


def test_nobody_holds_a_stance_toward_itself() -> None:
    """A pair of one is no pair."""
    assert Matrix() == laid_out(hold("China", "China"))


def test_the_table_says_what_is_unknown() -> None:
    """Each cell has a word and its source; the place of an actor toward itself is empty."""
    reply = reply_to("china", hold("China", "Japan"), hold("Japan", "China", SUPPORTIVE), hold("Russia", "China"))
    table = next(part for part in reply.parts if isinstance(part, Table))
    cells = [["".join(run.text for run in cell) for cell in row] for row in table.rows]

    assert ("", "China", "Japan") == table.head
    assert [
        ["China", "", "critical [1]"],
        ["Japan", "supportive [1]", ""],
        ["Russia", "critical [1]", "unknown"],
    ] == cells


def test_the_picture_says_the_same() -> None:
    """The picture is a PNG as large as its rows and columns take; its alt text has every known cell."""
    matrix = laid_out(hold("China", "Japan"), hold("India", "China", SUPPORTIVE, mode=Mode.PREDICTED))
    with Image.open(io.BytesIO(draw(matrix))) as picture:
        assert "PNG" == picture.format
        assert picture.width > 300 > picture.height

    assert (
        "Who stands where. China: critical toward Japan. India: supportive (foreseen) toward China. All else is unknown."
        == describe(matrix)
    )


def test_labels_are_marked_for_those_who_can_colour_them() -> None:
    """In the cells of a matrix and in the rows of words: the label alone, not what stands behind it."""
    reply = reply_to("china", hold("China", "Japan"), hold("Japan", "China", SUPPORTIVE, mode=Mode.PREDICTED))
    tables = [part for part in reply.parts if isinstance(part, Table)]
    marked = [[run for row in table.rows for cell in row for run in cell if run.stance] for table in tables]

    assert [["critical", "supportive"], ["critical", "supportive"]] == [
        [run.stance for run in runs if run.text == run.stance] for runs in marked
    ]
    assert all(run.text == run.stance for runs in marked for run in runs)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("China", {"China"}),
        ("North Korea–Russia", {"North Korea-Russia"}),
        ("Türkiye", {"Türkiye", "Turkiye"}),
        ("Łódź", {"Łódź", "Lodz"}),
        ("Москва", {"Москва", "row 2"}),
        ("北京", {"北京", "row 2"}),
    ],
)
def test_no_name_is_drawn_as_boxes(name: str, drawn: set[str], tmp_path: Path) -> None:
    """Where no font has its letters it loses its diacritics, or is named by its place; a machine without fonts does so."""
    words = [set_word(name, "row 2", size=20, folders=folders) for folders in (FOLDERS, (str(tmp_path),))]

    assert all(word.text in drawn and has_letters(word.font, word.text) for word in words)
    assert words[1].text.isascii()


def test_a_font_of_the_machine_is_taken_for_other_letters(tmp_path: Path) -> None:
    """One that can be loaded and has them; what only has the name of a font is passed over."""
    (tmp_path / "Arial.ttf").write_bytes(b"no font")
    found = find_font("Москва", 20)
    if found is None:
        pytest.skip("no font of this machine has Cyrillic letters")
    assert isinstance(found, ImageFont.FreeTypeFont)
    (tmp_path / "DejaVuSans.ttf").symlink_to(str(found.path))

    assert "Москва" == set_word("Москва", "row 1", size=20, folders=(str(tmp_path),)).text
    assert find_font("Москва", 20, (str(tmp_path / "nowhere"),)) is None


def test_a_pillow_without_freetype_has_the_letters_of_ascii() -> None:
    """Its font is a typewriter's."""
    font = ImageFont.load_default_imagefont()

    assert [True, False] == [has_letters(font, text) for text in ("China", "Türkiye")]


def test_the_picture_of_other_scripts_is_drawn(tmp_path: Path) -> None:
    """With the fonts of the machine and without."""
    matrix = laid_out(hold("Москва", "topic: 北京 العربية"), hold("India", "Москва", SUPPORTIVE))

    for folders in (FOLDERS, (str(tmp_path),)):
        with Image.open(io.BytesIO(draw(matrix, folders=folders))) as picture:
            assert picture.width > 300


def test_text_shows_the_table_alone() -> None:
    """Where there is a table, text leaves out the picture that says the same."""
    reply = reply_to("china", hold("China", "Japan"))

    assert any(isinstance(part, Picture) for part in reply.parts)
    assert "Picture" not in to_text(reply)


def test_no_stance_gives_no_matrix() -> None:
    """Abstaining is said in a sentence."""
    text = to_text(reply_to("china"), width=200)

    assert "No stance found: nothing in 1 article shows one beyond doubt." in text
    assert "unknown" not in text
