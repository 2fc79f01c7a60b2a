"""A WordPress that lives: it runs all the time, and its own functions change it when a day has come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from benchmarks.sites.living import edited
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
from benchmarks.sites.living_program import Act, LivingProgram
from benchmarks.sites.serving import Forwarded
from benchmarks.training.rendered_programs import run, write
from benchmarks.training.rendered_sites import read_themes
from benchmarks.training.rendered_stories import KnownStory
from benchmarks.training.rendered_wordpress import WordPress

_THEMES = ("wordpress-twentytwentyfive", "wordpress-twentytwentyfour")
_LIVE = Path(__file__).with_name("live_wordpress.php")
_LINKS = "/%postname%/"


@dataclass(frozen=True, slots=True)
class WordPressLife:
    """WordPress; `installed` is where programs are, `folder` where its site is made."""

    installed: Path
    folder: Path
    one_author: ClassVar[bool] = False

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
                site=LivingProgram(
                    behind=forwarded,
                    act=partial(act_on, self.folder),
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
