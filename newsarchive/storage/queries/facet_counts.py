"""Counts articles by source, language and day, as shown now or at a past moment, with words or without.

`article_facets` has a narrow row of each, written with its search entry; the same counts of
`current_articles` join three tables for every article. The database counts in one statement, so that no
other thread of the program waits while it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from newsarchive.storage.derived.search_words import (
    DAY_BITS,
    fts5,
    fts5_unlisted,
    tsquery,
    tsquery_unlisted,
)
from newsarchive.storage.queries.as_of import shown_then_sql
from newsarchive.storage.queries.changed_since import ChangedSince, joined_row_by_row
from newsarchive.storage.queries.search_hits import (
    LARGEST_HIT_BATCH,
    Index,
    SearchCandidate,
    candidate_columns,
    confirmed_candidates,
    marks,
)
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.words import Matcher, Query

# What is counted: names of the counts, and their columns.
FACETS = {"source": "source_id", "language": "language", "day": "published_on"}
# Those of which SQLite gives one group of rows: an index has its order.
_GROUPS = (("source", "language"), ("day",))
# An entry's number begins with the day of its stored time, a day from the publisher's own at most.
_APART = timedelta(days=1)
_ABOVE_ALL = 1 << 62
# Entries with the words, and the facets of their articles: what stands before SELECT and behind the columns.
# CROSS JOIN fixes the order of the joins on SQLite. PostgreSQL must match first, and `+ 0` keeps it from the
# index of the numbers: to look for words in the rows that another index gives unpacks the words of each.
FOUND_FACETS = {
    "sqlite": (
        "",
        """
FROM search_words AS w
CROSS JOIN search_entries AS e ON e.id = w.rowid
CROSS JOIN article_facets AS f ON f.article_id = e.article_id
WHERE w.search_words MATCH ? AND w.rowid >= ? AND w.rowid < ?""",
    ),
    "postgresql": (
        """
WITH m AS MATERIALIZED (
    SELECT article_id, revision_id, published_at, unlisted FROM search_entries
    WHERE words @@ ?::tsquery AND id + 0 >= ? AND id + 0 < ?
)
""",
        """
FROM m AS e JOIN article_facets AS f ON f.article_id = e.article_id WHERE (1 = 1)""",
    ),
}
# What PostgreSQL counts of them. It has no statistics of words and takes each for rare: joined, the facets of
# half a million hits were looked up one by one. Those of an array are looked up at once, in the order of the
# index: half of the processor time for a common word, a quarter for a rare one (2026-11-28).
_COUNTED_HITS = """
FROM article_facets AS f WHERE f.article_id = ANY (ARRAY(
    SELECT article_id FROM search_entries
    WHERE words @@ ?::tsquery AND id + 0 >= ? AND id + 0 < ? AND NOT unlisted
))"""
_CANDIDATES = {
    "sqlite": f"""
SELECT {candidate_columns(url="''")} FROM search_words AS w CROSS JOIN search_entries AS e ON e.id = w.rowid
WHERE w.search_words MATCH ? AND w.rowid >= ? AND w.rowid < ?""",  # noqa: S608 - of constants
    "postgresql": f"""
