"""What each revision changed, on both databases, made by the save and made again for older rows."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import create_engine, text

from newsarchive.storage import Archive
from newsarchive.storage.database.location import parsed
from newsarchive.storage.derived.revision_changes import ChangesStep
from newsarchive.storage.queries.run_query import run_query
from tests.storage.making import TEXT, URL, article, minutes

LATER = "2026-03-14T12:00:00+08:00"
MORE = TEXT + "\nTickets cost more."
COLUMNS = "changed_title, changed_text, changed_authors, chars_added, chars_removed, stealth"


def changes(url: str) -> list[tuple[Any, ...]]:
    sql = f"SELECT revision, {COLUMNS} FROM article_changes ORDER BY article_id, revision"
    with run_query(url, sql, timeout=20) as result:
        return list(result.rows)


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ({}, {"title": "Boat"}, (2, True, False, False, 0, 0, True)),
        ({}, {"text": MORE}, (2, False, True, False, 19, 0, True)),
        ({}, {"authors": ("Ada Holm",)}, (2, False, False, True, 0, 0, False)),
        ({}, {"text": MORE, "modified_at": LATER}, (2, False, True, False, 19, 0, False)),
        ({"modified_at": LATER}, {"text": MORE, "modified_at": LATER}, (2, False, True, False, 19, 0, True)),
        ({"modified_at": LATER}, {"text": MORE}, (2, False, True, False, 19, 0, True)),
        ({}, {"text": TEXT + "\nErratum: That was Holm."}, (2, False, True, False, 24, 0, False)),
        ({"text": "渡轮今日复航。"}, {"text": "渡轮明日复航。"}, (2, False, True, False, 1, 1, True)),
    ],
)
def test_what_an_edit_changed(
    archive: Archive, crawl: int, archive_url: str, before: Any, after: Any, row: tuple[Any, ...]
) -> None:
    archive.saves.save(crawl, [article(**before), article(**after, body=b"2", fetched_at=minutes(5))])
    assert changes(archive_url) == [row]


def test_older_rows_are_given_theirs(archive: Archive, crawl: int, archive_url: str) -> None:
    texts = [TEXT, MORE, TEXT, "Else."]
    pages = [article(text=one, body=one.encode() + bytes([at])) for at, one in enumerate(texts)]
    archive.saves.save(crawl, [*pages, article(URL + "/other")])
    made = changes(archive_url)
    assert len(made) == 3
    engine = create_engine(parsed(archive_url))
    nothing = ", ".join(f"{name} = NULL" for name in COLUMNS.split(", "))
    step = ChangesStep()
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE revisions SET {nothing}"))
        assert step.missing(connection) == 3
    assert changes(archive_url) == [(number, *[None] * 6) for number in (2, 3, 4)]
    with engine.begin() as connection:
        assert [step.fill(connection, 2), step.fill(connection, 2), step.fill(connection, 2)] == [2, 1, 0]
        assert step.missing(connection) == 0
    engine.dispose()
    assert changes(archive_url) == made
