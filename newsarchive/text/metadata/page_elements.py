"""One walk over the page for all that may hold the headline or the by-line, and for where the text begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.letters import letters_only
from newsarchive.text.page.byline_labels import label_words
from newsarchive.text.page.html_display import BLOCK
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.sentences import ends_sentence, is_long, says_something
from newsarchive.text.tidy_lines import tidy

MOST_LOOKED_AT = 20_000
# More of a kind stand on index pages and in menus only; h2 and h3 are seldom the headline.
_MOST_OF_KIND = {"h1": 8, "h2": 5, "h3": 2, "marked": 5}
_MOST_CREDITS, _MOST_TEXTS, _MOST_STEPS = 40, 20, 80
_HEADINGS = frozenset({"h1", "h2", "h3"})
_MARKED_TAGS = frozenset({"div", "p", "h4", "span", "td", "strong", "font", "a", "b", "dt", "li"})
# What headlines, by-lines and paragraphs stand in; naming the tags leaves the rest to lxml's own loop.
_LOOKED_AT = (
    *("a", "address", "article", "aside", "b", "center", "cite", "dd", "div", "dt", "em", "figcaption"),
    *("font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "i", "label", "li"),
    *("main", "p", "section", "small", "span", "strong", "td", "th", "time", "u", "ul"),
)
# Sizes of type in which old pages have headlines; 3 is that of the text. Characters of such a line.
_SIZES, _MOST_FONTS = {"4": 4, "5": 5, "6": 6, "7": 7, "+2": 5, "+3": 6, "+4": 7}, 200
_MONTH_DAY = re.compile(r"(?<!\d)\d{1,2}\.? [^\W\d_]{3,12}$|[^\W\d_]{3,12} \d{1,2}$")
_SHORTEST_LARGE, _LONGEST_LARGE = 10, 160
_SHORTEST_DENSE = 4  # Chinese characters, as "写给河流"
# What may be centred; such boxes looked at, steps up to one with something behind it, characters of a line
# with the day ("发布单位：… 发布时间：2005-11-4").
_CENTRED, _MOST_CENTRED, _MOST_UP, _LONGEST_DAYED = ("td", "div", "p"), 200, 4, 120
# The clock of a page: "今天是2031年2月3日 星期一".
_TODAY = re.compile(r"今[天日]是|(?:星期|週|周)[一二三四五六日天]\s*$")
_TITLED = ("tit", "headline")
_CREDITED = (
    *("author", "byl", "autor", "auteur", "autore", "write", "writt", "vcard", "journalis"),
    *("username", "contribut", "redakt", "reporter", "zuozhe", "posted", "creator", "screenname"),
    *("person", "publisher", "credit", "signature", "szerz", "forfatter", "auther"),
)
PROFILES = re.compile(r"/(?:author|autor|auteur|people/|profile?/|by/|writer|journalist|contributors/)")
# What a `title` or `aria-label` says of the name in its element; the whole of it, lower case.
_LABELS = frozenset(
    {
        *("by", "written by", "posted by", "post author", "article author"),
        *label_words("noun", "caseless", "caseless_noun", "cjk", "book"),
    }
)
_LABELLING = ("title", "aria-label")
# What names an element; what programs call it whose classes are made anew for each page (Wix, sites tested by
# Testing Library), and what they call the element of an author's name.
ELEMENT_NAMING, PROGRAM_NAMING = ("class", "id", "itemprop"), ("data-hook", "data-testid")
_OF_WRITER = re.compile("author|byline|writer|user-name", re.IGNORECASE)
_LONGEST_LABEL = 24
# What lists of terms tell of a book that is reviewed, whose author is another.
_OF_BOOK = re.compile(
    r"isbn|asin|\b(?:publisher|verlag|éditeur|editorial|editore|uitgever|pages|seiten|p[áa]ginas|pagine|price"
    r"|preis|prix|precio|prezzo|genre|format|edition|title|titel|titre|t[íi]tulo|titolo|director|cast)\b",
    re.IGNORECASE,
)
_LONGEST_READ = 200
# The picture of a person labels a name, by what sets of icons call it (Font Awesome, Bootstrap, Glyphicons,
# Feather, Material, Ionicons); "users" count readers, and who clicks on "user-plus" signs up.
_ICON = re.compile(
    r"(?:^|\s)(?:fa|icon|iconfont|bi|glyphicon|ion|mdi|feather|ti|ri|la)[-_]+(?:md-|ios-)?"
    r"(?:user|person|author|account)"
    r"(?:[-_](?:alt|o|circle|circle-o|fill|large|solid|regular|line|outline|edit|pen|tie))?(?:\s|$)",
    re.IGNORECASE,
)
# The same as a symbol of the page: `<use href="#icon-author">`.
_SYMBOLS = ("href", "xlink:href")
_SYMBOL = re.compile(r"[^#\s]{0,200}#(?:[a-z]{1,10}[-_])?(?:user|person|author|account)", re.IGNORECASE)
_ICON_TAGS = frozenset({"i", "span", "svg", "em"})
# Characters of what stands behind an icon; a name and its day.
_LONGEST_ICONED = 80
# Where links to tags lead on most software: /tag/harbour, /tags/harbour/, ?tag=harbour.
# Not /topic/: forums have it.
TAG_ADDRESS = re.compile(r"/(?:tag|keyword|label)s?/|\?tag=")
TELLING = re.compile(f"{PROFILES.pattern}|{TAG_ADDRESS.pattern}")
# The beginning of a paragraph that is looked for: long enough to stand on a page once.
_SHORTEST_LEAD, _LONGEST_LEAD, _LONGEST_START = 12, 24, 200
FULL_PARAGRAPH = 60
# Headings that only screen readers get, "Main navigation"; an h1 of this kind may be the headline.
_UNSEEN = re.compile(r"sr-only|visually-?hidden|screen-?reader", re.IGNORECASE)
# What a class, id or itemprop may say.
_HEADLINE, _BYLINE = 1, 2


@dataclass(slots=True)
class PageElements:
    """Elements in page order: headings with their kind (h1 to h3, or marked), by-lines, links to tags.

    `labelled` are those above the text whose `title` or `aria-label` says that they name the author; `iconed`
    icons of persons that begin a line between headline and text, each with the words behind it.
    The counts say how many stand above the first paragraph of the text, None where that was not found;
    `credits_near` above the first one below the headline, where that is counted as the text's first, and
    `credits_over` above the last h1 before that: in the menu.
    """

    headings: list[tuple[str, HtmlElement]] = field(default_factory=list)
    headings_above: int | None = None
    credits: list[HtmlElement] = field(default_factory=list)
    credits_above: int | None = None
    credits_near: int | None = None
    credits_over: int = 0
    tag_links: list[HtmlElement] = field(default_factory=list)
    labelled: list[HtmlElement] = field(default_factory=list)
    iconed: list[tuple[HtmlElement, str]] = field(default_factory=list)


def lead_of(paragraphs: tuple[str, ...]) -> str:
    """Return the first paragraph that is no heading or by-line, by length or stop; else the first, or ""."""
    full = next((line for line in paragraphs if len(line) >= FULL_PARAGRAPH), "")
    return full or next(filter(says_something, paragraphs), "") or next(iter(paragraphs), "")


def page_elements(page: Page, lead: str = "") -> PageElements:
    """Return what the page holds of these; `lead` is the first paragraph of the text, if known."""
    model, found, left = model_of(page), PageElements(), dict(_MOST_OF_KIND)
    looked_at = model.places(*_LOOKED_AT)[:MOST_LOOKED_AT]
    marked = _marked(model)
    headings = model.places(*_HEADINGS)
    begins = _begins(model, looked_at, lead)
    large = {} if headings else dict.fromkeys(_large(model, begins) or _over_a_day(model, begins), "h1")
    notable = {*headings, *large, *_telling_links(model), *marked}.intersection(looked_at)
    near = _begins_below(model, looked_at, begins)
    for place in sorted(notable):
        if near is not None and place > near and found.credits_near is None:
            found.credits_near = len(found.credits)
        if found.credits_near is None and model.element(place).tag == "h1":
            found.credits_over = len(found.credits)
        if begins is not None and place > begins and found.headings_above is None:
            found.headings_above, found.credits_above = len(found.headings), len(found.credits)
        _take(found, left, model.element(place), marked.get(place, 0), large.get(place))
    if begins is not None and found.headings_above is None:
        found.headings_above, found.credits_above = len(found.headings), len(found.credits)
    if near is not None and found.credits_near is None:
        found.credits_near = len(found.credits)
    del found.credits[_MOST_CREDITS:]
    found.labelled = _labelled(model, begins)[:_MOST_CREDITS]
    found.iconed = _iconed(model, begins)
    return found


def _large(model: PageModel, begins: int | None) -> list[int]:
    """The place of the line in the largest type, on a page without a heading: how headlines were once set.

    Of several the one nearest to the text; not the paper's name, which stands alone in the page's title.
    """
    fonts = model.places("font")[:_MOST_FONTS]
    named = next(model.iter("title"), None)
    paper = "" if named is None else letters_only("".join(islice(named.itertext(), _MOST_TEXTS)))
    sizes = {
        place: _SIZES[(font.get("size") or "").strip()]
        for place in fonts
        if (begins is None or place < begins) and _is_large(font := model.element(place))
    }
    sizes = {place: size for place, size in sizes.items() if not _is_paper(model.element(place), paper)}
    largest = max(sizes.values(), default=0)
    return [place for place, size in sizes.items() if size == largest][-1:]


def _over_a_day(model: PageModel, begins: int | None) -> list[int]:
    """The place of a centred line right above a short line with a day: the headline of table pages.

    Of several the one nearest to the text: a site's welcome stands above today's date.
    """
    aligned = (place for place, side in model.having("align") if side.strip().lower() == "center")
    centred = sorted({*islice(aligned, _MOST_CENTRED), *model.places("center")[:_MOST_CENTRED]})
    found: list[int] = []
    for place in centred:
        if begins is not None and place >= begins:
            break
        box = model.element(place)
        if box.tag in (*_CENTRED, "center") and _is_line(box) and _is_dayed(_text_below(box)):
            found = [place]
    return found


def _is_line(box: HtmlElement) -> bool:
    """Whether a box is one line of words that may be a headline: no link, no sentence, no day."""
    if next(box.iter("a", "img", "table", "p", "br", "input", "li"), None) is not None:
        return False
    text = tidy("".join(islice(box.itertext(), _MOST_TEXTS))[: _LONGEST_LARGE + 1])
    is_headline = is_long(text, _SHORTEST_LARGE, _SHORTEST_DENSE) and len(text) <= _LONGEST_LARGE
    return is_headline and not text.endswith(("。", ".")) and not find_times(text)


def _text_below(box: HtmlElement) -> str:
    """The text of the element behind a box, or behind one that ends with it; "" where words are between."""
    one: HtmlElement | None = box
    for _ in range(_MOST_UP):
        if one is None or (one.tail or "").strip():
            return ""
        if (below := one.getnext()) is not None:
            return tidy("".join(islice(below.itertext(), _MOST_TEXTS))[: _LONGEST_DAYED + 1])
        one = one.getparent()
    return ""


def _is_dayed(line: str) -> bool:
    return (
        len(line) <= _LONGEST_DAYED
        and bool(find_times(line))
        and not ends_sentence(line)
        and _TODAY.search(line) is None
    )


def _is_paper(font: HtmlElement, title: str) -> bool:
    """Whether a line is the paper's name: it ends with all of a short title, or is the end of it."""
    line = letters_only("".join(islice(font.itertext(), _MOST_TEXTS)))
    return bool(title) and line != title and (line.endswith(title) or title.endswith(line))