SELECT {candidate_columns(url="''")} FROM search_entries AS e
WHERE e.words @@ ?::tsquery AND e.id + 0 >= ? AND e.id + 0 < ?""",  # noqa: S608 - of constants
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetChoice:
    """Which articles are counted; days are those of publishing, as the publishers have them."""

    source_id: int | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> tuple[list[str], list[Any]]:
        """Return the conditions on `f`, a row of `article_facets`, and their values."""
        found: list[tuple[str, Any]] = []
        if self.source_id is not None:
            found.append(("f.source_id = ?", self.source_id))
        if self.language is not None:
            found.append(("f.language = ?", self.language))
        if self.since is not None:
            found.append(("f.published_on >= ?", self.since.isoformat()))
        if self.until is not None:
            found.append(("f.published_on <= ?", self.until.isoformat()))
        return [condition for condition, _ in found], [value for _, value in found]

    def entries(self) -> tuple[int, int]:
        """Return the numbers between which the entries of its days are: from the first, below the second."""
        first, last = self.since, self.until
        low = 0 if first is None or first <= date.min + _APART else (first - _APART).toordinal() << DAY_BITS
        if last is None or last >= date.max - 2 * _APART:
            return low, _ABOVE_ALL
        return low, (last + 2 * _APART).toordinal() << DAY_BITS


def facet_counts(
    index: Index,
    query: Query | None,
    choice: FacetChoice,
    facets: Iterable[str] = FACETS,
    *,
    among: str | None = None,
) -> dict[str, Counter[Any]]:
    """Return, by the names of `facets`, how many articles have each value; None is unknown.

    Those that the index lacks are not counted: see `Index.whole`. Sources are row numbers; SQLite gives days
    as text. Without `query` all articles are counted, or those for which the SQL `among` holds (of `f`).
    """
    names = list(facets)
    counts: dict[str, Counter[Any]] = {name: Counter() for name in names}
    matcher = None if query is None else Matcher(query)
    if query is None or (matcher is not None and not matcher.needed):
        for name, value, articles in _counted(index, query, choice, names, among):
            counts[name][value] += articles
    if query is not None and matcher is not None:
        for row in _confirmed(index, query, matcher, choice):
            for name in names:
                counts[name][row[list(FACETS).index(name)]] += 1
    return counts


def _counted(
    index: Index, query: Query | None, choice: FacetChoice, names: list[str], among: str | None
) -> Iterator[tuple[str, Any, int]]:
    """Yield what the index knows for certain."""
    conditions, values = choice.conditions()
    if query is None:
        conditions += [] if among is None else [among]
        found = "FROM article_facets AS f" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
    else:
        if index.dialect == "sqlite":
            words, matched = fts5(query, choice.source_id), f"{FOUND_FACETS['sqlite'][1]} AND NOT e.unlisted"
        else:
            words, matched = tsquery(query, choice.source_id), _COUNTED_HITS
        found = " AND ".join([matched, *conditions])
        values = [words, *choice.entries(), *values]
    if index.dialect == "postgresql":
        # In one pass: rows that are kept for several go to disk.
        sets = ", ".join(f"(f.{FACETS[name]})" for name in names)
        shown = ", ".join(f"f.{FACETS[name]}, grouping(f.{FACETS[name]})" for name in names)
        for row in index.rows(f"SELECT {shown}, count(*) {found} GROUP BY GROUPING SETS ({sets})", *values):
            at = next(number for number in range(len(names)) if row[2 * number + 1] == 0)
            yield names[at], row[2 * at], row[-1]
        return
    kept, groups = "", [group for group in _GROUPS if set(group) & set(names)]
    if query is not None and len(groups) > 1:
        kept = f"WITH f AS MATERIALIZED (SELECT {_columns(FACETS)} {found}) "
        found = "FROM f"
    else:  # each by an index that has its order
        values = values * len(groups)
    sql = " UNION ALL ".join(
        f"SELECT {number}, {_columns(group)}, count(*) {found} GROUP BY {_columns(group, 'f.')}"
        for number, group in enumerate(groups)
    )
    for number, *facets, articles in index.rows(kept + sql, *values):
        for name in groups[number]:
            if name in names:
                yield name, facets[list(FACETS).index(name)], articles


def _columns(names: Iterable[str], of: str = "") -> str:
    """Return the columns of all facets, NULL for those that are not named; or, with `of`, those named."""
    if of:
        return ", ".join(f"{of}{FACETS[name]}" for name in names)
    return ", ".join(f"f.{column}" if name in names else "NULL" for name, column in FACETS.items())


def _confirmed(
    index: Index, query: Query, matcher: Matcher, choice: FacetChoice
) -> Iterator[tuple[Any, ...]]:
    """Yield the facets of hits that only their texts could tell: of phrases, and where words are unlisted."""
    if index.dialect == "sqlite":
        words = fts5(query, choice.source_id) if matcher.needed else fts5_unlisted(choice.source_id)
    else:
        words = tsquery(query, choice.source_id) if matcher.needed else tsquery_unlisted(choice.source_id)
    rows = index.rows(_CANDIDATES[index.dialect], words, *choice.entries())
    candidates = map(SearchCandidate._make, rows)
    conditions, values = choice.conditions()
    while batch := list(islice(candidates, LARGEST_HIT_BATCH)):
        doubtful = [hit._replace(unlisted=bool(hit.unlisted)) for hit in batch]
        hits = [hit.article_id for hit in confirmed_candidates(index, matcher, doubtful)]
        for part in chunks(hits):
            where = " AND ".join([f"f.article_id IN ({marks(part)})", *conditions])
            columns = ", ".join(f"f.{column}" for column in FACETS.values())
            yield from index.rows(f"SELECT {columns} FROM article_facets AS f WHERE {where}", *part, *values)  # noqa: S608


# The same as of a past moment: today's counts without what came since. Articles that changed since are looked
# at one by one, all others stand in `article_facets` as they did.

_CHANGED = """
SELECT f.source_id, f.language, f.published_on, count(*) FROM {f}
WHERE {conditions} GROUP BY 1, 2, 3
"""
_NOW = "article_facets AS f"
_THEN = """(
SELECT s.article_id AS article_id, a.source_id AS source_id, r.language AS language,
    r.published_on AS published_on
FROM (
{shown}
) AS s JOIN articles AS a ON a.id = s.article_id JOIN revisions AS r ON r.id = s.revision_id
) AS f"""


def past_facet_counts(
    index: Index, moment: datetime, choice: FacetChoice, facets: Iterable[str] = FACETS
) -> dict[str, Counter[Any]] | None:
    """Return what `facet_counts` returns without a query, of what the archive showed at the moment (aware).

    None if the index lacks articles, or so many have changed since that they cannot be looked at.
    """
    changed = ChangedSince(index, moment)
    if not index.whole() or changed.are_many:
        return None
    names = list(facets)
    there = f"f.article_id <= {changed.last_article}"
    counts = facet_counts(index, None, choice, names, among=there)
    conditions, values = choice.conditions()
    one_of = f"f.article_id IN ({changed.sql})"
    then = _THEN.format(shown=shown_then_sql(moment, index.dialect))
    for sign, table, which in ((-1, _NOW, [there, one_of]), (1, then, [one_of])):
        sql = _CHANGED.format(f=table, conditions=" AND ".join([*which, *conditions]))
        with joined_row_by_row(index):
            rows = list(index.rows(sql, *values))
        for *row, articles in rows:
            for name in names:
                value = row[list(FACETS).index(name)]
                if index.dialect == "sqlite" and isinstance(value, date):
                    value = value.isoformat()  # as `facet_counts` has it, of a SELECT without types
                counts[name][value] += sign * articles
    # A count that is gone is none.
    return {name: +counted for name, counted in counts.items()}
