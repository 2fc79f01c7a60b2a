"""Compares what came of a page with its truth, so that tests and people ask the same question."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from newsarchive.newsroom.damage import FOLD_STEP
from newsarchive.newsroom.page import Page

NAMES = ("editor", "outlet", "dateline", "language", "script")
TIMES = ("published_at", "modified_at")


def differences(page: Page, record: Mapping[str, Any]) -> list[str]:
    """Return one line for each field of the article record (DESIGN 2.3) that is not as written.

    Fields that the page's truth leaves open are not compared; of pages without an article only the verdict,
    and that no spam stayed.
    """
    found = [differing("verdict", page.verdict, record["verdict"])]
    if page.verdict == "article":
        found += article_differences(page, record)
    return [line for line in (*found, *spam_left(page, record)) if line]


def article_differences(page: Page, record: Mapping[str, Any]) -> Iterable[str]:
    """What differs in an article's words, people and times."""
    yield differing("title", comparable(page, page.title), comparable(page, record["title"]))
    yield from text_differences(page, record["text"])
    yield differing("authors", list(page.authors), list(record["authors"]))
    for name in NAMES:
        if (told := getattr(page, name)) is not None:
            yield differing(name, told, record[name])
    for name in TIMES:
        if (told := getattr(page, name)) is not None:
            yield differing(name, moment(told), moment(record[name]))


def text_differences(page: Page, text: str) -> Iterable[str]:
    """What differs in the paragraphs: those lost, and those that should not be there."""
    wanted = [comparable(page, paragraph) for paragraph in page.paragraphs]
    got = [comparable(page, line) for line in text.split("\n")]
    yield from (f"text lacks {line!r}" for line in wanted if line not in got)
    yield from (f"text has besides {line!r}" for line in got if line not in wanted)
    if sorted(wanted) == sorted(got):
        yield differing("order of paragraphs", wanted, got)


def spam_left(page: Page, record: Mapping[str, Any]) -> Iterable[str]:
    """Spam that stayed in title or text, or is not kept among the removed."""
    if page.spam is None:
        return
    kept = f"{record['title']}\n{record['text']}"
    removed = "\n".join(block["text"] for block in record["removed"])
    yield from (f"spam stayed: {phrase!r}" for phrase in page.spam.phrases() if phrase in kept)
    yield from (
        f"spam not kept as evidence: {phrase!r}" for phrase in page.spam.phrases() if phrase not in removed
    )


def differing(name: str, wanted: object, got: object) -> str:
    """One line where the two differ, else ""."""
    return "" if wanted == got else f"{name}: wanted {wanted!r}, got {got!r}"


def comparable(page: Page, text: str | None) -> str:
    """White space as one blank; a mirror that folded punctuation is compared folded (the width is lost)."""
    folds = FOLD_STEP in page.look.damage
    return " ".join((unicodedata.normalize("NFKC", text or "") if folds else text or "").split())


def moment(told: str | None) -> datetime | None:
    """The time told, aware where it has an offset."""
    return datetime.fromisoformat(told) if told else None
