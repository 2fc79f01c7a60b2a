"""Names in the lines a reader sees around the text: "By Ada Roe | 3 May", or a name that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.time_choice import YEAR
from newsarchive.text.dates.visible_dates import day_of_line, weekdays
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.html_display import BLOCK
from newsarchive.text.letters import MARKS
from newsarchive.text.metadata.byline_labels import SHOUTED, label_pattern, label_words, with_capitals
from newsarchive.text.metadata.page_elements import PageElements
from newsarchive.text.metadata.person_names import (
    ADDRESS,
    HAN,
    KOREAN_ROLES,
    LONGEST_BODY,
    has_given_name,
    is_han_name,
    is_korean_name,
    is_name_without_space,
    is_person,
    is_written_as_name,
    letters_of_name,
    split_bodies,
    split_names,
    without_mail,
)
from newsarchive.text.metadata.structured_data import OF_PAGE, MetaTags, Node
from newsarchive.text.tidy_lines import tidy

# Authors in the pairs of label and text that cards of shared links show ("Written by", "Ada Roe").

WRITTEN = re.compile(r"\b(?:written|author|by|verfasst|autor|auteur|[ée]crit|escrito|scritto)", re.IGNORECASE)


def card_authors(meta: MetaTags) -> Iterator[str]:
    """Yield what stands under "Written by"."""
    yield from meta.all("twitter:misc:written by")
    for number in "12":
        label = meta.first(f"twitter:label{number}")
        if label and WRITTEN.search(label):
            yield from meta.all(f"twitter:data{number}")[:1]


# Everything in a page's markup that claims to name an author, split into single names.

META = {
    "meta_author": ("author", "authors", "byl", "parsely-author", "sailthru.author", "cxenseparse:author"),
    "meta_article": ("article:author", "og:article:author", "og:author", "article:author_name"),
    "meta_library": ("dc.creator", "dcterms.creator", "citation_author", "dcsext.author", "creator"),
    "meta_data": ("twitter:data1",),  # without regard to its label, which many pages leave out
}
MOST_NAMES = 30
# JSON-LD's persons are one statement, meta tags another; lists of names in meta tags are their own, from
# TAGGED on, and each marked element is, from SHOWN on.
# The names of one that is nothing but "By Ada Roe and Tom Hay" are once more a statement, from PRINTED on.
LISTED, STATED, TAGGED, SHOWN, PRINTED = 0, 1, 2, 200, 500
# A by-line with roles and a date has some two hundred characters; what is longer tells about the author.
LONGEST_CREDIT = 220
JOINING = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|and|und|et|y|e|och|og|en|&|,|text|words|written by|posted by)\s?:?$",
    re.IGNORECASE,
)
COMMENT = re.compile(r"comment|reply|respond|reviewer-list", re.IGNORECASE)
OTHER_STORY = re.compile(
    r"related|recommend|sidebar|teaser|appetizer|promo|card|popular|trending|more-|read-?next|widget",
    re.IGNORECASE,
)
# Boxes on whose terms a post may be copied, in themes of blogs, name its author.
TERMS = re.compile(r"(?:post|article)-copyright", re.IGNORECASE)
COPYRIGHT = re.compile(r"(?<!post-)(?<!article-)copyright|copyr\b|[-_]?credit", re.IGNORECASE)
PICTURE = re.compile(r"caption|copyright|photo|image|media-?box|picture|video|gallery", re.IGNORECASE)
# How the line in such a box begins where it tells whose the picture is, and not who wrote the text, too.
PICTURE_OF = re.compile(
    r"(?!.{0,30}\b(?:te?xte?|words|story|wort|texto)\b)(?:(?:copyright|\(c\)|foto|photo|bild|image|credit)\b|©)",
    re.IGNORECASE,
)
# "Ada Roe (6)": a list of all who write for the site, each with a count of stories.
WRITER_OF = re.compile(r"[(（\[]\d{1,5}[)）\]]$")
# What stands right before the name of somebody who had another part in the article.
OTHER_PART = re.compile(
    r"\b(?:editor\w*|edit\w*|review\w*|fact[- ]check\w*|redak\w*|penyunting"
    r"|foto\w*|photo\w*|bild\w*|illustra\w*|transl\w*|übersetz\w*)"
    r"(?: by| von)?\s*[:|]?\s*$",
    re.IGNORECASE,
)
# What stands right before "by" where somebody had another part: "Edited by", "Fact-checked by".
OTHER_BY = re.compile(
    r"\b(?:edited|reviewed|checked|verified|translated|illustrated|produced|hosted|presented|sponsored|powered"
    r"|supported|owned|designed|developed|redigiert|geprüft|übersetzt|bearbeitet|präsentiert)\s*$",
    re.IGNORECASE,
)
BY_BEFORE = re.compile(r"\s*\b(?:by|von)\s*:?\s*$", re.IGNORECASE)
# Traits by what the boxes around a name are called; the second not in boxes of terms.
CALLED = {
    "in_comment": COMMENT,
    "in_crumb": re.compile("readcrumb"),
    "in_other_story": OTHER_STORY,
    "in_teaser": re.compile("related|recommend|teaser|appetizer|read-?next", re.IGNORECASE),
}
OWNED = {"in_picture": PICTURE, "in_copyright": COPYRIGHT}
KINDS = (
    ("byline", re.compile(r"by-?line|\bbyl", re.IGNORECASE)),
    (
        "name",
        re.compile(
            r"(?:author|autor|writer|contributor|reporter)[\w]*[-_]*(?:name|link|title)|(?:^|\s)fn(?:\s|$)",
            re.IGNORECASE,
        ),
    ),
    ("author", re.compile(r"author|auteur|autor", re.IGNORECASE)),
)
# More Chinese characters in a row than a name has (foreign ones have a dot): a line of a theme.
HAN_PHRASE = re.compile("^[\u4e00-\u9fff]{7,}$")
# What stands right before a name that is the author's.
BEFORE_NAME = re.compile(
    rf"(?:^|[\s|])(?:{label_pattern('by', 'noun', 'text')}|od|words)\s*:?[\s|]*$", re.IGNORECASE
)
LONGEST_BY = 24
# Who wrote a comment, whom the story is about, and the sections it is filed under.
NOT_THE_AUTHOR = frozenset({"in_comment", "in_profile", "in_crumb"})
SURROUNDING = frozenset({"aside", "footer", "figure", "figcaption", "header", "article", "nav", "li"})
FAMILY_NAME = re.compile(r"(?:last|family|sur)[-_]?name", re.IGNORECASE)
HIGHEST = 6
# Where no by-line of the page's own story stands.
NO_BYLINE = frozenset({"figure", "figcaption", "nav", "aside", "footer", "blockquote", "form"})
LONGEST_NAMED, MOST_TEXTS, STEPS_TO_DAY = 40, 20, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One name, who gives it, how it stands there; names of one `statement` are given together.

    `is_body`: it is an organisation's, by its words or because the markup says so.
    """

    source: str
    name: str
    statement: int = STATED
    traits: frozenset[str] = field(default_factory=frozenset)
    is_body: bool = False


