"""Makes a large archive on SQLite from a small one: each article stands in it so many times, by time.

    python -m benchmarks.archive.multiplying SMALL LARGE [--times 10]

To save a million articles one batch after another takes an hour or two. Where the answers of an archive are
measured and not the saving, ten times a hundred thousand serves as well: every row has its own number, URL,
time of publishing and key of its text; the words of the text are the same ten times, so that a word is found
in the share of articles it would be found in. Crawls, sources and what is known of hosts stay as they are.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.storage.derived.search_entries import FTS_SETTINGS
from newsarchive.storage.derived.search_words import DAY_BITS, TOO_MANY_WORDS, day_of, day_word, source_word
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.words import index_words

_LOW = (1 << DAY_BITS) - 1
# Bytes of words that FTS5 gathers before it writes a part of the index; few parts, as after a merge.
_GATHERED = 1 << 29
OURS = ("alembic_version", "calendar", "dictionary", "reader_logins")  # of `db upgrade`
_NUMBERS = ["id", "article_id", "revision_id", "fetch_id", "url_id", "syndication_id", "listing_id"]
# Rows of these stand once; others as often as asked.
ONCE = frozenset(
    (
        *("sources", "crawls", "hosts", "host_lines", "host_boxes", "spam_hosts", "edit_rates", "alarms"),
        *("source_incidents", "feeds", "renderings", "missed_expectations", "learnings", "payloads"),
    )
)
# Whether a row is of a listing, which stands once.
_OF_LISTING = {
    "urls": "t.kind <> 'article'",
    "fetches": "EXISTS (SELECT 1 FROM small.urls AS u WHERE u.id = t.url_id AND u.kind <> 'article')",
}


def _numbered(column: str) -> str:
    return f"CASE k WHEN 0 THEN t.{column} ELSE replace(t.{column}, '.html', '-' || k || '.html') END"


# Within the minute, so that the day stays.
_SECONDS = "printf('%02d', (CAST(substr(t.published_at, 18, 2) AS integer) + k) % 60)"
_CHANGED = {
    **{column: _numbered(column) for column in ("url", "final_url", "canonical_url")},
    "url_key": f"CASE k WHEN 0 THEN t.url_key ELSE key_of_url({_numbered('url')}) END",
    "guid": "CASE k WHEN 0 THEN t.guid ELSE t.guid || '-' || k END",
    "published_at": f"substr(t.published_at, 1, 17) || {_SECONDS} || substr(t.published_at, 20)",
    **{column: f"t.{column} + 7 * k" for column in ("text_key", "other_key", "band_key")},
}


def multiply(small: Path, large: Path, times: int) -> None:
    """Make the large archive; the file must not exist."""
    upgrade_schema(f"sqlite:///{large}")
    connection = sqlite3.connect(large, isolation_level=None)
    connection.create_function("key_of_url", 1, url_key, deterministic=True)
    for setting in (
        "foreign_keys = OFF",
        "synchronous = OFF",
        "cache_size = -1000000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("ATTACH ? AS small", (str(small),))
    connection.execute("CREATE TEMP TABLE copies (k INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO copies VALUES (?)", [(k,) for k in range(times)])
    indexes = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX main.{name}")
    for table in _tables(connection):
        connection.execute("BEGIN")
        connection.execute(f"DELETE FROM main.{table}")
        connection.execute(_copying(connection, table, times))
        connection.execute("COMMIT")
        _say(table)
    connection.execute("UPDATE learnings SET last_revision = last_revision * ? + ?", (times, times - 1))
    for name, sql in indexes:
        connection.execute(sql)
        _say(name)
    _index_words(connection, times)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_words%' ORDER BY name"
    )
    return [name for (name,) in names if name not in OURS]


def _copying(connection: sqlite3.Connection, table: str, times: int) -> str:
    columns = [row[1] for row in connection.execute(f"PRAGMA small.table_info({table})")]
    chosen = [f"{_value(table, column, times)} AS {column}" for column in columns]
    once = (
        "k = 0" if table in ONCE else f"(k = 0 OR NOT {_OF_LISTING[table]})" if table in _OF_LISTING else "1"
    )
    order = "id, k" if "id" in columns else "1, 2, k" if table != "fingerprints" else "revision_id, k"
    return (
        f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {', '.join(chosen)}"
        f" FROM small.{table} AS t CROSS JOIN copies WHERE {once} ORDER BY {order}"
    )


def _value(table: str, column: str, times: int) -> str:
    if table == "search_entries" and column == "id":
        return f"(t.id & ~{_LOW}) | ((t.id & {_LOW}) * {times} + k)"
    if column in _NUMBERS and not (column == "id" and table in ONCE):
        return f"t.{column} * {times} + k" if column != "listing_id" else f"t.{column} * {times}"
    if column == "published_at" and table == "testimonies":
        return "t.published_at"  # as the listing spelt it
    return _CHANGED.get(column, f"t.{column}")


def _index_words(connection: sqlite3.Connection, times: int) -> None:
    settings = FTS_SETTINGS | {"hashsize": _GATHERED, "automerge": 0}
    for name, value in settings.items():
        connection.execute("INSERT INTO search_words (search_words, rank) VALUES (?, ?)", (name, value))
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO search_words (rowid, words) VALUES (?, ?)", _entries(connection, times)
    )
    connection.execute("COMMIT")
    # Else the first crawl would merge the few large parts: 15 s in one save of a million (2026-11-27).
    connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
    for name, value in FTS_SETTINGS.items():
        connection.execute("INSERT INTO search_words (search_words, rank) VALUES (?, ?)", (name, value))


def _entries(connection: sqlite3.Connection, times: int) -> Iterator[tuple[int, str]]:
    rows = connection.execute(
        "SELECT e.id, a.source_id, e.published_at, r.title, r.text FROM small.search_entries AS e"
        " JOIN small.articles AS a ON a.id = e.article_id JOIN small.revisions AS r ON r.id = e.revision_id"
        " ORDER BY e.id"
    )
    for number, (entry, source, published, title, text) in enumerate(rows):
        moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
        found = index_words(title or "", text)
        words = (
            f"{source_word(source)} {day_word(day_of(moment))} {TOO_MANY_WORDS if found is None else found}"
        )
        for k in range(times):
            yield (entry & ~_LOW) | ((entry & _LOW) * times + k), words
        if number % 10_000 == 0:
            _say(f"words of {number * times:,}")


def _say(what: str) -> None:
    sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {what}\n")
    sys.stdout.flush()


def main() -> int:
    """Multiply."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args()
    multiply(given.small, given.large, given.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
