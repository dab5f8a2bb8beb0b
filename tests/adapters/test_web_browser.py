"""The page in a real browser: that its policy lets it work, and nothing else."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.model import Actions, Button, Command, Heading, Items, Paragraph, Picture, Reply, Run, Style, Table
from tests.support.browser import CHROMIUM, Browser
from tests.support.loopback import Loopback, respond
from tests.support.web_house import Core, serving

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no browser: apt-get install chromium")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63b8b0d20500044e01fd51a6"
    "34340000000049454e44ae426082"
)


def answer(command: Command) -> Reply:
    """Answer with one of each part."""
    return Reply(
        text="Two points.",
        parts=(
            Paragraph((Run("China", Style.STRONG), Run(f" · asked for by {command.name}"))),
            Heading("Where it stands"),
            Items(((Run("“A <b>point</b>.” — "), Run("[1]", url="https://a.example/1")),), start=1),
            Table(("", "toward", "stance"), (((Run("China"),), (Run("Japan"),), (Run("cautious"),)),)),
            Picture(png=PNG, alt="China: cautious"),
            Actions((Button("Stances", "stance", "china"), Button("Help", "help"))),
        ),
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_question_is_asked_and_answered(tmp_path: Path, dark: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The box and the buttons work, in light and dark, and the browser finds nothing against the policy."""
    core = Core(answer=answer)

    async def look(url: str) -> tuple[list[str], str, bool, str, bytes]:
        async with Browser(tmp_path, dark=dark) as browser:
            await browser.open(url)
            await browser.leave("document.querySelector('#q').value = 'china'; document.querySelector('.ask').submit()")
            texts = [await browser.run("document.querySelector('h2').innerText")]
            shown = await browser.run("document.querySelector('img').naturalWidth > 0")
            await browser.leave("document.querySelector('.actions button').click()")
            texts.append(await browser.run("document.querySelector('#q').value"))
            colour = await browser.run("getComputedStyle(document.documentElement).backgroundColor")
            return browser.complaints, colour, shown, " ".join(texts), await browser.picture()

    with serving(core.env()) as adapter:
        complaints, colour, shown, texts, picture = asyncio.run(look(adapter.url))

    assert [] == complaints
    assert ("rgb(20, 24, 29)" if dark else "rgb(255, 255, 255)") == colour
    assert shown
    assert "Answer to “china” /stance china" == texts
    assert ["help", "brief", "stance"] == [command.name for command in core.asked]
    assert picture.startswith(b"\x89PNG")


NAMES = ("South Korea", "Philippines", "NATO", "Russia", "Ukraine", "Saudi Arabia")
QUOTE = "“They warned against steps that raise tension on the Korean Peninsula, and against sanctions.” — [1]"


def tabulate(_command: Command) -> Reply:
    """Answer with a table of quotations, a wide matrix, and an address that is longer than any screen is wide."""
    quotes = tuple(
        (
            (Run(name),),
            (Run("Philippines"),),
            (Run("threatening", stance="threatening"), Run(" (by deed)")),
            (Run(QUOTE),),
        )
        for name in NAMES
    )
    cell = (Run("supportive", stance="supportive"), Run(" "), Run("[1]", url="https://a.example/"))
    matrix = tuple(((Run(name),), *[cell] * 6) for name in NAMES)
    return Reply(
        text="Tables.",
        parts=(
            Table(("", "toward", "stance", "in whose words"), quotes),
            Table(("", *NAMES), matrix),
            Items(((Run("https://a.example/" + "long" * 60),),)),
        ),
    )


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen_and_no_word_is_broken(tmp_path: Path, width: int) -> None:
    """On a phone rows of quotations stand below one another; a matrix is scrolled by itself, its names in sight."""
    core = Core(answer=tabulate)
    script = """JSON.stringify({
      over: document.documentElement.scrollWidth - innerWidth,
      tallest: Math.max(...[...document.querySelectorAll('.prose tbody th, .stance')].map(e => {
        const words = document.createRange();
        words.selectNodeContents(e);
        return words.getBoundingClientRect().height;
      })),
      stacked: getComputedStyle(document.querySelector('.prose tr')).display === 'flex',
      scrolled: [...document.querySelectorAll('.scroll')].map(e => e.scrollWidth > e.clientWidth),
    })"""

    async def look(url: str) -> dict[str, Any]:
        async with Browser(tmp_path, width=width) as browser:
            await browser.open(url)
            return dict(json.loads(await browser.run(script)))

    with serving(core.env()) as adapter:
        seen = asyncio.run(look(adapter.url))

    assert 0 >= seen["over"]
    assert seen["stacked"] is (width < 640)
    assert seen["scrolled"] == [False, width < 900]
    assert 60 > seen["tallest"]  # pixels of two lines, as "South Korea" may be; no letter has a line of its own


def test_another_sites_form_is_refused(tmp_path: Path) -> None:
    """A page of another origin sends a form here, as a browser lets it; the core hears nothing of it."""
    core = Core(answer=answer)

    async def look(evil: str) -> str:
        async with Browser(tmp_path) as browser:
            await browser.open(evil)
            await browser.leave("document.querySelector('form').submit()")
            return str(await browser.run("document.body.innerText"))

    with serving(core.env()) as adapter:
        form = f'<form method="post" action="{adapter.url}"><input name="q" value="source remove https://e.org"></form>'
        with Loopback(lambda _: respond(form.encode())) as evil:
            text = asyncio.run(look(evil.url("/", host="localhost")))

    assert "Another site may not ask in your name." in text
    assert [] == core.asked
