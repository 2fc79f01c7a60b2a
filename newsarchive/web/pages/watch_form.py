"""The form of a watch: its fields as text, the table they declare, and the proof that our own page sent it.

Whoever may use the form chooses among channels by their names; where these lead, only the operator's file
says. A form counts only with the proof that stands in it, which another site's page cannot read: the HMAC of
a cookie that no script and no other site's request gets.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, get_args
from urllib.parse import parse_qsl

from newsarchive.errors import UsageError
from newsarchive.watches.watch_declaration import Watch, WatchedFor
from newsarchive.watches.watch_files import NO_VERSION, interval_text
from newsarchive.web.display.translations import PageTongue, message_in, phrase_in

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


LONGEST_FORM = 64 * 1024  # bytes: a hundred URLs of the longest that are real
MOST_FIELDS = 200
FORM_COOKIE = "form"
KINDS: tuple[str, ...] = get_args(WatchedFor)
_LINES = ("sources", "addresses", "authors", "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchForm:
    """The fields as they stand in the form; lists have one entry a line."""

    name: str = ""
    title: str = ""
    words: str = ""
    sources: str = ""
    addresses: str = ""
    authors: str = ""
    languages: str = ""
    on: tuple[str, ...] = ("new", "edited")
    smallest_change: str = ""
    copies: bool = False
    to: tuple[str, ...] = ()
    message_language: str = ""
    every: str = ""
    since: str = ""
    # Of the file as it stood when the form was made; NO_VERSION for a new watch.
    seen: str = NO_VERSION
    proof: str = field(default="", repr=False)


def form_of(watch: Watch, seen: str) -> WatchForm:
    """Return the form of a watch as it stands."""
    return WatchForm(
        name=watch.name,
        title=watch.title or "",
        words=watch.words or "",
        **{name: "\n".join(getattr(watch, name)) for name in _LINES},
        on=watch.on,
        smallest_change=str(watch.smallest_change or ""),
        copies=watch.copies,
        to=watch.to,
        message_language=watch.message_language,
        every="" if watch.every is None else interval_text(watch.every),
        since="" if watch.since is None else watch.since.isoformat(),
        seen=seen,
    )


def read_form(body: bytes) -> WatchForm:
    """Return the fields that were sent; raises UsageError for what is no such form."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise UsageError("This is not the form of a watch.", hint="Send the form of /watches/new.") from error
    single: dict[str, str] = {}
    for name, value in pairs:
        single.setdefault(name, value.replace("\r\n", "\n").strip())
    return WatchForm(
        on=_several("on", pairs),
        to=_several("to", pairs),
        copies="copies" in single,
        **{
            name: single.get(name, "")
            for name in (
                "name",
                "title",
                "words",
                *_LINES,
                "smallest_change",
                "message_language",
                "every",
                "since",
                "seen",
                "proof",
            )
        },
    )


def _several(name: str, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for given, value in pairs if given == name))


def declared_by_form(form: WatchForm) -> dict[str, Any]:
    """Return the table that the form declares, as a file would; what is empty is left out."""
    table: dict[str, Any] = {
        name: getattr(form, name) for name in ("title", "words", "every") if getattr(form, name)
    }
    for name in _LINES:
        entries = [line.strip() for line in getattr(form, name).split("\n") if line.strip()]
        if entries:
            table[name] = entries
    table["on"] = list(form.on)
    if form.smallest_change:
        table["smallest_change"] = _whole(form.smallest_change)
    if form.copies:
        table["copies"] = True
    if form.to:
        table["to"] = list(form.to)
    if form.message_language:
        table["message_language"] = form.message_language
    if form.since:
        table["since"] = _day(form.since)
    return table


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def unknown_channels(form: WatchForm, channels: Sequence[str], before: Sequence[str]) -> list[str]:
    """Return what is no channel of the settings; those that stood in the file before may stay."""
    return [name for name in form.to if name not in channels and name not in before]


class FormProofs:
    """Makes and checks the proofs of forms; those of another process do not count."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def cookie(self, cookies: Mapping[str, str]) -> str:
        """Return the cookie of a browser, a new one where it has none."""
        known = cookies.get(FORM_COOKIE, "")
        return known if 20 <= len(known) <= 100 and known.isascii() else secrets.token_urlsafe(24)

    def proof(self, cookie: str) -> str:
        """Return the proof for a cookie."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def accepts(self, cookies: Mapping[str, str], proof: str) -> bool:
        """Say whether a form was sent by a page that this process made for this browser."""
        cookie = cookies.get(FORM_COOKIE, "")
        return bool(cookie) and hmac.compare_digest(self.proof(cookie).encode(), proof.encode())
