"""The settings of Datasette: the views, and the questions of docs/how-to that SQLite alone can answer.

`python -m tests.documents.datasette_settings` writes docs/_static/newsarchive-datasette.json.
"""

from __future__ import annotations

import json
import re
from typing import Any

from newsarchive.storage.schema import VIEWS, metadata
from tests.documents.markdown import DOCS
from tests.documents.questions import Question, questions

FILE = DOCS / "_static" / "newsarchive-datasette.json"
# What newsarchive puts in place of before a database sees the statement.
OURS = "article_search"
# Tables that SQLite, its full-text search and Alembic keep beside ours.
_SEARCH = ("search_words", *(f"search_words_{part}" for part in ("config", "data", "idx")))
_OTHERS = ("alembic_version", "sqlite_sequence", *_SEARCH)


def plain_questions() -> dict[str, Question]:
    """Return the questions that need nothing but the file, by the name of each in an address."""
    asked = [one for one in questions() if OURS not in one.sql]
    return {re.sub(r"[^a-z0-9]+", "-", one.words.lower()).strip("-"): one for one in asked}


def settings_of_datasette() -> dict[str, Any]:
    """Return the settings."""
    return {
        "title": "newsarchive",
        "description": "A news archive: articles and every revision of them. Ask the views, not the tables.",
        "databases": {
            "newsarchive": {
                "tables": {name: {"hidden": True} for name in sorted({*metadata.tables, *_OTHERS})},
                "queries": {
                    name: {"title": one.words, "sql": one.sql} for name, one in plain_questions().items()
                },
            }
        },
    }


def written_settings() -> str:
    """Return the file's text."""
    assert not set(VIEWS) & set(metadata.tables)
    return json.dumps(settings_of_datasette(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written_settings(), encoding="utf-8")
