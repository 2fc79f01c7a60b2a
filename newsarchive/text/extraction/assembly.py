"""Putting the record together: facts taken from markup first, then from the lines around the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import chain

from newsarchive.items import ArticleFacts, ExtractedArticle, Script
from newsarchive.text.boilerplate.applying import shared_lines
from newsarchive.text.dates.markup_dates import DatedPage, stated_clocks
from newsarchive.text.dates.page_times import count_statements, page_times
from newsarchive.text.dates.time_choice import is_mainland
from newsarchive.text.dates.written_dates import AMHARIC, TIGRINYA
from newsarchive.text.extraction.coming_parts import has_more_words
from newsarchive.text.extraction.credited_people import (
    CreditLines,
    before_others,
    credited_people,
    outermost_boxes,
)
from newsarchive.text.extraction.headline_box import headline_boxes
from newsarchive.text.extraction.lines_apart import lines_apart, small_boxes
from newsarchive.text.extraction.page_columns import column_lines, link_rows
from newsarchive.text.extraction.passage_headings import lines_amid, passage_headings
from newsarchive.text.extraction.stated_lines import StatedLines
from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.trimming import (
    LAID_OUT,
    NO_LINES,
    AskedLines,
    Trimmed,
    cut_offers,
)
from newsarchive.text.language import detect_language
from newsarchive.text.metadata.author_candidates import FIRST, LAST
from newsarchive.text.metadata.authors import (
    body_text,
)
from newsarchive.text.metadata.chinese_bylines import find_editor
from newsarchive.text.metadata.credit_lines import (
    credited_outlet,
    find_dateline,
    lines_around,
    quoted_headline,
)
from newsarchive.text.metadata.page_elements import FULL_PARAGRAPH
from newsarchive.text.metadata.person_names import letters_of_name
from newsarchive.text.page.page_blocks import TAG_BIT, Block, Box
from newsarchive.text.page_draft import Draft
from newsarchive.text.page_kinds.kind_judge import sort_page
from newsarchive.text.page_kinds.page_verdict import DENSE_LANGUAGES, judge_page, judge_text
from newsarchive.text.replayed_addresses import original_address
from newsarchive.text.reservations import reserved_rights

# Labels and values of a by-line that may stand before the text proper, a line each.
_DEEPEST_OPENING = 8
# Lines behind a text that may sign it.
_SIGNING = 2

# The main text without furniture: what every page shows to be furniture, and what its host's pages share.


def trimmed_text(draft: Draft, headlines: tuple[str, ...]) -> Trimmed:
    """Return the draft's paragraphs that are the article's, and what was cut.

    Where no article would be left without the lines its host's pages share, those stay: they may be what this
    page is about.
    """
    known = shared_lines(draft.paragraphs, draft.page.hints.shared)
    boxed = cache(partial(_boxed, draft))
    trim = partial(
        trim_furniture,
        draft.paragraphs,
        headlines,
        references=draft.references,
        asked=AskedLines(
            headings=cache(partial(_lesser_headings, draft)),
            links=cache(partial(_linked_lines, draft)),
            quoted=partial(_quoted_lines, draft),
            listed=partial(_listed_lines, draft),
            passages=cache(partial(_passages, draft, headlines)),
            amid=cache(partial(_amid, draft)),
            items=partial(_whole_items, draft),
            apart=cache(partial(_apart, draft, boxed)),
            boxed=boxed,
            columns=cache(partial(_columns, draft)),
            rows=cache(partial(_rows, draft)),
            names=(*draft.facts.site_names, draft.facts.outlet or ""),
        ),
        boxes=headline_boxes(draft.blocks, headlines),
        controls=draft.controls,
        decks=draft.decks,
    )
    trimmed = trim(known)
    if known == NO_LINES or _is_article(trimmed.paragraphs, marked=draft.is_marked):
        return trimmed
    return trim()


def _columns(draft: Draft) -> frozenset[str]:
    return column_lines(
        _blocks(draft), draft.paragraphs, partial(furniture_kind, names=draft.facts.site_names)
    )


def _rows(draft: Draft) -> frozenset[str]:
    return link_rows(_blocks(draft), draft.paragraphs)


def _linked_lines(draft: Draft) -> frozenset[str]:
    """The lines of the page that are links, but for a day beside them."""
    blocks = _blocks(draft)
    return frozenset(block.text for block in blocks if block.linked * 2 > len(block.text))


def _quoted_lines(draft: Draft) -> frozenset[str]:
    blocks = _blocks(draft)
    return frozenset(block.text for block in blocks if block.box.tags & TAG_BIT["blockquote"])


def _listed_lines(draft: Draft) -> frozenset[str]:
    """The lines of the page in items of lists, but for an item that holds most of the text: a story's box."""
    blocks = _blocks(draft)
    of_item: dict[int, list[str]] = {}
    for block in blocks:
        if not block.box.tags & TAG_BIT["li"]:
            continue
        box: Box | None = block.box
        while box is not None and not box.tag & TAG_BIT["li"]:
            box = box.parent
        of_item.setdefault(id(box), []).append(block.text)
    told = frozenset(draft.paragraphs)
    items = (lines for lines in of_item.values() if 2 * len(told.intersection(lines)) <= len(told))
    return frozenset(chain.from_iterable(items))


