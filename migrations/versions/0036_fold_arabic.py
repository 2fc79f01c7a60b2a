"""Index Arabic words by their letters, look again at copies and silent edits, and show a canonical host.

Why: الاقتصاد was found in one of four spellings, since hamza, vowel marks and tatweel counted. Words of an
index are folded as they are stored, and a contentless FTS5 table gives a row up only for the very words it
got, so that an archive with Arabic in it has its index made anew; `db upgrade` does so, as it compares again
those edits that were told to be silent: a correction note in the text owns up to an edit. The copies of
articles that have an earlier revision are grouped again when a run completes: what their origin once said is
no longer told to be added. `syndicated_stories` tells which host the canonical link of a page names.

A downgrade drops the column; it empties such an index as well.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "0036_fold_arabic"
down_revision = "0035_take_older_pages"
branch_labels = None
depends_on = None

LOSES: str | None = None

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
VIEW = "syndicated_stories"
# Letters that fold to others, what is left out, and letters in the form they have at their place in a word.
FOLDED = "آأإٱىة\u0640\u064b-\u0655\u0670\ufb50-\ufdff\ufe70-\ufefc"
AND_THE = "وال"


def upgrade() -> None:
    v1.drop_views((VIEW,))
    v1.create_views((VIEW,), "0036")
    _empty_index()
    op.execute("UPDATE revisions SET changed_text = NULL WHERE stealth")
    op.execute(
        "UPDATE fingerprints SET state = 'again' WHERE state = 'grouped' AND text_key IS NOT NULL"
        " AND article_id IN (SELECT id FROM articles WHERE syndication_id IS NOT NULL AND is_origin)"
    )


def downgrade() -> None:
    v1.drop_views((VIEW,))
    v1.create_views((VIEW,), "0007")
    _empty_index()


def _empty_index() -> None:
    """Take out all entries where a text has such letters; `db upgrade` makes them again."""
    if op.get_context().dialect.name == "sqlite":
        globs = (f"*[{FOLDED}]*", f"*{AND_THE}*")
        has_arabic = " OR ".join(f"title GLOB '{glob}' OR text GLOB '{glob}'" for glob in globs)
        found = f"EXISTS (SELECT 1 FROM revisions WHERE {has_arabic})"  # noqa: S608 - of constants
        op.execute(f"INSERT INTO search_words (search_words) SELECT 'delete-all' WHERE {found}")
    else:
        has_arabic = " OR ".join(f"{column} ~ '[{FOLDED}]|{AND_THE}'" for column in ("title", "text"))
        found = f"EXISTS (SELECT 1 FROM revisions WHERE {has_arabic})"  # noqa: S608 - of constants
    op.execute(f"DELETE FROM search_entries WHERE {found}")  # noqa: S608 - of constants
