"""Weights fitted to choices."""

from __future__ import annotations

from benchmarks.training.choices import Group, fit


def test_what_right_options_have_weighs_more() -> None:
    groups = [
        Group([{"shown": 1.0}, {"shown": 1.0, "marked": 1.0}, {"menu": 1.0}], frozenset({1}))
        for _ in range(9)
    ]
    weights = fit(groups, penalty=1.0, fewest=2)
    assert weights["marked"] > 0 > weights["menu"]
    assert fit(groups, penalty=100.0, fewest=2)["marked"] < weights["marked"]


def test_a_rare_feature_has_no_weight() -> None:
    groups = [Group([{"any": 1.0}, {}], frozenset({0})) for _ in range(5)]
    groups.append(Group([{"any": 1.0, "once": 1.0}, {}], frozenset({0})))
    assert fit(groups, penalty=1.0, fewest=2).keys() == {"any"}


def test_either_of_two_right_options_will_do() -> None:
    groups = [Group([{"a": 1.0}, {"b": 1.0}, {"c": 1.0}], frozenset({0, 1}))] * 8
    weights = fit(groups, penalty=1.0, fewest=1)
    assert weights["a"] == weights["b"]
    assert weights["a"] > weights.get("c", 0.0)
