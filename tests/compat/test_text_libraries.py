"""The contracts with the private parts of htmldate, warcio and pydantic."""

from __future__ import annotations

import importlib
import io
import subprocess
import sys
from datetime import datetime
from typing import Literal

import htmldate
import pytest
from htmldate import extractors
from lxml.html import document_fromstring
from pydantic import BaseModel, ValidationError
from warcio.bufferedreaders import BufferedReader
from warcio.recordbuilder import RecordBuilder
from warcio.warcwriter import WARCWriter

from newsarchive.compat.htmldate_private import find_date_by
from newsarchive.compat.pydantic_private import field_location
from newsarchive.compat.warcio_private import RawHeaders, followed_by_data, missing_bytes, records_from

# A date that htmldate's own patterns do not read.
ASKED = "<html><body><p class='date'>mars 3e, 2021 anno</p></body></html>"


def test_find_date_by_asks_the_given_parser_and_no_other() -> None:
    asked: list[str] = []

    def read_day(text: str) -> datetime:
        asked.append(text)
        return datetime(2021, 3, 3)  # noqa: DTZ001 - as the library's own

    page = document_fromstring(ASKED)
    assert find_date_by(read_day)(page, extensive_search=True, original_date=True) == "2021-03-03"
    assert asked, "htmldate reads this by itself now: find a date that it does not"
    asked.clear()
    assert find_date_by(lambda _text: None)(page, extensive_search=True) != "2021-03-03"
    assert not asked, "two searches share a parser"


def test_find_date_by_leaves_the_library_as_it_is() -> None:
    core = vars(importlib.import_module("htmldate.core"))
    before = extractors._external_date, extractors.try_date_expr, core["try_date_expr"]
    made = find_date_by(lambda _text: None)
    assert before == (extractors._external_date, extractors.try_date_expr, core["try_date_expr"])
    assert made is not htmldate.find_date
    assert "get_external_parser" in extractors._external_date.__code__.co_names


def test_find_date_by_imports_no_dateparser() -> None:
    code = (
        "import sys; from lxml.html import document_fromstring as parse;"
        "from newsarchive.compat.htmldate_private import find_date_by;"
        f"find_date_by(lambda text: None)(parse({ASKED!r}));"
        "sys.exit('dateparser.languages.loader' in sys.modules and 'dateparser.date' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_raw_headers_are_written_as_they_came() -> None:
    out = io.BytesIO()
    headers = RawHeaders("200 OK", [("X-Place", "Zürich")], protocol="HTTP/1.1")
    record = RecordBuilder(warc_version="1.1").create_revisit_record(
        "http://h.example/", "sha256:x", "http://h.example/", "2026-11-27T12:00:00Z", http_headers=headers
    )
    WARCWriter(out, gzip=False).write_record(record)
    assert "\r\nX-Place: Zürich\r\n\r\n".encode("latin-1") in out.getvalue()


def test_records_are_read_through_the_reader_that_is_given() -> None:
    read: list[bytes] = []

    class Reader(BufferedReader):  # type: ignore[misc] # warcio has no types
        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(length)
            read.append(line)
            return line

    out = io.BytesIO()
    builder = RecordBuilder(warc_version="1.1")
    WARCWriter(out, gzip=False).write_record(
        builder.create_warc_record("http://h.example/", "resource", io.BytesIO(b"body"), length=4)
    )
    stream = io.BytesIO(out.getvalue())
    record = next(records_from(stream, Reader(stream)))
    assert record.content_stream().read() == b"body"
    assert b"WARC/1.1\r\n" in read


def test_a_record_without_url_is_read_on_and_one_in_capitals_has_headers() -> None:
    answered = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nbody"
    head = b"WARC/1.1\r\nWARC-Type: response\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n"
    urls = (b"", b"WARC-Target-URI: HTTPS://h.example/\r\n", b"WARC-Target-URI: ftp://h.example/\r\n")
    stream = io.BytesIO(b"".join(head % (url, len(answered), answered) for url in urls))
    found = [record.http_headers for record in records_from(stream, BufferedReader(stream))]
    assert [headers is not None for headers in found] == [False, True, False]


def test_what_a_record_lacks_or_has_too_much_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    builder = RecordBuilder(warc_version="1.1")
    for body in (b"body", b"more"):
        WARCWriter(out, gzip=False).write_record(
            builder.create_warc_record("http://h.example/", "resource", io.BytesIO(body), length=4)
        )
    data = out.getvalue().replace(b"body", b"body and a line").rstrip()
    stream = io.BytesIO(data[:-1])
    records = records_from(stream, BufferedReader(stream))
    assert [missing_bytes(record) for record in records] == [0, 1]
    assert followed_by_data(records) == 1
    assert capsys.readouterr().err == ""


class Part(BaseModel):
    at: int | Literal["never"]


class Whole(BaseModel):
    parts: tuple[Part, ...] = ()
    named: dict[Literal["a"], int] = {}


@pytest.mark.parametrize(
    ("given", "location"),
    [
        ({"parts": [{"at": "x"}]}, ["parts", 0, "at"]),
        ({"named": {"b": 1}}, ["named", "b"]),
        ({"named": {"a": "x"}}, ["named", "a"]),
    ],
)
def test_field_location_leaves_out_what_operators_do_not_know(given: object, location: list[object]) -> None:
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(given)
    found = [details["loc"] for details in caught.value.errors()]
    assert any(len(one) > len(location) for one in found) or location[0] == "named"
    for one in found:
        assert field_location(one) == location
