"""The headline of a page whose markup names none: a line that type sets off above the text.

Until about 2005 a headline was a bold or large line, and the title of every page the name of the paper, or
what the editor of pages had put there ("Untitled"). This is asked only where no heading of the first orders,
no meta tag and no data of the page says a title, as on no page of today's software.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice, pairwise

from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.metadata.set_off_lines import PLAIN_SIZE, SetOffLine, lines_above
from newsarchive.text.metadata.title_candidates import SEPARATOR, title_key
from newsarchive.text.metadata.titles import section_titles
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.sentences import ends_sentence, is_long
from newsarchive.text.tidy_lines import tidy

# Lines above the text among which the headline is: by-line, day and deck are others.
_MOST_ABOVE = 8
# Letters of a headline, and characters of one in Chinese, Japanese or Korean; of a line with a day.
_SHORTEST, _SHORTEST_DENSE, _LONGEST, _LONGEST_DAYED = 10, 4, 160, 90
# Letters of a paragraph the text may begin with: first a long one is sought.
# A character of Chinese, Japanese or Korean says as much as about three letters.
_LENGTHS_OF_LEAD, _DENSER = (90, 50, 20), 3
_MOST_TEXTS, _LONGEST_TITLE, _LONGEST_COMPARED = 20, 300, 8_000
# A line right above a day, in type like the text's, comes behind bold ones; what a label says comes first.
_OVER_A_DAY, _LABELLED = 3.25, 9.0
# How letters to lists and boards say what they are about.
_ABOUT = re.compile(
    r"\s*(?:标\s*题|標\s*題|主\s*题|主\s*題|件\s*名|제\s*목|Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Тема)"
    r"\s*[:：]\s*(?=\S)"
)
# Signs that stand before a headline as a bullet does.
_BULLET = re.compile(r"^[■□◆◇●○▼▽★☆▲△・•·»\s]+")
_PARTING = re.compile(rf"{SEPARATOR.pattern}|\s?[:：]\s+|[：]|\s+>\s*")
# What editors of pages, and makers of frames, call a page that nobody has given a title; letters only.
_NO_TITLES = frozenset(
    (
        *("untitled", "untitleddocument", "untitledpage", "notitle", "newpage", "main", "content", "body"),
        *("text", "frame", "mainframe", "index", "home", "homepage", "default", "page", "document"),
        *("story", "article", "print", "sanstitre", "documentsanstitre", "nouvellepage", "senzatitolo"),
        *(
            "nuovapagina",
            "documentosenzatitolo",
            "unbenannt",
            "unbenanntesdokument",
            "neueseite",
            "ohnetitel",
        ),
        *("sintítulo", "documentosintítulo", "semtítulo", "naamloos", "naamloosdocument", "beztytułu"),
        *("безназвания", "новаястраница", "无标题", "无标题文档", "無標題", "無標題文件", "無題", "제목없음"),
    )
)
_NUMBER = re.compile(r"\d+$")
# A name of a site is most of the part of a title that holds it: "timesonline", not "hardtimesforall".
_SHORTEST_SITE, _SHARE_OF_SITE = 4, 0.6
# Letters of a word that are compared, as inflection leaves them; where no blanks part words, two characters.
_WORD, _STEM = re.compile(r"[^\W\d_]{4,}"), 5
_DENSE_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


def plain_headline(
    page: PageModel, paragraphs: tuple[str, ...], sites: tuple[str, ...], best: str | None
) -> str:
    """Return the headline that a line above the text is, "" where none is surer than `best`, which is known.

    A line that the page's title has as a part is surer than the whole of it. Any other is so only where the
    title names nothing the text is about: each part of it is the site's name, a section's or no title, or
    shares no word with the text.
    """
    begins = _begins(paragraphs)
    above = lines_above(page.tree, paragraphs[begins])
    lines = _candidates(above[-_MOST_ABOVE:])
    parts = [part for part in _PARTING.split(_title_of(page)) if title_key(part)]
    whole = "".join(map(title_key, parts))
    shown = {title_key(line.text) for line in above if not line.is_linked}
    lines = [one for one in lines if not _names_no_story(one[0], sites)]
    if not lines or (best and title_key(best) in {title_key(text) for text, _ in lines}):
        return ""
    known = {title_key(text) for text, _ in lines}
    told = _words_of(paragraphs[begins:], known)
    largest = max(size for _, size in lines)
    within = [
        text
        for text, size in lines
        if _is_part(title_key(text), parts)
        and title_key(text) != whole
        and (_words(text) & told or all(one == (text, size) or one[1] < largest for one in lines))
    ]
    if within:
        return max(within, key=len)
    is_sure = True
    for part in parts:
        if _names_no_story(part, sites):
            continue
        if title_key(part) in shown or (_words(part) - _words_of_sections()) & told:
            return ""
        is_sure = False
    if best and title_key(best) not in whole:
        return ""
    fitting = [(text, size, len(_words(text) & told)) for text, size in lines]
    if not is_sure:
        fitting = [one for one in fitting if one[2]]
    if not fitting:
        return ""
    return max(fitting, key=lambda one: one[1:])[0]


def _begins(paragraphs: tuple[str, ...]) -> int:
    """Which of the paragraphs the text begins with: a long one of sentences, neither headline nor by-line."""
    for shortest in _LENGTHS_OF_LEAD:
        for at, line in enumerate(paragraphs):
            if is_long(line, shortest, shortest // _DENSER) and ends_sentence(line):
                return at
    return 0


def _title_of(page: PageModel) -> str:
    title = next(page.iter("title"), None)
    return "" if title is None else tidy("".join(islice(title.itertext(), _MOST_TEXTS))[:_LONGEST_TITLE])


def _candidates(above: list[SetOffLine]) -> list[tuple[str, float]]:
    """The lines that may be the headline, with their size: set off, labelled, or right above a day."""
    found: list[tuple[str, float]] = []
    for line, below in pairwise((*above, SetOffLine("", PLAIN_SIZE))):
        text, size = _BULLET.sub("", line.text, count=1), line.size
        if label := _ABOUT.match(text):
            text, size = text[label.end() :], _LABELLED
        elif size <= PLAIN_SIZE and _is_dayed(below.text):
            size = _OVER_A_DAY
        if line.is_linked or not is_long(text, _SHORTEST, _SHORTEST_DENSE) or len(text) > _LONGEST:
            continue
        if find_times(text) or title_key(text) in section_titles():
            continue
        if size > PLAIN_SIZE:
            found.append((text, size))
    return found


def _is_dayed(line: str) -> bool:
    return len(line) <= _LONGEST_DAYED and bool(find_times(line))


def _is_part(key: str, parts: list[str]) -> bool:
    """Whether the first or the last parts of the page's title are a line."""
    keys = [title_key(part) for part in parts]
    return any("".join(keys[at:]) == key or "".join(keys[:at]) == key for at in range(len(keys) + 1))


