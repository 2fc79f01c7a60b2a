"""A German magazine with a full sitemap, and a Spanish daily whose feed marks its links."""

from __future__ import annotations

from tests.sites.building import XML, Look, Site, headlines, links, paged, rss, sitemap_index, urlset
from tests.sites.stories import Story, stories


def magazine(count: int = 48) -> Site:
    """No feed; sitemaps by month that name articles, topics and sections alike; lists on seite-2.html."""
    home = "http://www.der-leuchtturm.example/"
    sections = ("politik", "kultur", "wissen")
    menu = [(f"{home}{name}/", name.title()) for name in sections]
    look = Look(
        title="Der Leuchtturm", language="de", menu=menu, footer=[(f"{home}impressum.html", "Impressum")]
    )
    site = Site("magazine-de", home)
    items: dict[str, list[tuple[str, Story]]] = {name: [] for name in sections}
    months: dict[str, list[tuple[str, Story | None]]] = {}
    for story in stories(site.name, "de", count, hours=24):
        name = sections[story.number % 3]
        url = f"{home}{name}/{story.slug}-a-{61_204 + 7 * story.number}.html"
        site.article(url, look.story(story))
        items[name].append((url, story))
        months.setdefault(f"{story.published:%Y-%m}", []).append((url, story))
    topics = [(f"{home}thema/{word}/", word.title()) for word in ("haefen", "schulen", "verkehr")]
    for url, name in topics:
        site.put(url, look.page(name, headlines(items["politik"][:8], teasers=True)))
    for name in sections:
        for number, part in enumerate(paged(items[name], 6), 1):
            here = f"{home}{name}/" + (f"seite-{number}.html" if number > 1 else "")
            site.put(
                here,
                look.page(
                    name,
                    headlines(part, teasers=True)
                    + f"<a href='{home}{name}/seite-{number + 1}.html'>Weiter</a>",
                ),
            )
    site.put(home, look.page("", "".join(headlines(items[name][:5]) for name in sections) + links(topics)))
    months[min(months)] += [(url, None) for url, _ in (*menu, *topics)]
    for month, entries in months.items():
        site.put(f"{home}sitemap-{month}.xml", urlset(entries), XML)
    site.put(
        f"{home}sitemaps.xml",
        sitemap_index([(f"{home}sitemap-{month}.xml", f"{month}-28") for month in months]),
        XML,
    )
    site.put(f"{home}robots.txt", f"User-agent: *\nAllow: /\nsitemap: {home}sitemaps.xml\n", "text/plain")
    return site


def daily(count: int = 45) -> Site:
    """A feed at a usual address that nobody links to, its links marked; sections, opinion, galleries."""
    home = "http://www.eldiariodelarribera.example/"
    sections = ("local", "economia", "cultura")
    menu = [(f"{home}{name}/", name.title()) for name in sections]
    look = Look(
        title="El Diario de la Ribera",
        language="es",
        menu=menu,
        footer=[(f"{home}aviso-legal.html", "Aviso legal")],
    )
    site = Site("daily-es", home)
    items: dict[str, list[tuple[str, Story]]] = {name: [] for name in sections}
    newest: list[tuple[str, Story]] = []
    for story in stories(site.name, "es", count):
        name = sections[story.number % 3]
        url = f"{home}{name}/{story.published:%Y/%m/%d}/{story.slug}.html"
        site.article(url, look.story(story))
        items[name].append((url, story))
        newest.append((f"{url}?utm_source=rss&utm_medium=feed", story))
    for name in sections:
        parts = paged(items[name], 8)
        for number, part in enumerate(parts, 1):
            here = f"{home}{name}/" + (f"{number}/" if number > 1 else "")
            pager = "".join(
                f"<a href='{home}{name}/{other}/'>{other}</a>"
                for other in range(2, len(parts) + 1)
                if other != number
            )
            site.put(here, look.page(name, headlines(part, teasers=True) + f"<div>{pager}</div>"))
    tags = [(f"{home}etiquetas/{word}/", word) for word in ("puerto", "obras", "vecinos", "tranvia")]
    for url, name in tags:
        site.put(url, look.page(name, headlines(items["local"][:8], teasers=True)))
    site.put(home, look.page("", "".join(headlines(items[name][:6]) for name in sections) + links(tags)))
    site.put(f"{home}rss.xml", rss("El Diario", newest[:20]), XML)
    return site
