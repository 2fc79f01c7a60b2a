"""Boxes that ask readers to subscribe or sign in, told by the names they have: walls, and offers that wait.

A wall stands in the place of an article's rest. An offer waits amid the text, hidden by a class whose style
stands in a sheet of its own, until a script finds that a reader has read enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page_kinds.absence_notes import has_offer_of_the_rest, says_no_more_than_a_wall
from newsarchive.text.page_kinds.shown_days import names_day
from newsarchive.text.sentences import ends_sentence, says_something

# What a box that asks is called, or may be.
_CALLED = re.compile(r"pay-?(?:wall|gate)|reg-?wall|metered|piano-offer|(?:premium|subscribe)-?wall")
_WORDS = ("wall", "piano-offer")
# A wall for sure: the whole word, with nothing that says there is none, or what it is beside.
_WALL = re.compile(
    r"(?<![a-z])(?<!no-)(?<!not-)(?<!non-)(?<!un-)(?:pay-?wall|reg-?wall|piano-offer|(?:premium|subscribe)-?wall)"
    r"(?![a-z])(?![-_]?(?:disabled|off|free|hidden|link|promo|content|body|article|text|story))"
)
# Classes of common frameworks by which sheets that are not fetched hide a box.
_OFF = frozenset(
    {"hidden", "hide", "d-none", "is-hidden", "u-hidden", "visually-hidden", "sr-only", "invisible"}
)
_CLOSE_BOXES = 2
_TAGS = frozenset({"div", "section", "aside"})
_SHORTEST = 20  # letters
_MOST_BOXES, _MOST_PIECES, _LONGEST = 10, 50, 400
# What an offer that waits is called, not what subscribers alone may read; its letters at most, and those of
# one of its sentences: a story's rest that waits has longer ones. Set by reason, not fitted.
_WAITING = re.compile(
    r"(?<![a-z])(?:sign-?(?:in|up)|log-?in|register|registration|subscribe|subscription)(?![a-z])"
)
_WORDS_WAITING = ("sign", "log", "regist", "subscri")
_LONGEST_OFFER, _LONGEST_SENTENCE, _LONGEST_ITEM, _MOST_WITHIN = 2_000, 100, 160, 200
_OF_STORY, _HEADINGS = frozenset({"article", "main", "h1"}), frozenset({"h2", "h3"})
# The classes by which it waits, and those by which it is shown after all, on wide screens or on paper.
_HIDES = frozenset({"hidden", "d-none", "is-hidden"})
_SHOWS = re.compile(r"(?:\S*:!?|\bd-[a-z]+-)(?:block|flex|grid|inline|table|contents|list-item|flow-root)")
# How it speaks to a reader, in a short line among its first ones. "Register" alone may be of voters.
_ASKS = re.compile(
    r"(?<![\w-])(?:subscribe|sign (?:in|up)|log ?in|create (?:an|your|a free) account"
    r"|register(?=\W*$| (?:now|today|here|free|for free|to (?:read|continue|go on|keep|comment)))"
    r"|abonnieren|anmelden|einloggen|registrieren|konto (?:erstellen|anlegen)"
    r"|s['’]abonner|abonnez-vous|je m['’]abonne|se connecter|connectez-vous|s['’]inscrire|inscrivez-vous"
    r"|cré(?:er|ez) (?:un|votre) compte"
    r"|suscr[ií]b\w+|inici(?:ar?|e) sesión|regístr(?:ate|ese)|registrarse|cre(?:ar?|e) (?:una|tu|su) cuenta"
    r"|assin[ae]r?|subscrev[ae]r?|inscreva-se|inici(?:ar|e) sessão|fa(?:zer|ça) login|regist?re-se|registe-se"
    r"|cadastre-se|cri(?:ar|e) (?:uma |sua )?conta"
    r"|abbonati|abbonarsi|accedi|iscriviti|registrati|crea un account"
    r"|abonneer|abonneren|inloggen|registreer|registreren|meld (?:je|u) aan|maak een account"
    r"|prenumerera|logga in|registrera|skapa (?:ett )?konto"
    r"|abonn[eé]r|log ind|tilmeld dig|opret (?:en )?(?:konto|profil|bruger)|bliv abonnent"
    r"|logg inn|registrer|opprett (?:en )?konto|bli abonnent"
    r"|subskrybuj|prenumeruj|zaloguj się|zarejestruj się|załóż konto"
    r"|подпишитесь|подписаться|войти|войдите|зарегистрируйтесь|зарегистрироваться"
    r"|создать аккаунт|создайте аккаунт)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_ASKING, _FIRST_LINES = 80, 3
# Parts of an explainer and answers wait for a click, too: by their names, or with one like them beside.
_OF_PARTS = re.compile(
    r"(?<![a-z])(?:tabs?|tab-?(?:pane|panel|content)|accordion|collaps\w*|faqs?|panels?|steps?|guides?"
    r"|answers?)(?![a-z])"
)
# But for a name that says whose panel it is. Windows before the page have a name in common, too.
_PANEL_OF_OFFER = re.compile(
    r"(?<![a-z])(?:sign-?(?:in|up)|log-?in|register|registration|subscribe|subscription)[-_]+(?:panels?|steps?)(?![\w-])"
)
_WINDOWS = frozenset({"modal", "popup", "pop-up", "overlay", "dialog", "lightbox", "fade"})
_CONTROLS = frozenset({"button", "input", "form"})


def paywall_boxes(elements: Iterable[HtmlElement]) -> list[str]:
    """Return the letters of each element, the first ten, that is a wall and says something.

    Many sites have an empty one on every page, for their scripts to fill when it is time: it is left out.
    """
    named = (element for element in elements if element.attrib and _is_called_so(element))
    return [words for words in map(_letters, islice(named, _MOST_BOXES)) if len(words) >= _SHORTEST]


def shows_paywall(model: PageModel, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a wall stands in the page as the model has it now: without what is hidden and taken out.

    What holds the beginning of the text (`paragraphs`) is no wall: Google's documentation has sites mark the
    part that is for subscribers by a class of their own, and many call it `paywall`.
    """
    called = (element for element in model.called(_WALL, ("class", "id"), _WORDS) if element.tag in _TAGS)
    walls = (_letters(element) for element in islice(called, _MOST_BOXES) if not _is_off(element))
    begun = letters_only(next(filter(ends_sentence, paragraphs), ""))[:_SHORTEST]
    return any(len(words) >= _SHORTEST and not (begun and begun in words) for words in walls)


