"""Verbs whose label hangs on what follows them: to warn, to urge, to view, to respond, to deny."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import TOPIC, Label
from bot.stances.context import BY_TOPIC, Target, has_frame
from bot.stances.lexicon import load_lexicon
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context
    from bot.stances.tables import Frame

Targets = list[Target]
_NEAR = 6  # phrases from "denied" to "assertions that"
_LONGEST = 8  # words of a topic that is a clause
_HOSTILE = frozenset({Label.CRITICAL, Label.THREATENING})
_OPINIONS = frozenset({Label.SUPPORTIVE, Label.CRITICAL, Label.CONCERNED, Label.CAUTIOUS})


def _warn(context: Context, clause: Clause, _frame: Frame, targets: Targets) -> tuple[Label | None, Targets]:
    """A warning threatens whom it tells not to do something; one of what a third may do is friendly advice."""
    parsed = context.parsed
    told = [target for target in targets if not target.name.startswith(TOPIC)]
    if not told:
        return None, []
    last = max(target.at for target in told)
    rest = parsed.phrases[last + 1 : last + 3]
    if any(phrase.kind == "p" and phrase.word in {"against", "over", "off"} for phrase in rest[:1]):
        return Label.THREATENING, told
    if _leaning(context, clause):
        return Label.THREATENING, told
    if any(phrase.kind in {"u", "w"} for phrase in rest):
        said = next((each for at, each in parsed.clauses.items() if at > last and each.verb.finite), None)
        third = set(parsed.actors(said.subject)) - {*parsed.actors(clause.does)} if said is not None else set()
        third -= {target.name for target in told}
        return (None if third else Label.THREATENING), told
    return (Label.THREATENING if not rest or rest[0].kind in {",", ".", '"', ":"} else None), told


def _leaning(context: Context, clause: Clause) -> list[Clause]:
    """Return what the object of a verb is told to do."""
    return [each for each in context.parsed.clauses.values() if each.leans is clause and each.how == "ordered"]


def _content(context: Context, clause: Clause) -> Clause | None:
    """Return what is asked for in "demanded that Moscow withdraw"."""
    phrases = context.parsed.phrases
    if clause.at + 1 >= len(phrases) or phrases[clause.at + 1].word != "that":
        return None
    return next((each for at, each in context.parsed.clauses.items() if at > clause.at and each.verb.finite), None)


def _urge(context: Context, clause: Clause, frame: Frame, targets: Targets) -> tuple[Label | None, Targets]:
    """To urge an actor to stop finds fault with what it does; to urge it not to do something is to be wary of it."""
    told = [target for target in targets if not target.name.startswith(TOPIC)]
    said = _content(context, clause)
    if said is not None:
        told = [Target(name, said.at) for name in context.parsed.actors(said.subject)]
    for each in [*_leaning(context, clause), *([said] if said is not None else [])]:
        following = context.parsed.tokens[each.verb.last].low if each.verb.last < len(context.parsed.tokens) else ""
        if {each.verb.word, f"{each.verb.word} {following}"} & load_frames().wrong:
            return (None if each.verb.negated else frame.label), told
        if each.verb.negated:
            acts = load_frames().find("verb", each.verb.word)
            hostile = each.verb.word in load_frames().harm or any(act.label in _HOSTILE for act in acts)
            return (frame.label if hostile else Label.CAUTIOUS), told
    return None, []


def _view(context: Context, clause: Clause, _frame: Frame, targets: Targets) -> tuple[Label | None, Targets]:
    """To view something with alarm is to be alarmed."""
    for i in clause.after("with"):
        for each in load_frames().find("noun", context.parsed.phrases[i].word):
            if not each.mutual and each.label in _OPINIONS:
                return each.label, targets
    return None, []


def _respond(context: Context, _clause: Clause, frame: Frame, targets: Targets) -> tuple[Label | None, Targets]:
    """To respond to what an actor does against oneself, or for one's foe, finds fault with it."""
    parsed = context.parsed
    for target in targets:
        doing = any(each.how == "reduced" and target.at in each.subject for each in parsed.clauses.values())
        if doing or (has_frame(parsed.phrases[target.at].word) and not target.name.startswith(TOPIC)):
            return frame.label, targets
    return None, []


