"""Cutting furniture off an article's paragraphs: from both ends, and the unmistakable kinds inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import takewhile

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.furniture.furniture_lines import (
    ANYWHERE,
    LABELLED,
    READING_TIME,
    RELATIVE_TIME,
    WORD_COUNT,
    furniture_kind,
    is_source_line,
    labels_count,
    tells_minutes,
)
from newsarchive.text.furniture.headline_lines import NO_HEADLINE_BOXES, HeadlineBoxes, headline_lines
from newsarchive.text.furniture.house_forms import asks_reader, leads_to_call, speaks_to
from newsarchive.text.furniture.house_lines import HOUSE_END, HOUSE_HEAD, HOUSE_LINE
from newsarchive.text.furniture.reader_boxes import with_reader_boxes
from newsarchive.text.furniture.reader_calls import with_reader_calls
from newsarchive.text.furniture.told_lines import INTRODUCING, NO_ASKED, AskedLines, without_told
from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import CLOSING, FULL_STOP, OWN_STOPS, has_no_stops, says_something
from newsarchive.text.spam import judge, may_hold_spam

__all__ = ["NO_ASKED", "NO_LINES", "AskedLines", "KnownLines", "Trimmed", "letters_only", "trim_furniture"]

# How far into the text a link list may begin: related news stands after the article, in the first half only
# where all lines above are sentences, and none is below.
_TAIL_SHARE = 0.5
# Head furniture stands before the first sentence; more lines than these are an article of short lines.
_DEEPEST_HEAD = 12
# How a line ends whose answer the next one is.
_ASKED = ("?", "？", "؟")
_ASKING = (*_ASKED, *INTRODUCING)
# Questions of an interview at least: papers ask one, and call. Where none speaks to anybody, as many as tell
# one alone, or its lines for each of fewer.
_QUESTIONS, _SURE_QUESTIONS, _LINES_OF_QUESTION = 2, 4, 3
_DEEPEST_TAIL = 6
# What stands between a headline and its text: who wrote it, when, when changed, and some five tags.
# A by-line of several names is no longer than a line of print.
_DEEPEST_STATED, LONGEST_STATED = 8, 80
# Links that lead down to the headline are as long as it, and more.
_LONGEST_TRAIL = 240
# Standfirst and caption stand between a headline and who wrote, when.
_MOST_ABOVE_STATED = 2
# Characters of a line that only opens what the next one says.
_LONGEST_OPENING = 24
_STATED_BELOW = frozenset({"author_line", "day_line", "credit_line"})
# Lines below a text that may sign it.
_MOST_SIGNING = 4
# A tag alone may be the heading of a passage: it goes only beside a by-line or a day.
TAG_LINE = "tag_line"
# A day alone at the end is the writer's signature, not the page's.
_SIGNED_DAY = re.compile(r"^[（(]?\d{4}年\d{1,2}月\d{1,2}日?[）)]?$")
# Headings that no links but what readers say stands below, or buttons.
_COMMENTS_BELOW = re.compile(r"comment|reply|^share|评论|評論", re.IGNORECASE)
_SENTENCE = re.compile(rf"[!?…⋯；;{OWN_STOPS}][{CLOSING}]{{0,2}}(?:\s|$)|[.．](?:\s|$)")


@dataclass(frozen=True, slots=True)
class KnownLines:
    """Positions of lines that stand on many pages of the host, by the place they may be cut from."""

    head: frozenset[int] = frozenset()
    tail: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()


NO_LINES = KnownLines()


# A line that only leads to another story; one that repeats the headline; what a button of the page says.
_SEE_ALSO, _HEADLINE, _CONTROL_LABEL = "see_also", "headline", "control_label"
_OFFER = "wall_offer"
# What stands in a column beside the story; several links in a line.
_COLUMN, _LINK_ROW = "page_column", "link_row"
# The rules by which a line goes for its place on the page alone: it tells nothing of the story.
LAID_OUT = frozenset({_COLUMN, _LINK_ROW})
# The rule by which a line goes that stands on many pages of a host.
KNOWN = "host_lines"
_CUT_ANYWHERE = ANYWHERE | {KNOWN, _SEE_ALSO, _CONTROL_LABEL, _COLUMN}


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The paragraphs that are the article's, and what was cut, in page order."""

    paragraphs: tuple[str, ...]
    removed: tuple[RemovedBlock, ...]

    @property
    def headlines(self) -> tuple[str, ...]:
        """The lines that were cut for being the headline once more."""
        return tuple(block.text for block in self.removed if block.rule == _HEADLINE)


