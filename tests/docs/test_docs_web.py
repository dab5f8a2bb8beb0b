"""The page on the web page names every address and every metric, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families
from starlette.routing import Route

from adapters.web.app import Pages
from tests.support.web_house import Core, serving

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "web.md").read_text("utf-8")


def test_every_address_has_its_row() -> None:
    """Each path stands there with its method."""
    routes = [each for each in Pages(Core().env()).make_app(own="127.0.0.1").routes if isinstance(each, Route)]
    served = {(each.path, method) for each in routes for method in (each.methods or set()) - {"HEAD"}}

    assert served == set(re.findall(r"^\| `(/\S*)` \| (\w+) \|", PAGE, re.MULTILINE))


def test_every_metric_has_its_row() -> None:
    """What is told to Prometheus of the bot stands there with its kind."""
    with serving(Core().env()) as adapter:
        text = httpx.get(f"{adapter.url}metrics", trust_env=False).text
    told = {
        (f"{each.name}_total" if each.type == "counter" else each.name, each.type)
        for each in text_string_to_metric_families(text)
        if each.name.startswith("briefbot_")
    }

    assert told == set(re.findall(r"^\| `(briefbot_\w+)` \| (\w+) \|", PAGE, re.MULTILINE))
