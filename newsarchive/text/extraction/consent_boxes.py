"""Boxes that ask a reader for consent, which lie over a page and say what cookies are: no text of it.

Where an article is short, or only scripts show it, such a box is the longest text of the page. They are told
by the names that their makers give them, which nothing else has; by what sites call them and what they say;
and whatever they are called, as dialogs or boxes with a button whose prose asks. A page that asks for consent
and shows nothing besides is a wall, and left as it is (newsarchive.text.page_kinds.page_verdict).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.letters import count_letters
from newsarchive.text.page.html_display import UNSEEN_TAGS
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.page_kinds.consent_prose import (
    FEWEST_PHRASES,
    asks_for_consent,
    consent_phrases,
    speaks_of_consent,
)
from newsarchive.text.sentences import says_something

# As programs that close such boxes name them (public repositories, 2026-11-28): OneTrust, Cookiebot, Didomi,
# Usercentrics, Quantcast Choice, iubenda, TrustArc, tarteaucitron.js, Complianz, Borlabs, CookieYes, Moove,
# Civic, Axeptio, CookieScript. Makers that use classes alone, or ids that others have too, are left out.
CONSENT_IDS = frozenset(
    {
        *("onetrust-consent-sdk", "onetrust-banner-sdk", "onetrust-pc-sdk", "CybotCookiebotDialog"),
        *("CybotCookiebotDialogBodyUnderlay", "didomi-host", "usercentrics-root", "qc-cmp2-container"),
        *("iubenda-cs-banner", "truste-consent-track", "tarteaucitronRoot", "cmplz-cookiebanner-container"),
        *("BorlabsCookieBox", "cookie-law-info-bar", "moove_gdpr_cookie_info_bar", "ccc-overlay"),
        *("moove_gdpr_cookie_modal", "axeptio_overlay", "cookiescript_injected"),
        "cookiescript_injected_wrapper",
    }
)
# As sites and plugins name theirs: they count where the box is short and speaks of cookies.
_NOTICE_IDS = frozenset(
    {
        *("cookiebanner", "cookie-banner", "cookie_banner", "cookieBanner", "cookie-notice", "cookieNotice"),
        *("cookie-consent", "cookieconsent", "cookieConsent", "cookie-bar", "cookiebar", "cookie-law"),
    }
)
_PHRASES_OF_NOTICE, _LONGEST_NOTICE = 2, 800  # letters
_FEWEST_BESIDES = 200  # letters that a page shows besides, from which it is no wall: two sentences


# Names that begin so are those of Sourcepoint, Quantcast Choice and Didomi; classes alone have Google's
# Funding Choices, CookieYes, Osano, Complianz and consentmanager; the element is AMP's.
_MAKERS = re.compile(
    r"(?<!\S)(?:(?:sp_message_(?:container|iframe)|qc-cmp2-|didomi-(?:popup|notice))"
    r"|(?:fc-consent-root|cky-consent-container|cky-modal|osano-cm-window|cmplz-cookiebanner|cmpbox(?:bg)?)(?!\S))"
)
_WORDS_OF_MAKERS = (
    *("sp_message_", "qc-cmp2-", "didomi-", "fc-consent-root", "cky-", "osano-cm-window"),
    *("cmplz-cookiebanner", "cmpbox"),
)
_ELEMENTS = ("amp-consent",)
# What opens over a page by what it is, or by what it is called.
_DIALOG_ROLES = frozenset({"dialog", "alertdialog"})
_CALLED = re.compile(
    r"(?<![a-z])(?:cookies?|consent|cmp|gdpr|ccpa|dsgvo|rgpd|lgpd|modal|dialog|popup|pop-up|overlay|lightbox)"
    r"(?![a-z])"
)
_WORDS_CALLED = (
    *("cookie", "consent", "cmp", "gdpr", "ccpa", "dsgvo", "rgpd", "lgpd"),
    *("modal", "dialog", "popup", "pop-up", "overlay", "lightbox"),
)
_FILED = re.compile(r"(?:category|tag|topic|tax|section)[-_]", re.IGNORECASE)
# Share of its sentences in which a box speaks of consent: one that is a dialog, or any other.
_OF_DIALOG, _OF_BOX = 1 / 3, 1 / 2
# Buttons looked at, steps up from one to the box it closes, and letters that no such box has.
_MOST_BUTTONS, _HIGHEST, _LONGEST_BOX = 100, 6, 20_000
# What holds a story, or is one.
_OF_STORY = frozenset({"html", "body", "main", "article"})
_MOST_HEADS = 50


def cut_consent_boxes(page: Page) -> tuple[RemovedBlock, ...]:
    """Take the boxes that ask for consent out of a page, and tell what they said; of a wall nothing."""
    model = model_of(page)
    boxes = {model.element(place) for place, name in model.having("id") if name in CONSENT_IDS}
    boxes.update(_of_makers(model))
    notices = [model.element(place) for place, name in model.having("id") if name in _NOTICE_IDS]
    boxes.update(box for box in notices if asks_for_cookies(page_lines(box)))
    boxes.update(_that_ask(model))
    outer = [box for box in model.in_order(boxes) if not any(one in boxes for one in box.iterancestors())]
    if not outer:
        return ()
    said = [page_lines(box) for box in outer]
    if _is_wall(model, outer, "\n".join(line for lines in said for line in lines)):
        return ()
    for box in outer:
        if box.getparent() is not None:
            box.drop_tree()
    model.changed()
    return tuple(_told(lines) for lines in said if lines)


def _is_wall(model: PageModel, boxes: list[HtmlElement], text: str) -> bool:
    """Whether a page asks for consent as the verdict knows it, and shows neither a story nor short news."""
    if consent_phrases(text) < FEWEST_PHRASES:
        return False
    inside = set(boxes)
    rest = page_lines(model.tree, without=inside)
    if sum(map(count_letters, rest)) >= _FEWEST_BESIDES:
        return False
    heads = (head for head in model.iter("h1") if inside.isdisjoint(head.iterancestors()))
    return next(heads, None) is None or not any(map(says_something, rest))


def _of_makers(model: PageModel) -> Iterator[HtmlElement]:
    """The boxes that have a maker's name, and no story in them."""
    named = model.called(_MAKERS, ("id", "class"), _WORDS_OF_MAKERS)
    for box in (*named, *model.iter(*_ELEMENTS)):
        if not _holds_story(box, model):
            yield box


