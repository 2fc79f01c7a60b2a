"""The main text of a page: trafilatura's reading, corrected by a judge of blocks or the densest container."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import compress

from lxml.html import HtmlElement

from newsarchive.text.extraction.block_facts import squeeze
from newsarchive.text.extraction.block_features import MOST_COMPARED, SHORTEST_PART
from newsarchive.text.extraction.block_judge import likely_paragraphs
from newsarchive.text.extraction.density import densest_paragraphs
from newsarchive.text.extraction.marked_parts import MarkedParts, without
from newsarchive.text.extraction.page_blocks import PageBlocks, page_blocks
from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.extraction.slivers import ask_again
from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.trimming import letters_only

# Choosing between two readings of a Chinese page: trafilatura's, and that of the densest container.
#
# On old table layouts trafilatura keeps navigation and joins paragraphs; the densest container can be the
# wrong one. What the one has and the other lacks tells: links and furniture are no loss, other words are.

# A line may be as long as the page: the pattern passes over it once, also where no mark comes.
SENTENCE = re.compile(r"[^。！？；!?;]++[。！？；!?;]?")
SENTENCE_MARKS = "。！？；!?;"
SHORTEST_SENTENCE = 7  # its mark included
PIECES = re.compile(r"\s+|(?<=[。！？；])")
# Measured on 110 pages (zhgold, gne, netease_gbk; 2026-11): where the densest container was the article, the
# words lost were at most half of its own or a few hundred characters, of unknown furniture; where it
# was not, as much as it has or thousands.
MOST_LOST, LITTLE = 0.5, 600
# So much of a line counts for its container: one endless line may be a post among others. Any value from 500
# to 3,000 gave the same answers on those pages.
LONGEST_COUNTED = 1_000
FEWEST_SENTENCES = 0.5
# A lead stands above the container; it is a full sentence or more.
SHORTEST_LEAD, MOST_LEADS = 30, 2
LONGEST_COMPARED = 200_000
# Characters searched for pieces, so that the time is bounded; what is not looked for counts as lost.
MOST_SEARCHED = 300_000_000


def better_reading(tree: HtmlElement, usual: tuple[str, ...], dense: tuple[str, ...]) -> tuple[str, ...]:
    """Return `dense`, a lead above it included, unless `usual` has words it lacks that are no furniture.

    What of `dense` is the text of links counts for nothing: a list of other stories outweighs no article.
    """
    links = _links(tree)
    own = sum(min(len(line), LONGEST_COUNTED) for line in dense if letters_only(line) not in links)
    if not own:
        return usual
    lost = sum(map(len, _lost(tree, usual, dense, links)))
    if lost <= MOST_LOST * own or (
        lost <= LITTLE and _sentences(dense) >= FEWEST_SENTENCES * _sentences(usual)
    ):
        return (*_lead(usual, dense), *dense)
    return usual


def _links(tree: HtmlElement) -> str:
    """The letters of all links, a line each; of a link's text the beginning."""
    return "\n".join(letters_only("".join(link.itertext())[:500]) for link in tree.iter("a"))[
        :LONGEST_COMPARED
    ]


def _lost(tree: HtmlElement, usual: tuple[str, ...], dense: tuple[str, ...], links: str) -> Iterator[str]:
    """Pieces of `usual` in neither `dense`, the title, a link, nor known furniture."""
    title = letters_only(tree.findtext(".//title") or "")
    places = (letters_only("".join(dense)), title, links)
    left = MOST_SEARCHED // (sum(map(len, places)) + 1)
    known = {letters for letters, _ in _pieces(dense)}
    for letters, piece in _pieces(usual):
        if len(letters) < 2 or letters in known:
            continue
        left -= 1
        if not (left >= 0 and any(letters in place for place in places)) and not furniture_kind(piece):
            yield letters


