"""The command line: ``briefbot``. What is heavy is imported by the command that needs it, so that help is quick."""

from __future__ import annotations

import io
import logging
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.bootstrap import Bot
    from bot.config import Settings
    from bot.model import Reply

_NARROWEST, _WIDEST = 40, 110  # columns of text that can still be read

_INTERRUPTED = 130  # what a shell reports of a command that Ctrl+C ended

_OPTION = re.compile(r"(?:since|until|length|words):", re.IGNORECASE)

_WORDS = click.argument("words", nargs=-1)


# \b: click keeps these lines as they are
_EXAMPLES = """\b
Examples:
  briefbot brief china                   a brief on an actor
  briefbot brief '"arms transfers"'      on words that stand together
  briefbot brief china vs japan          on two sides
  briefbot brief https://example.org/    on one page
  briefbot read FOLDER https://…/rss     reads articles of your own
  briefbot serve                         runs the bot in Slack and Discord"""


@click.group(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="briefbot")
def main() -> None:
    """Short, cited briefings on any actor or topic in the news, and who stands where."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a screen may lack letters of foreign text: it shows others then
            stream.reconfigure(errors="replace")


@main.command()
@_WORDS
def brief(words: tuple[str, ...]) -> None:
    """Brief on an actor, a topic, words or a link.

    Options stand among the words: since:7d, until:2024-06-30, length:short (or normal, full), words:200.
    """
    _answer("brief", words)


@main.command(short_help="Show who stands where.")
@_WORDS
@click.option("--picture", type=click.Path(dir_okay=False), help="Where to save the picture of a matrix.")
def stance(words: tuple[str, ...], picture: str | None) -> None:
    """Show who stands where: "china", "china on north korea", "matrix" or "matrix TOPIC"."""
    _answer("stance", words, picture=picture)


@main.command(short_help="Show and change digests.")
@_WORDS
def digest(words: tuple[str, ...]) -> None:
    """Show and change digests: add, list, pause, resume, remove, run, history."""
    _answer("digest", words)


@main.command(short_help="Show and change what is read.")
@_WORDS
def source(words: tuple[str, ...]) -> None:
    """Show and change what is read: add, list, remove, health."""
    _answer("source", words)


@main.command(short_help="Check a brief against the stored text.")
@_WORDS
def verify(words: tuple[str, ...]) -> None:
    """Check each line of a brief against the stored text again."""
    _answer("verify", words)


@main.command("help", short_help="Show what can be asked.")
@_WORDS
def help_(words: tuple[str, ...]) -> None:
    """Show what can be asked, here and in a chat; or how a command is used: help digest."""
    _answer("help", words)


@main.command()
@click.argument("addresses", nargs=-1, required=True, metavar="PATH|URL…")
def read(addresses: tuple[str, ...]) -> None:
    """Read files, folders, pages and feeds into the store."""
    failed = False
    with _bot() as bot:
        for address in addresses:
            try:
                outcome = bot.reader.read(address, progress=_show_progress)
            except KeyboardInterrupt:
                click.echo("\nInterrupted; what was read until then is kept.", err=True)
                sys.exit(_INTERRUPTED)
            click.echo(outcome.summary)
            for sentence in (*outcome.failures, *outcome.skipped):
                click.echo(f"  {sentence}", err=sentence in outcome.failures)
            failed = failed or bool(outcome.failures)
    sys.exit(1 if failed else 0)


def _show_progress(done: int, whole: int) -> None:
    """Say on a screen how far a folder has been read."""
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {whole:,} files", nl=done == whole, err=True)


@main.command(short_help="Print the stances that files hold.")
@click.option("--json", "_json", is_flag=True, required=True, help="One object a line.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def stances(paths: tuple[Path, ...], *, _json: bool) -> None:
    """Print the stances that files hold, without storing them: file, start, end, holder, target, stance, mode, voice.

    The offsets are in characters of the file as it stands on disk. Folders are read with the folders in them.
    """
    from bot.answering.export import stance_lines  # noqa: PLC0415 - see the module
    from bot.reading.decode import decode  # noqa: PLC0415 - see the module

    failures: list[str] = []
    with _bot() as bot:
        look, load = bot.reader.look, lambda path: decode(path.read_bytes())
        for line in stance_lines(_list_files(paths), look=look, load=load, tell=failures.append):
            click.echo(line)
    for sentence in failures:
        click.echo(sentence, err=True)
    sys.exit(1 if failures else 0)


def _list_files(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield files with their names: within a folder, with those of the folders in it; say what is left out."""
    from bot.reading.file import list_files  # noqa: PLC0415 - see the module

    for path in paths:
        listing = list_files(path)
        for sentence in listing.skipped:
            click.echo(sentence, err=True)
        for file in listing.files:
            yield file.relative_to(path).as_posix() if file != path else file.name, file


