"""Reading TOML has one error, whatever is written."""

from __future__ import annotations

import time
import tomllib
from contextlib import suppress
from typing import Any

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
        (".".join(["a"] * 101) + " = 1", "a key has more than 100 parts"),
        ("x = {" + " . ".join(["'a'", '"b"'] * 10_000) + " = 1}", "a key has more than 100 parts"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=said):
        read_toml(text)


def test_keys_of_a_hundred_parts_are_read() -> None:
    read: Any = read_toml(".".join(["a"] * 100) + " = 1")
    for _ in range(100):
        read = read["a"]
    assert read == 1


@pytest.mark.parametrize("text", ["a" * 10**6, "a " * 10**6, '"' * 10**6, "a." * 90 + "\n", "'a' . " * 10**5])
def test_looking_for_such_keys_takes_little(text: str) -> None:
    begun = time.process_time()
    with suppress(tomllib.TOMLDecodeError):
        read_toml(f"# {text}")
    assert time.process_time() - begun < 2  # 0.1 s (2026-12)


@given(st.text() | st.text(alphabet="a=[]{}\"'\\.,0123456789-:T\n#"))
def test_no_other_error(text: str) -> None:
    with suppress(tomllib.TOMLDecodeError):
        assert isinstance(read_toml(text), dict)
