"""The pages of our own: packed, read and labelled as written; none that is scored is learnt from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from benchmarks.evaluation.floors import fallen, read_floors
from benchmarks.evaluation.layouts import EVERY, layout_measures, read_layout
from benchmarks.training.body_labels import layout_labels
from benchmarks.training.layout_pages import LEARNT, UNSEEN, LayoutPage, faults, main, read_layouts
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import page_blocks

TEXT = (
    "The council of Reedham voted on Monday to rebuild the old ferry landing, lost to a storm.",
    "Nora Blythe, who has run the harbour office since 2009, said the town had waited too long.",
)
TEASER = "Bus to the harbour runs again"
HTML = (
    f"<html><head><title>Ferry</title></head><body><h1>Ferry</h1><p class=lead>At last, after nine years.</p>"
    f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p><figure><figcaption>The landing in May.</figcaption></figure>"
    f"<table><tr><td>Boats in 2009</td></tr></table><p>{TEASER}</p></body></html>"
)
KNOWN = {
    "id": "one",
    "lang": "en",
    "template": "plain",
    "url": "https://reedham.example/ferry",
    "title": "Ferry",
    "text": [*TEXT, " "],
    "standfirst": "At last, after nine years.",
    "optional": ["The landing in May.", "Boats in 2009"],
    "not_text": [TEASER],
    "persons": [],
    "published": None,
}


@pytest.fixture
def page(tmp_path: Path) -> LayoutPage:
    folder, packed = tmp_path / "pages", tmp_path / "pages.jsonl.xz"
    folder.mkdir()
    (folder / "one.html").write_text(HTML, "utf-8")
    (folder / "one.json").write_text(json.dumps(KNOWN), "utf-8")
    assert main([str(folder), str(packed)]) == 0
    (only,) = read_layouts(packed)
    return only


def test_a_page_is_packed_as_it_was_written(page: LayoutPage) -> None:
    assert (page.html, page.text, page.language, page.published) == (HTML, TEXT, "en", None)
    assert not list(faults(page))


def test_what_is_told_wrong_is_not_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.html").write_text(HTML, "utf-8")
    for change, fault in (
        ({"not_text": [TEXT[0]]}, "both text and no text"),
        ({"text": []}, "no text"),
        ({"title": ...}, "no title"),
    ):
        row = {name: value for name, value in (KNOWN | change).items() if value is not ...}
        (tmp_path / "one.json").write_text(json.dumps(row), "utf-8")
        assert main([str(tmp_path), str(tmp_path / "out.xz")]) == 2
        assert fault in capsys.readouterr().err
    assert not (tmp_path / "out.xz").exists()


def test_blocks_are_labelled_by_the_lines_that_are_known(page: LayoutPage) -> None:
    blocks = page_blocks(document_fromstring(page.html))
    labels, weights = layout_labels(blocks, page)
    told = dict(zip((block.text for block in blocks.blocks), zip(labels, weights, strict=True), strict=True))
    assert {text for text, (label, _) in told.items() if label} == {*TEXT, page.standfirst, "Boats in 2009"}
    assert [text for text, (_, weight) in told.items() if not weight] == ["The landing in May."]
    assert told["At last, after nine years."][1] < told[TEXT[0]][1]


def test_a_page_is_scored_by_what_it_lost_and_let_in(page: LayoutPage) -> None:
    found = read_layout(page)
    assert (found.paragraphs, found.others, found.lost, found.refused) == (2, 1, 0, False)
    assert "day" in found.facts
    missed = read_layout(replace(page, text=(*TEXT, "A sentence that stands nowhere on the page.")))
    assert missed.lost == 1
    assert read_layout(replace(page, not_text=(TEXT[0][:60],), text=TEXT[1:])).let_in == 1


def test_layouts_nobody_looked_at_are_read_as_well_as_they_were() -> None:
    """A page of each, or nearly; all of them are held by `make evaluate`."""
    found = [read_layout(page) for page in read_layouts(UNSEEN)[::EVERY]]
    sampled = {name.replace(".", ".sampled_"): told for name, told in layout_measures(found).items()}
    floors = read_floors()
    assert floors.keys() >= sampled.keys()
    assert fallen(floors, sampled) == []


def test_no_page_that_is_scored_is_learnt_from() -> None:
    learnt, unseen = read_layouts(LEARNT), read_layouts(UNSEEN)
    assert {letters_only(page.html) for page in learnt}.isdisjoint(letters_only(page.html) for page in unseen)
    lines = {letters_only(line) for page in learnt for line in page.text if len(line) > 60}
    assert lines.isdisjoint(letters_only(line) for page in unseen for line in page.text)
    assert not [fault for page in (*learnt, *unseen) for fault in faults(page)]
