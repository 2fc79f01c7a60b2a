"""Who wrote an article: by a source's selector, by markup, and by the lines in which by-lines may stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.signed_lines import entries_of
from newsarchive.text.extraction.decks import decks_that_ask, names_that_answer
from newsarchive.text.furniture import furniture_kind
from newsarchive.text.furniture.trimming import (
    LONGEST_STATED,
)
from newsarchive.text.metadata.author_candidates import BEFORE_NAME, LONGEST_BY
from newsarchive.text.metadata.author_roles import says_role_alone
from newsarchive.text.metadata.authors import (
    Article,
    Named,
    is_of_frame,
    is_stated,
    likely_authors,
    marked_han_names,
    only_stated,
    shown_names,
    sole_stated,
    stated_names,
)
from newsarchive.text.metadata.chinese_bylines import chinese_credits
from newsarchive.text.metadata.datelines import dateline_names, signing_names
from newsarchive.text.metadata.east_asian_names import is_han_name, is_japanese_name, is_korean_name
from newsarchive.text.metadata.japanese_bylines import bracketed_names, is_sent_in, lone_name
from newsarchive.text.metadata.known_names import (
    as_printed,
    has_given_name,
    is_known_name,
    is_vietnamese_name,
    is_written_as_name,
)
from newsarchive.text.metadata.name_boxes import (
    OVER_OTHERS,
    is_of_another,
    is_of_comment,
    next_stories,
)
from newsarchive.text.metadata.native_by import with_plain_by, without_by
from newsarchive.text.metadata.page_elements import FULL_PARAGRAPH, MOST_LOOKED_AT, lead_of
from newsarchive.text.metadata.person_names import letters_of_name, people
from newsarchive.text.metadata.printed_bylines import (
    bare_names,
    guest_names,
    is_byline,
    is_whole_byline,
    names_by_day,
    printed_names,
    read_byline,
    sole_byline,
)
from newsarchive.text.page.page_blocks import SUBHEADING_BITS
from newsarchive.text.page.page_lines import BoxLines, page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page_draft import Draft
from newsarchive.text.page_kinds.story_lists import StoryListAddress
from newsarchive.text.sentences import ends_sentence, says_something
from newsarchive.text.tidy_lines import tidy

_MOST_SIGNING = 2  # last words of a text, and what stands right behind, in which somebody may sign
_MOST_OF_LABEL = 2  # words of a heading that is what a section is called
_ADMIN = re.compile("(?:super|web)?(?:admin|administrator|user|editor)", re.IGNORECASE)
# Boxes amid a text in which others are named, and steps up to them.
_APART = frozenset({"aside", "blockquote", "figcaption", "figure", "footer", "nav"})
_STEPS_APART = 4
_MOST_SAID = 40  # texts of a box that is one line, blank ones too
# Bytes of an entry that tells more than who signs, and what its parts stand in.
_LEAST_ENTRY = 24
_PARTS_OF_ENTRY = ("a", "span", "em", "small", "time", "b", "strong", "p")
# Captions, headings and entries of lists that are looked at for by-lines of others.
_MOST_BOXES = 400
# Characters of a text that may name somebody, of its source at most, where white space stands around it.
_SHORTEST_NAMING, _LONGEST_NAMING = 5, 300
# Boxes side by side are read as one word: "佐藤健一2031-10-28 09:14", "김민준,2031년 10월 28일•1 min read",
# "윤서진입력 2031. 10. 28. 09:14".
_BEHIND_NAME = re.compile(
    r"\s?[,，、·•|]?\s?(?:(?:입력|등록|승인|작성|게재|송고|발행)(?:일시?)?\s?[:：]?\s?)?"
    r"(?:(?:19|20)\d\d(?:[-/]|\.\s?|[年년]\s?)\d{1,2}(?:[-/]|\.\s?|[月월]\s?)\d{1,2}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)(?!\d)[^。]*$"
)


# What parts a name from its day: "2031-10-28 09:14 | 佐藤健一", "2031.10.28. 09:14 | 김민준".
_BAR = re.compile(r"\s?[|｜]\s?|\s[·•/—–-]\s")
_BEFORE_CLOCK = re.compile(r"(?<=\d)\.(?=\s\d{1,2}:)")


# How a line is set that signs a text.
_LETTERS = frozenset({"strong", "b", "em", "i"})
_AT_RIGHT = re.compile(r"\bright\b|author|byline|signature|tac-?gia")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLines:
    """Where a by-line may stand: about the text's beginning and end, above and below it, under the headline.

    `last` are the text's last words, `ends` those and what comes right behind them; `amid` stand between the
    text's paragraphs, or are its last ones; `over_title` is right above the headline.
    """

    head: tuple[str, ...]
    tail: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    under_title: tuple[str, ...]
    last: tuple[str, ...]
    ends: tuple[str, ...]
    amid: tuple[str, ...]
    over_title: tuple[str, ...]

    def read_in(self, language: str | None) -> CreditLines:
        """Return the lines with the words by which this language alone begins by-lines in English."""
        lines = {one.name: getattr(self, one.name) for one in fields(self)}
        return CreditLines(
            **{name: tuple(with_plain_by(line, language) for line in some) for name, some in lines.items()}
        )


def credited_people(
    draft: Draft,
    lines: CreditLines,
    body: str,
    titles: tuple[str, ...],
    editor: str | None,
    *,
    language: str | None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and organisations: by a source's selector, a Chinese by-line, markup, then the lines."""
    facts = draft.facts
    outlets = (*facts.site_names, facts.outlet or "")
    authors, bodies = draft.chosen_authors, facts.organisations
    unsigned: tuple[str, ...] = ()
    # Boxes of others are looked for by what the page says, in its own words.
    amid, over_title = lines.amid, lines.over_title
    if language == "zh":
        credited = (*lines.head, *_without_others(draft, lines.tail))
        found = chinese_credits(credited, lines.under_title, lines.last, titles)
        bodies = (*found.organisations, *bodies)
        authors = authors or _first(
            people(found.authors, outlets),
            facts.authors,
            tuple(filter(is_han_name, stated_names(facts.names))),
            people(found.lone, outlets),
            marked_han_names(facts.names),
            # Many portals name nobody but the editor who answers for the page.
            tuple(filter(is_han_name, (editor or "").split("、"))),
        )
    elif not authors and not facts.authors:
        boxes = tuple(outermost_boxes(draft, "figcaption", "li"))
        captions = _captions(draft, [line for box, told in boxes if box.tag == "figcaption" for line in told])
        entries = captions.union(*(told for box, told in boxes if box.tag == "li" and len(told) > 1))
        parts = _part_headings(draft) | _asking(draft, lines) | entries_of(draft.paragraphs)
        under_title = tuple(
            with_plain_by(line, language) for line in lines.under_title if line not in entries | parts
        )
        below = tuple(
            with_plain_by(line, language) for line in _without_others(draft, lines.below) if line not in parts
        )
        lines = lines.read_in(language)
        above = tuple(line for line in lines.above if line not in captions | parts)
        about = Article(body, facts.tags)
        shown, more = shown_names(above, below, outlets, about, under_title, lines.ends)
        topics = _topics_beside_authors(draft, (one.name for one in shown))
        shown = tuple(one for one in shown if letters_of_name(one.name) not in facts.of_others | topics)
        authors = likely_authors(facts.names, shown, by_desk=bool(facts.organisations))
        if (reporting := dateline_names(draft.paragraphs)) and {*reporting}.isdisjoint(authors):
            authors = reporting
        if not authors and lines.last:
            signatures = (lines.last[0], *lines.ends[:_MOST_SIGNING])
            authors = _first(*(_signing(draft, line, language, titles) for line in dict.fromkeys(signatures)))
        bodies = (*bodies, *more)
        authors = authors or _lone(under_title, frozenset(map(letters_of_name, facts.tags)))
        unsigned = () if authors else under_title
    elif not authors:
        authors = _printed(draft, lines)
    authors = authors or facts.authors
    # Of a story by an agency others made the pictures.
    agencies = {*map(letters_of_name, bodies)} - {*map(letters_of_name, outlets)}
    if not authors and not agencies:
        authors = _byline_amid(draft, amid, language)
    if not authors and names_by_day(over_title):
        authors = names_by_day(_without_others(draft, over_title))
    authors = authors or sole_stated(facts.names) or facts.labelled or _named_above(draft, unsigned)
    if not draft.chosen_authors:
        authors = tuple(as_printed(name, (*lines.under_title, *lines.head)) for name in authors)
        # Markup has the word for "by" before the name as well.
        authors = tuple(dict.fromkeys(without_by(name, language) for name in authors))
        # To scripts without capitals a headline of two words is a name.
        authors = tuple(one for one in authors if not _is_headline(one, titles[:1], lines, facts.names))
    authors, houses = _without_houses(authors, outlets, facts.names)
    bodies = (*bodies, *houses)
    return authors, _distinct_bodies(bodies, authors)


