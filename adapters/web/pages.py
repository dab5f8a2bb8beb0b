"""The page: one box, and the answer below it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.web.translate import to_html, write
from bot.colours import GROUNDS, INK

if TYPE_CHECKING:
    from bot.model import Reply

LONGEST = 2_000
"""Characters that the box takes."""


def to_page(reply: Reply, *, heading: str, typed: str = "") -> str:
    """Return the page.

    Args:
        reply: What stands below the box.
        heading: What stands above the reply.
        typed: What stands in the box.
    """
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{write(heading)} · briefbot</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header>
<h1><a href="/">briefbot</a></h1>
<form class="ask" role="search" method="post" action="/">
<label for="q">An actor, a topic, words, a link, or any command</label>
<div class="box">
<input id="q" name="q" type="search" value="{write(typed)}" maxlength="{LONGEST}" required autocomplete="off"{_focus(typed)}>
<button>Ask</button>
</div>
</form>
</header>
<main>
<article>
<h2>{write(heading)}</h2>
{to_html(reply)}
</article>
</main>
<footer>
<p class="small">Every point is a sentence of its source, word for word. This page needs no account: whoever can open it can
use the bot. · <a href="/readyz">Ready?</a> · <a href="/metrics">Metrics</a></p>
</footer>
</body>
</html>
"""


def shorten(words: str, limit: int = 120) -> str:
    """Return what was typed, as short as a heading should be.

    >>> shorten(" china ", 5), shorten("china and japan", 9)
    ('china', 'china an…')
    """
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def _focus(typed: str) -> str:
    """Put the cursor into an empty box; a reader of an answer is left at its top."""
    return "" if typed else " autofocus"


_LOOK = """:root {
  color-scheme: light dark;
  --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #d0d7de; --accent: #0b5cad; --raised: #f4f6f8;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e7ec; --paper: #14181d; --quiet: #9aa5b1; --line: #36404a; --accent: #76b4f5; --raised: #1d232a; }
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, sans-serif; background: var(--paper); color: var(--ink); }
body { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; letter-spacing: -.01em; margin: 0 0 1rem; }
h1 a { color: inherit; text-decoration: none; }
h1 a::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: .2em;
  background: var(--accent); }
h2 { font-size: 1.05rem; font-weight: 600; color: var(--quiet); margin: 2rem 0 .75rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
label { display: block; color: var(--quiet); margin-bottom: .35rem; }
.box { display: flex; gap: .5rem; }
input { flex: 1; min-width: 0; }
input, button { font: inherit; color: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--raised); }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
.box button { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; padding: .5rem 1.1rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ol, ul { padding-left: 1.75rem; }
li { margin: .5rem 0; padding-left: .2rem; }
li::marker { color: var(--quiet); font-variant-numeric: tabular-nums; }
code { font: .92em/1.4 ui-monospace, monospace; background: var(--raised); padding: .1rem .3rem; border-radius: .25rem;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.25rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1rem .55rem 0; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { background: var(--paper); position: sticky; left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 600; font-size: .875rem; }
.stance { display: inline-block; padding: 0 .5rem; border-radius: .3rem; background: var(--raised); font-size: .94em; }
@STANCES@
.unknown { background: none; color: var(--quiet); padding: 0; font-style: italic; }
img { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: .4rem; }
figure { margin: 1.25rem 0; }
.small { color: var(--quiet); font-size: .875rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) {
  .prose thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .prose, .prose tbody, .prose th, .prose td { display: block; }
  .prose tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .5rem; padding: .75rem 0;
    border-bottom: 1px solid var(--line); }
  .prose tr:last-child { border-bottom: 0; }
  .prose tbody th, .prose td { border: 0; padding: 0; position: static; }
  .prose tr:has(.stance) td:nth-child(2)::before { content: "→ "; color: var(--quiet); }
  .prose td:last-child { flex-basis: 100%; }
  .prose td:empty { display: none; }
}
"""

STYLE = _LOOK.replace(
    "@STANCES@", "\n".join(f".{label} {{ color: {INK}; background: {ground}; }}" for label, ground in GROUNDS.items())
)
"""The page's style sheet."""
