"""What counts as an edit: a later revision in which the publisher says something else, and nobody doubts it.

Not one that came in place of a list's text (docs/explanation/revisions.md), nor one in which nothing changed:
an article that moved without a word has one for each address at which it was read. Nor one that an incident
puts in doubt, unless it was accepted.
"""

from __future__ import annotations

# Conditions of SQL on `revisions AS r`.
IS_UNDOUBTED = """
(r.incident_id IS NULL OR EXISTS (
        SELECT 1 FROM source_incidents AS i WHERE i.id = r.incident_id AND i.state = 'accepted'
    ))
"""
IS_EDIT = f"""
r.number > 1 AND r.cause = 'publisher'
    AND (r.changed_title IS NULL OR r.changed_title OR r.changed_text OR r.changed_authors)
    AND {IS_UNDOUBTED.strip()}
    AND NOT EXISTS (
        SELECT 1 FROM revisions AS former
        WHERE former.article_id = r.article_id AND former.number = r.number - 1
            AND former.stands_in_for IS NOT NULL
    )
"""  # noqa: S608 - of a constant
