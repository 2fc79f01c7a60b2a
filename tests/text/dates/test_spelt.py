"""Days in words and odd orders are read; what could be two days, or none, is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.dates.spelt import spelt_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Порт 14 августа 2017, 12:40", "2017-08-14"),
        ("luni, 21 septembrie 2020", "2020-09-21"),
        ("08 أكتوبر 2020 - 12:09", "2020-10-08"),
        ("Martes 5 de abril de 2022 4:03 PM", "2022-04-05"),
        ("26 | 02 | 2022", "2022-02-26"),
        ("9/22/2016", "2016-09-22"),
        ("Jan 05 09:34 2021", "2021-01-05"),
        ("Mar. 19 2020", "2020-03-19"),
        ("3. července 2019", "2019-07-03"),
        ("7 kwietnia 2021", "2021-04-07"),
    ],
)
def test_reads(text: str, day: str) -> None:
    found = spelt_date(text)
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize(
    "text", ["Top 10 rooms in 2025", "03/04/2024", "31 February 2020", "4.7 out of 5", ""]
)
def test_does_not_guess(text: str) -> None:
    assert spelt_date(text) is None


@given(st.text(max_size=300))
def test_is_total(text: str) -> None:
    found = spelt_date(text)
    assert found is None or 1900 <= found.year <= 2099