def _distinct_bodies(bodies: tuple[str, ...], authors: tuple[str, ...]) -> tuple[str, ...]:
    """Return each organisation once that is neither an author nor what the authors are, "Staff Writers".

    Where nobody is named, that is all a page says of who wrote.
    """
    named = frozenset(map(letters_of_name, authors))
    distinct = {letters_of_name(one): one for one in reversed(bodies)}
    return tuple(
        one
        for key, one in reversed(distinct.items())
        if key not in named and not (authors and says_role_alone(one))
    )


def _topics_beside_authors(draft: Draft, names: Iterable[str]) -> frozenset[str]:
    """The letters of those names that lead to what stories are filed under, beside a link to an author.

    On a blog of several the name of who writes may be a category; then no other link is an author's.
    """
    asked = frozenset(map(letters_of_name, names))
    if not asked or draft.model is None:
        return frozenset()
    found: set[str] = set()
    for link in islice(draft.model.iter("a"), _MOST_BOXES):
        if letters_of_name("".join(islice(link.itertext(), _MOST_SAID))[:_LONGEST_NAMING]) not in asked:
            continue
        address, holder = StoryListAddress(link.get("href") or ""), link.getparent()
        if not address.name or address.is_of_author or holder is None:
            continue
        beside = islice(holder.iter("a"), _MOST_SAID)
        if _is_said_to_write(link):
            continue
        if any(map(_leads_to_author, beside)):
            found.add(letters_of_name("".join(islice(link.itertext(), _MOST_SAID))))
    return frozenset(found)


