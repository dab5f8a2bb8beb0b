"""``/source``: the feeds, pages and folders that are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.lines import plain
from bot.answering.query import find_link
from bot.answering.replies import sentence_reply
from bot.answering.wording import in_words
from bot.commands.help import read_action, usage_reply
from bot.errors import CommandError
from bot.model import Items, Paragraph, Reply, Run
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.commands.desk import Desk
    from bot.model import Command, Line, Place, Source

_HERE = "terminal"  # where whoever asks may read the machine's files anyway
_NONE = "No sources yet: /source add https://… reads a feed, a page, or a site's feed."


def source(command: Command, desk: Desk) -> Reply:
    """Answer the action that the text begins with; without one, say what the actions are."""
    if not command.text.strip():
        return usage_reply("source")
    action, rest = read_action("source", command.text)
    return _ACTIONS[action](rest, command.place, desk)


def _add(text: str, place: Place, desk: Desk) -> Reply:
    """Add a source and read it at once; one that gives nothing but failures is not kept."""
    before = {each.url for each in desk.store.sources()}
    address = _address(text)
    added = desk.reader.add_folder(address) if _find_folder(address, place) else desk.reader.add_source(address)
    outcome = desk.reader.read(added.url)
    if outcome.failures and not (outcome.kept or outcome.known or outcome.waiting or added.url in before):
        desk.store.remove_source(added.url)
        raise CommandError(outcome.failures[0])
    line = (Run("From now on this is read: "), *_title(added), Run(f" ({added.kind})."))
    parts = (Paragraph(line), *(Paragraph(plain(each), small=True) for each in (outcome.summary, *outcome.failures)))
    return Reply(text="".join(run.text for run in line), parts=parts)


def _remove(text: str, place: Place, desk: Desk) -> Reply:
    address = _address(text)
    spelt = {_bare(address), _bare(_find_folder(address, place))}
    match = next((each.url for each in desk.store.sources() if _bare(each.url) in spelt), "")
    if not match or not desk.store.remove_source(match):
        raise CommandError(f"{address} is no source; /source list shows those that are read.")
    return sentence_reply(f"{match} is no longer read; its articles stay.", private=False)


def _list(_text: str, _place: Place, desk: Desk) -> Reply:
    sources = desk.store.sources()
    if not sources:
        return sentence_reply(_NONE)
    failing = sum(bool(each.failures) for each in sources)
    return _listed(
        f"{count(len(sources), 'source')}; {count(failing, 'fails', 'fail') if failing else 'all well'}.", sources
    )


def _health(_text: str, _place: Place, desk: Desk) -> Reply:
    """Show what fails, and why."""
    sources = desk.store.sources()
    failing = [each for each in sources if each.failures]
    if not failing:
        return sentence_reply(f"All is well with {count(len(sources), 'source')}." if sources else _NONE)
    return _listed(f"{len(failing)} of {count(len(sources), 'source')} could not be read.", failing)


def _listed(head: str, sources: Sequence[Source]) -> Reply:
    lines = tuple((*_title(each), Run(f" · {each.kind} · {_state(each)}")) for each in sources)
    return Reply(text=head, parts=(Paragraph(plain(head)), Items(lines)), private=True)


def _title(source: Source) -> Line:
    if source.url.startswith("http"):
        return (Run(source.title or source.url, url=source.url),)
    return (Run(source.title or source.url),)


def _state(source: Source) -> str:
    checked = f"last read {in_words(source.checked)}" if source.checked else "not read yet"
    if not source.failures:
        return checked
    return f"failed {count(source.failures, 'time')} in a row: {source.error}"


def _address(text: str) -> str:
    address = find_link(text) or text.strip()
    if not address:
        raise CommandError("Name the address of the source, as in /source add https://example.org/feed.")
    return address


def _find_folder(address: str, place: Place) -> str:
    """Return the address of the folder that a path leads to, for whoever sits at this machine; empty if there is none."""
    path = Path(address).expanduser() if place.platform == _HERE and "://" not in address else None
    return path.resolve().as_uri() if path and path.is_dir() else ""


def _bare(address: str) -> str:
    """Return what two spellings of one address have in common."""
    return address.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


_ACTIONS: Mapping[str, Callable[[str, Place, Desk], Reply]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "health": _health,
}
