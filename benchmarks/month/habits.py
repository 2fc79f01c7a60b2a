"""Twenty sites with different habits: how much they publish and when, how they list it, how they edit.

Between them they are as far apart as real ones; all publish less, so that a month fits into twenty minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rhythm = Literal["round", "office", "evening", "morning", "bursts", "weekdays", "weekend"]
Lists = Literal["feed", "section", "sitemap", "index"]
Validators = Literal["etag", "modified", "none", "nonce"]
# What a feed or sitemap says of an article's last change: the truth, nothing, or that it was just now.
Stamps = Literal["true", "none", "now"]

# Weight of each hour of the site's own day.
HOURS: dict[Rhythm, tuple[float, ...]] = {
    "round": (1.0,) * 24,
    "office": (0.1,) * 7 + (1, 2, 3, 3, 3, 2, 2, 3, 3, 3, 2, 1) + (0.3,) * 5,
    "evening": (0.2,) * 16 + (1, 2, 4, 5, 4, 3, 2, 0.5),
    "morning": (0.05,) * 5 + (8, 4, 1) + (0.2,) * 16,
    "bursts": (0.5,) * 24,
    "weekdays": (0.05,) * 6 + (1,) * 13 + (0.1,) * 5,
    "weekend": (0.2,) * 8 + (1,) * 12 + (0.2,) * 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One site. `zone`: hours east of UTC; `edited`: share of articles that are edited at least once."""

    name: str
    daily: float
    rhythm: Rhythm = "office"
    lists: Lists = "feed"
    entries: int = 30
    validators: Validators = "etag"
    stamps: Stamps = "none"
    zone: int = 0
    edited: float = 0.1
    withdrawn: float = 0.01
    chinese: bool = False

    @property
    def host(self) -> str:
        return f"{self.name}.example"

    @property
    def budget(self) -> int:
        """Requests of a day the site allows: forty, and thirty an article.

        One that edits a quarter of its articles or more is used to readers who come back, and allows eighty.
        """
        return int(40 + (80 if self.edited >= 0.25 else 30) * self.daily)


HABITS = (
    Habit(
        name="wire", daily=10, rhythm="round", entries=60, edited=0.15, validators="modified", stamps="true"
    ),
    Habit(name="portal", daily=6, rhythm="office", zone=8, chinese=True, entries=50, edited=0.1),
    Habit(name="daily", daily=5, rhythm="office", zone=1, edited=0.25, stamps="true"),
    Habit(name="evening", daily=3, rhythm="evening", zone=8, chinese=True, validators="none"),
    Habit(name="city", daily=3, rhythm="weekdays", zone=1, lists="sitemap", edited=0.1, stamps="true"),
    Habit(name="tabloid", daily=3, rhythm="bursts", edited=0.5, validators="nonce", stamps="now"),
    Habit(name="ministry", daily=2, rhythm="weekdays", zone=8, chinese=True, lists="section", edited=0.02),
    Habit(name="harbour", daily=1.5, rhythm="morning", zone=2, validators="modified"),
    Habit(name="sport", daily=2, rhythm="weekend", edited=0.3, stamps="true"),
    Habit(name="business", daily=1.5, rhythm="office", zone=-5, lists="index", edited=0.2, stamps="now"),
    Habit(
        name="province", daily=1.5, rhythm="office", zone=8, chinese=True, lists="section", validators="nonce"
    ),
    Habit(name="campus", daily=1, rhythm="weekdays", zone=-5, entries=15),
    Habit(name="science", daily=1, rhythm="office", edited=0.05, validators="none", stamps="true"),
    Habit(name="radio", daily=1, rhythm="round", zone=9, edited=0.1),
    Habit(name="parish", daily=0.8, rhythm="evening", entries=10, validators="none", stamps="true"),
    Habit(name="coast", daily=0.5, rhythm="morning", zone=8, chinese=True, lists="sitemap", stamps="true"),
    Habit(name="theatre", daily=0.7, rhythm="evening", edited=0.3, stamps="true"),
    Habit(name="weekly", daily=0.5, rhythm="weekend", entries=12),
    Habit(name="museum", daily=0.4, rhythm="office", lists="section", edited=0.0),
    Habit(name="valley", daily=0.3, rhythm="round", validators="modified"),
)
