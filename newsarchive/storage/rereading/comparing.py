"""Today's reading of a capture against the stored one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rapidfuzz.distance import LCSseq

from newsarchive.items import CleanArticle
from newsarchive.storage.pages import Page
from newsarchive.storage.rereading.values import Difference, StoredCapture, StoredReading
from newsarchive.storage.revision_rows import revision_values
from newsarchive.text.fingerprints import revision_key

# Follows from the text, and is no news of its own.
DERIVED = frozenset({"word_count"})
TEXT = ("title", "text", "authors")


def compare(capture: StoredCapture, page: Page) -> Difference:
    """Return what the reading in `page` (fit for the archive) changes in what is stored of the capture."""
    article, stored = page.article, capture.reading
    url, source = page.asked, page.source
    if stored is None:
        kind = "accepted" if page.refusal is None else "refused"
        return Difference(
            url=url,
            source=source,
            kind=kind,  # type: ignore[arg-type] # one of two words
            fields=("verdict",) if page.refusal is None else (),
            added=len(article.text) if page.refusal is None else 0,
            reason=page.refusal,
        )
    if page.refusal is not None:
        return Difference(
            url=url,
            source=source,
            kind="doubted",
            fields=("verdict",),
            reason=page.refusal,
            extractor=stored.extractor,
        )
    return _of_readings(url, source, stored, article)


def _of_readings(url: str, source: str, stored: StoredReading, article: CleanArticle) -> Difference:
    fields = _fields(stored, article)
    revised = revision_key(article.title, article.text, article.authors) != stored.key
    old, new = str(stored.values["text"]), article.text
    common = LCSseq.similarity(old, new) if old != new else len(new)
    return Difference(
        url=url,
        source=source,
        kind="revised" if revised else "metadata" if fields else "unchanged",
        fields=fields,
        added=len(new) - common,
        removed=len(old) - common,
        rules=_rules(stored.rules, Counter(block.rule for block in article.removed)) if fields else (),
        extractor=stored.extractor,
    )


def _fields(stored: StoredReading, article: CleanArticle) -> tuple[str, ...]:
    new = revision_values(article)
    differ = {name for name in new.keys() - DERIVED if new[name] != stored.values[name]}
    differ |= {"authors"} if article.authors != stored.authors else set()
    differ |= {"tags"} if article.tags != stored.tags else set()
    return (*(name for name in TEXT if name in differ), *sorted(differ - set(TEXT)))


def _rules(old: Mapping[str, int], new: Mapping[str, int]) -> tuple[str, ...]:
    changes = {name: new.get(name, 0) - old.get(name, 0) for name in sorted({*old, *new})}
    return tuple(
        f"{'+' if by > 0 else '-'}{name}" for name, by in changes.items() for _ in range(min(abs(by), 9))
    )
