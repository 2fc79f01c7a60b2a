"""A WordPress that lives: it runs all the time, and its own functions change it when a day has come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.month.sites import Reply
from benchmarks.sites.living import Trouble, edited
from benchmarks.sites.living_plan import (
    EDITED,
    GONE,
    HOST,
    LOCKED,
    MOVED,
    MOVED_WORDS,
    NAMED,
    NAMELESS,
    REPUBLISHED,
    THEME,
    UNPUBLISHED,
    WALL,
    Life,
    Plan,
)
from benchmarks.sites.serving import Forwarded
from benchmarks.training.rendered_programs import run, write
from benchmarks.training.rendered_sites import read_themes
from benchmarks.training.rendered_stories import KnownStory
from benchmarks.training.rendered_wordpress import WordPress

_THEMES = ("wordpress-twentytwentyfive", "wordpress-twentytwentyfour")
_LIVE = Path(__file__).with_name("live_wordpress.php")
_LINKS = "/%postname%/"
_CONDITIONS = ("if-none-match", "if-modified-since")


@dataclass(frozen=True, slots=True)
class Act:
    """What live_wordpress.php does at a moment."""

    at: datetime
    what: str
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class LivingWordPress:
    """What `benchmarks.month.network` asks: acts that are due are done before an answer is given."""

    folder: Path
    forwarded: Forwarded
    acts: list[Act]
    troubles: Sequence[Trouble]

    def reply(self, path: str, at: datetime, conditions: tuple[str, str]) -> Reply:
        """Return the answer to a request at a moment."""
        while self.acts and self.acts[0].at <= at:
            act_on(self.folder, self.acts.pop(0))
        for trouble in self.troubles:
            if trouble.begins <= at < trouble.ends:
                return Reply(status=trouble.status, body=trouble.body)
        asked = {name: value for name, value in zip(_CONDITIONS, conditions, strict=True) if value}
        answer = self.forwarded.answer(path, asked)
        return Reply(answer.status, answer.body, answer.content_type, tuple(answer.headers.items()))


@dataclass(frozen=True, slots=True)
class WordPressLife:
    """WordPress; `installed` is where programs are, `folder` where its site is made."""

    installed: Path
    folder: Path

    @contextmanager
    def living(self, plan: Plan) -> Iterator[Life]:
        programs, themes = read_themes(self.installed)
        known = {theme.label: theme for theme in themes}
        plain, other = (known[label] for label in _THEMES)
        program = programs["wordpress"]
        assert isinstance(program, WordPress)
        program.install((*plain.packages, *other.packages))
        self.folder.mkdir(parents=True)
        with program.running(plain, plan.site, self.folder, _LINKS) as (port, paths):
            forwarded = Forwarded(HOST, port)
            # Those that come later are taken back at once, before anybody asks.
            act_on(self.folder, Act(plan.begins, "draft", {"stories": _slugs(plan.late)}))
            yield Life(
                plan=plan,
                site=LivingWordPress(
                    folder=self.folder,
                    forwarded=forwarded,
                    acts=_acts(plan, other.name),
                    troubles=plan.troubles,
                ),
                first=forwarded,
                paths={
                    story: f"/{path.lstrip('/')}"
                    for story, path in zip(plan.site.stories, paths, strict=True)
                },
            )


def act_on(folder: Path, act: Act) -> None:
    """Have WordPress do it; raises BuildFailedError if it can't."""
    write(folder / "act.json", json.dumps({"what": act.what, "utc": _utc(act.at), **act.told}))
    php = ["php", "-d", "memory_limit=512M", "-d", "display_errors=stderr", str(_LIVE)]
    run([*php, str(folder / "wordpress"), str(folder / "act.json")], folder)


def _acts(plan: Plan, other_theme: str) -> list[Act]:
    acts = [
        Act(plan.at(days), "publish", {"stories": _slugs([story]), "dated": True})
        for story, days in plan.arrivals.items()
    ]
    acts += [
        Act(plan.at(EDITED), "edit", {"stories": _slugs([story]), "html": edited(story).html})
        for story in plan.edits
    ]
    acts += [
        Act(plan.at(GONE), "trash", {"stories": _slugs(plan.gone)}),
        Act(plan.at(MOVED), "move", {"stories": _slugs([plan.moved]), "words": MOVED_WORDS}),
        Act(plan.at(UNPUBLISHED), "draft", {"stories": _slugs(plan.taken)}),
        Act(plan.at(THEME), "theme", {"theme": other_theme}),
        Act(plan.at(NAMELESS), "nameless", {"on": True}),
        Act(plan.at(NAMED), "nameless", {"on": False}),
        Act(plan.at(WALL), "wall", {"on": True}),
        Act(plan.at(LOCKED), "lock", {"stories": _slugs([plan.locked]), "password": "for-friends"}),
        Act(plan.at(REPUBLISHED), "publish", {"stories": _slugs(plan.taken), "dated": False}),
    ]
    return sorted(acts, key=lambda act: act.at)


def _slugs(stories: Sequence[KnownStory]) -> list[str]:
    return [story.slug for story in stories]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