def author_claims(elements: PageElements, meta: MetaTags, nodes: tuple[Node, ...]) -> Iterator[Credit]:
    """Yield the names of JSON-LD, of meta tags, then of elements marked as by-line, in page order."""
    shown = tuple(_shown(elements))
    seen = frozenset(letters_of_name(credit.name) for credit in shown)
    for node in nodes[:3]:
        for source, text in _persons(node.get("author") or node.get("creator"), seen):
            yield from _credits(source, text, statement=STATED if source == "ld_organisation" else LISTED)
            if source == "ld_organisation" and len(text) <= LONGEST_BODY and not ADDRESS.search(text):
                yield Credit(source=source, name=tidy(text), is_body=True)
    yield from _tagged(meta)
    for text in card_authors(meta):
        yield from _credits("meta_author", text)
    yield from shown


def _tagged(meta: MetaTags) -> Iterator[Credit]:
    """The names in meta tags: several in one are a list, as JSON-LD's are; libraries have a tag for each."""
    lists = TAGGED
    for source, tags in META.items():
        texts = meta.all(*tags)[:MOST_NAMES]
        if source == "meta_library":
            names = tuple(map(_in_order, texts))
            statement = lists if len(set(names)) > 1 else STATED
            for text in names:
                yield from _credits(source, text, statement=statement)
            continue
        for text in texts:
            lists += 1
            several = source == "meta_author" and len(split_names(text)) > 1
            yield from _credits(source, text, statement=lists if several else STATED)


