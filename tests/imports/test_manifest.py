"""A manifest is read whole, or its first mistake is named with file, line and what is allowed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.errors import ManifestError, UsageError
from newsarchive.imports.manifest import ManifestLine, counts_from_elsewhere, read_manifest

GOOD = '{"id": "a", "path": "a.html"}'


def read(folder: Path, text: str | bytes) -> list[ManifestLine]:
    path = folder / "in.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_manifest(path)


def test_a_line_says_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    full = {
        "id": "集/1",
        "path": "p/1.html.gz",
        "url": "https://news.example/1",
        "content_type": "text/html; charset=gbk",
        "fetched_at": "2026-07-31T09:30:00+08:00",
        "source": "lantern",
    }
    lines = read(tmp_path, f"\ufeff{json.dumps(full, ensure_ascii=False)}\r\n\n{GOOD}")
    assert lines == [
        ManifestLine(number=1, **(full | {"fetched_at": datetime(2026, 7, 31, 1, 30, tzinfo=UTC)})),  # type: ignore[arg-type]
        ManifestLine(number=3, id="a", path="a.html"),
    ]


def test_null_is_as_good_as_absent_for_what_is_optional(tmp_path: Path) -> None:
    assert read(tmp_path, '{"id": "a", "path": "a.html", "url": null}') == read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "b", "path"', "not JSON"),
        ('["b", "b.html"]', "not a JSON object"),
        ("[" * 100_000, "not JSON"),
        (b'{"id": "b", "path": "\xff"}', "not UTF-8 at byte 22"),
        ('{"id": "b"}', "'path' is missing"),
        ('{"path": "b.html"}', "'id' is missing"),
        ('{"id": "", "path": "b.html"}', "'id' is missing or empty"),
        ('{"id": null, "path": "b.html"}', "'id' is missing or empty"),
        ('{"id": 7, "path": "b.html"}', "'id' is 7; only a text"),
        ('{"id": "b", "path": "b.html", "url": 3}', "'url' is 3; only a text"),
        ('{"id": "b", "path": "b.html", "adress": "x"}', "unknown key 'adress'; allowed are id, path, url"),
        ('{"id": "b", "id": "c", "path": "b.html"}', "a key occurs twice"),
        ('{"id": "b", "path": "b.html", "fetched_at": "yesterday"}', "'fetched_at' is 'yesterday'"),
        ('{"id": "b", "path": "b.html", "fetched_at": "0001-01-01T00:00+05:00"}', "'fetched_at'"),
        ('{"id": "b", "path": "b.html", "fetched_at": 1785000000}', "'fetched_at' is 1785000000"),
        ('{"id": "\\ud800", "path": "b.html"}', "half a surrogate pair"),
        ('{"id": "b", "path": "b.html", "url": "http://a.example/\\u0000"}', "control character"),
        (GOOD, "id 'a' is already used on line 1"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, line: str | bytes, said: str) -> None:
    raw = line.encode() if isinstance(line, str) else line
    with pytest.raises(ManifestError) as caught:
        read(tmp_path, GOOD.encode() + b"\n" + raw + b"\n")
    assert "in.jsonl, line 2: " in str(caught.value)
    assert said in str(caught.value)
    assert '"content_type"?' in str(caught.value), "what is allowed"
    assert caught.value.exit_code == 2


def test_a_manifest_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_manifest(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="directory"):
        read_manifest(tmp_path)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise_anything_else(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "in.jsonl"
    path.write_bytes(raw)
    try:
        read_manifest(path)
    except ManifestError as error:
        assert "line" in str(error)


def test_paths_that_count_from_the_manifest_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "saved"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "a.html").write_text("<p>ferry</p>", encoding="utf-8")
    manifest = Path("saved", "in.jsonl")
    monkeypatch.chdir(tmp_path)
    manifest.write_text('{"id": "a", "path": "pages/a.html"}\n', encoding="utf-8")
    told = counts_from_elsewhere(manifest, read_manifest(manifest)) or ""
    assert "'pages/a.html' (line 1)" in told
    assert "run the command in 'saved'" in told
    for path in ("saved/pages/a.html", str(folder / "pages" / "a.html"), "pages/none.html", "a\\u0000"):
        manifest.write_text(f'{{"id": "a", "path": "{path}"}}\n', encoding="utf-8")
        assert counts_from_elsewhere(manifest, read_manifest(manifest)) is None
    monkeypatch.chdir(folder)
    assert counts_from_elsewhere(Path("in.jsonl"), read_manifest(Path("in.jsonl"))) is None
