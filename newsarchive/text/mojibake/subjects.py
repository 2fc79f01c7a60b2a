"""Whether the words of a page tell of something: its tags, scripts and styles do not count."""

from __future__ import annotations

import re

# Elements whose text is a program's, or shown as one.
SHOWING_CODE = frozenset({"script", "style", "textarea", "code", "pre", "kbd", "tt", "samp", "noscript"})
_CODE = re.compile(r"<(script|style)\b", re.IGNORECASE)
_CODE_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_TAG = re.compile(r"<[^<>]*>")


def tells_of(subject: re.Pattern[str], text: str) -> bool:
    """Whether the subject is named in what a reader of the page's source `text` is shown."""
    return subject.search(text) is not None and subject.search(_TAG.sub(" ", _without_code(text))) is not None


def _without_code(text: str) -> str:
    """The source without scripts and styles; what is never closed counts as shown. Linear in time."""
    kept, at = [], 0
    endless: set[str] = set()  # not sought again: every tag would look to the end of the page
    for tag in _CODE.finditer(text):
        name = tag[1].lower()
        if tag.start() < at or name in endless:
            continue
        end = _CODE_END[name].search(text, tag.end())
        if end is None:
            endless.add(name)
            continue
        kept.append(text[at : tag.start()])
        at = end.end()
    kept.append(text[at:])
    return " ".join(kept)
