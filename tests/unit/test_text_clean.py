"""Clean text: what of a page is the article, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.text.clean import CleanText, clean_text
from bot.text.normalise import normalise
from bot.text.sentences import split_sentences

LEAD = "The minister of defence told parliament on Monday that three more brigades would be sent to the north."
BODY = "Opposition leaders called the plan reckless. They asked who would pay for it, and for how long it was meant."
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

PAGE = f"""
Skip to main content
Menu
Home » News » Asia » Three brigades for the north
The Daily Reader - Subscribe | Log In
Three brigades for the north, says minister | The Daily Reader
Three brigades for the north, says minister
By Jane Doe and John Roe
Published 3:45 PM EDT, Thu May 16, 2024
5 min read
Facebook Twitter WhatsApp Email Print
FILE - Soldiers march at a parade in the capital in April. (AP Photo/Somebody Else, Pool, File)
CAPITAL CITY (AP) — {LEAD}
Read more: Five brigades for the south
{BODY}
Story continues below advertisement
Sign up for our daily newsletter to get the best of our journalism in your inbox.
What comes next
Support for the US in the region is falling, polls show. Follow us on Twitter @reader for updates! Nobody expects a vote.
ADVERTISEMENT
“It is a mistake,” said Sen. Ann Other, R-Fla., who sits on the panel. (ANI)
(Except for the headline, this story has not been edited by our staff and is published from a syndicated feed.)
Copyright 2024 The Daily Reader. All rights reserved.
Tags: defence, north
Related Articles
A new president is sworn in
The new cabinet: who is in and who is out?
Leave a Reply
Your email address will not be published. Required fields are marked *
Comment *
3 Comments
Bob says:
Great article, thanks! The north is clearly winning the long game and nobody in the capital takes any notice of it.
Privacy Policy | Terms of Use | Contact Us
"""


def _lines(clean: CleanText) -> list[str]:
    return clean.text.split("\n\n")


def test_an_article_is_cut_out_of_its_page() -> None:
    """Of a whole page the headline, the sub-heading and the prose are left, each sentence to the letter."""
    clean = clean_text(PAGE)

    assert [
        "Three brigades for the north, says minister",
        f"CAPITAL CITY (AP) — {LEAD}",
        BODY,
        "What comes next",
        "Support for the US in the region is falling, polls show. Nobody expects a vote.",
        "“It is a mistake,” said Sen. Ann Other, R-Fla., who sits on the panel.",
    ] == _lines(clean)
    assert "Three brigades for the north, says minister" == clean.title
    assert clean.syndicated


JUNK = """
    Comments are closed.
    1 thought on “Three brigades for the north
    12 thoughts on "Three brigades for the north"
    No comments yet
    Leave a comment
    Please enter your comment!
    Please enter your name here
    Be the first to comment.
    Save my name, email, and website in this browser for the next time I comment.
    Join the conversation
    Share your news, columns or videos with us!
    Submit your story here and reach our readers.
    Click on the link to send your press release to our editors.
    Have a news tip? Contact us at tips@reader.example.
    Do you have a story for us?
    Follow us on Facebook, Twitter and Instagram
    Follow us on Socials:
    Share this:
    Share on WhatsApp
    Click to share on Telegram (Opens in new window)
    Like Loading...
    Subscribe to our channel for the latest news.
    Sign up here for our weekly briefing.
    Download our app to read more.
    Support our journalism with a donation.
    If you enjoyed this article, share it with a friend.
    Stay tuned for more updates.
    Read More About This Story:
    Read more: Brigades move south
    Read More >>
    ALSO READ | Brigades move south
    Additional Coverage:
    Related stories
    You may also like
    Most Popular
    Most Read
    Recent Comments
    Trending Now
    More from World News
    Editor’s Picks
    Up next
    Lire aussi : les brigades du nord
    Читайте также: бригады идут на север
    An image provided by a northern TV station underlined the tension with a missile launch, a sign of the mood.
    This image provided by the ministry shows the brigade on its way.
    In this photo released by the state news agency, soldiers march through the capital on May 1, 2024.
    A file picture of soldiers on parade in the capital (Photo credit/Reuters)
    File photo
    (Representational image)
    FILE PHOTO: Soldiers march at a parade
    FILE - Soldiers march at a parade in the capital.
    Photo: Jane Doe/AFP
    Photo by Jane Doe on Unsplash
    Image credit: Getty Images
    Soldiers march at a parade in the capital. | Photo: Kyodo
    Soldiers march at a parade in the capital on Monday. Pool via REUTERS
    REUTERS/Jane Doe
    Getty Images
    Source: Reuters
    Thursday, July 18, 2024
    18 July 2024, 10:30 GMT
    Updated: June 20, 2024 10:30 IST
    Last updated 3 hours ago
    Jeudi 18 juillet 2024
    By Jane Doe
    By JANE DOE and JOHN ROE | Reuters
    By Staff Reporter
    Posted by: Admin
    Updated: June 20, 2024, 10:30 IST | Posted by: Admin
    4 min read
    1,204 views
    Home > World > Asia > North
    Home | World | Sport | Contact us
    Facebook Twitter Pinterest Email
    Advertisement
    Story continues below this ad
    We use cookies to give you the best experience.
    By continuing to use this site, you agree to our terms.
    Accept all cookies
    Privacy Policy | Terms of Use
    © 2024 The Daily Reader
    All rights reserved.
    The views expressed in this article are those of the author.
    The author is a professor of history at the university of the capital.
    Editor’s note: names have been changed.
    (Reporting by Jane Doe; Editing by John Roe)
    (With inputs from agencies)
    Jane Doe in the capital contributed to this report.
    This is a developing story and will be updated.
    Category: Defence
    Filed under: north, defence
    Previous article: Brigades move south
    Next article
    ***
    - - -
