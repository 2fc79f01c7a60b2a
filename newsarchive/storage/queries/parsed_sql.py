"""A SQL statement parsed by sqlglot: which tables, views and table functions it reads, by scope.

The statement's own text is kept: only what must change is replaced, so that the database reads every other
character as it was written. sqlglot (https://sqlglot.com) supports both dialects; if it cannot parse a
statement, or finds fewer names than its words contain, the statement is refused, never guessed at. Loading
sqlglot takes 0.1 s of processor time, so only statements that need it are parsed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from newsarchive.errors import SqlError
from newsarchive.storage.queries.sql_tokens import IGNORED_KINDS, sql_pieces

_DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres"}
_HINT = "Write it more plainly: one SELECT (or WITH, VALUES) in the SQL of the archive's database."
# Words with which a statement itself begins, after EXPLAIN and its options.
_BEGINNINGS = frozenset({"select", "with", "values"})
# sqlglot logs statements that it reads as a command; we refuse those ourselves.
logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class TableName:
    """A name read as a table or view: its position, and what it means there.

    name       as the database takes it: in lower case on SQLite, and if unquoted on PostgreSQL
    start, end its position in the statement, with quotes; -1 for a text that SQLite takes as a table's name
    schema     the schema in front of it, "" if there is none
    aliased    whether an alias follows, or none is allowed there
    """

    name: str
    start: int
    end: int
    schema: str
    aliased: bool


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call of a table function: from its name to its closing parenthesis, with its one argument.

    argument   the text of the literal; None if the argument is not a literal
    given      what is in the parentheses, as it was written
    """

    start: int
    end: int
    argument: str | None
    given: str
    aliased: bool


