"""Boxes of consent managers, which lie over a page and say what cookies are: no text of it.

Where an article is short, or only scripts show it, such a box is the longest text of the page. They are told
by the ids that their makers give them, which nothing else has, or by what sites call them and what they say.
A page that asks for consent and shows nothing besides is a wall, and left as it is
(newsarchive.text.extraction.page_verdict).
"""

from __future__ import annotations

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.extraction.page_verdict import FEWEST_PHRASES, consent_phrases
from newsarchive.text.letters import count_letters
from newsarchive.text.page_model import Page, model_of

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
NOTICE_IDS = frozenset(
    {
        *("cookiebanner", "cookie-banner", "cookie_banner", "cookieBanner", "cookie-notice", "cookieNotice"),
        *("cookie-consent", "cookieconsent", "cookieConsent", "cookie-bar", "cookiebar", "cookie-law"),
    }
)
PHRASES_OF_NOTICE, LONGEST_NOTICE = 2, 800  # letters
_FEWEST_BESIDES = 200  # letters that a page shows besides, from which it is no wall: two sentences


def cut_consent_boxes(page: Page) -> tuple[RemovedBlock, ...]:
    """Take the boxes of consent managers out of a page, and tell what they said; of a wall nothing."""
    model = model_of(page)
    boxes = [model.element(place) for place, name in model.having("id") if name in CONSENT_IDS]
    notices = [model.element(place) for place, name in model.having("id") if name in NOTICE_IDS]
    boxes += [box for box in notices if asks_for_cookies(page_lines(box))]
    outer = [box for box in boxes if not any(one in boxes for one in box.iterancestors())]
    if not outer:
        return ()
    said = [page_lines(box) for box in outer]
    asks = consent_phrases("\n".join(line for lines in said for line in lines)) >= FEWEST_PHRASES
    if asks and sum(map(count_letters, page_lines(model.tree, without=set(outer)))) < _FEWEST_BESIDES:
        return ()
    for box in outer:
        if box.getparent() is not None:
            box.drop_tree()
    model.changed()
    return tuple(_told(lines) for lines in said if lines)


def asks_for_cookies(lines: tuple[str, ...]) -> bool:
    """Say whether lines are a short notice on cookies; an article about them is longer."""
    text = "\n".join(lines)
    return count_letters(text) <= LONGEST_NOTICE and consent_phrases(text) >= PHRASES_OF_NOTICE


def _told(lines: tuple[str, ...]) -> RemovedBlock:
    return RemovedBlock(
        place=BlockPlace.TAIL, kind=SpamKind.FURNITURE, rule="consent_box", score=1.0, text="\n".join(lines)
    )
