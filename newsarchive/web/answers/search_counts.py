"""How many articles a search finds: by source, language and month, and over time beside all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.facet_counts import FACETS, facet_counts, past_facet_counts
from newsarchive.web.answers.archive_reader import ArchiveReader, ShownRecord, shown_value
from newsarchive.web.answers.records import CountUnit, FacetCount, PeriodCount, PeriodCounts, SearchFacets
from newsarchive.web.answers.search_answers import ArticleChoice, demand_known_source, facet_choice

# Rows of a count: days of a hundred years.
_MOST_DAYS = 40_000
_MOST_FACETS = 30
# Periods of a chart; more bars than that nobody tells apart.
_MOST_PERIODS = 60
_UNITS: tuple[CountUnit, ...] = ("day", "week", "month", "year")


class ArticleCounts(NamedTuple):
    """How many articles are meant, by the name of the source, by language, and by day; "" is unknown."""

    sources: Counter[str]
    languages: Counter[str]
    by_day: Counter[str]

    @property
    def days(self) -> Counter[date]:
        """The counts of the days that are known."""
        return Counter({date.fromisoformat(day): count for day, count in self.by_day.items() if day})


def count_articles(reader: ArchiveReader, choice: ArticleChoice) -> ArticleCounts:
    """Count them all, in one pass.

    Raises what `find_articles` raises. Of the archive as of a day only articles without words are counted.
    """
    counted = _by_facets(reader, choice, FACETS)
    if counted is None:
        counted = {name: Counter() for name in FACETS}
        for row in _view_records(reader, choice, _view_counting(choice)):
            counted[str(row["facet"])][str(row["value"])] = _int(row["articles"])
    if not counted["source"]:
        demand_known_source(reader, choice.source)
    return ArticleCounts(counted["source"], counted["language"], counted["day"])


def _by_facets(
    reader: ArchiveReader, choice: ArticleChoice, facets: Iterable[str]
) -> dict[str, Counter[str]] | None:
    """Return the counts with "" for what is unknown; None of words in the past, or without a whole index."""
    query = read_words(choice.words) if choice.words.strip() else None
    if choice.moment is not None and query is not None:
        return None
    with reader.reading(scanning=query is None) as reading:
        index = reading.index
        if not index.whole():
            return None
        within = facet_choice(index, choice)
        if within is None:
            return {name: Counter() for name in facets}
        if choice.moment is None:
            found = facet_counts(index, query, within, facets)
        else:
            past = past_facet_counts(index, choice.moment, within, facets)
            if past is None:
                return None
            found = past
        names = dict(index.rows("SELECT id, name FROM sources")) if "source" in found else {}
    return {
        name: Counter({_shown(names.get(value, value)): count for value, count in counts.items()})
        for name, counts in found.items()
    }


def _shown(value: Any) -> str:
    return "" if value is None else str(shown_value(value))


def _view_records(reader: ArchiveReader, choice: ArticleChoice, sql: str) -> list[ShownRecord]:
    if choice.words.strip():
        read_words(choice.words)
    return reader.sql_records(sql, most=2 * _MOST_DAYS, as_of=choice.moment)


def _view_counting(choice: ArticleChoice) -> str:
    columns = (
        "c.source AS source, coalesce(c.language, '') AS language,"
        " coalesce(CAST(c.published_on AS text), '') AS day"
    )
    counted = " UNION ALL ".join(
        f"SELECT '{name}' AS facet, {name} AS value, count(*) AS articles FROM found GROUP BY {name}"  # noqa: S608
        for name in ("source", "language", "day")
    )
    return f"WITH found AS MATERIALIZED (SELECT {columns} {_chosen(choice)}) {counted}"


def search_facets(reader: ArchiveReader, choice: ArticleChoice) -> SearchFacets:
    """Return how many articles are meant, by source, language and month of publishing.

    Raises what `count_articles` raises.
    """
    return facets_of(count_articles(reader, choice))


def facets_of(counts: ArticleCounts) -> SearchFacets:
    """Return the counts as the API has them: the most frequent sources and languages, the newest months."""
    by_month: Counter[str] = Counter()
    for day, count in counts.by_day.items():
        by_month[day[:7]] += count
    months = sorted(by_month.items(), reverse=True)
    return SearchFacets(
        total=counts.sources.total(),
        source=_most(counts.sources),
        language=_most(counts.languages),
        month=[FacetCount(value=month, articles=count) for month, count in months[:_MOST_FACETS]],
    )


def _chosen(choice: ArticleChoice) -> str:
    where = choice.conditions()
    return f"{choice.from_clause()}{' WHERE ' + ' AND '.join(where) if where else ''}"


def _most(found: Counter[str]) -> list[FacetCount]:
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [FacetCount(value=value, articles=count) for value, count in ordered[:_MOST_FACETS]]


def counts_over_time(
    reader: ArchiveReader, choice: ArticleChoice, unit: CountUnit | None = None
) -> PeriodCounts:
    """Return the articles meant by period of publishing, and all articles of the same source and language.

    Without `unit` (day, week, month, year) the smallest that gives sixty periods or fewer. Periods without
    any article are in, from the first to the last that has a hit.
    """
    hits = count_days(reader, choice)
    if not hits:
        demand_known_source(reader, choice.source)
    everything = count_days(reader, replace(choice, words="")) if choice.words.strip() else hits
    return periods_of(hits, everything, unit)


def periods_of(hits: Counter[date], everything: Counter[date], unit: CountUnit | None = None) -> PeriodCounts:
    """Return the same of days that were counted."""
    unit = unit or _fitting(hits)
    found, whole = _periods(hits, unit), _periods(everything, unit)
    names = list(_between(min(hits), max(hits), unit)) if hits else []
    return PeriodCounts(
        unit=unit,
        periods=[
            PeriodCount(period=name, articles=found[name], of=max(whole[name], found[name])) for name in names
        ],
    )


def count_days(reader: ArchiveReader, choice: ArticleChoice) -> Counter[date]:
    """Return how many articles are meant by day of publishing, as far as it is known."""
    counted = _by_facets(reader, choice, ["day"])
    if counted is not None:
        return Counter({date.fromisoformat(day): count for day, count in counted["day"].items() if day})
    rows = _view_records(reader, choice, _view_days(choice))
    return Counter({date.fromisoformat(str(row["day"])): _int(row["articles"]) for row in rows})


def _view_days(choice: ArticleChoice) -> str:
    return (
        f"SELECT CAST(c.published_on AS text) AS day, count(*) AS articles {_chosen(choice)}"
        f"{' AND' if choice.conditions() else ' WHERE'} c.published_on IS NOT NULL GROUP BY 1"
    )


def _int(value: object) -> int:
    return int(str(value))


def _fitting(days: Counter[date]) -> CountUnit:
    if not days:
        return "month"
    first, last = min(days), max(days)
    for unit in _UNITS:
        if sum(1 for _, _ in zip(_between(first, last, unit), range(_MOST_PERIODS + 1), strict=False)) <= (
            _MOST_PERIODS
        ):
            return unit
    return "year"


def _periods(days: Counter[date], unit: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for day, count in days.items():
        found[_period(day, unit)] += count
    return found


def _period(day: date, unit: str) -> str:
    if unit == "week":
        return (day - timedelta(days=day.weekday())).isoformat()
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}[unit]


def _between(first: date, last: date, unit: str) -> Iterator[str]:
    day = first
    end = _period(last, unit)
    while True:
        name = _period(day, unit)
        yield name
        if name >= end:
            return
        if unit in {"day", "week"}:
            day += timedelta(days=1 if unit == "day" else 7)
        elif unit == "month":
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        else:
            day = date(day.year + 1, 1, 1)
