"""Which articles may have shown something else at a past moment, or nothing: found without reading them all.

Articles are numbered as they are stored, so that one number parts those that were there at the moment from
those that came since. Of the first, only those that changed since can have shown something else. Machines
that store at the same time have clocks of their own: what is of the same minutes is looked at, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from newsarchive.storage.queries.as_of import moment_literal
from newsarchive.storage.queries.search_hits import Index
from newsarchive.storage.schema.article_tables import DATED_AHEAD

# By how much a time of recording may be out of the order of the numbers: clocks of several machines differ,
# and a batch waits for its turn to write. A clock that was wrong by more than that misleads.
_DISORDER = timedelta(minutes=15)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
# As many as are compared one by one; of more, reading all texts in their order costs no more.
MOST_CHANGED = 200_000
# What else than an edit makes an article another one. Articles of which nothing was recorded by then are
# among them; who reads them finds nothing shown.
_CHANGED_OTHERWISE = """
SELECT article_id FROM revisions
WHERE incident_id IS NOT NULL AND (doubted_at > {moment} OR incident_id IN (
    SELECT id FROM source_incidents WHERE state = 'accepted' AND (closed_at IS NULL OR closed_at > {moment})
))
UNION
SELECT id FROM articles WHERE set_aside_at > {moment}
UNION
SELECT article_id FROM article_pasts WHERE replaced_at > {moment}
"""
# A first revision that was recorded since shows nothing of the past: `number > 1` keeps the index small.
# Most edits follow soon, so that nearly all since a far past are of articles that came since, too.
_CHANGED_SINCE = f"""
SELECT article_id FROM revisions WHERE number > 1 AND recorded_at > {{moment}} AND article_id <= {{last}}
UNION
SELECT id FROM articles WHERE id >= {{first}} AND id <= {{last}}
UNION{_CHANGED_OTHERWISE}"""  # noqa: S608 - of constants
# Those dated far ahead of their recording: all others of these days were not recorded yet.
_DATED_AHEAD = """
UNION
SELECT article_id FROM revisions WHERE {ahead} AND {beyond} AND recorded_at <= {moment}
"""
# An article that was joined with an older one has revisions from before its number: it has a past, as all
# that were joined, and does not tell when articles of its number came. Of the forms of this question only
# this one leaves PostgreSQL no plan but to begin at the number (0.2 ms; a join was 1 to 170 ms, 2026-11).
_CAME_LATER = """
SELECT a.id, (SELECT r.recorded_at > {moment} FROM revisions AS r WHERE r.article_id = a.id AND r.number = 1)
FROM articles AS a
WHERE a.id >= ? AND (SELECT count(*) FROM article_pasts AS p WHERE p.article_id = a.id) = 0
ORDER BY a.id LIMIT 1
"""
_JOINING = "SELECT set_config('enable_hashjoin', ?, true), set_config('enable_mergejoin', ?, true)"


@contextmanager
def joined_row_by_row(index: Index) -> Iterator[None]:
    """Keep PostgreSQL from reading all articles and revisions for the sake of some thousands."""
    if index.dialect != "postgresql":
        yield
        return
    list(index.rows(_JOINING, "off", "off"))
    yield
    list(index.rows(_JOINING, "on", "on"))


class ChangedSince:
    """The articles that changed after a moment (aware), in the archive of the index."""

    def __init__(self, index: Index, moment: datetime) -> None:
        self._index = index
        self._moment = moment
        self.literal = moment_literal(moment, index.dialect)

    @cached_property
    def last_article(self) -> int:
        """A number behind which no article was there at the moment.

        Only those that `sql` has can be of a number above and hold what is older.
        """
        return self._border(min(self._moment, _LAST - _DISORDER) + _DISORDER)[1]

    @cached_property
    def first_behind(self) -> int:
        """A number below which no article came since."""
        return self._border(max(self._moment, _FIRST + _DISORDER) - _DISORDER)[0]

    def _border(self, moment: datetime) -> tuple[int, int]:
        sql = _CAME_LATER.format(moment=moment_literal(moment, self._index.dialect))
        ends = (
            "SELECT coalesce((SELECT min(id) FROM articles), 1), coalesce((SELECT max(id) FROM articles), 0)"
        )
        low, last = next(self._index.rows(ends))
        high = last + 1
        while low < high:
            middle = (low + high) // 2
            number, came_later = next(self._index.rows(sql, middle), (None, True))
            if not came_later:
                low = number + 1
                continue
            high = middle
            if number is not None:
                last = number - 1
        return int(low), int(last)

    @cached_property
    def sql(self) -> str:
        """A SELECT of the numbers of the articles that may have shown something else, each once."""
        return _CHANGED_SINCE.format(moment=self.literal, first=self.first_behind, last=self.last_article)

    @cached_property
    def are_many(self) -> bool:
        """Whether they are too many to be looked at one by one."""
        few = f"SELECT 1 FROM ({self.sql}) AS c LIMIT {MOST_CHANGED + 1}"  # noqa: S608 - of numbers
        return int(next(self._index.rows(f"SELECT count(*) FROM ({few}) AS n"))[0]) > MOST_CHANGED  # noqa: S608

    def later_ones(self) -> frozenset[int]:
        """Return the numbers of those that came since and may hold what is older all the same."""
        # `+ 0` keeps SQLite from the index of the numbers, by which it would read all articles behind it.
        sql = f"SELECT article_id FROM ({self.sql}) AS c WHERE article_id + 0 > ?"  # noqa: S608 - of numbers
        return frozenset(row[0] for row in self._index.rows(sql, self.last_article))

    @property
    def last_day(self) -> date | None:
        """The last day on which nearly all is dated that was recorded by then; None at the end of time."""
        day = self._moment.astimezone(UTC).date()
        return None if day >= date.max - timedelta(days=1) else day + timedelta(days=1)

    @property
    def beyond(self) -> str | None:
        """The condition of being dated later than that."""
        last = self.last_day
        return None if last is None else f"published_at >= '{last + timedelta(days=1)}'"

    @property
    def sql_with_dated_ahead(self) -> str:
        """The same as `sql`, with those that are dated later than `last_day` although they were there."""
        if self.beyond is None:
            return self.sql
        ahead = DATED_AHEAD[self._index.dialect]
        return self.sql + _DATED_AHEAD.format(moment=self.literal, ahead=ahead, beyond=self.beyond)
