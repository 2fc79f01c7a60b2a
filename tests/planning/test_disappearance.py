"""When missing articles are an incident, and when a missing one is asked for again."""

from __future__ import annotations

import pytest

from newsarchive.durations import DAY, HOUR
from newsarchive.planning import disappearance


@pytest.mark.parametrize(
    ("missing", "asked", "incident"),
    [
        (0, 0, False),
        (58, 60, True),
        (1, 1, False),  # one article of a source that has one
        (2, 2, False),
        (3, 3, True),  # all there are
        (3, 4, False),
        (4, 50, False),  # a publisher's own doing
        (5, 50, False),
        (5, 20, False),  # a quarter is tolerated
        (5, 19, True),
        (12, 50, False),
        (13, 50, True),
    ],
)
def test_incidents(missing: int, asked: int, *, incident: bool) -> None:
    assert disappearance.is_incident(missing, asked) is incident


def test_a_declared_share_moves_the_bound_and_one_is_no_bound() -> None:
    assert disappearance.is_incident(10, 100, 0.05)
    assert not disappearance.is_incident(30, 100, 0.5)
    assert not disappearance.is_incident(100, 100, 1.0)


def test_looks_come_ever_more_seldom_and_confirm_in_time() -> None:
    waits = [disappearance.delay_before_second_look(times) for times in range(1, 20)]
    assert waits[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    assert waits == sorted(waits)
    assert waits[-1] == 30 * DAY
    unsure = [disappearance.delay_before_second_look(times, unsure=True) for times in range(1, 20)]
    assert unsure[:4] == waits[:4]
    assert max(unsure) == DAY, "as long as nothing is told of it, it is looked at each day"
    gone = disappearance.is_withdrawn
    assert gone(waits[0], 2, incident=False, named=False), "the second look can confirm"
    assert not gone(waits[0], 2, incident=False, named=True), "a list that names it contradicts"
    assert gone(DAY, 3, incident=False, named=True)
    assert gone(sum(waits[:6]), 7, incident=True, named=True)
    assert not gone(sum(waits[:5]), 6, incident=True, named=False), "an incident lasts two days"
    assert not gone(3 * DAY, 2, incident=True, named=False), "and three looks"
