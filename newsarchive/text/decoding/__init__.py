"""Bytes to characters: the charset is decided from the bytes, with the declarations as hints (DESIGN 4)."""

from __future__ import annotations

from newsarchive.text.decoding.page_decoding import decode_page

__all__ = ["decode_page"]
