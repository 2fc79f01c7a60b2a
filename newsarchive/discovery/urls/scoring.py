"""Scores how much a link looks like an article's, when no pattern is declared.

The signs are those of Zyte's article heuristics and of courlan, and the numbering of Chinese portals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# Weighed on front pages of the corpora's sites: an article has at least two signs, or one and a headline.
ARTICLE_THRESHOLD = 0.5
_SUREST = 0.99  # 1 is for links of listings that name only articles

_DATE = re.compile(r"(?:19|20)\d\d[/_-]?(?:0[1-9]|1[0-2])(?:[/_-]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_NUMBER = re.compile(r"\d{5,}|[0-9a-f]{12,}|[A-Z0-9]{12,}")
_PAGE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|shtm)\Z", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:index|default)\.(?:php\d?|aspx?|jsp|cgi|pl|cfm|do)\Z", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|apk|mp[34]|m3u8|css|js|xml|rss)\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER_WORDS = """
    about account ad ads advert advertise app apps archive archives author authors careers category categories
    channel channels comment comments company contact cookies copyright disclaimer download event
    events faq
    feed feeds forum gallery games help homepage impressum index imprint jobs join legal list live
    login logout
    member members newsletter newsletters page pages people photo photos podcast podcasts privacy profile
    register rss search section sections service services shop sitemap staff store subscribe subscription tag
    tags team terms topic topics user users video videos weather
"""
OTHER_SEGMENTS = frozenset(_OTHER_WORDS.split())
# Folders and hosts that repeat the articles of the site.
TWIN_WORDS = frozenset(
    {"print", "printer", "amp", "mobile", "m", "wap", "share", "email", "mail", "comment", "comments"}
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One link of a page: absolute URL, text, and whether it is in page furniture."""

    url: str
    text: str
    furniture: bool = False


def score_anchor(anchor: Anchor) -> float:
    """Return 0 (certainly no article) to 1; from ARTICLE_THRESHOLD a link is worth fetching. Total."""
    try:
        parts = urlsplit(anchor.url)
    except ValueError:
        return 0.0
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    # `/index.php/news/12-title` and `/index.php?id=12`: one program shows all pages.
    segments = [
        segment
        for place, segment in enumerate(segments)
        if not (_PROGRAM.match(segment) and (place + 1 < len(segments) or parts.query))
        and not keeps_pages(segment, segments[-1])
    ]
    if (not segments and not parts.query) or _FILE.search(parts.path):
        return 0.0
    score = _path_score(parts.path, segments) + _headline_score(anchor.text)
    score += 0.25 if _NUMBER.search(parts.query) else 0.0
    score -= 0.25 if anchor.furniture else 0.0
    score -= 0.5 if any(_stem(segment) in OTHER_SEGMENTS for segment in segments) else 0.0
    return min(_SUREST, max(0.0, score))


def keeps_pages(folder: str, last: str) -> bool:
    """Whether a folder is the one in which SharePoint keeps all pages (`/News/Pages/storm.aspx`); total."""
    return folder.lower() == "pages" and last.lower().endswith(".aspx")


def _path_score(path: str, segments: list[str]) -> float:
    last = segments[-1] if segments else ""
    slug = _stem(last)
    score = 0.35 if _DATE.search(path) else 0.0
    score += 0.25 if _NUMBER.search(slug) else 0.0
    score += 0.35 if len(_WORD.findall(slug)) >= 4 or len(_CJK.findall(slug)) >= 6 else 0.0
    score += 0.1 if _PAGE.search(last) else 0.0
    return score if slug not in {"index", "default"} else score - 0.35


def _headline_score(text: str) -> float:
    """Score the text: a headline has at least four words or eight Chinese characters, a menu entry fewer."""
    if len(_CJK.findall(text)) >= 8 or len(_WORD.findall(text)) >= 4:
        return 0.3
    return 0.1 if len(_CJK.findall(text)) >= 6 or len(_WORD.findall(text)) == 3 else 0.0


def _stem(segment: str) -> str:
    return _PAGE.sub("", segment).lower()
