"""Boilerplate of many kinds, wherever on a page it stands; and sentences of news that look like it."""

from __future__ import annotations

import pytest

from bot.text.clean import clean_text
from bot.text.normalise import normalise
from bot.text.sentences import split_sentences

TITLE = "Ministers meet in Geneva over grain"
PROSE = """
Ministers of nine countries met in Geneva on Monday to talk about grain, ships and the price of both, and parted late at \
night without a word to those who had waited in the rain.
Egypt accused the port of breaking a promise. The Italian foreign minister, Antonio Tajani, said that Rome would mediate \
if both sides wished it, and that grain could not wait for lawyers.
Russia, which sells more wheat than any other country, did not take part. Its ambassador told reporters that nobody had \
asked it, and that nobody would have been heard.
Talks go on in Rome next week. By then the ships that lie off the coast will have been there for a month, and some of the \
grain in them will have begun to rot.
""".strip().splitlines()
ARTICLE = "\n\n".join([TITLE, *PROSE])

LINES = """
    Via Getty Images
    Jane Doe/AFP/Getty Images
    Jane Doe | Getty Images
    Image Source: X/@minister
    Credit...Jane Doe for The Times
    Photo courtesy: Ministry of Foreign Affairs
    Pictured: ministers in Geneva
    (L-R) Ministers of Italy and Egypt pose for a photograph in Geneva. (Photo by Jane Doe / AFP)
    Ministers arrive in Geneva, June 17, 2024. REUTERS/Jane Doe/File Photo Purchase Licensing Rights, opens new tab
    Ministers in Geneva. Photograph: Jane Doe/EPA
    Image caption, Ministers in Geneva
    Media caption, Ministers in Geneva
    [Photo provided to China Daily]
    VIDEO: Ministers meet in Geneva
    Listen to article 4 minutes
    Current Time 0:00
    Loaded: 0%
    Skip Advertisement
    Advertisement - Scroll to Continue
    We'll be right back
    Story continues
    You are here: Home / World / Ministers meet
    Home / News / World / Europe
    Home World Business Sport Newsletters Log in Subscribe
    Sign up to First Thing – our free daily newsletter
    Get our free daily email
    Your email address
    I agree to the terms and conditions
    By signing up, you agree to our Privacy Policy and Terms of Use.
    This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply.
    You have been subscribed!
    Success! You're on the list.
    Thank you for subscribing!
    We use cookies to improve your experience.
    We and our 842 partners store and access information on a device.
    Accept All Cookies
    Do Not Sell My Personal Information
    Share on X (Opens in new window)
    Link copied
    Save for later
    Add as preferred source on Google
    Tap here to add The Post as a trusted source
    Join our WhatsApp channel
    In This Article
    Key Takeaways
    Read More About This Story:
    Also Read | Wheat prices fall
    READ MORE: Wheat prices fall
    Most Popular
    Recent Comments
    Tags: grain, Geneva
    Filed under: World
    Comments (12)
    View comments
    You have entered an incorrect email address!
    Log in to leave a comment
    Please enter your comment!
    Was this article helpful?
    Report a typo
    By JANE DOE Associated Press
    Written By: Jane Doe
    Reported by: Jane Doe
    Reporting by Jane Doe in Geneva and John Roe in Cairo; Editing by A. Smith
    Our Standards: The Thomson Reuters Trust Principles.
    (With inputs from agencies)
    (This story has not been edited by staff and is auto-generated from a syndicated feed.)
    (This version corrects the spelling of a name in paragraph 3)
    The post Ministers meet in Geneva appeared first on The Post.
    This article is republished from The Conversation under a Creative Commons license. Read the original article.
    All rights reserved. This material may not be published, broadcast, rewritten or redistributed.
    Disclaimer: The views expressed are the author's own.
    Have a story to share? Write to us.
    Share your news, articles, deals, columns, or press releases with us! Click the link to submit and join our platform today.
    Support independent journalism. Donate today.
    Become a member
    To continue reading, subscribe now.
    Already a subscriber? Log in
    Create a free account to continue
    You have 2 free articles left this month.
    Want to read more? Subscribe now.
    Paid for by Grain Co.
    June 17, 2024 / 10:30 AM EDT / CBS News
    Mon 17 Jun 2024 10.30 BST
    Published June 17, 2024.
    Post Views: 352
    A+ A A-
    [email protected]
    More to follow...
    This is a breaking news story. Please check back for updates.
"""
EACH = [line.strip() for line in LINES.strip().splitlines()]


@pytest.mark.parametrize("line", EACH)
@pytest.mark.parametrize("place", [1, 3, 5], ids=["top", "middle", "end"])
def test_a_line_of_a_page_leaves_no_trace(line: str, place: int) -> None:
    """Under the headline, between paragraphs, at the end: the article is left as it was."""
    blocks = [TITLE, *PROSE]
    blocks.insert(place, line)

    assert ARTICLE == clean_text(normalise("\n\n".join(blocks))).text


