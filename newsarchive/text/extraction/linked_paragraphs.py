"""Paragraphs that are half or all a link and yet the story's: a short sentence, an address behind a label.

Labels of credits are left out, whatever else they say, and addresses that spell what farms sell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.metadata.printed_bylines import tells_of_picture
from newsarchive.text.metadata.stated_addresses import host_without_www
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, TAG_BIT, Block
from newsarchive.text.sentences import CLOSING, FULL_STOP, STOPS, has_no_stops, is_dense, says_something
from newsarchive.text.spam import judge, may_hold_spam
from newsarchive.text.spam.features import measured

# Share of a line that stands in links when it may be nothing but the headline of another story.
_LINKED = 0.5
_PARAGRAPH = TAG_BIT["p"]
_HEADING = sum(TAG_BIT[tag] for tag in ("h1", "h2", "h3", "h4"))
# What a sentence that is a link has behind it.
_BEHIND = f"{STOPS}{CLOSING} "
# A label and the address of a site: "報名網址：www.town.example". Whole URLs tell where pictures are from.
_ADDRESS = re.compile(
    r"[^\W\d_][^:：\n]{0,40}[:：]\s?(?P<host>(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12})/?"
    rf"[{CLOSING}]?\.?",
    re.IGNORECASE,
)
_LONGEST_ADDRESS = 160
# Blanks between words, or characters of a Chinese one, of a linked sentence that is no headline.
_SHORT = (4, 14)
# Who speaks to the reader or as the paper, in languages where no such word is another's, too. With capitals
# some are names, of a country, an office, a person ("US", "ONS", "Vos"), and so are "Our Lady", "Notre-Dame".
_TO_READER = re.compile(
    r"(?<!\w)(?:you|your|our(?! Lad(?:y|ies)(?!\w))|uns|unser\w{0,2}|Ihnen|Ihren?|dich|deine?[nmrs]?|vous"
    r"|votre|nous|notre(?![- ]Dame)|usted(?:es)?|nuestr[ao]s?(?! Se[ñn]or)|você|noss[ao]s?(?! Senhor)"
    r"|(?<!cosa )nostr[aieo](?! Signor)|tuo[ia]?|jouw|onze(?!-Lieve)|vår[at]?(?! Fru)|vores(?! Frue)"
    r"|(?-i:us|nos|vos|ons|oss|dir|(?<!the )(?<!a )din|din[ea])"
    r"|nasz\w{0,3}|twój|twoj\w{1,3}|вас|ваш\w{0,3}|нас|наш\w{0,3})(?!\w)|[您你]|我们|我們",
    re.IGNORECASE,
)
# What farms sell, as the addresses of their customers spell it.
_SOLD = re.compile("casino|kasino|poker|togel|jackpot|viagra|cialis|payday|essay|escort")
# Labels of whom pictures are from that stand with an address, and of who made or runs the site.
_OF_SITE = re.compile(
    r"(?:web ?-?(?:design|site by|hosting)|(?:site|design(?:ed)?|built|made|hosted|powered) by|hosting"
    r"|(?:图片|圖片|图|圖|照片)?(?:来源|來源)|(?:写真|画像)(?:提供)?|出典|사진|技术支持|技術支援|网站(?:建设|制作))\s?[:：]",
    re.IGNORECASE,
)


def linked_sentences(blocks: Sequence[Block], url: str = "") -> frozenset[int]:
    """Return the blocks, by `id`, that are sentences half or all of which are links, beside paragraphs.

    "[He later apologized]." They stand in the same box right behind a paragraph that is a sentence, or right
    before one. What is all a link tells another story where it has no full stop, where another link stands
    beside it, or where it is no short one and leads to a page of the same site; it offers something where it
    speaks to the reader or as the paper, or is spam.
    """
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if not block.linked or not _may_be_told(block):
            continue
        beside = [
            blocks[place]
            for place in (at - 1, at + 1)
            if 0 <= place < len(blocks) and _are_beside(blocks[place], block)
        ]
        is_whole = _is_whole_link(block)
        if is_whole and any(one.linked >= _LINKED * len(one.text) for one in beside):
            continue
        if is_whole and (_leads_on(block, url) or _offers(block.text)):
            continue
        if any(_is_told(one) or (not is_whole and id(one) in found) for one in beside):
            found.add(id(block))
    return frozenset(found)


def linked_addresses(blocks: Sequence[Block], read: Sequence[str], url: str) -> npt.NDArray[np.bool_]:
    """Return which blocks are labels with an address of another site, not read, right behind a paragraph.

    That paragraph was read, and stands in the same box.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    for at, block in enumerate(blocks):
        if not block.linked or not at or block.text in lines or not _is_address(block):
            continue
        before = blocks[at - 1]
        if not (before.text in lines or found[at - 1]) or not _are_beside(before, block):
            continue
        if block.box.tags & NO_TEXT_BITS or furniture_kind(block.text) or _is_own(block.text, url):
            continue
        found[at] = found[at - 1] or _is_told(before)
    return found


