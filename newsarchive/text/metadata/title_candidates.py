"""Everything on a page that claims to be its title, whole and in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import joined_address, story_place
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.entities import unescape
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.metadata.heading_text import heading_text
from newsarchive.text.metadata.page_elements import PageElements
from newsarchive.text.page.html_display import UNSEEN_TAGS, is_link_target
from newsarchive.text.page.page_model import Elements
from newsarchive.text.page.structured_data import MetaTags, Node, texts
from newsarchive.text.tidy_lines import tidy

# The headings a page shows and how each stands: marked as headline, in a menu, above the text.

_MOST_PIECES = 6
_LONGEST_MARKED = 200
_HINT = re.compile(
    r"(?:^|[\s_-])(?:h-title|(?:article|post|entry|news|main|content|story|page|arti|con|text"
    r"|detail)[_-]?(?:title|tit|headline)"
    r"|headline|title|tit|biaoti|titles?_?h1)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What stands below a headline: "headline__sub", "headline-deck".
_LESSER = re.compile(r"(?<![a-z])(?:sub|deck|dek|second|standfirst|summary|kicker)|untertitel", re.IGNORECASE)
_FURNITURE = re.compile(
    r"logo|site-?(?:name|title)|nav|menu|sidebar|related|footer|comment|recommend|widget|modal|cookie|brand"
    r"|masthead|popup|banner|teaser|promo|newsletter|subscri",
    re.IGNORECASE,
)
# A kicker or overline: the few words over a headline that say what it is about. In a heading it may be named
# as a tag or section too.
_LABEL_NAMES = re.compile(
    r"(?<![a-z])(?:badge|categor(?:y|ies)|label|rubri[ck]|section|tag|theme|topic)s?(?![a-z])", re.IGNORECASE
)
_KICKER_NAMES = re.compile(
    r"kicker|eyebrow|over-?line|top-?line|dach-?zeile|roof-?line|over-?title|pre-?tit|super-?title|sur-?tit|volanta|ante-?t[ií]t|occhiello"
    r"|spitzmarke|cintillo",
    re.IGNORECASE,
)
# Letters of a headline behind a kicker; what is shorter is a part of it.
_SHORTEST_HEADED = 10
# A path of links, "Home > Politics > Headline": its last step is set as h1 where the headline is another.
_CRUMB = re.compile(r"(?<![a-z])breadcrumbs?(?:list)?(?![a-z])", re.IGNORECASE)
_CRUMB_NAMES = frozenset({"class", "id", "itemtype", "typeof"})
_HIGHEST_CRUMB = 4
_HOLDERS = frozenset({"article", "main", "header", "nav", "aside", "footer", "form", "li", "dialog"})
_HIGHEST, _STEPS_TO_LINK = 8, 2
_HOME = frozenset({"/", "", "./"})
_ROOT = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?(?:\./)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading: its kind, its text, the texts of its parts where it has several, and how it stands."""

    kind: str
    text: str
    pieces: tuple[str, ...] = ()
    traits: frozenset[str] = field(default_factory=frozenset)


def page_headings(elements: PageElements, url: str = "") -> Iterator[Heading]:
    """Yield h1 to h3 and elements marked as headline, in page order, those with text; `url` is the page's."""
    counts: dict[str, int] = {}
    for number, (kind, element) in enumerate(elements.headings):
        if (kind == "marked" and not _is_headline(element)) or _is_crumb(element):
            continue
        text = _headline(element)
        if not text or (kind == "marked" and len(text) > _LONGEST_MARKED):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        traits = {_place(number, elements.headings_above), f"order_{min(counts[kind], 4)}", *_traits(element)}
        if _leads_here(element, url):
            traits.add("leads_here")
        yield Heading(kind=kind, text=text, pieces=_pieces(element), traits=frozenset(traits))


def _is_headline(element: HtmlElement) -> bool:
    names = _names(element)
    if len(element) > _MOST_PIECES or _KICKER_NAMES.search(names) or _holds_byline(element):
        return False
    return element.get("itemprop") == "headline" or (
        bool(_HINT.search(names)) and not _FURNITURE.search(names)
    )


def _holds_byline(element: HtmlElement) -> bool:
    """Whether an element holds a heading and, behind it in a box of its own, a line with a day."""
    for heading in islice(element.iter("h1", "h2", "h3"), 1):
        behind = (
            heading_text(below) if heading is not element and (below := heading.getnext()) is not None else ""
        )
        return bool(find_times(behind))
    return False


