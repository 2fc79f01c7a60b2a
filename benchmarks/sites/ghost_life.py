"""A Ghost that lives: its owner changes it by the Admin API, and its clock is the life's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.sites.ghost_software import GhostAdmin, GhostSoftware, with_card
from benchmarks.sites.living import edited, without
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
from benchmarks.training.rendered_stories import KnownStory

# Both come with it; only the second can be told to show neither by-lines nor dates.
_FIRST, _OTHER = "casper", "source"
_METADATA = "show_post_metadata"


@dataclass(frozen=True, slots=True)
class GhostLife:
    """Ghost; `installed` is where programs are, `folder` where its site is made."""

    installed: Path
    folder: Path
    one_author: ClassVar[bool] = True

    @contextmanager
    def living(self, plan: Plan) -> Iterator[Life]:
        self.folder.mkdir(parents=True)
        software = GhostSoftware(self.installed.resolve() / "installed" / "ghost")
        with software.answering(self.folder, HOST, plan.begins) as (port, admin):
            admin.fill(without(plan.site, plan.late))
            owner = _Owner(admin, {story.slug: story for story in plan.site.stories})
            owner.do(Act(plan.begins, "theme", {"theme": _FIRST}))
            forwarded = Forwarded(HOST, port)
            yield Life(
                plan=plan,
                site=LivingProgram(
                    behind=forwarded, act=owner.do, acts=ghost_acts(plan), troubles=plan.troubles
                ),
                first=forwarded,
                paths={story: f"/{story.slug}/" for story in plan.site.stories},
            )


@dataclass(frozen=True, slots=True)
class _Owner:
    """Does what the plan says."""

    admin: GhostAdmin
    stories: Mapping[str, KnownStory]

    def do(self, act: Act) -> None:
        """Have Ghost do it; raises BuildFailedError if it refuses."""
        self.admin.now = act.at
        told = act.told
        match act.what:
            case "publish":
                self.admin.publish(self.stories[told["slug"]], act.at)
            case "delete":
                self.admin.ask("DELETE", f"/posts/{self._post(told['slug'])['id']}/", None)
            case "change":
                post = self._post(told["slug"])
                values = told["values"] | {"updated_at": post["updated_at"]}
                self.admin.ask("PUT", f"/posts/{post['id']}/?source=html", {"posts": [values]})
            case "theme":
                self.admin.ask("PUT", f"/themes/{told['theme']}/activate/", None)
            case "metadata":
                setting = {"key": _METADATA, "value": told["shown"]}
                self.admin.ask("PUT", "/custom_theme_settings/", {"custom_theme_settings": [setting]})
            case "access":
                bulk = {"action": "access", "meta": {"visibility": told["visibility"]}}
                self.admin.ask("PUT", f"/posts/bulk/?filter={told['filter']}", {"bulk": bulk})

    def _post(self, slug: str) -> dict[str, Any]:
        found: dict[str, Any] = self.admin.ask("GET", f"/posts/slug/{slug}/", None)["posts"][0]
        return found


def ghost_acts(plan: Plan) -> list[Act]:
    """Return what the owner of a Ghost does in a life, in its order."""
    acts = [Act(plan.at(days), "publish", {"slug": story.slug}) for story, days in plan.arrivals.items()]
    acts += [_change(plan, EDITED, story, html=with_card(edited(story).html)) for story in plan.edits]
    acts += [Act(plan.at(GONE), "delete", {"slug": story.slug}) for story in plan.gone]
    acts += [_change(plan, UNPUBLISHED, story, status="draft") for story in plan.taken]
    acts += [_change(plan, REPUBLISHED, story, status="published") for story in plan.taken]
    acts += [
        # It leaves no redirect behind.
        _change(plan, MOVED, plan.moved, slug=MOVED_WORDS),
        Act(plan.at(THEME), "theme", {"theme": _OTHER}),
        Act(plan.at(NAMELESS), "metadata", {"shown": False}),
        Act(plan.at(NAMED), "metadata", {"shown": True}),
        Act(plan.at(WALL), "access", {"visibility": "members", "filter": "visibility:public"}),
        # It has no passwords for posts; this is for those who pay.
        Act(plan.at(LOCKED), "access", {"visibility": "paid", "filter": f"slug:{plan.locked.slug}"}),
    ]
    return sorted(acts, key=lambda act: act.at)


def _change(plan: Plan, days: float, story: KnownStory, **values: str) -> Act:
    return Act(plan.at(days), "change", {"slug": story.slug, "values": values})
