"""The SQL of an export: which rows, in which month, in which order, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.storage.exporting.columns import Column
from newsarchive.storage.exporting.views import ExportedView


@dataclass(frozen=True, slots=True)
class Statements:
    """What is asked about one view: `count` its rows, `walk` through them in order, `look_up` by key.

    `walk` gives the month first, then either the key alone or all columns. `whole` is never asked by us: it
    gives all exported rows at once, with the exported columns, and has no parameters.
    """

    count: str
    walk: str
    look_up: str | None
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewStatements:
    """Builds the statements of one view, of one `source` or of all; `dialect` is `sqlite` or `postgresql`."""

    view: ExportedView
    columns: Sequence[Column]
    dialect: str
    source: str | None

    def build(self) -> Statements:
        """Return them; `:source` is the parameter of `count` and `walk` where only one source is wanted."""
        from_where = self._from() + self._where(":source")
        wanted = [self.view.key] if self.view.key else [column.name for column in self.columns]
        selected = ", ".join([f"{self._month()} AS month_", *(f"v.{quoted(name)}" for name in wanted)])
        return Statements(
            count=f"SELECT count(*) FROM {from_where}",  # noqa: S608 - names of ours alone
            walk=f"SELECT {selected} FROM {from_where} ORDER BY {self._order()}",  # noqa: S608
            look_up=self._look_up(),
            whole=self._whole(),
        )

    def _whole(self) -> str:
        selected = ", ".join(f"v.{quoted(column.name)}" for column in self.columns)
        from_where = self._from() + self._where(literal(self.source or ""))
        return f"SELECT {selected} FROM {from_where} ORDER BY {self._order(self._month())}"  # noqa: S608

    def _look_up(self) -> str | None:
        if self.view.key is None:
            return None
        selected = ", ".join(quoted(column.name) for column in self.columns)
        return f"SELECT {selected} FROM {self.view.name} AS v WHERE {quoted(self.view.key)} IN :keys"  # noqa: S608

    def _from(self) -> str:
        relation = f"{self.view.name} AS v"
        if not self.view.of_article:
            return relation
        return f"{relation} LEFT JOIN current_articles AS a ON a.article_id = v.article_id"

    def _where(self, source: str) -> str:
        named = any(column.name == "source" for column in self.columns)
        if self.source is None or not (named or self.view.of_article):
            return ""
        return f" WHERE {'v' if named else 'a'}.source = {source}"

    def _month(self) -> str:
        if self.view.month == "none":
            return "NULL"
        of = "a.published_on" if self.view.of_article else f"v.{quoted(self.view.month)}"
        # SQLite keeps days and times as text that begins with year and month.
        return f"to_char({of}, 'YYYY-MM')" if self.dialect == "postgresql" else f"substr({of}, 1, 7)"

    def _order(self, month: str = "month_") -> str:
        """By month, then by what tells rows apart; ids only where all else is the same, to be stable."""
        types = {column.name: column.type for column in self.columns}
        ids = [name for name in types if name.endswith("_id")]
        keys = [month] if self.view.month != "none" else []
        for name in (*self.view.order, *ids):
            place, _, column = name.rpartition(".")
            kind = "text" if place else types[column]
            keys.append(f"{'a' if place else 'v'}.{quoted(column)}{self._collation(kind)}")
        return ", ".join(f"{key} NULLS FIRST" for key in keys)

    def _collation(self, kind: str) -> str:
        return ' COLLATE "C"' if kind == "text" and self.dialect == "postgresql" else ""


def literal(text: str) -> str:
    """Return a text as a literal of either database."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Return a column name fit for SQL (`column` and `at` are words of its own)."""
    return f'"{name}"'