def _that_ask(model: PageModel) -> Iterator[HtmlElement]:
    """The dialogs, and the boxes around buttons, whose prose asks for consent."""
    dialogs, called = [*_dialogs(model)], [*_called(model)]
    buttons = [*islice(_buttons(model), _MOST_BUTTONS)]
    if not (dialogs or called or buttons) or not asks_for_consent(_rough_text(model)):
        return
    shown = page_lines(model.tree)
    for box in dialogs:
        if not _holds_story(box, model) and _asks_mostly(page_lines(box), _OF_DIALOG):
            yield box
    for box in called:
        if not _holds_story(box, model) and _has_button(box) and _asks_mostly(page_lines(box), _OF_BOX):
            yield box
    heads = [line for head in model.iter("h1") for line in page_lines(head)]
    known: set[HtmlElement] = set()
    for button in buttons:
        for box in islice(button.iterancestors(), _HIGHEST):
            if box in known or _is_story(box) or _size(box) > _LONGEST_BOX:
                break
            known.add(box)
            lines = page_lines(box)
            if _asks_mostly(lines, _OF_BOX) and _is_beside_story(lines, shown, heads):
                yield box


def _rough_text(model: PageModel) -> str:
    """The words of a page, nearly in order: read sooner than its lines, which most pages need not give."""
    walked, unseen = model.walked(), set(model.places(*UNSEEN_TAGS))
    shown = [walked[place] for place in model.places() if place not in unseen]
    return "".join([text for one in shown for text in (one.text, one.tail) if text])


