"""What was published and edited in a period: languages, hours, names, edits, withdrawals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from newsarchive.storage.queries.period_ledger import Period, ReportedSource, numbers_of
from newsarchive.storage.queries.search_hits import Index
from newsarchive.storage.rows.publisher_edits import IS_EDIT

_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCounts:
    """Articles of the period's days, counted in one reading.

    `hours` has a row for each weekday (Monday first) of 24 hours, on the clock of the page; articles that
    state only a day are in none.
    """

    languages: Counter[tuple[int, str, date]]  # by source (row number), language and day
    sections: Counter[tuple[int, str]]
    hours: tuple[tuple[int, ...], ...]
    without_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCount:
    """How many articles name an author or carry a tag, and of how many sources they are."""

    name: str
    articles: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEdit:
    """An edit by the publisher, of a revision that no incident puts in doubt."""

    source_id: int
    article_id: int
    day: date  # on which the capture that showed it was fetched, UTC
    age: float  # seconds from the first capture of the article to this one
    stealth: bool
    chars_added: int
    chars_removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedArticle:
    """An article edited in the period; the title is that of its newest shown revision."""

    article_id: int
    source: str
    url: str
    title: str | None
    language: str | None
    edits: int
    chars_added: int
    chars_removed: int


def published_counts(index: Index, period: Period, sources: Sequence[ReportedSource]) -> PublishedCounts:
    """Count the shown articles of the period's days; their texts are not read."""
    sql = (
        "SELECT a.source_id, CAST(a.day AS text), coalesce(r.language, ''), coalesce(r.section, ''),"
        " CAST(r.published_at AS text), r.published_offset"
        f" {_SHOWN.format(numbers=numbers_of(sources))}"
    )
    languages: Counter[tuple[int, str, date]] = Counter()
    sections: Counter[tuple[int, str]] = Counter()
    hours = [[0] * _HOURS for _ in range(7)]
    without = 0
    rows = index.rows(sql, str(period.since), str(period.until))
    for number, day, language, section, published, offset in rows:
        languages[number, language, date.fromisoformat(day)] += 1
        if section:
            sections[number, section] += 1
        at = on_the_page(published, offset)
        if at is None:
            without += 1
        else:
            hours[at.weekday()][at.hour] += 1
    return PublishedCounts(
        languages=languages, sections=sections, hours=tuple(map(tuple, hours)), without_hour=without
    )


_SHOWN = (
    "FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number"
    " WHERE a.source_id IN ({numbers}) AND a.day >= ? AND a.day <= ? AND a.latest_number > 0"
)


def on_the_page(published: str | None, offset: str | None) -> datetime | None:
    """Return the time on the page's own clock; None where it states only a day, or none."""
    if published is None:
        return None
    at = datetime.fromisoformat(published)
    if offset is None:
        return None if (at.hour, at.minute, at.second) == (0, 0, 0) else at
    try:
        shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
        return at - shift if offset[0] == "-" else at + shift
    except (ValueError, OverflowError):
        return at


