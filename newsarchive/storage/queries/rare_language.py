"""Articles of a language of which there are few: found at once, instead of among all others, newest first."""

from __future__ import annotations

from newsarchive.storage.queries.search_hits import Index, SearchCandidate, candidate_columns, newest_first

# Articles that are looked at one by one. Of a language with more, the next are found soon among the newest.
MOST_RARE = 10_000
# An index has the languages; both tables are read only where one fits.
_OF_LANGUAGE = (
    "FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number"
    " WHERE a.latest_number > 0 AND r.language = ?"
)


def articles_in_rare_language(index: Index, language: str) -> list[SearchCandidate] | None:
    """Return all articles of the language, newest first, undated last; None if there are many.

    Their words have not been looked at.
    """
    counted = index.rows(
        f"SELECT count(*) FROM (SELECT 1 {_OF_LANGUAGE} LIMIT {MOST_RARE + 1}) AS few",  # noqa: S608
        language,
    )
    if next(counted)[0] > MOST_RARE:
        return None
    columns = candidate_columns(
        article_id="a.id", revision_id="r.id", published_at="a.published_at", url="a.url", unlisted="1"
    )
    return newest_first(
        SearchCandidate._make(row)._replace(unlisted=True)
        for row in index.rows(f"SELECT {columns} {_OF_LANGUAGE}", language)
    )
