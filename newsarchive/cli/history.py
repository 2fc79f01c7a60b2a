"""`newsarchive history`: shows every revision of an article and what changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from newsarchive.cli.styled_lines import Line, has_colours, write_lines
from newsarchive.environment import database_url
from newsarchive.exports.row_text import as_text
from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import JournalEvent, RevisionCause
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many
from newsarchive.storage.queries.article_history import (
    ArticleHistory,
    Doubt,
    Restatement,
    Revision,
    Turn,
    history_of,
    is_recorded_apart,
)
from newsarchive.text.differences import Piece, Skipped, difference, joined, readable, with_marks
from newsarchive.text.revision_identity import revision_key

# A history as lines for people: revisions with their changes, and when the article was missing.

_STYLES = {"same": "", "removed": "red strike", "added": "green"}
_STEALTH = "STEALTH: its modified date does not say so"
_UNDATED_STEALTH = "STEALTH: it states no modified date"


class HistoryLines:
    """Renders histories; with `colours` differences are coloured, else marked (with_marks)."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = colours

    def render(self, history: ArticleHistory) -> Iterator[Line]:
        """Yield the lines."""
        yield from self._head(history)
        before: Revision | None = None
        for each in _in_order(history):
            yield Line()
            if isinstance(each, Turn):
                yield _turn(each)
                continue
            if isinstance(each, Restatement):
                yield Line(f"Stated anew · {as_text(each.at)} · in {each.place}", style="bold")
                yield _fact(each.fact.phrase).append(self._line(_instead(each)))
                continue
            yield from self._revision(before, each)
            # What is undone is not what a later revision changed.
            if before is None or not _is_undone(each):
                before = each

    def _head(self, history: ArticleHistory) -> Iterator[Line]:
        shown = [one for one in history.revisions if not one.came_late] or history.revisions
        latest, count = shown[-1], len(history.revisions)
        yield Line(self._own(latest.title or "(no title)"), style="bold")
        yield Line(history.url)
        facts = [history.source, how_many(count, "revision")]
        if history.withdrawn_at:
            facts.append(f"withdrawn since {as_text(history.withdrawn_at)}")
        yield Line(" · ".join(facts), style="dim")
        for url, relation in history.addresses:
            yield Line(f"  also {relation}: {url}", style="dim")

    def _revision(self, before: Revision | None, now: Revision) -> Iterator[Line]:
        facts = [f"Revision {now.number}", as_text(now.fetched_at)]
        is_shown = before is not None and before.stands_in_for is not None and now.stands_in_for is None
        if is_shown:
            facts.append("the page itself, for the text of a list")
        elif now.came_late:
            facts.append("an older page, which came after newer ones")
        elif before is not None and now.cause is RevisionCause.PUBLISHER and _says_the_same(before, now):
            facts.append("as it was, at another of its URLs")
        elif before is not None and _is_undone(now):
            facts.append("what its page showed")
        else:
            facts.append("first seen" if before is None else now.cause.phrase)
        heading = Line(" · ".join(facts), style="bold")
        if now.doubt is not None:
            heading.append(f" · {doubt_text(now.doubt)}", style="bold yellow")
        if now.stealth:
            has_dates = now.modified_at is not None or (before is not None and before.modified_at is not None)
            heading.append(f" · {_STEALTH if has_dates else _UNDATED_STEALTH}", style="bold yellow")
        yield heading
        if now.stands_in_for is not None:
            yield _fact("stands in", f"a list's text, for the page: {now.stands_in_for}")
        yield from self._facts(before, now)
        if before is None:
            yield _fact("text", f"{_paragraphs(now.text)}, {len(now.text):,} characters")
            return
        yield from self._text(before, now)

    def _facts(self, before: Revision | None, now: Revision) -> Iterator[Line]:
        if is_recorded_apart(now.fetched_at, now.recorded_at):
            yield _fact("recorded", as_text(now.recorded_at))
        for label, old, new in (
            ("title", before and before.title, now.title),
            ("by", before and "; ".join(before.authors), "; ".join(now.authors)),
            ("published", before and as_text(before.published_at), as_text(now.published_at)),
            ("modified", before and as_text(before.modified_at), as_text(now.modified_at)),
        ):
            if before is None and new:
                yield _fact(label, self._own(new))
            elif before is not None and (old or "") != (new or ""):
                yield _fact(label).append(self._line(joined(difference(old or "", new or ""))))

    def _text(self, before: Revision, now: Revision) -> Iterator[Line]:
        pieces = difference(before.text, now.text)
        if before.text == now.text:
            yield _fact("text", "unchanged")
            return
        gone = sum(len(piece.text) for piece in pieces if piece.kind == "removed")
        come = sum(len(piece.text) for piece in pieces if piece.kind == "added")
        yield _fact("text", f"+{come:,} −{gone:,} characters")
        for part in readable(pieces):
            if isinstance(part, Skipped):
                yield Line(f"    ⋮ {how_many(part.count, 'paragraph')} unchanged", style="dim")
            elif part:
                yield Line("    ").append(self._line(part))

    def _line(self, pieces: Sequence[Piece]) -> Line:
        if not self._colours:
            return Line(with_marks(pieces))
        line = Line()
        for piece in pieces:
            line.append(piece.text, style=_STYLES[piece.kind])
        return line

    def _own(self, text: str) -> str:
        """Return a text without changes; none of its signs is taken for a mark."""
        return text if self._colours else with_marks([Piece("same", text)])


