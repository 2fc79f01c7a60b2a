"""Column types that hold the same value on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.types import TypeDecorator, TypeEngine

# SQLite numbers rows by itself only where the type is INTEGER; PostgreSQL's INTEGER ends at 2**31 - 1.
BigId = BigInteger().with_variant(Integer(), "sqlite")
# "C" is the order of code points, as SQLite's own: servers set up in different languages must sort alike.
Words = Text().with_variant(Text(collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in whole seconds: aware UTC in Python, UTC without zone in the database.

    SQLite's own DateTime drops an offset without converting it (FACTS 2), hence this type. Stored text is
    `YYYY-MM-DD HH:MM:SS`, so that literals compare alike on both databases.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(DATETIME(truncate_microseconds=True))  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone was given to the archive: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)
