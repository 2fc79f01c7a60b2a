"""Types of a query's answer are settled by all its values, in flat memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pyarrow.parquet
import pytest

from newsarchive.errors import SqlError
from newsarchive.exports.parquet import GROUP_BYTES, GROUP_ROWS, row_groups, write_parquet


def written(columns: list[str], rows: Any) -> pyarrow.Table:
    stream = io.BytesIO()
    write_parquet(stream, columns, rows)
    return pyarrow.parquet.read_table(io.BytesIO(stream.getvalue()))


def many(*values: Any) -> Iterator[list[Any]]:
    """A full group of each value."""
    for value in values:
        yield from ([value] for _ in range(GROUP_ROWS))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((None, 1), "int64"),
        ((1, None, 2.5), "double"),
        ((None, None), "string"),
        ((None, datetime(2026, 1, 1)), "timestamp[us]"),  # noqa: DTZ001 - as the archive gives them
        (("a", None), "string"),
    ],
)
def test_a_type_may_show_in_a_later_group(values: tuple[Any, ...], kind: str) -> None:
    table = written(["a"], many(*values))
    assert str(table.schema.field("a").type) == kind
    assert table.num_rows == GROUP_ROWS * len(values)
    assert table.column("a")[table.num_rows - 1].as_py() == values[-1]


@pytest.mark.parametrize("values", [(1, "x"), ("x", 1.5), (True, "x"), (2**63, 1)])
def test_values_of_several_types_are_a_clear_error(values: tuple[Any, ...]) -> None:
    with pytest.raises(SqlError, match="several"):
        written(["a"], many(*values))


def test_no_rows_and_equal_names() -> None:
    assert written(["a", "b"], []).num_rows == 0
    with pytest.raises(SqlError, match="named a"):
        written(["a", "a"], [])


def test_long_texts_make_small_groups() -> None:
    text = "x" * (GROUP_BYTES // 8)
    assert [len(group) for group in row_groups([text] for _ in range(9))] == [4, 4, 1]
