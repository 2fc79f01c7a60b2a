"""The likeliest day is the one whose sightings weigh most together."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.time_choice import likeliest
from newsarchive.text.dates.visible_dates import Sighting


def test_nothing_is_likeliest_of_nothing() -> None:
    assert likeliest([]) is None


def test_better_traits_win_and_the_share_tells_how_surely() -> None:
    near = Sighting("2024-05-02T08:15:00", "text", ("region:head", "line:short", "clock", "nth:1"))
    far = Sighting("2024-06-01", "text", ("region:after", "list:more", "tag:li"))
    best = likeliest([far, near])
    assert best is not None
    assert best[0] == near
    assert best[1] > 0.9


def test_agreeing_sightings_add_up() -> None:
    one, other = Sighting("2024-05-02", "text", ()), Sighting("2024-06-01", "url", ())
    best = likeliest([other, one, one])
    assert best is not None
    assert best[0] == one
    assert best[1] == pytest.approx(2 / 3)


def test_the_other_order_is_taken_where_more_speaks_for_it() -> None:
    open_order = Sighting("2024-03-04", "text", ("ambiguous", "url:other"), "2024-04-03")
    address = Sighting("2024-04-03", "url", ("src:url",))
    best = likeliest([open_order, address])
    assert best is not None
    assert best[0].time == "2024-04-03"
