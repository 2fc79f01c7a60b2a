"""What all tables share: the metadata with its naming convention, and a few kinds of column."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Identity, MetaData
from sqlalchemy.schema import SchemaItem

from newsarchive.storage.database.column_values import BigId

# Without names, batch changes on SQLite could not find the constraints
# (docs/explanation/storage.md#migrations).
_NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

# Key of `Table.info`: the field of an article, or of its facts, whose values are the rows of the table
# (storage.articles.revision_rows).
ARTICLE_FIELD = "article_field"
# `Column.info` of a judgement: how sure a rule or model was of the rest of the row. It moves with every
# training, so that `reprocess` takes another one for no change (docs/how-to/reprocess.md#what-is-stored).
IS_JUDGEMENT = {"is_judgement": True}

metadata = MetaData(naming_convention=_NAMES)


def identity() -> Column[int]:
    """A row number assigned by the database."""
    return Column("id", BigId, Identity(), primary_key=True)


def link(name: str, target: str, *, nullable: bool = False, late: bool = False) -> Column[int]:
    """A foreign key to `target.id`; `late` if two tables refer to each other, so that one is added later."""
    return Column(name, BigInteger, ForeignKey(f"{target}.id", use_alter=late), nullable=nullable)


def one_of(column: str, values: Iterable[str]) -> SchemaItem:
    """A CHECK that allows only these words (or NULL if the column does)."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)