def _is_crumb(element: HtmlElement) -> bool:
    """Whether a heading is the last step of the path that leads to the page."""
    holder: HtmlElement | None = element
    for _ in range(_HIGHEST_CRUMB):
        if holder is None or holder.tag == "body":
            return False
        for name, value in holder.items():
            if "readcrumb" in name or (name in _CRUMB_NAMES and _CRUMB.search(value)):
                return True
        holder = holder.getparent()
    return False


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _headline(element: HtmlElement) -> str:
    """The text of a heading, without the kicker that stands before it in an element of its own."""
    whole = heading_text(element)
    inner = _innermost(element)
    if not len(inner) or (inner.text or "").strip() or not _is_kicker(inner[0]):
        return whole
    rest = whole.removeprefix(heading_text(inner[0])).strip(" :|–—-")
    return rest if count_letters(rest) >= _SHORTEST_HEADED else whole


def _is_kicker(part: HtmlElement) -> bool:
    if part.tag == "small":
        return True
    names = _names(part)
    return bool(_KICKER_NAMES.search(names) or _LABEL_NAMES.search(names))


def _innermost(element: HtmlElement) -> HtmlElement:
    """The only element, of the only element, that holds the text."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
    return element


def _pieces(element: HtmlElement) -> tuple[str, ...]:
    """The texts of the element's parts where it has more than one: a kicker and a headline, say."""
    element = _innermost(element)
    if not len(element):
        return ()
    parts = [tidy(element.text or "")]
    for child in element[:_MOST_PIECES]:
        parts += ["" if child.tag in UNSEEN_TAGS else heading_text(child), tidy(child.tail or "")]
    found = tuple(part for part in parts if count_letters(part))
    return found if len(found) > 1 else ()


def _place(number: int, above: int | None) -> str:
    if above is None:
        return "lead_unknown"
    return "below_lead" if number >= above else f"above_lead_{min(above - number, 4)}"


def _traits(element: HtmlElement) -> Iterator[str]:
    names = _names(element)
    if _HINT.search(names) or element.get("itemprop") in {"headline", "name"}:
        yield "hinted"
    if _LESSER.search(names):
        yield "lesser"
    if _FURNITURE.search(names):
        yield "furniture"
    yield from _link_traits([link.get("href") for link in element.iter("a") if not is_link_target(link)])
    holder = element.getparent()
    if holder is not None and _FURNITURE.search(_names(holder)):
        yield "in_furniture"
    for _ in range(_HIGHEST):
        if holder is None or holder.tag == "body":
            return
        if holder.tag in _HOLDERS:
            yield f"in_{holder.tag}"
        elif holder.tag == "a" and not is_link_target(holder):
            yield from _link_traits([holder.get("href")])
        holder = holder.getparent()


def _link_traits(addresses: list[str | None]) -> Iterator[str]:
    """The traits the weights were learned with, and whether a link leads home whatever its form."""
    if addresses:
        yield "links_home" if _HOME.intersection(addresses) else "links"
    if any(map(_leads_home, addresses)):
        yield "leads_home"


def _leads_here(element: HtmlElement, url: str) -> bool:
    """Whether a heading is a link to the page itself, as blogs set it, and not to a part of the page."""
    here = story_place(url)
    around = (element, *islice(element.iterancestors(), _STEPS_TO_LINK))
    links = [*islice(element.iter("a"), _MOST_PIECES), *(one for one in around if one.tag == "a")]
    addresses = ((link.get("href") or "").strip() for link in links)
    return here != "" and any(
        address[:1] not in ("", "?")
        and "#" not in address
        and story_place(joined_address(url, address)) == here
        for address in addresses
    )


def _leads_home(address: str | None) -> bool:
    """Whether a link leads to the root of a host, nearly always the page's own."""
    return address is not None and address.strip() != "" and bool(_ROOT.fullmatch(address.strip()))


