"""Lists are found in whatever form real software writes them: rows, flat payloads, islands, XML, lines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.discovery.lists.data_addresses import written_address
from newsarchive.discovery.lists.list_documents import json_lines, list_data_of, separated_rows, xml_value
from newsarchive.discovery.lists.list_reading import ListRules, found_arrays, read_list
from newsarchive.discovery.lists.scripted_templates import fitted_templates, scripted_templates
from newsarchive.discovery.scripts.data_rows import marked_rows, named_rows, rows_of_table
from newsarchive.discovery.scripts.flat_payloads import unfold_payloads
from newsarchive.discovery.scripts.script_data import script_data
from newsarchive.discovery.scripts.script_names import ScriptNames, first_page_value

URL = "https://h.example/list"
TITLES = (
    "The council of Marlow votes for the harbour wall",
    "Storm damages the tram line in Upper Denby",
    "Why Saltmarsh has to wait for its market hall",
    "Fire brigade tests the new access road at night",
)
ROWS = [(f"/news/{410_020 + n}.html", title, f"2026-11-2{n} 09:00:00") for n, title in enumerate(TITLES)]
ADDRESSES = [f"https://h.example{path}" for path, _, _ in ROWS]
NAMED = [{"url": path, "title": title, "time": moment} for path, title, moment in ROWS]


def page(inside: str) -> str:
    return f"<!DOCTYPE html><html><body><div id='app'></div>{inside}</body></html>"


def devalued(value: Any) -> list[Any]:
    """Return a value as devalue writes it: each one once, with the places of its members."""
    flat: list[Any] = []

    def put(one: Any) -> int:
        place = len(flat)
        flat.append(one)
        if isinstance(one, dict):
            flat[place] = {key: put(inner) for key, inner in one.items()}
        elif isinstance(one, list):
            flat[place] = [put(inner) for inner in one]
        return place

    put(value)
    return flat


def turbo(value: Any) -> list[Any]:
    """Return a value as turbo-stream writes it: the names of members are places, too."""
    flat: list[Any] = []

    def put(one: Any) -> int:
        place = len(flat)
        flat.append(one)
        if isinstance(one, dict):
            flat[place] = {f"_{put(key)}": put(inner) for key, inner in one.items()}
        elif isinstance(one, list):
            flat[place] = [put(inner) for inner in one]
        return place

    put(value)
    return flat


def qwik(value: Any) -> list[Any]:
    """Return a value as Qwik writes it: references are numbers to the base 36."""
    flat: list[Any] = []

    def put(one: Any) -> str:
        made = one
        if isinstance(one, dict):
            made = {key: put(inner) for key, inner in one.items()}
        elif isinstance(one, list):
            made = [put(inner) for inner in one]
        flat.append(made)
        number, digits = len(flat) - 1, "0123456789abcdefghijklmnopqrstuvwxyz"
        return digits[number // 36] + digits[number % 36] if number >= 36 else digits[number]

    put(value)
    return flat


def calls(write: Callable[[str, str, str], str]) -> str:
    return "".join(write(*row) for row in ROWS)


RECORDS = "".join(
    f"<record><![CDATA[<li><a href='{path}' title='{title}'>{title}</a><i>{moment}</i></li>]]></record>"
    for path, title, moment in ROWS
)
NESTED = [[13, None, title, [1764000000 + n, 0], [["x"], path]] for n, (path, title, _) in enumerate(ROWS)]
STREAMED = json.dumps(turbo({"loaderData": {"a": NAMED}}))
DOCUMENTS = {
    "table in JSONP": f"cb(0,{json.dumps([[title, 12, path] for path, title, _ in ROWS])})",
    "nested table (Google)": page(
        f"<script>AF_initDataCallback({{key: 'ds:1', data:{json.dumps([None, [None, NESTED]])}}});</script>"
    ),
    "batchexecute": ")]}'\n\n99\n" + json.dumps([["wrb.fr", "a", json.dumps([NESTED]), None]]),
    "columns with names": json.dumps(
        {"columns": ["id", "title", "url"], "rows": [[n, t, u] for n, (u, t, _) in enumerate(ROWS)]}
    ),
    "columns side by side": json.dumps({"t": [t for _, t, _ in ROWS], "u": [u for u, _, _ in ROWS]}),
    "fields with marks": "var a = " + json.dumps({"list": ["^".join(row) for row in ROWS]}),
    "links in cells (DataTables)": json.dumps(
        {"draw": 1, "data": [[m, f'<a href="{u}">{t}</a>'] for u, t, m in ROWS]}
    ),
    "calls": calls(lambda path, title, moment: f"addNews('{title}','{path}','{moment}');\n"),
    "pushes": page(f"<script>{calls(lambda u, t, m: f'list.push({{t:{t!r},u:{u!r}}});')}</script>"),
    "places": page(f"<script>{calls(lambda u, t, m: f'n[i++]=new Array({t!r},{u!r});')}</script>"),
    "SvelteKit": json.dumps({"type": "data", "nodes": [None, {"data": devalued({"posts": NAMED})}]}),
    "React Router": page(f"<script>s.streamController.enqueue({json.dumps(STREAMED)});</script>"),
    "Qwik": page(f"<script type='qwik/json'>{json.dumps({'refs': {}, 'objs': qwik({'a': NAMED})})}</script>"),
    "Angular": page(
        "<script type='application/json'>"
        + json.dumps({"G.x": {"body": NAMED}}).replace('"', "&q;")
        + "</script>"
    ),
    "Ember": page(f"<script type='fastboot/shoebox' id='shoebox-a'>{json.dumps({'data': NAMED})}</script>"),
    "Meteor": page(f"<script type='text/inject-data'>{quote(json.dumps({'a': [NAMED]}), safe='')}</script>"),
    "Alpine": page(
        '<main x-data="{ open: false, posts: ['
        + calls(lambda u, t, m: f"{{ title: '{t}', url: '{u}' }},")
        + ']}"></main>'
    ),
    "textarea": page(f"<textarea style='display:none'>{json.dumps(NAMED)}</textarea>"),
    "JCMS": f"<datastore><totalrecord>9</totalrecord><recordset>{RECORDS}</recordset></datastore>",
    "JCMS in a page": page(f"<div><script type='text/xml'><datastore>{RECORDS}</datastore></script></div>"),
    "XML": "<?xml version='1.0'?><root>"
    + calls(lambda u, t, m: f"<item><title>{t}</title><link>{u}</link></item>")
    + "</root>",
    "XML attributes": "<rows>"
    + calls(lambda u, t, m: f"<row Title='{t}' Url='{u}' Date='{m}'/>")
    + "</rows>",
    "JSON lines": "\n".join(map(json.dumps, NAMED)),
    "CSV": "date;title;link\n" + calls(lambda u, t, m: f'{m};"{t}";{u}\n'),
    "Google sheet": "google.visualization.Query.setResponse("
    + json.dumps({"table": {"rows": [{"c": [{"v": title}, {"v": path}]} for path, title, _ in ROWS]}})
    + ");",
    "escaped addresses": json.dumps([{**row, "url": quote(row["url"], safe="")} for row in NAMED]),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lists_are_read_as_software_writes_them(name: str) -> None:
    reading = read_list(DOCUMENTS[name].encode(), URL, None, ListRules(url=URL))
    assert [link.url for link in reading.links] == ADDRESSES
    assert [link.title for link in reading.links] == list(TITLES)


def test_a_declared_table_is_no_change_of_keys() -> None:
    rules = ListRules(url=URL, articles="$.rows[*]", link="1", title="0")
    body = json.dumps({"rows": [[title, path] for path, title, _ in ROWS]}).encode()
    reading = read_list(body, URL, None, rules)
    assert ([link.url for link in reading.links], reading.problems) == (ADDRESSES, ())


CLICKED = calls(lambda u, t, m: f"<li onclick=\"toDetail('{u[6:12]}','news')\"><b>{t}</b></li>")
CARDS = calls(lambda u, t, m: f"<div class=card data-id='{u[6:12]}'><h3>{t}</h3><p>Words.</p></div>")
SCRIPTED = {
    "click": (CLICKED, "function toDetail(id,type){window.open('/news/'+id+'.html')}"),
    "card": (CARDS, "c.onclick=()=>{location.href='/news/'+c.dataset.id+'.html'}"),
    "attribute": (
        f"<script>cb({json.dumps([[u[6:12], t] for u, t, _ in ROWS])})</script>",
        "for(;;){add('/news/'+d[i][0]+'.html',d[i][1])}",
    ),
}


@pytest.mark.parametrize("name", SCRIPTED)
def test_addresses_are_made_as_scripts_make_them(name: str) -> None:
    inside, script = SCRIPTED[name]
    data = list_data_of(page(inside))
    assert data is not None
    templates = scripted_templates([script], "", URL, ScriptNames([script]))
    rows = next(iter(data.spare.values()))
    members = {"id": "410020"} if name == "card" else {"0": "410020", "1": "news"}
    fitted = fitted_templates(templates, members, ["0"])
    arrays = [array for one in fitted for array in found_arrays(data, URL, [one])]
    assert rows
    assert [link.url for link in arrays[0].links] == ADDRESSES
    assert [link.title for link in arrays[0].links] == list(TITLES)


@pytest.mark.parametrize(
    ("script", "template"),
    [
        (
            "'/' + e.time.substr(0,10).replace(/-/g,'/') + '/c_' + e.id + '.htm'",
            "/{e.time:%Y/%m/%d}/c_{e.id}.htm",
        ),
        ("'/a/' + fmt(e.time, 'yyyyMMdd') + '/' + e.id", "/a/{e.time:%Y%m%d}/{e.id}"),
        ("'/n/' + e.time.slice(0, 4) + '/' + e.id.toString() + '.html'", "/n/{e.time:%Y}/{e.id}.html"),
        ("'/n/' + r.getAttribute('ID') + '.html'", "/n/{ID}.html"),
        ("'<a href=\"article-' + e.id + '-1.html\">'", "/article-{e.id}-1.html"),
        ("'/p/' + rows[i][2] + '.html'", "/p/{rows.2}.html"),
    ],
)
def test_templates_say_what_scripts_do_with_members(script: str, template: str) -> None:
    text = f"add({script}, title);"
    assert scripted_templates([text], "", URL, ScriptNames([text])) == [f"https://h.example{template}"]


@pytest.mark.parametrize(
    ("script", "templates"),
    [
        (
            '`<a href="/${f.kind === "offers" ? "" : "news/"}${f.kind}/${f.slug}"><h2>${f.title}</h2></a>`',
            ["/{f.kind}/{f.slug}", "/news/{f.kind}/{f.slug}"],
        ),
        ("(e.url ? '/x/' + e.url : '/y/' + e.id)", ["/x/{e.url}", "/y/{e.id}"]),
        ("`/a/${e.id}?ref=${e.at}`", ["/a/{e.id}?ref={e.at}"]),
    ],
)
def test_a_choice_makes_two_templates(script: str, templates: list[str]) -> None:
    text = f"add({script}, title);"
    made = scripted_templates([text], "", URL, ScriptNames([text]))
    assert made == [f"https://h.example{template}" for template in templates]


@pytest.mark.parametrize(
    ("words", "value"),
    [("(page - 1) * 15 + 1", "1"), ("page*15", "15"), ("total-1", None), ("9**9**9", None), ("page-2", None)],
)
def test_sums_of_a_page(words: str, value: str | None) -> None:
    assert first_page_value(words) == value


NOISE = {
    "minutes": [["09:00", "10:00"], ["10:00", "11:00"]],
    "prices": {"date": ["2026-11-01", "2026-11-02", "2026-11-03"], "price": [1, 2, 3]},
    "matrix": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "words": ["a|b", "c|d", "e|f"],
    "countries": [["DE", "Germany"], ["FR", "France"], ["IT", "Italy"]],
}


@pytest.mark.parametrize("name", NOISE)
def test_other_rows_are_no_articles(name: str) -> None:
    assert read_list(json.dumps(NOISE[name]).encode(), URL, None, ListRules(url=URL)).problems == (
        "not_a_list",
    )


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 40)
    | st.sampled_from(["/a/1.html", "a|b|c", "Ref", "_1", "objs"])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.sampled_from(["_0", "_1", "objs", "refs", "a"]), inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=60)
@given(VALUES, st.text(max_size=60))
def test_readers_of_forms_never_raise(value: Any, text: str) -> None:
    unfold_payloads(value)
    if isinstance(value, list):
        rows_of_table(value)
        marked_rows(value)
    for read in (json_lines, separated_rows, xml_value, written_address, first_page_value, list_data_of):
        read(text)
        read(f"<a>{text}</a>")
    script_data([text, f"f({text})"])


def test_a_payload_is_unfolded_to_what_was_folded() -> None:
    value = {"posts": NAMED, "next": {"page": 2, "more": True}}
    assert unfold_payloads(devalued(value)) == value
    assert unfold_payloads(turbo(value)) == value


HOSTILE = {
    "references to each other": json.dumps([{"a": 1, "b": 2}, [2] * 2_000, [1] * 2_000, "x"] + ["y"] * 2_000),
    "calls": "a('xxxxxxxxxxx'," * 60_000,
    "arrays in calls": "f([" * 200_000,
    "marks": json.dumps(["|" * 1_900] * 2_000),
    "columns": json.dumps({str(n): ["a", "b", "c"] for n in range(50_000)}),
    "elements": "<?xml version='1.0'?><a>" + "<b/>" * 250_000,
    "cards": page("<p data-id='1' class='a'>" * 40_000),
    "lines": "{\n" * 400_000,
    "separators": ";".join("ab") + "\n" + (";" * 50 + "\n") * 15_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_is_read_within_bounds(name: str) -> None:
    started = time.process_time()
    read_list(HOSTILE[name].encode(), URL, None, ListRules(url=URL))
    assert time.process_time() - started < 20  # a reading is ended after 60 s; about 1 s alone


def test_a_list_behind_an_object_of_numbers_is_no_payload() -> None:
    rows = [
        {"id": number, "url": f"/n/{number}.html", "title": f"The harbour opens again, part {number}"}
        for number in range(5)
    ]
    for first in ({"total": 5, "page": 1}, {"id": 1, "parent": 0}):
        assert unfold_payloads([first, *rows]) == [first, *rows]


def test_tables_are_looked_for_among_so_many_members_as_a_person_names() -> None:
    table = {"names": ["url", "title", "time"], "rows": [list(row) for row in ROWS]}
    named = [("rows", NAMED)]
    assert list(named_rows(table)) == named
    filled = {f"member {number}": number for number in range(98)}
    assert list(named_rows(table | filled)) == named
    assert list(named_rows(table | filled | {"one more": 1})) == []
