"""A site of Pelican that lives: each of its states is built beforehand, and served from its day on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from benchmarks.sites.living import LivingSite, State, StateBuilder, edited, with_edits, with_wall, without
from benchmarks.sites.living_plan import (
    EDITED,
    GONE,
    HOST,
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
from benchmarks.sites.serving import StaticFolder
from benchmarks.training.rendered_programs import Theme
from benchmarks.training.rendered_sites import read_themes
from benchmarks.training.rendered_stories import KnownSite, KnownStory

_THEMES = ("pelican-simple", "pelican-notmyidea")


@dataclass(frozen=True, slots=True)
class PelicanLife:
    """Pelican; `installed` is where programs are, `folder` where the states are built."""

    installed: Path
    folder: Path
    one_author: ClassVar[bool] = False

    @contextmanager
    def living(self, plan: Plan) -> Iterator[Life]:
        programs, themes = read_themes(self.installed)
        known = {theme.label: theme for theme in themes}
        plain, other = (_with_same_addresses(known[label]) for label in _THEMES)
        program = programs["pelican"]
        program.install((*plain.packages, *other.packages))
        building = StateBuilder(program, self.folder)
        now = without(plan.site, plan.late)
        states = [building.build("first", plan.begins, plain, now)]

        def then(days: float, name: str, theme: Theme, later: KnownSite, *, nameless: bool = False) -> None:
            nonlocal now
            now = later
            states.append(building.build(name, plan.at(days), theme, later, nameless=nameless))

        for number, (story, days) in enumerate(plan.arrivals.items()):
            then(days, f"new-{number}", plain, replace(now, stories=(story, *now.stories)))
        then(EDITED, "edited", plain, with_edits(now, {story: edited(story) for story in plan.edits}))
        then(GONE, "gone", plain, without(now, plan.gone))
        renamed = replace(plan.moved, words=MOVED_WORDS)
        then(MOVED, "moved", plain, with_edits(now, {plan.moved: renamed}))
        whole = now
        then(UNPUBLISHED, "unpublished", plain, without(now, plan.taken))
        then(THEME, "theme", other, now)
        then(NAMELESS, "nameless", other, now, nameless=True)
        then(NAMED, "named", other, now)
        states.append(_walled(states[-1], plan, WALL, self.folder / "wall"))
        open_again = building.build("republished", plan.at(REPUBLISHED), other, whole)
        states.append(_walled(open_again, plan, REPUBLISHED, self.folder / "wall-republished"))
        old, new = _path(states[0].root, plan.moved), _path(states[-1].root, renamed)
        roots = {
            story: next(one.root for one in states if _has(one.root, story)) for story in plan.site.stories
        }
        yield Life(
            plan=plan,
            site=LivingSite(
                states=states,
                troubles=plan.troubles,
                moved={old: (plan.at(MOVED), f"http://{HOST}{new}")},
            ),
            first=StaticFolder(states[0].root),
            paths={story: _path(root, story) for story, root in roots.items()},
        )


def _walled(state: State, plan: Plan, days: float, place: Path) -> State:
    """Return the state with its texts behind a wall, for which Pelican has nothing of its own."""
    shutil.copytree(state.root, place)
    for story in plan.site.stories:
        for file in _files(place, story):
            file.write_text(with_wall(file.read_text("utf-8"), story), "utf-8")
    return State(begins=plan.at(days), root=place)


def _with_same_addresses(theme: Theme) -> Theme:
    """Return the theme with addresses that another theme does not change."""
    links = {"ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html"}
    return replace(theme, settings={**theme.settings, "site": {**theme.settings.get("site", {}), **links}})


def _files(root: Path, story: KnownStory) -> list[Path]:
    return [file for file in root.rglob(f"{story.slug}.html") if "drafts" not in file.parts]


def _has(root: Path, story: KnownStory) -> bool:
    return bool(_files(root, story))


def _path(root: Path, story: KnownStory) -> str:
    return "/" + _files(root, story)[0].relative_to(root).as_posix()
