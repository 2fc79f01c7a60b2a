"""Remember as whom queries connect to PostgreSQL.

Why: what a session of the owner may do cannot be taken from it for good (`RESET ROLE` is one function call
away), so analysts' SQL runs in a session of another role, with a password that only the owner can look up.
The role itself is made by `db upgrade` when migrations have run. On SQLite the table stays empty.

A downgrade takes the role's rights, and the role where the server allows it; the next upgrade makes it anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017_name_the_reader"
down_revision = "0016_look_twice"
branch_labels = None
depends_on = None

LOSES: str | None = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# Rights are taken, then the role; a role that another database knows (a copy of this one), or that we may not
# drop, stays.
TAKE = """
DO $$
DECLARE reader text;
BEGIN
    FOR reader IN SELECT l.role FROM reader_logins AS l JOIN pg_roles AS r ON r.rolname = l.role LOOP
        BEGIN
            EXECUTE format('DROP OWNED BY %I', reader);
            EXECUTE format('DROP ROLE %I', reader);
        EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege OR object_in_use THEN
            NULL;
        END;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "reader_logins",
        sa.Column("role", WORDS, nullable=False),
        sa.Column("password", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("role", name="pk_reader_logins"),
        comment="The role of PostgreSQL that queries connect as (newsarchive.storage.reader_login)",
    )


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(TAKE)
    op.drop_table("reader_logins")
