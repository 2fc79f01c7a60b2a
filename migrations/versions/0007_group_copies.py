"""Group copies: fingerprints of texts, which are alike, syndications with their origin, what copies add.

Why: a story that many hosts have is one story; a mirror shows what it planted beside the origin. All of it
is computed from the revisions: `newsarchive db upgrade` makes it for those that are older than this, except
which host a page's canonical link named (`fingerprints.points_to`): that is not kept elsewhere. Downgrade:
the rest is made again by the next upgrade; where another host was named, it no longer helps to find origins.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0007_group_copies"
down_revision = "0006_index_words"
branch_labels = None
depends_on = None

LOSES: str | None = None  # but a hint, see above

NUMBER = revision[:4]
# What the view was made from before.
EARLIER = "0005"
VIEWS = ("syndicated_stories", "injected_text")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.execute("DROP VIEW current_articles")
    op.add_column("articles", sa.Column("syndication_id", sa.BigInteger()))
    op.add_column("articles", sa.Column("is_origin", sa.Boolean()))
    in_one = "syndication_id IS NOT NULL"
    _create_partial_index("ix_articles_syndication_id", "articles", "syndication_id", in_one)
    _create_fingerprints()
    _create_pairs()
    _create_syndications()
    for view in ("current_articles", *VIEWS):
        op.execute(_frozen(view, NUMBER))


def downgrade() -> None:
    for view in (*reversed(VIEWS), "current_articles"):
        op.execute(f"DROP VIEW {view}")
    for table in (
        "injected_paragraphs",
        "syndications",
        "similar_texts",
        "fingerprint_bands",
        "fingerprints",
    ):
        op.drop_table(table)
    op.drop_index("ix_articles_syndication_id", "articles")
    op.drop_column("articles", "is_origin")
    op.drop_column("articles", "syndication_id")
    op.execute(_frozen("current_articles", EARLIER))


def _create_fingerprints() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("revision_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("text_key", sa.BigInteger()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary()),
        sa.Column("points_to", WORDS),
        sa.Column("state", WORDS, nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'grouped', 'again', 'gone')", name=op.f("ck_fingerprints_state")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_fingerprints_article_id_articles"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name="fk_fingerprints_revision_id_revisions"
        ),
        sa.PrimaryKeyConstraint("revision_id", name="pk_fingerprints"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fingerprints_article_id", "fingerprints", ["article_id"])
    _create_partial_index("ix_fingerprints_text_key", "fingerprints", "text_key", "state <> 'new'")
    _create_partial_index("ix_fingerprints_pending", "fingerprints", "revision_id", "state <> 'grouped'")


def _create_pairs() -> None:
    op.create_table(
        "fingerprint_bands",
        sa.Column("band_key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("text_key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("band_key", "text_key", name="pk_fingerprint_bands"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "similar_texts",
        sa.Column("text_key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("other_key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("relation", WORDS, nullable=False),
        sa.CheckConstraint("relation IN ('copy', 'part')", name=op.f("ck_similar_texts_relation")),
        sa.PrimaryKeyConstraint("text_key", "other_key", name="pk_similar_texts"),
        sqlite_with_rowid=False,
    )


def _create_syndications() -> None:
    op.create_table(
        "syndications",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("hosts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_syndications"),
    )
    op.create_table(
        "injected_paragraphs",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("rule", WORDS),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("also_in", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_injected_paragraphs_article_id_articles"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_injected_paragraphs"),
        sa.UniqueConstraint("article_id", "position", name="uq_injected_paragraphs_article_id_position"),
    )


def _create_partial_index(name: str, table: str, column: str, where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=rows, postgresql_where=rows)


def _frozen(view: str, number: str) -> str:
    folder = Path(__file__).parents[1] / "views" / number
    return (folder / f"{view}.{op.get_context().dialect.name}.sql").read_text(encoding="utf-8")