@pytest.mark.parametrize(
    "line", ["Leave a Reply", "Comments are closed.", "1 thought on “Ministers meet", "12 Comments"]
)
def test_readers_are_not_quoted(line: str) -> None:
    """What they write below the article is prose too, and no part of it."""
    readers = f"{line}\n\nBob says:\n\nEgypt is right, and everybody in Rome knows it well enough.\n\nReply"

    assert ARTICLE == clean_text(f"{ARTICLE}\n\n{readers}").text


@pytest.mark.parametrize(
    "bio",
    [
        "Jane Doe is a reporter for The Post.",
        "Jane Doe is The Post's Europe correspondent.",
        "Jane Doe covers Europe for The Post. She lives in Rome.",
        "Jane P. Doe is a senior fellow at the Institute of Grain.",
    ],
)
def test_whoever_wrote_it_is_not_quoted(bio: str) -> None:
    """Authors are presented below their articles."""
    assert ARTICLE == clean_text(f"{ARTICLE}\n\n{bio}").text


@pytest.mark.parametrize(
    "lead",
    [
        "Via Getty Images, ",
        "Photo via Reuters: ",
        "(Photo: AP) ",
        "(Photo by Jane Doe/Getty Images) ",
        "[Image: Reuters] ",
        "(File photo) ",
    ],
)
def test_a_credit_before_prose_is_cut_off(lead: str) -> None:
    """The picture above a paragraph has run into it."""
    raw = ARTICLE.replace("Egypt accused", f"{lead}Egypt accused")

    assert ARTICLE == clean_text(raw).text


@pytest.mark.parametrize("gap", [" ", ""], ids=["spaced", "glued"])
@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize(
    "tail",
    [
        "Read more: Wheat prices fall",
        "Read More",
        "Continue reading →",
        "(Photo: Reuters)",
        "Photograph: Jane Doe/AP",
        "AFP via Getty Images",
        "(Reuters)",
        "(With inputs from agencies)",
        "[…]",
        "Advertisement",
        "Story continues below advertisement",
        "Most Popular",
        "Also Read | Wheat prices fall",
        "Tags: grain, wheat",
        "© 2024 The Post",
        "Follow us on Twitter @post.",
        "For all the latest news, download The Post app.",
        "Share your news, articles, deals, columns, or press releases with us!",
        "Write to Jane Doe at jane@post.example",
        "This article originally appeared on The Post: Ministers meet",
        "Reporting by Jane Doe; Editing by John Roe",
    ],
)
def test_a_line_after_prose_is_cut_off(tail: str, place: int, gap: str) -> None:
    """What stood below a paragraph has run into it, with a space between or without; nothing of the paragraph is lost."""
    raw = ARTICLE.replace(PROSE[place], f"{PROSE[place]}{gap}{tail}")

    assert ARTICLE == clean_text(raw).text


@pytest.mark.parametrize(
    "sentence",
    [
        "Support for independent journalism has fallen in Hungary, a survey found.",
        "Reuters reported that the deal was off.",
        "Getty Images sued the company in London over pictures of the war.",
        "Comments by the minister angered Tehran, which summoned his ambassador.",
        "Published figures show that exports to China fell by a tenth.",
        "Subscribers to the fund, among them Norway and Japan, will meet in Oslo.",
        "Russia and China share this view, the minister said in Beijing.",
        "Readers of the treaty will note that it names no date.",
        "More talks will follow in Rome, the ministry said on Tuesday.",
        "Updated sanctions lists were published by Brussels on Monday.",
        "You have to choose between war and peace, Zelensky told the summit.",
        "“Donate today what you can,” the president told his people.",
        "This article of the treaty was never applied by either side.",
        "Anna Fotyga was the foreign minister of Poland from 2006 to 2007.",
        "Click farms in Macedonia spread the story, Washington says.",
        "The two countries store and access satellite data together.",
        "Report after report has warned Berlin of its dependence on gas.",
        "Contact between the two armies broke off in May.",
        "World News Business is the name of a paper in Cairo, the police said.",
        "Closed borders cost both countries billions, the minister said.",
    ],
)
def test_news_that_reads_like_a_page_is_kept(sentence: str) -> None:
    """In a paragraph of its own and within one, it is an ordinary sentence."""
    own = f"{ARTICLE}\n\n{sentence}\n\n{PROSE[0].replace('Monday', 'Friday')}"
    within = ARTICLE.replace("Egypt accused", f"{sentence} Egypt accused")

    assert own == clean_text(own).text
    clean = clean_text(within)
    assert within == clean.text
    assert sentence in [clean.text[each.start : each.end] for each in split_sentences(clean.text)]


def test_a_credit_between_sentences_is_cut_out() -> None:
    """A picture stood in the middle of the paragraph."""
    raw = ARTICLE.replace("promise. The", "promise. (Photo: Jane Doe/AP) The")

    assert ARTICLE == clean_text(raw).text
