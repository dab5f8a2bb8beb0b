"""Sentences, and who stands where in them: roles, negation, modality, reports, and when nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Mode, Voice
from tests.support.stances import found, stances

SHOWN = {
    # Roles
    "France condemned Iran.": ("France", "Iran", "critical"),
    "Iran was condemned by France.": ("France", "Iran", "critical"),
    "Iran, which France condemned, said nothing.": ("France", "Iran", "critical"),
    "France, which condemned Iran, has recalled its envoy.": ("France", "Iran", "critical"),
    "Condemned by France, Iran said nothing.": ("France", "Iran", "critical"),
    "Russia threatened to supply weapons to North Korea.": ("Russia", "North Korea", "supportive"),
    "Iran gave Hezbollah missiles.": ("Iran", "Hezbollah", "supportive"),
    "Iran supplies Hezbollah with missiles.": ("Iran", "Hezbollah", "supportive"),
    "Britain and Poland praised Ukraine.": ("Poland", "Ukraine", "supportive"),
    "Israel fired rockets at Hezbollah.": ("Israel", "Hezbollah", "critical"),
    "Moscow's move angered Tokyo.": ("Japan", "Russia", "critical"),
    "The pact drew condemnation from Seoul.": ("South Korea", "topic: pact", "critical"),
    "Kenya recalled its ambassador from Somalia.": ("Kenya", "Somalia", "critical"),
    "India took Pakistan to task.": ("India", "Pakistan", "critical"),
    "Egypt shelled villages in southern Libya.": ("Egypt", "Libya", "critical"),
    # Nouns
    "Russia's criticism of NATO grew louder.": ("Russia", "NATO", "critical"),
    "There are concerns in Washington and Seoul about Russia.": ("South Korea", "Russia", "concerned"),
    "Concern about Iran is growing in Paris.": ("France", "Iran", "concerned"),
    "The EU imposed sanctions on Belarus.": ("European Union", "Belarus", "critical"),
    "Japan suspended aid to Myanmar.": ("Japan", "Myanmar", "critical"),
    "China is under pressure from the United States.": ("United States", "China", "critical"),
    "Spain voiced its support for Morocco.": ("Spain", "Morocco", "supportive"),
    "Cuba and Venezuela signed a treaty.": ("Cuba", "Venezuela", "supportive"),
    "Ties between Turkey and Israel have soured.": ("Turkey", "Israel", "critical"),
    "France demanded the extradition of Ramon Delgado.": ("France", "Ramon Delgado", "critical"),
    # Adjectives
    "Vietnam is wary of China.": ("Vietnam", "China", "cautious"),
    "Angry at Armenia, Azerbaijan closed the border.": ("Azerbaijan", "Armenia", "critical"),
    "Berlin is concerned that Moscow has broken the treaty.": ("Germany", "Russia", "concerned"),
    # Negation, refusal, wariness
    "Hungary does not support Ukraine.": ("Hungary", "Ukraine", "critical"),
    "Hungary refused to support Ukraine.": ("Hungary", "Ukraine", "critical"),
    "Slovakia will stop sending weapons to Ukraine.": ("Slovakia", "Ukraine", "critical"),
    "China cannot afford to appear too closely aligned with North Korea.": ("China", "North Korea", "cautious"),
    "Oman is reluctant to support Iran.": ("Oman", "Iran", "cautious"),
    "Beijing urged Putin not to visit Pyongyang.": ("China", "Russia", "cautious"),
    "Beijing urged Washington to stop interfering.": ("China", "United States", "critical"),
    "Britain did not agree with India.": ("United Kingdom", "India", "critical"),
    # Denial
    "Beijing denies that it supplies weapons to Russia.": (
        "China",
        "topic: alleged supplying weapons to Russia",
        "denies",
    ),
    # Reports and evaluations
    'Cuba called the embargo "an act of aggression".': ("Cuba", "topic: embargo", "critical"),
    "Tehran said that Israel was a criminal.": ("Iran", "Israel", "critical"),
    "Seoul held North Korea responsible for the attack.": ("South Korea", "North Korea", "critical"),
    "Turkey said Syria must withdraw its troops.": ("Turkey", "Syria", "critical"),
    "In retaliation for the attack, Iran summoned the French envoy.": ("Iran", "France", "critical"),
    "Yerevan said that Azerbaijani guns had shelled Armenia.": ("Armenia", "Azerbaijan", "critical"),
    # Headlines
    "EU Slaps Sanctions on Belarus": ("European Union", "Belarus", "critical"),
    "Minister: Israel should not help Ukraine": None,
    # Cataphora
    "By aligning itself with North Korea, Russia has angered Seoul.": ("Russia", "North Korea", "supportive"),
    # One's own words
    '"We condemn Iran," French President Emmanuel Macron said.': ("France", "Iran", "critical"),
    # Support for an act against somebody
    "Kim Jong Un expressed his full support for Russia's invasion of Ukraine.": ("North Korea", "Russia", "supportive"),
}

NOTHING = {
    "Does France support Iran?": "a question",
    "If Turkey supports Syria, the talks will end.": "a condition",
    "Russia failed to support Armenia.": "what was not done",
    "Egypt lifted its sanctions on Qatar.": "what is no more",
    "Paris called for sanctions against Iran.": "what is only wanted",
    "It is unlikely that Japan will support Taiwan.": "what is not thought to happen",
    "Italy had no right to attack Libya.": "what one has no right to",
    "Both Russia and Iran have denied claims that Tehran has provided Moscow with missiles.": "what is denied",
    "Spain declined to comment on reports about Morocco.": "a refusal to comment",
    "Pyongyang's main ally, China, was silent.": "what one is only called",
    "China remains North Korea's largest trading partner.": "trade",
    "Russia has increasingly depended on China.": "need",
    "The former ally of Russia, Georgia, was silent.": "what is past",
    "Chad is a friendly name.": "a name without another",
    "Ottawa is north of Washington.": "no predicate at all",
    "Poland fears war more than it fears Russia.": "a comparison",
}


@pytest.mark.parametrize("sentence", [sentence for sentence, stance in SHOWN.items() if stance])
def test_who_stands_where(sentence: str) -> None:
    """Holder, target and label are found, each in its place."""
    assert SHOWN[sentence] in found(sentence)


@pytest.mark.parametrize("sentence", [*NOTHING, *(sentence for sentence, stance in SHOWN.items() if stance is None)])
def test_where_nothing_is_shown_nothing_is_said(sentence: str) -> None:
    """A sentence that shows no stance between actors gives none."""
    assert set() == {stance for stance in found(sentence) if not stance[1].startswith("topic")}


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("Beijing denies that it supplies weapons to Russia.", ("China", "Russia", "supportive")),
        (
            "Kim Jong Un expressed his full support for Russia's invasion of Ukraine.",
            ("North Korea", "Ukraine", "supportive"),
        ),
        ("Putin warned South Korea against supplying weapons to Ukraine.", ("South Korea", "Ukraine", "critical")),
        ("China fears America more than it fears Russia.", ("China", "Russia", "concerned")),
        ("Western support for Ukraine has angered Russia.", ("Russia", "Ukraine", "supportive")),
        (
            "Seoul demanded that Moscow end its cooperation with Pyongyang.",
            ("South Korea", "North Korea", "supportive"),
        ),
    ],
)
def test_no_direction_is_turned_round(sentence: str, never: tuple[str, str, str]) -> None:
    """Words that another is said to do, deny or fear are not put into the wrong hands."""
    assert never not in found(sentence)


@pytest.mark.parametrize(
    ("sentence", "mode", "voice"),
    [
        ("Iran attacked Israel.", Mode.DID, Voice.ARTICLE),
        ("Iran condemned Israel.", Mode.SAID, Voice.HOLDER),
        ("Iran will support Hamas.", Mode.PREDICTED, Voice.ARTICLE),
        ("Iran vowed to support Hamas.", Mode.SAID, Voice.HOLDER),
        ("Iran fears Israel.", Mode.ATTRIBUTED, Voice.ARTICLE),
        ("Israel said that Iran had supplied Hezbollah with missiles.", Mode.ALLEGED, Voice.OFFICIAL),
        ("Lebanon said that Israel had attacked Hezbollah.", Mode.ALLEGED, Voice.ADVERSARY),
        ("Analysts said that Iran feared Israel.", Mode.ATTRIBUTED, Voice.ANALYST),
        ("Russia allegedly supplied Iran with missiles.", Mode.ALLEGED, Voice.ARTICLE),
    ],
)
def test_who_says_so_and_how(sentence: str, mode: Mode, voice: Voice) -> None:
    """A stance tells how the article comes to report it, and who vouches for it."""
    assert (mode, voice) in {(each.mode, each.voice) for each in stances(sentence)}


def test_a_named_speaker_is_kept() -> None:
    """Who speaks for an actor is told by name."""
    (stance,) = stances("French Foreign Minister Catherine Colonna condemned Iran.")

    assert ("France", "Catherine Colonna") == (stance.holder, stance.speaker)


def test_leaders_are_told_by_date() -> None:
    """An article of 1998 has another president of Russia than one of today."""
    assert ("Russia", "NATO", "critical") in found("Boris Yeltsin condemned NATO.", published=date(1998, 10, 7))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Iran has a new president. He condemned Israel.", None),
        ("Vladimir Putin spoke in Moscow. He condemned NATO.", ("Russia", "NATO", "critical")),
        ("Washington and Seoul met on Friday. They condemned North Korea.", ("South Korea", "North Korea", "critical")),
        ("Iraq and Iran talked. Both countries condemned Israel.", ("Iran", "Israel", "critical")),
        ("The European Commission met. The Commission condemned Hungary.", ("European Union", "Hungary", "critical")),
        ("NATO met in Paris. The alliance condemned Russia.", ("NATO", "Russia", "critical")),
        ("Turkey and Syria are at odds. Turkey accused its neighbour of lying.", ("Turkey", "Syria", "critical")),
        ("Officials spoke. In Cairo, officials condemned Israel.", ("Egypt", "Israel", "critical")),
        ("Sergei Lavrov, Russia's foreign minister, spoke. Lavrov condemned NATO.", ("Russia", "NATO", "critical")),
        ('Kim met Putin. "Russia is our friend," he said. "We support Russia."', None),
    ],
)
def test_what_was_said_before_explains_what_comes(text: str, stance: tuple[str, str, str] | None) -> None:
    """Pronouns and short names are understood where it is plain whom they mean, and else left alone."""
    if stance is not None:
        assert stance in found(text)
    else:
        assert all(holder != "Israel" for holder, _, _ in found(text))


def test_a_pact_is_a_topic_under_one_name() -> None:
    """What binds two actors has one name, however the text calls it."""
    text = "Russia and North Korea signed a treaty. South Korea condemned the pact. Japan criticised the agreement."

    assert 1 == len({target for _, target, _ in found(text) if target.startswith("topic")})


def test_what_is_charged_is_what_is_denied() -> None:
    """A denial without words of its own is of what was last alleged."""
    text = "Kyiv accused Minsk of sheltering deserters. Minsk denied the accusation."

    assert ("Belarus", "topic: alleged sheltering deserters", "denies") in found(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Angela Merkel met Boris Johnson in Berlin. He condemned Russia.", "United Kingdom"),
        ("Boris Johnson met Angela Merkel in Berlin. She condemned Russia.", "Germany"),
    ],
)
def test_he_is_not_she(text: str, holder: str) -> None:
    """A pronoun stands for nobody whose first name tells otherwise."""
    assert {(holder, "Russia", "critical")} == {
        each for each in found(text, published=date(2020, 3, 1)) if each[1] == "Russia"
    }


@pytest.mark.parametrize(
    ("sentence", "stances"),
    [
        ("Italy and Turkey traded accusations.", {("Italy", "Turkey", "critical"), ("Turkey", "Italy", "critical")}),
        (
            "The rulers of Mali, Niger and Chad condemned France.",
            {(name, "France", "critical") for name in ("Mali", "Niger", "Chad")},
        ),
        ("France sells the Armenians howitzers.", {("France", "Armenia", "supportive")}),
        ("Russia denounced what it called Israel's aggression.", {("Russia", "Israel", "critical")}),
    ],
)
def test_everyone_concerned_is_found(sentence: str, stances: set[tuple[str, str, str]]) -> None:
    """Lists, pairs and things by other names each have their holders and targets."""
    assert stances <= found(sentence)


def test_where_goods_come_from_is_not_who_taxes_them() -> None:
    """What hangs on another thing than the act is no part of it."""
    assert set() == found("Tariffs on goods from China and Mexico were raised.")


def test_a_quotation_goes_on() -> None:
    """Of two quoted sentences in a row, the second is the same speaker's; after another's sentence it is nobody's."""
    text = '"We condemn Iran," French President Emmanuel Macron said. "We support Israel." Italy was silent. "We support Oman."'

    assert {("France", "Iran", "critical"), ("France", "Israel", "supportive")} == found(text)
