"""Charset detectors, each as its documentation says to decode bytes with it."""

from __future__ import annotations

from typing import Any

import cchardet
import chardet
import charset_normalizer
from w3lib.encoding import html_to_unicode

FALLBACK = "utf-8"


def with_chardet(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the bytes as chardet sees them."""
    return {"text": _decode(body, chardet.detect(body)["encoding"])}


def with_cchardet(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the bytes as faust-cchardet sees them."""
    return {"text": _decode(body, cchardet.detect(body)["encoding"])}


def with_normalizer(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the bytes as charset-normalizer sees them."""
    best = charset_normalizer.from_bytes(body).best()
    return {"text": str(best) if best is not None else _decode(body, None)}


def with_w3lib(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the bytes as w3lib decodes what a server sent without a charset: Scrapy's way."""
    return {"text": html_to_unicode(None, body)[1]}


def with_w3lib_and_chardet(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the same, asking chardet where nothing is declared."""
    return {"text": html_to_unicode(None, body, auto_detect_fun=_detect)[1]}


def _detect(body: bytes) -> str | None:
    encoding = chardet.detect(body)["encoding"]
    return str(encoding) if encoding else None


def _decode(body: bytes, encoding: str | None) -> str:
    try:
        return body.decode(encoding or FALLBACK, "replace")
    except LookupError:
        return body.decode(FALLBACK, "replace")
