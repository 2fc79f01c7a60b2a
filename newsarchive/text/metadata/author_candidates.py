"""Everything in a page that claims to name an author, split into single names: its markup, its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from typing import Any

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.time_choice import WRITTEN_YEAR
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.entities import unescape
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.metadata.byline_parts import plain_byline, source_in
from newsarchive.text.metadata.byline_texts import LONGEST_CREDIT, byline_text, is_badge
from newsarchive.text.metadata.east_asian_names import is_han_name, is_korean_name, is_name_without_space
from newsarchive.text.metadata.known_names import (
    VIETNAMESE,
    has_given_name,
    in_spoken_order,
    is_known_name,
    is_written_as_name,
    may_be_borne,
)
from newsarchive.text.metadata.meta_authors import card_authors, parsely_authors
from newsarchive.text.metadata.name_boxes import (
    LONGEST_NAMED,
    MOST_TEXTS,
    cards_of,
    is_among_others,
    is_menu,
    is_of_another,
)
from newsarchive.text.metadata.name_lists import first_of_names, names_beside
from newsarchive.text.metadata.page_elements import ELEMENT_NAMING, PROGRAM_NAMING, PageElements
from newsarchive.text.metadata.person_names import (
    ADDRESS,
    HAN_CHARACTER,
    LONGEST_BODY,
    is_generic,
    is_person,
    letters_of_name,
    listed_names,
    split_bodies,
    split_names,
    whole_agencies,
    without_places,
)
from newsarchive.text.metadata.printed_bylines import (
    ASKS,
    LONGEST_LINE,
    OTHER_BY,
    Byline,
    is_whole_byline,
    joined_lines,
    login_in,
    names_alone,
    read_byline,
    tells_of_picture,
)
from newsarchive.text.metadata.stated_bodies import house_on_portal, names_body
from newsarchive.text.metadata.stopped_names import is_stopped, may_sign_so
from newsarchive.text.page.byline_labels import label_pattern
from newsarchive.text.page.html_display import BLOCK
from newsarchive.text.page.structured_data import OF_PAGE, MetaTags, Node
from newsarchive.text.tidy_lines import tidy

# Names in the page's markup.

_META = {
    "meta_author": ("author", "authors", "byl", "parsely-author", "sailthru.author", "cxenseparse:author"),
    "meta_article": (
        *("article:author", "og:article:author", "og:author", "article:author_name"),
        "shareaholic:article_author_name",
    ),
    "meta_library": ("dc.creator", "dcterms.creator", "citation_author", "dcsext.author", "creator"),
    "meta_data": ("twitter:data1",),  # without regard to its label, which many pages leave out
}
# Behind the source of a name that JSON-LD types as an organisation and not as a person too.
_ALONE = " alone"
_MOST_NAMES = 30
# JSON-LD's persons are one statement, meta tags another; lists of names in meta tags are their own, from
# TAGGED on, and each marked element is, from SHOWN on.
# The names of one that is nothing but "By Ada Roe and Tom Hay" are once more a statement, from PRINTED on.
LISTED_STATEMENT, STATED_ONCE, TAGGED_FROM, SHOWN_FROM, PRINTED_FROM = 0, 1, 2, 200, 500
_COMMENT = re.compile(r"comment|reply|respond|reviewer-list", re.IGNORECASE)
_OTHER_STORY = re.compile(
    r"related|recommend|sidebar|teaser|appetizer|promo|card|popular|trending|more-|read-?next|widget",
    re.IGNORECASE,
)
# Boxes on whose terms a post may be copied, in themes of blogs, name its author.
_TERMS = re.compile(r"(?:post|article)-copyright", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?<!post-)(?<!article-)copyright|copyr\b|[-_]?credit", re.IGNORECASE)
_PICTURE = re.compile(r"caption|copyright|photo|image|media-?box|picture|video|gallery", re.IGNORECASE)
# How the line in such a box begins where it tells whose the picture is, and not who wrote the text, too.
_PICTURE_OF = re.compile(
    r"(?!.{0,30}\b(?:te?xte?|words|story|wort|texto)\b)(?:(?:copyright|\(c\)|foto|photo|bild|image|credit)\b|©)",
    re.IGNORECASE,
)
# "Ada Roe (6)": a list of all who write for the site, each with a count of stories.
_WRITER_OF = re.compile(r"[(（\[]\d{1,5}[)）\]]$")
# What stands right before the name of somebody who had another part in the article.
_OTHER_PART = re.compile(
    r"\b(?:editor\w*|edit\w*|review\w*|fact[- ]check\w*|redak\w*|penyunting"
    r"|foto\w*|photo\w*|bild\w*|illustra\w*|transl\w*|übersetz\w*)"
    r"(?: by| von)?\s*[:|]?\s*$",
    re.IGNORECASE,
)
_BY_BEFORE = re.compile(r"\s*\b(?:by|von)\s*:?\s*$", re.IGNORECASE)
# Traits by what the boxes around a name are called; the second not in boxes of terms.
_CALLED = {
    "in_comment": _COMMENT,
    "in_crumb": re.compile("readcrumb"),
    "in_other_story": _OTHER_STORY,
    "in_teaser": re.compile("related|recommend|teaser|appetizer|read-?next", re.IGNORECASE),
}
_OWNED = {"in_picture": _PICTURE, "in_copyright": _COPYRIGHT}
_KINDS = (
    ("byline", re.compile(r"by-?line|\bbyl", re.IGNORECASE)),
    (
        "name",
        re.compile(
            r"(?:author|autor|writer|contributor|reporter)[\w]*[-_]*(?:name|link|title)|(?:^|\s)fn(?:\s|$)",
            re.IGNORECASE,
        ),
    ),
    ("author", re.compile(r"author|auteur|autor|auther|szerz[oő]|forfatter", re.IGNORECASE)),
)
# More Chinese characters in a row than a name has (foreign ones have a dot): a line of a theme.
_HAN_PHRASE = re.compile("^[\u4e00-\u9fff]{7,}$")
# A surname and a given name of Japan, two characters each as most have (JAPANESE_LENGTH), that no list has.
# Desks are called by what they do, or end as houses, parts and staff of them do.
_JAPANESE_WHOLE = re.compile(
    "(?!.*(?:編集|記者|取材|報道|通信|提供|担当|制作|広報|新聞))[\u4e00-\u9fff々]{3}(?![部社班局室課員者会])[\u4e00-\u9fff々]$"
)
# What stands right before a name that is the author's.
BEFORE_NAME = re.compile(
    rf"(?:^|[\s|])(?:{label_pattern('by', 'noun', 'text')}|od|words)\s*:?[\s|]*$", re.IGNORECASE
)
LONGEST_BY = 24
# Who wrote a comment, whom the story is about, and the sections it is filed under.
_NOT_THE_AUTHOR = frozenset({"in_comment", "in_profile", "in_crumb"})
_SURROUNDING = frozenset({"aside", "footer", "figure", "figcaption", "header", "article", "nav", "li"})
_HIGHEST = 6
# Where no by-line of the page's own story stands.
_NO_BYLINE = frozenset({"figure", "figcaption", "nav", "aside", "footer", "blockquote", "form"})
_STEPS_TO_DAY = 3
# Who said what a box sets apart from the text: in a quotation, or right behind one in its box.
_QUOTED = re.compile(r"(?<![a-z])(?:pull|block)?[-_]?quot(?:e|es|ed|ation)(?![a-z])", re.IGNORECASE)
_STEPS_TO_QUOTE = 2
# Boxes called so in Korea hold a name of three syllables, as a link or not.
_REPORTER = re.compile("(?<![a-z])reporter(?![a-z])", re.IGNORECASE)
_WRITER = re.compile("(?<![a-z])writer(?![a-z])", re.IGNORECASE)  # above the text: other stories have theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One name, who gives it, how it stands there; names of one `statement` are given together.

    `is_body`: it is an organisation's, by its words or because the markup says so. `is_of_another`: it stands
    in the box of another story.
    """

    source: str
    name: str
    statement: int = STATED_ONCE
    traits: frozenset[str] = field(default_factory=frozenset)
    is_body: bool = False
    is_of_another: bool = False


