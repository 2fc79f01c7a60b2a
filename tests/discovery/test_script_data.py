"""Data that pages keep encoded is read: in base64, percent-encoded, as lines, or object by object."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.lists.address_templates import filled_template
from newsarchive.discovery.lists.list_documents import list_data_of
from newsarchive.discovery.lists.list_reading import found_arrays
from newsarchive.discovery.lists.scripted_templates import fitted_templates, scripted_templates
from newsarchive.discovery.scripts.script_data import decoded_value
from newsarchive.discovery.scripts.script_names import ScriptNames

URL = "https://h.example/"
TITLES = ("Fire at the old harbour wall", "Council votes for the tram line", "School opens in Upper Denby")
ROWS = [{"id": 410 + at, "headline": title, "at": f"2026-11-2{at}T08:00"} for at, title in enumerate(TITLES)]
WRITTEN = json.dumps({"rows": ROWS})
IN_BASE64 = base64.b64encode(WRITTEN.encode()).decode()
LINES = ";".join(f"{row['id']}|{row['headline']}|{row['at']}" for row in ROWS)
ONE_BY_ONE = "".join(f"<script>N['n{row['id']}'] = {json.dumps(row)};</script>" for row in ROWS)


@pytest.mark.parametrize(
    ("inside", "template"),
    [
        (f"<div data-state='{IN_BASE64}'></div>", "/a/{id}"),
        (f"<div data-state='{quote(WRITTEN)}'></div>", "/a/{id}"),
        (f"<script id='R' type='application/json'>{quote(WRITTEN, safe='')}</script>", "/a/{id}"),
        (f"<script type='application/json'>{IN_BASE64}</script>", "/a/{id}"),
        (f"<script>var S = '{IN_BASE64}';</script>", "/a/{id}"),
        (f'<script>var S = "{LINES}";</script>', "/a/{0}"),
        (ONE_BY_ONE, "/a/{id}"),
    ],
)
def test_encoded_data_of_a_page(inside: str, template: str) -> None:
    data = list_data_of(f"<!DOCTYPE html><html><body><div id='app'></div>{inside}</body></html>")
    assert data is not None
    (array, *_) = found_arrays(data, URL, [f"https://h.example{template}"])
    assert [link.url for link in array.links] == [f"{URL}a/{row['id']}" for row in ROWS]


ITEM = {
    "id": "4711",
    "slug": "wall-falls",
    "title": "Ärger um die Mauer",
    "created": "2026-11-27T08:00:00",
}


@pytest.mark.parametrize(
    ("script", "address"),
    [
        (
            (
                "function to(n){var d=new Date(n.created);return ['','archive',d.getFullYear(),"
                "('0'+(d.getMonth()+1)).slice(-2),n.id,n.slug].join('/')}"
            ),
            "/archive/2026/11/4711/wall-falls",
        ),
        ("a.href = '/' + x.title.toLowerCase().replace(/[^a-z]+/g, '-')", "/arger-um-die-mauer"),
        ("a.href = `/s/${slugify(x.title)}.html`", "/s/arger-um-die-mauer.html"),
        ("a.href = '/v/' + btoa(x.id).replace(/=+$/, '')", "/v/NDcxMQ"),
        ("a.href = `/n/${x.id.toString(36)}-${x.slug}`", "/n/3mv-wall-falls"),
        ("a.href = '/n/' + (+x.id).toString(16)", "/n/1267"),
        (r"routes = [{path: '/news/:id(\\d+)', name: 'one'}]", "/news/4711"),
        ("routes = [{path: '/news/:id-:slug.html'}]", "/news/4711-wall-falls.html"),
        ("'/story/{slug}/'", "/story/wall-falls/"),
    ],
)
def test_how_scripts_make_an_address(script: str, address: str) -> None:
    templates = scripted_templates([script], "", URL, ScriptNames([script]))
    fitted = fitted_templates(templates, ITEM, ["id"])
    assert f"https://h.example{address}" in [filled_template(one, ITEM) for one in fitted]


@given(st.text(max_size=300))
def test_total(text: str) -> None:
    decoded_value(text)
    decoded_value("eyJ" + text)
    decoded_value(base64.b64encode(text.encode("utf-8", "replace")).decode())


LINKED = [{**row, "to": f"/a/{row['id']}.html"} for row in ROWS]


def test_an_event_stream_is_a_list_of_its_messages() -> None:
    stream = "".join(f"event: story\ndata: {json.dumps(row)}\n\n" for row in LINKED)
    data = list_data_of(stream + "event: end\ndata: {}\n\n")
    assert data is not None
    (array, *_) = found_arrays(data, URL)
    assert [link.url for link in array.links] == [f"{URL}a/{row['id']}.html" for row in ROWS]


def test_objects_in_a_store_under_keys_of_any_kind() -> None:
    store = {f"QXJ0{row['id']}": row for row in LINKED}
    data = list_data_of(json.dumps({"root": {"feed": 1}, **store}))
    assert data is not None
    (array, *_) = found_arrays(data, URL)
    assert len(array.links) == len(ROWS)