def _dialogs(model: PageModel) -> Iterator[HtmlElement]:
    """What opens over a page, as its markup says."""
    yield from model.iter("dialog")
    yield from (model.element(place) for place, role in model.having("role") if role in _DIALOG_ROLES)
    yield from (model.element(place) for place, value in model.having("aria-modal") if value == "true")


def _called(model: PageModel) -> Iterator[HtmlElement]:
    """What sites call a dialog, or a box on cookies."""
    named = model.called(_CALLED, ("id", "class"), _WORDS_CALLED)
    for box in named:
        if any(_CALLED.search(name.lower()) for name in _own_names(box)) and not _is_in_story(box):
            yield box


def _own_names(box: HtmlElement) -> Iterator[str]:
    """The names of a box but for those that file a post: "category-cookies", "tag-gdpr"."""
    names = f"{box.get('id') or ''} {box.get('class') or ''}".split()
    return (name for name in names if not _FILED.match(name))


def _buttons(model: PageModel) -> Iterator[HtmlElement]:
    yield from model.iter("button")
    yield from (model.element(place) for place, role in model.having("role") if role == "button")
    yield from filter(_is_button, model.iter("input"))


def _has_button(box: HtmlElement) -> bool:
    return any(map(_is_button, box.iter("button", "input", "a")))


def _is_button(element: HtmlElement) -> bool:
    kind, role = element.get("type"), element.get("role")
    return element.tag == "button" or role == "button" or kind in ("button", "submit")


def _holds_story(box: HtmlElement, model: PageModel) -> bool:
    """Whether a box is one of a story, or holds one, or the page's only headline."""
    if box.tag in _OF_STORY or next(box.iter("article", "main"), None) is not None:
        return True
    heads = len([*islice(box.iter("h1"), _MOST_HEADS)])
    return heads > 0 and heads == len([*islice(model.iter("h1"), _MOST_HEADS)])


def _is_story(box: HtmlElement) -> bool:
    """Whether a box that nothing calls a dialog may be a story's: in one, or around one or a headline."""
    if box.tag in _OF_STORY or next(box.iter("article", "main", "h1"), None) is not None:
        return True
    return _is_in_story(box)


def _is_in_story(box: HtmlElement) -> bool:
    return any(holder.tag in ("main", "article") for holder in box.iterancestors())


def _is_beside_story(lines: tuple[str, ...], shown: tuple[str, ...], heads: list[str]) -> bool:
    """Whether lines stand above the headline or below all of the story of a page that shows `shown`."""
    places = {line: at for at, line in reversed([*enumerate(shown)])}
    head = next((places[line] for line in heads if line in places), None)
    first, last = places.get(lines[0]), places.get(lines[-1])
    if head is None or first is None or last is None:
        return False
    if first < head:
        return True
    told, after = (
        sum(count_letters(line) for line in some if says_something(line))
        for some in (shown[head + 1 : first], shown[last + 1 :])
    )
    return told >= _FEWEST_BESIDES and after < _FEWEST_BESIDES


def _asks_mostly(lines: tuple[str, ...], share: float) -> bool:
    """Whether so much of what lines say asks for consent."""
    if not asks_for_consent("\n".join(lines)):
        return False
    told = [line for line in lines if says_something(line)]
    return sum(speaks_of_consent(line) for line in told) >= share * len(told)


def _size(box: HtmlElement) -> int:
    return sum(map(len, box.itertext()))


def asks_for_cookies(lines: tuple[str, ...]) -> bool:
    """Say whether lines are a short notice on cookies; an article about them is longer."""
    text = "\n".join(lines)
    return count_letters(text) <= _LONGEST_NOTICE and consent_phrases(text) >= _PHRASES_OF_NOTICE


def _told(lines: tuple[str, ...]) -> RemovedBlock:
    return RemovedBlock(
        place=BlockPlace.TAIL, kind=SpamKind.FURNITURE, rule="consent_box", score=1.0, text="\n".join(lines)
    )
