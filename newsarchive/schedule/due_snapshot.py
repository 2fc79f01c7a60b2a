"""What the scheduler goes by: the declarations, how their sources stand, and when they are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive import clock
from newsarchive.monitoring.alarms import raise_stalled_alarms
from newsarchive.monitoring.notify import Notifier
from newsarchive.schedule.crawl_runs import BackedOff, Say
from newsarchive.schedule.declaration_files import Declarations
from newsarchive.schedule.due import NEVER_CRAWLED, due_moments
from newsarchive.sources import Source
from newsarchive.storage.frontier.crawl_records import INTERRUPTED, SourceStatus, source_statuses

# What is due, as a table for people: source, last crawl, next crawl, state.

COLUMNS = ("source", "last crawl", "next due", "state")
NO_HOLDER = SourceStatus()


def table_rows(
    moments: Mapping[str, datetime],
    stands: Mapping[str, SourceStatus],
    now: datetime,
    *,
    held: Mapping[str, BackedOff],
    broken: Iterable[str],
) -> list[tuple[str, str, str, str]]:
    """Return the rows, what is due soonest first; times are UTC."""
    wrong = set(broken)
    rows = []
    for name, moment in sorted(moments.items(), key=lambda item: (item[1], item[0])):
        standing = stands.get(name, NO_HOLDER)
        state = _state(moment, standing, now, held.get(name))
        if name in wrong:
            state += "; its file is wrong, goes on as declared before"
        rows.append((name, _time(standing.began, "never"), _next(moment), state))
    rows += [
        (name, "", "", "its file is wrong, see `sources check`") for name in sorted(wrong - moments.keys())
    ]
    return rows


def _state(moment: datetime, standing: SourceStatus, now: datetime, held: BackedOff | None) -> str:
    if standing.holder is not None:
        return f"at work: process {standing.holder.pid} on {standing.holder.host}"
    if moment > now:
        return "waiting"
    if held is not None and held.until > now:
        times = "once" if held.times == 1 else f"{held.times} times"
        return f"held back until {held.until:%H:%M:%S}: failed {times}, exit code {held.code}"
    if standing.began is not None and (standing.reason is None or standing.reason in INTERRUPTED):
        return f"due, the last was interrupted ({standing.reason or 'died'})"
    return "due"


def _next(moment: datetime) -> str:
    return "now" if moment == NEVER_CRAWLED else _time(moment)


def _time(moment: datetime | None, otherwise: str = "") -> str:
    return otherwise if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"


NOBODY = Notifier(())


@dataclass(frozen=True, slots=True)
class DueSnapshot:
    """One look: when each declared source is due, and how those stand that were ever crawled."""

    now: datetime
    moments: Mapping[str, datetime]
    stands: Mapping[str, SourceStatus]


class DueBoard:
    """Looks at the files and the archive; mistakes in files go to `say`, trouble to `notifier`."""

    def __init__(self, declarations: Declarations, url: str, say: Say, notifier: Notifier = NOBODY) -> None:
        self._declarations, self._url, self._say, self._notifier = declarations, url, say, notifier

    @property
    def declared(self) -> Mapping[str, Source]:
        """The good declarations."""
        return self._declarations.sources

    def refresh(self) -> None:
        """Read again what has changed in the files."""
        for problem in self._declarations.refresh():
            self._say(problem)

    def look(self) -> DueSnapshot:
        """Return how things stand; ArchiveError where the archive cannot be asked."""
        self.refresh()
        now = clock.now()
        moments = due_moments(self._url, self.declared.values(), now)
        return DueSnapshot(now, moments, source_statuses(self._url, now))

    def raise_alarms(self) -> None:
        """Tell of sources that no crawl was heard of for long, as `crawl --due` does; each spell once."""
        self.refresh()
        raise_stalled_alarms(self._url, self.declared.values(), notifier=self._notifier)

    def rows(self, look: DueSnapshot, held: Mapping[str, BackedOff]) -> list[tuple[str, str, str, str]]:
        """Return the table of what is due."""
        return table_rows(look.moments, look.stands, look.now, held=held, broken=self._declarations.broken)