def _deny(context: Context, clause: Clause, frame: Frame, _targets: Targets) -> tuple[Label | None, Targets]:
    """What is denied is a topic, by its own words: "denied sheltering rebels", "denied the charges"."""
    topic = find_denied(context, clause.at)
    return (frame.label, [Target(topic, clause.at, BY_TOPIC)]) if topic else (None, [])


def find_denied(context: Context, at: int) -> str:
    """Return the topic of what follows a verb or noun of denying; failing that, of what was last alleged."""
    parsed = context.parsed
    following = next(
        (i for i in range(at + 1, min(at + 3, len(parsed.phrases))) if parsed.phrases[i].kind in {"NP", "VG"}), -1
    )
    if following < 0:
        return context.memory.charge
    phrase = parsed.phrases[following]
    pointing = phrase.kind == "NP" and parsed.tokens[phrase.head].tag in {"d", "o", "u"}
    if phrase.kind == "NP" and (pointing or phrase.prep not in {"", "of"}) and not _has_verb(context, following):
        return context.memory.charge
    if phrase.kind == "NP" and not _has_verb(context, following):
        claimed = _claimed(context, at)
        if claimed:
            return claimed
        plain = phrase.word in load_lexicon().heads["accusation"] and not list(parsed.after(following))
        if plain and context.memory.charge:
            return context.memory.charge
        return spell_content(context, following)
    verb = following if phrase.kind == "VG" else next((i for i in parsed.clauses if i > following), following)
    return spell_content(context, verb)


def _claimed(context: Context, at: int) -> str:
    """Return the topic of what is claimed in "denied US assertions that Pyongyang …"."""
    for report in context.reports:
        if report.denied and at < report.verb < at + _NEAR:
            verb = next((i for i in context.parsed.clauses if report.first < i < report.last), -1)
            return spell_content(context, verb) if verb > 0 else ""
    return ""


def _has_verb(context: Context, i: int) -> bool:
    following = context.parsed.phrases[i - 1].kind in {"u", "w"}
    clauses = context.parsed.clauses.values()
    return following or any(
        i in each.subject and each.at > i and each.how not in {"relative", "reduced"} for each in clauses
    )


def spell_content(context: Context, first: int) -> str:
    """Return a topic in the words of the phrases from ``first`` to the end of their clause: "alleged sheltering of rebels"."""
    parsed = context.parsed
    last = first
    for i in range(first + 1, min(first + 8, len(parsed.phrases))):
        if parsed.phrases[i].kind not in {"NP", "p", "c"} or (
            parsed.phrases[i].kind == "NP" and parsed.phrases[i].prep == "in"
        ):
            break
        if parsed.phrases[i].kind == "NP":
            last = i
    phrase = parsed.phrases[first]
    end = parsed.tokens[parsed.phrases[last].last - 1].end
    if phrase.kind == "VG" and phrase.finite and phrase.word and not phrase.passive:
        words = [load_lexicon().gerund(phrase.word), *parsed.text[parsed.tokens[phrase.head].end : end].split()]
    else:
        words = parsed.text[parsed.tokens[phrase.first if phrase.kind == "NP" else phrase.head].start : end].split()
    while words and words[0].casefold() in {"the", "a", "an", "any", "that", "all", "these", "those"}:
        words = words[1:]
    plain = words and words[0] not in {"being", "having", "doing"}  # which say nothing by themselves
    return f"{TOPIC}alleged {' '.join(words[:_LONGEST])}" if plain else ""


SPECIALS: dict[str, Callable[[Context, Clause, Frame, Targets], tuple[Label | None, Targets]]] = {
    "warn": _warn,
    "urge": _urge,
    "view": _view,
    "respond": _respond,
    "deny": _deny,
}


def note_charges(context: Context, verbs: Sequence[int]) -> None:
    """Remember what a sentence says that somebody is suspected of."""
    phrases = context.parsed.phrases
    for at in verbs:
        near = range(at, min(at + _NEAR, len(phrases)))
        verb = next((i for i in near if phrases[i].kind == "VG"), -1)
        noun = next((i for i in near if phrases[i].kind == "NP"), -1)
        first = verb if verb >= 0 else noun
        if first >= 0:
            context.memory.charge = spell_content(context, first)
    for at, clause in context.parsed.clauses.items():
        if clause.how == "controlled" and clause.verb.prep == "of":  # "accused X of …"
            context.memory.charge = spell_content(context, at)
