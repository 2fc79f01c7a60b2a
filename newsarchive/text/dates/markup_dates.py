"""Times that stand in the lines about the article, and in its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import label_of, preceding_text
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.page_places import is_told
from newsarchive.text.dates.written_dates import read_time
from newsarchive.text.page.page_model import Elements, Page, PageModel, model_of
from newsarchive.text.page.structured_data import PARSELY_PAGE, MetaTags, Node, parsely_page, texts
from newsarchive.text.tidy_lines import tidy

# Where markup states the time of publication, and the order in which those places are believed.

# OpenGraph's, of what it calls an article.
ARTICLE_PUBLISHED_META = ("article:published_time", "og:article:published_time")
# Names that say "published", most trusted first.
_PUBLISHED_META = (
    *ARTICLE_PUBLISHED_META,
    "og:published_time",
    "article:published",
    "datepublished",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cse-pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "publication_date",
    "publishedtime",
    "pubdate",
    "published_at",  # Swiftype's
    "rbpubdate",
    "ptime",
    "article.published",
    "originalpublicationdate",
    "date_published",
    "apub:time",
    "citation_publication_date",
    "bt:pubdate",
    "article_date_original",
    "og:release_date",
    "release_date",
    "weibo: article:create_at",
    "weibo:article:create_at",
)
# Names that leave open which date it is: of the first version, the last, the event, the template.
_DATE_META = (
    "sailthru.date",
    "displaydate",
    "dcterms.created",
    "dc.date.created",
    "datecreated",
    "citation_date",
    "dc.date",
    "dcterms.date",
    "date",
    "dc:date",
)
_MODIFIED_META = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
    "modified",
    "revision_date",
    "utime",
    "weibo: article:update_at",
    "weibo:article:update_at",
)
_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-]?(?P<month>0[1-9]|1[0-2])[/_-]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_LOOSE_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/_.-]|$)"
)
# The month by its name: "/2018/jul/31/".
_NAMED_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>[^\W\d_]{3,12})/(?P<day>\d{1,2})(?=[/_.-]|$)"
)
_MOST_TIMES = 40
_MARKED_PUBLISHED = "datepublished"  # an itemprop; its two capitals are often small
_OTHER_OFFSET = re.compile(r"T.*[+-](?!00:00$)\d\d:\d\d$")
# https://microformats.org/wiki/hatom and h-entry: the class is one word of several.
_HATOM, _H_ENTRY = "published", "dt-published"
_ENTRIES = frozenset({"hentry", "h-entry"})
# Where elements of such a class keep their moment.
_STAMPS = {"abbr": "title", "span": "title", "time": "datetime", "ins": "datetime", "data": "value"}

_EXPLICIT = frozenset(
    ("selector", "json-ld", "itemprop:datepublished", *(f"meta:{name}" for name in _PUBLISHED_META))
)

# The evidence of what the feed or sitemap said that named the page.
LISTING = "listing"

# The evidence of what a microformat's class calls the publication.
MICROFORMAT = "microformat:published"

# What C's asctime writes, without a zone: the clock of the program that made the page, BlazeBlogger's "Date".
_ASCTIME = re.compile(r"\s*[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \d{4}\s*")

Claim = tuple[str, str]


def is_explicit(evidence: str) -> bool:
    """Whether a claim says that it is the time of publication, and of this page."""
    return evidence in _EXPLICIT


def published_claims(
    page: Page, meta: MetaTags, nodes: tuple[Node, ...], others: OtherStories | None = None
) -> tuple[Claim, ...]:
    """Return (evidence, text) of each statement of the publication time, the most trusted first.

    Marked elements are only looked for where JSON-LD and meta tags do not say it outright; what stands in the
    boxes of `others` is not of this story.
    """
    stated = [("json-ld", text) for node in nodes for text in texts(node.get("datePublished"))]
    stated += [
        (f"meta:{name}", text)
        for name, text in meta.pairs((*_PUBLISHED_META, *_DATE_META))
        if name != "date" or not _ASCTIME.fullmatch(text)
    ]
    stated += _of_parsely(meta)
    model = model_of(page)
    marked = [] if any(is_explicit(evidence) for evidence, _ in stated) else _itemprops(model, others)
    created = (("json-ld:created", text) for node in nodes for text in texts(node.get("dateCreated")))
    return (*stated, *created, *marked, *_time_elements(model, others))


def _of_parsely(meta: MetaTags) -> Iterator[Claim]:
    """The publication in Parse.ly's old tag."""
    if isinstance(time := parsely_page(meta).get("pub_date"), str):
        yield f"meta:{PARSELY_PAGE}", time


