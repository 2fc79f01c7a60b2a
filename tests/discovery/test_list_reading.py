"""Lists of data are found by what their objects have in common, or declared; changed keys are healed."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.lists.address_templates import learned_templates
from newsarchive.discovery.lists.article_arrays import article_arrays
from newsarchive.discovery.lists.list_documents import list_data_of
from newsarchive.discovery.lists.list_paging import Paging, kept_under
from newsarchive.discovery.lists.list_reading import ListRules, asked_for_page, is_page_of, read_list
from newsarchive.discovery.lists.paging_guesses import likely_pagings, second_page
from tests.discovery.promises import check_reading

URL = "https://h.example/api/list"
TITLES = (
    "The council of Marlow votes for the harbour wall",
    "Storm damages the tram line in Upper Denby",
    "Why Saltmarsh has to wait for its market hall",
    "Fire brigade tests the new access road at night",
)


def rows(**keys: str) -> list[dict[str, Any]]:
    """Return four articles; `keys` say how id, title, time and url are called; others are left out."""
    return [
        {
            name: value
            for field, value in {
                "id": 4_100_200 + number,
                "title": title,
                "time": f"2026-11-2{number} 09:00:00",
                "url": f"/news/{4_100_200 + number}.html",
            }.items()
            if (name := keys.get(field))
        }
        for number, title in enumerate(TITLES)
    ]


NAMED = rows(id="id", title="title", time="time", url="url")
MENU = [{"name": name, "url": f"/{name.lower()}/"} for name in ("Sport", "Politics", "Culture", "Weather")]
AUTHORS = [
    {"name": name, "url": f"/people/{number}", "avatar": f"/img/{number}.jpg"}
    for number, name in enumerate(("Jana Petersen", "Uwe Hartmann", "Mira Köhler", "Stefan Brandt"))
]
PICTURES = [{"title": f"Bild {number}", "url": f"/img/{number}.jpg"} for number in range(5)]
ADVERTS = [
    {
        "title": f"The best mattress of the year is on sale now {number}",
        "url": f"https://shop{number}.example/x",
    }
    for number in range(4)
]
COMMENTS = [
    {
        "user": f"reader{number}",
        "text": "I have waited for this wall since my childhood. " * 2,
        "time": 1764234000 + number,
    }
    for number in range(5)
]


def read(value: Any, rules: ListRules | None = None, **more: Any) -> Any:
    body = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    reading = read_list(body, URL, None, rules or ListRules(url=URL), **more)
    check_reading(reading)
    return reading


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "title", "time": "time", "url": "url"},
        {"title": "bt", "time": "sj", "url": "dz"},
        {"title": "заголовок", "time": "дата", "url": "адрес"},
        {"title": "k1", "url": "k2"},
    ],
    ids=["english", "pinyin", "russian", "untimed"],
)
def test_articles_are_found_whatever_the_keys_are_called(keys: dict[str, str]) -> None:
    noise = {"menu": MENU, "authors": AUTHORS, "pictures": PICTURES, "ads": ADVERTS, "comments": COMMENTS}
    reading = read({"code": 0, "data": {"x": {"y": rows(**keys)}, **noise}})
    assert [link.url for link in reading.links] == [
        f"https://h.example/news/{4_100_200 + n}.html" for n in range(4)
    ]
    assert [link.title for link in reading.links] == list(TITLES)
    if "time" in keys:
        assert reading.links[1].published_at == "2026-11-21T09:00:00"


@pytest.mark.parametrize("noise", [MENU, AUTHORS, PICTURES, ADVERTS, COMMENTS], ids=str)
def test_other_arrays_are_none(noise: Any) -> None:
    assert read({"data": noise}).problems == ("not_a_list",)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (1795000000, "2026-11-18T11:06:40+00:00"),
        (1795000000000, "2026-11-18T11:06:40+00:00"),
        ("2026-11-18T13:46:40Z", "2026-11-18T13:46:40+00:00"),
        ("20261118", "2026-11-18"),
        ("20261118134640", "2026-11-18T13:46:40"),
        ("2026年11月18日 13:46", "2026-11-18T13:46:00"),
        ("Wed, 18 Nov 2026 13:46:40 +0100", "2026-11-18T13:46:40+01:00"),
    ],
)
def test_times_as_sites_write_them(written: Any, moment: str) -> None:
    reading = read([{**row, "time": written} for row in NAMED])
    assert {link.published_at for link in reading.links} == {moment}


DOCUMENTS = {
    "json": json.dumps({"a": NAMED}),
    "jsonp": f"/**/ typeof cb === 'function' && cb({json.dumps(NAMED)});",
    "variable": f"var list = {json.dumps(NAMED)};",
    "guarded": f")]}}',\n{json.dumps(NAMED)}",
    "nested": json.dumps({"data": json.dumps(NAMED)}),
    "table": json.dumps({"rows": [list(row.values()) for row in NAMED]}),
    "store": json.dumps({"entities": {f"Article:{row['id']}": row for row in NAMED}}),
    "next": f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps({'props': NAMED})}</script>",
    "state": "<script>window.__STATE__ = {list: ["
    + ",".join(f"{{title: '{row['title']}', url: '{row['url']}', at: '{row['time']}',}}" for row in NAMED)
    + "]};</script>",
    "nuxt": "<script>window.__NUXT__=(function(a,b,c,d){return {data:[["
    + ",".join(f"{{title:{name},url:'{row['url']}'}}" for name, row in zip("abcd", NAMED, strict=True))
    + "]]}}("
    + ",".join(json.dumps(row["title"]) for row in NAMED)
    + "));</script>",
    "vue": f"<script>new Vue({{el: '#app', data: {{list: {json.dumps(NAMED)}}}}})</script>",
    "inertia": "<div id=app data-page='" + json.dumps({"props": {"posts": NAMED}}) + "'></div>",
    "fragment": json.dumps(
        {"html": "".join(f"<li><a href='{row['url']}'>{row['title']}</a></li>" for row in NAMED)}
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_data_is_read_out_of_any_document(name: str) -> None:
    reading = read(DOCUMENTS[name])
    assert [link.url for link in reading.links] == [
        f"https://h.example/news/{4_100_200 + n}.html" for n in range(4)
    ]
    assert [link.title for link in reading.links] == list(TITLES)


def test_the_time_of_a_change_is_not_that_of_publication() -> None:
    (link, *_) = read([{**row, "lastUpdate": "2026-11-25T10:00:00Z"} for row in NAMED]).links
    assert (link.published_at, link.changed_at) == ("2026-11-20T09:00:00", "2026-11-25T10:00:00+00:00")
    (link, *_) = read(rows(title="title", time="updateTime", url="url")).links
    assert (link.published_at, link.changed_at) == (None, "2026-11-20T09:00:00")
    (link, *_) = read(
        [{"title": row["title"], "url": row["url"], "date_gmt": row["time"]} for row in NAMED]
    ).links
    assert link.published_at == "2026-11-20T09:00:00+00:00"


def test_what_is_declared_is_read() -> None:
    value = {
        "hot": rows(title="title", url="url"),
        "new": [{"a": {"h": "x" * 20}, "to": "/p/1"}, {"a": {"h": "y"}, "to": "p/2"}],
    }
    rules = ListRules(url=URL, articles="$.new", link="to", title="$.a.h")
    assert [(link.url, link.title) for link in read(value, rules).links] == [
        ("https://h.example/p/1", "x" * 20),
        ("https://h.example/p/2", "y"),
    ]
    assert read({"new": []}, rules).problems == (), "an empty list is no failure"
    assert read({"new": []}, rules).links == ()


@pytest.mark.parametrize(
    "renamed",
    [
        {"items": NAMED},
        {"list": rows(title="headline", time="time", url="url")},
        {"list": rows(title="title", time="time", url="href")},
        {"list": {"inner": rows(title="a", time="b", url="c")}},
    ],
    ids=["array", "title", "link", "all"],
)
def test_renamed_keys_are_healed_and_told(renamed: Any) -> None:
    rules = ListRules(url=URL, articles="$.list[*]", link="url", title="title", time="time")
    assert read({"list": NAMED}, rules).problems == ()
    reading = read(renamed, rules)
    assert [link.title for link in reading.links] == list(TITLES)
    assert reading.problems == ("keys_changed",)


def test_a_renamed_number_is_put_into_the_template() -> None:
    rules = ListRules(url=URL, articles="$.list[*]", template="https://h.example/d/{id}.html")
    wanted = [f"https://h.example/d/{4_100_200 + number}.html" for number in range(4)]
    assert [link.url for link in read({"list": rows(id="id", title="t", time="z")}, rules).links] == wanted
    reading = read({"rows": rows(id="newsId", title="t", time="z")}, rules)
    assert [link.url for link in reading.links] == wanted
    assert reading.problems == ("keys_changed",)


def test_nothing_found_is_a_failure_not_an_empty_list() -> None:
    rules = ListRules(url=URL, articles="$.list[*]")
    assert read({"error": "moved"}, rules).problems == ("not_a_list",)
    assert read("<html><p>back soon</p></html>", rules).problems == ("not_a_list",)


@pytest.mark.parametrize(
    "answer",
    [
        {"code": 500, "message": "internal error", "data": []},
        {"code": "401", "message": "login", "list": []},
        {"code": 401, "errors": [], "data": None},
        {"status": "error", "list": []},
        {"success": False, "list": []},
        {"error": "no such channel", "list": []},
        {"errors": [{"message": "no such field"}], "data": {"list": []}},
        {"result": {"status": {"code": 0}, "code": 403}, "list": []},
    ],
    ids=str,
)
def test_an_answer_of_an_error_is_no_empty_list(answer: dict[str, Any]) -> None:
    for rules in (ListRules(url=URL), ListRules(url=URL, articles="$.list[*]")):
        reading = read(answer, rules)
        assert (reading.links, reading.problems) == ((), ("not_a_list",))


@pytest.mark.parametrize(
    "answer",
    [
        {"code": 0, "data": {"list": []}},
        {"code": 200, "message": "ok", "errors": [], "list": []},
        {"code": 1, "success": True, "error": None, "list": []},
        {"status": "success", "error": 0, "error_code": "0000", "list": []},
    ],
    ids=str,
)
def test_an_empty_list_is_none_of_an_error(answer: dict[str, Any]) -> None:
    assert read(answer, ListRules(url=URL)).problems == ()


def test_declared_objects_without_an_address_are_told() -> None:
    items = [{"a": "b", "n": number} for number in range(3)]
    assert read({"list": items}, ListRules(url=URL, articles="$.list[*]")).problems == ("not_a_list",)


def test_errors_alone_are_no_list() -> None:
    assert read({"errors": [], "data": None}, ListRules(url=URL)).problems == ("not_a_list",)


OTHERS: dict[str, list[dict[str, str]]] = {
    "authors": [{"url": f"/people/jane-miller-{n}", "name": f"Jane Miller Reporter {n}"} for n in range(5)],
    "sections": [
        {"url": f"/section/{word}", "title": f"All the news from {word}"}
        for word in ("politics", "economy", "sports", "culture")
    ],
    "products": [
        {"url": f"/shop/product-{n}-blue-shoe", "name": f"Blue shoes with a nice colour for winter {n}"}
        for n in range(5)
    ],
    "jobs": [
        {"url": f"/jobs/{10_000 + n}", "title": f"Senior editor wanted in office {n}"} for n in range(5)
    ],
}
PROSE = "Somebody writes many words here about the world and lives in a town by the sea of the north. "


@pytest.mark.parametrize("name", OTHERS)
def test_folders_tell_lists_of_others(name: str) -> None:
    items = [{**one, "created": f"2026-11-0{n + 1}", "text": PROSE} for n, one in enumerate(OTHERS[name])]
    assert read({"data": items}, ListRules(url=URL)).problems == ("not_a_list",)
    declared = read({"data": items}, ListRules(url=URL, articles="$.data[*]"))
    assert len(declared.links) == len(items)


@pytest.mark.parametrize(
    "address",
    ["/people/the-actor-{n}-marries", "/shop/2026/11/27/a-story-{n}", "/category/world/a-story-{n}"],
)
def test_articles_may_stand_in_such_folders(address: str) -> None:
    items = [
        {
            "url": address.replace("{n}", f"{n}"),
            "title": f"The actor of the long film {n} marries in autumn",
            "date": f"2026-11-0{n + 1}",
        }
        for n in range(5)
    ]
    assert len(read({"data": items}, ListRules(url=URL)).links) == len(items)


def test_templates_are_learned_from_known_addresses() -> None:
    items = [{**row, "channel": "sport", "day": "2026-11-20 08:00"} for row in rows(id="no", title="t")]
    known = [f"https://h.example/sport/20261120/c_{4_100_200 + number}.html" for number in (0, 2)]
    (template,) = learned_templates(items, known)
    assert template == "https://h.example/sport/{day:%Y%m%d}/c_{no}.html"
    (array,) = article_arrays(items, "https://h.example/", [template])
    assert array.links[3].url == "https://h.example/sport/20261120/c_4100203.html"
    assert not learned_templates(items, ["https://h.example/sport/20261120/c_99.html"])


def test_a_template_is_learned_of_a_number_and_a_slug() -> None:
    """A slug may begin with a digit; the number before it is another one in each address."""
    items = [{"id": 1820 - n, "slug": f"{n}3-new-homes-at-the-old-mill", "title": "t"} for n in range(4)]
    known = [f"https://h.example/news/{one['id']}/{one['slug']}" for one in items[:1]]
    assert learned_templates(items, known)[0] == "https://h.example/news/{id}/{slug}"
    dated = [{"year": 2026, **item} for item in items]
    made = learned_templates(dated, [f"https://h.example/2026/{one['slug']}" for one in items[:1]])
    assert made[0] == "https://h.example/2026/{slug}"


def test_learning_a_template_is_bounded() -> None:
    """As many known addresses, objects and members as may be: each piece of an address is looked up."""
    known = [f"https://h.example/2026/11/{n % 28 + 1:02d}/story-of-thing-{n}" for n in range(2_000)]
    items = [
        {f"m{k}": f"w{k}-{n}" for k in range(40)} | {"slug": f"story-of-thing-{n}"} for n in range(2_000)
    ]
    began = time.process_time()
    assert learned_templates(items, known)[0].endswith("/{slug}")
    assert time.process_time() - began < 20


def test_what_many_objects_share_is_no_number_of_an_article() -> None:
    known = [f"https://h.example/a/{n}/sport" for n in "bcdef"]
    assert not learned_templates([{"channel": "sport", "n": str(n)} for n in range(9)], known)


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=8), max_size=6))
def test_learning_is_total(known: list[str], values: list[str]) -> None:
    items = [{"id": value, "name": value} for value in values]
    learned_templates(items, [*known, *(f"https://h.example/{value}" for value in known)])


# The next page.


def test_pages_by_number_offset_cursor_and_address() -> None:
    numbered = ListRules(url=f"{URL}?page=0&n=4", paging=Paging(next=f"{URL}?page={{page}}&n=4"))
    first = read(NAMED, numbered)
    assert first.next == f"{URL}?page=1&n=4"
    assert read(NAMED, numbered, kept=first.next).next == f"{URL}?page=2&n=4"
    assert read({"list": NAMED, "pageCount": 2}, numbered, kept=f"{URL}?page=2&n=4").next is None
    offset = ListRules(url=URL, paging=Paging(next=f"{URL}?start={{offset}}"))
    assert read(NAMED, offset, kept=f"{URL}?start=4").next == f"{URL}?start=8"
    cursor = ListRules(url=URL, paging=Paging(next=f"{URL}?after={{cursor}}", cursor="$.meta.next"))
    assert read({"list": NAMED, "meta": {"next": "a=/b"}}, cursor).next == f"{URL}?after=a%3D%2Fb"
    assert read({"list": NAMED, "meta": {"next": None}}, cursor).next is None
    timed = ListRules(url=URL, paging=Paging(next=f"{URL}?before={{cursor}}", cursor="time"))
    assert read(NAMED, timed).next == f"{URL}?before=2026-11-23%2009%3A00%3A00"
    named = ListRules(url=URL, paging=Paging(next="$.links.next"))
    assert read({"data": NAMED, "links": {"next": "/api/list?p=2"}}, named).next == f"{URL}?p=2"
    assert read({"data": NAMED, "links": {"next": "https://evil.example/"}}, named).next is None
    assert read({"data": NAMED, "hasMore": False}, numbered).next is None


def test_windows_have_a_first_and_a_last_number() -> None:
    """Each page follows what was read; the address differs also where a body is sent, as JCMS does."""
    template = f"{URL}?first={{offset+1}}&last={{offset+4}}"
    plain = ListRules(url=f"{URL}?first=1&last=4", paging=Paging(next=template))
    assert read(NAMED, plain).next == f"{URL}?first=5&last=8"
    assert read(NAMED, plain, kept=f"{URL}?last=8&first=5").next == f"{URL}?first=9&last=12"
    assert is_page_of(plain, f"{URL}?first=5&last=8")
    assert not is_page_of(plain, f"{URL}?first=5&other=8")
    posted = replace(plain, body="column=7")
    following = read(NAMED, posted).next
    assert following == f"{URL}?first=5&last=8&column=7"
    assert asked_for_page(posted, following) == (f"{URL}?first=5&last=8", "column=7")
    assert read(NAMED, posted, kept=following).next == f"{URL}?first=9&last=12&column=7"
    form = ListRules(url=URL, body="a=0&b=4", paging=Paging(next_body="a={offset}&b={offset+4}"))
    following = read(NAMED, form).next
    assert asked_for_page(form, following) == (URL, "a=4&b=8")
    assert read(NAMED, form, kept=following).next == f"{URL}?a=8&b=12"


@pytest.mark.parametrize(
    ("url", "body", "paging"),
    [
        (f"{URL}?start=1&end=20", None, Paging(next=f"{URL}?start={{offset+1}}&end={{offset+20}}")),
        (f"{URL}?from=0&to=9", None, Paging(next=f"{URL}?from={{offset}}&to={{offset+9}}")),
        (URL, "rowStart=0&rowEnd=20&x=a+b", Paging(next_body="x=a+b&rowStart={offset}&rowEnd={offset+20}")),
        (f"{URL}?p=%7B%22pageNo%22%3A1%7D", None, Paging(next=f"{URL}?p=%7B%22pageNo%22%3A{{page}}%7D")),
    ],
)
def test_ways_to_the_next_page_are_likely(url: str, body: str | None, paging: Paging) -> None:
    assert paging in likely_pagings(url, body, NAMED, {})


def test_pages_of_a_body_are_kept_apart() -> None:
    rules = ListRules(
        url=URL, body='{"page":1,"channel":"a"}', paging=Paging(next_body='{"page":{page},"channel":"a"}')
    )
    assert kept_under(rules.url, rules.body) == f"{URL}?page=1&channel=a"
    following = read(NAMED, rules).next
    assert following == f"{URL}?page=2&channel=a"
    assert asked_for_page(rules, following)[1] == '{"page":2,"channel":"a"}'
    assert is_page_of(rules, following)
    assert read(NAMED, rules, kept=following).next == f"{URL}?page=3&channel=a"
    form = ListRules(url=URL, body="p=1&s=4", paging=Paging(next_body="p={page}&s=4"))
    assert asked_for_page(form, read(NAMED, form).next)[1] == "p=2&s=4"


KEYS = st.sampled_from(["url", "id", "title", "time", "list", "data", "next", "html"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text()
    | st.sampled_from(["/a/1.html", "2026-11-03"]),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=30,
)


@given(
    VALUES, st.sampled_from(["$.list[*]", "$..url", None]), st.sampled_from(["https://h.example/{id}", None])
)
def test_total(value: Any, articles: str | None, template: str | None) -> None:
    rules = ListRules(url=URL, articles=articles, template=template, paging=Paging(next=f"{URL}?p={{page}}"))
    read(json.dumps(value), rules)


@given(st.text(alphabet="<>{}[]()=\"'abfunctiorw. ;:,1\n"))
def test_any_text_is_read(text: str) -> None:
    list_data_of(text)
    read(text)


def test_the_numbers_of_an_endless_address_are_not_tried() -> None:
    begin = time.process_time()
    assert second_page("https://h.example/" + "/0/15" * 3_000) is None
    assert time.process_time() - begin < 1  # six seconds and more, where each number is tried