def _is_large(font: HtmlElement) -> bool:
    text = tidy("".join(islice(font.itertext(), _MOST_TEXTS))[: _LONGEST_LARGE + 1])
    return (
        (font.get("size") or "").strip() in _SIZES
        and not _is_day(text)
        and is_long(text, _SHORTEST_LARGE, _SHORTEST_DENSE)
        and len(text) <= _LONGEST_LARGE
        and next(font.iter("img", "table", "p"), None) is None
    )


def _is_day(text: str) -> bool:
    """Whether a line ends with a day, as where it was written does: "Northfield, 10 May"."""
    days = find_times(text)
    if days:
        return not any(map(str.isalnum, text[days[-1].end :]))
    day = _MONTH_DAY.search(text)
    return day is not None and bool(find_times(f"{day[0]} 2000"))


def _marked(model: PageModel) -> dict[int, int]:
    """The marks of the elements whose class, id, itemprop or name in its program has one, by place."""
    named = [one for attribute in ELEMENT_NAMING for one in model.having(attribute)]
    marks = _marks(dict.fromkeys(name for _, name in named))
    found = {
        place: _BYLINE
        for attribute in PROGRAM_NAMING
        for place, name in model.having(attribute)
        if _OF_WRITER.search(name)
    }
    for place, name in named:
        if mark := marks.get(name):
            found[place] = found.get(place, 0) | mark
    return found


