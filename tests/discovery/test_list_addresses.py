"""Scripts are read for the lists that they ask for, and for how they make addresses of articles."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.lists.known_interfaces import known_lists
from newsarchive.discovery.lists.scripted_templates import fitted_templates, scripted_templates
from newsarchive.discovery.scripts.list_addresses import scripted_requests
from newsarchive.discovery.scripts.page_scripts import PageScripts, imported_scripts, read_page_scripts
from newsarchive.discovery.scripts.script_names import ScriptNames

PAGE = "https://h.example/"


def lists(script: str, attributes: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str | None]]:
    found = scripted_requests([script], PAGE, ScriptNames([script], attributes)).lists
    return [(one.url.removeprefix("https://h.example"), one.body) for one in found]


@pytest.mark.parametrize(
    ("script", "url", "body"),
    [
        ("fetch(`/api/news?page=${page}&size=20`)", "/api/news?page=1&size=20", None),
        (
            "const B='/v1'; axios.get(B + '/articles', {params: {offset: n, limit: 10}})",
            "/v1/articles?offset=0&limit=10",
            None,
        ),
        ("var o = r.create({baseURL: '/gate'}); o.get('/news/list')", "/gate/news/list", None),
        (
            "$.ajax({url: '/roll.do', dataType: 'jsonp', jsonp: 'cb', data: {p: p}})",
            "/roll.do?p=1&cb=cb",
            None,
        ),
        ("$.getJSON('/list.json?callback=?', f)", "/list.json?callback=cb", None),
        ("fetch('/ch/' + id + (t > 1 ? '_' + t : '') + '.json'); var m = [{id: 27}];", "/ch/27.json", None),
        ("fetch('/stream?cursor=' + encodeURIComponent(c))", "/stream", None),
        ("fetch(conf.base + '/v2/list?page=' + p)", "/v2/list?page=1", None),
        (
            "fetch('/gql?variables=' + encodeURIComponent(JSON.stringify({first: 9, after: c})))",
            "/gql?variables=%7B%22first%22%3A9%2C%22after%22%3Anull%7D",
            None,
        ),
        ("loadXML('data/list.xml')", "/data/list.xml", None),
        ("jsonp('/list/c12/p' + n + '/s15/cb.js')", "/list/c12/p1/s15/cb.js", None),
        ("axios.post('/news/query', {page: p, size: 10})", "/news/query", '{"page":1,"size":10}'),
        ("$.post('/GetList', {page: i, typeid: 3})", "/GetList", "page=1&typeid=3"),
        (
            "var x = new XMLHttpRequest(); x.open('POST', '/list.do'); x.send('pageNo=' + n + '&size=20');",
            "/list.do",
            "pageNo=1&size=20",
        ),
    ],
)
def test_requests_for_lists(script: str, url: str, body: str | None) -> None:
    assert (url, body) in lists(script)


_WRITTEN = st.recursive(
    st.sampled_from(
        ["page", "a.b", "3", "'x'", "f(1)", "n + 1", "'k' + n", "`p${n}`", "true", "null", "new Date()"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
        st.dictionaries(st.sampled_from(["page", "size", "where", "x"]), inner, max_size=3).map(
            lambda members: "{" + ", ".join(f"{name}: {value}" for name, value in members.items()) + "}"
        ),
    ),
)


@pytest.mark.parametrize(
    "call",
    [
        "fetch('/api/news', {method: 'POST', body: JSON.stringify(WHAT)})",
        "axios.post('/news/query', WHAT)",
        "$.post('/GetList', WHAT)",
        "$.ajax({url: '/list.do', data: WHAT})",
    ],
)
@given(what=_WRITTEN)
def test_whatever_a_script_sends_is_read(call: str, what: str) -> None:
    """A value that only running the script would give, deep in a body, once ended the whole survey."""
    assert all(body is None or body.isprintable() for _, body in lists(call.replace("WHAT", what)))


def test_what_stands_deep_in_a_body_is_kept() -> None:
    script = "axios.post('/news/query', {filters: [{field: 'type', value: 'news'}, {after: since}], page: p})"
    (found,) = lists(script)
    assert found == (
        "/news/query",
        '{"filters":[{"field":"type","value":"news"},{"after":""}],"page":1}',
    )


def test_each_channel_is_one() -> None:
    script = "['sport', 'world'].forEach(function (c) { fetch('/data/' + c + '/list.json') })"
    assert {url for url, _ in lists(script)} == {"/data/sport/list.json", "/data/world/list.json"}
    script = "fetch('/api/list?channel=' + channel)"
    menu = (("channel", "sport"), ("channel", "world"))
    assert {url for url, _ in lists(script, menu)} == {"/api/list?channel=sport", "/api/list?channel=world"}


@pytest.mark.parametrize(
    "script",
    [
        "axios.post('/api/user/login', {name: n})",
        "$.post('/api/stat/pv', {url: u})",
        "fetch('/api/comments?page=1')",
        "fetch('/api/search?keyword=' + e + '&page=1')",
        "fetch('/vote', {method: 'POST', body: 'id=1'})",
        "axios.post('/subscribe', {mail: m})",
        "img.src = '/static/img/news.png'",
        "fetch('https://tags.counter.other/list.json'.split('').map(x))",
        "h['Content-Type'] = 'application/json'",
    ],
)
def test_what_a_survey_does_not_ask_for(script: str) -> None:
    assert not lists(script)


def test_templates_of_addresses() -> None:
    def templates(script: str, markup: str = "") -> list[str]:
        return scripted_templates([script], markup, PAGE, ScriptNames([script]))

    assert templates("a.href = '/d/' + e.id + '.html'") == [f"{PAGE}d/{{e.id}}.html"]
    assert templates('function u(e){return"/n/"+e.code}') == [f"{PAGE}n/{{e.code}}"]
    assert templates("ul.innerHTML += `<li><a href='/s/${x.a.slug}'>${x.t}</a></li>`") == [
        f"{PAGE}s/{{x.a.slug}}"
    ]
    assert templates("r = [{path: '/article/:id', component: A}]") == [f"{PAGE}article/{{id}}"]
    assert templates("", "<a :href=\"'/n/' + item.id\">x</a>") == [f"{PAGE}n/{{item.id}}"]
    assert templates("", '<a href="/n/{{ item.id }}">x</a>') == [f"{PAGE}n/{{item.id}}"]
    assert templates("u = '/h/' + r[0] + '/' + r['key']") == [f"{PAGE}h/{{r.0}}/{{r.key}}"]
    members = {"attributes.slug": "a-b", "newsId": "77"}
    known = [f"{PAGE}s/{{e.attributes.slug}}", f"{PAGE}d/{{e.id}}"]
    assert fitted_templates(known, members, ["newsId"]) == [
        f"{PAGE}s/{{attributes.slug}}",
        f"{PAGE}d/{{newsId}}",
    ]


@pytest.mark.parametrize(
    ("markup", "software", "url"),
    [
        (
            "<link rel='https://api.w.org/' href='https://h.example/wp-json/' />",
            "WordPress",
            "https://h.example/wp-json/wp/v2/posts?per_page=50&_fields=link,title,date_gmt,modified_gmt",
        ),
        (
            "<link rel='https://api.w.org/' href='https://h.example/?rest_route=/' />",
            "WordPress",
            "https://h.example/?rest_route=/wp/v2/posts&per_page=50&_fields=link,title,date_gmt,modified_gmt",
        ),
        (
            '<script data-ghost="https://h.example/" data-key="0123456789abcdef0123456789"></script>',
            "Ghost",
            (
                "https://h.example/ghost/api/content/posts/?key=0123456789abcdef0123456789&limit=50"
                "&fields=title,url,published_at,updated_at"
            ),
        ),
        (
            "<meta name='generator' content='Discourse 3.5'>",
            "Discourse",
            "https://h.example/latest.json?order=created&page=0",
        ),
        (
            "<meta name=Generator content='Drupal 11 (https://drupal.org)'>",
            "Drupal",
            "https://h.example/jsonapi/node/article?sort=-created&page[limit]=50",
        ),
    ],
)
def test_known_software(markup: str, software: str, url: str) -> None:
    (found,) = known_lists(f"<html><head>{markup}</head></html>", PAGE)
    assert (found.software, found.url) == (software, url)
    assert not known_lists("<html><p>We moved from WordPress to Ghost.</p></html>", PAGE)


@given(st.text(alphabet="fetch('/alis?pge=1)+{}[]:,.$`\"<>=;\n ", max_size=300))
def test_total(text: str) -> None:
    names = ScriptNames([text])
    scripted_requests([text], PAGE, names)
    scripted_templates([text], text, PAGE, names)
    assert isinstance(read_page_scripts(f"<script>{text}</script>".encode(), PAGE), PageScripts)
    known_lists(text, PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "fetch('/list/'+" * 20_000,
        "a={url:" * 20_000,
        "'/a/'+b+" * 30_000,
        "x.forEach(function(" * 20_000,
        "fetch({url:'/list'})," * 20_000,
        "n='/a';" * 100_000,
    ],
    ids=lambda text: text[:8],
)
def test_the_time_of_hostile_scripts_is_bounded(text: str) -> None:
    began = time.process_time()
    names = ScriptNames([text])
    scripted_requests([text], PAGE, names)
    scripted_templates([text], "", PAGE, names)
    assert time.process_time() - began < 10


def test_pieces_of_bundles_are_found() -> None:
    text = (
        "const l=()=>_(()=>import('./Home-C9.js'),m([0]));d=['assets/About-D2.js','assets/vendor-1.js'];"
        "import{h}from'/x/http-K2.js';import e from'https://cdn.example/y.js'"
    )
    assert imported_scripts(text, "https://h.example/assets/index.js") == [
        "https://h.example/assets/Home-C9.js",
        "https://h.example/x/http-K2.js",
        "https://h.example/assets/About-D2.js",
    ]


@pytest.mark.parametrize(
    ("script", "address", "body"),
    [
        (
            (
                "const f=new FormData();f.append('columnId',12);f.append('pageNo',p);"
                "fetch('/cms/list',{method:'POST',body:f})"
            ),
            "/cms/list",
            "columnId=12&pageNo=1",
        ),
        (
            "$('#a').jpage({proxyUrl:'/jpage/dataproxy.jsp',perPage:15,groupSize:3,ajaxParam:{columnid:7}})",
            "/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15",
            "columnid=7",
        ),
        (
            "$('#t').DataTable({serverSide:true,ajax:'/news/table',pageLength:25})",
            "/news/table?draw=1&start=0&length=25",
            None,
        ),
        (
            "var c='100782';$.get(location.protocol+'//'+location.host+'/common/search/'+c+'?page='+page)",
            "/common/search/100782?page=1",
            None,
        ),
        ("fetch('/list?from='+((page-1)*20+1)+'&to='+page*20)", "/list?from=1&to=20", None),
    ],
)
def test_requests_as_software_makes_them(script: str, address: str, body: str | None) -> None:
    found = scripted_requests([script], "https://h.example/", ScriptNames([script])).lists
    assert (f"https://h.example{address}", body) in [(one.url, one.body) for one in found]


def test_a_search_for_words_is_not_asked_for() -> None:
    script = "fetch('/api/search?q='+word+'&page='+page)"
    assert scripted_requests([script], "https://h.example/", ScriptNames([script])).lists == ()


def test_what_a_table_of_pages_asks_for_is_told_by_its_attributes() -> None:
    query = "{'pageId':'c5','tplSetId':'20','tagId':'x'}"
    page = f'<html><body><div url="/front/page/build/unit" queryData="{query}"></div></body></html>'
    (asked,) = read_page_scripts(page.encode(), "https://h.example/").asked
    assert asked.startswith(
        "https://h.example/front/page/build/unit?pageId=c5&tplSetId=20&tagId=x&paramJson="
    )
