"""Refuses statements on PostgreSQL before the server sees them: unlisted functions, tables of the system.

This is the second barrier. The first is the role, which has no rights beyond the views; but functions that
any role may call would still let a query change its own limits, run SQL given as a text, or disturb others.
The statement is tokenized like the server's lexer (scan.l); where the two could differ, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsarchive.errors import SqlError
from newsarchive.storage.migrating.bounded_functions import BOUNDED_NAMES as BOUNDED
from newsarchive.storage.queries.allowed_functions import ARTICLE_SEARCH, POSTGRESQL_FUNCTIONS
from newsarchive.storage.queries.sql_tokens import IGNORED_KINDS, SqlPiece, sql_pieces

_HINT = "A query is one SELECT over the views. Its functions: docs/how-to/query-the-archive.md#functions."
# SQL words that may precede a parenthesis without being a call. A quoted name is never one of them.
_NOT_CALLS = """
all and any array as asymmetric between both by case cast check columns conflict cross cube default
distinct else end escape except exclude fetch filter first following for from full group groups having
ilike in inner intersect is isnull join last lateral leading limit materialized natural next not notnull
nulls of offset on only operator or order ordinality outer over partition preceding range recursive
rollup rows select sets similar some symmetric tablesample then to trailing union using values when where
window with within
"""
NOT_CALL_WORDS = frozenset(_NOT_CALLS.split())
# Types whose values are printed as, or read from, the names of roles and relations, whoever may read them
# (https://www.postgresql.org/docs/current/datatype-oid.html). information_schema is no such way: it shows
# what the role that asks may use.
_NAME_TYPES = """
aclitem regclass regcollation regdictionary regnamespace regoper regoperator regproc regprocedure regrole
regtype
"""
_NAMES_OF_THE_SERVER = frozenset(_NAME_TYPES.split())
# Geometric types of any length: to compute the distance of two takes the product of their numbers of points,
# and the server hears nothing meanwhile, neither its timeout nor an administrator (PostgreSQL 15: 6,000
# points, 20 s).
_GEOMETRIC_TYPES = frozenset({"path", "polygon"})
_READING_WORDS = frozenset({"select", "with", "values", "table"})
_EXPLAIN_OPTIONS = frozenset({"analyze", "analyse", "verbose"})
# Columns of the views that share their name with a function: this one only converts a text to a name.
_COLUMN_NAMES = frozenset({"name"})
# Unicode normal forms, as in IS NFC NORMALIZED.
_FORMS = frozenset({"nfc", "nfd", "nfkc", "nfkd"})
# Longest literal to search for where grammar leads to the server's own function, which has no bound.
_SHORT_LITERAL = 100
# None of these can begin a column of `f() AS (name type)`; `values` could, but not before a parenthesis.
_BEGINS_SUBQUERY = frozenset({"select", "with", "table", "("})


def demand_harmless(sql: str) -> None:
    """Raise SqlError if the statement calls an unlisted function or names a table or type of the system."""
    _require_one_reading(sql)
    seen = [piece for piece in sql_pieces(sql) if piece.kind not in IGNORED_KINDS]
    _require_plain_explain(seen)
    for at, piece in enumerate(seen):
        if piece.kind not in {"word", "quoted"}:
            continue
        name = _name(piece)
        if name == "into" and piece.kind == "word" and not (at and seen[at - 1].text.lower() in {"as", "."}):
            raise SqlError("SELECT INTO makes a table: a query only reads.", hint=_HINT)
        if name in _GEOMETRIC_TYPES and _is_type(seen, at):
            raise SqlError(
                f"The type {name} is not allowed: nothing in the archive is geometric.", hint=_HINT
            )
        if seen[at + 1 : at + 2] and seen[at + 1].text == "(":
            _require_allowed(seen, at, name)
        if piece.kind == "word":
            _require_bounded(seen, at, name)
        if name.lower() in _NAMES_OF_THE_SERVER:
            raise SqlError(
                f"{name} belongs to the server: a query reads only the archive.",
                hint=f"{_HINT} The view data_dictionary lists what there is to read.",
            )
        if name.lower().startswith("pg_") and not _is_schema(seen, at, name):
            raise SqlError(f"{name} belongs to the server: a query reads only the archive.", hint=_HINT)


def attributes(sql: str) -> set[str]:
    """Return the names after a dot that are not calls: columns, or functions, since `x.f` may mean f(x)."""
    seen = [piece for piece in sql_pieces(sql) if piece.kind not in IGNORED_KINDS]
    return {
        _name(piece)
        for before, piece, after in zip(seen, seen[1:], [*seen[2:], None], strict=False)
        if before.text == "." and piece.kind in {"word", "quoted"} and (after is None or after.text != "(")
    } - _COLUMN_NAMES


def demand_columns(functions: Iterable[str]) -> None:
    """Raise SqlError if a server's function named like an attribute is not on the list."""
    for name in functions:
        if name not in POSTGRESQL_FUNCTIONS:
            raise SqlError(
                f"{name} after a dot may mean the function of that name, which is not allowed.",
                hint=f"{_HINT} Rename a column of that name, or write it without its table.",
            )


