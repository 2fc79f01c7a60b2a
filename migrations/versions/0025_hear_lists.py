"""Keep what lists say of articles.

Why: a feed knows the moment, the headline and the by-line of an article where its page misleads, its full
text where the page is paid for or broken. `testimonies` keeps what each list said of each URL, `votes` the
facts of a revision that a list's word decided, `revisions.stands_in_for` why the text is a list's and not the
page's. The view `article_evidence` shows who said what.

A downgrade loses all three.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0025_hear_lists"
down_revision = "0024_set_aside"
branch_labels = None
depends_on = None

LOSES: str | None = "what feeds, sitemaps and other lists said of articles"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = "0025"
VIEWS = ("current_articles", "article_history")


def upgrade() -> None:
    op.create_table(
        "testimonies",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("url_id", sa.BigInteger(), nullable=False),
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("said_key", WORDS, nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.Column("last_heard_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer()),
        *(sa.Column(name, WORDS) for name in ("uniform", "title", "published_at", "changed_at")),
        *(sa.Column(name, WORDS) for name in ("authors", "categories", "guid", "language", "summary")),
        *(sa.Column(name, WORDS) for name in ("content_sha256", "image")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimonies")),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name=op.f("fk_testimonies_url_id_urls")),
        sa.ForeignKeyConstraint(["listing_id"], ["urls.id"], name=op.f("fk_testimonies_listing_id_urls")),
        sa.UniqueConstraint(
            "url_id", "listing_id", "said_key", name=op.f("uq_testimonies_url_id_listing_id_said_key")
        ),
        comment="What feeds, sitemaps and other lists say of the articles they name",
    )
    op.create_index(op.f("ix_testimonies_listing_id"), "testimonies", ["listing_id"])
    op.create_index(op.f("ix_testimonies_content_sha256"), "testimonies", ["content_sha256"])
    op.create_index(
        "ix_testimonies_guid",
        "testimonies",
        ["guid"],
        sqlite_where=sa.text("guid IS NOT NULL"),
        postgresql_where=sa.text("guid IS NOT NULL"),
        postgresql_using="hash",
    )
    op.create_table(
        "votes",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", WORDS, nullable=False),
        sa.Column("page_said", WORDS),
        sa.Column("listing", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_votes_revision_id_revisions")
        ),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_votes_revision_id_position")),
        comment="Facts of a revision that the word of a list decided",
    )
    v1.drop_views(VIEWS)
    op.add_column("revisions", sa.Column("stands_in_for", WORDS))
    v1.create_views((*VIEWS, "article_evidence"), NUMBER)


def downgrade() -> None:
    v1.drop_views(("article_evidence", *VIEWS))
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE revisions DROP COLUMN stands_in_for")
    op.drop_table("votes")
    op.drop_table("testimonies")
    # The texts that only lists gave; those of pages have a fetch.
    op.execute(
        "DELETE FROM payloads WHERE NOT EXISTS"
        " (SELECT 1 FROM fetches WHERE fetches.payload_sha256 = payloads.sha256)"
    )
    v1.create_views(("current_articles",), "0019")
    v1.create_views(("article_history",), "0022")
