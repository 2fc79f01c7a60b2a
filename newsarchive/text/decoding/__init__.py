"""Bytes to characters: the charset is decided from the bytes, with the declarations as hints.

See docs/explanation/charsets.md#the-cascade.
"""

from __future__ import annotations

from newsarchive.text.decoding.page_decoding import decode_page

__all__ = ["decode_page"]