def author_claims(
    elements: PageElements, meta: MetaTags, nodes: tuple[Node, ...], others: OtherStories | None = None
) -> Iterator[Credit]:
    """Yield the names of JSON-LD, of meta tags, then of elements marked as by-line, in page order.

    Who is named in the boxes of `others` wrote those, and is marked so.
    """
    shown = tuple(_shown(elements, others))
    seen = frozenset(letters_of_name(credit.name) for credit in shown)
    for node in nodes[:3]:
        houses = frozenset(_houses(node.get("publisher")))
        for typed, written in _persons(node.get("author") or node.get("creator"), seen):
            text = in_spoken_order(written)
            # Programs type whatever they name as author as a person. Who writes alone publishes, too.
            is_house = (
                typed == "ld_person" and letters_of_name(text) in houses - seen and not may_be_borne(text)
            )
            source = "ld_other" if is_house else typed.removesuffix(_ALONE)
            is_body = (
                typed.endswith(_ALONE)
                and letters_of_name(text) not in seen
                and names_body(text, is_typed=True)
            )
            if not is_body:
                yield from _credits(
                    source, text, statement=STATED_ONCE if source == "ld_organisation" else LISTED_STATEMENT
                )
            if source == "ld_organisation" and len(text) <= LONGEST_BODY and not ADDRESS.search(text):
                yield Credit(source=source, name=tidy(text), is_body=True)
    yield from _tagged(meta)
    for text in map(in_spoken_order, (*card_authors(meta), *parsely_authors(meta))):
        yield from _credits("meta_author", text)
    yield from shown


