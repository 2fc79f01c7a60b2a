"""Finds the addresses of the articles in lists of data that name none, or relative ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from newsarchive.discovery.documents import Link, distinct_links
from newsarchive.discovery.lists.address_templates import holes_of, learned_templates
from newsarchive.discovery.lists.article_arrays import ArticleArray, identifying_members, object_arrays
from newsarchive.discovery.lists.list_documents import ListData
from newsarchive.discovery.lists.list_reading import found_arrays
from newsarchive.discovery.lists.object_members import members_of
from newsarchive.discovery.lists.scripted_templates import detail_pages, fitted_templates, templates_below
from newsarchive.discovery.lists.shown_templates import shown_templates
from newsarchive.discovery.urls.canonical_urls import canonical_key, same_site
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD, Anchor, score_anchor
from newsarchive.discovery.urls.url_shapes import shape_of, template_of
from newsarchive.listings.list_kind import DataList
from newsarchive.survey.requests import Asker
from newsarchive.survey.scripts_read import script_text
from newsarchive.survey.site_evidence import Survey
from newsarchive.text.letters import letters_only

_MOST_TEMPLATES_TRIED = 4


@dataclass(slots=True)
class ArticleAddresses:
    """Makes addresses of the members of objects; remembers what scripts and pages say of them.

    `templates` are those of scripts, `attributes` those of the front page's boxes. `shown` are the links of
    pages as a browser showed them, `shown_links` those with their texts.
    """

    asker: Asker
    survey: Survey
    templates: list[str] = field(default_factory=list)
    attributes: tuple[tuple[str, str], ...] = ()
    shown: list[str] = field(default_factory=list)
    shown_links: list[tuple[str, str]] = field(default_factory=list)
    pages: set[Any] = field(default_factory=set)

    async def instead(
        self, data: ListData, base: str, links: tuple[Link, ...]
    ) -> tuple[str | None, list[ArticleArray]]:
        """Return a template, and the arrays with it, for a list whose own addresses are no pages.

        Interfaces name the addresses of their own objects: Hydra's `@id`, HAL's `_links.self.href`.
        """
        return await self.templated(data, base) if await self._is_no_page(links[0]) else (None, [])

    async def lead_nowhere(self, links: tuple[Link, ...]) -> bool:
        """Say whether neither of two addresses of a list is a page."""
        told = [links[0], links[len(links) // 2]]
        return len(links) > 1 and all([await self._is_no_page(one) for one in told])

    async def _is_no_page(self, link: Link) -> bool:
        """Say whether an address is missing, or data; one that looks like an article's is believed."""
        if score_anchor(Anchor(link.url, "")) >= ARTICLE_THRESHOLD:
            return False
        shape = shape_of(link.url)
        template = shape and template_of(shape)
        if template in self.pages or self._is_shown(link.url):
            return False
        answered = self.asker.answered(link.url)
        if answered is None and self.asker.may_ask(link.url):
            answered = await self.asker.get(link.url)
        if answered is None:
            return self.asker.has_failed(link.url)
        is_data = "json" in (answered.content_type or "") or answered.body.lstrip()[:1] in {b"{", b"["}
        if answered.problem is None and not is_data:
            self.pages.add(template)
            return False
        return True

    def _is_shown(self, url: str) -> bool:
        """Say whether a page of the site links to an address."""
        key = canonical_key(url)
        shown = [anchor.url for anchor in self.survey.front.anchors]
        shown += [link.url for place in self.survey.places if place.kind == "section" for link in place.links]
        return any(canonical_key(one) == key for one in (*shown, *self.shown))

    async def templated(self, data: ListData, base: str) -> tuple[str | None, list[ArticleArray]]:
        """Return a template that makes addresses of the objects of an array, and the arrays with it."""
        known = [link.url for place in self.survey.places for link in place.links]
        known += [
            anchor.url for anchor in self.survey.front.anchors if same_site(anchor.url, self.survey.home)
        ]
        known += self.shown
        for items in object_arrays([data.value, data.spare]) if self.shown_links else ():
            for template in shown_templates(items, self.shown_links)[:1]:
                arrays = found_arrays(data, base, [template])
                if arrays:
                    return template, arrays
        for items in object_arrays([data.value, data.spare]):
            for template in learned_templates(items, known)[:1]:
                arrays = found_arrays(data, base, [template])
                if arrays:
                    return template, arrays
        for items in object_arrays([data.value, data.spare])[:4]:
            fitting = fitted_templates(self.templates, members_of(items[0]), identifying_members(items))
            likely = [one for one in fitting if found_arrays(data, base, [one])]
            chosen = await self._tried_templates(likely[:_MOST_TEMPLATES_TRIED], data, base)
            if chosen is None:
                below = templates_below(detail_pages(self.attributes, self.survey.home), items)
                likely = [one for one in below if found_arrays(data, base, [one])]
                chosen = await self._tried_templates(likely[:_MOST_TEMPLATES_TRIED], data, base, sure=True)
            if chosen is not None:
                return chosen, found_arrays(data, base, [chosen])
        return None, []

    async def _tried_templates(
        self, templates: Sequence[str], data: ListData, base: str, *, sure: bool = False
    ) -> str | None:
        """Return the template whose address is a page, at best one that has the article's headline.

        `sure`: one that has it, or none.
        """
        answering: str | None = None
        for template in templates:
            link = found_arrays(data, base, [template])[0].links[0]
            if self.asker.has_failed(link.url):
                continue
            if not self.asker.may_ask(link.url):
                return template
            answered = await self.asker.get(link.url)
            if answered.problem is not None:
                continue
            text = await self.asker.read(script_text, answered, "")
            if link.title and letters_only(link.title) in letters_only(text):
                return template
            answering = answering or template
        return None if sure else answering

    async def with_addresses(
        self, table: DataList, arrays: list[ArticleArray], links: tuple[Link, ...]
    ) -> tuple[DataList, list[ArticleArray], tuple[Link, ...]]:
        """Return the list with addresses that are pages: relative ones may count from anywhere.

        Scripts say what they put before a relative address (`"/news/" + item.link`), and boxes of lists
        below which page their articles stand. From the root (`/2026/11/a-slug`) that is rare: then only a
        page that has the headline is believed.
        """
        member = arrays[0].names.link if arrays else None
        if member is None or table.template is not None:
            return table, arrays, links
        members = members_of(arrays[0].items[0])
        written = members.get(member, "")
        from_root = written.startswith("/")
        pages = detail_pages(self.attributes, self.survey.home)
        put_before = [one for one in self.templates if one.endswith("}") and one.count("{") == 1]
        is_open = pages or any(not one.partition("{")[0].endswith("/") for one in put_before)
        if (
            not written
            or "//" in written
            or (from_root and (not is_open or table.articles is None))
            or not await self._is_missing(links[0].url)
        ):
            return table, arrays, links
        if from_root:
            return await self._below_pages(table, arrays, links, member, [*put_before, *pages])
        ending = [one for one in self.templates if one.endswith("}") and one.count("{") == 1]
        for template in fitted_templates(ending, members, ())[:_MOST_TEMPLATES_TRIED]:
            if holes_of(template) != [member]:
                continue
            base = template[: template.index("{")]
            moved = [replace(array, base=base) for array in arrays]
            found = distinct_links([link for array in moved for link in array.links])
            if found and self.asker.may_ask(found[0].url):
                answered = await self.asker.get(found[0].url)
                if answered.problem is None:
                    return table.model_copy(update={"base": base}), moved, found
        return table, arrays, links

    async def _is_missing(self, url: str) -> bool:
        """Say whether an address has been asked for, now or before, and was no page."""
        if self.asker.may_ask(url):
            await self.asker.get(url)
        return self.asker.has_failed(url)

    async def _below_pages(
        self,
        table: DataList,
        arrays: list[ArticleArray],
        links: tuple[Link, ...],
        member: str,
        before: Sequence[str],
    ) -> tuple[DataList, list[ArticleArray], tuple[Link, ...]]:
        """Return the list with addresses below what scripts or boxes put before them, if they are pages."""
        begun = dict.fromkeys(one.partition("{")[0] for one in before)
        for begin in list(begun)[:_MOST_TEMPLATES_TRIED]:
            template = f"{begin.rstrip('/')}{{{member}}}"
            moved = [replace(array, template=template) for array in arrays]
            found = distinct_links([link for array in moved for link in array.links])
            if not found or not self.asker.may_ask(found[0].url):
                continue
            answered = await self.asker.get(found[0].url)
            text = "" if answered.problem else await self.asker.read(script_text, answered, "")
            if found[0].title and letters_only(found[0].title) in letters_only(text):
                return table.model_copy(update={"template": template, "link": None}), moved, found
        return table, arrays, links