def wall_offers(model: PageModel) -> frozenset[str]:
    """Return the lines of walls as the page is now that only ask readers to join or to log in for the rest.

    Each of their sentences is known as a whole: what else a wall says may be the story, which it may hold.
    """
    called = (element for element in model.called(_WALL, ("class", "id"), _WORDS) if element.tag in _TAGS)
    walls = (page_lines(element) for element in islice(called, _MOST_BOXES) if not _is_off(element))
    offering = (wall for wall in walls if any(map(has_offer_of_the_rest, wall)))
    return frozenset(line for wall in offering for line in wall if says_no_more_than_a_wall(line))


def closing_offers(paragraphs: tuple[str, ...]) -> frozenset[str]:
    """Return the last lines of a text, of a page that is not free, if they offer its rest and no more."""
    lines = frozenset(takewhile(says_no_more_than_a_wall, reversed(paragraphs)))
    return lines if any(map(has_offer_of_the_rest, lines)) else frozenset()


def cut_waiting_offers(model: PageModel) -> tuple[RemovedBlock, ...]:
    """Take the offers out of a page that wait to be shown, and tell what they said."""
    called = (box for box in model.called(_WAITING, ("class",), _WORDS_WAITING) if box.tag in _TAGS)
    waiting = [*filter(_waits, islice(called, _MOST_BOXES))]
    outer = [box for box in waiting if not any(holder in waiting for holder in box.iterancestors())]
    told = [lines for box in dict.fromkeys(outer) if (lines := _take_out(box)) is not None]
    if told:
        model.changed()
    return tuple(
        RemovedBlock(
            place=BlockPlace.INSIDE, kind=SpamKind.FURNITURE, rule="waiting_offer", score=1.0, text=text
        )
        for text in told
        if text
    )


def _waits(box: HtmlElement) -> bool:
    """Whether a class hides a box everywhere, and it is called no wall: of a wall the verdict is told."""
    named = (box.get("class") or "").lower()
    if _is_called_so(box) or _HIDES.isdisjoint(named.split()) or _SHOWS.search(named):
        return False
    names = _PANEL_OF_OFFER.sub(" ", f"{named} {box.get('id') or ''}".lower())
    return not _OF_PARTS.search(names) and not _has_like_beside(box)


def _has_like_beside(box: HtmlElement) -> bool:
    """Whether a box right beside has a name in common with it: parts of one thing, of which one is shown."""
    names = {*(box.get("class") or "").lower().split()} - _OFF - _WINDOWS
    beside = (box.getprevious(), box.getnext())
    return any(
        one is not None
        and one.tag == box.tag
        and not names.isdisjoint((one.get("class") or "").lower().split())
        for one in beside
    )


def _take_out(box: HtmlElement) -> str | None:
    """Take a box out of its tree, if it is an offer, lists, labels and short sentences; return what it said.

    It asks the reader for something, in its headings too, and has what to do so with, a field, a button or a
    link; it tells no day: an explainer may be called so.
    """
    within = [*islice(box.iter("*"), _MOST_WITHIN + 1)]
    if len(within) > _MOST_WITHIN or any(one.tag in _OF_STORY for one in within) or box.getparent() is None:
        return None
    lines = page_lines(box)
    heads = ["".join(one.itertext()) for one in within if one.tag in _HEADINGS]
    is_offer = any(map(_asks, lines[:_FIRST_LINES])) and any(map(_is_control, within))
    if not is_offer or not all(map(_asks, heads)):
        return None
    listed = {line for one in within if one.tag == "li" for line in page_lines(one)}
    told = [line for line in lines if line not in listed and says_something(line)]
    if max(map(count_letters, told), default=0) > _LONGEST_SENTENCE:
        return None
    if max(map(count_letters, listed), default=0) > _LONGEST_ITEM:
        return None
    if sum(map(count_letters, lines)) > _LONGEST_OFFER or any(map(names_day, lines)):
        return None
    box.drop_tree()
    return "\n".join(lines)


def _is_control(one: HtmlElement) -> bool:
    """Whether an element is a field, a button, or a link that asks."""
    if one.tag != "a":
        return one.tag in _CONTROLS
    return bool(_WAITING.search((one.get("href") or "").lower())) or _asks("".join(one.itertext()))


def _asks(line: str) -> bool:
    return count_letters(line) < _LONGEST_ASKING and _ASKS.search(line) is not None


def _is_off(element: HtmlElement) -> bool:
    """Whether a class of the element or of a box close around it says that it is not shown."""
    boxes = (element, *islice(element.iterancestors(), _CLOSE_BOXES))
    return any(not _OFF.isdisjoint((box.get("class") or "").lower().split()) for box in boxes)


def _is_called_so(element: HtmlElement) -> bool:
    return bool(_CALLED.search(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _letters(element: HtmlElement) -> str:
    return letters_only("".join(islice(element.itertext(), _MOST_PIECES))[:_LONGEST])
