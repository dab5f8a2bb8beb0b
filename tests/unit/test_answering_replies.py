"""Briefs as replies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.brief import Answerer
from bot.answering.find import LIMIT
from bot.answering.lines import footer, voice_of
from bot.answering.replies import brief_reply, gist, sentence_reply, silence
from bot.answering.verify import check_brief, verify_reply
from bot.errors import CommandError
from bot.model import Actions, Coverage, Label, Mode, Reply, Source, SourceKind, Stance, Voice
from bot.plain import to_text
from tests.support.answering import NOW, House, hold, house_of, take_first, write

TREATY = "Russia and North Korea signed the treaty."
FEARS = "Experts say China will be displeased."
RECORD = write(
    1,
    TREATY,
    FEARS,
    stances=(
        hold(
            "China",
            "topic: the treaty",
            Label.CONCERNED,
            voice=Voice.ANALYST,
            mode=Mode.PREDICTED,
            span=(len(TREATY) + 1, len(TREATY) + 1 + len(FEARS)),
        ),
    ),
    publisher="Example",
)
COPY = write(2, TREATY, FEARS, origin=1, publisher="Northgate")


def reply_of(house: House, text: str, *, private: bool = True) -> Reply:
    """Answer a query with a reply."""
    request = house.ask(text)
    return brief_reply(house.answerer.brief(request), request, private=private)


def buttons_of(reply: Reply) -> dict[str, str]:
    """Return the buttons of a reply: their labels, and the commands that they carry."""
    actions = [part for part in reply.parts if isinstance(part, Actions)]
    return {button.label: f"{button.name} {button.text}" for part in actions for button in part.buttons}


def test_a_brief_reads_from_title_to_small_print() -> None:
    """Title with figures, points, stances, silence, sources and coverage follow one another."""
    house = house_of(RECORD, COPY)
    reply = reply_of(house, "china")
    identity = house.brief("china").id

    assert f"""\
China · 2 articles from 2 outlets, 1 origin · 1 June 2024

All of this comes from one origin: there is nothing to compare it with.

What next
1. “Experts say China will be displeased.” — [1]

Who stands where
       toward      stance                in whose words
China  the treaty  concerned (foreseen)  “Experts say China will be displeased.” — an analyst [1]

China itself is silent: no statement of its own found in these 2 articles.

Sources
1. Title 1 · Example · 1 June 2024 · also in Northgate
   https://example.org/1

Read: 2 of 2 articles · 1 copy folded · in English · brief {identity}