@main.command(short_help="Summarise clusters of documents.")
@click.option(
    "--json", "path", required=True, type=click.File(encoding="utf-8"), help="One cluster of documents a line."
)
@click.option("--words", type=click.IntRange(1), required=True, help="How long a summary may be.")
def rank(path: Iterator[str], words: int) -> None:
    """Print a summary of each cluster of documents in a file, by the ranker that is set."""
    from bot.plugins import load_ranker  # noqa: PLC0415 - see the module
    from bot.ranking.jsonl import rank_lines  # noqa: PLC0415 - see the module
    from bot.reading.language import detect_language  # noqa: PLC0415 - see the module

    with _trouble():
        ranker = load_ranker(_settings().briefbot_ranker)
        try:
            for line in rank_lines(path, ranker, words=words, detect=detect_language):
                click.echo(line)
        except ValueError as error:  # of the file's form; it says which line
            raise click.ClickException(str(error)) from error


@main.command(short_help="Talk to the bot here.")
def chat() -> None:
    """Talk to the bot here, as one would in Slack or Discord."""
    import threading  # noqa: PLC0415 - see the module

    from bot.logs import set_up_logs  # noqa: PLC0415 - see the module
    from bot.plugins import ADAPTERS, load_plugin  # noqa: PLC0415 - see the module

    with _bot() as bot:
        set_up_logs(bot.settings.briefbot_log, least=logging.WARNING)
        load_plugin(ADAPTERS, "terminal")(bot.env()).run(threading.Event())


@main.command(short_help="Run the bot, until SIGTERM.")
@click.option("--only", multiple=True, metavar="NAME", help="Run this adapter alone; may be given more than once.")
@click.option(
    "--except", "but", multiple=True, metavar="NAME", help="Do not run this one; may be given more than once."
)
def serve(only: tuple[str, ...], but: tuple[str, ...]) -> None:
    """Run the bot: every adapter that has its settings, until SIGTERM."""
    from bot.logs import set_up_logs  # noqa: PLC0415 - see the module
    from bot.serve import leave  # noqa: PLC0415 - see the module
    from bot.serve import serve as run  # noqa: PLC0415 - see the module

    with _bot() as bot:
        set_up_logs(bot.settings.briefbot_log)
        status = run(bot, only=only, but=but, say=click.echo)
    if status:
        sys.exit(status)
    leave()


@main.command(short_help="Check all, and say what to do.")
def doctor() -> None:
    """Check settings, store, sources and adapters, and say what to do."""
    from bot.config import load_environment  # noqa: PLC0415 - see the module
    from bot.doctor import examine  # noqa: PLC0415 - see the module

    ill = False
    with _trouble():
        for finding in examine(load_environment()):
            click.echo(f"{finding.state} {finding.sentence}")
            ill = ill or finding.ill
    sys.exit(1 if ill else 0)


def _answer(name: str, words: Sequence[str], *, picture: str | None = None) -> None:
    """Print what a chat would be answered."""
    from bot.model import Command, Place  # noqa: PLC0415 - see the module

    with _bot() as bot:
        reply = bot.answer(Command(name=name, text=_to_text(words), place=Place(platform="terminal")))
        click.echo(_render(reply), nl=False)
        if picture:
            _save_picture(reply, picture)


def _to_text(words: Sequence[str]) -> str:
    """Return arguments as they would be typed in a chat, where the shell has taken the quotation marks away.

    What is one argument alone, options apart, was only held together for the shell.
    """
    if sum(not _OPTION.match(word) for word in words) == 1:
        return " ".join(words)
    if words and words[0] == "matrix":
        return f"{words[0]} {_to_text(words[1:])}"
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _render(reply: Reply) -> str:
    from bot.plain import to_text  # noqa: PLC0415 - see the module

    columns = shutil.get_terminal_size((_WIDEST, 0)).columns
    return to_text(reply, width=min(_WIDEST, max(_NARROWEST, columns)))


def _save_picture(reply: Reply, path: str) -> None:
    from bot.model import Picture  # noqa: PLC0415 - see the module

    pictures = [part for part in reply.parts if isinstance(part, Picture)]
    if not pictures:
        raise click.ClickException("There is no picture in this answer.")
    try:
        Path(path).write_bytes(pictures[0].png)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"The picture is in {path}.")


@contextmanager
def _trouble() -> Iterator[None]:
    """Say in one sentence what went wrong, and exit with 1."""
    try:
        yield
    except BotError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _bot() -> Iterator[Bot]:
    from bot.bootstrap import build  # noqa: PLC0415 - see the module

    with _trouble():
        bot = build(_settings())
        try:
            yield bot
        finally:
            bot.close()


def _settings() -> Settings:
    from bot.config import find_unknown, load_environment, read_settings  # noqa: PLC0415 - see the module

    environ = load_environment()
    for warning in find_unknown(environ):
        click.echo(warning, err=True)
    return read_settings(environ)


if __name__ == "__main__":
    main()
