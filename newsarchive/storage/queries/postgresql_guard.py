"""What is refused on PostgreSQL before the server sees it: functions not on the list, tables of the system.

A second wall. The first is the role that asks, which has no rights beyond the views; but functions that any
role may call would still let a query change its own limits, run SQL that is a text, or be a nuisance to
others. The statement is read as the server's lexer reads it (scan.l); where the two could differ, it is
refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsarchive.errors import SqlError
from newsarchive.storage.migrating.bounded_functions import NAMES as BOUNDED
from newsarchive.storage.queries.allowed_functions import POSTGRESQL
from newsarchive.storage.queries.article_search import NAME
from newsarchive.storage.queries.sql_tokens import UNSEEN, SqlPiece, sql_pieces

HINT = "A query is one SELECT over the views. Its functions: docs/how-to/query-the-archive.md#functions."
# Words of SQL a bracket may follow that is no call. A name in quotes is never one of them.
NO_CALLS = """
all and any array as asymmetric between both by case cast check columns conflict cross cube default
distinct else end escape except exclude fetch filter first following for from full group groups having
ilike in inner intersect is isnull join last lateral leading limit materialized natural next not notnull
nulls of offset on only operator or order ordinality outer over partition preceding range recursive
rollup rows select sets similar some symmetric tablesample then to trailing union using values when where
window with within
"""
KEYWORDS = frozenset(NO_CALLS.split())
# Columns of the views that are named as a function is: this one only makes a name of a text.
COLUMNS = frozenset({"name"})
# Forms of Unicode, as in IS NFC NORMALIZED.
FORMS = frozenset({"nfc", "nfd", "nfkc", "nfkd"})
# Characters of what is looked for where grammar leads to the server's own function, which has no bound.
SHORT = 100
# None of these can begin a column of `f() AS (name type)`; `values` could, but not with a bracket behind it.
BEGINS_SUBQUERY = frozenset({"select", "with", "table", "("})


def demand_harmless(sql: str) -> None:
    """Raise SqlError where the statement calls what is not on the list, or names a table of the system."""
    _demand_one_reading(sql)
    seen = [piece for piece in sql_pieces(sql) if piece.kind not in UNSEEN]
    for at, piece in enumerate(seen):
        if piece.kind not in {"word", "quoted"}:
            continue
        name = _name(piece)
        if seen[at + 1 : at + 2] and seen[at + 1].text == "(":
            _demand_allowed(seen, at, name)
        if piece.kind == "word":
            _demand_bounded(seen, at, name)
        if name.lower().startswith("pg_") and not _is_schema(seen, at, name):
            raise SqlError(f"{name} is the server's own: a query reads the archive only.", hint=HINT)


def attributes(sql: str) -> set[str]:
    """Return the names behind a dot that are no calls: columns; or functions, since `x.f` may mean f(x)."""
    seen = [piece for piece in sql_pieces(sql) if piece.kind not in UNSEEN]
    return {
        _name(piece)
        for before, piece, after in zip(seen, seen[1:], [*seen[2:], None], strict=False)
        if before.text == "." and piece.kind in {"word", "quoted"} and (after is None or after.text != "(")
    } - COLUMNS


def demand_columns(functions: Iterable[str]) -> None:
    """Raise SqlError where one of the server's functions, named as an attribute, is not on the list."""
    for name in functions:
        if name not in POSTGRESQL:
            raise SqlError(
                f"{name} behind a dot may be the function of that name, which is not allowed.",
                hint=f"{HINT} Give a column of that name another, or name it without its table.",
            )


def _demand_one_reading(sql: str) -> None:
    """Refuse what the server could read otherwise than we do."""
    before: SqlPiece | None = None
    for piece in sql_pieces(sql):
        text = piece.text
        if piece.kind == "line" and "\r" in text:
            raise SqlError("A comment holds a carriage return.", hint="End lines with a line feed.")
        if piece.kind == "quoted" and text[0] == "`":
            raise SqlError("` quotes no name here.", hint='Write names in double quotes: "name".')
        if piece.kind == "open":
            raise SqlError("A quote is not closed.", hint=HINT)
        if piece.kind in {"sign", "blank"} and not text.isascii():
            raise SqlError(
                f"{text.strip() or text!r} means nothing in SQL.", hint='Write names with it as "name".'
            )
        if piece.kind in UNSEEN:
            continue
        if before is not None:
            if before.kind == "escaped" and piece.kind in {"literal", "escaped"}:
                raise SqlError("An E'…' goes on in another literal.", hint="Join texts with ||.")
            if (
                before.text == "&"
                and piece.kind == "quoted"
                and sql[before.start - 1 : before.start] in {"u", "U"}
            ):
                raise SqlError(f"U&{text} hides a name.", hint="Write the name plainly.")
        before = piece