def _credits(
    source: str, text: str, traits: frozenset[str] = frozenset(), statement: int = STATED
) -> Iterator[Credit]:
    names = split_names(text)
    if source.startswith("shown"):
        logins = source != "shown_other" or traits & {"rel", "itemprop"}
        korean = "by_before" in traits or "tag_a" in traits
        names = tuple(
            name
            for name in names
            if is_written_as_name(name)
            and (logins or " " in name or is_han_name(name) or (korean and is_korean_name(name)))
            and not HAN_PHRASE.match(name)
        )
    for name in names[:MOST_NAMES]:
        more = {"alone"} if len(names) == 1 else set()
        if BEFORE_NAME.search(text[: max(0, text.find(name))][-LONGEST_BY:]):
            more.add("after_by")
        yield Credit(source=source, name=name, traits=traits | more, statement=statement)
    for name in split_bodies(text)[:MOST_NAMES]:
        yield Credit(source=source, name=name, traits=traits, statement=statement, is_body=True)


def _persons(value: Any, seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Type and name of a JSON-LD author: strings, or objects that may say they are a person.

    Of the page's own only who is among those `seen` on it, letters only.
    """
    for item in value[:MOST_NAMES] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield "ld_text", item
        elif isinstance(item, dict):
            kind = str(item.get("@type"))
            source = (
                "ld_organisation" if "Organi" in kind else "ld_person" if "Person" in kind else "ld_other"
            )
            name = item.get("name")
            for part in name if isinstance(name, list) else [name]:
                if isinstance(part, str) and (not item.get(OF_PAGE) or letters_of_name(part) in seen):
                    yield source, part


def _in_order(text: str) -> str:
    """Libraries write "Roe, Ada"."""
    parts = text.split(",")
    return f"{parts[1].strip()} {parts[0].strip()}" if len(parts) == 2 else text


# Links to the sections of a site, by where they lead.
SECTION_LINK = re.compile(r"/(?:categor|section|rubri|ressort)\w*/", re.IGNORECASE)


def _shown(elements: PageElements) -> Iterator[Credit]:
    """The names in elements marked as by-line that stand in no comment."""
    blocks: dict[HtmlElement, int] = {}
    for number, element in enumerate(elements.credits):
        traits = set(_surroundings(element))
        if traits & NOT_THE_AUTHOR or _had_another_part(element) or not (text := _pieces(element)):
            continue
        if ("in_picture" in traits and PICTURE_OF.match(text)) or WRITER_OF.search(text):
            continue
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        kind = next((kind for kind, pattern in KINDS if pattern.search(names)), "other")
        traits.update(_own_traits(element, number, elements.credits_above))
        statement = blocks.setdefault(_block(element), SHOWN + number)
        yield from _credits(f"shown_{kind}", text, frozenset(traits), statement)
        if LABEL.fullmatch(text):
            yield from _credits(f"shown_{kind}", text, frozenset(traits), PRINTED + number)


def labelled_names(elements: PageElements, others: OtherStories | None) -> tuple[str, ...]:
    """Return the name that is labelled as the author's for those who cannot see, where it is but one.

    Less than any by-line: menus, cards of other stories and owners of pictures are labelled so, too.
    """
    found: dict[str, str] = {}
    for element in elements.labelled:
        traits = {*_surroundings(element)}
        held = {str(holder.tag) for holder in (element, *element.iterancestors())}
        if traits & NOT_THE_AUTHOR or "in_other_story" in traits or held & NO_BYLINE:
            continue
        if (others is not None and others.hold(element)) or not _stands_by_a_day(element):
            continue
        text = tidy("".join(islice(element.itertext(), MOST_TEXTS)))
        known = len(text) <= LONGEST_NAMED and is_person(text) and is_written_as_name(text)
        whole = is_name_without_space(text) or (" " in text and not HAN.search(text))
        found[letters_of_name(text)] = text if known and whole else ""
    return tuple(filter(None, found.values())) if len(found) == 1 else ()


def _stands_by_a_day(element: HtmlElement) -> bool:
    """Whether a small box around an element shows a year, too: a by-line does, a menu of writers does not."""
    boxes = islice(element.iterancestors(), STEPS_TO_DAY)
    texts = (" ".join(islice(box.itertext(), MOST_TEXTS)) for box in boxes)
    return any(YEAR.search(text) for text in takewhile(lambda text: len(text) <= LONGEST_CREDIT, texts))


def _block(element: HtmlElement) -> HtmlElement:
    """The line of the page an element stands in: what one line names, it names together."""
    holder: HtmlElement | None = element
    while holder is not None and holder.tag not in BLOCK:
        holder = holder.getparent()
    return element if holder is None else holder


def _is_profile_box(holder: HtmlElement) -> bool:
    """A person the story is about: schema.org/Person with a job, and not as the article's author."""
    return (
        "schema.org/Person" in (holder.get("itemtype") or "")
        and not holder.get("itemprop")
        and holder.find(".//*[@itemprop='jobTitle']") is not None
    )


def _own_traits(element: HtmlElement, number: int, above: int | None) -> Iterator[str]:
    yield f"tag_{element.tag}" if element.tag in {"a", "address"} else "tag_other"
    if element.get("rel") == "author":
        yield "rel"
    if element.get("itemprop") in {"author", "name", "creator"}:
        yield "itemprop"
    text = _words_before(element)
    if OTHER_PART.search(text):
        yield "after_other_part"
    elif BEFORE_NAME.search(text):
        yield "by_before"
    yield "place_unknown" if above is None else "above" if number < above else "below"


def _words_before(element: HtmlElement) -> str:
    """The end of the text right before an element, in the same box."""
    before, holder = element.getprevious(), element.getparent()
    text = before.tail if before is not None else holder.text if holder is not None else ""
    return tidy((text or "")[-80:])


def _had_another_part(element: HtmlElement) -> bool:
    """Whether the words right before an element say that who it names did not write the article."""
    text = _words_before(element)
    return BY_BEFORE.search(text) is not None and OTHER_BY.search(BY_BEFORE.sub("", text)) is not None


def _pieces(element: HtmlElement) -> str:
    """The element's texts with bars between them, words like "by" and "and" joined to what follows.

    Not what links to a section of the site: "Culture | by Ada Roe".
    """
    parts: list[str] = []
    size = 0
    joins = False
    family, sections = _family_names(element), _sections(element)
    for raw in element.itertext():
        text = tidy(raw)
        if not text or text in sections:
            continue
        size += len(text)
        if size > LONGEST_CREDIT:
            return ""
        if parts and (joins or JOINING.match(text) or text in family):
            parts[-1] += f" {text}"
        else:
            parts.append(text)
        joins = bool(JOINING.match(text.split(" ")[-1]))
    return " | ".join(parts)


def _sections(element: HtmlElement) -> frozenset[str]:
    """The texts of links to sections in an element."""
    links = (link for link in element.iter("a") if SECTION_LINK.search(link.get("href") or ""))
    return frozenset(tidy(text) for link in links for text in link.itertext())


def _family_names(element: HtmlElement) -> frozenset[str]:
    """Surnames in an element of their own: they belong to the given name before them."""
    spans = element.iter("span") if element.tag in {"a", "address", "p", "div", "li", "span"} else ()
    return frozenset(tidy(span.text or "") for span in spans if FAMILY_NAME.search(span.get("class") or ""))


def _surroundings(element: HtmlElement) -> Iterator[str]:
    holder: HtmlElement | None = element
    of_terms = False
    for _ in range(HIGHEST):
        if holder is None or holder.tag == "body":
            return
        names = f"{holder.get('class', '')} {holder.get('id', '')}"
        of_terms = of_terms or TERMS.search(names) is not None
        yield from (trait for trait, pattern in CALLED.items() if pattern.search(names))
        yield from ("of_terms",) if of_terms else (trait for trait, one in OWNED.items() if one.search(names))
        if _is_profile_box(holder):
            yield "in_profile"
        # A by-line may be an aside of its own.
        if holder.tag in SURROUNDING and (holder.tag != "aside" or holder is not element):
            yield f"in_{holder.tag}"
        holder = holder.getparent()


LONGEST_LINE = 120
# Paragraphs of the text's beginning and end that are looked at too: extraction keeps some by-lines in it.
FIRST, LAST = 3, 3
# Statements of lines are numbered from here, those of markup below.
LINES = 1_000
# Two to four words that begin with a capital, as names in alphabets are; particles may stand among them.
WORD = rf"[^\W\d_a-zß-ÿа-яё][\w{MARKS}'’.-]{{0,24}}"
PARTICLE = r"(?:de|del|della|da|di|du|la|le|van|von|der|den|ter|zu|bin|al|el|dos|das) "
NAME = rf"{WORD}(?: (?:{PARTICLE}){{0,2}}{WORD}){{0,3}}"
# In a line a label begins with a capital, which tells it from the same word in a sentence; but for English.
DONE_BY = "[Ww]ritten|[Pp]osted|Published|Story|Words|Article|Reported|Created|Submitted|Authored"
LABELS = "|".join(
    (
        f"(?:(?:{DONE_BY}) )?[Bb][Yy]",
        "^von",
        *map(re.escape, with_capitals(label_words("by"))),
        *SHOUTED,
        r"(?:[Ee]rstellt|[Vv]erfasst|[Gg]eschrieben|[Ee]ingestellt|Eine? \w+) von",
        *map(re.escape, with_capitals(label_words("noun", "text"))),
        "authors?",
        "te?xte?",
        # Within a line they may be of a sentence: verbs, and nouns where names have no capitals.
        *(f"^{re.escape(opening)}" for opening in with_capitals(label_words("opening"))),
        # "Του …", alone in a line: Greek papers sign in the genitive.
        r"^(?:Του|Της)(?= \S+(?: \S+){1,2}$)",
    )
)
AND = "|".join(
    f" {word} " for word in ("und", "and", "et", "y", "e", "и", "і", "i", "och", "og", "en", "ja", "ve")
)
LABEL = re.compile(
    rf"(?:^|[\s|·•,(])(?P<label>{LABELS})"
    # Boxes side by side are read as one word: "ByAda Roe".
    r"(?:\s?[:：]\s?| |(?<=^By)(?=[^\W\d_a-z]))"
    rf"(?P<names>{NAME}(?:(?:, | [Uu]nd | [Aa]nd | et | y | e | и | і | i | & | / )(?:by )?{NAME}){{0,4}})"
)
# A label that stands in a box of its own before the name's.
LONE_LABEL = re.compile(rf"(?:{LABELS})\s?[:：]?")
# By-lines in scripts without capitals, each a piece of a line between bars: "بقلم نادية منصور",
# "文・佐藤健一", "김서연 기자". A name is known by what stands beside it there.
PIECES = re.compile(r"\s*[|｜]\s*|\s+[·•–—/-]\s+")
CASELESS_BYLINE = re.compile(
    rf"^(?:(?:{label_pattern('caseless')})\s?[:：፦]?\s*|(?:{label_pattern('caseless_noun')})\s?[:：፦]\s?)"
    r"(?P<names>[^\W\d_]\S*(?: \S+){1,6})$"
    rf"|(?:^| )(?:(?:取材|撮影|写真|構成|企画)[・/／と])*(?:文|執筆|{label_pattern('cjk', language='ja')})"
    r"\s?[・:：=＝/／]\s?(?P<japanese>[^\s。]{2,30})$"
    r"|(?:^| )(?P<writer>[\u4e00-\u9fff々]{3,6} ?記者)$"
    rf"|^(?:{label_pattern('cjk', language='ko')})\s?[:：]\s?(?P<signed>[가-힣]{{2,4}})$"
    rf"|(?:^| )(?P<korean>(?:[가-힣]{{2,4}} ?(?:{KOREAN_ROLES})[\s,·/]{{0,3}}){{1,5}})=?$"
)
# A line that says nothing else, in lower case too: "par Ada Roe", "Escrito por Ada Roe". Small words that may
# mean much else are not read in longer lines; with a capital they begin a name: Per Olov, Le Van Minh.
SMALL = label_pattern("by_small")
CLEAR = "|".join(
    (
        rf"(?:(?:{label_pattern('done')}) )?(?:{label_pattern('by', 'by_whole')})",
        rf"(?:{label_pattern('done')}) (?:{SMALL})",
        label_pattern("noun", "text", "opening"),
    )
)
SIGNED = re.compile(
    rf"(?:(?P<small>(?i:{label_pattern('by', 'by_whole')}) |(?:{SMALL}) )|(?i:{CLEAR})(?:\s?[:：]\s?| )"
    rf"|(?i:{label_pattern('done')}|{SMALL})\s?[:：]\s?)"
    rf"(?P<names>{NAME}(?:(?:, |{AND}| & | / ){NAME}){{0,4}})"
)
KOREAN = re.compile(rf"([가-힣]{{2,4}}) ?(?:{KOREAN_ROLES})")
LONGEST_PIECE, LONGEST_LABEL = 60, 20
# A login behind "by", alone in its line: "by roe1987".
LOGIN = re.compile(
    r"(?:(?:[Pp]osted|[Ww]ritten|[Gg]eschrieben) )?(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or) (?P<name>[a-z][\w.-]{2,24})"
)
# "written by 佐藤健一 on 2031-10-28".
ON_A_DAY = re.compile(r"\s(?:on|am|le|el|il|op|den)\s\d")
# The longest line that is nothing but a by-line, and how such a line may begin, in lower case.
LONGEST_BYLINE, BEGINS = 60, ("by", "written by", "von", "par ", "por ", "text")
LONE = re.compile(rf"^{NAME}(?:(?:, | und | and | et | y | e | & ){NAME}){{0,3}}$")
MARKS_BETWEEN = (
    r"\s*[|·•–—/]\s*|\s+-\s+|,\s+(?=\d|[A-Z][a-z]{2,8} \d)|\s{2,}|\s\("
    # Boxes side by side are read as one word: "Ada Roe2031-05-04".
    r"|(?<=[^\W\d_])(?=(?:19|20)\d\d[-/.年])"
)
SPACED_BARS = re.compile(MARKS_BETWEEN)
# A comma glues them as well: "Ada Roe,4 May 2031".
BARS = re.compile(rf"{MARKS_BETWEEN}|,(?=\d)")
DIGIT = re.compile(r"\d")
# Given names and parts of surnames: Yazan Kaya, Luigi Di Maio.
NAMES_TOO = frozenset({"Yazan", "Di", "Door", "Av", "Af"})
# Characters of a line that may be a by-line and a day alone: two writers and a day written out have 64.
LONGEST_SIGNED = 90
# What stands between a name and a day.
JOINTS = " ,،|·•–—-/()"
PLACE = re.compile(
    r"(?:San|Santa|Santo|São|Saint|Sainte|Sankt|St\.?|New|Nova|Nueva|Real|El|La|Los|Las|Le|Les)\s"
)
DATED = re.compile(r"\d{4}|\d{1,2}[.:/]\d{2}")
PICTURED = re.compile(
    r"\b(?:foto|photo|bild|image|picture|getty|imago|reuters|afp|illustration|graphic|grafik)|©",
    re.IGNORECASE,
)
# In brackets behind whom a picture shows, where no label says who wrote: "Ada Roe (Instagram Ada Roe)".
SHOWN_ON = re.compile(
    r"[(（\[](?:[^()（\[]{0,20}\b)?(?:instagram|facebook|twitter|tiktok|youtube|shutterstock|courtesy|cortes[ií]a"
    r"|handout|screenshot|captura)\b",
    re.IGNORECASE,
)


def line_credits(
    above: Iterable[str], below: Iterable[str], under_title: Iterable[str] = ()
) -> Iterator[Credit]:
    """Yield who the lines above the text (nearest last) and below it (nearest first) name.

    `under_title` are those of them between the headline and the text.
    """
    statement = LINES
    headed = frozenset(_joined(under_title))
    for side, lines in (("above", [*_joined(above)][::-1]), ("below", [*_joined(below)])):
        for number, line in enumerate(line for line in lines if len(line) <= LONGEST_LINE):
            statement += 1
            if not PICTURED.search(line) and (LABEL.search(line) or not SHOWN_ON.search(line)):
                stands = {"under_title"} if side == "above" and line in headed else set[str]()
                yield from _claims(line, side, f"{side}_{min(number // 2, 5)}", statement, stands)


def printed_names(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the persons of the first line that is nothing but a by-line: "By Ada Roe", "Von Ada Roe"."""
    for line in _joined(lines):
        match = LABEL.fullmatch(line) if is_byline(line) else None
        names = split_names(match["names"]) if match else ()
        if names and all(has_given_name(name) and " " in name and is_written_as_name(name) for name in names):
            return names
    return ()


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines without addresses of mail; a label alone in its line belongs to the next."""
    waiting = ""
    for line in lines:
        if not waiting and len(line) <= LONGEST_LABEL and LONE_LABEL.fullmatch(line):
            waiting = line
            continue
        if waiting and line.isascii() and (not LONE.match(line) or line.casefold() in weekdays()):
            yield waiting
            waiting = ""
        yield tidy(without_mail(f"{waiting} {line}" if waiting else line))
        waiting = ""
    if waiting:
        yield waiting


def is_byline(line: str) -> bool:
    """Say whether a line may be nothing but a by-line, by its length and first word."""
    return len(line) <= LONGEST_BYLINE and line.lower().startswith(BEGINS)


def _claims(line: str, side: str, place: str, statement: int, stands: set[str]) -> Iterator[Credit]:
    traits = frozenset({side, place, *stands})
    login = LOGIN.fullmatch(line)
    if login and stands:
        yield Credit(source="line_login", name=login["name"], traits=traits, statement=statement)
    byline = _byline(line)
    if stands and len(line) <= LONGEST_SIGNED and (byline is None or not byline.whole):
        byline = _signed(line) or byline
    if byline is not None:
        yield from _labelled(byline, side, place, statement, stands)
        return
    parts = _parts(line)
    marked = [*map(str.strip, SPACED_BARS.split(line))]
    for part in parts[:4]:
        # Without a mark a town and a building stand beside a day as well.
        if LONE.match(part) and " " in part and (part in marked or _may_be_person(part)):
            kind = "line_alone" if part == line else "line_dated" if DATED.search(line) else "line_part"
            for name in split_names(part):
                if is_written_as_name(name):
                    more = traits | {f"{kind}_{place}"}
                    yield Credit(source=kind, name=name, traits=more, statement=statement)


@dataclass(frozen=True, slots=True)
class _Byline:
    """The names behind a label, its word, whether the line has more before it, or nothing else but a day."""

    names: str = ""
    label: str = "by"
    inside: bool = False
    whole: bool = False


def _signed(line: str) -> _Byline | None:
    """The by-line of a line that has nothing else but a day: "samedi 24 octobre 2026, par Ada Roe".

    A small word alone is read beside a day only: a work has its author so below its title. What follows may
    be a place, a feast or a club: names count that begin with a given name.
    """
    rest = _without_day(line)
    if match := SIGNED.fullmatch(rest):
        names = _known_names(match["names"])
        if not names or (match["small"] and rest == line):
            return None
        return _Byline(", ".join(names), whole=True)
    found = _caseless(rest)
    return found if found and found.whole else None


def bare_names(lines: Iterable[str]) -> tuple[str, ...]:
    """Return whom the first line names that is a small word and names alone: "par Ada Roe".

    So may the author of a book or a picture be named: it counts where nothing else names anybody.
    """
    matches = (SIGNED.fullmatch(line) for line in lines if len(line) <= LONGEST_LINE)
    found = (_known_names(match["names"]) for match in matches if match and match["small"])
    return next(filter(None, found), ())


def _known_names(names: str) -> tuple[str, ...]:
    return tuple(name for name in split_names(names) if " " in name and _may_be_person(name))


def _may_be_person(name: str) -> bool:
    """Whether a name begins with a given name, and not as places do: San José, New York."""
    return has_given_name(name) and not PLACE.match(name)


def _parts(line: str) -> list[str]:
    """What stands around the days of a line, between bars: "Ada Roe 2031/05/04 · 2 min read"."""
    found = find_times(line) if len(line) <= LONGEST_BYLINE and DIGIT.search(line) else []
    ends = (0, *(one.end for one in found)), (*(one.start for one in found), len(line))
    beside = [line[start:end] for start, end in zip(*ends, strict=True)]
    told = [part.strip(JOINTS) for text in beside for part in BARS.split(text) if part]
    return [part for part in told if part]


def _without_day(line: str) -> str:
    """The line without the day that begins or ends it, with its weekday and "published on"."""
    found = find_times(line) if DIGIT.search(line) else []
    if not found:
        return line
    before, after = (part.strip(JOINTS) for part in (line[: found[0].start], line[found[-1].end :]))
    for rest, other in ((after, before), (before, after)):
        if rest and (not other or day_of_line(line.replace(rest, " "))):
            return rest
    return line


def _byline(line: str) -> _Byline | None:
    """The by-line in a line, without names where they had another part; None where it has no label."""
    labelled = list(LABEL.finditer(line))
    if not labelled:
        return _caseless(line)
    labelled = [one for one in labelled if not _is_of_name(one)]
    if not labelled:
        return None
    match = next((one for one in labelled if not OTHER_BY.search(line[: one.start() + 1])), None)
    if match is None or _runs_on(match, line):
        return _Byline()
    marked = match[0].count(":") or match[0].count("：")
    label = "colon" if marked else match["label"].split()[-1].lower()[:4]
    is_whole = match.start() == 0 and _is_nothing_or_day(line[match.end() :])
    return _Byline(match["names"], label, match.start() > 0, is_whole)


def _is_of_name(found: re.Match[str]) -> bool:
    """Whether the label is the first word of the name: "Yazan Kaya"; a by-line names more than one word."""
    return found["label"] in NAMES_TOO and " " not in found["names"] and not re.search("[:：]", found[0])


def _is_nothing_or_day(rest: str) -> bool:
    """Whether what a by-line has behind its names is a day alone: " on 2031-05-04", ", 4 May 2031 10:15"."""
    joint = ON_A_DAY.match(rest)
    rest = rest[joint.end() - 1 if joint else 0 :].strip(" ,|·•–—-/()")
    found = find_times(rest)
    return not rest or (len(found) == 1 and found[0].start == 0 and found[0].end == len(rest))


def _labelled(byline: _Byline, side: str, place: str, statement: int, stands: set[str]) -> Iterator[Credit]:
    traits = frozenset(
        {
            *(side, place, *stands),
            f"label_{byline.label}",
            "inside" if byline.inside else "starts",
            f"{side}_by",
            f"by_{place}",
            *(f"by_{trait}" for trait in stands),
            *({"whole"} if byline.whole else ()),
        }
    )
    for name in split_names(byline.names):
        yield Credit(source="line_by", name=name, traits=traits, statement=statement)
    for name in split_bodies(byline.names):
        yield Credit(source="line_by", name=name, traits=traits, statement=statement, is_body=True)


def _runs_on(match: re.Match[str], line: str) -> bool:
    """Whether a single word behind "by" is the first of others: "By Ask the Doctors", "By Popular demand"."""
    if ON_A_DAY.match(line, match.end()):
        return False
    return " " not in match["names"] and line[match.end() : match.end() + 2].strip().islower()


def _caseless(line: str) -> _Byline | None:
    """The by-line of a line in a script without capitals."""
    if line.isascii():
        return None
    pieces = [piece for piece in PIECES.split(line) if piece]
    for number, piece in enumerate(pieces):
        found = CASELESS_BYLINE.search(piece) if len(piece) <= LONGEST_PIECE else None
        if found:
            korean = ", ".join(KOREAN.findall(found["korean"] or ""))
            names = korean or found["names"] or found["japanese"] or found["writer"] or found["signed"]
            return _Byline(names, inside=number + found.start() > 0, whole=len(found[0]) == len(line))
    return None
