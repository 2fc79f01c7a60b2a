"""The section on hosts: halves of a site are the same everywhere, and one teaches the other."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.known_hosts import SitePage, hosts_section
from benchmarks.evaluation.run import Run
from tests.text.boilerplate.gazette import gazette_story, gazette_text


def test_a_page_is_always_of_the_same_half() -> None:
    halves = [SitePage("set", {"id": str(number)}, "gull.example").half for number in range(8)]
    assert halves == [SitePage("set", {"id": str(number)}, "other.example").half for number in range(8)]
    assert set(halves) == {0, 1}


def test_what_one_half_teaches_is_counted_on_the_other(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    rows = [
        {
            "id": str(number),
            "url": f"https://gull.example/{number}",
            "lang": "en",
            "text": gazette_text(number),
        }
        for number in range(1, 49)
    ]
    for row in rows:
        (folder / f"{row['id']}.html.gz").write_bytes(gzip.compress(gazette_story(int(row["id"])).encode()))
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    corpora = Corpora(tmp_path, shared / "corpora")
    section = hosts_section(Run(corpora, ("own",), 1, tmp_path / "out", rendered=tmp_path / "none"))
    told = {row[0]: dict(zip(section.tables[0].columns, row, strict=True)) for row in section.tables[0].rows}
    of_site = next(row for row in told.values() if row["pages"] == "48")
    assert (of_site["F1 taught"], of_site["changed"], of_site["worse"]) == ("1.0000", "24", "0")
    assert of_site["F1 alone"] < of_site["F1 taught"]