def _telling_links(model: PageModel) -> set[int]:
    """The places of the links that may lead to an author's page or a tag's, by address or relation."""
    linked = model.having("href")
    ends = list(accumulate(len(address) + 1 for _, address in linked))
    joined = "\n".join(address for _, address in linked)
    addressed = (linked[bisect_right(ends, found.start())][0] for found in TELLING.finditer(joined))
    related = (place for place, relation in model.having("rel") if relation == "author" or "tag" in relation)
    return {*addressed, *related}


def _labelled(model: PageModel, begins: int | None) -> list[HtmlElement]:
    """The elements above the text that are labelled as its author's."""
    places = {
        place
        for attribute in _LABELLING
        for place, label in model.having(attribute)
        if len(label) <= _LONGEST_LABEL and label.strip(" :：").lower() in _LABELS
    }
    found = [model.element(place) for place in sorted(places) if begins is not None and place < begins]
    return [*found, *_defined(model)]


def _defined(model: PageModel) -> Iterator[HtmlElement]:
    """The elements that lists of terms give as the author: `<dt>Author</dt><dd>Ada Roe</dd>`, of no book."""
    of_books: dict[HtmlElement, bool] = {}
    for term in islice(model.iter("dt"), _MOST_CREDITS):
        label = tidy("".join(islice(term.itertext(), _MOST_TEXTS)))[:_LONGEST_LABEL]
        told = term.getnext()
        if label.strip(" :：").lower() not in _LABELS or told is None or told.tag != "dd":
            continue
        if (listed := term.getparent()) is None:
            continue
        if listed not in of_books:
            terms = islice(listed.iterchildren("dt"), _MOST_TEXTS)
            of_books[listed] = any(_OF_BOOK.search(one.text_content()[:_LONGEST_READ]) for one in terms)
        if not of_books[listed]:
            yield told