def modified_claims(meta: MetaTags, nodes: tuple[Node, ...]) -> tuple[Claim, ...]:
    """Return (evidence, text) of each statement of the time of the last change."""
    stated = [("json-ld", text) for node in nodes for text in texts(node.get("dateModified"))]
    return (*stated, *((f"meta:{name}", text) for name, text in meta.pairs(_MODIFIED_META)))


def stated_clocks(tree: Elements | None) -> tuple[str, ...]:
    """Return the moments of all `<time>` elements that state an offset other than UTC's, each once, ISO 8601.

    Whatever they date, other stories and comments too, they show which clock the publisher goes by.
    """
    times = () if tree is None else islice(tree.iter("time"), _MOST_TIMES)
    found = (read_time(time.get("datetime") or "") for time in times)
    return tuple(dict.fromkeys(one for one in found if one and _OTHER_OFFSET.search(one)))


def url_date(url: str) -> str | None:
    """Return the date an address carries (`/2018-07/31/`, `/2018/jul/31/`, `20180731`) as text, else None."""
    try:
        path = urlsplit(url).path[:500]
    except ValueError:
        return None
    match = _LOOSE_URL_DATE.search(path) or _URL_DATE.search(path)
    if match:
        return f"{match['year']}-{match['month']}-{match['day']}"
    named = _NAMED_URL_DATE.search(path)
    return read_time(f"{named['day']} {named['month']} {named['year']}") if named else None


def _itemprops(model: PageModel, others: OtherStories | None) -> list[Claim]:
    """Marked elements; where they tell different days they are those of a list of stories."""
    marked = (
        element
        for place, name in model.having("itemprop")
        if name.replace("D", "d").replace("P", "p") == _MARKED_PUBLISHED
        and (element := model.element(place)).tag != "meta"
    )
    own = _of_story(islice(marked, _MOST_TIMES), others)[:3]
    stated = [element.get("datetime") or element.get("content") or _text(element) for element in own]
    several = len({text[:10] for text in stated}) > 1
    return [("itemprops:datepublished" if several else "itemprop:datepublished", text) for text in stated]


def _time_elements(model: PageModel, others: OtherStories | None) -> list[Claim]:
    """`<time>` elements: those marked as the publication, then the first outside lists of other stories.

    Older templates mark it as hAtom does: `<abbr class="published" title="…">`.
    """
    times = _of_story(islice(model.iter("time"), _MOST_TIMES), others)
    marked = [time for time in times if _is_marked(time)]
    own = [time for time in times if time not in marked and not _is_elsewhere(time)]
    stated = [time.get("datetime") or _text(time) for time in [*marked[:2], *_first_published(own)]]
    dated = (
        one
        for one in model.iter("abbr")
        if _HATOM in (one.get("class") or "").split() and "title" in one.attrib
    )
    marks = [] if stated else _of_story(islice(dated, _MOST_TIMES), others)
    named = [one for one in marks if not _is_elsewhere(one)][:1]
    return [("time", text) for text in (*stated, *(one.get("title", "") for one in named))]


def microformat_claims(page: Page) -> tuple[Claim, ...]:
    """Return (evidence, text) of the publication that the class of hAtom or h-entry marks; () for several.

    Foots of entries have it, and links of a story to itself: where readers look, and `published_claims` not.
    """
    marked = (
        one
        for one in model_of(page).iter(*_STAMPS)
        if not {_HATOM, _H_ENTRY}.isdisjoint((one.get("class") or "").split())
    )
    own = (
        one
        for one in islice(marked, _MOST_TIMES)
        if not _is_elsewhere(one, _OF_OTHERS) and not _is_of_lesser_entry(one)
    )
    told = {one.get(_STAMPS.get(str(one.tag), "")) or _text(one) for one in own}
    return ((MICROFORMAT, told.pop()),) if len(told) == 1 else ()


