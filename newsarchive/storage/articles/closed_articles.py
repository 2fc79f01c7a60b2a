"""Whether a page that is refused is still that of the stored article: closed to readers, and not gone.

An article that was withdrawn and comes back behind a paywall has come back. Its page must prove that by what
the article alone has: its headline, or the beginning of its text. A wall that a site shows at every address,
an error page and a notice that the text was taken off have neither, and bring nothing back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from sqlalchemy import Connection, exists, select

from newsarchive.errors import ArchiveError
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import NotArticle, Verdict, Withheld
from newsarchive.planning.incidents import has_password_field
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow
from newsarchive.storage.rows.payloads import read_payload
from newsarchive.storage.schema import articles, revisions
from newsarchive.text.entities import unescape
from newsarchive.text.letters import letters_only
from newsarchive.text.page_kinds.absence_notes import calls_to_log_in, offers_the_rest
from newsarchive.text.revision_identity import normal_text, normal_title
from newsarchive.text.sentences import sentence_spans
from newsarchive.text.unchanged_page import spoken_lines

# An editor who cuts an article's end mostly leaves more than this; a paywall leaves one to three paragraphs.
_MAX_SHOWN_SHARE = 0.6
# Fewer characters, blanks aside, may begin another text too: a dateline, a greeting. As long as a headline.
_SHORTEST_BEGINNING = 20
# Below the beginning an offer has no more lines and characters than these: a headline, a sentence, a button.
# More may be what an editor wrote instead.
_MOST_OFFER_LINES, _LONGEST_OFFER = 3, 300
# Letters by which a beginning's end is found on its page, how often it may stand there (a teaser, a version
# for print), and how many of labels may stand above the offer.
_END, _MOST_PLACES, _FARTHEST_OFFER = 40, 5, 60
# What stands below a text that an editor cut short says so in such words, and no offer does.
_CORRECTION = re.compile(
    r"\b(?:correct(?:ion|ed|s)|clarif|retract|withdrawn|removed|earlier version|previous version"
    r"|editor.?s note|korrektur|korrigiert|berichtig|richtigstell|zurückgezogen|rectifi|corrig|correcci"
    r"|correção|erratum|errata|rettific|retirad|исправлен|опроверж|уточнени)"
    r"|更正|勘误|勘誤|订正|訂正|撤回|撤稿|删除|刪除|お詫び|정정",
    re.IGNORECASE,
)
# The page of the article may be taken for these once there is less to read on it; so may a notice of a few
# words that stands under the old headline.
_LESS_TO_READ = frozenset({NotArticle.TOO_SHORT, NotArticle.VIDEO, NotArticle.GALLERY})
_READABLE = frozenset({Withheld.NOARCHIVE, Withheld.TDM_RESERVED})


def is_closed(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    """Say whether a page shows only the beginning of the stored article and says that it is not free to read.

    Its data or a box say so, or what stands below and did not before: an offer to join or to log in for the
    rest. This is how an article looks once it is behind a paywall: the text is cut short, and nobody edited
    it. The offer that stands in the place of the rest may have been read as its last lines.
    """
    shown = page.article.text
    if not shown:
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == stored.revision_id)))
    beginning = shown if text.startswith(shown.rstrip(".… ")) else _above_offer(shown, text)
    if not 0 < len(beginning) <= _MAX_SHOWN_SHARE * len(text):
        return False
    return page.article.facts.for_subscribers or _offers_the_rest(connection, page.article, beginning, stored)


def is_login_form(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    """Say whether a short text that has nothing of the stored one calls to log in, beside a password's field.

    What else it says may be in words that nobody knows; what it says first, or mostly, is the call.
    """
    shown = page.article.text
    if not has_password_field(page.article.page.body) or not calls_to_log_in(shown.split("\n")):
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == stored.revision_id)))
    told = normal_text(text)
    is_own = any(_is_of(line, told, text) for line in shown.split("\n"))
    return not is_own and len(shown) <= _MAX_SHOWN_SHARE * len(text)


def _offers_the_rest(
    connection: Connection, article: CleanArticle, beginning: str, stored: StoredArticle
) -> bool:
    """Say whether a new offer for the rest stands right below the beginning of a text on its page.

    The text itself may have it left out. One that was on the page already says nothing of a cut: it may be of
    the comments. Of a page that was not kept nobody knows.
    """
    charset = article.facts.charset
    name = charset.name if charset else "utf-8"
    offers = {*_offers_below(_lines(article.page.body, name), letters_only(beginning)[-_END:])}
    if not offers or stored.body_sha256 is None:
        return False
    try:
        before = read_payload(connection, stored.body_sha256)
    except ArchiveError:
        return False
    if before is None:
        return False
    had = "".join(map(letters_only, _lines(before, name)))
    return not any(offer in had for offer in offers)


def _lines(body: bytes, charset: str) -> list[str]:
    """Return what a page says, its blocks one by one; nothing where its charset is unknown."""
    try:
        return [unescape(line.decode(charset, "replace")) for line in spoken_lines(body)]
    except LookupError:
        return []


def _offers_below(lines: Sequence[str], end: str) -> Iterator[str]:
    """Yield the letters of each sentence right below the letters `end` that is an offer of the rest alone."""
    letters = [*map(letters_only, lines)]
    starts = [0, *accumulate(map(len, letters))]
    whole = "".join(letters)
    at = whole.find(end) if end else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        below = at + len(end)
        for number in range(bisect_left(starts, below), len(lines)):
            if starts[number] > below + _FARTHEST_OFFER:
                break
            parts = (letters_only(lines[number][start:stop]) for start, stop in sentence_spans(lines[number]))
            yield from (part for part in parts if offers_the_rest(part))
        at = whole.find(end, below)


def _above_offer(shown: str, text: str) -> str:
    """Return the lines of `shown` with which a text begins, where a few others are below; "" if none.

    None of those below may be the text's own: then a part was cut out of the text, by an editor.
    """
    told, lines = normal_text(text), shown.split("\n")
    for count in range(len(lines) - 1, max(0, len(lines) - 1 - _MOST_OFFER_LINES), -1):
        beginning = "\n".join(lines[:count])
        kept = normal_text(beginning.rstrip(".… "))
        if len(kept) >= _SHORTEST_BEGINNING and told.startswith(kept):
            below = "\n".join(lines[count:])
            is_offer = len(below) <= _LONGEST_OFFER and not _CORRECTION.search(below)
            is_own = any(_is_of(line, told, text) for line in lines[count:])
            return beginning if is_offer and not is_own else ""
    return ""


def _is_of(line: str, told: str, text: str) -> bool:
    """Say whether a line is one of the text, or longer and within it: a word such as "Subscribe" may be.

    `told` is the text as it counts for a revision.
    """
    wanted = normal_text(line.rstrip(".… "))
    if len(wanted) >= _SHORTEST_BEGINNING:
        return wanted in told
    return bool(wanted) and any(wanted == normal_text(one.rstrip(".… ")) for one in text.split("\n"))


def still_standing(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
) -> int | None:
    """Return the withdrawn article that a refused page surely shows, None if it shows none.

    `stored` holds the articles of the page's URLs. A page to which the article's URL was redirected proves
    nothing.
    """
    asked = rows[page.asked_key]
    number = asked.own_article if asked.article_id is None else asked.article_id
    if number is None or stored[number].withdrawn_at is None:
        return None
    if page.sent_home or number not in rows[page.final_key].articles:
        return None
    proofs = _proofs_needed(page.article)
    if not proofs:
        return None
    given = _has_headline(connection, page.article, stored[number]) + _begins(
        connection, page.article, stored[number]
    )
    return number if given >= proofs else None


def _proofs_needed(article: CleanArticle) -> int:
    """How many of headline and beginning must be the article's; 0: the page shows no article, for sure."""
    if article.page.status >= 400:
        return 0
    if article.verdict == Verdict.ARTICLE:
        # Of a page behind a paywall the headline is its own, where the text of a list stands in.
        read = article.facts.stands_in_for in {None, NotArticle.PAYWALL}
        return int(read and article.facts.rights.withheld in {None, *_READABLE})
    if article.verdict != Verdict.NOT_ARTICLE:
        return 0
    if article.reason == NotArticle.PAYWALL:
        return 1
    return 2 if article.reason in _LESS_TO_READ else 0


