"""Read captures again, take addresses down, and remember what publishers reserve.

Why: `reprocess` needs to know what it has done and to say so in the journal (`crawls.kind` reprocess,
`url_events.event` reread, table `rereads`); a takedown must outlive what it took (`forgotten`); a page's
`noarchive` and its text and data mining reservation are evidence as its text is (`capture_rights`).

A downgrade loses which addresses are to stay out, so that the next crawl would bring them back, what pages
reserved, and the journal of what was read again; runs of `reprocess` are then called imports. Revisions that
reprocessing made stay.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0003_add_upkeep"
down_revision = "0002_learn_shared_lines"
branch_labels = None
depends_on = None

LOSES: str | None = (
    "which addresses were taken down, what pages reserved, and the journal of what was read again"
)

NUMBER = revision[:4]
VIEWS = ("takedowns", "reservations")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "crawl import"
EVENTS = "new changed refused failed skipped redirected withdrawn returned"
OUTCOMES = "unchanged metadata revised accepted refused doubted"


def upgrade() -> None:
    taken = _take_views()
    _allow("crawls", "kind", f"{KINDS} reprocess")
    _allow("url_events", "event", f"{EVENTS} reread")
    _create_rereads()
    _create_forgotten()
    _create_capture_rights()
    _put_back(taken)
    for view in VIEWS:
        op.execute(_frozen(view))


def downgrade() -> None:
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
    for table in ("capture_rights", "forgotten", "rereads"):
        op.drop_table(table)
    taken = _take_views()
    op.execute("DELETE FROM url_events WHERE event = 'reread'")
    op.execute("UPDATE crawls SET kind = 'import' WHERE kind = 'reprocess'")
    _allow("url_events", "event", EVENTS)
    _allow("crawls", "kind", KINDS)
    _put_back(taken)


def _allow(table: str, column: str, words: str) -> None:
    """Let the column have these words and no others."""
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, _one_of(column, words))


def _one_of(column: str, words: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return f"{column} IN ({listed})"


def _create_rereads() -> None:
    op.create_table(
        "rereads",
        sa.Column("fetch_id", sa.BigInteger(), nullable=False, autoincrement=False),
        *_ref("rereads", "crawl_id", "crawls"),
        *_needed("reader", "outcome"),
        sa.Column("reread_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(_one_of("outcome", OUTCOMES), name=op.f("ck_rereads_outcome")),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetches.id"], name="fk_rereads_fetch_id_fetches"),
        sa.PrimaryKeyConstraint("fetch_id", name="pk_rereads"),
    )
    op.create_index("ix_rereads_crawl_id", "rereads", ["crawl_id"])


def _create_forgotten() -> None:
    op.create_table(
        "forgotten",
        *_key("forgotten"),
        *_needed("url_key", "url"),
        sa.Column("article_id", sa.BigInteger()),
        *_needed("reason"),
        sa.Column("forgotten_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("url_key", name="uq_forgotten_url_key"),
    )


def _create_capture_rights() -> None:
    op.create_table(
        "capture_rights",
        *_key("capture_rights"),
        *_ref("capture_rights", "fetch_id", "fetches"),
        *_needed("kind", "origin", "value"),
        sa.CheckConstraint(_one_of("kind", "noarchive tdm"), name=op.f("ck_capture_rights_kind")),
        sa.CheckConstraint(_one_of("origin", "header meta"), name=op.f("ck_capture_rights_origin")),
    )
    op.create_index("ix_capture_rights_fetch_id", "capture_rights", ["fetch_id"])


def _key(table: str) -> list[SchemaItem]:
    column = sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False)
    return [column, sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]


def _ref(table: str, column: str, target: str) -> list[SchemaItem]:
    name = f"fk_{table}_{column}_{target}"
    return [
        sa.Column(column, sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name),
    ]


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def _frozen(view: str) -> str:
    folder = Path(__file__).parents[1] / "views" / NUMBER
    return (folder / f"{view}.{op.get_context().dialect.name}.sql").read_text(encoding="utf-8")


def _take_views() -> list[str]:
    """Drop the views on SQLite, which makes tables anew under them; return the SQL that made them."""
    if op.get_context().dialect.name != "sqlite":
        return []
    made = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
    kept = op.get_bind().execute(made).all()
    for name, _sql in reversed(kept):
        op.execute(f"DROP VIEW {name}")
    return [sql for _name, sql in kept]


def _put_back(views: list[str]) -> None:
    for sql in views:
        op.execute(sa.text(sql.replace(":", "\\:")))