def trim_furniture(
    paragraphs: tuple[str, ...],
    titles: tuple[str, ...],
    known: KnownLines = NO_LINES,
    references: Collection[str] = (),
    asked: AskedLines = NO_ASKED,
    boxes: HeadlineBoxes = NO_HEADLINE_BOXES,
    controls: Collection[str] = (),
    decks: Collection[str] = (),
) -> Trimmed:
    """Return `paragraphs` without furniture; `titles` are headlines whose bare repetition goes too.

    `known` lines count as furniture in their place, `references`, which lead to other stories, and
    `controls`, which buttons say, anywhere. `boxes` hold the headline, and `decks` are the story's own, amid
    furniture.
    """
    names = asked.names
    judged = may_hold_spam("\n".join(paragraphs))

    def is_furniture(line: str) -> bool:
        # Spam above the headline is no paragraph of the story either.
        return line in references or furniture_kind(line, names) is not None or (judged and judge(line).spam)

    heads = headline_lines(paragraphs, titles, boxes, is_furniture)
    rules = [
        _rule(line, references, controls, names, is_headline=index in heads)
        or (_spam(line, index, len(paragraphs)) if judged else None)
        for index, line in enumerate(paragraphs)
    ]
    if RELATIVE_TIME in rules:
        rules = _without_own_times(paragraphs, rules, asked.headings())
    rules = with_reader_calls(paragraphs, rules, asked.apart, asked.headings, names)
    rules = with_reader_boxes(paragraphs, rules, asked.boxed, names)
    if HOUSE_LINE in rules or HOUSE_END in rules:
        rules = _without_told_calls(paragraphs, rules, asked)
    rules = without_told(paragraphs, rules, asked)
    rules = _with_laid_out(paragraphs, rules, asked)
    at_head, rules, at_tail = (_with_known(rules, at) for at in (known.head, known.inside, known.tail))
    own = {index for index, line in enumerate(paragraphs[:_DEEPEST_HEAD]) if line in decks}
    start = _head_end(paragraphs, at_head, own)
    end, lone = _tail_start(paragraphs, at_tail, start, asked)
    rules = [*at_head[:start], *rules[start:end], *at_tail[end:]]
    lone |= _below_headline(paragraphs[:_DEEPEST_HEAD], rules)
    cut = {
        index: rule or ("head_list" if index < start else "link_list")
        for index, rule in enumerate(rules)
        if not start <= index < end
        or index in lone
        or rule in _CUT_ANYWHERE
        or (rule == _HEADLINE and index < _DEEPEST_HEAD)
        if rule is not None or index not in own
    }
    # Spam that stands among furniture is the clean stage's to judge and to name.
    if judged:
        cut = {
            index: rule for index, rule in cut.items() if rule != "spam" and not judge(paragraphs[index]).spam
        }
    kept = tuple(line for index, line in enumerate(paragraphs) if index not in cut)
    removed = tuple(
        _block(paragraphs[index], rule, _place(index, start, end)) for index, rule in sorted(cut.items())
    )
    return Trimmed(kept, removed)


def _without_own_times(
    paragraphs: tuple[str, ...], rules: list[str | None], headings: Collection[str]
) -> list[str | None]:
    """The rules but for lines of how long ago that the story says: several, headings, answers."""
    several = rules.count(RELATIVE_TIME) > 1
    return [
        None if rule == RELATIVE_TIME and (several or line in headings or before.endswith(_ASKING)) else rule
        for line, before, rule in zip(paragraphs, ("", *paragraphs), rules, strict=False)
    ]