def _names_no_story(part: str, sites: Iterable[str]) -> bool:
    """Whether a part of a title is the site's name, a section's, or what stands where none was given."""
    key = title_key(part)
    if _NUMBER.sub("", key) in _NO_TITLES or key in section_titles() or not _NUMBER.sub("", key):
        return True
    for site in map(title_key, sites):
        if key == site or (len(key) >= _SHORTEST_SITE and key in site):
            return True
        if len(site) >= _SHORTEST_SITE and site in key and len(site) >= _SHARE_OF_SITE * len(key):
            return True
    return False


def _words_of(paragraphs: tuple[str, ...], headlines: set[str]) -> set[str]:
    """The words of the text but for the lines that may be its headline."""
    told = " ".join(line for line in paragraphs if title_key(line) not in headlines)
    return _words(told[:_LONGEST_COMPARED])


@cache
def _words_of_sections() -> frozenset[str]:
    """What sections are called says nothing of a story: "Club News"."""
    return frozenset(name[:_STEM] for name in section_titles())


def _words(text: str) -> set[str]:
    """The beginnings of the words of a text, and the pairs of its characters where blanks part no words."""
    low = text.casefold()
    found = {word[:_STEM] for word in _WORD.findall(low)}
    return found | {run[at : at + 2] for run in _DENSE_RUN.findall(low) for at in range(len(run) - 1)}
