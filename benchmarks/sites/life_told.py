"""What an archive says of a life, held against what happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sites.living import edited
from benchmarks.sites.living_plan import HOST, MOVED_WORDS, NAMED, NAMELESS, WALL, Life
from benchmarks.training.rendered_stories import KnownStory
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.text.letters import letters_only

MOST_FALSE_EDITS = 0.01
_SHOWN = "SELECT article_id, url, title, text, authors, withdrawn_at FROM current_articles"
_HISTORY = (
    "SELECT article_id, title, text FROM article_history WHERE cause = 'publisher' AND incident_id IS NULL"
)
_URLS = "SELECT id, url, article_id FROM urls"
_EVENTS = "SELECT url_id, at, event, reason FROM url_events ORDER BY id"
_INCIDENTS = "SELECT kind, state, opened_at, closed_at FROM source_incidents ORDER BY id"
# What a crawl that ends with 3 has missed.
_MISSED = "SELECT expectation, crawl_id FROM missed_expectations"
_ASKED = "SELECT url_id, fetched_at FROM fetches WHERE url_id IS NOT NULL"
_UNNAMED = "SELECT fetched_at FROM article_history WHERE cause = 'publisher' AND coalesce(authors, '') = ''"
# Of fewer pages nobody can tell whether the site lost its by-lines.
_FEWEST_ASKED = 20
_SAID = {
    "vanished": ("vanished",),
    "unanswered": ("answered",),
    "fields_lost": ("incident.fields_lost",),
}
_MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class _Incident:
    kind: str
    state: str
    opened_at: str
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it counts, what was measured and asked, and whether that is so."""

    what: str
    measured: str
    asked: str
    is_good: bool


def told(life: Life, archive: Path) -> list[Row]:
    """Return what happened, what is told of it, what is asked for, and whether it is so."""
    with closing(sqlite3.connect(archive)) as connection:
        return [*_Told(life, connection).rows()]


