"""Sentences: cases of the kinds that news is full of; ``|`` marks where one ends and the next begins."""

from __future__ import annotations

import pytest

from bot.text.boundaries import find_spans
from bot.text.sentences import split_sentences

CASES = {
    "en": """
        The summit ended.|No statement came.
        Who pays?|Nobody knows.|Never!
        Will they sign?|They might.
        It is over!!|They left?!|So it seems.
        The U.S. Senate voted.|The U.N. Security Council did not.
        He was posted to the U.S.|He stayed for years.
        Troops of the U.S.S.R. left in 1948.|They came back in 1950.
        The E.U. and the U.K. agreed.|Nobody else did.
        They met at the U.N. on Monday.|Talks go on.
        Lt. Gen. Kim Yong Bok was there.|Gen. Pak was not.
        Gov. Gavin Newsom and Sen. Tim Kaine, D-Va., spoke.|Rep. Smith listened.
        Mr. Xi came, Mrs. Peng too.|Ms. Lee stayed at home.
        Maj. Gen. Igor Konashenkov, Adm. Lee and Col. Park met.|Dr. Yun took notes.
        Prof. Andrei Lankov said so.|Amb. Linda Thomas-Greenfield did not.
        St. Petersburg hosts it.|Mt. Paektu does not.
        Martin Luther King Jr. Day is in January.|It is cold then.
        J. K. Rowling wrote it.|George W. Bush read it.
        It was signed by Sergei V. Lavrov.|Nobody else was there.
        J.D. Vance flew in.|Robert F. Kennedy Jr. did not.
        It was No. 1 on the list.|No. 2 was far behind.
        See Fig. 3 and p. 12 of the report.|Vol. 2 has more.
        Prices rose 3.5 percent to $75.20 a barrel.|They fell later.
        It has $100.00.|It wants more.
        Version 2.0 is out.|Version 3.1 is not.
        About 1,200.5 tonnes were sold.|The rest was not.
        They met at 10 a.m. Monday.|They parted at 4 p.m. sharp.
        It began at 5 p.m.|It ended at 6 p.m. GMT.
        It happened in Jan. 2024.|On Feb. 3 it ended.
        The pact of Sept. 9 holds.|That of Oct. 1 does not.
        Acme Inc. of Ohio makes it.|Foo Ltd. sells it.
        Bar Corp. shares fell.|Baz Co. did better.
        They sell arms, e.g. rockets, i.e. trouble.|Nobody minds.
        Shells, missiles, etc. were sent.|Food came back.
        Seoul vs. Pyongyang is old.|Tokyo vs. Beijing is older.
        Univ. officials agreed.|The Dept. of State did not.
        The blast hurt approx. 30 people, incl. 3 children.|Police came.
        “We will win,” he said.|She left.
        “We will fight. We will win,” he said.|She left.
        He said: “We will fight. We will win.”|She left.
        “Is this it?” he asked.|“No,” she said.
        He called it “a mistake.”|The U.S. did not.
        She said, "It is done."|He nodded.
        “Go now.”|“Never.”|She left.
        The “No. 1” enemy is gone.|Another came.
        Kim called Russia his country’s “most honest friend.”
        He asked, ‘Who goes there?’ and fired.|Nobody answered.
        He left (he was tired).|She stayed.
        He left.|(She stayed.)|They met again.
        I thought … well, I hoped.|Nothing came.
        He waited…|Then he left.
        He waited...|Then he left.
        It was … or so it seemed … the end.|It was not.
        See www.example.org/a.b.html for more.|It is free.
        Write to a.b@example.org.|They answer.
        They kept a promise made in May.|Italy urged both sides to talk.
        He told me.|“Italy is far,” he said.
        He buys works of art.|Italy sells them.
        They joined Acme Co.|The firm did well.
        It ended in Dec.|The war went on.
        Apple Inc. Chief Executive Tim Cook said so.|Nobody else did.
        The ’90s were hard.|The North’s people starved.
    """,
    "ar": "هل هذا صحيح؟|نعم هذا صحيح.",
    "de": "Am 3. Oktober kam er.|Am 4. ging er.",
    "el": "Ποιος ήρθε;|Κανείς δεν ήρθε.",
    "es": "¿Quién viene?|¡Nadie!|Así es.",
    "fr": "M. Macron est arrivé.|Il est reparti.",
    "hi": "यह पहला वाक्य है।|यह दूसरा है।",
    "ja": "彼は「行く。」と言った。|私は行かない。",
    "ru": "Он сказал: «Мы победим».|Все молчали.",
    "ur": "یہ پہلا جملہ ہے۔|یہ دوسرا ہے۔",
    "zh": "中国没有表态。|北京表示关切。",
}
UNSPACED = {"ja", "zh"}
EACH = [(language, line.strip()) for language, lines in CASES.items() for line in lines.strip().splitlines()]


