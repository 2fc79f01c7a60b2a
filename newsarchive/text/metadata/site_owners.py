"""Whose personal site a page is of, where nothing on it says who wrote: its address, name and copyright line.

A brand, an office or a campaign bears a person's name as well, and staff writes for it. So the address must
spell the name, two signs more must say it, one of them that its owner writes there, and the text must speak
of "I", and not of its owner. Guests, clients and heirs speak of themselves on such sites, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from newsarchive.text.letters import letters_only
from newsarchive.text.metadata.authors import NAMESAKE
from newsarchive.text.metadata.known_names import has_given_name, plain_letters
from newsarchive.text.metadata.name_looks import ORGANISED
from newsarchive.text.metadata.page_elements import FULL_PARAGRAPH, MOST_LOOKED_AT
from newsarchive.text.metadata.person_names import is_person
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page.structured_data import MetaTags, Node
from newsarchive.text.tidy_lines import tidy

# Letters of a given name and a surname in an address; fewer are a word ("annamay").
_SHORTEST_SPELLED = 8
# Signs beside the address that say the name: what the site is called, who has its copyright, the line under
# its name, the account that the page gives as its writer's.
_LEAST_SIGNS = 2
# "Ada Roe's Notes", "Ada Roes Notizbuch" is spelled otherwise and left alone.
_POSSESSIVE = re.compile(r"['’]s\b.*$")
# "Copyright (c) 2012- Ada Roe. All rights reserved.", "© 2031 by Ada Roe", "Ada Roe © 2031".
_YEARS = r"(?:(?:19|20)\d\d[\s,–—-]*)*"
_SIGN = r"(?:(?:copyrights?|©|\(c\)|℗|&copy;)\s*)+"
_RIGHTS = re.compile(
    rf"{_SIGN}{_YEARS}(?:by |von |par |por |di )?(?P<behind>[^\W\d_][^\d|•·,.:;()©/\n]{{4,40}})|"
    rf"^(?P<before>[^\W\d_][^\d|•·,.:;()©/\n]{{4,40}}?)\s*{_SIGN}",
    re.IGNORECASE,
)
# What ends the name in such a line: words behind it that are no part of it.
_BEHIND_HOLDER = re.compile(
    r"\s+(?:all rights|alle rechte|tous droits|todos (?:los|os)|tutti i|some rights|powered|design|impressum"
    r"|imprint|privacy|datenschutz|theme|built|made)\b.*$|\s+[–—-]\s.*$",
    re.IGNORECASE,
)
# What themes call the line that says whose the site is.
_TAGLINE = re.compile(r"(?:site|blog)[-_ ]?(?:title|name|description|desc|tagline|owner)|tagline")
_TAGLINE_WORDS = ("title", "name", "desc", "tagline", "owner")
# Beside a person's name, in a short line: whose site it may be instead, or who writes for it.
_NOT_ONES_OWN = re.compile(
    r"\b(?:gmbh|ag|kg|inc|llc|llp|ltd|plc|corp|co|company|b\.?v|s\.?a|s\.?r\.?l|e\.?k|e\.?v|foundation|trust"
    r"|estate|stiftung|nachlass|fondation|fundaci[oó]n|fondazione|institut\w*|law|legal|attorneys?|lawyers?"
    r"|solicitors?"
    r"|kanzlei|rechtsanw\w+|notar\w*|avocat\w*|abogad\w+|advocat\w*|advogad\w+|avvocat\w+|clinic|praxis|office"
    r"|offices|büro|team|staff|campaign|kampagne|committee|friends|official|offizielle?\w*|officiel\w*|oficial"
    r"|ufficial\w+|fans?|fansite|fanpage|tribute|biograph\w+|biografie|museum|archive?|senator\w*|congress\w*"
    r"|governor|mayor|minist\w+|chancellor|president|abgeordnete\w*|md[bl]|mp|mep|député\w*|diputad\w+|deputat\w*"
    r"|store|boutique|collection|couture|fashion|brand|realtor|realty|agency|agentur|associates|partners?|group"
    r"|properties|holdings?|consulting|studios?|editors?|redaktion)\b"
    r"|\b(?:for|in) (?:congress|senate|mayor|governor)",
    re.IGNORECASE,
)
_LONGEST_SAID = 120
_BARS = re.compile(r"\s+[|–—·•»-]\s+|\s?[|｜]\s?")
# Sites that sell: their programs, and where what was bought is shown.
_SELLING = re.compile(r"shopify|woocommerce|prestashop|magento|bigcommerce|shopware|opencart", re.IGNORECASE)
_BASKET = re.compile(
    r"/(?:cart|basket|warenkorb|panier|carrito|carrello|checkout)(?:[/?.]|$)|[?&]add-to-cart="
)
_MOST_LINKS = 400
# Who writes "I", and not within quotation marks: the words that mean nothing else in their language. English
# "I" may count kings.
_FIRST_PERSON = re.compile(
    r"(?:^|(?<=[,;:.(–—-] )|(?<=\band )|(?<=\bthat )|(?<=\bbut )|(?<=\bas )|(?<=\bwhen )|(?<=\bif )"
    r"|(?<=\bwhat ))I(?= [a-z])|\bI[’'](?:m|ve|d|ll)\b|\b[Mm]y(?= [a-z])"
    r"|\b(?:[Ii]ch|[Mm]ir|[Mm]ich|[Mm]eine?[rmns]?)\b"
    r"|\b[Jj](?:e |[’'](?:ai|avais|étais|y)\b)|\b[Yy]o\b|\b(?:[Ee]u|[Mm]inhas?)\b"
    r"|\b(?:[Ii]o|[Mm]iei|[Mm]io)\b|\b(?:[Ii]k|[Mm]ijn)\b|\b(?:[Jj]ag|[Jj]eg|[Mm]itt|[Mm]ina)\b"
)
_LEAST_SAYING = 2
_QUOTED = re.compile('[“„«"][^“”„«»"]{1,2000}[”“»"]')
# What a site is called, beside a name, that is its owner's writing. A writer's own site may be kept by heirs.
_NOTES = re.compile(
    r"\b(?:\w*blog(?:s|g|ue|gen|gers?|ueur|ueuse)?|notes|notebook|notiz\w+|tagebuch|diary|diario|diário|dagbok|dagbog"
    r"|dagboek|carnets?|cuaderno|caderno|quaderno|bitácora|taccuino)\b",
    re.IGNORECASE,
)
# Headlines over what others say on somebody's site.
_OF_OTHERS = re.compile(
    r"\b(?:guests?|gast\w*|invitée?s?|invitad[oa]s?|convidad[oa]s?|ospite|testimon\w+|témoignages?|interview\w*"
    r"|entretien|entrevista|intervista|erfahrungsbericht\w*|kundenstimme\w*|press|presse|prensa|imprensa|stampa"
    r"|praktik\w+|intern(?:ship)?|stage|letters?|leserbrief\w*|reviews?|obituary|nachruf|in memoriam)\b",
    re.IGNORECASE,
)
# "First printed in the Bay Tribune."
_FROM_ELSEWHERE = re.compile(
    r"\b(?:first|originally|previously) (?:printed|published|appeared|ran)\b|\breprinted\b|\berschien(?:en)? "
    r"|\b(?:paru|publiée?) dans\b|\bpublicad[oa] (?:en|em|no|na)\b|\bpubblicat[oa] (?:su|in|da)\b"
    r"|\b(?:guest post|gastbeitrag) ",
    re.IGNORECASE,
)
_ENDS_AS_SENTENCE = re.compile(r"[.!?…:][\s\"'”’“»)\]]*$")
_LAST_LINES, _LONGEST_SIGNED = 2, 60
# How addresses write letters with marks where they do not leave the marks out.
_MARKED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})


def owner_of_site(
    model: PageModel,
    url: str,
    called: Iterable[str],
    meta: MetaTags,
    nodes: tuple[Node, ...],
    paragraphs: tuple[str, ...],
    named: Iterable[str] = (),
) -> str:
    """Return the name of the person whose site the page is of and who speaks in its text; "" for none.

    `called` is what the site's links home and markup call it, `named` who by the markup wrote this story or
    another: on a site of several nobody is its owner.
    """
    labels = _labels_of(url)
    text = "\n".join(line for line in paragraphs if len(line) >= FULL_PARAGRAPH)
    if not labels or len(_FIRST_PERSON.findall(_QUOTED.sub(" ", text))) < _LEAST_SAYING:
        return ""
    called = (*called, *_titles(model))
    signs: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    said = [one for one in _lines(model) if _may_spell(one[1], labels)]
    for sign, name in (*(("called", _POSSESSIVE.sub("", tidy(one))) for one in called), *_signs(said, meta)):
        spelled = _spellings(name) & labels
        if spelled and (" " in name or sign == "account"):
            signs.setdefault(min(spelled), set()).add(sign)
            if _is_ones_name(name):
                written.setdefault(min(spelled), name)
    owners = [name for label, name in written.items() if len(signs[label]) >= _LEAST_SIGNS]
    if len(owners) != 1 or _sells(model, meta) or _is_house(owners[0], nodes):
        return ""
    name = owners[0]
    beside = [line for _, line in said if name.casefold() in line.casefold() and len(line) <= _LONGEST_SAID]
    others = any(has_given_name(one) and not _spellings(one) & _spellings(name) for one in named)
    if others or any(_NOT_ONES_OWN.search(_without(line, name)) for line in (*beside, *called)):
        return ""
    keeps = "account" in signs[min(_spellings(name) & labels)] or _has_notes((*beside, *called), name)
    if not keeps or _is_of_another(model, paragraphs, name):
        return ""
    # Who is told of under the own name is written about, by staff or by others.
    return "" if re.search(rf"(?<!\w){re.escape(name.rpartition(' ')[2])}(?!\w)", text) else name


def _has_notes(lines: Iterable[str], name: str) -> bool:
    """Whether a name stands beside what its bearer writes, with no bar between: "Ada Roe's blog"."""
    pieces = (piece for line in lines for piece in _BARS.split(line) if name.casefold() in piece.casefold())
    return any(map(_NOTES.search, pieces))


def _is_of_another(model: PageModel, paragraphs: tuple[str, ...], name: str) -> bool:
    """Whether headline or end say that the text is a guest's, or from elsewhere: "Sophie, 42 ans"."""
    heads = islice(model.iter("title", "h1"), _LAST_LINES)
    if any(_OF_OTHERS.search(_without(tidy("".join(head.itertext())), name)) for head in heads):
        return True
    last = [line for line in paragraphs[-_LAST_LINES:] if not _RIGHTS.search(line)]
    if any(map(_FROM_ELSEWHERE.search, (*paragraphs[:1], *last))):
        return True
    end = last[-1] if last else ""
    signed = 0 < len(end) <= _LONGEST_SIGNED and not _ENDS_AS_SENTENCE.search(end)
    return signed and not any(word in end for word in name.split())


