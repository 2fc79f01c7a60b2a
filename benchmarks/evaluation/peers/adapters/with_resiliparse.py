"""resiliparse: main text only."""

from __future__ import annotations

from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding


def answer(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the main content without the images' alternative texts, which it keeps by default."""
    return {"text": extract_plain_text(_decode(body), main_content=True, alt_texts=False)}


def decoded(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the bytes as it decodes them."""
    return {"text": _decode(body)}


def _decode(body: bytes) -> str:
    return str(bytes_to_str(body, detect_encoding(body)))
