"""read_time over the ways pages write times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.dates.written_dates import read_time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2018-07-31T22:19:33+08:00", "2018-07-31T22:19:33+08:00"),
        ("2018-07-31T22:19:33.120Z", "2018-07-31T22:19:33+00:00"),
        ("2018-07-31 22:19:33 +0800", "2018-07-31T22:19:33+08:00"),
        ("2018-07-31T22:19:0Z", "2018-07-31T22:19:00+00:00"),
        ("20180731T22:19:33Z", "2018-07-31T22:19:33+00:00"),
        ("20180731T221933Z", "2018-07-31T22:19:33+00:00"),
        ("2018-07-31 22:19", "2018-07-31T22:19:00"),
        ("2018年7月31日22时19分", "2018-07-31T22:19:00"),
        ("2018年7月31日 下午2:05", "2018-07-31T14:05:00"),
        ("2018/7/31", "2018-07-31"),
        ("31.07.2018 - 14:45", "2018-07-31T14:45:00"),
        ("07/31/2018 10:00 PM", "2018-07-31T22:00:00"),
        ("Tue, 31 Jul 2018 22:19:33 GMT", "2018-07-31T22:19:33+00:00"),
        ("Sat, 19 Oct 2019 00:04:00 +0200", "2019-10-19T00:04:00+02:00"),
        ("1533046773", "2018-07-31T14:19:33+00:00"),
        ("2018-07-31 99:99", "2018-07-31"),
        ("2018-13-31", None),
        ("2018-02-30", None),
        ("9999-12-31", None),
        ("March 11, 2026", "2026-03-11"),
        ("Tue Aug 25 2020 00:23:33 GMT+0000 (Coordinated Universal Time)", "2020-08-25T00:23:33+00:00"),
        ("2020-08-25|00h23", "2020-08-25T00:23:00"),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_reads(text: str, time: str | None) -> None:
    assert read_time(text) == time


@given(st.text(alphabet="0123456789-/:.年月日T+Z ,GMTJulTue", max_size=60))
def test_never_raises(text: str) -> None:
    time = read_time(text)
    assert time is None or read_time(time) == time