class ParsedSql:
    """One statement; raises SqlError if it cannot be parsed."""

    def __init__(self, sql: str, dialect: str) -> None:
        self.sql = sql
        self._folds_quoted = dialect == "sqlite"  # SQLite ignores case even in quotes
        try:
            # To sqlglot everything after EXPLAIN is one word.
            self._offset = _beginning(sql)
            reader = Dialect.get_or_raise(_DIALECTS[dialect])
            self._tokens = reader.tokenize(sql[self._offset :])
            trees = reader.parser().parse(self._tokens, sql[self._offset :])
        except (SqlglotError, RecursionError) as error:
            raise SqlError(f"The SQL cannot be parsed: {_first_line(error)}", hint=_HINT) from error
        if len(trees) != 1 or not isinstance(trees[0], exp.Query | exp.Values):
            raise SqlError("The SQL cannot be parsed: it is not one SELECT, WITH or VALUES.", hint=_HINT)
        self._tree = trees[0]

    def tables(self) -> list[TableName]:
        """Return the names read as tables or views, in order of position, without those of its own WITH."""
        found = [
            name for node in self._tables() if not self._is_of_with(node, (name := self._read(node)).name)
        ]
        return sorted(found, key=lambda name: name.start)

    def defined_names(self) -> set[str]:
        """Return the names that its WITHs give to subqueries."""
        return {self._fold(cte.args["alias"].this) for cte in self._tree.find_all(exp.CTE)}

    def calls(self, function: str) -> list[FunctionCall]:
        """Return the calls of a table function in FROM; SqlError if it is called elsewhere."""
        found = []
        for node in self._tree.find_all(exp.Anonymous):
            if str(node.this).lower() == function:
                if not isinstance(node.parent, exp.Table):
                    raise SqlError(f"{function}(…) is a table: use it in FROM.", hint=_HINT)
                found.append(self._call(node, node.parent))
        return sorted(found, key=lambda call: call.start)

    def may_read_column(self, name: str) -> bool:
        """Say whether it may read a column of that name: by its name, or by `*`."""
        if any(column.name.lower() == name for column in self._tree.find_all(exp.Column)):
            return True
        return any(not isinstance(star.parent, exp.Count) for star in self._tree.find_all(exp.Star))

    def mentions(self, name: str) -> int:
        """Return how often the statement contains the name, whatever it means there."""
        return sum(self._is_named(token, name) for token in self._tokens)

    def identified(self, name: str) -> int:
        """Return how many of these the parser identified as a table, column, alias or subquery."""
        return sum(self._fold(node) == name for node in self._tree.find_all(exp.Identifier))

    def beginning(self) -> tuple[int, bool]:
        """Return where to insert subqueries, and whether the statement has a WITH of its own there."""
        words = [token.text.lower() for token in self._tokens[:2]]
        if words[:1] != ["with"]:
            return self._offset, False
        last = self._tokens[int(words[1:] == ["recursive"])]
        return last.end + 1 + self._offset, True

    def with_replaced(self, pieces: list[tuple[int, int, str]]) -> str:
        """Return the statement with each (start, end, text) replaced."""
        parts: list[str] = []
        at = 0
        for start, end, new in sorted(pieces):
            parts += [self.sql[at:start], new]
            at = end
        return "".join([*parts, self.sql[at:]])

    def _tables(self) -> Iterator[exp.Expr]:
        for table in self._tree.find_all(exp.Table):
            if isinstance(table.this, exp.Identifier):
                yield table
        # SQLite: `x IN captures`
        for condition in self._tree.find_all(exp.In):
            field = condition.args.get("field")
            if isinstance(field, exp.Literal) or (
                isinstance(field, exp.Column) and isinstance(field.this, exp.Identifier)
            ):
                yield field

    def _read(self, node: exp.Expr) -> TableName:
        if isinstance(node, exp.Literal):  # SQLite: `x IN 'captures'`
            return TableName(str(node.this).lower(), -1, -1, "", aliased=True)
        start, end = self._place(node.this)
        schema = node.args.get("db") or node.args.get("table")
        before = next((token for token in reversed(self._tokens) if token.end + self._offset < start), None)
        no_alias = not isinstance(node, exp.Table) or (before is not None and before.text.lower() == "table")
        return TableName(
            self._fold(node.this),
            start,
            end,
            self._fold(schema) if isinstance(schema, exp.Identifier) else "",
            no_alias or bool(node.args.get("alias")),
        )

    def _is_of_with(self, node: exp.Expr, name: str) -> bool:
        """Say whether a WITH around it, or earlier in the same list, gives that name to a subquery."""
        inside: exp.Expr = node
        outer = node.parent
        while outer is not None:
            own = next((one for one in outer.args.values() if isinstance(one, exp.With)), None)
            if own is not None and own is not inside and name in self._names(own.expressions):
                return True
            if isinstance(outer, exp.With):
                earlier = outer.expressions[: outer.expressions.index(inside)]
                everywhere = outer.args.get("recursive") or self._folds_quoted  # SQLite looks ahead, too
                if name in self._names(outer.expressions if everywhere else earlier):
                    return True
            inside, outer = outer, outer.parent
        return False

    def _names(self, subqueries: list[exp.Expr]) -> set[str]:
        return {self._fold(one.args["alias"].this) for one in subqueries if one.args.get("alias")}

    def _call(self, node: exp.Anonymous, table: exp.Expr) -> FunctionCall:
        start = self._place(node)[0]
        at = next(at for at, token in enumerate(self._tokens) if token.start + self._offset == start)
        depth = 0
        for closing in range(at + 1, len(self._tokens)):
            kind = self._tokens[closing].token_type
            depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(kind, 0)
            if depth == 0:
                break
        inside = self._tokens[at + 2 : closing]
        plain = len(inside) == 1 and inside[0].token_type is TokenType.STRING
        opening, end = (
            self._tokens[at + 1].end + 1 + self._offset,
            self._tokens[closing].end + 1 + self._offset,
        )
        argument = inside[0].text if plain else None
        return FunctionCall(start, end, argument, self.sql[opening : end - 1], bool(table.args.get("alias")))

    def _place(self, node: exp.Expr) -> tuple[int, int]:
        return node.meta["start"] + self._offset, node.meta["end"] + 1 + self._offset

    def _fold(self, name: exp.Expr) -> str:
        text = str(name.this)
        return text if name.args.get("quoted") and not self._folds_quoted else text.lower()

    def _is_named(self, token: Token, name: str) -> bool:
        if token.token_type is TokenType.IDENTIFIER:
            return (token.text.lower() if self._folds_quoted else token.text) == name
        return token.token_type is not TokenType.STRING and token.text.lower() == name


def _beginning(sql: str) -> int:
    """Return where the statement itself begins, after EXPLAIN and its options."""
    seen = [piece for piece in sql_pieces(sql) if piece.kind not in IGNORED_KINDS]
    if not seen or seen[0].text.lower() != "explain":
        return seen[0].start if seen else 0
    return next((piece.start for piece in seen if piece.text.lower() in _BEGINNINGS), len(sql))


def _first_line(error: BaseException) -> str:
    return str(error).split("\n", 1)[0].replace("\x1b[4m", "").replace("\x1b[0m", "") or type(error).__name__