def _blocks(draft: Draft) -> Sequence[Block]:
    return draft.blocks.blocks if draft.blocks else ()


def _whole_items(draft: Draft) -> frozenset[str]:
    """The lines of the page that are each a whole item of a list."""
    blocks = _blocks(draft)
    item = TAG_BIT["li"]
    return frozenset(
        block.text
        for block in blocks
        if any(
            box is not None and box.tag & item and box.end - box.first == 1
            for box in (block.box, block.box.parent)
        )
    )


def _passages(draft: Draft, headlines: tuple[str, ...]) -> frozenset[str]:
    blocks = _blocks(draft)
    return passage_headings(blocks, draft.paragraphs, headlines)


def _amid(draft: Draft) -> frozenset[str]:
    return lines_amid(_blocks(draft))


def _apart(draft: Draft, boxed: Callable[[], tuple[tuple[str, ...], ...]]) -> frozenset[str]:
    return lines_apart(_blocks(draft), draft.paragraphs, boxed())


def _boxed(draft: Draft) -> tuple[tuple[str, ...], ...]:
    return small_boxes(_blocks(draft), draft.paragraphs)


def _lesser_headings(draft: Draft) -> frozenset[str]:
    return frozenset(line for _, told in outermost_boxes(draft, "h2", "h3", "h4") for line in told)


def _is_article(paragraphs: tuple[str, ...], *, marked: bool) -> bool:
    language, _ = detect_language("\n".join(paragraphs))
    return judge_text(paragraphs, language, marked=marked)[0] == "article"


