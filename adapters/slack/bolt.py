"""The Bolt app, and how what comes from Slack is handed to it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)


def make_app(client: AsyncWebClient) -> AsyncApp:
    """Return a Bolt app to which nobody listens yet.

    Signatures are checked before a request comes to it (:mod:`adapters.slack.signing`). The token is not checked for each
    request, as Bolt would: that is a call to Slack before each acknowledgement.
    """
    quiet = logging.getLogger(f"{__name__}.quiet")
    quiet.setLevel(logging.ERROR)  # Bolt's warnings quote what people wrote

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    app = AsyncApp(
        name="briefbot",
        logger=quiet,
        client=client,
        authorize=authorize,
        signing_secret="",
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,  # we answer no bot at all, and know one without asking who we are
        raise_error_for_unhandled_request=True,
    )
    app.error(_acknowledge)
    return app


async def _acknowledge(error: Exception, response: BoltResponse | None) -> BoltResponse | None:
    """Acknowledge what nobody listens to, and what could not be listened to: Slack would only send it again."""
    if not isinstance(error, BoltUnhandledRequestError):
        log.error("slack listener failed", exc_info=error, extra={"error": type(error).__name__})
    return None if response is None else BoltResponse(status=200)


async def dispatch_text(app: AsyncApp, body: str, content_type: str) -> BoltResponse:
    """Hand the body of a request to Bolt; what is none of Slack's forms is refused."""
    try:
        return await app.async_dispatch(AsyncBoltRequest(body=body, headers={"content-type": content_type}))
    except Exception as error:  # noqa: BLE001 - Bolt raises as it comes: at JSON, at keys, at types
        return _refuse(error)


async def dispatch_payload(app: AsyncApp, payload: dict[str, object]) -> BoltResponse:
    """Hand a payload of Socket Mode to Bolt; what is none of Slack's forms is refused."""
    try:
        return await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))
    except Exception as error:  # noqa: BLE001 - as above
        return _refuse(error)


def _refuse(error: Exception) -> BoltResponse:
    log.warning("slack payload not understood", extra={"error": type(error).__name__})
    return BoltResponse(status=400, body="This body is none of Slack's.")
