"""The news of a site: sixty invented stories in six languages, each paragraph of which occurs once."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from benchmarks.training.rendered_stories import NEWEST, KnownSite, KnownStory, known_site

COUNT = 60  # stories of a site
_LANGUAGES = 6
_SPARE = 3  # times as many as needed are made, since paragraphs that were used before are left out
_HOURS = 7  # between two stories
# Two are of all sites; the others are chosen by its name. Ukrainian is left out: programs take its tags for
# Russian ones in another spelling, and refuse to build.
_ALWAYS = ("zh", "en")
_OTHERS = ("zh-TW", "ja", "ko", "de", "fr", "es", "ru", "ar", "tr", "vi", "th")
# The language of a site's own words, and the zone that its clock is in.
_PLACES = (
    ("zh", "Asia/Shanghai"),
    ("en", "Europe/London"),
    ("de", "Europe/Berlin"),
    ("fr", "Europe/Paris"),
    ("es", "America/Bogota"),
    ("ru", "Asia/Yekaterinburg"),
    ("ja", "Asia/Tokyo"),
)
Slugs = Literal["number", "headline", "short"]


@dataclass(frozen=True, slots=True)
class News:
    """What a site has; `languages` is the language of each story, by its number."""

    site: KnownSite
    languages: tuple[str, ...]


def known_news(host: str, slugs: Slugs, *, one_author: bool = False, count: int = COUNT) -> News:
    """Return the news of a site, newest first; `host` decides what is left to chance."""
    seed = hashlib.sha256(host.encode()).digest()
    main, zone = _PLACES[seed[0] % len(_PLACES)]
    chance = random.Random(host)
    languages = [*_ALWAYS, *chance.sample(_OTHERS, _LANGUAGES - len(_ALWAYS))]
    if main not in languages:
        languages[-1] = main
    own = known_site(host, main, one_author=one_author)
    each = -(-count // _LANGUAGES)
    made = [_distinct(known_site(host, one, one_author=one_author, count=each * _SPARE)) for one in languages]
    met: set[str] = set()
    stories: list[KnownStory] = []
    told: list[str] = []
    while len(stories) < count:
        at = len(stories) % _LANGUAGES
        story = next(made[at])
        if story.title in met:
            continue
        met.add(story.title)
        moment = NEWEST - timedelta(hours=_HOURS * len(stories), minutes=chance.randrange(300))
        stories.append(_placed(story, len(stories), moment.astimezone(ZoneInfo(zone)), slugs))
        told.append(languages[at])
    if one_author:
        stories = [replace(story, author=own.owner) for story in stories]
    return News(replace(own, stories=tuple(stories), zone=zone), tuple(told))


def headline_slug(title: str) -> str:
    """Return the words of a headline as addresses have them, in their own script."""
    # Marks (M) belong to the letter before them, as the vowels of Thai do.
    kept = (sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in title.lower())
    return "-".join("".join(kept).split())


def _distinct(site: KnownSite) -> Iterator[KnownStory]:
    """Yield the stories without paragraphs that an earlier one has: those would be the site's own lines."""
    met: set[str] = set()
    for story in site.stories:
        pieces = tuple(
            piece for piece in dict.fromkeys(story.pieces) if piece[0] == "li" or piece[1] not in met
        )
        if any(kind == "p" for kind, _ in pieces):
            met.update(words for _, words in pieces)
            yield replace(story, pieces=pieces)


def _placed(story: KnownStory, number: int, published: datetime, slugs: Slugs) -> KnownStory:
    later = published - story.published
    # By the site's clock: as programs show it, that of the story's language may be the story's own minute.
    remarks = tuple(replace(one, day=(one.day + later).astimezone(published.tzinfo)) for one in story.remarks)
    words = {"number": "", "headline": headline_slug(story.title), "short": str(number + 3)}[slugs]
    return replace(story, number=number, published=published, remarks=remarks, words=words)
