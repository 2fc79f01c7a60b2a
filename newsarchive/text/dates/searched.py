"""The last resort for a date: htmldate's search of the whole page, kept off the clock."""

from __future__ import annotations

from htmldate import find_date
from lxml.html import HtmlElement

# htmldate compares with today unless told otherwise; the same page must give the same answer on any day.
EARLIEST, LATEST = "1995-01-01", "2035-12-31"


def searched_date(tree: HtmlElement, url: str | None, *, thorough: bool = True) -> str | None:
    """Return the publication date htmldate finds, `YYYY-MM-DD`, else None; its failures count as none."""
    try:
        return find_date(
            tree, original_date=True, extensive_search=thorough, url=url, min_date=EARLIEST, max_date=LATEST
        )
    except Exception:  # any failure of the library means: no answer from it
        return None
