"""What slack-bolt calls: each listener acknowledges at once and leaves the work to :class:`Answers`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.slack import forms, payloads
from adapters.slack.translate import COMMAND
from bot.commands import wants_form

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp

    from adapters.slack.answers import Answers
    from adapters.slack.pace import Seen
    from adapters.slack.payloads import Ask
    from adapters.slack.translate import Block

    Payload = dict[str, object]

BRIEF_THIS = "brief_this"
BRIEF_ANYTHING = "brief_anything"
"""The callback ids of the two shortcuts, as docs/how-to/slack-manifest.yaml names them."""

_ANY_COMMAND = re.compile("^/")
_ANY_COMMAND_BUTTON = re.compile(f"^{re.escape(COMMAND)}")


def register(app: AsyncApp, answers: Answers, seen: Seen, *, zone: str, me: str = "") -> None:
    """Connect Slack's commands, messages, buttons, menus and forms to the core.

    Args:
        app: The Bolt app.
        answers: Answers what is asked.
        seen: What has been answered already.
        zone: The time zone to offer to who follows something.
        me: The bot's own user id, where it is known.
    """
    listeners = _Listeners(answers, seen, zone=zone, me=me)
    app.command(_ANY_COMMAND)(listeners.command)
    app.event("app_mention")(listeners.message)
    app.event("message")(listeners.message)
    app.event("app_home_opened")(listeners.home)
    app.action(_ANY_COMMAND_BUTTON)(listeners.button)
    app.shortcut({"type": "message_action", "callback_id": BRIEF_THIS})(listeners.message_menu)
    app.shortcut({"type": "shortcut", "callback_id": BRIEF_ANYTHING})(listeners.shortcut)
    app.view(forms.DIGEST)(listeners.digest_form)
    app.view(forms.QUERY)(listeners.query_form)


class _Listeners:
    def __init__(self, answers: Answers, seen: Seen, *, zone: str, me: str) -> None:
        self._answers = answers
        self._seen = seen
        self._zone = zone
        self._me = me

    def _take(self, ask: Ask | None) -> None:
        if ask and self._seen.add(ask.key):
            self._answers.begin(ask)

    async def command(self, ack: AsyncAck, body: Payload) -> None:
        await ack()
        self._take(payloads.from_slash(body))

    async def message(self, body: Payload) -> None:
        self._take(payloads.from_message(body, me=self._me))

    async def home(self, body: Payload) -> None:
        back = payloads.from_home(body)
        if back and self._seen.add(payloads.text_at(body, "event_id")):
            self._answers.begin_home(back)

    async def button(self, ack: AsyncAck, body: Payload) -> None:
        await ack()
        ask = payloads.from_button(body)
        if ask and wants_form(ask.command):
            self._open(body, ask, forms.to_digest_form(ask.command, ask.back, zone=self._zone))
        else:
            self._take(ask)

    async def message_menu(self, ack: AsyncAck, body: Payload) -> None:
        await ack()
        self._take(payloads.from_message_menu(body))

    async def shortcut(self, ack: AsyncAck, body: Payload) -> None:
        await ack()
        ask = payloads.from_message_menu(body)
        self._open(body, ask, forms.to_query_form(ask.back))

    def _open(self, body: Payload, ask: Ask, form: Block) -> None:
        if self._seen.add(ask.key):
            self._answers.begin_form(payloads.text_at(body, "trigger_id"), form, ask.back)

    async def digest_form(self, ack: AsyncAck, body: Payload) -> None:
        errors = forms.find_errors(body)
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        self._take(forms.from_digest_form(body))

    async def query_form(self, ack: AsyncAck, body: Payload) -> None:
        await ack()
        self._take(forms.from_query_form(body))
