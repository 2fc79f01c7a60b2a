"""What the structure of a page says is still to come: an empty box right below its text that scripts fill.

The text above it is a beginning, and reads like a story. Four things tell that more comes: a box that names
the URL of what it is filled with (htmx, Turbo), one that a script of the page names which asks for
something, one drawn as lines that wait (a skeleton), and a button "Read more" of such a script. Boxes for
remarks, adverts, other stories are none, nor is any below a text that is long enough to be a story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.text.letters import count_letters
from newsarchive.text.page.more_labels import is_more_label
from newsarchive.text.page.page_blocks import APART, Block, hint_bits, kind_bits
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.tidy_lines import tidy

# The F1 to expect of a text of which the page says that more comes: of how much more nothing tells.
SHOWN_IN_PART = 0.5
# Letters, an ideograph counted threefold, of a text that is a story even if more comes. The stubs that were
# met show one to three paragraphs (2026-12).
_STORY = 1_200
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Steps from the last paragraph up to the box whose next one may hold the rest; letters of "Loading…".
_HIGHEST, _PLACEHOLDER = 2, 24
_MOST_SIBLINGS, _MOST_INSIDE = 30, 60
_WHOLE = frozenset({"html", "body", "main", "article"})
_PASSED = frozenset({"script", "style", "template", "noscript", "link", "meta", "br", "hr"})
_BOXES = frozenset({"div", "section", "span", "p", "article"})
_FILLED = frozenset(
    {
        *("img", "picture", "video", "audio", "iframe", "object", "embed", "form", "input", "textarea"),
        *("select", "canvas", "ins", "a", "button", "table", "ul", "ol"),
    }
)
_NO_STORY = (
    r"relat|recommend|latest|recirc|outbrain|taboola|popular|trending|similar|sidebar|widget|poll|quiz|chat|map"
    r"|player|weather|ticker|stock|score|sponsor|next-(?:story|article|post)|infinite|rating|like|vote|translat"
    r"|comment|teaser"
)
_NO_REST = re.compile(_NO_STORY + r"|stories|articles|artikel|news|posts|tags\b|count|views", re.IGNORECASE)
_NO_REST_THERE = re.compile(_NO_STORY, re.IGNORECASE)  # in a URL of a box
# What the box of a rest is called: its page may have boxes for anything else, in any language.
_REST = re.compile(
    r"rest(?:[^a-z]|$)|remain|more|full|part(?:[^a-z]|$|\d)|continu|whole|body|text|story|content|lazy|fragment"
    r"|paragraph|fortsetz|folge|weiter|suite|resto|seguito|segue|cuerpo|corpo|inhalt|tekst|absatz|skeleton",
    re.IGNORECASE,
)
# What a script says that asks a server for something, and whom where that is another's.
_ASKS = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|EventSource|WebSocket|\$\.(?:get|ajax|getJSON|post)\b|\.load\s*\(|\baxios\b"
)
_ASKED_AWAY = re.compile(
    r"(?:fetch|get|ajax|getJSON|load|open|EventSource|WebSocket)\s*\([^()]{0,60}?[\"'`](?:(?:https?|wss?):)?//([^/\"'`]+)"
)
_LONGEST_SCRIPT, _LONGEST_NAME = 100_000, 60
_WAITING = re.compile(
    r"(?:^|[\s_-])(?:skeleton|shimmer|placeholder|is-loading)(?:$|[\s_-])|\bMuiSkeleton", re.IGNORECASE
)
_FETCHERS = frozenset({"turbo-frame", "include-fragment"})
_COMES_BY_ITSELF = re.compile(r"\b(?:load|revealed|intersect|every)\b")
_URL_NAMED = re.compile(
    r"data-(?:\w+-)*(?:src|url|href|fragment|partial|include|remote|endpoint)(?:-value)?|up-href",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp[34]|webm|js|css|woff2?)(?:$|\?)", re.IGNORECASE)
_STATED = b"wordCount"
# One of these stands in the bytes of every page of which more may come.
_SIGNS = (
    _STATED,
    *(b"fetch", b"XMLHttp", b"EventSource", b"WebSocket", b"$.", b".load", b"axios", b"hx-", b"turbo-frame"),
    *(b"include-fragment", b"keleton", b"shimmer", b"placeholder", b"is-loading", b"aria-busy"),
    *(
        b"-url-value=",
        b"up-href=",
        b"-url=",
        b"-src=",
        b"-href=",
        b"-fragment=",
        b"-partial=",
        b"-include=",
        b"-remote=",
        b"-endpoint=",
    ),
)
# How many words a page says its story has: so many more, and twice as many, are no other way of counting.
_WORDS = re.compile(rb"[\"']wordCount[\"']\s*:\s*[\"']?(\d{2,5})\b")
_FEWEST_MORE, _MANY_MORE = 80, 2
_ALIKE = 0.2  # share by which a number of words is one of characters


def may_come_later(body: bytes) -> bool:
    """Say whether the bytes of a page hold what all pages have of whose text more may come."""
    return any(sign in body for sign in _SIGNS)


def has_more_words(body: bytes, text: str) -> bool:
    """Say whether a page states far more words than its text has; some state characters."""
    if _STATED not in body:
        return False
    stated = max((int(found) for found in _WORDS.findall(body)), default=0)
    if not stated or _HAN.search(text):
        return False
    words, characters = len(text.split()), max(1, len(text))
    if abs(stated - characters) <= _ALIKE * characters:
        return False
    return stated >= max(_MANY_MORE * words, words + _FEWEST_MORE)


def comes_later(model: PageModel, blocks: Sequence[Block], paragraphs: tuple[str, ...], url: str) -> bool:
    """Say whether the page has an empty box, or a button, right below its text that scripts fill."""
    if _weight("".join(paragraphs)) > _STORY:
        return False
    lines = frozenset(paragraphs)
    told = (block for block in reversed(blocks) if block.text in lines)
    last = next((block for block in told if _weight(block.text) > _PLACEHOLDER), None)
    if last is None or last.box.element is None:
        return False
    scripts: list[str] | None = None
    for box, steps in _behind(last.box.element):
        is_button = box.tag == "button" or box.get("role") == "button"
        if _is_apart(box) or not (_opens(box) if is_button else _is_empty(box)):
            continue
        if _names_url(box, url, is_button=is_button) or (steps == 0 and not is_button and _waits(box)):
            return True
        if scripts is None:
            scripts = [*_asking_scripts(model, url)]
        may_be_rest = is_button or _REST.search(_names(box))
        if may_be_rest and any(_is_named(box, script) for script in scripts):
            return True
    return False


def _weight(text: str) -> int:
    return count_letters(text) + 2 * len(_HAN.findall(text))


def _behind(element: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """Yield what stands between a text and the next words, with the steps up from its last paragraph."""
    if element.tag not in _WHOLE and len(element) and element.tag != "p":  # lines that breaks part
        for child in islice(reversed(element), _MOST_SIBLINGS):
            if (child.tail or "").strip() or not (_is_empty(child) or child.tag in _PASSED):
                break
            yield child, 0
    holder: HtmlElement | None = element
    for steps in range(_HIGHEST + 1):
        if holder is None or holder.tag in _WHOLE:
            return
        if (holder.tail or "").strip():
            return
        for sibling in islice(holder.itersiblings(), _MOST_SIBLINGS):
            if sibling.tag in _PASSED:
                continue
            yield sibling, steps
            is_button = sibling.tag == "button" or sibling.get("role") == "button"
            if (sibling.tail or "").strip() or not (is_button or _is_empty(sibling)):
                return
        holder = holder.getparent()


def _is_empty(box: HtmlElement) -> bool:
    """Whether a box shows nothing, or a word or two that it is being loaded."""
    if box.tag not in _BOXES and "-" not in str(box.tag):
        return False
    inside = [*islice(box.iter("*"), _MOST_INSIDE)]
    if len(inside) == _MOST_INSIDE or any(one.tag in _FILLED for one in inside[1:]):
        return False
    words = "".join(
        text
        for one in inside
        for text in ((None if one.tag in _PASSED else one.text), one.tail if one is not box else None)
        if text
    )
    return len(tidy(words)) <= _PLACEHOLDER


def _opens(button: HtmlElement) -> bool:
    """Whether a button says that there is more to read, and no words of the page are what it shows."""
    if button.get("aria-controls"):
        return False
    label = tidy(" ".join(page_lines(button)))
    return any(map(str.isalpha, label)) and is_more_label(label)


def _names(box: HtmlElement) -> str:
    return " ".join((box.get("id") or "", box.get("class") or "", str(box.tag)))


def _is_called(box: HtmlElement) -> bool:
    """Whether a box has a name, which may say what it is for."""
    return bool(box.get("id") or box.get("class") or "-" in str(box.tag))


def _is_apart(box: HtmlElement) -> bool:
    """Whether a box is called what is no part of a story. What is called "more" may be the rest of one."""
    names = _names(box)
    kinds = kind_bits(*(kind for kind in APART if kind != "related"), "media", "aside")
    return bool(hint_bits(names) & kinds) or _NO_REST.search(names) is not None


def _names_url(box: HtmlElement, url: str, *, is_button: bool) -> bool:
    """Whether a box, or what is in it, names the URL on its own host of what it is filled with."""
    for one in islice(box.iter("*"), _MOST_INSIDE):
        for name, value in one.items():
            if name in {"hx-get", "data-hx-get"}:
                trigger = one.get("hx-trigger") or one.get("data-hx-trigger") or ""
                if is_button or _COMES_BY_ITSELF.search(trigger):
                    return True
            elif (name == "src" and one.tag in _FETCHERS) or (
                _URL_NAMED.fullmatch(name) and (is_button or _REST.search(_names(one)) or not _is_called(one))
            ):
                is_other = _NO_TEXT.search(value) or _NO_REST_THERE.search(value)
                if _is_own(value, url) and not is_other:
                    return True
    return False


def _is_own(named: str, url: str) -> bool:
    named = named.strip()
    if named.startswith("/") and not named.startswith("//"):
        return len(named) > 1
    try:
        return bool(urlsplit(named).hostname) and urlsplit(named).hostname == urlsplit(url).hostname
    except ValueError:
        return False


def _waits(box: HtmlElement) -> bool:
    """Whether a box is drawn as one that is being loaded."""
    inside = islice(box.iter("*"), _MOST_INSIDE)
    return any(one.get("aria-busy") == "true" or _WAITING.search(one.get("class") or "") for one in inside)


def _asking_scripts(model: PageModel, url: str) -> Iterator[str]:
    """Yield the scripts in the page that ask its own host, or one that they do not name, for something."""
    for script in model.iter("script"):
        text = script.text or ""
        if script.get("src") or len(text) > _LONGEST_SCRIPT or not _ASKS.search(text):
            continue
        hosts = _ASKED_AWAY.findall(text)
        if not hosts or any(_is_own(f"//{host}", url) for host in hosts):
            yield text


def _is_named(box: HtmlElement, script: str) -> bool:
    """Whether a script names a box by its id, or one of its classes."""
    names = [name for name in _names(box).split()[:-1] if 1 < len(name) <= _LONGEST_NAME]
    return any(re.search(rf"[\"'`#.]{re.escape(name)}(?![\w-])", script) for name in names if name in script)
