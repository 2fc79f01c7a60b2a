"""Lines of charts stand true to time, and name as much as there is room for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.web.display.charts import bar_chart, line_chart


def drawn_at(labels: list[str]) -> list[float]:
    chart = line_chart(labels, [1] * len(labels), title="t", unit="u")
    return [float(x) for x in re.findall(r'cx="([\d.]+)"', chart)]


def named(chart: str) -> list[str]:
    return re.findall(r"<text class=\"label (?:middle|end)[^>]*>([^<\d]*\d{4}[^<]*|[a-z]+)</text>", chart)


def test_days_without_a_row_are_as_far_apart_as_they_were() -> None:
    one, two, three = drawn_at(["2025-11-01", "2025-11-02", "2025-11-11"])
    assert abs((three - two) / (two - one) - 9) < 0.1
    january, february, march = drawn_at(["2025-01", "2025-02", "2025-03"])
    assert abs((february - january) / (march - february) - 31 / 28) < 0.02


def test_what_is_no_time_or_out_of_order_stands_evenly() -> None:
    for labels in (["a", "b", "d"], ["2025-11-11", "2025-11-02", "2025-11-01"], ["2025-01-01"] * 3):
        one, two, three = drawn_at(labels)
        assert abs((three - two) - (two - one)) < 0.2


def test_the_last_day_is_named_though_its_neighbours_are_near() -> None:
    labels = ["2004-09-17", "2005-10-08", *(f"2025-11-{day:02d}" for day in range(1, 9))]
    assert named(line_chart(labels, [1] * 10, title="t", unit="u")) == ["2004-09-17", "2025-11-08"]


def test_few_short_names_are_all_there_on_phones_too() -> None:
    chart = bar_chart(list("abcdefghi"), [1] * 9, title="t", unit="")
    assert named(chart) == list("abcdefghi")
    assert "odd" not in chart


@given(st.lists(st.one_of(st.text(max_size=12), st.dates().map(str)), max_size=30))
def test_any_names_can_be_drawn(labels: list[str]) -> None:
    chart = line_chart(labels, [1] * len(labels), title="t", unit="u")
    for x in re.findall(r'c?x="([\d.-]+)"', chart):
        assert 0 <= float(x) <= 600
