"""Remember the incidents of sources, and which revisions they put in doubt.

Why: a login wall, an error page with status 200 or a template without by-lines made an edit of each article,
though it is one trouble of the whole site. Such an incident has a row; the revisions made in it name it, and
`articles.latest_number` passes them over, so that the revision from before is shown until the incident is
accepted.

A downgrade loses the incidents: their edits become ordinary ones, and are shown.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0022_doubt_incidents"
down_revision = "0021_tell_kinds"
branch_labels = None
depends_on = None

LOSES: str | None = "incidents of sources, and which edits they put in doubt"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
NUMBER = revision[:4]
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VIEWS = ("article_history", "article_changes", "source_health")
EVENTS = [
    "new",
    "changed",
    "refused",
    "failed",
    "skipped",
    "redirected",
    "withdrawn",
    "returned",
    "reread",
    "contradicted",
]
ALARMS = ["missed", "failed", "blind", "vanished", "unanswered"]
KINDS = ["vanished", "unanswered", "login_wall", "error_page", "same_text", "fields_lost"]
STATES = ["open", "over", "accepted", "dismissed"]
DOUBTED = sa.text("incident_id IS NOT NULL")
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    views = v1.take_views(VIEWS)
    op.create_table(
        "source_incidents",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_crawl_id", sa.BigInteger(), nullable=False),
        sa.Column("last_crawl_id", sa.BigInteger(), nullable=False),
        sa.Column("crawls_seen", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime()),
        sa.Column("closed_crawl_id", sa.BigInteger()),
        sa.Column("affected", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("example", WORDS),
        sa.Column("detail", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source_incidents"),
        *(_crawl(name) for name in ("opened_crawl_id", "last_crawl_id", "closed_crawl_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_incidents_source_id_sources"),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_source_incidents_kind")),
        sa.CheckConstraint(_one_of("state", STATES), name=op.f("ck_source_incidents_state")),
    )
    op.create_index(
        "uq_source_incidents_open",
        "source_incidents",
        ["source_id", "kind"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.add_column("revisions", sa.Column("incident_id", sa.BigInteger()))
    op.add_column("revisions", sa.Column("doubted_at", sa.DateTime()))
    op.add_column("urls", sa.Column("incident_id", sa.BigInteger()))
    _index("ix_revisions_doubted", "revisions")
    _index("ix_urls_doubted", "urls")
    v1.allow("url_events", "event", [*EVENTS, "doubted", "settled"])
    v1.allow("alarms", "kind", [*ALARMS, "incident"])
    v1.put_back(views)
    v1.create_views((*VIEWS, "incidents"), NUMBER)


def downgrade() -> None:
    views = v1.take_views(("incidents", *VIEWS))
    op.execute(
        "UPDATE articles SET latest_number ="
        " (SELECT max(r.number) FROM revisions AS r WHERE r.article_id = articles.id)"
        " WHERE id IN (SELECT r.article_id FROM revisions AS r WHERE r.incident_id IS NOT NULL)"
    )
    op.execute("DELETE FROM url_events WHERE event IN ('doubted', 'settled')")
    op.execute("DELETE FROM alarms WHERE kind = 'incident'")
    v1.allow("alarms", "kind", ALARMS)
    v1.allow("url_events", "event", EVENTS)
    op.drop_index("ix_urls_doubted", "urls")
    op.drop_index("ix_revisions_doubted", "revisions")
    op.execute("ALTER TABLE urls DROP COLUMN incident_id")
    op.execute("ALTER TABLE revisions DROP COLUMN doubted_at")
    op.execute("ALTER TABLE revisions DROP COLUMN incident_id")
    op.drop_table("source_incidents")
    v1.put_back(views)
    v1.create_views(("article_history",), "0019")
    v1.create_views(("article_changes",), "0008")
    v1.create_views(("source_health",), "0016")


def _crawl(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["crawls.id"], name=f"fk_source_incidents_{column}_crawls")


def _one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(f'{word!r}' for word in words)})"


def _index(name: str, table: str) -> None:
    op.create_index(name, table, ["incident_id"], sqlite_where=DOUBTED, postgresql_where=DOUBTED)
