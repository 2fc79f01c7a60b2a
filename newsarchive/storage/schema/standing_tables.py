"""Tables whose rows `db upgrade` makes: days of two centuries, what columns mean, as whom queries connect."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, Table

from newsarchive.storage.schema.base import metadata
from newsarchive.storage.types import Words

# 1900 to 2100, so that a day on which nothing was stored can be counted; weekday 1 is Monday (ISO 8601).
calendar = Table(
    "calendar",
    metadata,
    Column("day", Date, primary_key=True),
    # Number of the week since year 1: the same weekday a week earlier has one less.
    Column("week", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    comment="The days of 1900 to 2100, so that a day without articles can be counted",
)

# The view `data_dictionary`; filled by newsarchive.storage.describing when migrations have run.
dictionary = Table(
    "dictionary",
    metadata,
    Column("view_name", Words, primary_key=True),
    # 0 for the view itself, then its columns in order.
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("column_name", Words),
    Column("type", Words, nullable=False),
    Column("explanation", Words, nullable=False),
    comment="What the columns of the views mean: the view data_dictionary",
)

# On SQLite it stays empty. Only the owner may read it.
reader_logins = Table(
    "reader_logins",
    metadata,
    Column("role", Words, primary_key=True),
    Column("password", Words, nullable=False),
    comment="The role of PostgreSQL that queries connect as (newsarchive.storage.reader_login)",
)