def _labels_of(url: str) -> frozenset[str]:
    """The parts of a host that may spell a name, but for the last."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return frozenset()
    labels = (label.replace("-", "") for label in host.split(".")[:-1])
    return frozenset(label for label in labels if len(label) >= _SHORTEST_SPELLED)


def _spellings(name: str) -> frozenset[str]:
    return frozenset({plain_letters(name), plain_letters(name.casefold().translate(_MARKED))})


def _is_ones_name(name: str) -> bool:
    """Whether a name is written as a person's whose given name is known: no capitals, no firm's words."""
    named = NAMESAKE.match(name) is not None and not name.isupper() and is_person(name)
    return named and has_given_name(name) and not ORGANISED.search(name) and not _NOT_ONES_OWN.search(name)


def _lines(model: PageModel) -> Iterator[tuple[bool, str]]:
    """The short texts of the page, each with whether its box is called the line under the site's name."""
    titled = {*model.called(_TAGLINE, ("class", "id"), _TAGLINE_WORDS)}
    for element in islice(model.iter(), MOST_LOOKED_AT):
        for is_own, text in ((True, element.text), (False, element.tail)):
            if text and _SHORTEST_SPELLED <= len(text) <= 2 * _LONGEST_SAID and not text.isspace():
                yield is_own and element in titled, tidy(text)


