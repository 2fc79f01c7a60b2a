"""What is wrong with a watch, in the reader's words: fields as the form calls them, in both languages."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsarchive.web.translations import PageTongue, message_in, phrase_in

# How the form calls the fields of a file.
FIELD_LABELS = {
    "name": "Name",
    "title": "Title",
    "words": "Words",
    "sources": "Sources",
    "addresses": "Addresses",
    "authors": "Authors",
    "languages": "Languages",
    "on": "Tells of",
    "smallest_change": "Smallest change",
    "copies": "Send each copy of a new article, too",
    "to": "Channels",
    "message_language": "Language of messages",
    "every": "At most one message in",
    "since": "Tell of what was stored since",
}
_FIELD = re.compile(r"(?P<field>\w+)(?:\[(?P<at>\d+)\])?(?: = (?P<value>.*))?: (?P<allowed>.*)", re.DOTALL)


class ToldMistake(NamedTuple):
    """A mistake as a page shows it; `tongue` is the language it is in."""

    text: str
    tongue: PageTongue


def told_mistake(tongue: PageTongue, line: str, *, of_form: bool) -> ToldMistake:
    """Return a line of `read_watch`, or of the form itself, as its reader knows the fields.

    `of_form`: as the form calls them; else as the file has them. In English where it is known in that alone.
    """
    found = _parted(line)
    if found is None:
        whole = message_in(tongue, line)
        return ToldMistake(line, "en") if whole is None else ToldMistake(whole, tongue)
    allowed = message_in(tongue, found["allowed"])
    told: PageTongue = tongue if allowed is not None else "en"
    label = FIELD_LABELS[found["field"]]
    name = phrase_in(told, label) if of_form else found["field"]
    place = f"[{found['at']}]" if found["at"] else ""
    value = f" = {found['value']}" if found["value"] else ""
    return ToldMistake(f"{name}{place}{value}{phrase_in(told, ': ')}{allowed or found['allowed']}", told)


def _parted(line: str) -> dict[str, str] | None:
    """Return field, place, value and what is allowed; None for what is of no field."""
    found = _FIELD.fullmatch(line)
    if found is None or found["field"] not in FIELD_LABELS:
        return None
    parts = found.groupdict(default="")
    # What is allowed may hold the sign as well: it begins where it says so.
    before, said, rest = line.rpartition(": allowed: ")
    if said and parts["value"]:
        parts["value"], parts["allowed"] = before.partition(" = ")[2], f"allowed: {rest}"
    return parts
