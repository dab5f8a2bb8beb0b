"""A real browser, Debian's chromium without a screen, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from base64 import b64decode
from typing import TYPE_CHECKING, Any, Self

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
"""The program; empty where it is not installed."""


class Browser:
    """One tab. Each call waits until the browser has done it, 30 s at most.

    Args:
        folder: Where the browser may keep what it keeps.
        dark: Whether whoever looks prefers the dark.
        width: Of the screen; below 500, it is a phone's.
    """

    def __init__(self, folder: Path, *, dark: bool = False, width: int = 900) -> None:
        self._folder = folder
        self._dark = dark
        self._width = width
        self._number = 0
        self.complaints: list[str] = []  # what the browser wrote to its console: broken policies, above all

    async def __aenter__(self) -> Self:
        switches = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"]
        self._process = await asyncio.create_subprocess_exec(
            CHROMIUM,
            *switches,
            f"--user-data-dir={self._folder}",
            "about:blank",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(await self._find_tab(), max_msg_size=0)
        for domain in ("Page", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        screen = {"width": self._width, "height": 1400, "deviceScaleFactor": 1, "mobile": self._width < 500}
        await self.call("Emulation.setDeviceMetricsOverride", **screen)
        if self._dark:
            await self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._session.close()
        self._process.kill()
        await self._process.wait()

    async def _find_tab(self) -> str:
        async with asyncio.timeout(30):
            told = self._folder / "DevToolsActivePort"
            while not (told.exists() and "\n" in told.read_text()):  # noqa: ASYNC110 - it tells in a file
                await asyncio.sleep(0.05)
            port = told.read_text().splitlines()[0]
            while True:
                async with self._session.get(f"http://127.0.0.1:{port}/json/list") as response:
                    tabs = [tab for tab in await response.json() if tab["type"] == "page"]
                if tabs:
                    return str(tabs[0]["webSocketDebuggerUrl"])

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Call a method of the protocol."""
        self._number += 1
        await self._socket.send_str(json.dumps({"id": self._number, "method": method, "params": parameters}))
        number = self._number
        return await self._wait(lambda message: message.get("id") == number)

    async def _wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        async with asyncio.timeout(30):
            while True:
                message = json.loads((await self._socket.receive()).data)
                if message.get("method") == "Log.entryAdded":
                    self.complaints.append(message["params"]["entry"]["text"])
                if is_it(message):
                    return dict(message.get("result") or {})

    async def open(self, url: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=url)
        await self._wait(lambda message: message.get("method") == "Page.loadEventFired")

    async def run(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """Run a script as the test, not as the page, and return what it returns."""
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    async def leave(self, script: str) -> None:
        """Run a script that leads to another page, and wait for it."""
        await self.run(script)
        await self._wait(lambda message: message.get("method") == "Page.loadEventFired")

    async def picture(self) -> bytes:
        """Return what can be seen, as PNG."""
        return b64decode((await self.call("Page.captureScreenshot"))["data"])
