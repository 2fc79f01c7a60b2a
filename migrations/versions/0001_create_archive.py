"""Create the archive: who is asked, what was found and answered, what publishers wrote, what was cut out.

Why: the first schema. Downgrade: takes everything away.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001_create_archive"
down_revision = None
branch_labels = None
depends_on = None

LOSES: str | None = "every article, capture and address of the archive"

VIEWS = ("current_articles", "article_history", "removed_text")
# Code point order on every server, as on SQLite.
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime()
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Tables that refer to each other: SQLite takes the reference at once, PostgreSQL when both are there.
LATE = {
    "fk_urls_article_id_articles": ("urls", "articles", "article_id"),
    "fk_fetches_revision_id_revisions": ("fetches", "revisions", "revision_id"),
}


def upgrade() -> None:
    for create in TABLES.values():
        create()
    if op.get_context().dialect.name == "postgresql":
        for name, (table, target, column) in LATE.items():
            op.create_foreign_key(name, table, target, [column], ["id"])
    for view in VIEWS:
        op.execute(_view(view))


def downgrade() -> None:
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
    if op.get_context().dialect.name == "postgresql":
        for name, (table, _target, _column) in LATE.items():
            op.drop_constraint(name, table, type_="foreignkey")
    for table in reversed(TABLES):
        op.drop_table(table)


def _view(name: str) -> str:
    folder = Path(__file__).parents[1] / "views" / "0001"
    dialect = op.get_context().dialect.name
    return (folder / f"{name}.{dialect}.sql").read_text(encoding="utf-8")


def _key(table: str) -> list[SchemaItem]:
    column = sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False)
    return [column, sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS) for name in names]


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _refs(table: str, *, nullable: bool = False, **targets: str) -> Iterator[SchemaItem]:
    for column, target in targets.items():
        name = f"fk_{table}_{column}_{target}"
        yield sa.Column(column, sa.BigInteger(), nullable=nullable)
        yield sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, use_alter=name in LATE)


def _create_payloads() -> None:
    op.create_table(
        "payloads",
        *_needed("sha256"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_payloads"),
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        *_key("sources"),
        *_needed("name"),
        *_words("title", "home", "language", "timezone"),
        sa.Column("keep_all_payloads", sa.Boolean(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("retired_at", TIME),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )


def _create_crawls() -> None:
    op.create_table(
        "crawls",
        *_key("crawls"),
        *_refs("crawls", nullable=True, source_id="sources"),
        *_needed("kind"),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("heartbeat_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        *_words("reason"),
        *_needed("host"),
        sa.Column("pid", sa.BigInteger(), nullable=False),
        *_words("process_started"),
        _one_of("crawls", "kind", "crawl import"),
    )
    op.create_index("ix_crawls_source_id_ended_at", "crawls", ["source_id", "ended_at"])


def _create_urls() -> None:
    op.create_table(
        "urls",
        *_key("urls"),
        *_refs("urls", source_id="sources"),
        *_refs("urls", nullable=True, article_id="articles", claimed_by="crawls"),
        *_needed("url_key", "url", "kind", "state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *_words("last_error"),
        *_words("etag", "last_modified", "found_in", "hint_title", "hint_published_at"),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.Column("last_seen_at", TIME, nullable=False),
        sa.Column("last_fetched_at", TIME),
        *_words("relation"),
        _one_of("urls", "kind", "article feed sitemap section"),
        _one_of("urls", "relation", "canonical duplicate redirect amp former"),
        _one_of("urls", "state", "found claimed stored refused failed gone skipped"),
        sa.UniqueConstraint("url_key", name="uq_urls_url_key"),
    )
    op.create_index("ix_urls_article_id", "urls", ["article_id"])
    op.create_index("ix_urls_source_id_state", "urls", ["source_id", "state"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        *_key("articles"),
        *_refs("articles", source_id="sources", url_id="urls"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.Column("last_seen_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
        sa.Column("latest_number", sa.Integer(), nullable=False),
        sa.UniqueConstraint("url_id", name="uq_articles_url_id"),
    )
    op.create_index("ix_articles_source_id", "articles", ["source_id"])
    op.create_index("ix_articles_url", "articles", ["url"], postgresql_using="hash")


def _create_fetches() -> None:
    op.create_table(
        "fetches",
        *_key("fetches"),
        *_refs("fetches", crawl_id="crawls", url_id="urls"),
        *_refs("fetches", nullable=True, revision_id="revisions"),
        *_needed("url"),
        sa.Column("fetched_at", TIME, nullable=False),
        *_needed("outcome"),
        sa.Column("status", sa.Integer()),
        *_words("final_url", "content_type", "headers", "body_sha256"),
        sa.Column("body_size", sa.BigInteger()),
        *_words("payload_sha256", "verdict", "reason", "detail"),
        *_words("charset"),
        _one_of(
            "fetches",
            "outcome",
            "new changed unchanged refused fetched not_modified failed gone redirected skipped",
        ),
        _one_of("fetches", "verdict", "article not_article hijacked undecodable"),
    )
    op.create_index("ix_fetches_crawl_id", "fetches", ["crawl_id"])
    op.create_index("ix_fetches_revision_id", "fetches", ["revision_id"])
    op.create_index("ix_fetches_url_id_body_sha256", "fetches", ["url_id", "body_sha256"])


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        *_key("revisions"),
        *_refs("revisions", article_id="articles", fetch_id="fetches"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", TIME, nullable=False),
        *_needed("cause", "revision_key", "canonical_url"),
        *_words("title"),
        *_needed("text"),
        *_words("editor", "outlet", "dateline", "section", "language", "script"),
        sa.Column("published_at", TIME),
        sa.Column("published_on", sa.Date()),
        *_words("published_offset"),
        sa.Column("modified_at", TIME),
        *_words("date_source", "image", "charset", "charset_evidence"),
        sa.Column("mirror", sa.Boolean(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        *_needed("extractor"),
        _one_of("revisions", "cause", "publisher reprocess"),
        _one_of("revisions", "script", "Hans Hant"),
        sa.UniqueConstraint("article_id", "number", name="uq_revisions_article_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revisions_published_at", "revisions", ["published_at"])


def _create_url_events() -> None:
    op.create_table(
        "url_events",
        *_key("url_events"),
        *_refs("url_events", crawl_id="crawls", url_id="urls"),
        *_refs("url_events", nullable=True, fetch_id="fetches"),
        sa.Column("at", TIME, nullable=False),
        *_needed("event"),
        *_words("reason", "detail"),
        _one_of("url_events", "event", "new changed refused failed skipped redirected withdrawn returned"),
    )
    op.create_index("ix_url_events_url_id", "url_events", ["url_id"])


def _create_people() -> None:
    op.create_table(
        "people",
        *_key("people"),
        *_refs("people", revision_id="revisions"),
        *_needed("role"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_needed("name"),
        _one_of("people", "role", "author editor"),
        sa.UniqueConstraint("revision_id", "role", "position", name="uq_people_revision_id_role_position"),
    )


def _create_removed_blocks() -> None:
    op.create_table(
        "removed_blocks",
        *_key("removed_blocks"),
        *_refs("removed_blocks", fetch_id="fetches"),
        *_refs("removed_blocks", nullable=True, revision_id="revisions"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_needed("place", "kind", "rule"),
        sa.Column("score", sa.Float(), nullable=False),
        *_needed("text", "hosts"),
        _one_of("removed_blocks", "place", "head inside tail title hidden"),
    )
    op.create_index("ix_removed_blocks_fetch_id", "removed_blocks", ["fetch_id"])
    op.create_index("ix_removed_blocks_revision_id", "removed_blocks", ["revision_id"])


def _create_repairs() -> None:
    op.create_table(
        "repairs",
        *_key("repairs"),
        *_refs("repairs", fetch_id="fetches"),
        *_refs("repairs", nullable=True, revision_id="revisions"),
        *_needed("kind"),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    op.create_index("ix_repairs_fetch_id", "repairs", ["fetch_id"])
    op.create_index("ix_repairs_revision_id", "repairs", ["revision_id"])


def _create_tags() -> None:
    op.create_table(
        "tags",
        *_key("tags"),
        *_refs("tags", revision_id="revisions"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_needed("tag"),
        sa.UniqueConstraint("revision_id", "position", name="uq_tags_revision_id_position"),
    )


# In the order of who refers to whom.
TABLES = {
    "payloads": _create_payloads,
    "sources": _create_sources,
    "crawls": _create_crawls,
    "urls": _create_urls,
    "articles": _create_articles,
    "fetches": _create_fetches,
    "revisions": _create_revisions,
    "url_events": _create_url_events,
    "people": _create_people,
    "removed_blocks": _create_removed_blocks,
    "repairs": _create_repairs,
    "tags": _create_tags,
}