def _texts(text: str, language: str = "en") -> list[str]:
    return [text[each.start : each.end] for each in split_sentences(text, language)]


@pytest.mark.parametrize(("language", "case"), EACH)
def test_sentences_end_where_they_end(language: str, case: str) -> None:
    """Each case is split exactly where it is marked."""
    text = case.replace("|", "" if language in UNSPACED else " ")

    assert case.split("|") == _texts(text, language)


def test_nothing_has_no_sentences() -> None:
    """Empty and blank texts give none."""
    assert [] == split_sentences("")
    assert [] == split_sentences(" \n\u00a0\n ")


def _headings(text: str) -> list[str]:
    return [text[each.start : each.end] for each in split_sentences(text) if each.heading]


def test_a_line_without_full_stop_is_a_heading() -> None:
    """A sub-heading is told from prose, and never glued to the sentence below it."""
    text = "A pact is signed\nThe pact was signed on Monday.\nWhat China wants\nChina wants calm. It says so."

    assert ["A pact is signed", "What China wants"] == _headings(text)
    assert "China wants calm." in _texts(text)


@pytest.mark.parametrize(
    "heading",
    [
        "What next for Beijing?",
        "## Background",
        "Key points:",
        "A Growing Concern for Both China and the U.S.",
        "“Our most honest friend”",
        "— Vladimir Putin, in Pyongyang",
        "新条约",
    ],
)
def test_headings_take_many_forms(heading: str) -> None:
    """Questions, labels, title case, quotations and attributions that stand alone are no sentences."""
    assert [heading] == _headings(f"{heading}\n\nThe ministers met for two hours on Monday. They agreed.")


@pytest.mark.parametrize(
    "prose",
    [
        "He left the U.S.",
        "Nobody knows who won the war, or what was won by it.",
        (
            "The minister who had come all the way from Seoul with a large delegation of traders, soldiers and scholars said "
            "that he would wait for as long as it took and then go home"
        ),
        "Beijing said: nothing will change.",
    ],
)
def test_prose_is_no_heading(prose: str) -> None:
    """A sentence, or a paragraph whose full stop was lost, may be shown."""
    assert [] == _headings(f"{prose}\n\nThe ministers met.")


def test_a_last_question_is_prose() -> None:
    """A short question that nothing follows is no heading of anything."""
    assert [] == _headings("The ministers met. They agreed.\n\nWho pays?")


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("SEOUL, June 20 (Reuters) -", "South Korea said so."),
        ("WASHINGTON (AP) —", "The U.S. said so."),
        ("KYIV, Ukraine —", "The front has moved."),
        ("MOSCOW, June 19. /TASS/.", "Russia said so."),
        ("New Delhi [India], June 20 (ANI):", "India said so."),
        ("(Yonhap) --", "It was cold in Seoul."),
    ],
)
def test_a_dateline_stands_apart(dateline: str, rest: str) -> None:
    """A dateline is read but not shown; the sentence begins after it."""
    text = f"{dateline} {rest} It was late."

    assert [dateline] == _headings(text)
    assert [dateline, rest, "It was late."] == _texts(text)


