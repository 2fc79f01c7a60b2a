"""Reads links from section and front pages, by the declared pattern or else by score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.documents import Link, ListingReading, page_root, read_text, without_prolog
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.sections.archive_menus import ends_in_a_date
from newsarchive.discovery.sections.page_labels import list_pages
from newsarchive.discovery.sections.pagination import find_pager, moved_to
from newsarchive.discovery.sections.site_pages import site_pages
from newsarchive.discovery.urls.canonical_urls import canonical_key, matches_pattern, same_site
from newsarchive.discovery.urls.crawler_traps import trap_of
from newsarchive.discovery.urls.link_versions import versions_among
from newsarchive.discovery.urls.scoring import (
    ARTICLE_THRESHOLD,
    OTHER_SEGMENTS,
    Anchor,
    keeps_pages,
    score_anchor,
)
from newsarchive.discovery.urls.url_shapes import IDENTIFYING_KINDS, is_dated, shape_of, template_of
from newsarchive.lifecycle import FetchFailure, ReadingNote

# Links to further sections: short texts and short URLs without a number.

_LONGEST_NAME = 24  # characters of a menu entry
_DEEPEST = 3  # segments of a section's URL
_MOST_SECTIONS = 50  # of one page; a front page with more links the whole site map
# Words that no article's URL has, and that sections are called.
_LISTS = frozenset(
    {
        *("archive", "archives", "categories", "category", "channel", "channels", "index", "list"),
        *("section", "sections", "company", "games", "live", "people", "topic", "topics", "weather"),
    }
)
_NO_SECTIONS = OTHER_SEGMENTS - _LISTS
_TAGS = frozenset({"tag", "tags"})
_MOST_TAGS_OF_MENU = 12  # a cloud of them has more
_INDEX = re.compile(
    r"(?:index|default)\.[a-z]{2,5}", re.IGNORECASE
)  # what a folder shows where none is named


def may_be_section(anchor: Anchor, page: str, others: AbstractSet[str] = _NO_SECTIONS) -> bool:
    """Say whether the link may lead to a section of the same site, `others` not in its address; total."""
    shape = shape_of(anchor.url)
    if shape is None or not same_site(anchor.url, page) or trap_of(anchor.url):
        return False
    if not 0 < len(anchor.text) <= _LONGEST_NAME or _depth(urlsplit(anchor.url).path) > _DEEPEST:
        return False
    if not any(character.isalpha() for character in anchor.text):  # a page number, an arrow
        return False
    path = urlsplit(anchor.url).path
    words = {unquote(part).lower() for part in path.split("/") if part and not keeps_pages(part, path)}
    named = any(token.kind in IDENTIFYING_KINDS for token in (shape.segments[-1] if shape.segments else ()))
    return not named and not (words & others) and score_anchor(anchor) < ARTICLE_THRESHOLD


def _depth(path: str) -> int:
    """Return how many folders and names a path has that say something: `/News/Pages/default.aspx` has one."""
    segments = [part for part in path.split("/") if part]
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
        if segments and keeps_pages(segments[-1], path):
            segments.pop()
    return len(segments)


def sections_of(anchors: Iterable[Anchor], page: str) -> list[str]:
    """Return the links to further sections, each once, those in navigation first."""
    found: dict[str, Anchor] = {}
    for anchor in anchors:
        if may_be_section(anchor, page):
            found.setdefault(canonical_key(anchor.url), anchor)
    found.pop(canonical_key(page), None)
    return [anchor.url for anchor in sorted(found.values(), key=lambda anchor: not anchor.furniture)]


# What a page that shows a few of a list calls the link to all of it, in languages of the sources.
_LONGEST_CALL = 40  # characters
_MOST_FULLER = 3  # of one page
_FULLER = re.compile(
    r"\b(?:more|all|archive[sd]?|older|latest|index)\b|\b(?:mehr|alle[ns]?|archiv|weitere)\b"
    r"|\b(?:plus|tou(?:s|te|tes|t)|voir)\b|\b(?:más|tod[ao]s?|archivo|mais|arquivo|ver)\b|\b(?:altr[eio]|tutt[eio]|archivio)\b"
    r"|\b(?:meer|alla|fler|flere|arkiv|lisää|kaikki|arkisto)\b"
    r"|\b(?:więcej|wszystkie|archiwum|další|více|všechny|archív|összes|további|több)\b"
    r"|\b(?:tümü|tüm|daha fazla|arşiv|toate|mai multe|arhiva|selengkapnya|semua|lainnya|indeks)\b"
    r"|xem thêm|tất cả"
    r"|\b(?:все|ещ[её]|больше|архив|усі|більше|архів|всички|още)\b|\b(?:όλα|όλες|περισσότερα|αρχείο)\b"
    r"|更多|全部|查看所有|所有|歷史|历史|往期|一覧|もっと|すべて|過去|더\s?보기|전체|지난|المزيد|الكل|أرشيف|और|सभी|ดูทั้งหมด|ทั้งหมด",
    re.IGNORECASE,
)


def fuller_lists(anchors: Iterable[Anchor], page: str) -> list[str]:
    """Return where a page says that there is more of its lists, each once; total.

    "More local news" may lead to a search or a tag: what no menu's entry is believed to lead to.
    """
    found: dict[str, str] = {}
    for anchor in anchors:
        if (
            0 < len(anchor.text) <= _LONGEST_CALL
            and _FULLER.search(anchor.text)
            and not anchor.furniture
            and same_site(anchor.url, page)
            and score_anchor(Anchor(anchor.url, "")) < ARTICLE_THRESHOLD
            and not trap_of(anchor.url)
        ):
            found.setdefault(canonical_key(anchor.url), anchor.url)
    found.pop(canonical_key(page), None)
    return list(found.values())[:_MOST_FULLER]


def tags_of_menu(anchors: Iterable[Anchor], page: str) -> list[str]:
    """Return the tags that a page's menu leads to, as a site's that has no other sections; none of a cloud.

    Ghost, Jekyll, Hexo and Tumblr file articles under tags, and menus name these.
    """
    found: dict[str, str] = {}
    for anchor in anchors:
        words = {part.lower() for part in urlsplit(anchor.url).path.split("/")}
        if anchor.furniture and words & _TAGS and may_be_section(anchor, page, _NO_SECTIONS - _TAGS):
            found.setdefault(canonical_key(anchor.url), anchor.url)
    return [*found.values()] if len(found) <= _MOST_TAGS_OF_MENU else []


LARGEST_PAGE = 5_000_000  # characters; the front pages of large portals have about one million
_MOST_LINKS = 2_000
_LONGEST_TITLE = 500
_FEWEST_ALIKE = 2  # links with headlines, made as one without


def read_section(
    body: bytes, url: str, content_type: str | None = None, article: str | None = None, *, below: bool = False
) -> ListingReading:
    """Return the links of the page at `url` that lead to articles, in page order; total.

    `article` is a regular expression that is searched in the absolute URL. If given, it decides instead of
    the score, and links that would be taken without it are in `off_pattern`, at most _MOST_LINKS. Otherwise
    a link is taken if its score reaches ARTICLE_THRESHOLD and it is on the same site. What is only labelled
    as a page of the list or of the site, or is a version of another link, is in `no_articles`. Further
    sections are returned only with `below`.
    """
    text = without_prolog(read_text(body, content_type, url))
    problems = [ReadingNote.TOO_LARGE] if len(text) > LARGEST_PAGE else []
    root = page_root(text[:LARGEST_PAGE])
    anchors = list(anchors_of(root, url)) if root is not None else []
    moved = moved_to(root, url) if root is not None and not anchors else None
    if moved is not None:  # to the issue of the day
        return ListingReading(sections=(moved,), problems=tuple(problems))
    if root is None or (not anchors and root.find(".//a") is None):
        return ListingReading(problems=(*problems, FetchFailure.NOT_HTML))
    best: dict[str, Link] = {}
    pages, versions = list_pages(anchors), versions_among((anchor.url for anchor in anchors), url)
    called = site_pages(anchors)
    for anchor in anchors:
        link = Link(url=anchor.url, title=_title(anchor.text), score=_score(anchor, url, article))
        if link.score >= ARTICLE_THRESHOLD:
            key = canonical_key(link.url)
            best[key] = _better(best.get(key), link)
    best.pop(canonical_key(url), None)
    doubted = best.keys() & (pages | called)
    doubted -= _made_as_articles(best, doubted)
    if article is not None and doubted == best.keys():
        doubted = set()  # a list of nothing but numbers, as of issues: the declaration says what they are
    said = {key: best.pop(key) for key in [*best] if key in doubted or key in versions}
    if len(best) > _MOST_LINKS:
        problems.append(ReadingNote.TOO_MANY_ENTRIES)
    pager = find_pager(root, url)
    following = pager.next
    # What the declared pattern calls an article is no page of the list, unless the pattern is too wide.
    beside = [
        page
        for page in pager.beside
        if article is None or ends_in_a_date(page) or not matches_pattern(page, (article,))
    ]
    for page in (following or url, *beside):
        best.pop(canonical_key(page), None)
    taken = {*best, canonical_key(following or url), *map(canonical_key, beside)}
    followed = {canonical_key(page) for page in (following or url, *beside)}
    further = (
        [each for each in sections_of(anchors, url) if canonical_key(each) not in taken] if below else []
    )
    aside = (
        {}
        if article is None
        else _off_pattern(
            anchors, url, {*taken, canonical_key(url), *pages, *versions, *said, *map(canonical_key, further)}
        )
    )
    return ListingReading(
        links=tuple(best.values())[:_MOST_LINKS],
        off_pattern=tuple(aside.values())[:_MOST_LINKS],
        no_articles=tuple(link for key, link in said.items() if key not in followed)[:_MOST_LINKS],
        next=following,
        sections=(*beside, *further[:_MOST_SECTIONS]),
        problems=tuple(problems),
        left_out=max(0, len(best) - _MOST_LINKS),
    )


def _made_as_articles(links: Mapping[str, Link], doubted: Collection[str]) -> set[str]:
    """Return which links have a date in their address, and are made as those that have headlines.

    "1984", "Help!" and "Page 3" are headlines, too; a list's pages and a site's own have no date.
    """
    made: Counter[tuple[tuple[str, ...], str] | None] = Counter()
    templates: dict[str, tuple[tuple[str, ...], str]] = {}
    for key, link in links.items():
        shape = shape_of(link.url)
        template = template_of(shape) if shape is not None and is_dated(shape) else None
        if template is not None and key in doubted:
            templates[key] = template
        else:
            made[template] += 1
    return {key for key, template in templates.items() if made[template] >= _FEWEST_ALIKE}


def _off_pattern(anchors: Sequence[Anchor], page: str, taken: Collection[str]) -> dict[str, Link]:
    """Return the links that look like articles but were not taken."""
    found: dict[str, Link] = {}
    for anchor in anchors:
        score = _score(anchor, page, None)
        if score >= ARTICLE_THRESHOLD and (key := canonical_key(anchor.url)) not in taken:
            link = Link(url=anchor.url, title=_title(anchor.text), score=score)
            found[key] = _better(found.get(key), link)
    return found


def _score(anchor: Anchor, page: str, article: str | None) -> float:
    if article is not None:
        return 1.0 if matches_pattern(anchor.url, (article,)) else 0.0
    return score_anchor(anchor) if same_site(anchor.url, page) else 0.0


def _better(known: Link | None, link: Link) -> Link:
    """Merge two links to one URL, such as image and headline: the better text, the first position."""
    if known is None or (link.score, len(link.title or "")) > (known.score, len(known.title or "")):
        return link
    return known


def _title(text: str) -> str | None:
    return text[:_LONGEST_TITLE] or None
