"""Recognises software whose sites answer their articles as data, by what its pages say of it.

WordPress (https://developer.wordpress.org/rest-api/reference/posts/), Ghost
(https://docs.ghost.org/content-api/posts), Drupal (https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module),
Discourse (https://docs.discourse.org), Substack and Halo (https://docs.halo.run).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.urls.canonical_urls import resolve
from newsarchive.text.entities import unescape
from newsarchive.text.extraction.script_values import json_at

_ATTRIBUTE = r"=\s*[\"']?([^\"'\s>]{1,500})"
_WORDPRESS_LINK = re.compile(
    rf"<link\b[^>]{{0,300}}rel=[\"']https://api\.w\.org/[\"'][^>]{{0,300}}href{_ATTRIBUTE}", re.IGNORECASE
)
_WORDPRESS = re.compile(r"/wp-(?:content|includes)/", re.IGNORECASE)
_GENERATOR = re.compile(
    r"<meta\b[^>]{0,100}name=[\"']?generator[\"']?[^>]{0,100}content=[\"']?\s*(\w+)", re.IGNORECASE
)
_GHOST_KEY = re.compile(r"data-key=\s*[\"']?([0-9a-f]{20,40})\b", re.IGNORECASE)
_GHOST_INTERFACE = re.compile(rf"data-api{_ATTRIBUTE}", re.IGNORECASE)
_GHOST_HOME = re.compile(rf"data-ghost{_ATTRIBUTE}", re.IGNORECASE)
_SUBSTACK = re.compile(r"substackcdn\.com/", re.IGNORECASE)
_A_PAGE = 50  # articles a request; the most is 100 of WordPress and of Ghost, 50 of Drupal


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """The list of articles of a site of known software, with the fields of `[[lists]]`."""

    software: str
    url: str
    articles: str
    title: str
    time: str
    next: str
    link: str | None = None
    template: str | None = None


_FUSION = re.compile(r"\bFusion\.(contentCache|globalContentConfig)\s*=\s*(?=\{)")
_FUSION_VALUE = re.compile(r"\bFusion\.(arcSite|contextPath)\s*=\s*[\"']([\w./-]{1,80})[\"']")
_MOST_FUSION = 8


def fusion_addresses(markup: str, home: str) -> list[str]:
    """Return where Arc's Fusion fetches the contents that a page of its shows; total.

    The page names its sources of content and what it asked them
    (https://dev.arcxp.com/content-sources/fusion/how-to-use-content-hooks/).
    """
    told = {found[1]: found[2] for found in _FUSION_VALUE.finditer(markup)}
    found: dict[str, None] = {}
    for place in _FUSION.finditer(markup):
        value, _ = json_at(markup, place.end())
        for source, query in _fusion_queries(place[1], value):
            root = urljoin(home, f"{told.get('contextPath', '/pf').rstrip('/')}/api/v3/content/fetch/")
            written = quote(json.dumps(query, ensure_ascii=False, separators=(",", ":")), safe="")
            site = f"&_website={told['arcSite']}" if "arcSite" in told else ""
            found[f"{root}{source}?query={written}{site}"] = None
    return list(found)[:_MOST_FUSION]


def _fusion_queries(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        return
    if name == "globalContentConfig":
        if re.fullmatch(r"[\w/.-]{1,80}", str(value.get("source"))) and isinstance(value.get("query"), dict):
            yield str(value["source"]), value["query"]
        return
    for source, asked in value.items():
        if re.fullmatch(r"[\w/.-]{1,80}", str(source)) and isinstance(asked, dict):
            queries = (json_or_none(str(text)) for text in asked)
            yield from ((str(source), query) for query in queries if isinstance(query, dict) and query)


_DRUPAL_VIEWS = re.compile(r"\"ajaxViews\"\s*:\s*(?=\{)")
_DRUPAL_PATH = re.compile(r"\"ajax_path\"\s*:\s*\"((?:[^\"\\]|\\/){1,200})\"")
_VIEW_FIELDS = ("view_name", "view_display_id", "view_args", "view_path", "view_dom_id", "pager_element")
_MOST_VIEWS = 4


def views_addresses(markup: str, home: str) -> list[str]:
    """Return where Drupal's views load their further pages, as the settings of a page name them; total.

    Core's `views.ajax` asks so (https://www.drupal.org/docs/8/core/modules/views); the pages count from 0.
    """
    path = _DRUPAL_PATH.search(markup)
    found: dict[str, None] = {}
    for place in islice(_DRUPAL_VIEWS.finditer(markup), 3):
        views, _ = json_at(markup, place.end())
        for view in views.values() if isinstance(views, dict) else ():
            if not isinstance(view, dict) or not re.fullmatch(r"\w{1,80}", str(view.get("view_name"))):
                continue
            asked = {name: str(view[name]) for name in _VIEW_FIELDS if view.get(name) not in (None, "")}
            root = resolve(home, path[1].replace("\\/", "/") if path else "/views/ajax")
            if root is not None:
                query = urlencode({**asked, "_wrapper_format": "drupal_ajax", "page": "0"})
                found[f"{root}?{query}"] = None
    return list(found)[:_MOST_VIEWS]


def known_lists(markup: str, home: str) -> list[KnownList]:
    """Return the lists that the software of a page has, by its markup; total."""
    head = markup[:500_000]
    software = {found[1].lower() for found in _GENERATOR.finditer(head)}
    found = [*_wordpress(head, home, software), *_ghost(head, home)]
    if "drupal" in software:
        found.append(_drupal(home))
    if "discourse" in software:
        found.append(_discourse(home))
    if "halo" in software:
        found.append(_halo(home))
    if _SUBSTACK.search(head):
        found.append(_substack(home))
    return found


def _wordpress(head: str, home: str, software: set[str]) -> Iterator[KnownList]:
    link = _WORDPRESS_LINK.search(head)
    if link is None and "wordpress" not in software and not _WORDPRESS.search(head):
        return
    root = resolve(home, unescape(link[1])) if link else urljoin(home, "/wp-json/")
    if root is None:
        return
    # Without pretty permalinks the interface is `/?rest_route=/`.
    mark = "&" if "?" in root else "?"
    url = f"{root.rstrip('/')}/wp/v2/posts{mark}per_page={_A_PAGE}&_fields=link,title,date_gmt,modified_gmt"
    yield KnownList(
        software="WordPress",
        url=url,
        articles="$[*]",
        link="link",
        title="title.rendered",
        time="date_gmt",
        next=f"{url}&page={{page}}",
    )


def _ghost(head: str, home: str) -> Iterator[KnownList]:
    key = _GHOST_KEY.search(head)
    if key is None or not (_GHOST_INTERFACE.search(head) or _GHOST_HOME.search(head)):
        return
    stated = _GHOST_INTERFACE.search(head)
    root = resolve(home, unescape(stated[1])) if stated else urljoin(home, "/ghost/api/content/")
    if root is None:
        return
    url = f"{root.rstrip('/')}/posts/?key={key[1]}&limit={_A_PAGE}&fields=title,url,published_at,updated_at"
    yield KnownList(
        software="Ghost",
        url=url,
        articles="$.posts[*]",
        link="url",
        title="title",
        time="published_at",
        next=f"{url}&page={{page}}",
    )


def _drupal(home: str) -> KnownList:
    return KnownList(
        software="Drupal",
        url=urljoin(home, f"/jsonapi/node/article?sort=-created&page[limit]={_A_PAGE}"),
        articles="$.data[*]",
        link="attributes.path.alias",
        title="attributes.title",
        time="attributes.created",
        next="$.links.next.href",
    )


def _discourse(home: str) -> KnownList:
    url = urljoin(home, "/latest.json?order=created")
    return KnownList(
        software="Discourse",
        url=f"{url}&page=0",
        articles="$.topic_list.topics[*]",
        template=urljoin(home, "/t/") + "{slug}/{id}",
        title="title",
        time="created_at",
        next=f"{url}&page={{page}}",
    )


def _halo(home: str) -> KnownList:
    url = urljoin(
        home, f"/apis/api.content.halo.run/v1alpha1/posts?size={_A_PAGE}&sort=spec.publishTime,desc"
    )
    return KnownList(
        software="Halo",
        url=url,
        articles="$.items[*]",
        link="status.permalink",
        title="spec.title",
        time="spec.publishTime",
        next=f"{url}&page={{page}}",
    )


def _substack(home: str) -> KnownList:
    url = urljoin(home, "/api/v1/archive?sort=new&limit=12")
    return KnownList(
        software="Substack",
        url=url,
        articles="$[*]",
        link="canonical_url",
        title="title",
        time="post_date",
        next=f"{url}&offset={{offset}}",
    )
