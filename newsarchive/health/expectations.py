"""The names of all that can be expected of a source, so that a misspelt one is an error and not silence."""

from __future__ import annotations

from enum import StrEnum


class Expectation(StrEnum):
    """As in `missed_expectations.expectation`, and as fields of `[expect]`."""

    ARTICLES_PER_WEEK = "articles_per_week"
    SILENT_FOR = "silent_for"
    WITH_TITLE = "with_title"
    WITH_DATE = "with_date"
    REFUSED = "refused"
    FAILED = "failed"
    SELECTORS = "selectors"
    VANISHED = "vanished"
    # No field of `[expect]`: a site that does not answer is never well.
    ANSWERED = "answered"