def _without_told_calls(
    paragraphs: tuple[str, ...], rules: list[str | None], asked: AskedLines
) -> list[str | None]:
    """The rules but for calls that the story tells of: quoted, behind a colon, an answer, an item of a list.

    Who is called "us" there is whoever speaks. What most of the text stands in is no quotation, nor is a box
    of calls alone below the text; a paper's own question and label before a call are no story's.
    """
    quoted, listed = asked.quoted(), asked.listed()
    if 2 * sum(line in quoted for line in paragraphs) > len(paragraphs):
        quoted = ()
    questions = [line for line in paragraphs if line.endswith(_ASKED) and not asks_reader(line)]
    is_interview = len(questions) >= _QUESTIONS and (
        len(questions) >= _SURE_QUESTIONS
        or _LINES_OF_QUESTION * len(questions) >= len(paragraphs)
        or any(map(speaks_to, questions))
    )
    last = max((at for at, rule in enumerate(rules) if rule is None), default=-1)

    def is_told(at: int) -> bool:
        line, before = paragraphs[at], paragraphs[at - 1] if at and rules[at - 1] is None else ""
        is_label = at > last and leads_to_call(before)
        if before.endswith(INTRODUCING) and not is_label:
            return True
        if line in quoted and (at < last or paragraphs[last] in quoted):
            return True
        if (
            before.endswith(_ASKED)
            and not asks_reader(before)
            and (is_interview or before in asked.headings())
        ):
            # The sole answer: another question follows, or nothing.
            follows = next((paragraphs[near] for near in range(at + 1, len(rules)) if not rules[near]), "?")
            return follows.endswith(_ASKED)
        beside = [near for near in (at - 1, at + 1) if 0 <= near < len(rules)] if line in listed else []
        return any(rules[near] is None and paragraphs[near] in listed for near in beside)

    return [
        None if rule in (HOUSE_LINE, HOUSE_END) and is_told(at) else rule for at, rule in enumerate(rules)
    ]


def cut_stated(
    trimmed: Trimmed,
    kind: Callable[[str], str | None],
    *,
    behind: bool = True,
    decks: Collection[str] = (),
) -> Trimmed:
    """Return the text without the lines at its beginning that say only what the record says elsewhere.

    `kind` names the rule of such a line (its author, its day), None for any other; it is asked for lines of
    LONGEST_TRAIL at most. Such lines go where they are the first ones. With `behind` authors, days and
    credits also go below a standfirst or a caption, which are MOST_ABOVE_STATED lines at most, one of them
    with a sentence; there a sentence must follow at once. They go around `decks` as if these were not there.
    All stay where no sentence would be left.
    """
    lines = trimmed.paragraphs
    rules: dict[int, str] = {}
    others, sentences = 0, 0
    for index, line in enumerate(lines[:_DEEPEST_STATED]):
        rule = kind(line) if len(line) <= _LONGEST_TRAIL else None
        if rule is not None and (not others or (behind and rule in _STATED_BELOW)):
            rules[index] = rule
            continue
        if line in decks:
            continue
        others, sentences = others + 1, sentences + int(_has_sentence(line))
        if others > _MOST_ABOVE_STATED or sentences > 1:
            break
    first = next(
        (index for index, line in enumerate(lines) if index not in rules and line not in decks), len(lines)
    )
    for index in sorted(rules, reverse=True):
        below = index + 1
        follows = below in rules or any(map(_has_sentence, lines[below : below + 1]))
        # "Yours," and "The jury" are followed by names.
        opened = index - 1 not in rules and len(lines[index - 1]) <= _LONGEST_OPENING
        if index > first and (not follows or opened):
            del rules[index]
    if not rules or set(rules.values()) <= {TAG_LINE, "counter"}:
        return trimmed
    if not any(map(_has_sentence, lines[max(rules) + 1 :])):
        return trimmed
    cut = tuple(_block(lines[index], rule, BlockPlace.HEAD) for index, rule in rules.items())
    kept = tuple(line for index, line in enumerate(lines) if index not in rules)
    return Trimmed(kept, (*cut, *trimmed.removed))


