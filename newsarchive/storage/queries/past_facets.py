"""Counts articles as of a past moment by source, language and day: today's counts without what came since.

The articles that changed since are looked at one by one, all others stand in `article_facets` as they did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from newsarchive.storage.queries.as_of import shown_then_sql
from newsarchive.storage.queries.changed_since import ChangedSince, joined_row_by_row
from newsarchive.storage.queries.facet_counts import FACETS, FacetChoice, facet_counts
from newsarchive.storage.queries.search_hits import Index

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
