"""Hold a million articles: the newest of a host or source by index; sources that keep no bodies at all.

Why: a crawl that completes looks at the newest articles of each host it touched, and read every article of
the source for it (10 s at a million). `articles.site` is the host of `url` without `www.`,
`articles.published_at` that of the latest revision. `sources.keep_payloads` takes the place of
`keep_all_payloads` and knows `none`. Downgrade: the first two are computed again by the next upgrade; a
source that kept no bodies keeps those of first captures and changes from then on.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0004_hold_a_million"
down_revision = "0003_add_upkeep"
branch_labels = None
depends_on = None

LOSES: str | None = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEPT = "keep_payloads IN ('first_and_changed', 'all', 'none')"
DEFAULT = "first_and_changed"
# As newsarchive.storage.addresses.site_of had it when this was written.
SITE = re.compile(r"\s*(?:[a-z]+:)?//(?:[^/?#@]*@)?(?:www\.)?([^/?#:\s]+)", re.IGNORECASE)
PART = 5000


def upgrade() -> None:
    _choose_payloads()
    op.add_column("articles", sa.Column("site", WORDS, nullable=False, server_default=""))
    op.add_column("articles", sa.Column("published_at", sa.DateTime()))
    op.execute(
        "UPDATE articles SET published_at = (SELECT r.published_at FROM revisions AS r"
        " WHERE r.article_id = articles.id AND r.number = articles.latest_number)"
    )
    if not op.get_context().as_sql:
        _fill_sites(op.get_bind())
    op.create_index(
        "ix_articles_source_id_published_at_site", "articles", ["source_id", "published_at", "site"]
    )
    op.drop_index("ix_articles_source_id", "articles")


def downgrade() -> None:
    op.create_index("ix_articles_source_id", "articles", ["source_id"])
    op.drop_index("ix_articles_source_id_published_at_site", "articles")
    op.drop_column("articles", "published_at")
    op.drop_column("articles", "site")
    op.add_column(
        "sources", sa.Column("keep_all_payloads", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE sources SET keep_all_payloads = (keep_payloads = 'all')")
    op.drop_column("sources", "keep_payloads")


def _choose_payloads() -> None:
    # In one statement on SQLite, since a batch change would need every view on the table dropped.
    op.execute(
        f"ALTER TABLE sources ADD COLUMN keep_payloads TEXT {_collation()} DEFAULT '{DEFAULT}' NOT NULL"
        f" CONSTRAINT ck_sources_keep_payloads CHECK ({KEPT})"
    )
    op.execute("UPDATE sources SET keep_payloads = 'all' WHERE keep_all_payloads")
    op.drop_column("sources", "keep_all_payloads")


def _collation() -> str:
    return 'COLLATE "C"' if op.get_context().dialect.name == "postgresql" else ""


def _fill_sites(connection: sa.Connection) -> None:
    """Write the host of each article's address, a part at a time."""
    set_site = sa.text("UPDATE articles SET site = :site WHERE id = :id")
    after = 0
    while True:
        page = sa.text("SELECT id, url FROM articles WHERE id > :after ORDER BY id LIMIT :part")
        rows = connection.execute(page, {"after": after, "part": PART}).all()
        if not rows:
            return
        connection.execute(set_site, [{"id": number, "site": _site(url)} for number, url in rows])
        after = rows[-1][0]


def _site(url: str) -> str:
    match = SITE.match(url[:2000])
    return match[1].lower() if match else ""
