"""The likely origin: credits, canonical links, mirrors, dates, address; in that order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsarchive.similarity.origin import Copy, likely_origin

EARLY, LATE = datetime(2026, 3, 14, 8, tzinfo=UTC), datetime(2026, 3, 14, 20, tzinfo=UTC)
DAY = datetime(2026, 3, 14, tzinfo=UTC)
FIRST = Copy(url="https://a.example/1", host="a.example", published_at=EARLY)
CREDITED = Copy(
    url="https://z.example/1", host="z.example", names=frozenset({"Holm Post"}), published_at=LATE
)
CREDITS = Copy(url="https://b.example/1", host="b.example", outlet="HOLM POST", published_at=LATE)
POINTS = Copy(url="https://c.example/1", host="c.example", points_to="z.example", published_at=LATE)
MIRROR = Copy(url="https://0.example/1", host="0.example", mirror=True, published_at=DAY)
ON_THE_DAY = Copy(url="https://0.example/1", host="0.example", published_at=DAY, day_only=True)
UNDATED = Copy(url="https://0.example/1", host="0.example")
SEEN_UNDATED = replace(UNDATED, first_seen_at=datetime(2026, 3, 14, 7, tzinfo=UTC))
SEEN_ON_THE_DAY = replace(
    ON_THE_DAY, url="https://z.example/1", first_seen_at=datetime(2026, 3, 13, 16, tzinfo=UTC)
)
SEEN_BEFORE = replace(FIRST, first_seen_at=datetime(2026, 3, 13, tzinfo=UTC))
# Nine in the morning of a clock that may be fourteen hours ahead of UTC.
UNKNOWN_ZONE = replace(FIRST, has_offset=False)
# Its clock is wrong: it was captured before it says that it was published.
REFUTED = replace(FIRST, published_at=LATE, first_seen_at=datetime(2026, 3, 14, 11, tzinfo=UTC))
SEEN_LATER = replace(UNDATED, first_seen_at=datetime(2026, 3, 14, 10, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("copies", "origin"),
    [
        ([FIRST, CREDITED, CREDITS], CREDITED),
        ([FIRST, CREDITED, POINTS], CREDITED),
        ([FIRST, CREDITED], FIRST),
        ([MIRROR, FIRST], FIRST),
        ([ON_THE_DAY, FIRST], FIRST),
        ([UNDATED, ON_THE_DAY], ON_THE_DAY),
        ([UNDATED, CREDITS], CREDITS),
        # What was captured before another was published was first, whatever its own date says.
        ([SEEN_ON_THE_DAY, FIRST], SEEN_ON_THE_DAY),
        ([SEEN_UNDATED, FIRST], SEEN_UNDATED),
        ([SEEN_UNDATED, UNKNOWN_ZONE], UNKNOWN_ZONE),
        ([SEEN_ON_THE_DAY, SEEN_BEFORE], SEEN_BEFORE),
        ([SEEN_ON_THE_DAY, CREDITED, CREDITS], CREDITED),
        ([REFUTED, SEEN_LATER], REFUTED),
    ],
)
def test_likely_origin(copies: list[Copy], origin: Copy) -> None:
    for order in (copies, copies[::-1]):
        assert order[likely_origin(order)] is origin
