"""What the scheduler goes by: the declarations, how their sources stand, and when they are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive import clock
from newsarchive.health.blind import raise_blind_alarms
from newsarchive.health.notifier import Notifier
from newsarchive.schedule.declarations import Declarations
from newsarchive.schedule.due import due_moments
from newsarchive.schedule.due_table import table_rows
from newsarchive.schedule.holding_back import Held
from newsarchive.schedule.runs import Say
from newsarchive.sources import Source
from newsarchive.storage.standings import Standing, standings

NOBODY = Notifier(())


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when each declared source is due, and how those stand that were ever crawled."""

    now: datetime
    moments: Mapping[str, datetime]
    stands: Mapping[str, Standing]


class Board:
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

    def look(self) -> Look:
        """Return how things stand; ArchiveError where the archive cannot be asked."""
        self.refresh()
        now = clock.now()
        moments = due_moments(self._url, self.declared.values(), now)
        return Look(now, moments, standings(self._url, now))

    def raise_alarms(self) -> None:
        """Tell of sources that no crawl was heard of for long, as `crawl --due` does; each spell once."""
        self.refresh()
        raise_blind_alarms(self._url, self.declared.values(), notifier=self._notifier)

    def rows(self, look: Look, held: Mapping[str, Held]) -> list[tuple[str, str, str, str]]:
        """Return the table of what is due."""
        return table_rows(look.moments, look.stands, look.now, held=held, broken=self._declarations.broken)
