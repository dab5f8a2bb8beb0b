"""``/digest``: briefs on a schedule."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answering.lines import plain
from bot.answering.query import parse_query
from bot.answering.replies import sentence_reply
from bot.answering.request import Ask
from bot.answering.wording import in_words
from bot.commands.help import read_action, usage_reply
from bot.errors import CommandError
from bot.model import Items, Paragraph, Reply, Run, State, Style, Subscription
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from bot.commands.desk import Desk
    from bot.model import Command, Delivery, Line, Place, Schedule

_LETTERS = 4  # of an id: people type it


def digest(command: Command, desk: Desk) -> Reply:
    """Answer the action that the text begins with; without one, say what the actions are."""
    if not command.text.strip():
        return usage_reply("digest")
    action, rest = read_action("digest", command.text)
    return _ACTIONS[action](rest, command.place, desk)


def _add(text: str, place: Place, desk: Desk) -> Reply:
    from bot.posting.schedule import describe, split_schedule  # noqa: PLC0415 - only this command needs it

    query, schedule = split_schedule(text, desk.zone)
    request = parse_query(query, registry=desk.registry, now=desk.clock())
    if request.ask in {Ask.HELP, Ask.LINK}:
        raise CommandError("A digest is on an actor, a topic or words, such as china daily 08:00 Europe/London.")
    same = next((s for s in desk.store.subscriptions(place) if (s.query, s.schedule) == (query, schedule)), None)
    if same:
        raise CommandError(f"This channel has that digest already: {same.id}.")
    made = Subscription(
        id=_new_id(place, query, desk), place=place, query=query, schedule=schedule, created=desk.clock()
    )
    desk.store.save_subscription(made)
    first = _local(_next(schedule, desk), schedule.zone)
    sentence = f"Digest {made.id}: {query}, {describe(schedule)}. The first comes on {first}."
    if place.platform not in desk.channels:
        sentence += f" Nothing can be posted here, though: digest run {made.id} shows what it would hold."
    return sentence_reply(sentence, private=False)


def _list(_text: str, place: Place, desk: Desk) -> Reply:
    subscriptions = desk.store.subscriptions(place)
    if not subscriptions:
        return sentence_reply("No digests here yet: /digest add china daily 08:00 Europe/London adds one.")
    head = f"{count(len(subscriptions), 'digest')} here."
    return Reply(
        text=head,
        parts=(Paragraph(plain(head)), Items(tuple(_line(each, desk) for each in subscriptions))),
        private=True,
    )


def _line(subscription: Subscription, desk: Desk) -> Line:
    from bot.posting.schedule import describe  # noqa: PLC0415 - as above

    schedule = subscription.schedule
    when = "paused" if subscription.paused else f"next on {_local(_next(schedule, desk), schedule.zone)}"
    return Run(subscription.id, Style.CODE), Run(f" · {subscription.query} · {describe(schedule)} · {when}")


def _pause(text: str, place: Place, desk: Desk) -> Reply:
    found = _find(text, place, desk)
    _change(replace(found, paused=True), desk)
    return sentence_reply(f"Digest {found.id} ({found.query}) is paused; /digest resume {found.id}.", private=False)


def _resume(text: str, place: Place, desk: Desk) -> Reply:
    found = _find(text, place, desk)
    _change(replace(found, paused=False), desk)
    first = _local(_next(found.schedule, desk), found.schedule.zone)
    return sentence_reply(f"Digest {found.id} ({found.query}) goes on; the next comes on {first}.", private=False)


def _change(changed: Subscription, desk: Desk) -> None:
    """Save a digest as it is now, unless somebody has removed it in the meantime."""
    if not desk.store.update_subscription(changed):
        raise CommandError(f"Digest {changed.id} has been removed; /digest list shows those that are here.")


def _remove(text: str, place: Place, desk: Desk) -> Reply:
    found = _find(text, place, desk)
    desk.store.remove_subscription(found.id)
    return sentence_reply(f"Digest {found.id} ({found.query}) is removed.", private=False)


def _run(text: str, place: Place, desk: Desk) -> Reply:
    """Show what the next digest would hold; nothing counts as shown by that."""
    from bot.posting.post import compose_next  # noqa: PLC0415 - as above

    found = _find(text, place, desk)
    return replace(compose_next(found, desk.store, desk.compose).reply, private=True)


def _history(text: str, place: Place, desk: Desk) -> Reply:
    found = _find(text, place, desk)
    deliveries = desk.store.deliveries(found.id)
    if not deliveries:
        return sentence_reply(f"Nothing was due of digest {found.id} yet.")
    head = f"Digest {found.id} ({found.query}), newest first."
    lines = tuple(plain(_happened(each, found.schedule)) for each in deliveries)
    return Reply(text=head, parts=(Paragraph(plain(head)), Items(lines)), private=True)


def _happened(delivery: Delivery, schedule: Schedule) -> str:
    from bot.posting.slots import say_late  # noqa: PLC0415 - as above

    what = {
        State.DUE: "is due",
        State.STAGED: "is being posted",
        State.POSTED: "posted",
        State.QUIET: "nothing new",
        State.FAILED: "not posted",
    }[delivery.state]
    when = f" at {delivery.posted.astimezone(ZoneInfo(schedule.zone)):%H:%M}" if delivery.posted else ""
    late = say_late(delivery.due, delivery.posted) if delivery.posted else ""
    line = "; ".join(filter(None, [f"{in_words(delivery.day)}: {what}{when}", late]))
    return f"{line}. {delivery.error}" if delivery.error else line


def _find(text: str, place: Place, desk: Desk) -> Subscription:
    """Return the place's subscription of that id."""
    wanted = text.strip().casefold()
    found = next((each for each in desk.store.subscriptions(place) if each.id == wanted), None)
    if found is None:
        said = f"There is no digest {wanted[:20]!r} here" if wanted else "Name the digest by its id"
        raise CommandError(f"{said}; /digest list shows those of this channel.")
    return found


def _new_id(place: Place, query: str, desk: Desk) -> str:
    """Return an id that no subscription has or had, for the history outlives it: letters of a hash, as few as will do."""
    seed = f"{place.key} {query} {desk.clock().isoformat()}"
    letters = base64.b32encode(hashlib.sha256(seed.encode()).digest()).decode().casefold()
    names = (letters[:n] for n in range(_LETTERS, len(letters)))
    return next(name for name in names if not (desk.store.subscription(name) or desk.store.deliveries(name, limit=1)))


def _next(schedule: Schedule, desk: Desk) -> datetime:
    from bot.posting.slots import next_due  # noqa: PLC0415 - as above

    return next_due(schedule, desk.clock())


def _local(moment: datetime, zone: str) -> str:
    """Return a moment as the people of a zone say it."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{_DAYS[local.weekday()]}, {in_words(local)}, {local:%H:%M} {zone}"


_DAYS: Sequence[str] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ACTIONS: Mapping[str, Callable[[str, Place, Desk], Reply]] = {
    "add": _add,
    "list": _list,
    "pause": _pause,
    "resume": _resume,
    "remove": _remove,
    "run": _run,
    "history": _history,
}
