"""Asks a site for its articles and feeds, to know what it states of them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from benchmarks.sites.software import Running
from benchmarks.sites.truth import KnownArticle, feed_entries, known_article
from benchmarks.training.rendered_programs import BuildFailedError
from benchmarks.training.rendered_sites import states_story
from newsarchive.discovery.sections.front_page import read_front_page
from newsarchive.discovery.urls.canonical_urls import canonical_key

# What an address may have unescaped, whatever its script.
_KEPT = "/?=&%-._~!$'()*+,;:@"


def known_articles(running: Running) -> list[KnownArticle]:
    """Return what is known of each article; raises BuildFailedError where a page does not show its story."""
    home = running.site.answer(f"/{running.home}", {})
    front = read_front_page(home.body, f"http://{running.host}/{running.home}", home.content_type)
    entries = feed_entries(_feeds(running, front.feeds))
    found = []
    for story, page, language in zip(
        running.news.site.stories, running.pages, running.news.languages, strict=True
    ):
        target = quote(f"/{page}", safe=_KEPT)
        answer = running.site.answer(target, {})
        html = answer.body.decode("utf-8", "replace")
        if answer.status != 200 or not states_story(html, story):
            raise BuildFailedError(f"{target} does not show its story ({answer.status})")
        url = f"http://{running.host}{target}"
        found.append(known_article(url, story, language, html, entries.get(canonical_key(url), ())))
    return found


def _feeds(running: Running, addresses: tuple[str, ...]) -> Iterator[bytes]:
    before = f"http://{running.host}"
    for address in addresses:
        if address.startswith(f"{before}/"):
            yield running.site.answer(address.removeprefix(before), {}).body