def cut_offers(trimmed: Trimmed, offers: Collection[str]) -> Trimmed:
    """Return the text without the lines of a wall that offer its rest; all stay where no sentence would."""
    kept = tuple(line for line in trimmed.paragraphs if line not in offers)
    if len(kept) == len(trimmed.paragraphs) or not any(map(_has_sentence, kept)):
        return trimmed
    cut = tuple(
        _block(
            line, _OFFER, BlockPlace.TAIL if line in trimmed.paragraphs[len(kept) :] else BlockPlace.INSIDE
        )
        for line in trimmed.paragraphs
        if line in offers
    )
    return Trimmed(kept, (*trimmed.removed, *cut))


def cut_signed(trimmed: Trimmed, kind: Callable[[str], str | None]) -> Trimmed:
    """Return the text without its last lines, if they only sign it: "By Ada Roe. 4 May 2031", "(dpa)"."""
    lines = trimmed.paragraphs
    rules: list[str] = []
    for line in reversed(lines[-_MOST_SIGNING:]):
        if len(line) > LONGEST_STATED or (rule := kind(line)) is None:
            break
        rules.append(rule)
    kept = lines[: len(lines) - len(rules)]
    if not rules or not any(map(_has_sentence, kept)):
        return trimmed
    cut = tuple(
        _block(line, rule, BlockPlace.TAIL)
        for line, rule in zip(lines[len(kept) :], reversed(rules), strict=True)
    )
    return Trimmed(kept, (*trimmed.removed, *cut))


def _has_sentence(line: str) -> bool:
    return bool(_SENTENCE.search(line)) or says_something(line)


def _with_laid_out(
    paragraphs: tuple[str, ...], rules: list[str | None], asked: AskedLines
) -> list[str | None]:
    columns, rows = asked.columns(), asked.rows()
    return [
        rule or (_COLUMN if line in columns else _LINK_ROW if line in rows else None)
        for line, rule in zip(paragraphs, rules, strict=True)
    ]


def _with_known(rules: list[str | None], known: frozenset[int]) -> list[str | None]:
    return [rule or KNOWN if index in known else rule for index, rule in enumerate(rules)] if known else rules


def _rule(
    line: str,
    references: Collection[str],
    controls: Collection[str],
    names: Collection[str],
    *,
    is_headline: bool,
) -> str | None:
    if line in references:
        return _SEE_ALSO
    if line in controls:
        return _CONTROL_LABEL
    return _HEADLINE if is_headline else furniture_kind(line, names)


def _spam(line: str, index: int, count: int) -> str | None:
    """`spam` for spam at either end, so that furniture beyond it is still seen as standing at the end."""
    at_end = index < _DEEPEST_HEAD or index >= count - _DEEPEST_TAIL
    return "spam" if at_end and judge(line).spam else None


def _head_end(paragraphs: tuple[str, ...], rules: list[str | None], own: Collection[int]) -> int:
    """The index after the last line of a run of furniture at the beginning; the story's `own` stays."""
    end = 0
    for index in range(min(_DEEPEST_HEAD, len(paragraphs))):
        if rules[index] is not None or _is_of_count(paragraphs, index):
            end = index + 1
        elif index not in own:
            break
    return end if end < len(paragraphs) else 0


def _below_headline(paragraphs: tuple[str, ...], rules: list[str | None]) -> set[int]:
    """The places of lines of day, source and counts right below the headline, whatever stands above it.

    "时间：2031年5月6日" alone may be when it takes place.
    """
    return {
        index
        for index in range(1, len(paragraphs))
        if rules[index - 1] == _HEADLINE and len(LABELLED.findall(line := paragraphs[index])) > 1
        if is_source_line(line)
    }


