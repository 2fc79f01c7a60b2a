"""Private API of SQLAlchemy: a compiled statement as its driver takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Insert, Update

# How a driver takes values by their places.
_PLACES = {"sqlite": "qmark", "postgresql": "format"}


@dataclass(frozen=True, slots=True)
class DriverStatement:
    """A statement for the driver: its text, its values' names by place, and what some go through first."""

    sql: str
    names: tuple[str, ...]
    converts: tuple[tuple[int, Callable[[Any], Any]], ...]


def driver_statement(statement: Insert | Update, names: list[str], known: Dialect) -> DriverStatement:
    """Compile a statement once for all rows whose keys are `names`.

    SQLAlchemy else looks at every value of every row anew. Upstream: a prepared statement with public
    `positions` and `processors`.
    """
    dialect = type(known)(paramstyle=_PLACES[known.name])  # type: ignore[call-arg]
    columns = names if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    order = tuple(compiled.positiontup or ())
    converts = (_convert(compiled.binds[name].type, dialect) for name in order)
    found = tuple((at, convert) for at, convert in enumerate(converts) if convert is not None)
    return DriverStatement(compiled.string, order, found)


def _convert(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found
