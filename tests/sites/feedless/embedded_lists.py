"""Feedless sites whose lists stand in the page's own text: props of an island, a quoted state, attributes."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell, tracking
from tests.sites.feedless.script_state import MENU, compact
from tests.sites.feedless.simulated import Feedless, start
from tests.sites.stories import Story


def astro_island() -> Feedless:
    """Astro: the list is in the props of an island that is drawn in the browser only."""
    site = start(
        "astro",
        "state",
        "pt",
        28,
        title="Folha de Porto Novo",
        host="www.folhaportonovo.example",
        layout="ld",
        address=lambda story: f"/noticia/{slugged(story)}-{serial(story, 410)}/",
    )
    rows = [
        [
            0,
            {
                "title": [0, story.title],
                "url": [0, site.path(story)],
                "summary": [0, story.teaser],
                "date": [3, story.published.isoformat(timespec="milliseconds").replace("+00:00", "Z")],
                "tags": [1, [[0, "cidade"], [0, "obras"]]],
            },
        ]
        for story in site.stories
    ]
    props = escape(
        json.dumps({"heading": [0, "Últimas"], "items": [1, rows]}, ensure_ascii=False), quote=True
    )
    island = (
        f'<astro-island uid="Z1kq" component-url="/_astro/Feed.Bx1.js" component-export="default" '
        f'props="{props}" ssr '
        'client="only" renderer-url="/_astro/client.js" opts="{&quot;name&quot;:&quot;Feed&quot;}">'
        "</astro-island>"
    )
    site.page("/", shell("Folha de Porto Novo", f"{navigation(MENU)}<main>{island}</main>", language="pt"))
    site.read("/")
    return site


def parsed_string() -> Feedless:
    """A portal whose `__INITIAL_STATE__` is JSON.parse of a string; ids make the addresses."""
    site = start(
        "initialstate",
        "state",
        "zh",
        40,
        title="青河新闻",
        host="www.qinghenews.example",
        address=lambda story: f"/p/{serial(story, 2210877)}.html",
    )
    rows = [
        {
            "postId": serial(story, 2210877),
            "title": story.title,
            "pubTime": millis(story),
            "type": 0,
            "link": f"//www.qinghenews.example/p/{serial(story, 2210877)}.html",
            "summary": story.teaser[:30],
        }
        for story in site.stories
    ]
    words = [
        {"id": n, "title": word, "link": f"/search?q={n}"}
        for n, word in enumerate(("供暖", "公交", "医保", "天气"))
    ]
    state = {
        "user": None,
        "home": {"feed": {"list": rows, "hasMore": False}, "hotWords": words},
        "route": {"path": "/"},
    }
    text = compact(compact(state)).replace("/", "\\u002F")
    foot = f"<script>window.__INITIAL_STATE__=JSON.parse({text});(function(){{var s;}})()</script>"
    site.script(
        "/assets/home.77aa.js",
        bundle("t.go=function(e){location.href=`/p/${e.postId}.html`}", seed=site.name),
    )
    empty_shell(site, "青河新闻", "/assets/home.77aa.js", root=f"<div id='root'></div>{foot}")
    site.read("/")
    return site


def attributes() -> Feedless:
    """A municipal site: one list in a data attribute, and cards that carry their own JSON."""
    site = start(
        "attributes",
        "state",
        "de",
        26,
        title="Stadt Kaltwasser",
        host="www.kaltwasser.example",
        layout="line",
        address=lambda story: f"/rathaus/aktuelles/meldung-{serial(story, 2280)}.php",
    )

    def told(story: Story) -> dict[str, Any]:
        path = site.path(story)
        return {
            "headline": story.title,
            "target": path,
            "stamp": f"{local(story):%d.%m.%Y %H:%M}",
            "teaser": story.teaser,
        }

    first = escape(json.dumps([told(story) for story in site.stories[:14]], ensure_ascii=False), quote=True)
    cards = "".join(
        (
            f'<news-card data-item="{escape(json.dumps(told(story), ensure_ascii=False), quote=True)}">'
            f"</news-card>"
        )
        for story in site.stories[14:]
    )
    slider = escape(
        json.dumps([{"img": f"/bild{n}.jpg", "caption": f"Bild {n}", "link": "#"} for n in range(8)]),
        quote=True,
    )
    inner = (
        f'{navigation(MENU)}<div data-slider="{slider}"></div><div id="news" data-list="{first}"></div>'
        f"<section>{cards}</section>{hot_words('de')}{tracking()}"
    )
    site.page("/", shell("Stadt Kaltwasser", inner, language="de"))
    site.read("/")
    return site


BUILDERS = (astro_island, parsed_string, attributes)
