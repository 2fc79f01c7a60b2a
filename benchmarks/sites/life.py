"""Lets a site of real software live for weeks and asks what the archive says of what happened.

python -m benchmarks.sites.life [--folder var/park] [--days 16]

Pelican builds each state of the site: new stories, edits, a deletion, an address that moves, another theme, a
template without by-lines. For an hour every address answers 404, for a day 500. The source is as `sources
new` proposes it; time is injected, as in benchmarks.month. It ends with 1 where an event is told as what it
was not.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.utils.reactor import install_reactor

from benchmarks.evaluation.telling import doing
from benchmarks.sites.crawling import command
from benchmarks.sites.known_news import known_news
from benchmarks.sites.living import LivingSite, State, StateBuilder, Trouble, edited, with_edits, without
from benchmarks.sites.serving import StaticFolder, serving
from benchmarks.training.rendered_programs import Theme
from benchmarks.training.rendered_sites import FOLDER as RENDERED
from benchmarks.training.rendered_sites import read_themes
from benchmarks.training.rendered_stories import KnownSite, KnownStory
from newsarchive.discovery.urls import canonical_key
from newsarchive.text.letters import letters_only

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
HOST = "life.park.example"
BEGINS = datetime(2026, 10, 30, tzinfo=UTC)
_THEMES = ("pelican-simple", "pelican-notmyidea")
_HELD_BACK, _EDITED, _GONE, _MOVED = 6, 3, 2, 1
_MOST_FALSE_EDITS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What happens to whom."""

    site: LivingSite
    first: State
    stories: tuple[KnownStory, ...]
    late: tuple[KnownStory, ...]
    edits: tuple[KnownStory, ...]
    gone: tuple[KnownStory, ...]
    moved: KnownStory


