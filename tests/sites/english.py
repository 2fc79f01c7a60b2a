"""English sites: a wire service, a local paper, a magazine, a press office."""

from __future__ import annotations

import json
import re

from tests.sites.building import JSON, XML, Look, Site, headlines, links, paged, rss, sitemap_index, urlset
from tests.sites.stories import Story, stories

LETTERS = "bcdfghjklmnpqrstvwxz"


def wire(count: int = 60) -> Site:
    """A wire service: a page lists feeds by desk, robots.txt a news sitemap; identifiers as addresses."""
    home = "http://www.northwire.example/"
    desks = ("world", "business", "science")
    menu = [(f"{home}hub/{desk}", desk.title()) for desk in desks] + [
        (f"{home}rss", "RSS"),
        (f"{home}live", "Live"),
    ]
    look = Look(
        title="Northwire", language="en", menu=menu, footer=[(f"{home}terms-of-use-and-privacy", "Terms")]
    )
    site = Site("wire-en", home)
    items: list[tuple[str, Story]] = []
    for story in stories(site.name, "en", count, hours=2):
        code = "".join(LETTERS[(story.number * 7 + step * step) % 20] for step in range(6))
        url = f"{home}article/{code}{83 + story.number}{code[::-1][:4]}{story.number % 7}"
        site.article(url, look.story(story))
        items.append((url, story))
    feeds = []
    for place, desk in enumerate(desks):
        own = items[place::3]
        feeds.append((site.put(f"{home}rss/{desk}.xml", rss(desk, own[:15]), XML), f"{desk.title()} feed"))
        topics = [(f"{home}topic/{desk}-and-the-people-behind-it-{n}", f"Topic {n}") for n in range(3)]
        for url, name in topics:
            site.put(url, look.page(name, headlines(own[:12], teasers=True)))
        site.put(f"{home}hub/{desk}", look.page(desk, headlines(own[:10], teasers=True) + links(topics)))
    site.put(f"{home}rss", look.page("RSS", "<h1>Our feeds</h1>" + links(feeds)))
    site.put(home, look.page("", headlines(items[:20])))
    site.put(f"{home}sitemaps/news.xml", urlset(items, news=True), XML)
    site.put(
        f"{home}robots.txt",
        f"User-agent: *\nDisallow: /search\nSitemap: {home}sitemaps/news.xml\n",
        "text/plain",
    )
    return site


def local_paper(count: int = 50) -> Site:
    """A local paper on WordPress: feed, comments feed, sitemaps of posts, pages, tags; month archives."""
    home = "http://www.eastfellecho.example/"
    menu = [(f"{home}category/{name}/", name.title()) for name in ("news", "sport", "letters")]
    head = (
        f"<link rel='alternate' type='application/rss+xml' href='{home}feed/'>"
        f"<link rel='alternate' type='application/rss+xml' title='Comments' href='{home}comments/feed/'>"
    )
    months = [(f"{home}2026/{month:02}/", f"{month:02}/2026") for month in (9, 10, 11)]
    look = Look(
        title="Eastfell Echo",
        language="en-GB",
        menu=menu,
        head=head,
        footer=[(f"{home}about-us/", "About us"), *months],
    )
    site = Site("local-en", home)
    items: list[tuple[str, Story]] = []
    for story in stories(site.name, "en", count, hours=8):
        url = f"{home}{story.published:%Y/%m/%d}/{story.slug}/"
        tags = [(f"{home}tag/{word}/", word) for word in story.slug.split("-")[-2:]]
        extra = links(tags) + f"<a href='{url}?replytocom=12' rel='nofollow'>Reply</a>"
        site.article(url, look.story(story, extra=extra))
        items.append((url, story))
        for tag, name in tags:
            site.put(tag, look.page(name, headlines([(url, story)], teasers=True)))
    for number, part in enumerate(paged(items, 10), 1):
        site.put(
            f"{home}page/{number}/" if number > 1 else home,
            look.page(
                "",
                headlines(part, teasers=True)
                + f"<a class='next' href='{home}page/{number + 1}/'>Older posts</a>",
            ),
        )
    for place, (url, name) in enumerate([*menu, *months]):
        site.put(url, look.page(name, headlines(items[place::3][:8], teasers=True)))
    site.put(
        f"{home}about-us/",
        look.page("About us", "<h1>About us</h1><p>The Echo has told Eastfell its own news since 1888.</p>"),
    )
    site.put(f"{home}feed/", rss("Eastfell Echo", items[:10]), XML)
    site.put(
        f"{home}comments/feed/",
        rss("Comments", [(f"{url}#comment-7", story) for url, story in items[:5]]),
        XML,
    )
    names: dict[str, list[tuple[str, Story | None]]] = {
        "posts-post-1": [*items],
        "posts-page-1": [(f"{home}about-us/", None)],
        "taxonomies-post_tag-1": [(f"{home}tag/hall/", None)],
    }
    for name, entries in names.items():
        site.put(f"{home}wp-sitemap-{name}.xml", urlset(entries), XML)
    site.put(
        f"{home}wp-sitemap.xml",
        sitemap_index([(f"{home}wp-sitemap-{name}.xml", None) for name in names]),
        XML,
    )
    site.put(
        f"{home}robots.txt",
        f"User-agent: *\nDisallow: /wp-admin/\nCrawl-delay: 0.1\nSitemap: {home}wp-sitemap.xml\n",
        "text/plain",
    )
    return site


