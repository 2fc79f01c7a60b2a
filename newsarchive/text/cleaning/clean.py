"""clean_article: an extracted article in, the stored record out, spam cut and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import groupby

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import CleanArticle, ExtractedArticle, RemovedBlock, cleaned_article
from newsarchive.lifecycle import Verdict
from newsarchive.text.cleaning.cleaned_verdict import verdict_of
from newsarchive.text.spam import (
    LIKELY_SPAM,
    Judgement,
    TrimmedLine,
    candidate_lines,
    judge,
    may_hold_spam,
    trim_runs,
    trim_title,
)
from newsarchive.text.spam.features import measured
from newsarchive.text.spam.judge import FOREIGN_LINE
from newsarchive.text.spam.line_context import is_foreign_to_chinese, is_unhan, surroundings
from newsarchive.text.spam.pitches import PitchSpan, pitch_spans, without_spans
from newsarchive.text.spam.planted_keywords import (
    ToldWords,
    better_cut,
    cut_planted,
    cuts_subject,
    leaves_what_is_told,
)
from newsarchive.text.spam.sown_phrases import RULE, farm_entries, sown_phrases, without_sown
from newsarchive.text.spam.spam_blocks import SpamBlock, spam_blocks, spam_inside
from newsarchive.text.spam.spam_runs import is_stump, offer_in, spam_part, tells_plainly
from newsarchive.text.spam.stated_headlines import as_stated, without_listed
from newsarchive.text.spam.trade_report import TradeReport
from newsarchive.text.tidy_lines import split_paragraphs

# The title without spam: the first that is none, brands trimmed off its ends.


def clean_title(
    title: str | None,
    candidates: tuple[str, ...],
    paragraphs: tuple[str, ...] = (),
    farmed: bool = False,
    cut: Sequence[str] = (),
) -> tuple[str | None, tuple[RemovedBlock, ...]]:
    """The first of `title` and `candidates` that is no spam, trimmed; what was passed over or cut.

    The headline of a report on a trade of spam, by the article's `paragraphs`, is none. `farmed` says
    whether there is spam elsewhere on the page, `cut` what it says.
    """
    removed: list[RemovedBlock] = []
    tried: set[str] = set()
    report = cache(lambda: TradeReport.of(paragraphs))
    told = cache(lambda: ToldWords.of(paragraphs, cut))
    for candidate in (title, *candidates):
        if not candidate or candidate in tried:
            continue
        tried.add(candidate)
        trimmed = without_listed(candidate, (title or "", *candidates), told()) if cut else None
        if trimmed is None or not trimmed.cut:
            trimmed = _without_keywords(candidate, told, farmed)
        if trimmed.cut and report().is_headed(candidate):
            return candidate, tuple(removed)
        if trimmed.text and (cut or measured(candidate).spam):
            stated = as_stated(trimmed.text, (title or "", *candidates), told(), farmed=bool(cut))
            trimmed = TrimmedLine(stated.text, (*trimmed.cut, *stated.cut))
        removed += [title_block(piece, found) for piece, found in trimmed.cut]
        if trimmed.text:
            return trimmed.text, tuple(removed)
    return None, tuple(removed)


def _without_keywords(title: str, told: Callable[[], ToldWords], farmed: bool) -> TrimmedLine:
    """The title without spam, of which the article says what is none; it is asked only where spam may be."""
    trimmed = trim_title(title)
    line = measured(title)
    if not (trimmed.cut or line.spam or farmed or (line.offers and line.promises)):
        return trimmed
    planted = better_cut(title, trimmed, told(), farmed)
    if planted.cut and cuts_subject(title, planted, told()):
        return TrimmedLine(title, ())
    if planted is not trimmed:
        rest = trim_title(planted.text)
        return TrimmedLine(rest.text, (*planted.cut, *rest.cut))
    return TrimmedLine(title, ()) if trimmed.cut and leaves_what_is_told(trimmed, told()) else trimmed


# Lines above a text among which its headline may stand once more.
_MOST_ABOVE = 3


def _without_headline(
    title: str | None, kept: tuple[str, ...], farmed: bool
) -> tuple[tuple[str, ...], list[RemovedBlock]]:
    """The paragraphs without a line above the text that is its title with keywords, and what went."""
    if not title or len(kept) < 2:
        return kept, []
    for at, line in enumerate(kept[:_MOST_ABOVE]):
        if title in line and title != line and len(line) <= _LONGEST_LINE:
            cut = cut_planted(line, ToldWords.of(kept[at + 1 :]), farmed)
            if cut.text == title:
                pieces = [_block((0, piece, found), [1]) for piece, found in cut.cut]
                return (*kept[:at], *kept[at + 1 :]), pieces
    return kept, []


_LONGEST_LINE = 300  # characters


def title_block(text: str, judgement: Judgement) -> RemovedBlock:
    """Removed text whose place is the title: titles, headings, meta and tags."""
    return RemovedBlock(
        place=BlockPlace.TITLE,
        kind=judgement.kind,
        rule=judgement.rule,
        score=round(judgement.score, 3),
        text=text,
    )


# Tags without spam: each judged by itself, and doubtful ones side by side as the list they are.

_FEWEST = 2  # tags of a list


def clean_tags(
    tags: tuple[str, ...], *, chinese: bool = False
) -> tuple[tuple[str, ...], tuple[RemovedBlock, ...]]:
    """The tags to keep and what was cut, in order; of a `chinese` article foreign ones are doubtful."""
    judged = [(tag, judge(tag)) for tag in tags]
    doubted = [
        found.spam or doubt or (chinese and is_unhan(tag))
        for (tag, found), doubt in zip(judged, candidate_lines(tags), strict=True)
    ]
    kept: list[str] = []
    removed: list[RemovedBlock] = []
    for doubtful, group in groupby(zip(judged, doubted, strict=True), lambda pair: pair[1]):
        run = [pair for pair, _ in group]
        whole = _as_list([tag for tag, found in run if not found.spam], chinese) if doubtful else None
        for tag, found in run:
            judgement = found if found.spam else whole
            if judgement:
                removed.append(title_block(tag, judgement))
            else:
                kept.append(tag)
    return tuple(kept), tuple(removed)


def _as_list(tags: list[str], chinese: bool) -> Judgement | None:
    if len(tags) < _FEWEST:
        return None
    text = ", ".join(tags)
    judgement = judge(text, FOREIGN_LINE if chinese and is_foreign_to_chinese(text) else LIKELY_SPAM)
    return judgement if judgement.spam else None


# Paragraphs without spam, and what was cut from them, with the place where it stood.

_Cut = tuple[int, str, Judgement]
# Rounds of trimming a paragraph may take, each up to 24 pieces an end; injected runs seen need one or two.
_MOST_TRIMS = 6


def clean_paragraphs(
    paragraphs: tuple[str, ...], entries: Set[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[RemovedBlock, ...]]:
    """Return the paragraphs to keep and the removed blocks, both in order; a second pass removes nothing.

    `entries` are the keywords that the page's farm lists elsewhere.

    Cutting can bring lines together that then show as a list, so it is done again until nothing goes; each
    round removes something or is the last.
    """
    # Beside what the whole says: a line unlike its article is asked for less than any line by itself.
    if not (
        may_hold_spam("\n".join(paragraphs))
        or any(candidate_lines(paragraphs, in_article=True))
        or pitch_spans(paragraphs)
    ):
        return paragraphs, ()
    kept = list(enumerate(paragraphs))
    cut: list[_Cut] = []
    trims: Counter[int] = Counter()
    while True:
        found = _one_round(kept, trims, entries)
        if not found:
            break
        cut += found
        entries |= farm_entries(text for _, text, judgement in found if judgement.rule == RULE)
    alive = [index for index, _ in kept]
    order = sorted(range(len(cut)), key=lambda number: (cut[number][0], number))
    return tuple(text for _, text in kept), tuple(_block(cut[number], alive) for number in order)


def _one_round(kept: list[tuple[int, str]], trims: Counter[int], entries: Set[str]) -> list[_Cut]:
    """Cut sown keywords out of `kept`, then blocks, then runs out of its lines; return what went.

    `trims` counts how often each paragraph was trimmed: one that never ends being trimmed goes whole.
    """
    # First: a sentence is judged without the keyword that was sown into it.
    cut = _sown(kept, entries) + _pitches(kept, beside_story=True)
    texts = tuple(text for _, text in kept)
    blocks = spam_blocks(texts)
    inside = spam_inside(texts, blocks)
    blocks = [block for block in blocks if not _is_told(texts, block, inside.get(block.start))]
    for block in reversed(blocks):
        index, text = kept[block.start][0], "\n".join(texts[block.start : block.end])
        start, end = inside.get(block.start, (0, len(text)))
        if is_stump((text[:start] + text[end:]).strip(), text[start:end]):
            start, end = 0, len(text)
        cut.append((index, text[start:end].strip(), block.judgement))
        honest = (text[:start] + text[end:]).strip()
        kept[block.start : block.end] = [(index, honest)] if honest else []
    doubted = candidate_lines([text for _, text in kept])
    report = cache(lambda: TradeReport.of([line for _, line in kept]))
    for position in (position for position, doubt in enumerate(doubted) if doubt):
        index, text = kept[position]
        trimmed = trim_runs(text, report=report)
        if trimmed.cut and trimmed.text:
            trims[index] += 1
            if is_stump(trimmed.text, "".join(piece for piece, _ in trimmed.cut)):
                cut.append((index, text, trimmed.cut[0][1]))
                kept[position] = (index, "")
                continue
            if trims[index] > _MOST_TRIMS:
                cut.append((index, text, trimmed.cut[0][1]))
                kept[position] = (index, "")
                continue
            cut += [(index, piece, judgement) for piece, judgement in trimmed.cut]
            kept[position] = (index, trimmed.text)
    kept[:] = [(index, text) for index, text in kept if text]
    return cut or _pitches(kept) or _offers(kept)


def _is_told(texts: tuple[str, ...], block: SpamBlock, span: tuple[int, int] | None) -> bool:
    """Whether the n-grams alone speak against the part of a paragraph that would be cut.

    They need another sign beside them, and that stands in one of the honest sentences around.
    """
    if span is None or block.judgement.rule != "ngrams":
        return False
    return not measured(texts[block.start][slice(*span)]).seconded


def _sown(kept: list[tuple[int, str]], entries: Set[str]) -> list[_Cut]:
    """Cut the keywords that were sown into sentences."""
    texts = [text for _, text in kept]
    sown = sown_phrases(texts, entries, lines=True)
    left = without_sown(texts, sown)
    places = [index for index, _ in kept]
    kept[:] = [(index, text) for (index, _), text in zip(kept, left, strict=True) if text]
    return [
        (places[one.paragraph], texts[one.paragraph][one.start : one.end].strip(), one.judgement)
        for one in sown
    ]


def _pitches(kept: list[tuple[int, str]], *, beside_story: bool = False) -> list[_Cut]:
    """Cut sentences that sell what a trade of spam sells out of a text that is about something else.

    With `beside_story` only where the rest of the paragraph is the story's: before the paragraph is judged as
    a whole, and goes with it.
    """
    texts = [text for _, text in kept]
    spans = [_narrowed(texts, span) for span in pitch_spans(texts)]
    if beside_story:
        left = without_spans(texts, spans)
        plain = {at for at in {span.paragraph for span in spans} if tells_plainly(left[at])}
        spans = [span for span in spans if span.paragraph in plain]
    if not spans:
        return []
    report = TradeReport.of(without_spans(texts, spans))
    spans = [span for span in spans if not report.tells(measured(span.of(texts)))]
    left = without_spans(texts, spans)
    cut = [(kept[span.paragraph][0], span.of(texts).strip(), span.judged(texts)) for span in spans]
    kept[:] = [(index, text.strip()) for (index, _), text in zip(kept, left, strict=True) if text.strip()]
    return cut


def _narrowed(texts: list[str], span: PitchSpan) -> PitchSpan:
    """The pitch without the honest sentence that a keyword stands before or behind."""
    start, end = spam_part(texts[span.paragraph], span.start, span.end)
    return replace(span, start=start, end=end)


def _offers(kept: list[tuple[int, str]]) -> list[_Cut]:
    """Cut sentences that offer something of a trade out of a text that is about something else."""
    doubted = candidate_lines([text for _, text in kept], in_article=True)
    spans = {
        at: span
        for at, ((_, text), doubt) in enumerate(zip(kept, doubted, strict=True))
        if doubt and (span := offer_in(text))
    }
    if not spans:
        return []
    left = [
        text[: spans[at][0]] + text[spans[at][1] :] if at in spans else text
        for at, (_, text) in enumerate(kept)
    ]
    around = surroundings((text, measured(text)) for text in left)
    report = TradeReport.of(left)
    cut: list[_Cut] = []
    for at, (start, end) in spans.items():
        index, text = kept[at]
        offer = measured(text[start:end])
        judgement = around.judge_offer(offer)
        if judgement.spam and not report.tells(offer):
            cut.append((index, text[start:end].strip(), judgement))
            kept[at] = (index, left[at].strip())
    kept[:] = [(index, text) for index, text in kept if text]
    return cut


def _block(cut: _Cut, alive: list[int]) -> RemovedBlock:
    index, text, judgement = cut
    return RemovedBlock(
        place=_place(index, alive),
        kind=judgement.kind,
        rule=judgement.rule,
        score=round(judgement.score, 3),
        text=text,
    )


def _place(index: int, alive: list[int]) -> BlockPlace:
    """Before the first kept paragraph (or all of it) is head, after the last tail."""
    if not alive or index < alive[0]:
        return BlockPlace.HEAD
    return BlockPlace.TAIL if index > alive[-1] else BlockPlace.INSIDE


def clean_article(article: ExtractedArticle) -> CleanArticle:
    """Cut spam from title, paragraphs and tags, and give the verdict. Total: no article makes it raise.

    Evidence is tidied as the text is: no controls, NFC.
    Spam among the tags goes to `removed` with place `title`, where the keywords it came from belong.
    For `hijacked` and `undecodable` the text is "" and the title whatever honest one was found.
    """
    named = article.title, article.title_candidates
    farmed = _is_farmed(article.removed)
    title, from_title = clean_title(*named, article.paragraphs, farmed)
    entries = farm_entries(_spam_texts((*article.removed, *from_title)))
    kept, from_text = clean_paragraphs(article.paragraphs, entries)
    if farmed or _is_farmed((*from_title, *from_text)):
        # Once more, by what the article says without its spam, and by all that the farm lists.
        farmed = True
        spam = _spam_texts((*article.removed, *from_title, *from_text))
        title, from_title = clean_title(*named, kept or article.paragraphs, farmed, spam)
    kept, from_head = _without_headline(title, kept, farmed)
    tags, from_tags = clean_tags(article.tags, chinese=article.facts.language == "zh")
    removed = (*article.removed, *_new(from_title, article.removed), *from_tags, *from_head, *from_text)
    removed = tuple(replace(block, text="\n".join(split_paragraphs(block.text))) for block in removed)
    verdict, reason = verdict_of(article, kept, removed)
    cleaned = cleaned_article(
        page=article.page,
        facts=article.facts,
        verdict=verdict,
        reason=reason,
        title=title,
        text="\n".join(kept) if verdict in (Verdict.ARTICLE, Verdict.NOT_ARTICLE) else "",
        tags=tags,
        removed=removed,
    )
    return replace(cleaned, boxes=article.boxes)


def _spam_texts(blocks: tuple[RemovedBlock, ...]) -> list[str]:
    """What was cut as spam, without furniture."""
    return [block.text for block in blocks if block.kind != SpamKind.FURNITURE]


def _is_farmed(blocks: tuple[RemovedBlock, ...]) -> bool:
    """Whether there is spam on a page: of titles only a brand with its promotion is no word of its news."""
    return any(
        block.kind != SpamKind.FURNITURE
        and (block.place != BlockPlace.TITLE or measured(block.text).promoted)
        for block in blocks
    )


def _new(blocks: tuple[RemovedBlock, ...], known: tuple[RemovedBlock, ...]) -> tuple[RemovedBlock, ...]:
    """Titles not yet reported: a candidate read from an element that sanitising cut is the same evidence."""
    texts = {block.text for block in known}
    return tuple(block for block in blocks if block.text not in texts)