def _has_headline(connection: Connection, article: CleanArticle, stored: StoredArticle) -> bool:
    """Say whether the page has the headline of the stored article, and no other one of its source has it."""
    told = select(revisions.c.title).where(revisions.c.id == stored.revision_id)
    title: str | None = connection.scalar(told)
    if not title or not article.title or normal_title(title) != normal_title(article.title):
        return False
    source = select(articles.c.source_id).where(articles.c.id == stored.id).scalar_subquery()
    others = exists().where(
        articles.c.source_id == source,
        articles.c.id != stored.id,
        revisions.c.article_id == articles.c.id,
        revisions.c.title == title,
    )
    return not connection.scalar(select(others))


def _begins(connection: Connection, article: CleanArticle, stored: StoredArticle) -> bool:
    """Say whether the page shows the beginning of the stored text. That of a list is not the page's."""
    if article.facts.stands_in_for is not None:
        return False
    told = select(revisions.c.text).where(revisions.c.id == stored.revision_id)
    text = str(connection.scalar(told))
    shown = normal_text(article.text.rstrip(".… "))
    if len(shown) >= _SHORTEST_BEGINNING and normal_text(text).startswith(shown):
        return True
    return article.reason == NotArticle.PAYWALL and bool(_above_offer(article.text, text))