def _iconed(model: PageModel, begins: int | None) -> list[tuple[HtmlElement, str]]:
    """The icons of persons between the headline and the text that begin their line, and what is behind each.

    What stands above the headline is for those who log in.
    """
    if begins is None:
        return []
    headline = max((place for place in model.places("h1", "h2") if place < begins), default=0)
    between = {
        name: [one for one in model.having(name) if headline < one[0] < begins]
        for name in ("class", *_SYMBOLS)
    }
    called = [place for place, words in between["class"] if _ICON.search(words)]
    used = [
        place
        for name in _SYMBOLS
        for place, address in between[name]
        if "#" in address and _SYMBOL.fullmatch(address)
    ]
    icons = (_whole_icon(model.element(place)) for place in sorted({*called, *used}))
    told = ((icon, _behind(icon)) for icon in islice(icons, _MOST_CREDITS) if _begins_line(icon))
    return [(icon, text) for icon, text in told if text]


def _whole_icon(part: HtmlElement) -> HtmlElement:
    """The picture that a reference to a symbol is the content of: `<svg><use href="#icon-author">`."""
    holder = part.getparent()
    return holder if part.tag == "use" and holder is not None else part


def _begins_line(icon: HtmlElement) -> bool:
    """Whether an element is an icon without words, and no words but a day stand before it in its box."""
    if icon.tag not in _ICON_TAGS or "".join(islice(icon.itertext(), _MOST_TEXTS)).strip():
        return False
    box = next((one for one in icon.iterancestors() if one.tag in BLOCK), None)
    if box is None:
        return False
    before: list[str] = []
    for event, element in islice(iterwalk(box, events=("start", "end")), _MOST_STEPS):
        if element is icon:
            said = tidy(" ".join(before))[:_LONGEST_ICONED]
            for one in reversed(find_times(said)):
                said = said[: one.start] + said[one.end :]
            return not any(map(str.isalpha, said))
        if (isinstance(element.tag, str) and element is not box) or event == "start":
            before.append((element.text if event == "start" else element.tail) or "")
    return False