def headlines_of(
    index: Index, period: Period, sources: Sequence[ReportedSource], most: int
) -> dict[int, list[tuple[str, str]]]:
    """Return language and headline of the newest so many shown articles of the period's days, by source."""
    sql = (
        "SELECT a.source_id, r.language, r.title"
        f" {_SHOWN.format(numbers=numbers_of(sources))}"
        " AND r.language IS NOT NULL AND r.title IS NOT NULL ORDER BY a.day DESC, a.id DESC LIMIT ?"
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for number, language, title in index.rows(sql, str(period.since), str(period.until), most):
        found.setdefault(number, []).append((language, title))
    return found


def top_authors(
    index: Index, period: Period, sources: Sequence[ReportedSource], most: int
) -> tuple[NamedCount, ...]:
    """Return the authors that most articles of the period name."""
    return _named(index, "people", "name", " AND p.role = 'author'", period, sources, most)


def top_tags(
    index: Index, period: Period, sources: Sequence[ReportedSource], most: int
) -> tuple[NamedCount, ...]:
    """Return the tags that most articles of the period carry."""
    return _named(index, "tags", "tag", "", period, sources, most)


def _named(
    index: Index,
    table: str,
    column: str,
    condition: str,
    period: Period,
    sources: Sequence[ReportedSource],
    most: int,
) -> tuple[NamedCount, ...]:
    sql = (
        f"SELECT p.{column}, count(DISTINCT a.id), count(DISTINCT a.source_id)"  # noqa: S608 - our own names and row numbers
        " FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number"
        f" JOIN {table} AS p ON p.revision_id = r.id{condition}"
        f" WHERE a.source_id IN ({numbers_of(sources)}) AND a.day >= ? AND a.day <= ?"
        f" AND a.latest_number > 0 GROUP BY p.{column} ORDER BY 2 DESC, 1 LIMIT ?"
    )
    rows = index.rows(sql, str(period.since), str(period.until), most)
    return tuple(NamedCount(name=name, articles=count, sources=many) for name, count, many in rows)


# By the index of sources and their days, which may begin or end a day before or after those of UTC. An
# article that moved has a revision of the publisher's that a `new` page made.
_EDITS = (
    """
FROM fetches AS f
JOIN revisions AS r ON r.id = f.revision_id AND r.fetch_id = f.id
JOIN articles AS a ON a.id = r.article_id
WHERE f.source_id IN ({numbers}) AND f.day >= ? AND f.day <= ? AND f.outcome IN ('new', 'changed')
    AND f.fetched_at >= ? AND f.fetched_at < ? AND
"""
    + IS_EDIT
)


def edits_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> Iterator[ReportedEdit]:
    """Yield the edits that captures of the period (days of UTC) showed, in the order of their recording."""
    near = str(period.since - timedelta(days=1)), str(period.until + timedelta(days=1))
    sql = (
        "SELECT a.source_id, r.article_id, CAST(f.fetched_at AS text),"
        " CAST(a.first_seen_at AS text), CASE WHEN r.stealth THEN 1 ELSE 0 END,"
        f" coalesce(r.chars_added, 0), coalesce(r.chars_removed, 0){_EDITS} ORDER BY r.id"
    ).format(numbers=numbers_of(sources))
    rows = index.rows(sql, *near, *period.moments())
    for number, article, fetched, seen, stealth, added, removed in rows:
        age = (datetime.fromisoformat(fetched) - datetime.fromisoformat(seen)).total_seconds()
        yield ReportedEdit(
            source_id=number,
            article_id=article,
            day=datetime.fromisoformat(fetched).date(),
            age=max(0.0, age),
            stealth=bool(stealth),
            chars_added=added,
            chars_removed=removed,
        )


def edited_articles(index: Index, edits: Sequence[ReportedEdit], most: int) -> tuple[EditedArticle, ...]:
    """Return the articles with the most edits; of as many, those with the most text changed first."""
    times: Counter[int] = Counter(one.article_id for one in edits)
    added: Counter[int] = Counter()
    removed: Counter[int] = Counter()
    for one in edits:
        added[one.article_id] += one.chars_added
        removed[one.article_id] += one.chars_removed
    chosen = sorted(times, key=lambda number: (-times[number], -added[number] - removed[number], number))
    found = []
    for number in chosen[:most]:
        rows = index.rows(
            "SELECT s.name, a.url, r.title, r.language FROM articles AS a"
            " JOIN sources AS s ON s.id = a.source_id LEFT JOIN revisions AS r"
            " ON r.article_id = a.id AND r.number = a.latest_number WHERE a.id = ?",
            number,
        )
        for source, url, title, language in rows:
            found.append(
                EditedArticle(
                    article_id=number,
                    source=source,
                    url=url,
                    title=title,
                    language=language,
                    edits=times[number],
                    chars_added=added[number],
                    chars_removed=removed[number],
                )
            )
    return tuple(found)


def withdrawals_of(
    index: Index, period: Period, sources: Sequence[ReportedSource]
) -> tuple[tuple[str, date, int], ...]:
    """Return event (`withdrawn`, `returned`), day (UTC) and count of articles gone and come back.

    An article is withdrawn from the first answer that said it is gone, which a later one confirmed.
    """
    since, until = period.moments()
    sql = _WITHDRAWALS.format(numbers=numbers_of(sources))
    rows = index.rows(sql, since, since, until, since, since, until, since, until)
    return tuple((event, date.fromisoformat(day), count) for event, day, count in rows)


# The event is at the answer that confirmed it; the row of the article, or an earlier version of it, has the
# first one.
_CONFIRMED = (
    "a.source_id IN ({numbers}) AND a.id IN ("
    "SELECT e.article_id FROM url_events AS e"
    " WHERE e.event = 'withdrawn' AND e.article_id IS NOT NULL AND e.at >= ?)"
)
_WITHDRAWALS = f"""
SELECT 'withdrawn', substr(CAST(w.withdrawn_at AS text), 1, 10), count(*) FROM (
    SELECT a.id, a.withdrawn_at FROM articles AS a
    WHERE {_CONFIRMED} AND a.withdrawn_at >= ? AND a.withdrawn_at < ?
    UNION
    SELECT a.id, p.withdrawn_at FROM article_pasts AS p JOIN articles AS a ON a.id = p.article_id
    WHERE {_CONFIRMED} AND p.withdrawn_at >= ? AND p.withdrawn_at < ?
) AS w GROUP BY 2
UNION ALL
SELECT 'returned', substr(CAST(e.at AS text), 1, 10), count(DISTINCT e.article_id)
FROM url_events AS e JOIN articles AS a ON a.id = e.article_id
WHERE a.source_id IN ({{numbers}}) AND e.event = 'returned' AND e.at >= ? AND e.at < ? GROUP BY 2
ORDER BY 2, 1
"""  # noqa: S608 - of constants
