"""The third set's lists deliver: each site's script is done by hand here, over HTTP, from its home page."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.sites.feedless import third_set_sites
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.feedless.simulated import Feedless

THIRD = third_set_sites()


class Reader:
    """Asks a site as a browser does; knows nothing of it but its home page."""

    def __init__(self, home: str, charset: str, port: int) -> None:
        self.home, self.charset = home, charset
        proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{port}"})
        self.opener = urllib.request.build_opener(proxy)

    def get(self, url: str, body: bytes | None = None, kind: str = "") -> str:
        """Return the text at an address, which may be relative to the home page."""
        asked = urllib.request.Request(urljoin(self.home, url), body, {"Content-Type": kind} if kind else {})
        with self.opener.open(asked) as answer:
            told = answer.headers.get_content_charset() or self.charset
            return str(answer.read().decode(told))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with FeedlessServer(THIRD) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def found(pattern: str, text: str) -> str:
    """Return what the group of a pattern matches."""
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1]


def assigned(name: str, text: str) -> Any:
    """Return the JSON that a script assigns to a name."""
    return json.JSONDecoder().raw_decode(text[text.index(name) + len(name) :].lstrip(" ="))[0]


def epaper(reader: Reader) -> set[str]:
    page = urljoin(reader.home, found(r"URL=([^']+)'", reader.get("/")))
    told: set[str] = set()
    while page:
        text = reader.get(page)
        for board in re.findall(r"id=pageLink href=(\S+?)>", text):
            names = re.findall(r"<area [^>]*href='([^']+)'", reader.get(urljoin(page, board)))
            told |= {urljoin(page, name) for name in names}
        before = re.search(r"class=preart href=([^>]+)>", text)
        page = urljoin(page, before[1]) if before else ""
    return told


def egov(reader: Reader) -> set[str]:
    board = unescape(found(r"href='([^']*selectBoardList[^']*)'", reader.get("/")))
    text = reader.get(board)
    way = found(r"location\.href='([^']+)'\+id", text)
    action = found(r"action='([^']+)'", text)
    told: set[str] = set()
    for number in re.findall(r"fn_egov_link_page\((\d+)\)", text):
        page = reader.get(f"{action}?bbsId=BBSMSTR_0021&pageIndex={number}&searchCnd=0&searchWrd=")
        told |= {urljoin(reader.home, way + name) for name in re.findall(r"fn_egov_view\('(\d+)'\)", page)}
    return told


def months(reader: Reader) -> set[str]:
    page = urljoin(reader.home, found(r"href='(/houdou/)'", reader.get("/")))
    choices = [urljoin(page, name) for name in re.findall(r"value='(\./[^']+)'", reader.get(page))]
    return {
        urljoin(choice, name)
        for choice in choices
        for name in re.findall(r"<td><a href='([^']+\.html)'", reader.get(choice))
    }


def hidden(reader: Reader) -> set[str]:
    told: set[str] = set()
    seen, waiting = set(), ["/actualite/"]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        text = reader.get(page)
        paths = {b64decode(name).decode() for name in re.findall(r"data-obf='([^']+)'", text)}
        told |= {path for path in paths if re.search(r"-\d+\.html$", path) and "page-" not in path}
        told |= {*re.findall(r"<h2><a href='([^']+)'", text)}
        waiting += [path for path in paths if re.search(r"/page-\d+\.html$", path) and path not in seen]
    return {urljoin(reader.home, path) for path in told}


def tvxml(reader: Reader) -> set[str]:
    told: set[str] = set()
    for page in ("/news/", "/news/archive.html"):
        text = reader.get(page)
        way = found(r"href=\"(/news/detail/)'\+id", reader.get(found(r"src='(/news/js/[^']+)'", text)))
        listed = ElementTree.fromstring(reader.get(found(r"loadNews\('([^']+)'", text) + "?1795900000000"))
        told |= {urljoin(reader.home, f"{way}{news.findtext('id')}.html") for news in listed.iter("news")}
    return told


def remix(reader: Reader) -> set[str]:
    text, told = reader.get("/"), set()
    while True:
        loaded = assigned("window.__remixContext", text)["state"]["loaderData"]
        told |= {row["pfad"] for name, data in loaded.items() if name != "root" for row in data["artikel"]}
        more = re.search(r"action='([^']+)'.*?name='(\w+)' value='(\d+)'", text)
        if not more:
            return {urljoin(reader.home, path) for path in told}
        assert json.loads(reader.get(f"{more[1]}?{more[2]}={more[3]}&_data=routes%2Fneuste"))["artikel"]
        text = reader.get(f"{more[1]}?{more[2]}={more[3]}")


def fusion(reader: Reader) -> set[str]:
    text = reader.get("/")
    cache = assigned("Fusion.contentCache", text)["story-feed-query"]
    (query, kept), told = next(iter(cache.items())), set()
    data = kept["data"]
    while True:
        told |= {urljoin(reader.home, row["canonical_url"]) for row in data["content_elements"]}
        if "next" not in data:
            return told
        given = {"query": json.dumps({**json.loads(query), "feedOffset": data["next"]})}
        given |= {"d": found(r"deployment='(\d+)'", text), "_website": "ellitoral"}
        data = json.loads(reader.get(f"/pf/api/v3/content/fetch/story-feed-query?{urlencode(given)}"))


def persisted(reader: Reader) -> set[str]:
    script = reader.get(found(r"src='([^']+)'", reader.get("/")))
    api, digest = found(r'E="([^"]+)"', script), found(r'H="([^"]+)"', script)
    told: set[str] = set()
    while True:
        given = {
            "operationName": "LatestStories",
            "variables": json.dumps({"limit": 16, "skip": len(told)}),
            "extensions": json.dumps({"persistedQuery": {"version": 1, "sha256Hash": digest}}),
        }
        rows = json.loads(reader.get(f"{api}?{urlencode(given)}"))["data"]["latest"]["items"]
        if not rows:
            return told
        told |= {urljoin(reader.home, row["webUrl"]) for row in rows}


def starttime(reader: Reader) -> set[str]:
    text = reader.get(found(r"href='(/channel_\d+)'", reader.get("/")))
    state = json.loads(found(r"id='__NEXT_DATA__'[^>]*>(.*?)</script>", text))["props"]["pageProps"]
    script = reader.get(found(r"src='(/_next[^']+)'", text))
    api = found(r'baseURL:"([^"]+)"', script) + found(r'p\.post\("([^"]+)"', script)
    way, data = found(r"return`([^`$]+)\$\{e\.contId\}`", script), state["data"]
    told: set[str] = set()
    while True:
        told |= {urljoin(reader.home, f"{way}{row['contId']}") for row in data["list"]}
        if not data["hasNext"]:
            return told
        body = {"channelId": state["channelId"], "excludeContIds": [], "pageSize": 15}
        body["startTime"] = data["startTime"]
        data = json.loads(reader.get(api, json.dumps(body).encode(), "application/json"))["data"]


def pathparts(reader: Reader) -> set[str]:
    text = reader.get("/")
    script = reader.get(found(r"src='(/static/index[^']+)'", text))
    base, tail = found(r"h='([^']+)'", script), found(r"\.getTime\(\),'([^)]+?)'\)", script)
    data, told = assigned("allData", text), set()
    while True:
        told |= {urljoin(reader.home, row["url"]) for row in data["newsstream"]}
        if data.get("isEnd"):
            return told
        last = data["newsstream"][-1]
        moment = _epoch(last["newsTime"])
        answer = reader.get(f"{base}{last['id']}/{moment}{tail}?callback=getColumnInfoCallback")
        data = json.loads(found(r"^getColumnInfoCallback\((.*)\);$", answer))["data"]


def _epoch(moment: str) -> int:
    there = timezone(timedelta(hours=8))
    return int(datetime.strptime(moment, "%Y-%m-%d %H:%M:%S").replace(tzinfo=there).timestamp() * 1000)


def adminajax(reader: Reader) -> set[str]:
    text = reader.get("/")
    config = assigned("var loadmore_params", text)
    link = r"<h2 class='entry-title'><a href='([^']+)'"
    told, page = {*re.findall(link, text)}, int(config["current_page"])
    while page < int(config["max_page"]):
        body = urlencode({"action": "loadmore", "query": config["posts"], "page": page}).encode()
        told |= {*re.findall(link, reader.get(config["ajaxurl"], body, "application/x-www-form-urlencoded"))}
        page += 1
    return told


def datasource(reader: Reader) -> set[str]:
    told: set[str] = set()
    for path in re.findall(r"href='(/\w+/xwlb/index\.html)'", reader.get("/")):
        page = urljoin(reader.home, path)
        name = found(r"data='datasource:(\w+)'", reader.get(page))
        rows = json.loads(reader.get(urljoin(page, f"ds_{name}.json")))["datasource"]
        told |= {urljoin(page, row["publishUrl"]) for row in rows}
    return told


BY_HAND: tuple[Callable[[Reader], set[str]], ...] = (
    epaper,
    egov,
    months,
    hidden,
    tvxml,
    remix,
    fusion,
    persisted,
    starttime,
    pathparts,
    adminajax,
    datasource,
)
CLIENTS = dict(zip(THIRD, BY_HAND, strict=True))


@pytest.mark.parametrize("name", [*THIRD])
def test_who_does_what_the_script_does_is_told_every_address(name: str, port: int) -> None:
    site: Feedless = THIRD[name]
    reader = Reader(site.home, site.charset, port)
    told = CLIENTS[name](reader)
    assert told == {*site.truth}
    for url, story in site.truth.items():
        assert f"<h1>{story.title}</h1>" in unescape(reader.get(url))


@pytest.mark.parametrize("name", [*THIRD])
def test_links_beside_lead_somewhere(name: str, port: int) -> None:
    """Each plain link of the site's own host, on its lists and on an article, is answered."""
    site = THIRD[name]
    reader = Reader(site.home, site.charset, port)
    pages = [site.home, next(iter(site.truth)), *(asked.url for asked in site.lists if asked.method == "GET")]
    for page in pages:
        for href in re.findall(r"<a [^>]*?href='([^'#]+)'", reader.get(page)):
            url = urljoin(page, unescape(href))
            if urlsplit(url).netloc == urlsplit(site.home).netloc:
                assert reader.get(url)
