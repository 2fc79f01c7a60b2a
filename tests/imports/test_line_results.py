"""One line in, one line of JSON out, for every state a page file can be in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newsarchive.imports.line_results import (
    decoded_line,
    extracted_line,
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
