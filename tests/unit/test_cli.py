"""The command line."""

from __future__ import annotations

import json
import re
import signal
import textwrap
from contextlib import chdir
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from tests.support.plugins import installed
from tests.support.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = """\
Steel talks end

China lowered its tariffs on steel from abroad on Monday, after talks that had lasted for most of the spring.

Japan condemned North Korea for its missile tests and welcomed the talks on steel at the end of the year.
"""


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell in an empty folder."""
    with chdir(tmp_path):
        yield Shell(tmp_path)


def test_help_names_the_commands(shell: Shell) -> None:
    """Help shows examples and every command in a line."""
    result = shell.run("--help")

    assert 0 == result.exit_code
    assert "briefbot brief china " in result.output
    assert all(f"\n  {name} " in result.output for name in main.commands)
    assert not [line for line in result.output.splitlines() if line.startswith("  ") and line.endswith("...")]


def test_version(shell: Shell) -> None:
    """The version is the distribution's."""
    assert f"version {version('briefbot')}" in shell.run("--version").output


def test_a_brief_in_a_process_of_its_own(shell: Shell) -> None:
    """The first brief on an empty store is made from the samples, cited, and says so."""
    output, errors = shell.start("brief", "china").communicate(timeout=60)

    assert "" == errors
    assert output.startswith("China · ")
    assert "\n1. “" in output
    assert "From the sample corpus" in output
    assert "\x1b" not in output
    assert all(len(line) <= 100 or line.strip().startswith("http") for line in output.splitlines())


@pytest.mark.parametrize("arguments", [("brief", "nato"), ("chat",)], ids=" ".join)
def test_a_screen_without_quotation_marks_shows_others(shell: Shell, arguments: tuple[str, ...]) -> None:
    """What a terminal's encoding lacks is replaced or sent all the same; nothing falls."""
    process = shell.start(*arguments, PYTHONIOENCODING="ascii")
    output, errors = process.communicate("nato\n", timeout=60)

    assert (0, "") == (process.returncode, errors)
    assert output.startswith("NATO ")


def test_words_in_quotation_marks_stay_together(shell: Shell) -> None:
    """The shell takes quotation marks away; an argument of several words among others is a phrase."""
    apart = shell.run("brief", "russia", "arms transfers").output

    assert apart.startswith("Russia arms transfers · ")
    assert 'brief russia "arms transfers" length:full' in " ".join(apart.split())
    assert shell.run("brief", "south korea").output.startswith("South Korea · ")
    assert shell.run("brief", "china on japan", "length:short").output.startswith("China on Japan · ")
    assert shell.run("brief", "words:40", "russia on north korea").output.startswith("Russia on North Korea · ")
    assert shell.run("brief", '"arms transfers"').output.startswith("Arms transfers · ")


def test_trouble_is_one_sentence_and_exit_status_1(shell: Shell) -> None:
    """What cannot be answered is said on standard error."""
    result = shell.run("brief", "china", "vs")

    assert (1, "") == (result.exit_code, result.stdout)
    assert 'Error: Name both sides, as in "china vs japan".\n' == result.stderr


def test_usage_is_exit_status_2(shell: Shell) -> None:
    """An option that does not exist is a fault of usage."""
    assert 2 == shell.run("brief", "--nonsense").exit_code
    assert 2 == shell.run("read").exit_code


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"BRIEFBOT_RANKER": "magic"}, "There is no ranker called 'magic'; choose one of: default, kl"),
        ({"BRIEFBOT_TIME_ZONE": "Mars"}, "BRIEFBOT_TIME_ZONE must be a time zone"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with"),
        ({"DATABASE_URL": "sqlite:////dev/null/x.db"}, "The folder /dev/null cannot be made"),
    ],
)
def test_wrong_settings_are_said(shell: Shell, environ: dict[str, str], said: str) -> None:
    """A setting that is wrong stops the start with what it takes."""
    result = shell.run("brief", "china", **environ)

    assert 1 == result.exit_code
    assert said in result.stderr
    assert 1 == result.stderr.count("\n")


def test_an_unknown_setting_warns(shell: Shell) -> None:
    """A slip in a setting's name is told, and the answer comes all the same."""
    result = shell.run("help", BRIEFBOT_RANKR="default")

    assert "Did you mean BRIEFBOT_RANKER?" in result.stderr
    assert 0 == result.exit_code


