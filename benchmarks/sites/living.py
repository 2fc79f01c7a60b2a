"""A site that changes while time passes: each state is built by its program, and troubles lie over them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import lxml.html

from benchmarks.month.sites import Reply
from benchmarks.sites.serving import StaticFolder
from benchmarks.training.rendered_programs import Program, Theme
from benchmarks.training.rendered_remarks import with_remarks
from benchmarks.training.rendered_stories import KnownSite, KnownStory
from newsarchive.text.letters import letters_only

_BUILT = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What every address answers for a while."""

    begins: datetime
    ends: datetime
    status: int
    body: bytes = b"<html><body><h1>Error</h1><p>Please try again later.</p></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The site from a moment on."""

    begins: datetime
    root: Path


@dataclass(slots=True, kw_only=True)
class LivingSite:
    """What `benchmarks.month.network` asks; `moved` are old paths and the new ones they lead to."""

    states: Sequence[State]
    troubles: Sequence[Trouble]
    moved: Mapping[str, tuple[datetime, str]] = field(default_factory=dict)
    asked: int = 0

    def reply(self, path: str, at: datetime, _conditions: tuple[str, str]) -> Reply:
        """Return the answer to a request at a moment."""
        self.asked += 1
        for trouble in self.troubles:
            if trouble.begins <= at < trouble.ends:
                return Reply(status=trouble.status, body=trouble.body)
        since, target = self.moved.get(unquote(path), (None, ""))
        if since is not None and since <= at:
            return Reply(status=301, headers=(("Location", target),))
        state = self.states[bisect_right([one.begins for one in self.states], at) - 1]
        answer = StaticFolder(state.root).answer(path, {})
        headers = tuple(answer.headers.items())
        return Reply(answer.status, answer.body, answer.content_type, headers)


@dataclass(frozen=True, slots=True)
class StateBuilder:
    """Builds states of one site with one program below `folder`."""

    program: Program
    folder: Path

    def build(
        self, name: str, begins: datetime, theme: Theme, site: KnownSite, *, nameless: bool = False
    ) -> State:
        """Return the state of a site; `nameless`: its template shows no authors."""
        place = self.folder / name
        place.mkdir(parents=True)
        for page in self.program.build(theme, site, place):
            html = with_remarks(page.file.read_text("utf-8"), page.story.remarks, theme.label)
            page.file.write_text(html, "utf-8")
        root = place / _BUILT
        if nameless:
            _take_names(root, {story.author for story in site.stories})
        return State(begins=begins, root=root)


def without(site: KnownSite, stories: Sequence[KnownStory]) -> KnownSite:
    """Return the site without some of its stories."""
    return replace(site, stories=tuple(story for story in site.stories if story not in stories))


def with_edits(site: KnownSite, edits: Mapping[KnownStory, KnownStory]) -> KnownSite:
    """Return the site with some stories instead of others."""
    return replace(site, stories=tuple(edits.get(story, story) for story in site.stories))


def edited(story: KnownStory) -> KnownStory:
    """Return the story with a paragraph more, which tells of the edit."""
    return replace(
        story, pieces=(*story.pieces, ("p", f"Correction {story.number}: 7,340 people came, not 3,740."))
    )


def with_wall(html: str, story: KnownStory) -> str:
    """Return a page of a story with nothing but its first paragraph before an offer, marked as publishers do.

    A story of one paragraph stays as it is. The mark is that of
    https://developers.google.com/search/docs/appearance/structured-data/paywalled-content.
    """
    shown, *behind = [words for kind, words in story.pieces if kind == "p"] or [""]
    others = {letters_only(words) for kind, words in story.pieces if kind != "p"}
    hidden = {letters_only(words) for words in behind} | others
    tree = lxml.html.document_fromstring(html)
    found = [one for one in tree.iter("p", "li", "h2", "h3", "blockquote") if _letters_of(one) in hidden]
    first = next((one for one in tree.iter("p") if _letters_of(one) == letters_only(shown)), None)
    if not behind or first is None:
        return html
    for element in found:
        if element is not first and element.getparent() is not None:
            element.drop_tree()
    offer = '<div class="paywall"><p>Subscribe to read on.</p><a href="/subscribe.html">Subscribe</a></div>'
    first.addnext(lxml.html.fragment_fromstring(offer))
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "isAccessibleForFree": False,
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"},
    }
    script = lxml.html.fragment_fromstring('<script type="application/ld+json"></script>')
    script.text = json.dumps(stated)
    (tree if tree.head is None else tree.head).append(script)
    return str(lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _letters_of(element: lxml.html.HtmlElement) -> str:
    return letters_only("".join(element.itertext()))


def _take_names(root: Path, names: set[str]) -> None:
    """Take the names out of pages and feeds."""
    for file in (*root.rglob("*.html"), *root.rglob("*.xml")):
        html = file.read_text("utf-8")
        for name in names:
            html = html.replace(name, "")
        file.write_text(html, "utf-8")
