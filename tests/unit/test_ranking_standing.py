"""Whether a sentence can stand alone, what part an actor has in it, and how far it is to the point."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Query
from bot.ranking.roles import BARE, DOES, IS, NAMED, OWNER, introduced, part
from bot.ranking.salience import Salience
from bot.ranking.standing import standing
from bot.ranking.units import make_units
from tests.support.ranking import make_candidates

WHOLE = [
    "China has relaxed its visa rules for eleven countries.",
    "Russia and North Korea signed a mutual defence pact in Pyongyang on Wednesday.",
    "The pact between Russia and North Korea commits each side to help the other.",
    "Those who signed the letter asked the government in Tokyo for an answer.",
    "It was the first visit of a Russian president to North Korea since 2000.",
    "Both Moscow and Pyongyang have denied that shells were sent to the front.",
    "Kim Jong Un said that he would never give up the country’s nuclear weapons.",
    "President Xi Jinping told reporters: “We have nothing to add to this.”",
    "There is no sign that South Korea has changed its policy on sending arms.",
]

HANGING = [
    "This alliance alarms South Korea and the United States more than any other.",
    "However, the true power broker in the region is China with its large market.",
    "They fear an alliance in which North Korea provides Russia with munitions.",
    "On Thursday, he told reporters in Hanoi that weapons could be sent there.",
    "While this may be seen as an answer to the West, Russia wants more than that.",
    "The move comes as Russia is under severe pressure from Western sanctions.",
    "The two leaders have met three times since the beginning of the war.",
    "As a result, South Korea has begun to look at its policy on arms again.",
    "Its economy faces challenges that no treaty with Pyongyang could solve.",
    "In this article, we will explore the reasons behind this perspective.",
    "China will not let that happen, she said after the meeting in Beijing.",
    "In response to these threats the allies agreed to hold larger exercises.",
]

UNSOUND = [
    "and then signed the pact with the president of Russia in Pyongyang.",
    "What does the pact mean for the future of the alliance in Asia?",
    "The pact “commits each side to help the other, officials in Seoul said.",
    'The pact "commits each side to help the other, officials in Seoul said.',
    "North Korea’s new pact with Russia (signed in Pyongyang alarms Seoul.",
    "Russia signs defence pact with North Korea at summit in Pyongyang",
    "Japan condemned it.",
    "“Our alliance has been raised to a new and higher level than before.”",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_sentence_stands(text: str) -> None:
    """What names those of whom it speaks keeps all or nearly all of its worth."""
    assert 0.8 <= standing(text)


@pytest.mark.parametrize("text", HANGING)
def test_what_points_back_hangs(text: str) -> None:
    """Words for what was named before, with nothing before, cost half of the worth or more."""
    assert 0.6 > standing(text)


@pytest.mark.parametrize("text", UNSOUND)
def test_what_is_unsound_hardly_stands(text: str) -> None:
    """Fragments, questions, headlines, open quotation marks and nothing but a quotation are poor points."""
    assert 0.5 > standing(text)


def test_faults_add_up() -> None:
    """A sentence with two faults is worth less than one with either."""
    both = standing("However, it did not tell them why it had done so at that time.")

    assert both < standing("However, China did not tell Russia why the talks were broken off.")
    assert both < standing("It did not tell Russia why the talks had been broken off so soon.")


def test_length_matters() -> None:
    """Points are neither scraps nor pages."""
    words = "The ministers of Japan and South Korea met in Seoul on Monday to speak of trade and energy " * 4
    shares = [standing(" ".join(words.split()[:count]) + ".") for count in (3, 7, 16, 38, 60)]

    assert shares[2] == max(shares)
    assert shares[0] < shares[1] < shares[2] > shares[3] > shares[4]


def test_empty_phrases_cost() -> None:
    """A sentence which says what nobody could check is worth less than one that says something."""
    empty = standing("China plays a crucial role in the evolving dynamics of the geopolitical landscape.")

    assert empty < standing("China buys and sells most of what North Korea trades with other countries.")


def test_pages_are_not_searched_for_words() -> None:
    """Of what is too long to be a point only the form is judged, so that odd input costs no time."""
    assert 0.2 == standing("However, " + "they said so " * 2_000 + "again.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der chinesische Außenminister sagte am Montag, „der Vertrag“ sei eine Gefahr.", "de"),
        ("La Chine n’a pas commenté le pacte « historique » signé à Pyongyang par la Russie.", "fr"),
        ("中国外交部发言人周一在北京的例行记者会上表示中方注意到有关报道。", "zh"),
        ("अमेरिका और दक्षिण कोरिया ने सोमवार को संयुक्त सैन्य अभ्यास शुरू किया।", "hi"),
        ("قالت الصين يوم الاثنين إنها تراقب الاتفاق بين روسيا وكوريا الشمالية عن كثب.", "ar"),
    ],
)
def test_other_languages_are_judged_by_form(text: str, language: str) -> None:
    """Where words are not understood, length, quotation marks and full stops are."""
    assert 1.0 == standing(text, language)
    assert 1.0 > standing(text[:-1] + "?", language)
    assert 1.0 > standing("(" + text, language)


@pytest.mark.parametrize(
    ("language", "whole", "hanging"),
    [
        ("ar", "الصين تراقب الاتفاق بين روسيا وكوريا الشمالية.", "لكن الصين تراقب الاتفاق بين روسيا وكوريا."),
        (
            "de",
            "China beobachtet den Vertrag zwischen Moskau und Pjöngjang genau.",
            "Er beobachtet den Vertrag zwischen Moskau und Seoul genau.",
        ),
        (
            "es",
            "China sigue de cerca el tratado entre Moscú y Pionyang.",
            "Sin embargo, China sigue de cerca el tratado de Moscú.",
        ),
        ("fr", "Celan et Ilse ont écrit à la Chine pour la paix.", "Il a écrit à la Chine pour la paix en Asie."),
        ("ja", "中国は北朝鮮とロシアの条約を注視している。", "しかし中国は北朝鮮とロシアの条約を注視している。"),
        (
            "ru",
            "Итог переговоров Москвы и Пхеньяна тревожит власти Китая и Японии.",
            "Однако итог переговоров тревожит власти Китая и всей Японии.",
        ),
        (
            "uk",
            "Китай уважно стежить за договором між Москвою і Пхеньяном.",
            "Він уважно стежить за договором між Москвою і Пхеньяном.",
        ),
        ("zh", "中国外交部发言人周一表示中方注意到有关报道。", "此外，中国外交部发言人周一表示注意到报道。"),
    ],
)
def test_first_words_are_known_in_other_languages(language: str, whole: str, hanging: str) -> None:
    """Pronouns and connectives at the beginning cost a sentence more than half in many languages; words like them do not."""
    assert 2 * standing(hanging, language) < standing(whole, language)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("China rejected the claim that it helps Russia.", 1.0),
        ("Beijing has urged Putin not to visit Pyongyang.", 1.0),
        ("China’s foreign minister said that the talks had failed.", OWNER),
        ("China remains the largest trading partner of North Korea.", DOES),
        ("China has been at the centre of the dispute.", IS),
        ("The visit of Putin’s envoy alarmed officials in China.", NAMED),
        ("Relations with China cooled.", NAMED),
        ("A tariff on China, and nothing else, was agreed.", NAMED),
        ("Fears rose, not least China", NAMED),
    ],
)
def test_the_part_of_an_actor_is_told(text: str, share: float) -> None:
    """Who speaks or decides counts more than who does, owns, is, or is only named."""
    assert share == part(text, ["China"])


def test_the_best_part_counts() -> None:
    """An actor that is named twice has the better of its parts, and so have several that were asked for."""
    assert 1.0 == part("Talks with China failed, and Beijing rejected the terms.", ["China"])
    assert 1.0 == part("Japan condemned the pact with China.", ["China", "Japan"])


def test_unknown_actors_make_no_difference() -> None:
    """Without actors, or with one that has no entry, or where none is named as we know them, all are alike."""
    assert [1.0] * 3 == [part("Talks failed.", actors) for actors in ([], ["Ruritania"], ["China"])]


@pytest.mark.parametrize(
    "text",
    [
        "Brandauer warned Beijing.",
        "Otomo said that Japan would act.",
        "O’Toole told reporters.",
        "Müller-Lüdenscheidt is cautious.",
    ],
)
def test_surnames_alone_tell_little(text: str) -> None:
    """Who acts should be introduced: a surname that readers cannot know costs something."""
    assert BARE == introduced(text)


@pytest.mark.parametrize(
    "text",
    [
        "Putin warned Kyiv’s allies.",
        "Beijing denied it.",
        "Robert Habeck warned Beijing.",
        "Officials said no.",
        "Parliament demanded an answer.",
        "The treaty worries Seoul.",
        "Китай предупредил Токио.",
    ],
)
def test_who_is_known_needs_no_introduction(text: str) -> None:
    """Leaders, capitals and offices, and people with their first names, are told at once."""
    assert 1.0 == introduced(text, date(2024, 6, 20))


def salience(query: Query, *texts: str) -> list[float]:
    """Return how far sentences are to the point."""
    units = make_units(make_candidates(*texts))
    judge = Salience(units, query)
    return [judge.of(unit) for unit in units]


def test_without_a_question_all_is_to_the_point() -> None:
    """A query without words and actors changes nothing."""
    assert [1.0, 1.0] == salience(Query(text=""), "China spoke.", "Pork is dear.")


def test_rare_words_of_a_query_tell_more() -> None:
    """A sentence with the word that few have is nearer to the query than one with the word that all have."""
    texts = ("The pact covers pork.", "The pact covers tin.", "The pact covers lead.", "Nothing else.")
    rare, common, _, nothing = salience(Query(text="pork pact"), *texts)

    assert rare > common > nothing == 1.0


def test_phrases_stand_for_the_query() -> None:
    """Where a query has phrases, its other words are not looked for."""
    named, other = salience(Query(text="pork pact", phrases=("pork",)), "Pork is dear.", "The pact holds.")

    assert named > other == 1.0


def test_the_first_actor_is_whom_a_sentence_is_about() -> None:
    """A sentence that begins with the actor is nearer than one that ends with it; one without it is a last resort."""
    query = Query(text="china", actors=("China",))
    about, named, none = salience(query, "China warned Japan.", "Japan warned China.", "Peru sold copper.")

    assert about > named > none


def test_company_counts() -> None:
    """A sentence that names another actor says whom it is all about."""
    query = Query(text="china", actors=("China",))
    both, alone = salience(query, "China warned Japan.", "China warned everybody.")

    assert both > alone
