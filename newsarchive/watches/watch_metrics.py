"""The state of watches' messages as a text file for Prometheus' node_exporter (NEWSARCHIVE_METRICS).

It is of the archive, not of a source: it is written whenever watches have looked at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newsarchive.storage.interfaces.watch_store import WatchCounts

# The hyphen keeps it apart from `newsarchive_NAME.prom` of a source.
METRICS_OF_WATCHES = "newsarchive-watches.prom"


def write_watch_metrics(folder: Path, counts: Sequence[WatchCounts]) -> None:
    """Write the file, atomically; raises OSError if the folder cannot be written.

    Messages are summed up, and only watches in trouble are named: ten thousand would be more than a collector
    bears. A watch that was removed is told of no longer.
    """
    # Imported late: most crawls write no metrics.
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile  # noqa: PLC0415

    living = [one for one in counts if one.removed_at is None]
    registry = CollectorRegistry()
    Gauge("newsarchive_watches", "Watches that are declared.", registry=registry).set(len(living))
    states = {
        "waiting": sum(one.waiting for one in living),
        "sent": sum(one.sent for one in living),
        "failed": sum(one.failed for one in living),
        "dropped": sum(one.dropped for one in living),
    }
    text = "Messages of watches by what became of them; `failed` were given up, `waiting` are yet to be sent."
    messages = Gauge("newsarchive_watch_messages", text, ["state"], registry=registry)
    for state, number in states.items():
        messages.labels(state).set(number)
    text = "Messages of a watch in trouble: `failed` were given up, `waiting` are tried again."
    troubled = Gauge("newsarchive_watch_troubled_messages", text, ["watch", "state"], registry=registry)
    for one in living:
        if one.in_trouble:
            troubled.labels(one.watch, "failed").set(one.failed)
            troubled.labels(one.watch, "waiting").set(one.waiting)
    write_to_textfile(str(folder / METRICS_OF_WATCHES), registry)
