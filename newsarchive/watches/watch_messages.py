"""What a message of a watch says: a subject, plain text, markup, and the same for programs.

Headlines and texts are of pages anybody may have written: what could end a header, reorder a line or run in
a mail reader is shown as it is spelled, never obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.logs.formats import visible
from newsarchive.storage.interfaces.watch_store import (
    OF_EDITS,
    DeliveryPart,
    MatchKind,
    OutgoingMessage,
    WatchedChange,
)
from newsarchive.text.differences import (
    Piece,
    Skipped,
    difference,
    has_own_marks,
    joined,
    readable,
    with_marks,
)
from newsarchive.watches.message_phrases import PHRASES, MessageLanguage, MessagePhrases
from newsarchive.watches.watch_matching import changed_sentences

# Characters: a subject is read on a phone, and mail servers cut headers beyond 998 (RFC 5322, 2.1.1).
_LONGEST_SUBJECT = 150
_LONGEST_TITLE = 300
# Of one article in a message: a page of print.
_LONGEST_PART = 4_000
_OPENING = 600
_CUT = "…"
_STYLES = {
    "removed": '<del style="background:#fdd;color:#700">',
    "added": '<ins style="background:#dfd;color:#050">',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedMessage:
    """A message in its forms; `subject` is one line, `html` has no address but those of articles."""

    key: str
    subject: str
    text: str
    html: str


def composed(message: OutgoingMessage, called: str, language: MessageLanguage = "en") -> ComposedMessage:
    """Return the message of a watch that is `called` so, in a language. Total."""
    parts = message.parts
    said = PHRASES[language]
    first = _head(parts[0], said) if len(parts) == 1 else said.articles.format(count=len(parts))
    name = _line(called, _LONGEST_TITLE)
    because = said.watch.format(name=name)
    return ComposedMessage(
        key=message.key,
        subject=_line(f"[{name}] {first}", _LONGEST_SUBJECT),
        text="\n\n\n".join(_as_text(part, said) for part in parts) + f"\n\n-- \n{because}\n",
        html="".join(
            [
                "<!doctype html><meta charset=utf-8>",
                *(_as_html(part, said) for part in parts),
                f"<hr><p><small>{escape(because)}</small></p>",
            ]
        ),
    )


def _head(part: DeliveryPart, said: MessagePhrases) -> str:
    title = _line(_title(part.change), _LONGEST_TITLE)
    return said.head.format(kind=said.kinds[part.kind], title=title)


def _title(change: WatchedChange) -> str:
    return change.title or change.url


def _line(text: str, longest: int) -> str:
    one = " ".join(visible(" ".join(text.split())).split())
    return one if len(one) <= longest else f"{one[: longest - 1]}{_CUT}"


def _block(text: str) -> str:
    return visible(text)


def _facts(part: DeliveryPart, said: MessagePhrases) -> Iterator[str]:
    change = part.change
    by = ", ".join(change.authors)
    where = f"{change.source} · {by}" if by else change.source
    yield _line(f"{said.kinds[part.kind]} · {where} · {change.at:%Y-%m-%d %H:%M} UTC", _LONGEST_TITLE)
    if part.kind in OF_EDITS:
        added, removed = _sizes(change)
        yield said.size.format(added=f"{added:,}", removed=f"{removed:,}")
        if change.stealth:
            yield said.in_silence
    if part.kind is MatchKind.UNDONE:
        yield said.undone
    if part.kind is MatchKind.WITHDRAWN:
        yield said.withdrawn
    if part.kind is MatchKind.RETURNED:
        yield said.returned


def _sizes(change: WatchedChange) -> tuple[int, int]:
    pieces = difference(change.old_text or "", change.text)
    return (
        sum(len(piece.text) for piece in pieces if piece.kind == "added"),
        sum(len(piece.text) for piece in pieces if piece.kind == "removed"),
    )


def _as_text(part: DeliveryPart, said: MessagePhrases) -> str:
    lines = [_line(_title(part.change), _LONGEST_TITLE), *_facts(part, said), _line(part.change.url, 2_000)]
    told = list(told_paragraphs(part))
    is_edit = part.kind in OF_EDITS
    if is_edit:
        lines.append(said.signs)
        if any(not isinstance(one, Skipped) and has_own_marks(one) for one in told):
            lines.append(said.own_signs)
    return "\n".join([*lines, "", *(_signed(one, is_edit) for one in told)]).rstrip()


def _signed(paragraph: Sequence[Piece] | Skipped, is_edit: bool) -> str:
    if isinstance(paragraph, Skipped):
        return _CUT
    return _block(with_marks(paragraph) if is_edit else "".join(piece.text for piece in paragraph))


def _as_html(part: DeliveryPart, said: MessagePhrases) -> str:
    change = part.change
    title = escape(_line(_title(change), _LONGEST_TITLE))
    url = escape(_line(change.url, 2_000), quote=True)
    linked = f'<a href="{url}">{title}</a>' if is_http_url(change.url) else title
    facts = "".join(f"<p>{escape(one)}</p>" for one in _facts(part, said))
    body = "".join(f"<p>{_marked(paragraph)}</p>" for paragraph in told_paragraphs(part))
    return f'<h2 dir="auto">{linked}</h2>{facts}<div dir="auto">{body}</div>'


def _marked(paragraph: Sequence[Piece] | Skipped) -> str:
    if isinstance(paragraph, Skipped):
        return _CUT
    found = ""
    for piece in paragraph:
        text = escape(_block(piece.text))
        style = _STYLES.get(piece.kind)
        end = {"removed": "</del>", "added": "</ins>"}.get(piece.kind, "")
        found += f"{style}{text}{end}" if style else text
    return found


def told_paragraphs(part: DeliveryPart) -> Iterator[tuple[Piece, ...] | Skipped]:
    """Yield what a message tells of an article's text: its opening, what changed, or what was added.

    At most a page of it; a cut is marked.
    """
    size = 0
    for paragraph in _told(part):
        if isinstance(paragraph, Skipped):
            yield paragraph
            continue
        rest = _LONGEST_PART - size
        size += sum(len(piece.text) for piece in paragraph)
        if size > _LONGEST_PART:
            yield tuple(_cut(paragraph, rest))
            return
        yield paragraph


def _cut(paragraph: Sequence[Piece], longest: int) -> Iterator[Piece]:
    for piece in paragraph:
        if len(piece.text) > longest:
            yield Piece(piece.kind, piece.text[:longest] + _CUT)
            return
        longest -= len(piece.text)
        yield piece


def _told(part: DeliveryPart) -> Iterator[tuple[Piece, ...] | Skipped]:
    change = part.change
    old_text = change.old_text or ""
    if part.kind is MatchKind.NEW:
        opening = change.text[:_OPENING] + (_CUT if len(change.text) > _OPENING else "")
        yield from ((Piece("same", line),) for line in opening.split("\n") if line.strip())
        return
    if part.kind not in OF_EDITS:
        return
    title = joined(difference(*(" ".join((one or "").split()) for one in (change.old_title, change.title))))
    if any(piece.kind != "same" for piece in title):
        yield tuple(title)
    if part.kind is MatchKind.ADDED:
        for sentence in changed_sentences(old_text, change.text):
            kept = tuple(piece for piece in sentence.pieces if piece.kind != "removed")
            if any(piece.kind == "added" for piece in kept):
                yield kept
    elif part.kind is MatchKind.EDITED:
        yield from readable(difference(old_text, change.text))
