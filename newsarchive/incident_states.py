"""The life of an incident: what trouble a whole source may have, and from which state it goes to which.

In an incident many pages say what is not to be believed of each. As newsarchive.lifecycle: the members are
stored as they are, the CHECK constraints derive from them, and a released word is never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from newsarchive.stored_word import Word


class IncidentKind(Word):
    """What many pages of a source show at once (`incidents.kind`)."""

    VANISHED = "vanished", "Many of its articles are gone at once (404, 410 or sent home)."
    UNANSWERED = "unanswered", "Its site does not answer, or shows us nothing (403, robots.txt)."
    LOGIN_WALL = "login_wall", "URLs of stored articles lead to a form that asks for a password."
    ERROR_PAGE = "error_page", "URLs of stored articles show a page that is no article, with status 200."
    SAME_TEXT = "same_text", "Many URLs show one and the same text."
    FIELDS_LOST = (
        "fields_lost",
        "Many articles lost their authors, titles, dates, letters or most of their text at once.",
    )
    SAME_LINES = "same_lines", "Many texts got or lost the very same lines at once, and no other."


# Told by the pages that came; of the other two no page came.
INCIDENTS_OF_PAGES = (
    IncidentKind.LOGIN_WALL,
    IncidentKind.ERROR_PAGE,
    IncidentKind.SAME_TEXT,
    IncidentKind.FIELDS_LOST,
    IncidentKind.SAME_LINES,
)


class IncidentState(Word):
    """What became of an incident (`incidents.state`), and of the revisions that it doubts."""

    OPEN = "open", "It goes on. Its edits are in doubt: the revision from before is shown."
    OVER = "over", "The pages read again as before. Its edits are undone."
    ACCEPTED = "accepted", "It lasted, or an operator accepted it. Its edits are ordinary ones."
    DISMISSED = (
        "dismissed",
        "An operator dismissed it, or it lasted and edits nothing (`same_lines`). Its edits are undone.",
    )


# An incident ends once; an operator may take a dismissal back.
INCIDENT_TRANSITIONS: Mapping[IncidentState, tuple[IncidentState, ...]] = MappingProxyType(
    {
        IncidentState.OPEN: (IncidentState.OVER, IncidentState.ACCEPTED, IncidentState.DISMISSED),
        IncidentState.OVER: (),
        IncidentState.ACCEPTED: (),
        IncidentState.DISMISSED: (IncidentState.ACCEPTED,),
    }
)
# What lasts is what the pages say; but a line that a template writes into all texts edits none of them.
AFTER_LASTING: Mapping[IncidentKind, IncidentState] = MappingProxyType(
    dict.fromkeys(IncidentKind, IncidentState.ACCEPTED) | {IncidentKind.SAME_LINES: IncidentState.DISMISSED}
)
# A page that shows what such an incident doubts is as it was.
STILL_DOUBTED = (IncidentState.OPEN, IncidentState.DISMISSED)
