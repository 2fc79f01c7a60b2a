"""Index the words of each article's newest revision, for full-text search in any language.

Why: neither database's own tokenizer finds two-character Chinese words, so the words come ready-made from our
code: into a contentless FTS5 table on SQLite, into a tsvector on PostgreSQL. `db upgrade` fills both
once the schema is at head. Nothing here is an original: a downgrade loses nothing that cannot be had back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0006_index_words"
down_revision = "0005_count_by_day"
branch_labels = None
depends_on = None

LOSES: str | None = None

# No positions and no sizes: phrases are looked at in the text. Our words hold no blank, no capital letter and
# of ASCII punctuation only what is named here.
FTS5 = """
CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '+#.=@'"
)
"""
POSTGRESQL = (
    # A row is then some 80 bytes, whatever its text: hits of a frequent word are read from few pages.
    "ALTER TABLE search_entries SET (toast_tuple_target = 128)",
    # The planner must never think that reading the vectors of all rows could be quicker than the index; it
    # does not know that each must be fetched from elsewhere and unpacked.
    "ALTER TABLE search_entries ALTER COLUMN words SET STATISTICS 0",
    # New words wait in a list until it has so many kilobytes, 45 articles or so. While the list is long, the
    # planner reads all rows after all (2 s at 100,000 articles); the default of 4 MB saves 7 % of the work.
    (
        "CREATE INDEX ix_search_entries_words ON search_entries USING gin (words)"
        " WITH (gin_pending_list_limit = 1024)"
    ),
)


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.DateTime()),
        sa.Column("unlisted", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql")),
        sa.PrimaryKeyConstraint("id", name="pk_search_entries"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_search_entries_article_id_articles"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name="fk_search_entries_revision_id_revisions"
        ),
        sa.UniqueConstraint("article_id", name="uq_search_entries_article_id"),
        sa.UniqueConstraint("revision_id", name="uq_search_entries_revision_id"),
    )
    statements = POSTGRESQL if op.get_context().dialect.name == "postgresql" else (FTS5,)
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entries")
