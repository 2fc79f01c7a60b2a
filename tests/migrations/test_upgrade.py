"""Up, down and up again on both databases, with rows in, and what happens when a migration fails."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.ddl.impl import DefaultImpl
from sqlalchemy import Connection, create_engine, text

from newsarchive.errors import ArchiveUnavailableError, SchemaNotAtHeadError, UsageError
from newsarchive.items import PageBoxes
from newsarchive.lifecycle import CrawlKind
from newsarchive.paths import bundled
from newsarchive.storage import open_archive
from newsarchive.storage.database.location import parsed
from newsarchive.storage.derived.completion import complete_derived, lacking
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.migrating.commands import (
    LossyDowngradeError,
    configuration,
    downgrade_schema,
    schema_differences,
    upgrade_schema,
)
from newsarchive.storage.migrating.migration_environment import OrphanedRowsError
from newsarchive.storage.migrating.revision import head_revision, known_revisions, stored_revision
from newsarchive.storage.schema import VIEWS, metadata
from newsarchive.testimony import ListedFacts, Vote
from tests.forking import ForkedProcess
from tests.migrations.planting import plant
from tests.migrations.upkeep_rows import fill_upkeep
from tests.storage.derived.making import PLANTED, STORY
from tests.storage.derived.test_host_boxes import outlined
from tests.storage.making import NOON, SPAM, URL, article, minutes, mirror_repair, refused
from tests.text.boilerplate.making import NOTICE, sentences

TABLES = sorted(metadata.tables)
LEARNED = ("host_lines", "spam_hosts", "learnings")
# Tables of later migrations, and those that lose rows or get columns with them: tests of their own.
COPIES = ("fingerprints", "fingerprint_bands", "similar_texts", "syndications", "injected_paragraphs")
YOUNGER = (
    *("rereads", "forgotten", "capture_rights", "url_events", "crawls", "reader_logins"),
    *("hosts", "feeds", "edit_rates", "renderings", "missed_expectations", "alarms"),
    *("article_pasts", "search_entries", "fetches", "revisions", *COPIES),
    *("page_outlines", "host_boxes", "source_incidents", "testimonies", "votes"),
    *("sources", "payloads", "restatements"),
    *("watches", "watch_positions", "watch_runs", "watch_matches", "watch_deliveries"),
)
WITHOUT_VIEWS = f"[op.execute(f'DROP VIEW {{v}}') for v in {VIEWS[::-1]}]"


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with connected(url) as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]
            for table in TABLES
        }


FEED = "https://lantern.example/feed"


def fill(url: str) -> None:
    archive = open_archive(url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    vote = Vote(field="title", page_said=None, listing=FEED)
    full = article(
        repairs=(mirror_repair(),), removed=(SPAM,), tags=("ferry",), editor="Cy Moor", votes=(vote,)
    )
    alike = [
        article(
            f"https://lantern.example/{number}",
            text="\n".join((*sentences(number), NOTICE)),
            title=f"Lamp {number}",
            removed=(SPAM,),
            boxes=PageBoxes(outline=outlined(number), fit=None),
        )
        for number in range(6)
    ]
    copies = [
        article(f"https://{host}/pier", text="\n".join(lines))
        for host, lines in (("lantern.example", STORY), ("mirror.example", (*STORY, PLANTED)))
    ]
    named = FoundLink(url=URL, found_in=FEED, told=ListedFacts(title="Ferry", content="<p>It runs.</p>"))
    for link in (FoundLink(url=FEED, kind="feed"), named):
        archive.frontier.discover(crawl, [link], NOON)
    archive.saves.save(crawl, [full, refused("https://lantern.example/spam"), *alike, *copies])
    archive.saves.save(crawl, [article(fetched_at=minutes(-9))])  # makes a past of the article
    archive.crawls.end(crawl, NOON, "finished")
    archive.close()
    with connected(url) as connection:
        fill_upkeep(connection)


def test_what_is_learned_goes_and_comes_back_and_all_else_stays(own_url: str) -> None:
    """Down to 0001 and up again, with rows of all eras and every view in place; then to nothing and up.

    What copies which is found anew from the revisions, and the same.
    """
    fill(own_url)
    before, copies = contents(own_url), shown_copies(own_url)
    assert all(before.values()), "a table without a row is not tested"
    assert all(copies)
    downgrade_schema(own_url, "0001_create_archive", lose_data=True)
    upgrade_schema(own_url)
    assert shown_copies(own_url) == [[], []]
    assert complete_derived(own_url, lambda _label, _total: nullcontext(Silent()))["fingerprints"] == 9
    assert shown_copies(own_url) == copies
    assert lacking(own_url) == []
    assert schema_differences(own_url) == []
    after = contents(own_url)
    assert {table: after[table] for table in LEARNED} == {table: [] for table in LEARNED}
    others = set(TABLES) - {*LEARNED, *YOUNGER, "articles", "urls"}
    # All but what `db upgrade` makes anew: the syndication, and whether the article is its origin.
    assert [row[:-2] for row in after["articles"]] == [row[:-2] for row in before["articles"]]
    # All but since when an address is missing, and by which incident, which is lost.
    assert [row[:-2] for row in after["urls"]] == [row[:-2] for row in before["urls"]]
    assert {name: after[name] for name in others} == {name: before[name] for name in others}
    archive = open_archive(own_url)
    archive.crawls.end(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), NOON, "finished")
    archive.close()
    assert [row[1:] for row in contents(own_url)["host_lines"]] == [row[1:] for row in before["host_lines"]]
    downgrade_schema(own_url, "base", lose_data=True)
    assert stored_revision(own_url) is None
    with pytest.raises(SchemaNotAtHeadError, match="no archive yet"):
        open_archive(own_url)
    upgrade_schema(own_url, "+1")
    assert stored_revision(own_url) == known_revisions()[0]
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    fill(own_url)


class Silent:
    def step(self, count: int = 1) -> None:
        pass


def shown_copies(url: str) -> list[list[tuple[Any, ...]]]:
    with connected(url) as connection:
        return [
            [tuple(row) for row in connection.execute(text(query))]
            for query in (
                "SELECT article_id, source, url, is_origin FROM syndicated_stories ORDER BY url",
                "SELECT article_id, url, position, text, kind FROM injected_text ORDER BY url, position",
            )
        ]


def test_lossy_downgrade_needs_leave(own_url: str) -> None:
    fill(own_url)
    before = contents(own_url)
    with pytest.raises(LossyDowngradeError, match="every article"):
        downgrade_schema(own_url, "base")
    assert contents(own_url) == before


@pytest.mark.parametrize("revision", ["-99", "nowhere"])
def test_steps_that_are_none(own_url: str, revision: str) -> None:
    with pytest.raises(UsageError, match="No such step"):
        downgrade_schema(own_url, revision)
    with pytest.raises(UsageError, match="No such step"):
        upgrade_schema(own_url, "nowhere")


def test_failing_migration_leaves_the_schema_as_before(own_url: str, tmp_path: Path) -> None:
    fill(own_url)
    before = contents(own_url)
    scripts = plant(tmp_path, "op.create_table('half', sa.Column('x', sa.Integer())); op.execute('SELEKT')")
    with pytest.raises(ArchiveUnavailableError if "sqlite" in own_url else Exception, match=r"(?i)selekt"):
        upgrade_schema(own_url, scripts=scripts)
    assert stored_revision(own_url) == head_revision()
    assert schema_differences(own_url) == []
    assert contents(own_url) == before


def test_batch_change_of_a_parent_deletes_no_child(own_url: str, tmp_path: Path) -> None:
    """The planted trap: children with ON DELETE CASCADE of a table that SQLite drops and makes anew."""
    with connected(own_url) as connection:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)"))
        reference = "INTEGER REFERENCES parent (id) ON DELETE CASCADE"
        connection.execute(text(f"CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id {reference})"))
        connection.execute(text("INSERT INTO parent VALUES (1, 'a')"))
        connection.execute(text("INSERT INTO child VALUES (1, 1), (2, 1)"))
    change = (
        "with op.batch_alter_table('parent', recreate='auto') as batch:\n"
        "        batch.alter_column('name', existing_type=sa.Text(), nullable=False)"
    )
    upgrade_schema(own_url, scripts=plant(tmp_path, change))
    with connected(own_url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM child")) == 2


def test_migration_that_orphans_rows_is_rolled_back(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    before = contents(sqlite_url)
    with pytest.raises(OrphanedRowsError, match="fetches -> urls"):
        upgrade_schema(sqlite_url, scripts=plant(tmp_path, "op.execute('DELETE FROM urls')"))
    assert contents(sqlite_url) == before


def test_table_under_the_views_can_be_changed(own_url: str, tmp_path: Path) -> None:
    fill(own_url)
    before = contents(own_url)
    change = (
        f"{WITHOUT_VIEWS}\n"
        "    with op.batch_alter_table('revisions') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.Integer()))\n"
        "    with op.batch_alter_table('revisions') as batch:\n"
        "        batch.drop_column('extra')"
    )
    upgrade_schema(own_url, scripts=plant(tmp_path, change))
    # Views that are gone are described no more.
    assert contents(own_url) | {"dictionary": []} == before | {"dictionary": []}


def test_two_upgrades_at_once_do_not_collide(empty_url: str) -> None:
    code = (
        "import sys; from newsarchive.storage.migrating import commands as c; c.upgrade_schema(sys.argv[1])"
    )
    started = [ForkedProcess([sys.executable, "-c", code, empty_url]) for _ in range(2)]
    assert [process.wait(timeout=60) for process in started] == [0, 0]
    assert schema_differences(empty_url) == []


def test_sql_for_postgresql_can_be_written_offline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With three rows of each part that is filled in; 0009 would write 73,000 days one by one."""
    insert = DefaultImpl.bulk_insert

    def insert_some(writing: DefaultImpl, table: Any, rows: list[dict[str, Any]], **more: Any) -> None:
        insert(writing, table, rows[:3], **more)

    monkeypatch.setattr(DefaultImpl, "bulk_insert", insert_some)
    config = configuration()
    command.upgrade(config, "head", sql=True)
    written = capsys.readouterr().out
    assert 'url TEXT COLLATE "C" NOT NULL' in written
    assert "CREATE VIEW current_articles" in written
    assert 3 <= written.count("INSERT INTO ") < 1_000
    assert "ADD CONSTRAINT fk_urls_article_id_articles FOREIGN KEY" in written


def test_one_line_of_numbered_migrations_that_import_nothing_of_ours() -> None:
    files = sorted(path for path in (bundled("migrations") / "versions").glob("*.py"))
    assert [file.stem for file in files] == known_revisions()
    for number, file in enumerate(files, start=1):
        assert file.stem.startswith(f"{number:04d}_")
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) newsarchive", source, re.MULTILINE), file
        assert re.search(r"^LOSES: str \| None = ", source, re.MULTILINE), file