def _demand_bounded(seen: list[SqlPiece], at: int, word: str) -> None:
    """Refuse grammar that leads past the functions with a bound (storage.migrating.bounded_functions)."""
    following = [piece.text.lower() for piece in seen[at + 1 : at + 2]]
    if word == "normalized" and at and seen[at - 1].text.lower() in {"is", "not", *FORMS}:
        raise _not_allowed("IS NORMALIZED")
    if following != ["("]:
        return
    if word == "operator":
        raise SqlError("OPERATOR(…) is not allowed.", hint="Write the operator alone: a || b.")
    if word == "position":
        needle = seen[at + 2 : at + 4]
        if not (_is_short(needle[:1]) and needle[1:] and needle[1].text.lower() == "in"):
            raise SqlError(
                f"position looks for a literal of up to {SHORT} characters only.",
                hint="Write strpos(text, word) instead of position(word IN text).",
            )
    if word == "trim" and not _trims_few(seen, at + 2):
        raise SqlError(
            f"trim takes off characters of a literal of up to {SHORT} only.",
            hint="Write btrim(text, characters), ltrim or rtrim.",
        )


def _is_short(piece: list[SqlPiece]) -> bool:
    return bool(piece) and piece[0].kind == "literal" and len(piece[0].text) <= SHORT + 2


def _trims_few(seen: list[SqlPiece], at: int) -> bool:
    """Say whether `trim(` goes on with a text alone, or with a short literal FROM a text."""
    if seen[at : at + 1] and seen[at].text.lower() in {"both", "leading", "trailing"}:
        at += 1
    if seen[at : at + 1] and seen[at].text.lower() == "from":
        at += 1
    elif _is_short(seen[at : at + 1]) and seen[at + 1 : at + 2] and seen[at + 1].text.lower() == "from":
        at += 2
    depth = 0
    for place in range(at, len(seen)):
        piece = seen[place]
        if piece.kind == "sign":
            depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(piece.text, 0)
        if depth < 0:
            return True
        if depth == 0 and (piece.text == "," or (piece.kind == "word" and piece.text.lower() == "from")):
            short = _is_short(seen[place + 1 : place + 2]) and piece.text == ","
            return short and seen[place + 2 : place + 3] != [] and seen[place + 2].text == ")"
    return False


def _name(piece: SqlPiece) -> str:
    return piece.text[1:-1].replace('""', '"') if piece.kind == "quoted" else piece.text.lower()


def _demand_allowed(seen: list[SqlPiece], at: int, name: str) -> None:
    plain = seen[at].kind == "word"
    before = seen[at - 1].text.lower() if at else ""
    if before == ".":
        schema = _name(seen[at - 2]) if at > 1 else ""
        if schema != "pg_catalog" or name not in POSTGRESQL:
            raise _not_allowed(f"{schema}.{name}")
        if name in BOUNDED:
            raise SqlError(
                f"pg_catalog.{name} is not allowed: it could not be stopped.",
                hint=f"Write {name} without the schema, which has a bound.",
            )
        return
    if (plain and name in KEYWORDS) or before == "as" or name in POSTGRESQL or name == NAME:
        return
    if not _is_subquery(seen, at + 1):
        raise _not_allowed(name)


def _not_allowed(name: str) -> SqlError:
    return SqlError(
        f"The function {name} is not allowed: a query only reads.",
        hint=f"{HINT} Before an alias with a list of columns write AS.",
    )


def _is_subquery(seen: list[SqlPiece], bracket: int) -> bool:
    """Say whether `name (columns) AS (SELECT …)` stands here, a subquery of WITH."""
    depth = 0
    for at in range(bracket, len(seen)):
        depth += {"(": 1, ")": -1}.get(seen[at].text, 0) if seen[at].kind == "sign" else 0
        if depth == 0:
            after = [piece.text.lower() for piece in seen[at + 1 : at + 7]]
            break
    else:
        return False
    if after[:1] != ["as"]:
        return False
    rest = [word for word in after[1:] if word not in {"not", "materialized"}]
    return rest[:1] == ["("] and (rest[1:3] == ["values", "("] or bool(BEGINS_SUBQUERY & set(rest[1:2])))


def _is_schema(seen: list[SqlPiece], at: int, name: str) -> bool:
    return name == "pg_catalog" and seen[at + 1 : at + 2] != [] and seen[at + 1].text == "."