class _Told:
    """The archive's rows by story."""

    def __init__(self, life: Life, connection: sqlite3.Connection) -> None:
        self.plan = life.plan
        keys = {canonical_key(f"http://{HOST}{path}"): story for story, path in life.paths.items()}
        self.shown = connection.execute(_SHOWN).fetchall()
        self.stories: dict[int, KnownStory] = {}
        self.url_stories: dict[int, KnownStory] = {}
        addresses = connection.execute(_URLS).fetchall()
        for url_id, url, article in addresses:
            moved = self.plan.moved if MOVED_WORDS in url else None
            story = keys.get(canonical_key(url)) or moved
            if story is not None:
                self.url_stories[url_id] = story
                if article is not None:
                    self.stories[article] = story
        self.moved = {article for _, url, article in addresses if article and self._is_of_moved(url, keys)}
        self.titles: dict[int, set[str]] = {}
        self.texts: dict[int, set[str]] = {}
        for article, title, text in connection.execute(_HISTORY):
            self.titles.setdefault(article, set()).add(letters_only(title))
            self.texts.setdefault(article, set()).add(letters_only(text))
        self.events = connection.execute(_EVENTS).fetchall()
        self.incidents = [_Incident(*row) for row in connection.execute(_INCIDENTS)]
        self.missed = connection.execute(_MISSED).fetchall()
        self.asked = connection.execute(_ASKED).fetchall()
        self.unnamed = [at for (at,) in connection.execute(_UNNAMED)]

    def _is_of_moved(self, url: str, keys: dict[str, KnownStory]) -> bool:
        return MOVED_WORDS in url or keys.get(canonical_key(url)) == self.plan.moved

    def rows(self) -> Iterator[Row]:
        count = len(self.plan.site.stories)
        yield Row("articles in the archive", str(len(self.shown)), str(count), len(self.shown) == count)
        yield from self._edits()
        yield from self._withdrawals()
        yield Row("articles of the moved address", str(len(self.moved)), "1", len(self.moved) == 1)
        unnamed = sum(not authors for *_, authors, _ in self.shown)
        yield Row("articles without their author", str(unnamed), "0", unnamed == 0)
        yield from self._wall()
        yield from self._troubles()

    def _troubles(self) -> Iterator[Row]:
        """Each trouble is one incident of its kind, told by the crawls (exit 3), and over in the end.

        Pages without by-lines lose nothing where feeds or the markup name the authors still: then there is
        none.
        """
        hour, day = self.plan.troubles
        nameless = (self.plan.at(NAMELESS), self.plan.at(NAMED))
        for what, kind, begins, ends in (
            ("an hour of 404", "vanished", hour.begins, hour.ends),
            ("a day of 500", "unanswered", day.begins, day.ends),
            ("a day without by-lines", "fields_lost", *nameless),
        ):
            seen = [one for one in self.incidents if one.kind == kind]
            first, last = f"{begins:{_MOMENT}}", f"{ends:{_MOMENT}}"
            within = [one for one in seen if first <= one.opened_at and (one.closed_at or "") >= first]
            said = {crawl for name, crawl in self.missed if name in _SAID[kind]}
            asked = len({url for url, at in self.asked if first <= at < last and url in self.url_stories})
            told = f"{len(seen)} {kind}, by {len(said)} crawls, {asked} asked"
            is_good = len(seen) == len(within) == 1 and within[0].state == "over" and bool(said)
            wanted = "1, over"
            if kind == "fields_lost":
                lost = sum(first <= at < last for at in self.unnamed)
                told += f", {lost} lost"
                if lost == 0 and asked >= _FEWEST_ASKED:
                    wanted, is_good = "none", not seen
            yield Row(what, told, wanted, is_good)
        kinds = {one.kind for one in self.incidents} - set(_SAID)
        yield Row("other incidents", ", ".join(sorted(kinds)) or "none", "none", not kinds)

    def _edits(self) -> Iterator[Row]:
        wanted = set(self.plan.edits)
        edited = {article for article, versions in self.texts.items() if len(versions) > 1}
        right = {story for article in edited if (story := self.stories.get(article)) in wanted}
        wrong = sum(self.stories.get(article) not in wanted for article in edited)
        most = MOST_FALSE_EDITS * len(self.plan.site.stories)
        yield Row("edits told", str(len(right)), str(len(wanted)), right == wanted)
        yield Row("false edits of a text", str(wrong), "<= 1 %", wrong <= most)
        renamed = sum(len(versions) > 1 for versions in self.titles.values())
        yield Row("false edits of a title", str(renamed), "<= 1 %", renamed <= most)

    def _withdrawals(self) -> Iterator[Row]:
        gone, taken = set(self.plan.gone), set(self.plan.taken)
        withdrawn = {article for article, *_, at in self.shown if at}
        right = {self.stories.get(article) for article in withdrawn} & gone
        false = sum(self.stories.get(article) not in gone for article in withdrawn)
        yield Row("withdrawals told", str(len(right)), str(len(gone)), right == gone)
        yield Row("false withdrawals", str(false), "0", false == 0)
        for what, event in (("taken off for a while, told", "withdrawn"), ("back again, told", "returned")):
            stories = {self.url_stories.get(url) for url, _, name, _ in self.events if name == event}
            found = stories & taken
            yield Row(what, str(len(found)), str(len(taken)), found == taken)
        # Nothing else was ever called gone, not for a day.
        ever = {self.url_stories.get(url) for url, _, name, _ in self.events if name == "withdrawn"}
        strange = ever - gone - taken
        yield Row("withdrawals that never were", str(len(strange)), "0", not strange)

    def _wall(self) -> Iterator[Row]:
        """Who stands behind the wall is told as that, and keeps the text that was read before."""
        since = f"{self.plan.at(WALL):%Y-%m-%d %H:%M:%S}"
        refused = {
            (self.url_stories.get(url), reason)
            for url, at, event, reason in self.events
            if event == "refused" and at >= since
        }
        walled = {story for story, reason in refused if reason == "paywall" and story}
        others = {(story, reason) for story, reason in refused if reason != "paywall" and story}
        yield Row("behind the wall, told as that", str(len(walled)), ">= 1", bool(walled))
        locked = {story for story, _ in others} - {self.plan.locked}
        yield Row("refused for something else", str(len(locked)), "0", not locked)
        cut = sum(
            letters_only(text) not in (letters_only(story.text), *self._edited(story))
            for article, _, _, text, *_ in self.shown
            if (story := self.stories.get(article)) is not None
        )
        yield Row("texts that are not whole", str(cut), "0", cut == 0)

    def _edited(self, story: KnownStory) -> tuple[str, ...]:
        return (letters_only(edited(story).text),) if story in self.plan.edits else ()