def _titles(model: PageModel) -> Iterator[str]:
    """What stands first and last in the page's title: one of them is mostly the site."""
    title = next(model.iter("title"), None)
    text = tidy((title.text or "")[: 2 * _LONGEST_SAID]) if title is not None else ""
    pieces = _BARS.split(text)
    if len(pieces) > 1:
        yield from (pieces[0], pieces[-1])


def _may_spell(line: str, labels: frozenset[str]) -> bool:
    letters = (letters_only(line),) if line.isascii() else _spellings(line)  # quicker
    return any(label in one for label in labels for one in letters)


def _signs(said: list[tuple[bool, str]], meta: MetaTags) -> Iterator[tuple[str, str]]:
    for is_titled, line in said:
        if is_titled:
            yield "tagline", _POSSESSIVE.sub("", line)
        for found in _RIGHTS.finditer(line):
            holder = found["behind"] or found["before"]
            yield "rights", _BEHIND_HOLDER.sub("", holder).strip(" -–—")
    yield "account", (meta.first("twitter:creator") or "").lstrip("@")


def _sells(model: PageModel, meta: MetaTags) -> bool:
    """Whether the site has a shop: brands bear their founders' names."""
    if any(map(_SELLING.search, meta.all("generator"))) or (meta.first("og:type") or "").startswith(
        "product"
    ):
        return True
    return any(_BASKET.search(link.get("href") or "") for link in islice(model.iter("a"), _MOST_LINKS))


def _is_house(name: str, nodes: tuple[Node, ...]) -> bool:
    """Whether JSON-LD says that the name is an organisation's, and no person's."""
    for node in nodes:
        publisher = node.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(one, dict) and "Person" not in (kind := str(one.get("@type"))):
                named = one.get("name")
                if "Organi" in kind and isinstance(named, str) and _spellings(named) & _spellings(name):
                    return True
    return False


def _without(line: str, name: str) -> str:
    return re.sub(re.escape(name), " ", line, flags=re.IGNORECASE)
