"""`newsarchive decode`: the bytes as characters, and nothing more."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli import running
from tests.cli.inside import run
from tests.imports.making import Saved

TEXT = "<p>渡轮\r\n码头\x0c将重建</p>\r\r\n"


def test_one_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    code, out, err = running.run("decode", "page.html", cwd=tmp_path)
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert list(record) == ["id", "charset", "evidence", "text"]
    assert (record["id"], record["charset"], record["evidence"], record["text"]) == (
        "page.html",
        "utf-8",
        "bom",
        TEXT,
    )


def test_a_header_can_be_given_for_standard_input(tmp_path: Path) -> None:
    body = "Ångström läuft über Öl, naïve Übermut für Höhlen".encode("latin-1")
    code, out, _ = run(
        "decode", "-", "--content-type", "text/html; charset=iso-8859-1", cwd=tmp_path, stdin=body
    )
    assert (code, json.loads(out)["text"]) == (0, body.decode("latin-1"))


def test_a_manifest(tmp_path: Path) -> None:
    saved = Saved(tmp_path)
    saved.add("a.html.gz", TEXT.encode())
    saved.add("b.txt", TEXT.encode("gb18030"), content_type="text/plain; charset=gb2312")
    saved.add("c.html", None)
    saved.manifest()
    code, out, err = run("decode", "--manifest", "in.jsonl", "--output", "out.jsonl", cwd=tmp_path)
    assert (code, out) == (0, "")
    assert "3 pages: 2 decoded, 1 undecodable -> out.jsonl" in err
    a, b, c = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (a["id"], a["text"]) == ("a.html.gz", TEXT)
    assert (b["id"], b["text"], b["charset"]) == ("b.txt", TEXT, "gb18030")
    assert (c["id"], c["verdict"], c["error"]) == (
        "c.html",
        "undecodable",
        "unreadable: No such file or directory",
    )


def test_decode_knows_no_url(tmp_path: Path) -> None:
    code, _, err = run("decode", "-", "--url", "http://a.example", cwd=tmp_path)
    assert code == 2
    assert "--url" in err