def _require_one_reading(sql: str) -> None:
    """Refuse what the server could read differently than we do."""
    before: SqlPiece | None = None
    for piece in sql_pieces(sql):
        text = piece.text
        if piece.kind == "line" and "\r" in text:
            raise SqlError("A comment contains a carriage return.", hint="End lines with a line feed.")
        if piece.kind == "quoted" and text[0] == "`":
            raise SqlError("Backquotes do not quote names here.", hint='Use double quotes: "name".')
        if piece.kind == "open":
            raise SqlError("A quote is not closed.", hint=_HINT)
        if piece.kind in {"sign", "blank"} and not text.isascii():
            raise SqlError(
                f"{text.strip() or text!r} is not valid in SQL.", hint='Write names with it as "name".'
            )
        if piece.kind in IGNORED_KINDS:
            continue
        if before is not None:
            if before.kind == "escaped" and piece.kind in {"literal", "escaped"}:
                raise SqlError("An E'…' literal continues in another one.", hint="Join texts with ||.")
            if (
                before.text == "&"
                and piece.kind == "quoted"
                and sql[before.start - 1 : before.start] in {"u", "U"}
            ):
                raise SqlError(f"U&{text} is not allowed.", hint="Write the name in plain letters.")
        before = piece


def _require_plain_explain(seen: list[SqlPiece]) -> None:
    """Refuse EXPLAIN of what is no query: with ANALYZE it would be run, as a temporary table of any size."""
    words = [piece.text.lower() for piece in seen]
    if words[:1] != ["explain"]:
        return
    explained = next((word for word in words[1:] if word not in _EXPLAIN_OPTIONS | {"("}), "")
    if explained not in _READING_WORDS:
        raise SqlError("EXPLAIN is only for a query: it would run anything else.", hint=_HINT)


def _is_type(seen: list[SqlPiece], at: int) -> bool:
    """Say whether this name stands where a type does: ::NAME, CAST(x AS NAME), RETURNING NAME, NAME '…'."""
    behind = seen[at + 1 : at + 3]
    if behind and behind[0].kind in {"literal", "escaped", "dollar"}:
        return True
    if [piece.text.lower() for piece in behind] == ["u", "&"]:  # NAME U&'…'
        return True
    if at > 1 and seen[at - 1].text == "." and _name(seen[at - 2]) == "pg_catalog":
        at -= 2
    before = [piece.text.lower() for piece in seen[max(0, at - 2) : at]]
    if before == [":", ":"] or before[-1:] == ["returning"]:
        return True
    if before[-1:] != ["as"]:
        return False
    depth = 0
    for place in range(at - 1, -1, -1):
        if seen[place].kind == "sign":
            depth += {")": 1, "(": -1}.get(seen[place].text, 0)
        if depth < 0:
            return place > 0 and seen[place - 1].text.lower() == "cast"
    return False


def _require_bounded(seen: list[SqlPiece], at: int, word: str) -> None:
    """Refuse grammar that bypasses the bounded functions (storage.migrating.bounded_functions)."""
    following = [piece.text.lower() for piece in seen[at + 1 : at + 2]]
    if word == "normalized" and at and seen[at - 1].text.lower() in {"is", "not", *_FORMS}:
        raise _not_allowed("IS NORMALIZED")
    if following != ["("]:
        return
    if word == "operator":
        raise SqlError("OPERATOR(…) is not allowed.", hint="Write the operator alone: a || b.")
    if word == "position":
        needle = seen[at + 2 : at + 4]
        if not (_is_short(needle[:1]) and needle[1:] and needle[1].text.lower() == "in"):
            raise SqlError(
                f"position takes only a literal of up to {_SHORT_LITERAL} characters to look for.",
                hint="Write strpos(text, word) instead of position(word IN text).",
            )
    if word == "trim" and not _trims_few(seen, at + 2):
        raise SqlError(
            f"trim takes only a literal of up to {_SHORT_LITERAL} characters to remove.",
            hint="Write btrim(text, characters), ltrim or rtrim.",
        )


def _is_short(piece: list[SqlPiece]) -> bool:
    return bool(piece) and piece[0].kind == "literal" and len(piece[0].text) <= _SHORT_LITERAL + 2


def _trims_few(seen: list[SqlPiece], at: int) -> bool:
    """Say whether `trim(` continues with a text alone, or with a short literal FROM a text."""
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


def _require_allowed(seen: list[SqlPiece], at: int, name: str) -> None:
    plain = seen[at].kind == "word"
    before = seen[at - 1].text.lower() if at else ""
    if before == ".":
        schema = _name(seen[at - 2]) if at > 1 else ""
        if schema != "pg_catalog" or name not in POSTGRESQL_FUNCTIONS:
            raise _not_allowed(f"{schema}.{name}")
        if name in BOUNDED:
            raise SqlError(
                f"pg_catalog.{name} is not allowed: it could not be interrupted.",
                hint=f"Write {name} without the schema: that one has a bound.",
            )
        return
    if (
        (plain and name in NOT_CALL_WORDS)
        or before == "as"
        or name in POSTGRESQL_FUNCTIONS
        or name == ARTICLE_SEARCH
    ):
        return
    if not _is_subquery(seen, at + 1):
        raise _not_allowed(name)


def _not_allowed(name: str) -> SqlError:
    return SqlError(
        f"The function {name} is not allowed: a query only reads.",
        hint=f"{_HINT} Before an alias with a list of columns write AS.",
    )


def _is_subquery(seen: list[SqlPiece], bracket: int) -> bool:
    """Say whether this is `name (columns) AS (SELECT …)`, a subquery of WITH."""
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
    return rest[:1] == ["("] and (rest[1:3] == ["values", "("] or bool(_BEGINS_SUBQUERY & set(rest[1:2])))


def _is_schema(seen: list[SqlPiece], at: int, name: str) -> bool:
    return name == "pg_catalog" and seen[at + 1 : at + 2] != [] and seen[at + 1].text == "."