def _is_of_lesser_entry(element: HtmlElement) -> bool:
    """Whether an element stands in an entry without the `h1` that its page has: in a teaser."""
    entry = next(
        (
            box
            for box in element.iterancestors()
            if box.tag == "article" or not _ENTRIES.isdisjoint((box.get("class") or "").split())
        ),
        None,
    )
    if entry is None or next(entry.iter("h1"), None) is not None:
        return False
    return next(element.getroottree().iter("h1"), None) is not None


def _first_published(times: list[HtmlElement]) -> list[HtmlElement]:
    """The first of some times, the second where the labels are of a change and of the publication."""
    beside = [(time, label_of(preceding_text(time), "")) for time in times[:2]]
    if [label for _, label in beside] == ["updated", "published"]:
        return times[1:2]
    return times[:1]


def _of_story(elements: Iterable[HtmlElement], others: OtherStories | None) -> list[HtmlElement]:
    return [element for element in elements if others is None or not others.hold(element)]


def _is_marked(time: HtmlElement) -> bool:
    names = f"{time.get('class', '')} {time.get('itemprop', '')}".lower()
    return time.get("pubdate") is not None or ("publish" in names and not _is_elsewhere(time))


# Boxes of others, and those that may be the story's own.
_OF_OTHERS = frozenset({"li", "aside", "nav"})
_NOT_ABOVE = _OF_OTHERS | {"footer", "a"}


def _is_elsewhere(time: HtmlElement, boxes: frozenset[str] = _NOT_ABOVE) -> bool:
    for depth, parent in enumerate(time.iterancestors()):
        names = f"{parent.get('class', '')} {parent.get('id', '')}".lower()
        if parent.tag in boxes or re.search("related|comment|sidebar|teaser|card|nav(?:top|bar|wrap)", names):
            return True
        if depth > 12 or parent.tag in {"article", "main", "header"}:
            return False
    return False


def _text(element: HtmlElement) -> str:
    return tidy(" ".join(element.itertext())[:200])


# What the reading of a page's times starts from.


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPage:
    """What is known of a page when its times are read.

    `lines` are those around the text on pages (East Asian ones) that print their time in a line under the
    headline, else none; `tree` is None for plain text; `zone` is the one the source declares; `canonical` is
    the address the page says it has; `visited` the day (`YYYY-MM-DD`) it was fetched.
    """

    url: str
    tree: HtmlElement | None = field(repr=False)
    canonical: str | None = None
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    image: str | None = None
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    language: str | None = None
    zone: str | None = None
    mainland: bool = False
    listed: str | None = None
    visited: str | None = None
    others: OtherStories | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """The address that carries a day: the page's own, else the one it says it has."""
        stated = self.canonical or ""
        return stated if url_date(self.url) is None and url_date(stated) is not None else self.url


