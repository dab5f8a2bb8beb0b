"""Mentions: days, roles, languages, queries, and the exactness of offsets."""

from __future__ import annotations

from datetime import date

import pytest

from bot.actors.folding import fold
from bot.actors.mentions import find_mentions
from bot.actors.names import find_code, territory_names
from bot.actors.registry import load_registry


def mentions(text: str, on: str = "", language: str = "en") -> str:
    """Return "words = actor" for each mention, separated by " | "."""
    day = date.fromisoformat(on) if on else None
    found = find_mentions(text, load_registry(), on=day, language=language)
    return " | ".join(f"{text[each.start : each.end]} = {each.actor}" for each in found)


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Obama spoke.", "2010-01-01", "Obama = United States"),
        ("Obama spoke.", "2024-01-01", ""),
        ("Obama spoke.", "", "Obama = United States"),
        ("President Trump spoke.", "2018-05-01", "Trump = United States"),
        ("President-elect Trump spoke.", "2024-12-01", ""),
        ("President Trump spoke.", "2025-05-01", "Trump = United States"),
        ("Former President Donald Trump spoke.", "", ""),
        ("Former US president Donald Trump spoke.", "", "US = United States"),
        ("The former South Korean president, Moon Jae-in", "2024-06-01", "South Korean = South Korea"),
        ("Ex-President Barack Obama spoke.", "", ""),
        ("then-President Barack Obama", "", ""),
        ("The late president Hugo Chávez", "", ""),
        ("Former officials met Putin.", "2024-06-01", "Putin = Russia"),
        ("Prime Minister May resigned.", "2019-05-24", "May = United Kingdom"),
        ("Theresa May quit in May 2019; May wept on 24 May.", "2019-05-24",
         "Theresa May = United Kingdom | May = United Kingdom"),
        ("President Moon met President Park.", "2018-05-01", "Moon = South Korea"),
        ("President Park met the press.", "2015-05-01", "Park = South Korea"),
        ("President Bush and Colin Powell; Powell agreed.", "2003-03-20",
         "Bush = United States | Colin Powell = United States | Powell = United States"),
        ("Moscow warned Bonn.", "1985-01-01", "Moscow = Soviet Union | Bonn = Germany"),
        ("Moscow warned Berlin.", "2024-01-01", "Moscow = Russia | Berlin = Germany"),
        ("Stoltenberg spoke.", "2010-01-01", "Stoltenberg = Norway"),
        ("Stoltenberg spoke.", "2020-01-01", "Stoltenberg = NATO"),
        ("Rutte spoke.", "2023-01-01", "Rutte = Netherlands"),
        ("Rutte spoke.", "2025-01-01", "Rutte = NATO"),
        ("Kallas spoke.", "2023-01-01", "Kallas = Estonia"),
        ("Kallas spoke.", "2025-06-01", "Kallas = European Union"),
        ("Assad fell.", "2024-06-01", "Assad = Syria"),
        ("Assad fell.", "2025-06-01", ""),
        ("Netanyahu spoke.", "2022-01-01", ""),
        ("Netanyahu spoke.", "2023-01-01", "Netanyahu = Israel"),
    ],
)  # fmt: skip
def test_a_name_means_who_bore_it_on_the_day(text: str, on: str, expected: str) -> None:
    """A leader stands for the state from the first to the last day in office, and never as a former one."""
    assert expected == mentions(text, on)


def test_each_mention_tells_by_what_kind_of_name() -> None:
    """Roles tell a state's name from its people, its capital, its government and its leader."""
    text = "China, Chinese, Beijing, Zhongnanhai, Xi and the PRC"

    roles = [each.role for each in find_mentions(text, load_registry(), on=date(2024, 1, 1))]

    assert ["name", "demonym", "capital", "metonym", "leader", "abbreviation"] == roles


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La Chine et la Corée du Nord ; l’Iran", "Chine = China | Corée du Nord = North Korea | Iran = Iran"),
        ("de", "Russland und Österreichs Nachbarn", "Russland = Russia"),
        ("es", "Corea del Norte y Rusia", "Corea del Norte = North Korea | Rusia = Russia"),
        ("ru", "Россия и Китай", "Россия = Russia | Китай = China"),
        ("zh", "中国和俄罗斯发表联合声明", "中国 = China | 俄罗斯 = Russia"),
        ("ja", "中国と北朝鮮", "中国 = China | 北朝鮮 = North Korea"),
        ("ar", "روسيا و الصين", "روسيا = Russia | الصين = China"),
        ("pt-BR", "A Rússia e o Irã", "Rússia = Russia | Irã = Iran"),
        ("xx", "China and Russia", "China = China | Russia = Russia"),
        ("", "China and Russia", "China = China | Russia = Russia"),
        ("en-GB", "China and Russia", "China = China | Russia = Russia"),
    ],
)  # fmt: skip
def test_a_text_may_be_in_another_language(language: str, text: str, expected: str) -> None:
    """Names of countries in the text's own language count beside English ones; an unknown language is no fault."""
    assert expected == mentions(text, language=language)


def test_other_languages_are_read_from_cldr() -> None:
    """Three small letters are a country somewhere, so they are not looked up."""
    assert "Nordkorea" == territory_names("de")["KP"]
    assert {} == territory_names("not a language")
    assert ("KP", "TH", None) == (find_code("NORDKOREA"), find_code("ไทย"), find_code("sec"))


def test_a_text_without_names_has_no_mentions() -> None:
    """Nothing, blanks and plain words give an empty list."""
    registry = load_registry()

    assert [[], [], []] == [find_mentions(text, registry) for text in ("", " \n\t ", "It rained all day.")]


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("E\u0301lyse\u0301e", "elysee"),
        ("Straße", "strase"),
        ("İstanbul, Łódź", "istanbul  lodz"),
        ("a \n b\n\nc\t\td", "a b  c d"),
        ("x\u200b\u00ady", "xy"),
        ("한국 中国 हिन्दी", "한국 中国 हिन्दी"),
        ("ﬁn", "fn"),
        ("\0\ud800", "  "),
    ],
)
def test_folding_keeps_each_letter_where_it_stood(raw: str, folded: str) -> None:
    """Each folded character maps back to the one that it came from."""
    result = fold(raw)

    assert folded == result.text
    spans = [result.span(i, i + 1) for i in range(len(result.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert spans == sorted(spans)


def test_a_long_hostile_text_is_read_in_time() -> None:
    """Neither one endless line nor a thousand surnames make the work grow faster than the text."""
    registry = load_registry()

    assert 20_000 == len(find_mentions("Russia " * 20_000, registry))
    assert [] == find_mentions("Kim " * 20_000, registry)
    assert [] == find_mentions("former President " * 5_000 + "(" * 5_000, registry)
    assert [] == find_mentions("Georgia Atlanta " * 5_000, registry)
    assert 5_000 == len(find_mentions("MOSCOW (AP) — Georgia\n" * 5_000, registry))
