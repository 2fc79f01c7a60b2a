"""The forms in which an address has a member of an article's object: a number to another base, a slug of it.

A form is a word behind the member in a template: `{id:base36}`, `{title:slug}`. A slug may be cut to so many
characters: `{title:slug90}`.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Mapping

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_NUMBER = 19  # digits
_LONGEST_TEXT = 500
_CUT = re.compile(r"([a-z-]+)(\d{1,3})?\Z")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_TAGS = re.compile(r"<[^<>]{0,500}+>")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})


def _to_base(text: str, base: int) -> str | None:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        return None
    number = int(text)
    made = "" if number else "0"
    while number:
        number, digit = divmod(number, base)
        made = _DIGITS[digit] + made
    return made


def _plain_letters(text: str) -> str:
    """Return a text in small letters without accents; letters of other alphabets are left out."""
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()


def _joined(text: str) -> str | None:
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or None


_SLUGS: Mapping[str, Callable[[str], str | None]] = {
    "slug": lambda text: _joined(_plain_letters(text)),
    # An apostrophe between letters parts them, or is left out.
    "slug-parted": lambda text: _joined(_plain_letters(_APOSTROPHES.sub(" ", text))),
    "slug-joined": lambda text: _joined(_plain_letters(_APOSTROPHES.sub("", text))),
    "slug-umlauts": lambda text: _joined(_plain_letters(text.lower().translate(_UMLAUTS))),
    "slug-unicode": lambda text: re.sub(r"[\W_]+", "-", text.lower()).strip("-") or None,
}
_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "hex": lambda text: _to_base(text, 16),
    "base36": lambda text: _to_base(text, 36),
    "lower": lambda text: text.lower() or None,
    "base64": lambda text: (
        base64.urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("=") or None
    ),
}
SLUG_FORMS, NUMBER_FORMS = tuple(_SLUGS), ("hex", "base36", "base64")


def is_address_form(form: str) -> bool:
    """Say whether there is a form of that name; total."""
    found = _CUT.match(form)
    return form in _FORMS or (found is not None and found[1] in _SLUGS)


def in_address_form(text: str, form: str) -> str | None:
    """Return a member in the form, None if it has none or the form is not known; total."""
    text = text[:_LONGEST_TEXT]
    if form in _FORMS:
        return _FORMS[form](text)
    found = _CUT.match(form)
    if found is None or found[1] not in _SLUGS:
        return None
    made = _SLUGS[found[1]](_TAGS.sub("", text))
    if made is None or not found[2]:
        return made
    return made[: int(found[2])].rstrip("-") or None
