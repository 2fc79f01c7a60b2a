"""When what many pages of a source show at once is one trouble of the site, and when that is over. Pure.

A login wall, an error page with status 200, one text under many URLs, a template without by-lines or with a
sentence for every text: each makes an edit or a refusal of every article, and none is one. What is judged are
the newest looks at known URLs within a day, so that hourly crawls of a few pages add up. Documented in
docs/explanation/incidents.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newsarchive.durations import DAY, HOUR
from newsarchive.incident_states import IncidentKind

# Looks within so many seconds are judged together. A deployment is mended within a day or lasts.
INCIDENT_WINDOW = DAY
# Fewer pages are no incident: a source of three articles never raises one. As for vanished articles
# (newsarchive.planning.disappearance._MANY).
_MANY = 5
# More than this share of the known URLs looked at must show a page that is not theirs; what other
# expectations tolerate (disappearance.INCIDENT_SHARE).
_FOREIGN = 0.25
# More than this share must have lost a field: an author who leaves takes the by-lines of some pages along.
_LOST = 0.5
# What a template does shows in more texts than a desk would set right by the very same words.
_MANY_TEXTS = 10
# A text that keeps less than this of its length has lost most of it; shorter ones say too little.
_KEPT, _LONG = 0.5, 200
# What lasts so long, and was seen by so many crawls, is no trouble but a redesign: it is settled. A weekend
# without anybody in the office is shorter.
LASTING, LASTING_CRAWLS = 2 * DAY, 3
_PASSWORD_FIELD = re.compile(rb"<input\b[^<>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
# A crawl comes to the known pages before or after the new ones.
_AROUND = timedelta(seconds=HOUR)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = ("authors", "titles", "dates", "texts", "letters")
# Letters beyond ASCII from which a text has them, and the part of them that question marks must stand for: a
# server that lost its charset writes one for each.
_FEWEST_LETTERS, _TURNED = 3, 0.5
# So many different by-lines become one on many pages where a template names one author; fewer may be a desk
# that signs for its own, or names that were corrected.
_FEWEST_BYLINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """What a revision says, as far as incidents go. `text_key` is equal for equal texts.

    `letters` counts those beyond ASCII, `marks` the question marks of a text, and the characters that stand
    for bytes that are none. `lines` are keys of the text's lines in order, equal for equal lines; None where
    they tell nothing of the site.
    """

    authors: tuple[str, ...]
    title: str | None
    dated: bool
    length: int
    text_key: str
    letters: int = 0
    marks: int = 0
    lines: tuple[bytes, ...] | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtUrl:
    """The newest look at one URL of an article.

    shows    what it shows; None where its page is no article (any more) though it was one
    before   the revision before that which nobody doubts, where what it shows is younger than the window;
             None for a new article, and where nothing changed
    new      the article was first seen within the window
    first    when what it shows was first seen
    at       when it was looked at
    page     host and path that it was redirected to, None if it was not
    """

    url_id: int
    shows: ShownText | None
    before: ShownText | None = None
    new: bool = False
    first: datetime = _LONG_AGO
    at: datetime = _LONG_AGO
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFinding:
    """An incident that stands: the URLs that show it, among how many, and a sentence about it."""

    kind: IncidentKind
    members: tuple[int, ...]
    of: int
    detail: str


def find_incidents(
    looks: Sequence[LookAtUrl],
    body: bytes | None = None,
    told_before: Collection[int] = (),
    notes: Collection[bytes] = (),
) -> list[IncidentFinding]:
    """Return the incidents that these looks at known URLs show, at most one of pages, fields and lines each.

    `body` is the page of one URL of `suspected_pages`, if it was kept: it tells a login wall. `told_before`
    are URLs whose lines an earlier incident told: they tell of no other one. `notes` are keys of lines that
    may own up to an edit. Total.
    """
    foreign = suspected_pages(looks)
    found = []
    known = [one for one in looks if not one.new]
    if foreign:
        members = {one.url_id for one in foreign}
        found.append(_of_pages(foreign, looks, body))
        known = [one for one in known if one.url_id not in members]
    if (lost := _lost_fields(known)) is not None:
        found.append(lost)
    told = {number for finding in found for number in finding.members} | set(told_before)
    if (lines := _same_lines([one for one in looks if one.url_id not in told], notes)) is not None:
        found.append(lines)
    return found


def suspected_pages(looks: Sequence[LookAtUrl]) -> list[LookAtUrl]:
    """Return the looks that show one page under many URLs, or no article where many articles were."""
    known = [one for one in looks if not one.new]
    refused = [one for one in known if one.shows is None]
    same = _with_one_text([one for one in known if one.before is not None])
    members = refused + same
    if not (len(members) >= _MANY and len(members) > _FOREIGN * len(known)):
        members = []
    texts = {one.shows.text_key for one in same if one.shows is not None} if members else set()
    pages = {one.page for one in members if one.page is not None}
    new = [one for one in looks if one.new]
    copies = _copies(new, known)
    if not copies:
        return members + [
            one for one in new if one.page in pages or (one.shows and one.shows.text_key in texts)
        ]
    # Known URLs that show the very text are part of it, however few.
    told = {one.shows.text_key for one in copies if one.shows is not None}
    changed = [one for one in known if one.before is not None and one not in members]
    return members + copies + [one for one in changed if one.shows and one.shows.text_key in told]


def has_password_field(body: bytes) -> bool:
    """Say whether a page has a form that asks for a password."""
    return _PASSWORD_FIELD.search(body) is not None


def has_lost(look: LookAtUrl) -> bool:
    """Say whether what a URL shows lacks something that it had before."""
    return any(_had(field, look) and _lost(field, look) for field in _FIELDS)


def is_seen(still: int, looked_at: int) -> bool:
    """Say whether a crawl saw an incident: of its URLs that it looked at again, so many show it still."""
    return still > _FOREIGN * looked_at


def is_over(still: int, looked_at: int, members: int) -> bool:
    """Say whether an incident is over: of its URLs looked at since it was last seen, so many show it still.

    That one page reads as before says nothing of the others: a quarter of the `members` must have been looked
    at, and no fewer than a mass (all, where there are fewer).
    """
    least = min(members, max(_MANY, math.ceil(_FOREIGN * members)))
    return looked_at >= max(least, 1) and not is_seen(still, looked_at)


def is_one_trouble(began: datetime, ended: datetime, again: datetime) -> bool:
    """Say whether trouble that comes `again` is the one that was taken to be over.

    Then it came back within two days, and after a pause no longer than it had lasted: an error page that a
    site shows for an hour each night is not one that lasts.
    """
    pause = (again - ended).total_seconds()
    return pause <= min(LASTING, (ended - began).total_seconds())


def is_lasting(opened_at: datetime, at: datetime, crawls_seen: int) -> bool:
    """Say whether an incident has lasted so long that what the pages show is what they say."""
    return crawls_seen >= LASTING_CRAWLS and (at - opened_at).total_seconds() >= LASTING


def next_look(opened_at: datetime, at: datetime) -> datetime:
    """Return when the URLs of an incident are looked at again: after an hour, then at doubled waits.

    The longest wait is a day.
    """
    return at + timedelta(seconds=min(DAY, max(HOUR, (at - opened_at).total_seconds())))


def _of_pages(
    members: Sequence[LookAtUrl], looks: Sequence[LookAtUrl], body: bytes | None
) -> IncidentFinding:
    refused = sum(one.shows is None for one in members)
    if body is not None and has_password_field(body):
        kind, what = IncidentKind.LOGIN_WALL, "lead to a form that asks for a password"
    elif refused:
        kind, what = IncidentKind.ERROR_PAGE, "show a page that is no article"
    else:
        kind, what = IncidentKind.SAME_TEXT, "show one and the same text"
    told, total = [], 0
    for name, new in (("known", False), ("new", True)):
        if count := len(_numbers(one for one in members if one.new is new)):
            of = len(_numbers(one for one in looks if one.new is new))
            told.append(f"{count:,} of {of:,} {name}")
            total += of
    detail = f"{' and '.join(told)} URLs looked at {what}"
    return IncidentFinding(kind=kind, members=_numbers(members), of=total, detail=detail)


def _copies(new: Sequence[LookAtUrl], known: Sequence[LookAtUrl]) -> list[LookAtUrl]:
    """Return the new articles that are one page under many URLs: most have one text, and one title.

    Pages of films or tables have a headline each and one notice for a text: they are articles. And where most
    known pages read well meanwhile, the site is well.
    """
    pages = Counter((one.shows.text_key, one.shows.title) for one in new if one.shows is not None)
    if not pages:
        return []
    page, often = pages.most_common(1)[0]
    if often < _MANY:
        return []
    copies = [one for one in new if one.shows and (one.shows.text_key, one.shows.title) == page]
    since = min(one.first for one in copies)
    beside = sum(one.first >= since for one in new)
    around = since - _AROUND if since > _LONG_AGO else since
    own = [one for one in known if one.at >= around and one.shows and one.shows.text_key != page[0]]
    is_mass = len(copies) > _LOST * beside and len(copies) > _FOREIGN * (len(copies) + len(own))
    return copies if is_mass else []


def _with_one_text(looks: Sequence[LookAtUrl]) -> list[LookAtUrl]:
    """Return the looks that show the text most of them share; none if no two do."""
    texts = Counter(one.shows.text_key for one in looks if one.shows is not None)
    if not texts:
        return []
    key, often = texts.most_common(1)[0]
    if often < 2:
        return []
    return [one for one in looks if one.shows is not None and one.shows.text_key == key]


def _lost_fields(looks: Sequence[LookAtUrl]) -> IncidentFinding | None:
    shown = [one for one in looks if one.shows is not None]
    lost: dict[str, list[LookAtUrl]] = {}
    base: dict[str, int] = {}
    for field in _FIELDS:
        had = [one for one in shown if _had(field, one)]
        gone = [one for one in had if _lost(field, one)]
        if field == "titles":
            gone = _without_own_title(had)
        elif field == "authors":
            gone += _with_one_byline(had)
        if _is_mass(field, gone, len(had)):
            lost[field], base[field] = gone, len(had)
    if not lost:
        return None
    members = tuple(sorted({one.url_id for looks_of in lost.values() for one in looks_of}))
    told = ", ".join(f"{_NOUNS[field]} ({len(one):,} of {base[field]:,})" for field, one in lost.items())
    detail = f"{len(members):,} articles lost what the same pages had before: {told}"
    return IncidentFinding(
        kind=IncidentKind.FIELDS_LOST, members=members, of=max(base.values()), detail=detail
    )


def _same_lines(looks: Sequence[LookAtUrl], notes: Collection[bytes]) -> IncidentFinding | None:
    """Return what a template does that writes the same lines into most texts, or leaves them out again.

    A text that changed besides, has another headline, or may own up to an edit, was edited.
    """
    # A page that came within the window, and reads as then, is one that the template left alone.
    shown = [one for one in looks if one.shows is not None and (not one.new or one.at > one.first)]
    members = _numbers(written_by(shown, moved_by_many(shown) - set(notes)))
    if len(members) < _MANY_TEXTS or len(members) <= _LOST * len(shown):
        return None
    detail = f"the same lines came into, or left, {len(members):,} of {len(shown):,} texts, and no others"
    return IncidentFinding(kind=IncidentKind.SAME_LINES, members=members, of=len(shown), detail=detail)


def moved_by_many(looks: Iterable[LookAtUrl]) -> set[bytes]:
    """Return the lines that came into so many texts, or left them, as a template moves; total."""
    often = Counter(line for one in looks for line in _moved_lines(one))
    return {line for line, _ in (one for one, pages in often.items() if pages >= _MANY_TEXTS)}


def written_by(looks: Iterable[LookAtUrl], template: Collection[bytes]) -> list[LookAtUrl]:
    """Return the looks at texts in which nothing moved but lines of a template; total."""
    return [
        one for one in looks if (moved := _moved_lines(one)) and all(line in template for line, _ in moved)
    ]


_BESIDE_TEXT = ("title", "authors", "published_at")


def _moved_lines(one: LookAtUrl) -> set[tuple[bytes, bool]]:
    """Return the lines that came (True) or left where a look shows no other difference; else none.

    Where a line left and another came in its place, somebody wrote it anew, be it in all texts.
    """
    before, shows = one.before, one.shows
    if before is None or shows is None or before.lines is None or shows.lines is None:
        return set()
    if (before.title, before.authors, before.published_at) != (
        shows.title,
        shows.authors,
        shows.published_at,
    ):
        return set()
    counted, now = Counter(before.lines), Counter(shows.lines)
    came, left = set(now - counted), set(counted - now)
    # The other lines stand as they stood: nobody moved or doubled a paragraph.
    if (came and left) or [line for line in before.lines if line not in left] != [
        line for line in shows.lines if line not in came
    ]:
        return set()
    return {(line, True) for line in came} | {(line, False) for line in left}


_NOUNS = {
    "authors": "authors",
    "titles": "titles",
    "dates": "dates",
    "texts": "most of their text",
    "letters": "letters",
}


def _is_mass(field: str, gone: Collection[LookAtUrl], had: int) -> bool:
    if len(gone) < _MANY or len(gone) <= _LOST * had:
        return False
    # One author whose by-line is taken off many pages is a correction, if others keep theirs.
    by = {one.before.authors for one in gone if one.before is not None}
    return field != "authors" or len(by) > 1 or len(gone) == had


def _had(field: str, one: LookAtUrl) -> bool:
    told = one.before or one.shows
    return told is not None and _has(field, told)


def _has(field: str, told: ShownText) -> bool:
    match field:
        case "authors":
            return bool(told.authors)
        case "titles":
            return bool(told.title)
        case "dates":
            return told.dated
        case "letters":
            return told.letters >= _FEWEST_LETTERS
    return told.length >= _LONG


def _lost(field: str, one: LookAtUrl) -> bool:
    if one.before is None or one.shows is None:
        return False
    if field == "texts":
        return one.shows.length < _KEPT * one.before.length
    if field == "letters":
        turned = max(_FEWEST_LETTERS, _TURNED * one.before.letters)
        more_marks = one.shows.marks - one.before.marks
        return one.before.letters - one.shows.letters >= turned <= more_marks
    return not _has(field, one.shows)


def _without_own_title(had: Sequence[LookAtUrl]) -> list[LookAtUrl]:
    """Return the looks whose title is gone, or is now one that many pages share."""
    changed = [one for one in had if one.before and one.shows and one.before.title != one.shows.title]
    titles = Counter(one.shows.title for one in changed if one.shows and one.shows.title)
    shared = {title for title, often in titles.items() if often >= _MANY}
    return [one for one in changed if one.shows and (not one.shows.title or one.shows.title in shared)]


def _with_one_byline(had: Sequence[LookAtUrl]) -> list[LookAtUrl]:
    """Return the looks whose by-line is now one that many pages share, where they had many by-lines."""
    changed = [
        one for one in had if one.before and one.shows and one.before.authors != one.shows.authors != ()
    ]
    before: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for one in changed:
        if one.before and one.shows:
            before[one.shows.authors].append(one.before.authors)
    shared = {
        authors
        for authors, others in before.items()
        if len(others) >= _MANY and len(set(others)) >= _FEWEST_BYLINES
    }
    return [one for one in changed if one.shows and one.shows.authors in shared]


def _numbers(members: Iterable[LookAtUrl]) -> tuple[int, ...]:
    return tuple(sorted({one.url_id for one in members}))
