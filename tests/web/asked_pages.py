"""Every page there is, by its path, for tests that look at all of them.

Many tests look, each at something else: a page of the archive that is not to be changed is asked for once.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

import lxml.html
from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.filled_archive import FERRY, HOSTILE_URL, MIRROR

HEAT = "SELECT published_on, language, count(*) AS articles FROM current_articles GROUP BY 1, 2"


@cache
def answered(client: TestClient, path: str, language: str = "en") -> Response:
    """Return the answer to the path, as it was when it was first asked for."""
    client.cookies.clear()
    return client.get(path, headers={"Accept-Language": language})


@cache
def page_tree(client: TestClient, path: str) -> lxml.html.HtmlElement:
    """Return the page of `answered` as a tree, not to be changed."""
    return lxml.html.document_fromstring(answered(client, path).text)


@cache
def article_numbers(client: TestClient) -> dict[str, int]:
    """Return the number of each article by its URL."""
    articles = client.get("/api/v1/articles", params={"limit": 100}).json()["articles"]
    return {one["url"]: int(one["article_id"]) for one in articles}


@cache
def every_page(client: TestClient) -> tuple[str, ...]:
    """Return an address of each page, those of the edited, the mirror's and the hostile article included."""
    numbers = article_numbers(client)
    found = [
        *("/", "/search", "/sources", "/sql", "/search?q=%E8%BD%AE%E6%B8%A1", "/search?q=zebrafish"),
        *("/sources/newsroom", "/sources/hostile", "/search?as_of=2030-01-01&q=zebrafish"),
        f"/sql?sql={quote(HEAT)}",
        f"/sql?sql={quote('SELECT * FROM current_articles')}",
        *("/watches", "/watches/ferry", "/watches/hostile"),
        *(f"/why?url={quote(url, safe='')}" for url in (FERRY, HOSTILE_URL)),
    ]
    for url in (FERRY, MIRROR, HOSTILE_URL):
        article = f"/articles/{numbers[url]}"
        found += [article, f"{article}/changes", f"{article}/changes?view=side", f"{article}/page"]
        found.append(f"{article}/evidence")
    return tuple(found)


def odd_pages(client: TestClient) -> list[str]:
    """Return an address of each page that says what is wrong, or that there is nothing, and of a memento."""
    numbers = article_numbers(client)
    return [
        *("/nowhere", "/articles/999999", "/sources/nobody", "/search?since=yesterday", "/search?q=a+OR+b"),
        *("/search?q=nothingatall", "/sql?sql=DELETE+FROM+articles", "/sql?sql=SELECT+1+AS+n+WHERE+1=0"),
        *("/search?sort=relevance&q=%E7%9A%84", f"/articles/{numbers[FERRY]}/changes?before=1&after=1"),
        f"/memento/20301103090000/{FERRY}",
    ]