def magazine(count: int = 40) -> Site:
    """A magazine whose articles stand at the root by their headlines, beside its pages; categories go on."""
    home = "http://saltandstone.example/"
    kinds = ("essays", "travel", "food")
    menu = [(f"{home}category/{kind}/", kind.title()) for kind in kinds]
    pages = [
        (f"{home}about-us/", "About"),
        (f"{home}write-for-us/", "Write for us"),
        (f"{home}terms-and-conditions-of-use/", "Terms"),
    ]
    head = "<link rel='alternate' type='application/atom+xml' href='/atom.xml'>"
    look = Look(title="Salt &amp; Stone", language="en", menu=menu, footer=pages, head=head)
    site = Site("magazine-en", home)
    items: list[tuple[str, Story]] = []
    for story in stories(site.name, "en", count, hours=30):
        url = f"{home}{story.slug}/"
        site.article(url, look.story(story))
        items.append((url, story))
    for place, kind in enumerate(kinds):
        own = items[place::3]
        parts = paged(own, 5)
        for number, part in enumerate(parts, 1):
            here = f"{home}category/{kind}/" + (f"page/{number}/" if number > 1 else "")
            following = (
                f"<link rel='next' href='{home}category/{kind}/page/{number + 1}/'>"
                if number < len(parts)
                else ""
            )
            site.put(here, look.page(kind, headlines(part, teasers=True), head=following))
    issues = [(f"{home}issue-{number}/", f"Issue {number}") for number in range(1, 6)]
    for url, name in issues:
        site.put(url, look.page(name, headlines(items[:6], teasers=True)))
    site.put(home, look.page("", headlines(items[:12], teasers=True) + links(issues)))
    for url, name in pages:
        site.put(
            url,
            look.page(
                name, f"<h1>{name}</h1><p>We pay for every piece, within a month of its appearance.</p>"
            ),
        )
    entries = "".join(
        f"<entry><title>{s.title}</title><link href='{u}'/>"
        f"<published>{s.published.isoformat()}</published></entry>"
        for u, s in items[:8]
    )
    site.put(
        f"{home}atom.xml", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{entries}</feed>", XML
    )
    return site


def press_office(count: int = 42) -> Site:
    """A ministry's press office: a JSON feed, lists with ?page=, a calendar without end, documents."""
    home = "http://press.fisheries.example/"
    menu = [
        (f"{home}news", "News"),
        (f"{home}speeches", "Speeches"),
        (f"{home}events/2026/11", "Calendar"),
        (f"{home}documents", "Documents"),
    ]
    head = f"<link rel='alternate' type='application/feed+json' href='{home}feed.json'>"
    look = Look(title="Ministry of Fisheries", language="en", menu=menu, head=head, body="main")
    site = Site("gov-en", home)
    items: dict[str, list[tuple[str, Story]]] = {"news": [], "speeches": []}
    for story in stories(site.name, "en", count, hours=20):
        kind = "speeches" if story.number % 3 == 0 else "news"
        url = f"{home}{kind}/{story.published:%Y-%m-%d}-{story.slug}"
        site.article(url, look.story(story))
        items[kind].append((url, story))
    for kind, own in items.items():
        parts = paged(own, 7)
        for number, part in enumerate(parts, 1):
            here = f"{home}{kind}" + (f"?page={number}" if number > 1 else "")
            following = f"<a href='{home}{kind}?page={number + 1}'>Next ›</a>" if number < len(parts) else ""
            site.put(here, look.page(kind, headlines(part, teasers=True) + following))
    site.put(home, look.page("", headlines([*items["news"][:5], *items["speeches"][:3]])))
    site.put(
        f"{home}documents",
        look.page(
            "Documents",
            links([(f"{home}files/report-{n}.pdf", f"Report number {n} of the ministry") for n in range(9)]),
        ),
    )
    newest = sorted([*items["news"], *items["speeches"]], key=lambda pair: pair[1].number)[:10]
    feed = [
        {"id": u, "url": u, "title": s.title, "date_published": s.published.isoformat()} for u, s in newest
    ]
    site.put(
        f"{home}feed.json",
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": feed}),
        JSON,
    )
    site.endless = lambda url: _events(look, home, url)
    return site


def _events(look: Look, home: str, url: str) -> str | None:
    month = re.fullmatch(rf"{re.escape(home)}events/(\d+)/(\d+)", url)
    if month is None:
        return None
    year, number = int(month[1]), int(month[2])
    around = [
        (f"{home}events/{year}/{number + 1:02}", "Next month"),
        (f"{home}events/{year + 1}/{number:02}", "Next year"),
    ]
    return look.page("Calendar", links(around))