# " | Site", "_Site", " - Site": a bar or underscore anywhere, a dash or the like between spaces.
SPACED_MARK = re.compile(r"\s*[|_｜¦]+\s*|\s+[-–—·•:»«›/~⋆]+\s+|(?<=[\u3000-\u9fff”》])--(?=[\u3000-\u9fff])")
# Chinese titles are written without spaces, "标题-青河网"; there a dash may as well belong to the headline.
_BARE = re.compile(r"(?<=[\u3000-\u9fff”》！？）％%\d])\s?[-–—]{1,2}\s?(?=[\u3000-\u9fffA-Za-z])")
SEPARATOR = re.compile(f"{SPACED_MARK.pattern}|{_BARE.pattern}")
_KICKER = re.compile(r"\s?[:：]\s+|[：]")
# What stands between a site's name and the headline behind it.
_MARKS_BEFORE = (",", "،", "、", "|", "｜", ":", "：", "·", "•", "-", "–", "—", "_", "/", "»", ">", "]", "】")
LONGEST_HEADLINE_READ = 300
_MOST_PARTS, _MOST_TITLES = 6, 4
_META = {
    "og": ("og:title",),
    "twitter": ("twitter:title", "twitter:text:title"),
    "meta": (
        "title",
        "headline",
        "articletitle",  # on pages of Chinese authorities
        "dc.title",
        "parsely-title",
        "sailthru.title",
        "citation_title",
        "dcterms.title",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A text and who says it is the title; `part` tells which part of what was said it is, `cut` the rest.

    `bare` tells that the cut went through a dash without spaces, which may be the headline's own.
    """

    source: str
    text: str
    part: str = "whole"
    cut: str = ""
    bare: bool = False
    traits: frozenset[str] = field(default_factory=frozenset)


def title_claims(
    tree: Elements, elements: PageElements, meta: MetaTags, nodes: tuple[Node, ...], url: str = ""
) -> tuple[Claim, ...]:
    """Return all claims, those of headings first; `url` is the page's address."""
    return tuple(
        claim
        for whole in _whole(tree, elements, meta, nodes, url)
        for claim in (whole, *_parts(whole))
        if claim.text and len(claim.text) <= LONGEST_HEADLINE_READ
    )


def title_key(text: str) -> str:
    """Return the letters and digits of `text` only, widths and case folded, for comparing titles."""
    return letters_only(text)


def _whole(
    tree: Elements, elements: PageElements, meta: MetaTags, nodes: tuple[Node, ...], url: str
) -> Iterator[Claim]:
    for heading in page_headings(elements, url):
        yield from _shown(heading)
    for source, names in _META.items():
        for text in dict.fromkeys(meta.all(*names)):
            yield Claim(source=source, text=_plain(text))
    for node in nodes[:3]:
        for key in ("headline", "name", "alternativeHeadline"):
            for text in texts(node.get(key))[:2]:
                yield Claim(source=f"ld_{key}", text=_plain(text))
    yield Claim(source="tag", text=_plain(_title_tag(tree)))


def _title_tag(tree: Elements) -> str:
    """The first title element that is no picture's; of several one that the first holds behind its site."""
    own = (one for one in tree.iter("title") if not any(up.tag == "svg" for up in one.iterancestors()))
    first, *others = [(one.text_content() or "")[:1000] for one in islice(own, _MOST_TITLES)] or [""]
    within = (one for one in others if count_letters(one) >= _SHORTEST_HEADED and _is_part(one, first))
    return next(within, first)


def _is_part(title: str, whole: str) -> bool:
    """Whether a title stands in a whole one behind a mark, to a separator or the end."""
    whole, title = tidy(whole), tidy(title)
    at = whole.find(title)
    # A site's name is mostly shorter than the headline; it has a title of its own, too.
    if not 0 < at <= len(title) or not whole[:at].rstrip().endswith(_MARKS_BEFORE):
        return False
    return at + len(title) == len(whole) or SEPARATOR.match(whole, at + len(title)) is not None


def _shown(heading: Heading) -> Iterator[Claim]:
    yield Claim(source=heading.kind, text=heading.text, traits=heading.traits)
    for number, piece in enumerate(heading.pieces):
        part = "first_piece" if not number else "last_piece" if piece == heading.pieces[-1] else "piece"
        yield Claim(source=heading.kind, text=piece, part=part, traits=heading.traits)
    if 2 <= len(heading.pieces) <= 3:
        first, *rest = heading.pieces
        text = f"{first.rstrip(' :')}: {' '.join(rest)}"
        yield Claim(source=heading.kind, text=text, part="joined", traits=heading.traits)


def _plain(text: str) -> str:
    """Entities are often escaped twice in meta tags and JSON-LD."""
    return tidy(unescape(text))


def _parts(claim: Claim) -> Iterator[Claim]:
    """The claim without its last, or its first, few parts between separators."""
    if claim.part != "whole":
        return
    spans = [match.span() for match in SEPARATOR.finditer(claim.text)]
    for start, end in spans[-_MOST_PARTS:]:
        bare = SPACED_MARK.match(claim.text, start) is None
        yield _cut(claim, "head", claim.text[:start], claim.text[end:], bare=bare)
    for start, end in spans[:_MOST_PARTS]:
        bare = SPACED_MARK.match(claim.text, start) is None
        yield _cut(claim, "tail", claim.text[end:], claim.text[:start], bare=bare)
    if len(spans) > 1:
        yield _cut(claim, "middle", claim.text[spans[0][1] : spans[-1][0]], claim.text[spans[-1][1] :])
    kicker = _KICKER.search(claim.text)
    if kicker:
        yield _cut(claim, "after_colon", claim.text[kicker.end() :], claim.text[: kicker.start()])


def _cut(claim: Claim, part: str, text: str, cut: str, *, bare: bool = False) -> Claim:
    return Claim(
        source=claim.source, text=text.strip(), part=part, cut=cut.strip(), bare=bare, traits=claim.traits
    )
