"""A stage that came later: what it finds in older articles reaches them by `reprocess`, and by nothing else.

The stage and its table are of this test alone; no code of `reprocess` knows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from sqlalchemy import Column, Float, Integer, Table, create_engine

from newsarchive import stages
from newsarchive.items import CleanArticle
from newsarchive.stages import LINE, Stage
from newsarchive.storage.articles.revision_rows import held_tables
from newsarchive.storage.database.column_values import Words
from newsarchive.storage.schema.base import ARTICLE_FIELD, identity, link, metadata
from tests.reprocess.making import Quay, listed, url_of

PAGES = 4


@dataclass(frozen=True, slots=True)
class Lamp:
    """What the new stage finds: a lamp that a title names, and how bright."""

    name: str
    brightness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LitArticle(CleanArticle):
    """An article that the new stage has read."""

    lamps: tuple[Lamp, ...]


class Lighting:
    """The new stage: `brightness` is what its code says of every lamp."""

    brightness = 0.1

    def run(self, article: CleanArticle) -> CleanArticle:
        known = {one.name: getattr(article, one.name) for one in fields(CleanArticle)}
        number = (article.title or "").removeprefix("Lamp ").removesuffix(" is lit")
        # Of the first article nothing: it gets no row, and no revision.
        lamps = tuple(Lamp(f"lamp {number}{side}", self.brightness) for side in "ab" if number != "0")
        return LitArticle(**known, lamps=lamps)


@pytest.fixture
def quay(own_url: str, tmp_path: Path) -> Quay:
    made = Quay(tmp_path / "quay", own_url, PAGES)
    made.fill()
    return made


@pytest.fixture(params=["of_revisions", "evidence"])
def lighting(
    request: pytest.FixtureRequest, quay: Quay, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lighting]:
    """The stage at the end of the line, and its table: of revisions, or, as evidence, of captures."""
    owner = [link("fetch_id", "fetches")] if request.param == "evidence" else [Column("position", Integer)]
    table = Table(
        "lamps",
        metadata,
        identity(),
        link("revision_id", "revisions", nullable=request.param == "evidence"),
        *owner,
        Column("name", Words, nullable=False),
        Column("brightness", Float, nullable=False),
        info={ARTICLE_FIELD: "lamps"},
    )
    held_tables.cache_clear()
    engine = create_engine(quay.url)
    table.create(engine)
    engine.dispose()
    lighting = Lighting()
    monkeypatch.setattr(stages, "LINE", LINE.then(Stage("light", lighting.run, lambda one: one.verdict)))
    yield lighting
    metadata.remove(table)
    held_tables.cache_clear()


def rows(quay: Quay) -> list[tuple[object, ...]]:
    """The rows of the newest revisions."""
    sql = """SELECT a.url, l.name, l.brightness FROM lamps l JOIN revisions r ON r.id = l.revision_id
        JOIN articles a ON a.id = r.article_id AND a.latest_number = r.number ORDER BY a.url, l.name"""
    return quay.ask(sql)


def test_rows_of_a_new_stage_reach_older_articles(quay: Quay, lighting: Lighting) -> None:
    lit = [url_of(number) for number in range(1, PAGES)]
    found = [(line["url"], line["change"], line["fields"]) for line in listed(quay, "--dry-run")]
    assert found == [(url, "metadata", "lamps") for url in lit]
    listed(quay)
    assert rows(quay) == []  # asked for by --metadata alone
    assert len(listed(quay, "--metadata")) == len(lit)
    assert rows(quay) == [
        (url_of(number), f"lamp {number}{side}", 0.1) for number in range(1, PAGES) for side in "ab"
    ]
    assert quay.ask("SELECT url, revision FROM current_articles ORDER BY url") == [
        (url_of(number), 2 if number else 1) for number in range(PAGES)
    ]
    assert listed(quay, "--metadata", "--again") == []
    lighting.brightness = 0.3  # any column counts, not only which rows there are
    assert [line["url"] for line in listed(quay, "--metadata", "--again")] == lit
    assert {row[2] for row in rows(quay)} == {0.3}
