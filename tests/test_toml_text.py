"""Reading TOML has one error, whatever is written."""

from __future__ import annotations

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.toml_text import read_toml


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n = " + "9" * 5_000, "a whole number has more than 4,300 digits"),
        ("a = " + "[" * 2_000, "lists or tables are nested too deep"),
        ("a = " + "{a = " * 2_000, "lists or tables are nested too deep"),
        ("a = [1", "Unclosed array"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=said):
        read_toml(text)


@given(st.text() | st.text(alphabet="a=[]{}\"'\\.,0123456789-:T\n#"))
def test_no_other_error(text: str) -> None:
    with suppress(tomllib.TOMLDecodeError):
        assert isinstance(read_toml(text), dict)
