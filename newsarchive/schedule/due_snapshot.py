"""What the scheduler decides by: the declarations, the status of each source, and when it is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive import clock
from newsarchive.monitoring.alarms import raise_stalled_alarms
from newsarchive.monitoring.notify import Notifier
from newsarchive.schedule.crawl_runs import BackedOff, PrintMessage
from newsarchive.schedule.declaration_files import Declarations
from newsarchive.schedule.due import NEVER_CRAWLED, due_moments
from newsarchive.sources import Source
from newsarchive.storage.frontier.source_statuses import SourceStatus, source_statuses
from newsarchive.storage.rows.crawl_ends import INTERRUPTED_REASONS

SCHEDULE_COLUMNS = ("source", "last crawl", "next due", "state")
_NO_HOLDER = SourceStatus()


def table_rows(
    moments: Mapping[str, datetime],
    statuses: Mapping[str, SourceStatus],
    now: datetime,
    *,
    backoffs: Mapping[str, BackedOff],
    broken: Iterable[str],
) -> list[tuple[str, str, str, str]]:
    """Return rows of SCHEDULE_COLUMNS for a table, the source due soonest first; times are UTC.

    `backoffs`: the sources whose last crawl failed. `broken`: the sources whose file is invalid.
    """
    wrong = set(broken)
    rows = []
    for name, moment in sorted(moments.items(), key=lambda item: (item[1], item[0])):
        status = statuses.get(name, _NO_HOLDER)
        state = _state(moment, status, now, backoffs.get(name))
        if name in wrong:
            state += "; its file is invalid, the last valid one is used"
        rows.append((name, _time(status.began, "never"), _next(moment), state))
    rows += [
        (name, "", "", "its file is invalid: run 'newsarchive sources check'")
        for name in sorted(wrong - moments.keys())
    ]
    return rows


def _state(moment: datetime, status: SourceStatus, now: datetime, backoff: BackedOff | None) -> str:
    if status.holder is not None:
        return f"crawling: process {status.holder.pid} on {status.holder.host}"
    if moment > now:
        return "waiting"
    if backoff is not None and backoff.until > now:
        times = "once" if backoff.times == 1 else f"{backoff.times} times"
        return f"backing off until {backoff.until:%H:%M:%S}: failed {times}, exit code {backoff.code}"
    if status.began is not None and (status.reason is None or status.reason in INTERRUPTED_REASONS):
        return f"due, the last crawl was interrupted ({status.reason or 'died'})"
    return "due"


def _next(moment: datetime) -> str:
    return "now" if moment == NEVER_CRAWLED else _time(moment)


def _time(moment: datetime | None, otherwise: str = "") -> str:
    return otherwise if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"


_NOBODY = Notifier(())


@dataclass(frozen=True, slots=True)
class DueSnapshot:
    """The state at `now`: when each declared source is due, and the status of each that was ever crawled."""

    now: datetime
    moments: Mapping[str, datetime]
    statuses: Mapping[str, SourceStatus]


class DueBoard:
    """Reads declarations and archive; prints mistakes in files, and sends alarms to `notifier`."""

    def __init__(
        self, declarations: Declarations, url: str, print_message: PrintMessage, notifier: Notifier = _NOBODY
    ) -> None:
        self._declarations, self._url, self._print_message, self._notifier = (
            declarations,
            url,
            print_message,
            notifier,
        )

    @property
    def declared(self) -> Mapping[str, Source]:
        """The valid declarations by name."""
        return self._declarations.sources

    def refresh(self) -> None:
        """Read the declarations that changed, and report their mistakes."""
        for problem in self._declarations.refresh():
            self._print_message(problem)

    def snapshot(self) -> DueSnapshot:
        """Return the state now; raises ArchiveError."""
        self.refresh()
        now = clock.now()
        moments = due_moments(self._url, self.declared.values(), now)
        return DueSnapshot(now, moments, source_statuses(self._url, now))

    def raise_alarms(self) -> None:
        """Notify of sources that are no longer crawled, as `crawl --due` does; once per incident."""
        self.refresh()
        raise_stalled_alarms(self._url, self.declared.values(), notifier=self._notifier)

    def rows(
        self, snapshot: DueSnapshot, backoffs: Mapping[str, BackedOff]
    ) -> list[tuple[str, str, str, str]]:
        """Return the rows of the table that `newsarchive schedule` shows."""
        return table_rows(
            snapshot.moments,
            snapshot.statuses,
            snapshot.now,
            backoffs=backoffs,
            broken=self._declarations.broken,
        )