def _tagged(meta: MetaTags) -> Iterator[Credit]:
    """The names in meta tags: several in one are a list, as JSON-LD's are; libraries have a tag for each."""
    lists = TAGGED_FROM
    for source, tags in _META.items():
        texts = tuple(map(unescape, meta.all(*tags)[:_MOST_NAMES]))
        if source == "meta_library":
            names = tuple(map(_in_order, texts))
            statement = lists if len(set(names)) > 1 else STATED_ONCE
            for text in names:
                yield from _credits(source, text, statement=statement)
            continue
        for text in map(in_spoken_order, texts):
            lists += 1
            if house := house_on_portal(text):
                yield Credit(source=source, name=house, is_body=True)
                continue
            several = source == "meta_author" and len(split_names(text)) > 1
            yield from _credits(source, text, statement=lists if several else STATED_ONCE)


def _credits(
    source: str, text: str, traits: frozenset[str] = frozenset(), statement: int = STATED_ONCE
) -> Iterator[Credit]:
    names = split_names(text)
    if source.startswith("shown"):
        logins = source != "shown_other" or traits & {"rel", "itemprop"}
        korean = not traits.isdisjoint({"by_before", "tag_a", "reporter"})
        whole = "japanese" in traits and _JAPANESE_WHOLE.match(text) is not None
        names = tuple(
            name
            for name in names
            if is_written_as_name(name)
            and (logins or " " in name or is_han_name(name) or (korean and is_korean_name(name)) or whole)
            and not _HAN_PHRASE.match(name)
        )
        names = without_places(names)
    for name in names[:_MOST_NAMES]:
        more = {"alone"} if len(names) == 1 else set()
        if BEFORE_NAME.search(text[: max(0, text.find(name))][-LONGEST_BY:]):
            more.add("after_by")
        is_body = source.startswith("meta") and names_body(name, is_typed=False)
        yield Credit(source=source, name=name, traits=traits | more, statement=statement, is_body=is_body)
    for name in split_bodies(text)[:_MOST_NAMES]:
        yield Credit(source=source, name=name, traits=traits, statement=statement, is_body=True)


