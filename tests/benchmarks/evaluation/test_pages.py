"""What counts as reached, and as ahead of the peers."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.floors import Floor
from benchmarks.evaluation.metrics import Metric, all_metrics
from benchmarks.evaluation.pages import Line

METRIC = Metric("gne", "F1")


def line(value: float, contract: float | None = None, **peers: float) -> Line:
    return Line(METRIC, 41, value, Floor("gne.F1", contract), peers)


@pytest.mark.parametrize(("value", "ahead"), [(0.91, True), (0.9, False), (0.89, False)])
def test_ahead_is_better_than_the_best(value: float, ahead: bool) -> None:
    assert line(value, first=0.9, second=0.2).ahead is ahead
    assert line(value, first=0.9, second=0.2).best == ("first", 0.9)


def test_nobody_is_ahead_of_all_right() -> None:
    assert line(1.0, first=1.0).ahead


def test_without_peers_there_is_no_best() -> None:
    assert line(0.1).best is None
    assert line(0.1).ahead


@pytest.mark.parametrize(
    ("value", "contract", "reached"), [(0.9, 0.9, True), (0.8999, 0.9, False), (0, None, True)]
)
def test_reached_is_at_least_what_was_asked(value: float, contract: float | None, reached: bool) -> None:
    assert line(value, contract).reached is reached


def test_the_body_comes_first_and_every_metric_has_a_name() -> None:
    metrics = all_metrics()
    bodies = [metric.is_body for metric in metrics]
    assert bodies == sorted(bodies, reverse=True)
    assert all(metric.label for metric in metrics)
    assert len({metric.name for metric in metrics}) == len(metrics)