"""
SYNDICATED = """
    (Only the headline and picture of this report may have been reworked by the Reader's staff; the rest is auto-generated from a syndicated feed.)
    (This story has not been edited by our staff and is auto-generated from a syndicated feed.)
    Except for the headline, this copy has not been changed by The Reader.
    This article was originally published on The Other Reader.
    This story is republished from The Other Reader under a Creative Commons licence. Read the original article.
    The post Three brigades for the north appeared first on The Other Reader.
    Distributed by Some Content Agency, with permission.
"""
NEWS = """
    Satellite images show that the north has widened its missile plant, analysts said.
    The report was published on Monday by the UN's atomic agency.
    The article was published in the party's newspaper on Sunday.
    Images released by state media showed the leader at the plant.
    The footage, aired by state television, was filmed in May.
    Follow-up talks will take place in Seoul, our correspondent reports.
    Support for the US in Asia is falling.
    “Join us or leave us alone,” the minister said.
    Share prices of arms makers rose after our first report of the pact.
    Comments by the minister drew anger in the south.
    The post of defence minister is vacant.
    Read in Washington, the pact looks like a threat.
    Videos provided no proof of the attack.
    The author of the treaty has died in Moscow.
    By contrast, nothing changed in the south.
    In May 2024, nothing changed in the south.
    The crime syndicate that ran the port was broken up.
    The minister said that the feed grain came from Brazil.
    Photographs of the leader hang in each school.
    The Associated Press (AP) reported the launch first.
    Advertisements for soldiers hang in each school.
    Home prices rose in the capital.
    Cookies were sold to the soldiers, the minister said.
"""


def _cases(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("junk", _cases(JUNK))
@pytest.mark.parametrize("place", ["before", "within", "after"])
def test_boilerplate_goes(junk: str, place: str) -> None:
    """What a page says around its article goes, wherever it stands."""
    parts = {"before": (junk, LEAD, BODY), "within": (LEAD, junk, BODY), "after": (LEAD, BODY, junk)}[place]

    clean = clean_text("\n\n".join(parts))

    assert [LEAD, BODY] == _lines(clean)
    assert not clean.syndicated


@pytest.mark.parametrize("note", _cases(SYNDICATED))
def test_a_note_of_syndication_goes_and_is_remembered(note: str) -> None:
    """That a text came from elsewhere is no part of it, but the brief must know."""
    clean = clean_text(f"{LEAD}\n\n{BODY}\n\n{note}")

    assert [LEAD, BODY] == _lines(clean)
    assert clean.syndicated


@pytest.mark.parametrize("news", _cases(NEWS))
def test_news_stays(news: str) -> None:
    """A sentence of news that resembles boilerplate is kept."""
    clean = clean_text(f"{LEAD}\n\n{news}\n\n{BODY}")

    assert [LEAD, news, BODY] == _lines(clean)
    assert not clean.syndicated


def test_boilerplate_within_a_paragraph_goes_alone() -> None:
    """Only the sentence that calls to the reader goes; its paragraph stays one paragraph."""
    clean = clean_text("It rained on Monday. Sign up for our newsletter. It snowed on Tuesday.")

    assert "It rained on Monday. It snowed on Tuesday." == clean.text


@pytest.mark.parametrize(
    "headline",
    [
        "HomeNewsWorldMinister's plan signals more trouble ahead in the north",
        "Home » World » Minister's plan signals more trouble ahead in the north",
        "Minister’s plan signals more trouble ahead in the north - The Daily Reader",
    ],
)
def test_a_headline_is_freed_of_its_breadcrumb(headline: str) -> None:
    """A headline that stands a second time with a breadcrumb or a site's name is kept once, bare."""
    bare = "Minister’s plan signals more trouble ahead in the north"

    clean = clean_text(f"{headline}\n\n{bare}\n\n{LEAD}")

    assert [bare, LEAD] == _lines(clean)
    assert bare == clean.title


def test_a_breadcrumb_is_cut_off_the_only_headline() -> None:
    """Where the headline stands only once, run together with sections, these go."""
    clean = clean_text(f"HomeWorldMinister's plan signals trouble\n\n{LEAD}")

    assert "Minister's plan signals trouble" == clean.title


def test_a_headline_that_comes_back_is_kept_once() -> None:
    """A repeated headline or paragraph is no news."""
    clean = clean_text(f"Brigades for the north\n\n{LEAD}\n\nBrigades for the North\n\n{LEAD}\n\n{BODY}")

    assert ["Brigades for the north", LEAD, BODY] == _lines(clean)


def test_the_title_is_the_first_headline() -> None:
    """A section's or a site's name above the headline is not the title."""
    assert "Three brigades for the north" == clean_text(f"Reader\n\nThree brigades for the north\n\n{LEAD}").title


def test_a_short_title_is_better_than_none() -> None:
    """If no heading before the prose is long, the first is the title."""
    assert "Northern pact" == clean_text(f"Northern pact\n\n{LEAD}").title


def test_a_text_without_headings_has_no_title() -> None:
    """Prose alone gives no title."""
    assert "" == clean_text(LEAD).title


def test_headings_after_the_last_prose_go() -> None:
    """A heading below which nothing stands heads nothing."""
    assert [LEAD] == _lines(clean_text(f"{LEAD}\n\nAbout the paper\n\nSomething else"))


def test_headings_alone_are_kept() -> None:
    """A text that has only headings is not thrown away."""
    assert ["Brigades for the north", "Tanks for the south"] == _lines(
        clean_text("Brigades for the north\n\nTanks for the south")
    )


def test_comments_end_the_article() -> None:
    """After readers' comments have begun, their prose is not the article's, but a note of syndication still counts."""
    body = "\n\n".join(f"{LEAD[:-1]} in week {number}." for number in range(8))
    note = "This article was originally published on The Other Reader."

    clean = clean_text(f"{body}\n\n2 Comments\n\n{BODY}\n\n{note}")

    assert BODY not in clean.text
    assert clean.syndicated


def test_a_counter_of_comments_above_the_prose_ends_nothing() -> None:
    """A link to the comments, under the headline, closes nothing."""
    assert [LEAD, BODY] == _lines(clean_text(f"3 Comments\n\n{LEAD}\n\n{BODY}"))


def test_a_list_of_other_articles_ends_with_the_next_prose() -> None:
    """A box in the middle of an article goes; what follows it stays."""
    raw = f"{LEAD}\n\nMost Popular\n\nA new king\n\nWho will win?\n\nHe won.\n\n{BODY}"

    assert [LEAD, BODY] == _lines(clean_text(raw))


def test_lines_of_fixed_width_are_put_together() -> None:
    """Line breaks within a paragraph become spaces, and offsets still point at the same letters."""
    raw = f"Brigades\n\n{LEAD[:60]}\n   {LEAD[61:]}\n{BODY}\n"
    clean = clean_text(raw)
    sentence = split_sentences(clean.text)[1]

    assert LEAD == clean.text[sentence.start : sentence.end]
    assert raw.index(LEAD[:60]) == clean.raw_offset(sentence.start)
    assert raw.index(LEAD[61:]) == clean.raw_offset(sentence.start + 61)


def test_what_is_long_is_prose() -> None:
    """A sentence of hundreds of characters is no phrase of a page, however it begins."""
    long = f"Share your news with us, {'the minister said, ' * 30}and went home."

    assert [LEAD, long] == _lines(clean_text(f"{LEAD}\n\n{long}"))


def test_nothing_stays_nothing() -> None:
    """An empty text, or one of boilerplate alone, has no words of its own."""
    assert "" == clean_text("").text
    assert "" == clean_text("Share this:\n\nComments are closed.").text
    assert 0 == clean_text("").raw_offset(0)


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    """Only places in the clean text stand anywhere in the raw one."""
    with pytest.raises(ValueError, match="not an offset"):
        clean_text("Ok").raw_offset(offset)


def test_the_five_given_documents_come_out_clean() -> None:
    """None of the lines that stand around the given articles is left, and each sentence is verbatim in its file."""
    if not SEEDS.is_dir():
        pytest.skip("the given documents are not on this machine")
    junk = (
        "comments",
        "enter your",
        "Share your",
        "Read More",
        "Additional Coverage",
        "Most Popular",
        "Follow us",
        "file picture",
    )
    for path in SEEDS.glob("*.txt"):
        raw = normalise(path.read_text("utf-8"))
        clean = clean_text(raw)
        assert not [phrase for phrase in junk if phrase.casefold() in clean.text.casefold()]
        assert clean.title
        assert clean.syndicated == ("syndicated" in raw)
        assert all(clean.text[each.start : each.end] in raw for each in split_sentences(clean.text))
