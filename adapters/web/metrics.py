"""The bot's figures in the form that Prometheus reads.

Names follow https://prometheus.io/docs/practices/naming/: a unit in each, ``_total`` for what only grows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from bot.ports import LATENCIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.metrics_core import Metric

    from bot.ports import Answered, Clock, Status


def make_registry(status: Callable[[], Status], clock: Clock) -> CollectorRegistry:
    """Return a registry of its own, with the bot's figures and the process's."""
    registry = CollectorRegistry()
    registry.register(StatusCollector(status, clock))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    return registry


class StatusCollector(Collector):
    """Asks for the status each time the figures are read."""

    def __init__(self, status: Callable[[], Status], clock: Clock) -> None:
        self._status = status
        self._clock = clock

    def describe(self) -> list[Metric]:
        """Name nothing ahead: registering asks for no status."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        status = self._status()
        yield _gauge("briefbot_ready", "Whether nothing keeps the bot from being ready.", not status.trouble)
        yield _gauge("briefbot_articles", "Articles kept.", status.articles)
        yield _gauge("briefbot_sources", "Sources that are read.", status.sources)
        yield _gauge("briefbot_sources_failing", "Sources whose last reading failed.", status.failing)
        yield _gauge("briefbot_subscriptions", "Digests that channels have asked for.", status.subscriptions)
        adapters = GaugeMetricFamily("briefbot_adapter_ready", "Whether an adapter is connected.", labels=["adapter"])
        for name, ready in status.adapters.items():
            adapters.add_metric([name], ready)
        yield adapters
        if status.last_tick:
            age = (self._clock() - status.last_tick).total_seconds()
            yield _gauge("briefbot_last_tick_age_seconds", "Seconds since what was due was last done.", age)
        yield from _answered(status.answered)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)


def _answered(counts: tuple[Answered, ...]) -> Iterator[Metric]:
    labels = ["command", "outcome"]
    total = CounterMetricFamily("briefbot_commands", "Commands by how they ended.", labels=labels)
    times = HistogramMetricFamily("briefbot_command_duration_seconds", "Time that commands took.", labels=labels)
    for each in counts:
        key = [each.command, each.outcome]
        total.add_metric(key, each.count)
        bounds = [(str(bound), float(count)) for bound, count in zip(LATENCIES, each.within, strict=True)]
        times.add_metric(key, [*bounds, ("+Inf", float(each.count))], sum_value=each.seconds)
    yield total
    yield times