def assemble(draft: Draft) -> ExtractedArticle:
    """Return the article of `draft`; editor, outlet, authors and date are read from its furniture too."""
    titles = _titles(draft)
    trimmed = cut_offers(trimmed_text(draft, (*titles[:1], *draft.facts.headlines)), draft.offers)
    language, script = _language(draft, trimmed.paragraphs)
    # By-lines and days stand around decks.
    story = tuple(line for line in trimmed.paragraphs if line not in draft.decks)
    around = lines_around(draft.lines, story, titles[0] if titles else None)
    credited = [block for block in trimmed.removed if block.rule not in LAID_OUT]
    cut = {
        place: tuple(block.text for block in credited if block.place == place)
        for place in ("head", "inside", "tail")
    }
    head = (*around.above, *cut["head"], *story[:6])
    tail = (*trimmed.paragraphs[-5:], *cut["inside"], *cut["tail"], *around.below)
    opening = _opening(story)
    lines = CreditLines(
        head=head,
        tail=tail,
        above=(*(around.above or cut["head"]), *opening),
        below=(*trimmed.paragraphs[-LAST:], *(around.below or cut["tail"])),
        under_title=(*around.under_title, *cut["head"], *opening),
        last=(*trimmed.paragraphs[-1:], *cut["tail"][:1]),
        ends=(*trimmed.paragraphs[-1:], *cut["tail"][:_SIGNING], *before_others(around.below)[:_SIGNING]),
        amid=(*around.amid, *cut["inside"], *trimmed.paragraphs[-LAST:]),
        over_title=around.over_title,
    )
    editor = find_editor((*tail, *head)) if language == "zh" else None
    authors, organisations = credited_people(
        draft,
        lines,
        body_text(trimmed.paragraphs),
        titles,
        editor,
        language=language,
    )
    published, modified = _times(draft, head, story, language, script)
    said = StatedLines(
        authors,
        organisations,
        frozenset(map(letters_of_name, draft.facts.tags)),
        _days(published, modified),
        language,
        draft,
    )
    trimmed = said.cut(trimmed)
    stated = draft.facts
    whole = (*trimmed.paragraphs, *draft.other_stories)
    judged = sort_page(
        draft,
        whole,
        language,
        judge_page(draft, whole, language, headings=trimmed.headlines, is_signed=bool(authors)),
        dated_by=published[1] if published else None,
        names=len(authors),
    )
    facts = ArticleFacts(
        charset=draft.page.charset,
        error=None,
        canonical_url=stated.canonical_url,
        authors=authors,
        organisations=organisations,
        editor=editor,
        outlet=(credited_outlet((*head, *tail)) if language == "zh" else None) or stated.outlet,
        dateline=find_dateline(trimmed.paragraphs),
        section=stated.section,
        published_at=published[0] if published else None,
        modified_at=modified[0] if modified else None,
        date_source=published[1] if published else None,
        language=language,
        script=script,
        image=stated.image,
        repairs=draft.repairs,
        missed_selectors=draft.missed,
        rights=reserved_rights(draft.page),
        for_subscribers=stated.for_subscribers or (draft.is_walled and not stated.is_free),
        text_confidence=None if draft.confidence is None else round(draft.confidence, 3),
        shows_part=draft.shows_part or has_more_words(draft.page.page.body, "\n".join(trimmed.paragraphs)),
        kind=judged.kind,
        kind_confidence=judged.confidence,
        votes=(),
        stands_in_for=None,
    )
    return ExtractedArticle(
        page=draft.page.page,
        facts=facts,
        verdict=judged.verdict,
        reason=judged.reason,
        title=titles[0] if titles else None,
        title_candidates=titles[1:],
        date_statements=count_statements(stated.published, published),
        clocks=stated_clocks(draft.model),
        paragraphs=trimmed.paragraphs,
        tags=stated.tags,
        removed=(*draft.removed, *trimmed.removed),
        boxes=draft.boxes,
    )


def _opening(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The first paragraphs, more where labels and values, a line each, were read with the text."""
    # In bytes: an ideograph says as much as three letters.
    full = (at for at, line in enumerate(paragraphs) if len(line.encode()) >= FULL_PARAGRAPH)
    short = next(full, 0)
    return paragraphs[: max(FIRST, min(short, _DEEPEST_OPENING))]


def _days(*times: tuple[str, str] | None) -> frozenset[str]:
    return frozenset(time[0][:10] for time in times if time)


def _titles(draft: Draft) -> tuple[str, ...]:
    """The claimants of the markup; the headline a dateline quotes is one more."""
    quoted = tuple(title for line in draft.paragraphs[:6] if (title := quoted_headline(line)))
    return tuple(dict.fromkeys((*draft.facts.titles, *quoted)))


def _language(draft: Draft, paragraphs: tuple[str, ...]) -> tuple[str | None, Script | None]:
    language, script = detect_language("\n".join(paragraphs))
    # A few lines of a mirror may not tell; what still is Traditional is called so.
    return language, script or ("Hans" if draft.is_mirror and language == "zh" else None)


def _is_said_tigrinya(draft: Draft) -> bool:
    """Whether a page says that its language is the one whose months are written as the Amharic ones."""
    stated = draft.tree.get("lang") if draft.tree is not None else None
    return (stated or "").lower().split("-")[0] == TIGRINYA


def _times(
    draft: Draft,
    head: tuple[str, ...],
    paragraphs: tuple[str, ...],
    language: str | None,
    script: Script | None,
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Publication and last change; East Asian pages and plain text print them in a line near the headline."""
    url = original_address(draft.page.page.url)
    return page_times(
        DatedPage(
            url=url,
            canonical=draft.facts.canonical_url,
            tree=draft.tree,
            published=draft.facts.published,
            modified=draft.facts.modified,
            image=draft.facts.image,
            paragraphs=paragraphs,
            lines=head if language in DENSE_LANGUAGES or draft.tree is None else (),
            language=TIGRINYA if language == AMHARIC and _is_said_tigrinya(draft) else language,
            zone=draft.page.hints.timezone,
            mainland=draft.is_mirror or is_mainland(url, language, script),
            listed=draft.page.page.listed_at,
            visited=fetched.date().isoformat() if (fetched := draft.page.page.fetched_at) else None,
            others=draft.others,
        )
    )
