"""What counts as an edit: a later revision in which the publisher says something else, and nobody doubts it.

Not a page that came in place of a list's text (docs/explanation/revisions.md), nor one in which nothing
changed: an article that moved without a word has one for each URL at which it was read. Nor one that an
incident puts in doubt, unless it was accepted.
"""

from __future__ import annotations


def undoubted(revision: str) -> str:
    """Return the SQL condition that no incident puts the revision with this alias in doubt."""
    accepted = "SELECT 1 FROM source_incidents AS i WHERE i.state = 'accepted' AND i.id"
    return f"({revision}.incident_id IS NULL OR EXISTS ({accepted} = {revision}.incident_id))"


def edit_condition(revision: str) -> str:
    """Return the SQL condition that the revision with this alias is an edit.

    A revision is compared with the last one before it that nobody doubts, if there is one
    (newsarchive.storage.derived.revision_changes): a page that comes after a block is not edited by coming.
    """
    return f"""
{revision}.number > 1 AND {revision}.cause = 'publisher'
    AND ({revision}.changed_title IS NULL OR {revision}.changed_title OR {revision}.changed_text
        OR {revision}.changed_authors)
    AND {undoubted(revision)}
    AND ({revision}.stands_in_for IS NOT NULL OR (
        SELECT former.stands_in_for FROM revisions AS former
        WHERE former.article_id = {revision}.article_id AND former.number < {revision}.number
        ORDER BY CASE WHEN {undoubted("former")} THEN 0 ELSE 1 END, former.number DESC
        LIMIT 1
    ) IS NULL)
"""  # noqa: S608 - of constants


# On `revisions AS r`.
IS_EDIT = edit_condition("r")
