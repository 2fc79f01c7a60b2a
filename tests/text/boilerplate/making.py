"""Invented stories of one host: each of its own, with furniture around them as the test wants."""

from __future__ import annotations

from newsarchive.text.boilerplate.learning import StoredPage

MASTHEAD = "The Gull Point Gazette, morning edition"
NOTICE = (
    "All reports of this paper are checked by two editors before they are printed; write to us if one errs."
)
BUTTON = "Read this aloud"


def sentences(number: int) -> tuple[str, ...]:
    """Three paragraphs that no other number has."""
    return (
        f"On day {number} the keeper of lamp {number} counted {number} ships before the fog came in.",
        f"Boat number {number} was towed to berth {number} after its engine had failed for {number} minutes.",
        f"The harbour office wrote {number} pages about it; they stand in issue {number} of its journal.",
    )


def story(
    number: int,
    *,
    head: tuple[str, ...] = (),
    tail: tuple[str, ...] = (),
    title: str | None = None,
    spam_hosts: tuple[str, ...] = (),
) -> StoredPage:
    """A stored story with what stands around it."""
    return StoredPage(
        title or f"Lamp {number} counts {number} ships",
        (*head, *sentences(number), *tail),
        spam_hosts=frozenset(spam_hosts),
    )