def _is_said_to_write(link: HtmlElement) -> bool:
    """Whether "By" stands right before a link: then it leads to who wrote the story, wherever that is."""
    before, holder = link.getprevious(), link.getparent()
    text = before.tail if before is not None else holder.text if holder is not None else ""
    return BEFORE_NAME.search((text or "")[-LONGEST_BY:]) is not None


def _leads_to_author(link: HtmlElement) -> bool:
    """Whether a link leads to an author's stories, and not to those of who runs the site."""
    address = StoryListAddress(link.get("href") or "")
    return address.is_of_author and not _ADMIN.fullmatch(tidy("".join(islice(link.itertext(), _MOST_SAID))))


def _signing(draft: Draft, line: str, language: str | None, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Who signs a text by its last words alone, in Vietnamese and Japanese."""
    if language == "ja":
        sent_in = is_sent_in(line, (*titles, *draft.paragraphs))
        return () if sent_in else _signed_in_brackets(line, draft.paragraphs)
    if language != "vi":
        return ()
    signing = signing_names(line) or ((line,) if is_vietnamese_name(line) else ())
    return signing if signing and _is_set_apart(draft, line) else ()


def _signed_in_brackets(line: str, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a text's last words name in brackets, where it says nothing else of them."""
    at = paragraphs.index(line) if line in paragraphs else len(paragraphs)
    names = bracketed_names(line, paragraphs[at - 1] if at else "")
    return () if any(name in one for one in paragraphs if one != line for name in names) else names


def _byline_amid(draft: Draft, lines: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """Whom a line names that is nothing but a by-line, and stands in a box of its own beside paragraphs.

    None where lines name others; boxes with a picture, of quotations and of other stories name theirs.
    """
    signed = {line: read for line in lines if sole_byline((read := with_plain_by(line, language),))}
    if not signed:
        return ()
    full = {line for line in draft.paragraphs if len(line) >= FULL_PARAGRAPH or says_something(line)}
    return sole_byline(read for line, read in signed.items() if _stands_among(draft, line, full))


def _stands_among(draft: Draft, line: str, paragraphs: set[str]) -> bool:
    """Whether a line is all that a box says which stands beside one of `paragraphs`."""
    for element in islice(draft.model.iter(), MOST_LOOKED_AT) if draft.model is not None else ():
        text = element.text or ""
        if len(text) > _LONGEST_NAMING or not (text := tidy(text)) or text not in line:
            continue
        box, chain = element, [element]
        while (holder := box.getparent()) is not None and _says(holder) == line:
            box = holder
            chain.append(box)
        shows = next(box.iter("img", "picture", "video"), None) is not None
        if shows or holder is None or _says(box) != line:
            continue
        around = (*chain, *islice(box.iterancestors(), _STEPS_APART))
        if any(one.tag in _APART or "caption" in (one.get("class") or "") for one in around):
            continue
        if not paragraphs.isdisjoint(page_lines(holder)):
            return True
    return False


def _is_set_apart(draft: Draft, line: str) -> bool:
    """Whether a line stands at the right or in letters of its own, as who signs: no streets, no match."""
    for element in islice(draft.model.iter(), MOST_LOOKED_AT) if draft.model is not None else ():
        look = " ".join(element.get(name) or "" for name in ("style", "align", "class")).lower()
        if (element.tag in _LETTERS or _AT_RIGHT.search(look)) and _says(element) == line:
            return True
    return False


def _says(element: HtmlElement) -> str:
    """What an element says, where that may be a by-line: "" for more."""
    said: list[str] = []
    for text in islice(element.itertext("*"), _MOST_SAID):
        if text.strip():
            said.append(text[: _LONGEST_NAMING + 1])
        if sum(map(len, said)) > _LONGEST_NAMING:
            return ""
    return tidy("".join(said))


def _is_headline(name: str, titles: tuple[str, ...], lines: CreditLines, names: tuple[Named, ...]) -> bool:
    """Whether a name is the headline, and no markup and no line that says more names it.

    A sentence does so of whom the story is about: "Ada Roe, 70, of Reedham, died on Tuesday."
    """
    folded = letters_of_name(name)
    if folded not in map(letters_of_name, titles) or any(
        letters_of_name(one.name) == folded for one in names
    ):
        return False
    around = (*lines.head, *lines.tail, *lines.under_title)
    beside = (line for line in around if not (len(line) >= FULL_PARAGRAPH and ends_sentence(line)))
    return not any(name in line and letters_of_name(line) != folded for line in beside)


def _without_houses(
    authors: tuple[str, ...], outlets: tuple[str, ...], names: tuple[Named, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors, and those of several that are the site's name: markup alone states it beside who signs.

    A site may be called after one of those who write it.
    """
    own = frozenset(map(letters_of_name, filter(None, outlets)))
    houses = tuple(one for one in authors if letters_of_name(one) in own and not is_known_name(one))
    if not houses or len(houses) == len(authors) or not only_stated(names, houses):
        return authors, ()
    return tuple(one for one in authors if one not in houses), houses


def outermost_boxes(
    draft: Draft, *tags: str, holding: tuple[str, ...] = ()
) -> Iterator[tuple[HtmlElement, tuple[str, ...]]]:
    """The outermost boxes of these tags, each with its lines; not what holds the story itself.

    `holding`: only those that hold an element of one of these tags.
    """
    if draft.model is None:
        return
    lead, outer = lead_of(draft.paragraphs), set[HtmlElement]()
    lines_of = draft.model.remember(BoxLines).of
    for box in islice(draft.model.iter(*tags), _MOST_BOXES):
        if not outer.isdisjoint(box.iterancestors()):
            continue
        outer.add(box)
        if holding and next(box.iter(*holding), None) is None:
            continue
        if next(box.iter("h1"), None) is None and lead not in (told := lines_of(box)):
            yield box, told


def _without_others(draft: Draft, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `lines` that do not stand in the box of another story: who signs there wrote that one.

    Nor in a comment, or in one of several entries of a list that tell of more than who signs. On what terms
    the story may be copied names its own author.
    """
    if draft.model is None or draft.others is None:
        return lines
    terms = {line for box in draft.parts.terms for line in page_lines(box)}
    listed = _entries(draft)
    asked = [line for line in lines if line not in terms and line not in listed]
    own, others = _owners(draft.model, draft.others, asked) if asked else (set[str](), set[str]())
    return tuple(
        line
        for line in lines
        if line in terms or (line not in listed and (not _holds(line, others) or _holds(line, own)))
    )


def _owners(model: PageModel, others: OtherStories, lines: list[str]) -> tuple[set[str], set[str]]:
    """The texts of elements that stand in `lines`: those of the story, and those of other stories alone."""
    joined, held, own = "\n".join(lines), set[str](), set[str]()
    following = next_stories(model.iter("article"))
    for element in islice(model.iter(), MOST_LOOKED_AT):
        said = element.text
        text = tidy(said) if said and len(said) <= _LONGEST_NAMING and not said.isspace() else ""
        # What the story says in one place is its own, wherever else it stands.
        if len(text) >= _SHORTEST_NAMING and text in joined and text not in own:
            is_others = is_of_another(element, others) or is_of_comment(element)
            is_next = bool(following) and next(element.iterancestors("article"), None) in following
            (held if is_others or is_next else own).add(text)
    return own, held - own


def _entries(draft: Draft) -> frozenset[str]:
    """The lines of list entries, beside others, that tell more than who signs: "Ferry leaves, by Ada Roe"."""
    lists: dict[HtmlElement, list[tuple[str, ...]]] = {}
    for box, told in outermost_boxes(draft, "li", holding=_PARTS_OF_ENTRY):
        holder = box.getparent()
        if holder is not None:
            lists.setdefault(holder, []).append(told)
    return frozenset(
        line
        for entries in lists.values()
        if len(entries) > 1
        for told in entries
        if _tells(told)
        for line in told
    )


def _tells(entry: tuple[str, ...]) -> bool:
    """Whether an entry says more than who signs. In bytes: an ideograph says as much as three letters."""
    if len(entry) == 1 and is_whole_byline(entry[0]):
        return False
    return sum(len(line.encode()) for line in entry) >= _LEAST_ENTRY


def _holds(line: str, texts: set[str]) -> bool:
    return any(text in line for text in texts)


def _captions(draft: Draft, told: list[str]) -> set[str]:
    """The lines that captions alone have: who signs the story may have taken its picture, too."""
    if not told or draft.blocks is None:
        return {*told}
    shown, pictured = Counter(draft.blocks.lines), Counter(told)
    return {line for line, times in pictured.items() if shown[line] <= times}


def _part_headings(draft: Draft) -> frozenset[str]:
    """The lines that head parts of a text: lesser headings of one make in one box, another of which was read.

    The first of them stands between the headline and the text, where a name would: "FRONT PAGE", "SPORTS".
    Only where all of them are such labels: above "What comes next" the first may be a name.
    """
    groups: dict[tuple[int, str], list[str]] = {}
    for block in draft.blocks.blocks if draft.blocks is not None else ():
        if block.box.tag & SUBHEADING_BITS and block.box.parent is not None and not block.linked:
            groups.setdefault((block.box.parent.number, block.box.signature), []).append(block.text)
    told = frozenset(draft.paragraphs)
    headings = (lines for lines in groups.values() if len(lines) > 1 and not told.isdisjoint(lines[1:]))
    return frozenset(lines[0] for lines in headings if all(map(_is_label, lines)))


def _asking(draft: Draft, lines: CreditLines) -> frozenset[str]:
    """The lines that name whom the story asks, in a deck or heading, and those that answer."""
    blocks = draft.blocks.blocks if draft.blocks is not None else ()
    if not blocks:
        return frozenset()
    above = (*lines.under_title, *lines.above)
    return decks_that_ask(blocks, above) | names_that_answer(blocks, (*above, *lines.below))


def _is_label(line: str) -> bool:
    """Whether a line is two words at most in plain letters, as sections are called, and no known name."""
    is_short = line.isascii() and len(line.split()) <= _MOST_OF_LABEL and is_written_as_name(line)
    named = has_given_name(line) or is_byline(line) or read_byline(line, is_below_headline=True)
    return is_short and not named


def before_others(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines below a text, to the label of remarks or other stories: who is named there wrote those."""
    return tuple(takewhile(lambda line: furniture_kind(line) not in OVER_OTHERS, lines))


def _named_above(draft: Draft, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Whom those of `lines` name that stand above the first paragraph, in no lesser heading and no list.

    Whoever is named elsewhere may have made something else.
    """
    lead, naming = lead_of(draft.paragraphs), [line for line in lines if bare_names((line,))]
    if not naming or draft.blocks is None or lead not in draft.blocks.lines:
        return ()
    apart = {line for _, told in outermost_boxes(draft, "li", "h3", "h4") for line in told}
    above = {*takewhile(lambda line: line != lead, draft.blocks.lines)}
    return bare_names(line for line in naming if line in above and line not in apart)


def _printed(draft: Draft, lines: CreditLines) -> tuple[str, ...]:
    """The by-line under the headline, or a guest's at the end, where others are named by markup alone.

    Those typed the text in, or own the site: its frame may show them.
    """
    stated, names = draft.facts.authors, draft.facts.names
    printed = printed_names(lines.under_title) or guest_names(lines.last)
    alone = tuple(one for one in stated if only_stated(names, (one,)))
    if not printed or not alone or not {*stated} - {*alone} <= {*printed}:
        return ()
    # Of two whom markup names the page may show one.
    if any(is_stated(names, one) for one in printed):
        return ()
    # "Von Ada Roe Landeskorrespondentin" is the name that markup gives, and her role.
    if any(letters_of_name(one) in letters_of_name(name) for one in alone for name in printed):
        return ()
    unseen = tuple(one for one in alone if not is_of_frame(names, one))
    return () if any(one in line for one in unseen for line in (*lines.head, *lines.tail)) else printed


def _lone(lines: tuple[str, ...], tags: frozenset[str]) -> tuple[str, ...]:
    """The name that stands alone in a line between headline and text, in Japanese, or in Korean beside a day.

    Three syllables alone in a line may be a section in Korean. A tag is whom the story is about.
    """
    short = [line for line in lines if len(line) <= LONGEST_STATED]
    words = ((_BEHIND_NAME.sub("", line), line) for line in short)
    names = (
        word
        for word, line in words
        if is_japanese_name(word) or (word != line and is_korean_name(word))
        if letters_of_name(word) not in tags
    )
    beside = (name for line in short if (name := lone_name(line)))
    told = (*names, *(name for name in beside if letters_of_name(name) not in tags))
    return tuple(dict.fromkeys(told))[:1] or _first(*(_between_bars(line, tags) for line in short))


def _between_bars(line: str, tags: frozenset[str]) -> tuple[str, ...]:
    """The Japanese or Korean names of a line that has nothing else but its day, and a bar between them."""
    told = _BEFORE_CLOCK.sub("", _BAR.sub(" | ", line))
    names = names_by_day((told,)) if _BAR.search(line) else ()
    bare = tuple(name.replace(" ", "") for name in names)
    known = all(is_japanese_name(one) or is_korean_name(one) for one in bare)
    return names if known and tags.isdisjoint(map(letters_of_name, names)) else ()


def _first(*found: tuple[str, ...]) -> tuple[str, ...]:
    return next(filter(None, found), ())