def _may_be_told(block: Block) -> bool:
    """Whether a paragraph ends as sentences do, or is an address with its label."""
    if block.box.tags & (NO_TEXT_BITS | _HEADING) or not block.box.tag & _PARAGRAPH:
        return False
    if has_no_stops(block.text) and not _is_whole_link(block):
        return True
    return FULL_STOP.search(block.text) is not None or _is_address(block)


def _is_whole_link(block: Block) -> bool:
    return block.linked >= len(block.text.rstrip(_BEHIND))


def _leads_on(block: Block, url: str) -> bool:
    """Whether a link of more than a few words leads to a page of the same site, as headlines do."""
    if (len(block.text) if is_dense(block.text) else block.text.count(" ")) <= _SHORT[is_dense(block.text)]:
        return False
    link = None if block.box.element is None else next(block.box.element.iter("a"), None)
    address = "" if link is None else (link.get("href") or "").strip().lower()
    host = host_without_www(address)
    return not address.startswith(("mailto:", "tel:")) and (not host or host == host_without_www(url.lower()))


def _offers(line: str) -> bool:
    """Whether a sentence that is all a link calls the reader, or is spam; a story's own does neither."""
    return _TO_READER.search(line) is not None or furniture_kind(line) is not None or _promises(line)


def _promises(line: str) -> bool:
    if not may_hold_spam(line):
        return False
    return judge(line).spam or (bool(measured(line).spam) and measured(line).promises > 0)


def _is_credit(line: str) -> bool:
    """Whether an address is of whom a picture or the site is from."""
    return tells_of_picture(line) or _OF_SITE.match(line) is not None


def _is_address(block: Block) -> bool:
    if len(block.text) > _LONGEST_ADDRESS or "." not in block.text or not block.box.tag & _PARAGRAPH:
        return False
    found = None if _is_whole_link(block) else _ADDRESS.fullmatch(block.text)
    # A farm's label says anything, its address what it sells: "Bonus code: bestcasino.example".
    return found is not None and not _is_credit(block.text) and not _SOLD.search(found["host"].lower())


def _is_own(line: str, url: str) -> bool:
    """Whether an address is the page's own site's: a paper prints its own below every story."""
    found = _ADDRESS.fullmatch(line)
    here = host_without_www(url.lower())
    there = found["host"].lower().removeprefix("www.") if found else ""
    return bool(here) and (here.endswith(there) or there.endswith(here))


def _are_beside(one: Block, other: Block) -> bool:
    return one.box.parent is other.box.parent and bool(one.box.tag & _PARAGRAPH)


def _is_told(block: Block) -> bool:
    if block.linked >= _LINKED * len(block.text):
        return False
    return FULL_STOP.search(block.text) is not None or says_something(block.text)
