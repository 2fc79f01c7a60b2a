"""The files of known charset, with pinned floors."""

from __future__ import annotations

import json
import re
from pathlib import Path

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page

# Measured 2026-11-24: .988 of 334 files exact, all of the Chinese, Japanese, Korean and Cyrillic ones; the
# rest are a dozen bytes long, or charsets that no page uses. A floor may rise, never fall.
FLOOR = 0.985
FLOOR_EAST = 0.995
IGNORED = re.compile("[\ufeff\ufffd\x80-\x9f\r\x1a\x00\uff5e\u301c\u2225\u2016\uff0d\u2212\u2015\u2014]")


def test_charset_files(shared: Path) -> None:
    folder = shared / "corpora" / "charsets"
    right: dict[bool, list[bool]] = {True: [], False: []}
    for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()):
        raw = (folder / f"{row['id']}.bin").read_bytes()
        text = decode_page(FetchedPage(url="", body=raw)).text
        same = IGNORED.sub("", text) == IGNORED.sub("", raw.decode(row["codec"], "replace"))
        right[bool(row.get("script"))].append(same)
    everything = right[True] + right[False]
    assert sum(everything) / len(everything) >= FLOOR
    assert sum(right[True]) / len(right[True]) >= FLOOR_EAST
