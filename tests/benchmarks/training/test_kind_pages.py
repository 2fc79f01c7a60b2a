"""Pages of our own whose kind is known: packed and read as written; none that is scored is learnt from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.evaluation.floors import fallen, read_floors
from benchmarks.evaluation.page_sorting import EVERY, kind_measures, sort_own
from benchmarks.training.kind_pages import LEARNT, UNSEEN, main, read_kind_pages
from benchmarks.training.packed_pages import read_packed
from newsarchive.evidence import PageKind
from newsarchive.text.letters import letters_only

KNOWN = {
    "id": "one",
    "lang": "en",
    "kind": "forum",
    "sort": "phpbb_thread",
    "template": "phpbb",
    "url": "https://talk.example/viewtopic.php?t=12",
}


def packed(folder: Path, known: dict[str, str]) -> int:
    (folder / "one.html").write_text("<p>Has anybody mended such a lock?</p>", "utf-8")
    (folder / "one.json").write_text(json.dumps(known), "utf-8")
    return main([str(folder), str(folder / "out.xz")])


def test_a_page_is_packed_as_it_was_written(tmp_path: Path) -> None:
    assert packed(tmp_path, KNOWN) == 0
    (page,) = read_kind_pages(tmp_path / "out.xz")
    assert (page.kind, page.language, page.html) == (
        PageKind.FORUM,
        "en",
        "<p>Has anybody mended such a lock?</p>",
    )


@pytest.mark.parametrize(
    ("known", "fault"),
    [
        (KNOWN | {"kind": "thread"}, "one: kind 'thread' is none of article, live_blog"),
        ({name: value for name, value in KNOWN.items() if name != "url"}, "one: no url"),
    ],
)
def test_what_is_told_wrong_is_not_packed(
    tmp_path: Path, known: dict[str, str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert packed(tmp_path, known) == 2
    assert fault in capsys.readouterr().err
    assert not (tmp_path / "out.xz").exists()


def test_a_page_without_markup_and_a_folder_without_pages_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), str(tmp_path / "out.xz")]) == 2
    assert f"{tmp_path}: no pages" in capsys.readouterr().err
    (tmp_path / "one.json").write_text(json.dumps(KNOWN), "utf-8")
    assert main([str(tmp_path), str(tmp_path / "out.xz")]) == 2
    assert "one: no html" in capsys.readouterr().err
    assert not (tmp_path / "out.xz").exists()


def test_kinds_nobody_looked_at_are_told_as_well_as_they_were() -> None:
    """A tenth of the pages; all of them are held by `make evaluate`."""
    found = [sort_own(page) for page in read_kind_pages(UNSEEN)[::EVERY]]
    sampled = kind_measures(found, "kinds.sampled_own_")
    floors = read_floors()
    assert floors.keys() >= sampled.keys()
    assert fallen(floors, sampled) == []


def test_no_page_that_is_scored_is_learnt_from() -> None:
    learnt, unseen = read_kind_pages(LEARNT), read_kind_pages(UNSEEN)
    assert {page.kind for page in learnt} == {page.kind for page in unseen} == set(PageKind)
    told, scored = (
        {letters_only(line) for row in read_packed(file) for line in row.get("text") or () if len(line) > 60}
        for file in (LEARNT, UNSEEN)
    )
    assert told
    assert scored
    assert told.isdisjoint(scored)