def _persons(value: Any, seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Type and name of a JSON-LD author: strings, or objects that may say they are a person.

    Of the page's own only who is among those `seen` on it, letters only.
    """
    for item in value[:_MOST_NAMES] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield "ld_text", unescape(item)
        elif isinstance(item, dict):
            kind = str(item.get("@type"))
            source = "ld_person" if "Person" in kind else "ld_other"
            if "Organi" in kind:
                source = "ld_organisation" if source == "ld_person" else f"ld_organisation{_ALONE}"
            name = item.get("name")
            for part in name if isinstance(name, list) else [name]:
                if isinstance(part, str):
                    written = unescape(part)
                    if not item.get(OF_PAGE) or letters_of_name(written) in seen:
                        yield source, written


def _houses(publisher: Any) -> Iterator[str]:
    """The letters of the names that JSON-LD gives a publisher which it says is an organisation alone."""
    for item in publisher[:_MOST_NAMES] if isinstance(publisher, list) else [publisher]:
        kind, name = (str(item.get("@type")), item.get("name")) if isinstance(item, dict) else ("", None)
        # Whoever is a person as well writes their site alone.
        if isinstance(name, str) and "Organi" in kind and "Person" not in kind:
            yield letters_of_name(unescape(name))


def _in_order(text: str) -> str:
    """Libraries write "Roe, Ada"."""
    parts = text.split(",")
    return f"{parts[1].strip()} {parts[0].strip()}" if len(parts) == 2 else text


def _shown(elements: PageElements, others: OtherStories | None) -> Iterator[Credit]:
    """The names in elements marked as by-line that stand in no comment."""
    blocks: dict[HtmlElement, int] = {}
    runs: dict[HtmlElement, int] = {}
    for number, element in enumerate(elements.credits):
        traits = set(_surroundings(element))
        text = "" if traits & _NOT_THE_AUTHOR or is_badge(element) else byline_text(element)
        if not text or _had_another_part(element) or _is_in_menu(element, number, elements):
            continue
        if ("in_picture" in traits and _PICTURE_OF.match(text)) or _WRITER_OF.search(text):
            continue
        names = " ".join(element.get(attribute, "") for attribute in (*ELEMENT_NAMING, *PROGRAM_NAMING))
        kind = next((kind for kind, pattern in _KINDS if pattern.search(names)), "other")
        # In a caption whose the picture is, but for what is called an author's or a by-line.
        if _is_of_quotation(element) or (kind == "other" and {"in_figcaption", "in_copyright"} <= traits):
            continue
        traits.update(_own_traits(element, number, elements.credits_above))
        if _REPORTER.search(names) or ("above" in traits and _WRITER.search(names)):
            traits.add("reporter")
            language = element.getroottree().getroot().get("lang") or ""
            traits.update({"japanese"} if language.lower().startswith("ja") else ())
        # Terms of copying, which stand apart as other stories do, name the story's own author.
        is_apart = (
            others is not None and not traits & {"above", "of_terms"} and is_of_another(element, others)
        ) or ("above" not in traits and is_among_others(element, text))
        # "personal", "pt-anoncontribs", "userAdd": what a visitor may do is called so too.
        if kind == "other" and element.get("rel") != "author":
            menus = (is_menu(one) for one in islice(element.iter(), MOST_TEXTS))
            is_apart = is_apart or "in_nav" in traits or any(menus)
        cards = cards_of(element) if "above" in traits else None
        block = _block(element) if cards is None else cards
        listed: tuple[str, ...] = ()
        # In menus and below the text columnists, teams and writers of other stories stand so.
        near = elements.credits_near is not None and elements.credits_over <= number < elements.credits_near
        is_near = near and not is_apart and traits.isdisjoint({"in_other_story", "in_nav"})
        if block not in blocks:
            listed = names_beside(element, block, text) if is_near else ()
            is_list = bool(listed) or _is_byline_box(block)
            blocks[block] = (PRINTED_FROM if is_list else SHOWN_FROM) + number
        statements = {blocks[block], *_lists_of(element, text, number, runs, is_near=is_near)}
        for each in sorted(statements):
            for credit in _credits(f"shown_{kind}", ", ".join(listed) or text, frozenset(traits), each):
                yield replace(credit, is_of_another=is_apart)


def _is_in_menu(element: HtmlElement, number: int, elements: PageElements) -> bool:
    """Whether a name stands among columnists above the headline, where somebody is named below it."""
    is_over = number < elements.credits_over < (elements.credits_near or 0)
    return is_over and first_of_names(element) is not None


def _lists_of(
    element: HtmlElement, text: str, number: int, runs: dict[HtmlElement, int], *, is_near: bool
) -> Iterator[int]:
    """The statements of the lists that an element's names stand in: its own, and boxes side by side."""
    if is_whole_byline(text) or (is_near and listed_names(text)):
        yield PRINTED_FROM + number
    if is_near and (first := first_of_names(element)) is not None:
        yield runs.setdefault(first, PRINTED_FROM + number)


def _is_of_quotation(element: HtmlElement) -> bool:
    """Whether an element stands in a box that is called a quotation, or is called so itself."""
    around = (element, *islice(element.iterancestors(), _STEPS_TO_QUOTE))
    return any(one.tag == "blockquote" or _QUOTED.search(one.get("class") or "") for one in around)


def labelled_names(elements: PageElements, others: OtherStories | None) -> tuple[str, ...]:
    """Return the name that is labelled as the author's, unseen or by an icon, where it is but one.

    Less than any by-line: menus, cards of other stories and owners of pictures are labelled so, too. Behind
    an icon only a name counts that people bear: "Sign Up Today" stands there as well.
    """
    found: dict[str, str] = {}
    told = [(one, tidy("".join(islice(one.itertext(), MOST_TEXTS)))) for one in elements.labelled]
    iconed = [(one, text.strip(" ,|·•–—-/:：")) for one, text in elements.iconed]
    for element, text in (*told, *iconed):
        traits = {*_surroundings(element)}
        held = {str(holder.tag) for holder in (element, *element.iterancestors())}
        if traits & _NOT_THE_AUTHOR or "in_other_story" in traits or held & _NO_BYLINE:
            continue
        if (others is not None and others.hold(element)) or not _stands_by_a_day(element):
            continue
        known = len(text) <= LONGEST_NAMED and is_person(text) and is_written_as_name(text)
        whole = is_name_without_space(text) or (" " in text and not HAN_CHARACTER.search(text))
        borne = is_name_without_space(text) or is_known_name(text) or VIETNAMESE.match(text) is not None
        # Of a list of terms "Author" may be the house.
        borne = borne or ((element, text) in told and (element.tag != "dd" or has_given_name(text)))
        found[letters_of_name(text)] = text if known and whole and borne else ""
    return tuple(filter(None, found.values())) if len(found) == 1 else ()


def _stands_by_a_day(element: HtmlElement) -> bool:
    """Whether a small box around an element shows a year, too: a by-line does, a menu of writers does not."""
    boxes = islice(element.iterancestors(), _STEPS_TO_DAY)
    texts = (tidy(" ".join(islice(box.itertext(), MOST_TEXTS))) for box in boxes)
    return any(
        WRITTEN_YEAR.search(text) for text in takewhile(lambda text: len(text) <= LONGEST_CREDIT, texts)
    )


def _block(element: HtmlElement) -> HtmlElement:
    """The line of the page an element stands in: what one line names, it names together."""
    holder: HtmlElement | None = element
    while holder is not None and holder.tag not in BLOCK:
        holder = holder.getparent()
    return element if holder is None else holder


def _is_byline_box(block: HtmlElement) -> bool:
    """Whether a line says nothing but who wrote, by whole names: "By Ada Roe, Max Poe and Tom Hay"."""
    texts = [*islice(block.itertext(), MOST_TEXTS + 1)]
    text = tidy(" ".join(texts)).replace(" ,", ",")
    if len(texts) > MOST_TEXTS or len(text) > LONGEST_LINE or not is_whole_byline(text):
        return False
    return all(" " in name or is_name_without_space(name) for name in split_names(text))


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
    if _OTHER_PART.search(text):
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
    return _BY_BEFORE.search(text) is not None and OTHER_BY.search(_BY_BEFORE.sub("", text)) is not None


def _surroundings(element: HtmlElement) -> Iterator[str]:
    holder: HtmlElement | None = element
    of_terms = False
    for _ in range(_HIGHEST):
        if holder is None or holder.tag == "body":
            return
        names = f"{holder.get('class', '')} {holder.get('id', '')}"
        are_terms, called, owned = _told_by(names)
        of_terms = of_terms or are_terms
        yield from called
        yield from ("of_terms",) if of_terms else owned
        if _is_profile_box(holder):
            yield "in_profile"
        # A by-line may be an aside of its own.
        if holder.tag in _SURROUNDING and (holder.tag != "aside" or holder is not element):
            yield f"in_{holder.tag}"
        elif is_menu(holder):
            yield "in_nav"
        holder = holder.getparent()


@lru_cache(maxsize=1_000)
def _told_by(names: str) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Whether a box called so holds terms; its traits, and those that boxes of terms have not. Remembered."""
    called = tuple(trait for trait, pattern in _CALLED.items() if pattern.search(names))
    owned = tuple(trait for trait, pattern in _OWNED.items() if pattern.search(names))
    return _TERMS.search(names) is not None, called, owned


# Names in the lines a reader sees around the text.

# What names a list or a button of the page, and nobody: "Most Read".
_BUTTONS = frozenset({"related_heading", "page_label", "share_bar", "networks", "promotion"})
# Paragraphs of the text's beginning and end that are looked at too: extraction keeps some by-lines in it.
FIRST, LAST = 3, 3
# Statements of lines are numbered from here, those of markup below; those of lines that are nothing but a
# by-line are once more, from WHOLE_LINES on.
LINES, WHOLE_LINES = 1_000, 5_000


# A line in quotation marks as a whole, as long as a verse or two; who is asked in a report says more.
_LONGEST_VERSE = 80
_IS_SAID = re.compile(f'^[“„«‹「『"‘»][^\\n]{{1,{_LONGEST_VERSE}}}[”“»›」』"’«]$')


def line_credits(
    above: Iterable[str], below: Iterable[str], under_title: Iterable[str] = (), ends: Iterable[str] = ()
) -> Iterator[Credit]:
    """Yield who the lines above the text (nearest last) and below it (nearest first) name.

    `under_title` are those of them between the headline and the text, `ends` its last ones.
    """
    statement = LINES
    below, headed = [*joined_lines(below)], frozenset(joined_lines(under_title))
    # A name and a stop behind a verse is its poet's: it signs nothing.
    told = {line for before, line in pairwise(below) if is_stopped(line) and _IS_SAID.search(before)}
    ending = frozenset(joined_lines(ends)) - told
    for side, lines in (("above", [*joined_lines(above)][::-1]), ("below", below)):
        short = [line for line in lines if len(line) <= LONGEST_LINE]
        for number, line in enumerate(short):
            statement += 1
            if not tells_of_picture(plain_byline(line)):
                stands = {"under_title"} if side == "above" and line in headed else set[str]()
                if side == "below" and line in ending:
                    stands.add("at_end")
                elif stands and _is_by_a_day(number, short):
                    stands.add("by_day")
                yield from _claims(line, side, f"{side}_{min(number // 2, 5)}", statement, stands)


def _is_by_a_day(number: int, lines: list[str]) -> bool:
    """Whether a line has a day, or the one before or after it is a day and nothing else."""
    if find_times(lines[number]):
        return True
    beside = (lines[at] for at in (number - 1, number + 1) if 0 <= at < len(lines))
    return any(day_of_line(line) for line in beside)


def _claims(line: str, side: str, place: str, statement: int, stands: set[str]) -> Iterator[Credit]:
    traits = frozenset({side, place, *stands})
    headed = "under_title" in stands
    if headed and (login := login_in(line)) and not is_generic(login):
        yield Credit(source="line_login", name=login, traits=traits, statement=statement)
    if stands & {"under_title", "at_end"}:
        for name in whole_agencies(source_in(line) or line):
            yield Credit(source="line_part", name=name, traits=traits, statement=statement, is_body=True)
    if "at_end" in stands and VIETNAMESE.match(line):
        traits |= {"vietnamese"}
    is_by_day = "by_day" in stands
    told, line = line, plain_byline(line)
    if ASKS.match(line):
        stands.add("asks")
    # "Haber: Ada Roe / Fotoğraf: Max Poe": so labelled beside another, the first is who wrote.
    dated = is_by_day or (told.startswith(line) and ":" in told[len(line) :])
    byline = read_byline(line, is_below_headline=headed, is_end="at_end" in stands, is_dated=dated)
    if byline is not None:
        yield from _labelled(byline, side, place, statement, stands)
        return
    # Of other stories, remarks, the imprint.
    if furniture_kind(line) in _BUTTONS:
        return
    loose = {"loose"} if side == "below" and "at_end" not in stands else set[str]()
    # Below the text whom a dash or brackets name may be quoted.
    read = line if side == "above" else told
    alone = [*names_alone(read)]
    # A caption ends so as well, and names a place: who signs stands by the story's day, or at the end.
    may_sign = any(map(str.isupper, read)) and (is_by_day or "at_end" in stands)
    if is_stopped(read) and not (may_sign and all(may_sign_so(name, read) for _, name in alone)):
        return
    for kind, name in alone:
        vietnamese = {"vietnamese"} if is_by_day and VIETNAMESE.match(name) else set[str]()
        more = {f"{kind}_{place}", *loose, *vietnamese}
        yield Credit(source=kind, name=name, traits=traits | more, statement=statement)


def _labelled(byline: Byline, side: str, place: str, statement: int, stands: set[str]) -> Iterator[Credit]:
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
    names = split_names(byline.names)
    for name in names:
        yield Credit(source="line_by", name=name, traits=traits, statement=statement)
        if byline.whole and len(names) > 1:
            yield Credit(
                source="line_by", name=name, traits=traits, statement=statement + WHOLE_LINES - LINES
            )
    for name in split_bodies(byline.names):
        yield Credit(source="line_by", name=name, traits=traits, statement=statement, is_body=True)
