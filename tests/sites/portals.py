"""English sites without feeds: a portal, and one all of scripts that needs a browser."""

from __future__ import annotations

import json

from tests.sites.building import XML, Look, Site, headlines, links, paged, urlset
from tests.sites.stories import Story, stories


def portal(count: int = 56) -> Site:
    """A portal without feeds: slugs with numbers; galleries, videos and amp alike but for the folder."""
    home = "http://www.thedispatch.example/"
    sections = ("politics", "money", "health", "weather")
    menu = [(f"{home}news/{name}", name.title()) for name in sections] + [
        (f"{home}gallery", "Pictures"),
        (f"{home}video", "Video"),
    ]
    look = Look(title="The Dispatch", language="en", menu=menu, footer=[(f"{home}contact-us", "Contact us")])
    site = Site("portal-en", home)
    items: dict[str, list[tuple[str, Story]]] = {name: [] for name in sections}
    for story in stories(site.name, "en", count):
        name = sections[story.number % 4]
        number = 5_120_331 + 13 * story.number
        url = f"{home}news/{name}/{story.slug}-{number}"
        twin = f"{home}amp/{name}/{story.slug}-{number}"
        site.article(url, look.story(story, extra=f"<a href='{twin}'>AMP</a>"))
        site.put(twin, look.story(story))
        items[name].append((url, story))
    media = [
        (
            f"{home}{kind}/{name}/the-best-{kind}-moments-of-the-week-{5_220_000 + n}",
            f"The best {kind} moments of week {n}",
        )
        for kind in ("gallery", "video")
        for n, name in enumerate(sections)
    ]
    for url, name in media:
        site.put(
            url,
            look.page(
                name,
                f"<h1>{name}</h1>"
                + "<figure><img src='/i.jpg'><figcaption>A picture.</figcaption></figure>" * 8,
            ),
        )
    for name in sections:
        parts = paged(items[name], 7)
        for number, part in enumerate(parts, 1):
            here = f"{home}news/{name}" + (f"?page={number}" if number > 1 else "")
            pager = "".join(
                f"<a href='?page={other}'>{other}</a>"
                for other in range(1, len(parts) + 1)
                if other != number
            )
            site.put(here, look.page(name, headlines(part, teasers=True) + f"<div>{pager}</div>"))
    site.put(home, look.page("", "".join(headlines(items[name][:4]) for name in sections) + links(media)))
    for kind in ("gallery", "video"):
        site.put(f"{home}{kind}", look.page(kind, links(pair for pair in media if f"/{kind}/" in pair[0])))
    return site


def scripted(count: int = 24) -> Site:
    """A site all of scripts: every page an empty shell, its stories in JSON; only the sitemap names them."""
    home = "http://app.harbourlight.example/"
    site = Site("app-js", home, browser=True)
    script = (
        "fetch('/api'+location.pathname).then(a=>a.json()).then(s=>{document.title=s.title;"
        "document.getElementById('root').innerHTML='<article><h1>'+s.title+'</h1>'+"
        "s.paragraphs.map(p=>'<p>'+p+'</p>').join('')+'</article>'})"
    )
    shell = (
        "<!DOCTYPE html><html lang='en'><head><title>Harbour Light</title></head>"
        f"<body><div id='root'></div><script>{script}</script></body></html>"
    )
    items: list[tuple[str, Story]] = []
    for story in stories(site.name, "en", count):
        path = f"stories/{story.slug}-{40_100 + story.number}"
        items.append((site.article(f"{home}{path}", shell), story))
        site.put(
            f"{home}api/{path}",
            json.dumps({"title": story.title, "paragraphs": story.paragraphs}),
            "application/json",
        )
    site.put(home, shell)
    site.put(f"{home}sitemap.xml", urlset(items, news=True), XML)
    return site