def main() -> int:
    """Let the site live, print what is told of it, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sites.life",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", type=Path, default=RENDERED.parent / "park")
    parser.add_argument("--days", type=int, default=16)
    options = parser.parse_args()
    install_reactor(REACTOR)
    folder = options.folder.resolve() / "life"
    shutil.rmtree(folder, ignore_errors=True)
    with doing("building the states of the site"):
        life = build(options.folder.resolve(), folder / "states")
    with doing("surveying it"):
        declare(life, folder)
    with doing("letting it live"):
        live(life, folder, options.days)
    rows = told(life, folder / "life.db")
    width = max(len(what) for what, *_ in rows)
    for what, measured, asked, good in rows:
        sys.stdout.write(f"{what:{width}}  {measured:>12}  {asked:>10}  {'yes' if good else 'NO'}\n")
    return 0 if all(good for *_, good in rows) else 1


def build(installed: Path, folder: Path) -> Life:
    """Build the states of the site."""
    programs, themes = read_themes(installed)
    known = {theme.label: theme for theme in themes}
    plain, other = (_with_same_addresses(known[label]) for label in _THEMES)
    program = programs["pelican"]
    program.install((*plain.packages, *other.packages))
    site = known_news(HOST, "number").site
    stories = site.stories
    late, edits = stories[:_HELD_BACK], stories[10 : 10 + _EDITED]
    gone, moved = stories[20 : 20 + _GONE], stories[30]
    building = StateBuilder(program, folder)
    now = without(site, late)
    states = [building.build("first", BEGINS, plain, now)]

    def then(days: float, name: str, theme: Theme, later: KnownSite, *, nameless: bool = False) -> KnownSite:
        begins = BEGINS + timedelta(days=days)
        states.append(building.build(name, begins, theme, later, nameless=nameless))
        return later

    for number, story in enumerate(reversed(late)):
        now = then(0.5 + number / 2, f"new-{number}", plain, replace(now, stories=(story, *now.stories)))
    now = then(4, "edited", plain, with_edits(now, {story: edited(story) for story in edits}))
    now = then(7, "gone", plain, without(now, gone))
    renamed = replace(moved, words="moved-to-here")
    now = then(8, "moved", plain, with_edits(now, {moved: renamed}))
    now = then(10, "theme", other, now)
    then(12, "nameless", other, now, nameless=True)
    then(13, "named", other, now)
    old, new = (_path(states[0].root, moved), _path(states[-1].root, renamed))
    at = {days: BEGINS + timedelta(days=days) for days in (5, 6, 8)}
    living = LivingSite(
        states=states,
        troubles=(
            Trouble(begins=at[5], ends=at[5] + timedelta(hours=1), status=404),
            Trouble(begins=at[6], ends=at[6] + timedelta(days=1), status=500),
        ),
        moved={old: (at[8], f"http://{HOST}{new}")},
    )
    return Life(site=living, first=states[0], stories=stories, late=late, edits=edits, gone=gone, moved=moved)


def _with_same_addresses(theme: Theme) -> Theme:
    """Return the theme with addresses that another theme does not change."""
    links = {"ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html"}
    return replace(theme, settings={**theme.settings, "site": {**theme.settings.get("site", {}), **links}})


def declare(life: Life, folder: Path) -> None:
    """Propose a source for the site as it is at first."""
    (folder / "sources").mkdir(parents=True)
    with serving({HOST: StaticFolder(life.first.root)}) as server:
        command(folder, server.address, "sources", "new", f"http://{HOST}/", "--name", "life", "--delay", "0")


def live(life: Life, folder: Path, days: int) -> None:
    """Let the days pass."""
    from twisted.internet import defer, task  # noqa: PLC0415 - after the reactor is chosen

    from benchmarks.month import network, running  # noqa: PLC0415 - likewise
    from newsarchive.gc_tuning import relieve_collector  # noqa: PLC0415 - likewise

    settings, declared = running.begin_archive(folder / "life.db", folder / "sources")
    network.SITES.clear()
    network.SITES[HOST] = life.site  # type: ignore[assignment] # it answers as those do
    passing = running.Passing(now=BEGINS)

    def begin(_reactor: object) -> defer.Deferred[None]:
        passes = running.pass_days(settings, declared, days, passing, BEGINS)
        return defer.Deferred.fromFuture(asyncio.ensure_future(passes))

    relieve_collector()  # as each crawl does
    try:
        task.react(begin)
    except SystemExit as end:
        if end.code:
            raise


def told(life: Life, archive: Path) -> list[tuple[str, str, str, bool]]:
    """Return what happened, what is told of it, what is asked for, and whether it is so."""
    keys = {
        canonical_key(f"http://{HOST}{_path(life.first.root, story)}"): story
        for story in life.stories
        if story not in life.late
    }
    with closing(sqlite3.connect(archive)) as connection:
        shown = connection.execute(
            "SELECT article_id, url, text, authors, withdrawn_at FROM current_articles"
        ).fetchall()
        history = connection.execute(
            "SELECT article_id, url, text FROM article_history WHERE cause = 'publisher'"
        ).fetchall()
        urls = connection.execute("SELECT url, article_id FROM urls WHERE article_id IS NOT NULL").fetchall()
    own = {article: keys.get(canonical_key(url)) for article, url, *_ in shown}
    gone = {story for article, *_, withdrawn in shown if withdrawn and (story := own[article]) is not None}
    false_gone = [article for article, *_, withdrawn in shown if withdrawn and own[article] not in life.gone]
    texts: dict[int, list[str]] = {}
    for article, _, text in history:
        texts.setdefault(article, []).append(letters_only(text))
    changed = {article for article, versions in texts.items() if len(set(versions)) > 1}
    right = [article for article in changed if own.get(article) in life.edits]
    unnamed = [article for article, _, _, authors, _ in shown if not authors]
    old = canonical_key(f"http://{HOST}{_path(life.first.root, life.moved)}")
    moved = {article for url, article in urls if canonical_key(url) == old or "moved-to-here" in url}
    wrong = len(changed) - len(right)
    return [
        ("articles in the archive", str(len(shown)), str(len(life.stories)), len(shown) == len(life.stories)),
        ("edits told", str(len(right)), str(len(life.edits)), len(right) == len(life.edits)),
        ("false edits of a text", str(wrong), "<= 1 %", wrong <= _MOST_FALSE_EDITS * len(life.stories)),
        ("withdrawals told", str(len(gone & set(life.gone))), str(_GONE), gone >= set(life.gone)),
        ("false withdrawals", str(len(false_gone)), "0", not false_gone),
        ("articles of the moved address", str(len(moved)), "1", len(moved) == _MOVED),
        ("articles without their author", str(len(unnamed)), "0", not unnamed),
    ]


def _path(root: Path, story: KnownStory) -> str:
    found: Sequence[Path] = [file for file in root.rglob(f"{story.slug}.html") if "drafts" not in file.parts]
    return "/" + found[0].relative_to(root).as_posix()


if __name__ == "__main__":
    sys.exit(main())