def _pieces(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The letters of each piece of the lines, and the piece."""
    return ((letters_only(piece), piece) for line in lines for piece in PIECES.split(line))


def _lead(usual: tuple[str, ...], dense: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences in `usual` right above the first line of the container: some pages set them apart."""
    first = letters_only(dense[0])[:20]
    at = next(
        (index for index, line in enumerate(usual) if first and letters_only(line).startswith(first)), 0
    )
    kept = letters_only("".join(dense))
    lead: list[str] = []
    for line in reversed(usual[max(0, at - MOST_LEADS) : at]):
        if (
            len(line) < SHORTEST_LEAD
            or not _full_sentences(line)
            or furniture_kind(line)
            or letters_only(line) in kept
        ):
            break
        lead.insert(0, line)
    return tuple(lead)


def _sentences(lines: tuple[str, ...]) -> int:
    """Characters in full sentences."""
    return sum(
        len(sentence) for line in lines if furniture_kind(line) is None for sentence in _full_sentences(line)
    )


def _full_sentences(line: str) -> list[str]:
    return [
        sentence
        for sentence in SENTENCE.findall(line)
        if len(sentence) >= SHORTEST_SENTENCE and sentence[-1] in SENTENCE_MARKS
    ]


HAN = re.compile("[\u4e00-\u9fff]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
FEWEST_HAN = 20
# Japanese has a Kana for every Han and more; a Chinese text quotes a few. Japanese pages set sentences and
# captions in boxes of their own, so their densest container is not all of the article (fundus, 2026-11).
FEWEST_KANA = 0.2
# Characters below which trafilatura's answer is in doubt, and how much longer another must be to win.
TOO_SHORT, MUCH_LONGER = 120, 3
# Letters of a text that is long enough for the readings to be right about what belongs to it: what they found
# outside of the marked bodies of 158 real pages was nearly all of the article (2026-11).
LONG = 600
# What is less than this of the body is not its reading, and of a reading not the body's.
MOSTLY = 0.5
# Characters of a lead above a short body; labels and by-lines are shorter.
SHORTEST_ABOVE_BODY = 40


def article_paragraphs(tree: HtmlElement, url: str, page: PageBlocks, parts: MarkedParts) -> tuple[str, ...]:
    """Return the main text of a page whose software names its parts: what it names comes before any score.

    Where comments or other stories were taken for text, the page is read again without them.
    """
    found = main_paragraphs(tree, url, page)
    if parts.others and _holds_others(found, tree, parts):
        read = without(tree, parts.others)
        found = main_paragraphs(read, url, page_blocks(read))
    return _of_body(found, parts) if parts.body else found


def _holds_others(found: tuple[str, ...], tree: HtmlElement, parts: MarkedParts) -> bool:
    """Whether a line stands in another part of the page, and nowhere else."""
    others = [line for part in parts.others for line in page_lines(part)]
    pieces = [squeeze(line) for line in found]
    taken = [piece for piece, held in zip(pieces, _held(pieces, others), strict=True) if held]
    if not taken:
        return False
    rest = page_lines(tree, frozenset(parts.others))
    return not all(_held(taken, rest, beyond=True))


def _held(
    pieces: Sequence[str], lines: Sequence[str], shortest: int = 1, *, beyond: bool = False
) -> Iterator[bool]:
    """For each piece whether it is one of the lines or a part of them; `beyond` what is searched for."""
    squeezed = [squeeze(line) for line in lines]
    known, text = set(squeezed), "".join(squeezed)
    left = MOST_COMPARED // (len(text) + 1)
    for piece in pieces:
        if piece in known:
            yield True
        elif len(piece) < shortest:
            yield False
        else:
            left -= 1
            yield piece in text if left >= 0 else beyond


def _of_body(found: tuple[str, ...], parts: MarkedParts) -> tuple[str, ...]:
    """What was found, if it is the body's; of a short text only what is, and its lead. Else the body.

    A long reading that is mostly of the body may have more beside it: a lead, the caption of its picture.
    """
    pieces = [squeeze(line) for line in found]
    inside = [*_held(pieces, parts.lines, SHORTEST_PART)]
    first = inside.index(True) if True in inside else 0
    kept = [
        within or (at < first and len(found[at]) >= SHORTEST_ABOVE_BODY) for at, within in enumerate(inside)
    ]
    total = sum(map(len, pieces))
    held, with_lead = (sum(map(len, compress(pieces, chosen))) for chosen in (inside, kept))
    mostly = with_lead >= MOSTLY * total
    if total >= LONG and mostly:
        return found
    prose = squeeze("".join(parts.prose))
    if not prose:
        return found if total >= LONG else ()
    if not mostly or (len(prose) < LONG and held < MOSTLY * len(prose)):
        return parts.prose
    return tuple(compress(found, kept))


def main_paragraphs(tree: HtmlElement, url: str, page: PageBlocks) -> tuple[str, ...]:
    """Return the paragraphs of the main text, furniture still among them; `page` are the tree's blocks."""
    usual = trafilatura_paragraphs(tree, url or None)
    length = sum(map(len, usual))
    seen = usual if length >= TOO_SHORT else page.lines
    chinese = has_chinese(seen) and not has_japanese(seen)
    if not chinese:
        judge = partial(likely_paragraphs, tree, page)
        if likely := judge(usual):
            return ask_again(page, usual, likely, judge)
        usual = trafilatura_paragraphs(tree, url or None, fast=False)
        length = sum(map(len, usual))
        if likely := judge(usual):
            return ask_again(page, usual, likely, judge)
        if length >= TOO_SHORT:
            return usual
    dense = densest_paragraphs(tree)
    if length < TOO_SHORT and sum(map(len, dense)) > MUCH_LONGER * max(length, 1):
        return dense
    if length < TOO_SHORT:
        usual = _without_links(tree, usual)
    return better_reading(tree, usual, dense) if chinese else usual


def _without_links(tree: HtmlElement, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines that are not a link's whole text: where trafilatura finds nothing it takes the menu too."""
    links = {letters_only("".join(link.itertext())[:200]) for link in tree.iter("a")}
    return tuple(line for line in lines if letters_only(line) not in links)


def has_chinese(paragraphs: tuple[str, ...]) -> bool:
    """Whether the text has a few dozen Chinese characters (Japanese ones among them)."""
    return sum(len(HAN.findall(line)) for line in paragraphs) >= FEWEST_HAN


def has_japanese(paragraphs: tuple[str, ...]) -> bool:
    """Whether Kana stands among the Han characters as in Japanese."""
    text = "".join(paragraphs)
    return len(KANA.findall(text)) > FEWEST_KANA * len(HAN.findall(text))