Next: stance china · verify {identity} · brief china length:full · digest add china daily 08:00
""" == to_text(reply, width=100)


def test_the_gist_is_one_line() -> None:
    """Notifications show the figures and the lead, or what is missing."""
    house = house_of(RECORD)

    assert "China: 1 point from 1 article. “Experts say China will be displeased.”" == gist(house.brief("china"))
    assert "Nothing found on Brazil." == gist(house.brief("brazil"))


def test_a_line_break_within_a_sentence_is_shown_as_a_space() -> None:
    """A sentence that its page broke in two stands on one line."""
    assert "“China raised tariffs.”" in to_text(reply_of(house_of(write(1, "China raised\ntariffs.")), "china"))


def test_sides_have_headings_and_points_one_count() -> None:
    """In a comparison, each heading names its side, and points are numbered through."""
    text = to_text(reply_of(house_of(write(1, "China spoke."), write(2, "Japan will speak.")), "china vs japan"))

    assert "China: where it stands\n1. “China spoke.” — [1]\n\nJapan: what next\n2. “Japan will speak.” — [2]" in text


def test_buttons_carry_the_whole_question() -> None:
    """A button asks for the same window that the brief had."""
    house = house_of(RECORD)
    buttons = buttons_of(reply_of(house, "china since:2024-05-01"))

    assert {
        "Stances": "stance china since:2024-05-01",
        "More": "brief china since:2024-05-01 length:full",
        "Share": "share china since:2024-05-01",
        "Follow daily": "digest add china daily 08:00",
    }.items() <= buttons.items()


def test_a_shared_brief_cannot_be_shared_and_a_full_one_has_no_more() -> None:
    """Buttons that would lead nowhere are left out."""
    house = house_of(RECORD)

    assert "Share" not in buttons_of(reply_of(house, "china", private=False))
    assert "More" not in buttons_of(reply_of(house, "china length:full"))
    assert "share china length:full" == buttons_of(reply_of(house, "china length:full"))["Share"]


def test_no_button_is_longer_than_chats_allow() -> None:
    """A question of more than 90 characters leaves its buttons out."""
    house = house_of(RECORD)
    buttons = buttons_of(reply_of(house, f"china {'very ' * 3}{'long' * 20}"))

    assert {"Receipts"} == {label for label, text in buttons.items() if len(text) <= 90}
    assert {"Receipts"} == set(buttons)


def test_nothing_found_offers_what_is_near() -> None:
    """Names like the one that was typed become buttons."""
    reply = reply_of(house_of(RECORD), "chna")

    assert "brief China" == buttons_of(reply)["China"]
    assert "Nothing found on “chna”.\n\nDid you mean China" in to_text(reply)


def test_a_page_says_that_it_is_not_kept() -> None:
    """The small print of a page that is not stored says what that means."""
    house = house_of()
    request = house.ask("https://example.org/1")
    text = to_text(brief_reply(house.answerer.page(RECORD, request), request))

    assert "the page as it is now is not kept, so its lines cannot be verified later" in text.replace("\n", " ")


@pytest.mark.parametrize(
    ("silent", "articles", "said"),
    [
        (("China",), 1, "China itself is silent: no statement of its own found in this article."),
        (("China",), 1_200, "China itself is silent: no statement of its own found in these 1,200 articles."),
        (("China", "Japan"), 5, "China and Japan are silent: no statements of their own found in these 5 articles."),
    ],
)
def test_silence_in_words(silent: tuple[str, ...], articles: int, said: str) -> None:
    """Who has said nothing for itself is named."""
    brief = house_of(RECORD).brief("china")

    assert said == silence(replace(brief, silent=silent, coverage=replace(brief.coverage, articles=articles)))


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        (Coverage(articles=3, languages=("en", "fr", "xx")), "In English, French and xx"),
        (Coverage(articles=3, undated=1), "1 carries no date of its own"),
        (Coverage(articles=3, undated=2, copies=2), "2 copies folded · 2 carry no date of their own"),
        (
            Coverage(articles=LIMIT, kept=3_000),
            "Read: 3,000 articles; of those on this, the newest 200 were looked at · ",
        ),
        (Coverage(articles=4, kept=5), "Read: 5 articles, 4 of them on this · "),
        (Coverage(articles=1, kept=1), "Read: 1 of 1 article · "),
        (Coverage(articles=3, sample=True), "From the sample corpus, which makes way"),
        (Coverage(articles=3, sources_read=3), "3 of 3 sources, nothing failed"),
        (
            Coverage(
                articles=3, sources_read=1, failed=("https://a.example/f", "/notes", "https://c.example/", "x", "y")
            ),
            "1 of 6 sources, failed: a.example, /notes, c.example and 2 more",
        ),
    ],
)
def test_small_print(coverage: Coverage, said: str) -> None:
    """What was read and what was not stands in the last lines."""
    brief = house_of(RECORD).brief("china")

    assert said in footer(replace(brief, coverage=replace(coverage, languages=coverage.languages or ("en",))))


@pytest.mark.parametrize(
    ("voice", "speaker", "said"),
    [
        (Voice.HOLDER, "", "China"),
        (Voice.OFFICIAL, "", "an official of China"),
        (Voice.OFFICIAL, "Lin Jian", "Lin Jian"),
        (Voice.ANALYST, "", "an analyst"),
        (Voice.ARTICLE, "", "the article"),
        (Voice.ADVERSARY, "", "an adversary"),
    ],
)
def test_who_vouches(voice: Voice, speaker: str, said: str) -> None:
    """Each stance says in whose words it is."""
    stance: Stance = hold("China", "Japan", voice=voice, speaker=speaker)

    assert said == voice_of(stance)


def test_local_addresses_are_no_links() -> None:
    """An article from a file has no link that others could follow."""
    text = to_text(reply_of(house_of(write(1, "China spoke.", url="file:///home/ann/notes.txt")), "china"))

    assert "file:" not in text


def test_verify_checks_each_line() -> None:
    """Lines that stand are ticked, with what proves them."""
    house = house_of(RECORD)
    brief = house.brief("china")
    text = to_text(verify_reply(brief.id, *check_brief(house.store, brief.id)), width=200)

    assert f"China · brief {brief.id}: all 2 lines stand in the stored text, to the letter." in text
    assert "1. ✓ “Experts say China will be displeased.” — Title 1, characters 42 to 79, SHA-256 " in text


def test_verify_tells_what_is_altered_and_what_is_gone() -> None:
    """A line whose article has changed or gone is crossed, and the verdict counts."""
    house, other = house_of(RECORD), house_of(write(1, "China spoke of something else.", TREATY, FEARS))
    brief = house.brief("china")
    for receipts in (brief.receipts[:1], (replace(brief.receipts[0], article="gone"),)):
        other.store.keep_receipts(brief.id, "China", receipts)
        text = to_text(verify_reply(brief.id, *check_brief(other.store, brief.id)), width=200)

        assert "0 of 1 line stand" in text
        assert "✗ the stored text has changed since" in text or "✗ the article is no longer kept" in text


def test_verify_knows_no_such_brief() -> None:
    """An id that nobody gave is answered with where ids are found."""
    with pytest.raises(CommandError, match="its last line"):
        check_brief(house_of().store, "x" * 100)


def test_verify_of_an_empty_brief() -> None:
    """A brief without lines has nothing to check."""
    house = house_of(RECORD)
    house.store.keep_receipts("empty", "Nothing", ())

    assert "it has no lines to check" in verify_reply("empty", *check_brief(house.store, "empty")).text


def test_a_sentence_is_a_reply() -> None:
    """What goes wrong is one private sentence."""
    assert sentence_reply("No.") == Reply(text="No.", parts=sentence_reply("No.").parts, private=True)


def test_sources_of_the_store_are_counted() -> None:
    """The small print says how many sources were read."""
    house = house_of(RECORD)
    house.store.save_source(Source(url="https://a.example/", kind=SourceKind.FEED, added=NOW, checked=NOW))
    answerer = Answerer(house.store, take_first, house.registry, lambda: NOW)

    assert "1 of 1 source, nothing failed" in footer(answerer.brief(house.ask("china")))