# "2018-07-31 22:19:33", "2018年7月31日22:19", "2011/05/03": as Chinese pages print it under the headline.
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\s?年\s?[（(](?:令和|平成)[元\d]{1,2}年[）)]\s?\d{1,2}\s?月\s?\d{1,2}"
    r"|(?:中[華华])?民[國国]\s?\d{2,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}"
)
# "29.10.2025 10:00"; with slashes that order is anybody's guess.
_DAY_FIRST = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?![\d.]\d)")
LABEL = re.compile(r"(?:发布|发表|發佈|發布|刊发|发稿|时间|時間|日期|来源|來源)")
# What says of the day behind it that it is the last change's; 更新时间 alone is on portals that of the news.
_CHANGED = re.compile(
    r"(?:(?:最近|最后|最後|上次|最終)(?:更新|修改|修訂|修订|編輯|编辑)(?:时间|時間|日時?|日期)?|(?:更新|修改)[于於])\s?[:：]?\s?$"
)
# Where a line labels a day as the publication's too, 更新时间 says what it says.
_UPDATED = re.compile(
    r"(?:更新(?:时间|時間|日期|日時?|于|於)?|(?:최종\s?)?(?:수정|업데이트)\s?(?:일시?|시간|됨)?)\s?[:：|]?\s?$"
)
_PUBLISHED = re.compile(
    r"(?:(?:发布|发表|發佈|發布|刊发|发稿|公開|掲載|配信|投稿)(?:时间|時間|日期|日時?|于|於)?"
    r"|(?:기사\s?)?(?:입력|등록|승인|발행|작성|게시)\s?(?:일시?|시간)?)\s?[:：|]?\s?$"
)
# Japanese and Korean pages have the word behind the day as well: "2031年5月9日 更新", "2031.05.09 수정".
_BEHIND = r"[日号號]?\s?(?:[（(].[）)]\s?)?(?:\d{1,2}[:時]\d\d分?\s?)?"
_NOT_OF_NEXT = r"(?!\S{0,3}\s?[:：]|\s?(?:19|20)\d\d)"
_UPDATED_BEHIND = re.compile(rf"{_BEHIND}(?:更新|수정|업데이트){_NOT_OF_NEXT}")
_PUBLISHED_BEHIND = re.compile(rf"{_BEHIND}(?:公開|掲載|配信|投稿|입력|등록|승인){_NOT_OF_NEXT}")
_LONGEST_LINE = 120


# "108/05/07" in Taiwan: the 108th year of the Republic.
_REPUBLIC_DAY = re.compile(
    r"(?<![\d/.,:-])(?P<year>1[0-2]\d)(?P<mark>[/.-])(?=(?:0[1-9]|1[0-2])(?P=mark)[0-3]\d(?![\d/.-]))"
)
_YEARS_BEFORE_REPUBLIC = 1911


def in_common_years(line: str) -> str:
    """Return a line of a Chinese page with years of the Republic before month and day as our years."""
    return _REPUBLIC_DAY.sub(lambda day: f"{int(day['year']) + _YEARS_BEFORE_REPUBLIC}{day['mark']}", line)


def line_dates(lines: Iterable[str], url: str, *, day_first: bool = False) -> tuple[Claim, ...]:
    """Return (evidence, text) of dates printed in short lines about the article, then that of the address.

    A day that is said to be the last change's is left out. With `day_first` also dates with dots in that
    order; in running text those are often of something else.
    """
    short = [line for line in lines if len(line) <= _LONGEST_LINE]
    is_published = any(_is_publication(line, day) for line in short for day in _DATE.finditer(line))
    printed = [
        (bool(LABEL.search(line)), line[match.start() :])
        for line in short
        for pattern in ((_DATE, _DAY_FIRST) if day_first else (_DATE,))
        for match in pattern.finditer(line)
        if not _is_change(line, match, is_published=is_published)
        and not is_told(line[: match.start()], line[match.end() :].removeprefix("日"), line)
    ]
    ordered = [text for labelled, text in printed if labelled] + [
        text for labelled, text in printed if not labelled
    ]
    address = url_date(url)
    return (*(("text", text) for text in ordered), *((("url", address),) if address else ()))


def told_changes(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the texts of the days that short lines about the article say are those of its last change."""
    short = [line for line in lines if len(line) <= _LONGEST_LINE]
    is_published = any(_is_publication(line, day) for line in short for day in _DATE.finditer(line))
    return tuple(
        line[day.start() :]
        for line in short
        for day in _DATE.finditer(line)
        if _is_change(line, day, is_published=is_published)
    )


def _is_change(line: str, day: re.Match[str], *, is_published: bool) -> bool:
    """Whether a day is said to be the last change's; `is_published`: another is the publication's."""
    before, after = line[: day.start()], line[day.end() :]
    if _CHANGED.search(before):
        return True
    return is_published and bool(
        _UPDATED.search(before) or (_UPDATED_BEHIND.match(after) and not _PUBLISHED.search(before))
    )


def _is_publication(line: str, day: re.Match[str]) -> bool:
    before = line[: day.start()]
    return bool(_PUBLISHED.search(before)) or (
        _PUBLISHED_BEHIND.match(line[day.end() :]) is not None and not _UPDATED.search(before)
    )