def _is_undone(one: Revision) -> bool:
    """Say whether an incident puts it in doubt, or has undone it: the publisher has not said so."""
    return one.doubt is not None and one.doubt.state is not IncidentState.ACCEPTED


def _says_the_same(before: Revision, now: Revision) -> bool:
    """Say whether nothing changed: an article that moved was read at both of its addresses."""
    keys = {revision_key(one.title, one.text, one.authors) for one in (before, now)}
    return len(keys) == 1


def doubt_text(doubt: Doubt) -> str:
    """Return what an incident means for a revision or page: `in doubt: incident 3 (login_wall)`."""
    said = {
        IncidentState.OPEN: "in doubt",
        IncidentState.OVER: "undone",
        IncidentState.DISMISSED: "undone",
        IncidentState.ACCEPTED: "accepted",
    }
    return f"{said[doubt.state]}: incident {doubt.number} ({doubt.kind})"


def _instead(one: Restatement) -> Sequence[Piece]:
    return Piece("removed", one.before), Piece("same", " "), Piece("added", one.after)


def restatement_text(one: Restatement) -> str:
    """Return what a page states anew: `its markup states section Opinion now, and stated News`."""
    return f"its markup states {one.fact.phrase} {one.after} now, and stated {one.before}"


def _in_order(history: ArticleHistory) -> Iterator[Revision | Turn | Restatement]:
    """Return the revisions by number, each after the events recorded before it.

    What its own page states anew comes after it. A page that came late is told before the first of those that
    were fetched after it.
    """
    both: list[Turn | Restatement] = [*history.turns, *history.restatements]
    turns = sorted(both, key=lambda one: (_told(one), one.at))
    late = [one for one in history.revisions if one.came_late]
    for revision in history.revisions:
        if revision.came_late:
            continue
        for one in [one for one in late if one.fetched_at < revision.fetched_at]:
            late.remove(one)
            yield one
        stands = (revision.recorded_at, revision.fetched_at)
        while turns and (_told(turns[0]), turns[0].at) <= stands and not _is_of(turns[0], revision):
            yield turns.pop(0)
        yield revision
    yield from turns
    yield from late


def _is_of(one: Turn | Restatement, revision: Revision) -> bool:
    return isinstance(one, Restatement) and one.at >= revision.fetched_at


def _told(turn: Turn | Restatement) -> datetime:
    return turn.recorded_at or turn.at


def _turn(turn: Turn) -> Line:
    if turn.event == JournalEvent.RETURNED:
        return Line(f"Back again · {as_text(turn.at)}", style="bold green")
    why = " ".join(str(part) for part in (turn.status, turn.reason) if part is not None)
    found = f"Withdrawn · last found gone {as_text(turn.at)}"
    return Line(found + (f" · {why}" if why else ""), style="bold red")


def _fact(label: str, value: str = "") -> Line:
    return Line().append(f"  {label:<10}", style="dim").append(value)


def _paragraphs(text: str) -> str:
    count = len(text.split("\n")) if text else 0
    return how_many(count, "paragraph")


def print_history(url: str, as_of: datetime | None) -> None:
    """Print the revisions of the article at the URL, or print on stderr that there is none."""
    history = history_of(database_url(), url, as_of)
    if history is None:
        then = "" if as_of is None else f" as of {as_of:%Y-%m-%d %H:%M:%S}"
        echo(
            f"newsarchive: No article is stored under {url}{then}.\n"
            f"  'newsarchive why {url}' shows what is known about the URL.",
            err=True,
        )
        return
    write_lines(HistoryLines(colours=has_colours()).render(history))