def _behind(icon: HtmlElement) -> str:
    """What stands behind an icon: its own tail, or the next element, of it or of the box it is alone in."""
    for one in (icon, icon.getparent()):
        holder = None if one is None else one.getparent()
        if one is None or holder is None:
            return ""
        if text := tidy((one.tail or "")[:_LONGEST_ICONED]):
            return text
        if (beside := one.getnext()) is not None:
            texts = (text[:_LONGEST_ICONED] for text in islice(beside.itertext(), _MOST_TEXTS))
            leads_to_tag = any(_is_tagged(link) for link in beside.iter("a"))
            return "" if leads_to_tag else tidy("".join(texts)[:_LONGEST_ICONED])
        if one.getprevious() is not None or (holder.text or "").strip():
            return ""
    return ""


def _marks(names: Iterable[str]) -> dict[str, int]:
    """The marks of those names that have one: each word is sought in all of them at once."""
    known = list(names)
    lows = [name.lower() for name in known]
    ends = list(accumulate(len(low) + 1 for low in lows))
    joined = "\n".join(lows)
    found: dict[str, int] = {}
    for mark, words in ((_HEADLINE, _TITLED), (_BYLINE, _CREDITED)):
        for word in words:
            at = joined.find(word)
            while at >= 0:
                number = bisect_right(ends, at)
                found[known[number]] = found.get(known[number], 0) | mark
                at = joined.find(word, ends[number])
    return found


def _begins(model: PageModel, looked_at: list[int], lead: str) -> int | None:
    """The place of the element with whose text `lead` begins, None where there is none or it says little.

    A headline may begin as the text does ("The council of Reedham bans", "The council of Reedham will ban"):
    what goes on otherwise is taken only where nothing goes on as `lead` does.
    """
    whole = " ".join(lead.split())[:_LONGEST_START]
    wanted = whole[:_LONGEST_LEAD]
    if len(wanted) < _SHORTEST_LEAD:
        return None
    probe = wanted.split(" ")[0]
    otherwise: int | None = None
    for place in looked_at:
        text = model.element(place).text
        if text and probe in text and (told := " ".join(text[:_LONGEST_START].split())).startswith(wanted):
            if told.startswith(whole) or whole.startswith(told):
                return place
            otherwise = place if otherwise is None else otherwise
    return otherwise


def _begins_below(model: PageModel, looked_at: list[int], begins: int | None) -> int | None:
    """The place of the first full paragraph below the headline the text begins with; else `begins`."""
    if begins is None or model.element(begins).tag != "h1":
        return begins
    below = islice(looked_at, bisect_right(looked_at, begins), None)
    paragraphs = (place for place in below if model.element(place).tag == "p")
    return next((one for one in paragraphs if len(model.element(one).text or "") >= FULL_PARAGRAPH), None)


def _take(
    found: PageElements, left: dict[str, int], element: HtmlElement, mark: int, large: str | None
) -> None:
    tag = str(element.tag)
    kind = large or (
        tag if tag in _HEADINGS else "marked" if mark & _HEADLINE and tag in _MARKED_TAGS else ""
    )
    below = found.headings_above is not None
    if kind and (kind == "h1" or not (below or _UNSEEN.search(element.get("class") or ""))):
        if left[kind]:
            left[kind] -= 1
            found.headings.append((kind, element))
        elif kind == "h2":
            # The headline is nearest to the text: of more than these, those of menus and carts go first.
            oldest = next(at for at, (known, _) in enumerate(found.headings) if known == kind)
            del found.headings[oldest]
            found.headings.append((kind, element))
    relation = (element.get("rel") or "") if tag == "a" else ""
    if mark & _BYLINE or (tag == "a" and (relation == "author" or _is_profile(element))):
        found.credits.append(element)
    if "tag" in relation or (tag == "a" and _is_tagged(element)):
        found.tag_links.append(element)


def _is_tagged(link: HtmlElement) -> bool:
    """Whether a link leads to a tag's page, by its address."""
    return TAG_ADDRESS.search(link.get("href") or "") is not None


def _is_profile(link: HtmlElement) -> bool:
    """Whether a link leads to the page of an author."""
    return PROFILES.search(link.get("href") or "") is not None