def test_a_dot_env_file_is_read(shell: Shell) -> None:
    """Settings may stand in a file."""
    (shell.folder / ".env").write_text("BRIEFBOT_RANKER=magic\n")

    assert "no ranker called 'magic'" in shell.run("brief", "china").stderr


def test_reading_makes_samples_give_way(shell: Shell) -> None:
    """The first article of one's own drives out the samples; read twice, it is kept once."""
    (shell.folder / "steel.txt").write_text(ARTICLE)
    shell.run("brief", "nato")

    assert "1 article read." in shell.run("read", "steel.txt").output
    assert "1 read before." in shell.run("read", "steel.txt").output
    assert "sample corpus" not in shell.run("brief", "china").output
    assert "Nothing found on NATO." in shell.run("brief", "nato").output


def test_what_cannot_be_read_is_exit_status_1(shell: Shell) -> None:
    """Each address has its line; a failure does not stop those after it."""
    (shell.folder / "steel.txt").write_text(ARTICLE)
    result = shell.run("read", "nothing.txt", "steel.txt")

    assert 1 == result.exit_code
    assert "nothing.txt" in result.stderr
    assert "1 article read." in result.output


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("width", [0, 30])
def test_stances_are_lines_of_json(shell: Shell, line_break: str, width: int) -> None:
    """Stances of files are printed with offsets into the files as they stand on disk, however their lines break."""
    paragraphs = ARTICLE.split("\n\n")
    wrapped = [textwrap.fill(each, width) if width else each for each in paragraphs]
    on_disk = "\n\n".join(wrapped).replace("\n", line_break)
    (shell.folder / "steel.txt").write_bytes(on_disk.encode())
    result = shell.run("stances", "--json", "steel.txt")
    rows = [json.loads(line) for line in result.stdout.splitlines()]

    assert {("steel.txt", "Japan")} <= {(row["file"], row["holder"]) for row in rows}
    assert all(" ".join(on_disk[row["start"] : row["end"]].split()) == row["evidence"] for row in rows)
    assert all({"target", "stance", "mode", "voice"} <= row.keys() for row in rows)