@pytest.mark.parametrize(
    "credit",
    [
        "Via Getty Images,",
        "Photo: AFP",
        "Photo credit: Reuters.",
        "Image via AP:",
        "Courtesy of KCNA via Reuters,",
        "(Photo by Alamy/Getty Images)",
    ],
)
def test_the_credit_of_a_picture_is_cut_off(credit: str) -> None:
    """A credit that was run into a paragraph is read but not shown; the sentence begins after it."""
    rest = "a meeting in Pyongyang ended with a pact between the two."

    assert [credit] == _headings(f"{credit} {rest} It was late.")
    assert [credit, rest, "It was late."] == _texts(f"{credit} {rest} It was late.")


@pytest.mark.parametrize(
    "text",
    [
        "Via Rail trains stood still on Monday.",
        "Reuters, the news agency, said so.",
        "Images of the launch were shown by KCNA on Monday.",
    ],
)
def test_a_sentence_about_an_agency_is_whole(text: str) -> None:
    """What only names an agency, or begins like a credit, is a sentence."""
    assert [text] == _texts(text)


@pytest.mark.parametrize(
    "text", ["NATO - the alliance - met.", "COVID-19 — the disease — spread.", "UN — so it is — met."]
)
def test_a_dash_makes_no_dateline(text: str) -> None:
    """An abbreviation before a pair of dashes is the beginning of a sentence."""
    assert [text] == _texts(text)


def test_the_marks_of_items_belong_to_no_sentence() -> None:
    """A bullet or a number is left out; a short item without a full stop counts as a heading."""
    text = "- Spending will rise.\n• Tanks\n2. China protests.\n* The minister will travel to Seoul on Monday next week"

    assert [
        "Spending will rise.",
        "• Tanks",
        "China protests.",
        "The minister will travel to Seoul on Monday next week",
    ] == _texts(text)
    assert ["• Tanks"] == _headings(text)


def test_lines_of_fixed_width_are_put_together() -> None:
    """A paragraph that was broken at column 70 is one paragraph; the next one is not glued to it."""
    text = (
        "The minister said on Monday that the two countries had agreed to meet\n"
        "again before the end of the year in order to talk about the border and\n"
        "the price of gas. He did not say where.\n"
        "Russia has not said whether it will come to the table at that time or\n"
        "send somebody else."
    )

    assert ["The minister", "He did not", "Russia has not"] == [
        " ".join(each.split()[: 3 if each[0] == "H" or each[0] == "R" else 2]) for each in _texts(text)
    ]


def test_offsets_count_characters() -> None:
    """Characters beyond the basic plane count as one."""
    text = "\U0001f600 It is done. \U0001f600 Nobody minds."

    assert ["\U0001f600 It is done.", "\U0001f600 Nobody minds."] == _texts(text)


@pytest.mark.parametrize("unit", ["word ", "“a ", "Mr. ", "x.\n", "… A", "(a "])
def test_long_texts_take_linear_time(unit: str) -> None:
    """Half a million characters without a sensible sentence are split all the same (the suite's own limit is the judge)."""
    text = unit * (500_000 // len(unit))

    found = split_sentences(text)

    assert found[-1].end <= len(text)


def test_white_space_alone_is_no_sentence() -> None:
    """A paragraph of blanks has no spans."""
    assert [] == list(find_spans("   \u00a0  ", 0, 6))


def test_a_wide_gap_parts_nothing() -> None:
    """Blanks by the dozen between two sentences are white space like any other."""
    gap = " " * 60

    assert ["It was late."] == _texts(f"{gap}It was late.{gap}")
    assert ["It was late.", "Nobody came."] == [each.strip() for each in _texts(f"It was late.{gap}\nNobody came.")]


def test_items_end_a_wrapped_paragraph() -> None:
    """In lines that were broken at a fixed width, an item begins anew, even where the line before it ends open."""
    text = (
        "The ministers who met in Geneva on Monday to speak of the\n"
        "treaty asked their envoys to look at these questions, and to\n"
        "- report to the council on the state of the border in the east\n"
        "before the end of the month, so that a vote can be held soon."
    )

    assert any(each.startswith("report to the council") for each in _texts(text))