def _is_of_count(paragraphs: tuple[str, ...], index: int) -> bool:
    """Whether a line says minutes right below one that says, with a label, how many words the text has."""
    return index > 0 and tells_minutes(paragraphs[index]) and labels_count(paragraphs[index - 1])


def _tail_start(
    paragraphs: tuple[str, ...],
    rules: list[str | None],
    start: int,
    asked: AskedLines,
) -> tuple[int, frozenset[int]]:
    """The index where closing furniture begins: a heading of a link list, or a solid run of such lines.

    With it the places above of labels whose list is gone, and of the headlines it left.
    """
    end = len(paragraphs)
    lone: set[int] = set()
    half = int(len(paragraphs) * _TAIL_SHARE)
    for index in range(start + 1, len(paragraphs)):
        if rules[index] != "related_heading":
            continue
        below = paragraphs[index + 1 :]
        told = [line for line, rule in zip(below, rules[index + 1 :], strict=True) if rule is None]
        if index < half:
            is_list = _ends_brief(paragraphs[start:index], told, asked.links)
        elif is_list := _is_link_list(below):
            left = _left_of_list(paragraphs, rules, index, asked)
            lone |= left
            is_list = not left
        if is_list:
            end = index
            break
    while (
        end > start + 1 and rules[end - 1] not in (None, HOUSE_HEAD) and not _may_close(paragraphs[end - 1])
    ):
        end -= 1
    return end, frozenset(lone)


def _left_of_list(
    paragraphs: tuple[str, ...], rules: list[str | None], label: int, asked: AskedLines
) -> set[int]:
    """The places of a label whose links are gone, and of headlines right below it; none where a list stands.

    "READ ALSO", and then the last sentences of the story: no line below is a link, but for such a sentence.
    What heads comments has none.
    """
    told = [at for at in range(label + 1, len(paragraphs)) if rules[at] is None]
    sentences = {at for at in told if _may_end_story(paragraphs[at])}
    if not sentences or _COMMENTS_BELOW.search(paragraphs[label]):
        return set()
    linked = {at for at in told if paragraphs[at] in asked.links()}
    if linked.issuperset(told) or any(not FULL_STOP.search(paragraphs[at]) for at in linked):
        return set()
    headings = asked.headings()
    headlines = takewhile(lambda at: at not in sentences and paragraphs[at] not in headings, told)
    return {label, *headlines}


def _may_end_story(line: str) -> bool:
    return FULL_STOP.search(line) is not None or has_no_stops(line)


def _may_close(line: str) -> bool:
    """Say whether a line that is furniture above a text may be its last: a day, or the last task of a list.

    "20 minutes reading", "Reading time: 10 minutes" (of an examination): programs write theirs above a text.
    """
    return (_SIGNED_DAY.match(line) or READING_TIME.match(line) or WORD_COUNT.match(line)) is not None


def _ends_brief(above: Iterable[str], below: Collection[str], links: Callable[[], Collection[str]]) -> bool:
    """Whether all above a heading are sentences, and all below links that are none.

    A list may be longer than a brief; one without links is what the brief tells.
    """
    if any(map(_has_sentence, below)) or not all(map(_has_sentence, above)):
        return False
    linked = links()
    return all(line in linked for line in below)


def _is_link_list(lines: tuple[str, ...]) -> bool:
    """Short lines without the sentences of a text."""
    sentences = sum(1 for line in lines if len(line) > 90 or (len(line) > 40 and _SENTENCE.search(line)))
    return sentences * 5 <= len(lines)


def _place(index: int, start: int, end: int) -> BlockPlace:
    return BlockPlace.HEAD if index < start else BlockPlace.TAIL if index >= end else BlockPlace.INSIDE


def _block(line: str, rule: str, place: BlockPlace) -> RemovedBlock:
    return RemovedBlock(place=place, kind=SpamKind.FURNITURE, rule=rule, score=1.0, text=line)
