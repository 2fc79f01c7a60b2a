"""Answers that say "as it was", many at once: as if each had been written for itself."""

from __future__ import annotations

import pytest

from newsarchive.lifecycle import AnswerOutcome, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from tests.storage.conftest import Rows
from tests.storage.making import URL, article, minutes, refused

# Address, its answer: same ETag or none said, a new one, a Last-Modified too, another second, a refused page.
CASES: list[tuple[str, AnswerOutcome, int, tuple[tuple[str, str], ...]]] = [
    ("silent", Outcome.NOT_MODIFIED, 30, ()),
    ("same", Outcome.NOT_MODIFIED, 30, (("ETag", '"v1"'),)),
    ("new", Outcome.NOT_MODIFIED, 30, (("ETag", '"v2"'),)),
    (
        "newer",
        Outcome.NOT_MODIFIED,
        31,
        (("ETag", '"v3"'), ("Last-Modified", "Sat, 14 Mar 2026 12:31:00 GMT")),
    ),
    ("bare", Outcome.UNCHANGED, 31, ()),
    ("later", Outcome.UNCHANGED, 32, (("ETag", '"v1"'),)),
    ("refused", Outcome.NOT_MODIFIED, 32, (("ETag", '"v9"'),)),
]
ANSWERS = [
    Answer(url=f"{URL}/{name}", kind="article", outcome=outcome, at=minutes(at), headers=headers)
    for name, outcome, at, headers in CASES
]
STATES = (
    "SELECT u.url, u.state, u.attempts, u.last_error, u.etag, u.last_modified, u.last_fetched_at,"
    " u.last_seen_at, a.last_seen_at, f.fetched_at, f.outcome, f.revision_id IS NULL"
    " FROM urls u LEFT JOIN articles a ON a.id = u.article_id JOIN fetches f ON f.url_id = u.id"
    " WHERE f.outcome IN ('not_modified', 'unchanged') ORDER BY u.url"
)


@pytest.mark.parametrize("together", [True, False])
def test_many_at_once_as_one_by_one(archive: Archive, crawl: int, rows: Rows, together: bool) -> None:
    names = [answer.url for answer in ANSWERS if not answer.url.endswith("refused")]
    archive.saves.save(crawl, [*(article(url, text=url) for url in names), refused(f"{URL}/refused")])
    failed = [
        Answer(url=url, kind="article", outcome=Outcome.FAILED, at=minutes(5), reason="dns") for url in names
    ]
    archive.frontier.record(crawl, failed)
    for part in [ANSWERS] if together else [[answer] for answer in ANSWERS]:
        archive.frontier.record(crawl, part)
    found = {str(row[0]).rpartition("/")[2]: [str(value) for value in row[1:]] for row in rows(STATES)}
    assert {name: row[:5] for name, row in found.items()} == {
        "silent": ["stored", "0", "None", '"v1"', "None"],
        "same": ["stored", "0", "None", '"v1"', "None"],
        "new": ["stored", "0", "None", '"v2"', "None"],
        "newer": ["stored", "0", "None", '"v3"', "Sat, 14 Mar 2026 12:31:00 GMT"],
        "bare": ["stored", "0", "None", "None", "None"],
        "later": ["stored", "0", "None", '"v1"', "None"],
        "refused": ["refused", "0", "None", '"v9"', "None"],
    }
    for answer in ANSWERS:
        name, at = answer.url.rpartition("/")[2], f"{answer.at:%Y-%m-%d %H:%M:%S}"
        seen = ["None"] if name == "refused" else [at]
        assert [value[:19] for value in found[name][5:9]] == [at, at, *seen, at]
        assert found[name][9] == answer.outcome
        assert found[name][10] in ({"1", "True"} if name == "refused" else {"0", "False"})


def test_an_earlier_answer_does_not_turn_back_when_it_was_seen(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(fetched_at=minutes(60))])
    archive.frontier.record(
        crawl, [Answer(url=URL, kind="article", outcome=Outcome.NOT_MODIFIED, at=minutes(30))]
    )
    ((seen,),) = rows("SELECT last_seen_at FROM articles")
    assert str(seen).startswith("2026-03-14 13:00:00")
