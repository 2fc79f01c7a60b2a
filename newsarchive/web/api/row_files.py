"""Rows as files to save: CSV that a spreadsheet may open, and Parquet."""

from __future__ import annotations

import re
from io import BytesIO

from starlette.responses import Response

from newsarchive.errors import UsageError
from newsarchive.exports.parquet import write_parquet
from newsarchive.exports.row_text import Cell, write_csv
from newsarchive.web.answers.sql_answers import SqlRows

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The same behind what may part cells instead of a comma, or ends a row where quotes are not heeded: readers
# of some countries part at semicolons, and heed a quote only where a cell of theirs begins.
_FORMULA_BEHIND = re.compile('(?<=[;|\\t\\r\\n])(?=[ \u00a0\ufeff"]*[=+\\-@＝＋－＠])')
_MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def file_answer(found: SqlRows, form: str, name: str) -> Response:
    """Return the rows as a file to save; UsageError for another form, MissingExtraError for Parquet."""
    if form not in _MEDIA:
        raise UsageError(f"There is no form {form[:20]!r}.", hint="Allowed are csv and parquet.")
    stream = BytesIO()
    if form == "csv":
        # With the mark by which spreadsheets know UTF-8.
        stream.write(b"\xef\xbb\xbf")
        # Names of columns too: whoever makes the statement makes them, and its address can be shared.
        head = [str(harmless_cell(name)) for name in found.columns]
        write_csv(stream, head, [tuple(map(harmless_cell, row)) for row in found.rows])
    else:
        write_parquet(stream, found.columns, found.rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if found.cut:
        headers["X-Rows-Cut"] = str(len(found.rows))
    return Response(stream.getvalue(), media_type=_MEDIA[form], headers=headers)


def harmless_cell(value: Cell) -> Cell:
    """Return a text with an apostrophe before what begins like a formula, all else as it is.

    A formula can begin the text, or what another separator makes a cell of its own.
    """
    if not isinstance(value, str):
        return value
    before = "'" if value.lstrip(" \u00a0\ufeff").startswith(_FORMULA_SIGNS) else ""
    return before + _FORMULA_BEHIND.sub("'", value)
