"""What the fourth set of held-out sites has in common: what stands beside lists, and a script's code."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.sites.feedless.held_out_fourth_words import WIDER
from tests.sites.feedless.held_out_third import surrounded
from tests.sites.feedless.invention import POOLS, invented
from tests.sites.feedless.layouts import article_page, hot_words, navigation, shell, tracking
from tests.sites.feedless.running import TALL
from tests.sites.feedless.simulated import Feedless

assert POOLS.keys() >= WIDER.keys()


def around(site: Feedless, topics: Sequence[str], people: Sequence[str], deal: str) -> str:
    """Return what stands beside a list: topics, people, an advert, another house's stories, a vote, words."""
    side = surrounded(site, topics, people, deal)
    partner = f"http://www.{site.name}-partner.example"
    items = ""
    for story in invented(f"partner of {site.name}", site.language, 4):
        url = f"{partner}/story/{4410 - story.number}.html"
        text = article_page(
            story, "meta", title="Partner", charset=site.charset, menu=((partner, "Partner"),)
        )
        site.put(url, text)
        items += f"<li class='rec'><a rel='sponsored' href='{url}'>{escape(story.title)}</a></li>"
    for path in ("/api/vote", "/api/comment/add"):
        site.trap(path, {"code": 401, "msg": "login required"})
    vote = "<form class='vote' method='post' action='/api/vote'><button name='v' value='1'>+1</button></form>"
    return f"{side}<section class='recommend'><ul>{items}</ul></section>{vote}{hot_words(site.language)}"


def laid(
    site: Feedless,
    path: str,
    heading: str,
    inner: str,
    *,
    menu: Sequence[tuple[str, str]] = (),
    side: str = "",
    head: str = "",
    scripts: str = "",
) -> str:
    """Return the text of a page of the site, which is put at its path."""
    pairs = (*menu, ("/about.html", "···"), ("/contact.html", "@"))
    text = shell(
        heading,
        f"{navigation(pairs)}{inner}{side}{tracking()}",
        language=site.language,
        charset=site.charset,
        head=TALL + head,
        foot=scripts,
    )
    if path:
        site.page(path, text)
    return text


def leads(site: Feedless, count: int) -> str:
    """Return the newest stories as a front page shows them."""
    return "".join(
        f"<div class='top'><a href='{site.url(story).removeprefix(site.root)}'>"
        f"{escape(story.title)}</a></div>"
        for story in site.stories[:count]
    )


def mixed(text: str, *, start: int = 0x811C9DC5) -> str:
    """Return eight hexadecimal digits that sign a text of plain letters."""
    value = start
    for letter in text:
        value = ((value ^ ord(letter)) * 0x01000193) & 0xFFFFFFFF
    return f"{value:08x}"


MIXED = (
    "function mx(s){for(var h=0x811c9dc5,i=0;i<s.length;i++)h=Math.imul(h^s.charCodeAt(i),0x1000193)>>>0;"
    "return('0000000'+h.toString(16)).slice(-8)}"
)
