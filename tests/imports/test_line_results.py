"""One line in, one line of JSON out, for every state a page file can be in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsarchive.imports.line_results import (
    decoded_line,
    extracted_line,
    read_line,
    refused_decoding,
    refused_extraction,
)
from newsarchive.imports.manifest import ManifestLine, read_manifest
from tests.imports.making import STORY, Saved, html


def line(folder: Path, name: str, body: bytes | None, **keys: Any) -> ManifestLine:
    saved = Saved(folder)
    saved.add(name, body, **keys)
    return read_manifest(saved.manifest())[0]


def test_a_page_gives_its_record_after_its_id(tmp_path: Path) -> None:
    record = json.loads(extracted_line(line(tmp_path, "a.html.gz", html(), url="https://bay.example/pier")))
    assert list(record)[:4] == ["id", "url", "canonical_url", "verdict"]
    assert (record["id"], record["url"], record["verdict"]) == (
        "a.html.gz",
        "https://bay.example/pier",
        "article",
    )
    assert record["text"] == "\n".join(STORY)
    assert "error" not in record


def test_the_name_makes_a_text_page(tmp_path: Path) -> None:
    record = json.loads(extracted_line(line(tmp_path, "a.txt", "\n\n".join(STORY).encode())))
    assert record["text"] == "\n".join(STORY)
    assert record["url"] is None


def test_a_content_type_given_outweighs_the_name(tmp_path: Path) -> None:
    body = "Ångström läuft über Öl".encode("latin-1")
    given = json.loads(
        decoded_line(line(tmp_path, "a.txt", body, content_type="text/plain; charset=iso-8859-1"))
    )
    assert given["text"] == "Ångström läuft über Öl"


def test_what_the_file_says_fills_what_the_manifest_leaves_out(tmp_path: Path) -> None:
    at = datetime(2025, 1, 5, 9, 11, 12, tzinfo=UTC)
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://bay.example/pier\n"
        "Date: Sun, 5 Jan 2025 10:11:12 +0100\nMIME-Version: 1.0\n"
    )
    body = (
        f"{head}Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n".encode()
        + html()
    )
    alone = read_line(line(tmp_path, "a.mhtml", body)).page
    assert (alone.url, alone.fetched_at, alone.body) == ("https://bay.example/pier", at, body)
    given = {"url": "https://bay.example/2025/pier", "fetched_at": "2026-03-01T08:00:00Z"}
    told = read_line(line(tmp_path, "a.mhtml", body, **given)).page
    assert (told.url, told.fetched_at) == (given["url"], datetime(2026, 3, 1, 8, tzinfo=UTC))
    record = json.loads(extracted_line(line(tmp_path, "a.mhtml", body)))
    assert (record["url"], record["text"], record["published_at"]) == (alone.url, "\n".join(STORY), None)


def test_decoding_repairs_nothing(tmp_path: Path) -> None:
    body = "\ufeff<p>a\r\nb\x0b c</p>\r".encode()
    record = json.loads(decoded_line(line(tmp_path, "a.html", body)))
    assert list(record) == ["id", "charset", "evidence", "text"]
    assert (record["id"], record["charset"], record["text"]) == ("a.html", "utf-8", "<p>a\r\nb\x0b c</p>\r")


def test_an_unreadable_page_has_its_line(tmp_path: Path) -> None:
    missing = line(tmp_path, "none.html", None, url="https://bay.example/none")
    record = json.loads(extracted_line(missing))
    assert (record["id"], record["url"], record["verdict"]) == (
        "none.html",
        "https://bay.example/none",
        "undecodable",
    )
    assert (record["text"], record["charset"]) == ("", None)
    assert record["error"] == "unreadable: No such file or directory"
    decoded = json.loads(decoded_line(missing))
    assert (decoded["text"], decoded["verdict"], decoded["error"]) == ("", "undecodable", record["error"])


def test_refusals_have_the_same_shape(tmp_path: Path) -> None:
    one = line(tmp_path, "a.html", html())
    refused = json.loads(refused_extraction(one, "it killed its worker"))
    assert set(refused) == {*json.loads(extracted_line(one)), "error"}
    assert json.loads(refused_decoding(one, "it slept"))["error"] == "it slept"