def test_stances_of_a_folder(shell: Shell) -> None:
    """Of a folder the files are read, and those of the folders in it, in the order of their names, but for hidden ones."""
    (shell.folder / "news" / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/a.md"):
        (shell.folder / "news" / name).write_text(ARTICLE)
    rows = [json.loads(line) for line in shell.run("stances", "--json", "news").stdout.splitlines()]

    assert ["a.txt", "b.txt", "sub/a.md"] == list(dict.fromkeys(row["file"] for row in rows))


def test_a_file_that_cannot_be_read_does_not_end_the_stances_of_the_others(shell: Shell) -> None:
    """It is named on standard error, the others are read, and the status tells of it."""
    (shell.folder / "news").mkdir()
    (shell.folder / "news" / "a.txt").write_bytes(b"%PDF-1.4")
    (shell.folder / "news" / "b.txt").write_text(ARTICLE)
    (shell.folder / "news" / "c.csv").write_text("a,b")
    result = shell.run("stances", "--json", "news")

    assert {"b.txt"} == {json.loads(line)["file"] for line in result.stdout.splitlines()}
    assert "a.txt is a PDF" in result.stderr
    assert "c.csv was left out: only txt, md and html files are read." in result.stderr
    assert 1 == result.exit_code


def test_ranking_reads_clusters_and_prints_summaries(shell: Shell) -> None:
    """Each line of documents gives a line with a summary of whole sentences."""
    documents = [{"text": ARTICLE}, {"text": "China ended the talks on steel. Prices fell on Monday."}]
    (shell.folder / "x.jsonl").write_text(json.dumps({"id": "a", "documents": documents}) + "\n")
    row = json.loads(shell.run("rank", "--json", "x.jsonl", "--words", "30").stdout)

    assert "a" == row["id"]
    assert 0 < sum(len(sentence.split()) for sentence in row["summary"]) <= 30


def test_a_file_of_another_form_is_said(shell: Shell) -> None:
    """A line that is no cluster is named."""
    (shell.folder / "x.jsonl").write_text("{}\nnonsense\n")
    result = shell.run("rank", "--json", "x.jsonl", "--words", "30")

    assert (1, 1) == (result.exit_code, result.stderr.count("\n"))


def test_a_matrix_is_saved_as_a_picture(shell: Shell) -> None:
    """The picture goes into a file; the table beside it is printed."""
    result = shell.run("stance", "matrix", "--picture", "matrix.png")

    assert 0 == result.exit_code
    assert (shell.folder / "matrix.png").read_bytes().startswith(b"\x89PNG")
    assert "The picture is in matrix.png." in result.output
    assert "Read along the rows: " in result.output


def test_without_a_picture_none_is_saved(shell: Shell) -> None:
    """An answer in words has no picture to save; a folder that is not there is named."""
    assert "There is no picture" in shell.run("stance", "china", "--picture", "x.png").stderr
    assert "cannot be written" in shell.run("stance", "matrix", "--picture", "no/such/x.png").stderr


def test_verify_after_a_brief(shell: Shell) -> None:
    """A brief's id outlives the process that made it."""
    output = shell.run("brief", "china").output
    identity = re.search(r"brief (\w{8})\b", output)

    assert identity
    assert "lines stand in the stored text" in " ".join(shell.run("verify", identity[1]).output.split())


def test_digests_and_sources_are_kept(shell: Shell) -> None:
    """What is added in one process is there in the next."""
    shell.run("digest", "add", "china", "daily", "08:00")

    assert "· china · daily 08:00 UTC ·" in shell.run("digest", "list").output
    assert "No sources yet" in shell.run("source", "list").output


def test_chat_answers_lines(shell: Shell) -> None:
    """A pipe may talk to the bot."""
    result = shell.run("chat", typed="help\nbrief chinaa\nquit\n")

    assert "Commands" in result.output
    assert "Did you mean China" in result.output


def test_doctor_finds_all_well(shell: Shell) -> None:
    """Without tokens nothing is wrong: it is said what would not run."""
    result = shell.run("doctor")

    assert 0 == result.exit_code
    assert "ok   Store: can be read and written; it holds 0 articles." in result.output
    assert "note discord: would not run. DISCORD_TOKEN is not set" in result.output


def test_doctor_names_what_must_be_done(shell: Shell) -> None:
    """What is ill is told with what to do, and the exit status says that there is something."""
    (shell.folder / "test.db").write_bytes(b"no database" * 500)
    result = shell.run("doctor", BRIEFBOT_RANKER="magic", BRIEFBOT_LOGS="json")

    assert 1 == result.exit_code
    assert "FAIL BRIEFBOT_LOGS is not a setting" in result.output
    assert "FAIL BRIEFBOT_RANKER: There is no ranker called 'magic'" in result.output
    assert "is not a database" in result.output
    assert "FAIL BRIEFBOT_TIME_ZONE" in shell.run("doctor", BRIEFBOT_TIME_ZONE="Mars").output


def test_serve_stops_on_sigterm(shell: Shell) -> None:
    """A service says what runs, and ends cleanly when told to."""
    process = shell.start("serve", "--only", "web", BRIEFBOT_WEB_PORT="0")
    assert process.stdout
    assert "web: runs.\n" == process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=40)

    assert (0, "Stopped.\n") == (process.returncode, output)


def test_serve_refuses_what_it_cannot_run(shell: Shell) -> None:
    """An adapter that is named and lacks its settings stops the start."""
    result = shell.run("serve", "--only", "discord")

    assert 1 == result.exit_code
    assert "discord: does not run. DISCORD_TOKEN is not set" in result.output
    assert "There is no adapter called 'x'" in shell.run("serve", "--only", "x").stderr


TALKER = """
import logging

class Talker:
    def __init__(self, env): pass
    def run(self, stop): logging.getLogger("talker").error("command failed", extra={"trace": "line 1"})
"""


def test_what_goes_wrong_in_a_chat_is_noted_where_whoever_runs_it_looks(tmp_path: Path) -> None:
    """On its standard error, with the details that the apology does not tell."""
    with installed(tmp_path, adapters={"terminal": "talker:Talker"}, modules={"talker": TALKER}):
        result = Shell(tmp_path).run("chat")

    assert "command failed" in result.stderr
    assert "line 1" in result.stderr
