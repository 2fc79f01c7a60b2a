"""JSONPath: a wrong path is told and finds nothing; that the library is missing is no fault of a path."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.lists.json_path import member_at, path_problem, values_at


@pytest.mark.parametrize(
    "path", ["a.b", "$[", "$[1e400]", "$..[?(", "$[?" + "(" * 3_000 + "@" + ")" * 3_000 + "]"]
)
def test_a_wrong_path_is_told(path: str) -> None:
    assert path_problem(path)
    assert values_at(path, {"a": [1]}) == []


def test_a_right_path_finds_values() -> None:
    assert path_problem("$.a[*]") is None
    assert values_at("$.a[*]", {"a": [1, 2]}) == [1, 2]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"id": 5}, "5"),
        ({"id": 5.0}, "5"),
        ({"id": 2.5}, "2.5"),
        ({"id": " next "}, "next"),
        ({"id": True}, None),
        ({"id": " "}, None),
        ({"id": None}, None),
        ({}, None),
    ],
)
def test_a_member_is_a_text_or_a_number(item: dict[str, object], text: str | None) -> None:
    """As cursors and times are; what a flag says is neither."""
    assert member_at("$.id", item) == text


def test_a_missing_library_is_no_wrong_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonpath", None)
    with pytest.raises(ModuleNotFoundError):
        path_problem("$.a")
    with pytest.raises(ModuleNotFoundError):
        values_at("$.a", {"a": 1})


@given(st.text(alphabet="$.[]*'a1?@()=:,-e!&|", max_size=30))
def test_total(path: str) -> None:
    path_problem(f"${path}")
    values_at(f"${path}", {"a": [{"a": 1}], "1": "a"})
