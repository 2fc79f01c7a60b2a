"""The path of a text/plain page: lines are paragraphs, spam, title and source line first, furniture last."""

from __future__ import annotations

import re

from newsarchive.items import DecodedPage
from newsarchive.text.extraction.draft import Draft
from newsarchive.text.extraction.repairing import RepairedSource
from newsarchive.text.furniture.lines import furniture_kind
from newsarchive.text.furniture.source_lines import is_source_line
from newsarchive.text.lines import split_paragraphs
from newsarchive.text.metadata.datelines import find_dateline
from newsarchive.text.metadata.facts import PageFacts
from newsarchive.text.metadata.titles import SAME_HEADLINE, likeness
from newsarchive.text.spam import judge

# The lines before the text: title, date and source, a share bar; deeper down short lines are subheadings.
DEEPEST_HEAD = 20
SENTENCE = re.compile(r"[。！？!?…；.][”’」』）)\"']{0,2}$")


def draft_plain(page: DecodedPage, source: RepairedSource) -> Draft:
    """Return the draft of a plain text page; spam lines stay in it for the clean stage to judge."""
    lines = split_paragraphs(source.text)
    first = _first_sentence(lines)
    titles = _titles(tuple(line for line in lines[:first] if not judge(line).spam))
    return Draft(
        page=page,
        paragraphs=lines,
        lines=(),
        facts=PageFacts(titles=titles, headlines=_versions(titles)),
        repairs=source.repairs,
        is_mirror=source.is_mirror,
    )


def _first_sentence(lines: tuple[str, ...]) -> int:
    """The index of the first line of the text proper: a dateline or a full sentence that is no spam."""
    for index, line in enumerate(lines[:DEEPEST_HEAD]):
        if find_dateline((line,)) or (len(line) >= 40 and SENTENCE.search(line) and not judge(line).spam):
            return index
    return 0


def _titles(head: tuple[str, ...]) -> tuple[str, ...]:
    """The line above the source line if there is one, then the other lines that could be a headline."""
    usable = [line for line in head if furniture_kind(line) is None and 4 <= len(line) <= 120]
    sources = [index for index, line in enumerate(head) if is_source_line(line)]
    above = [line for line in head[: sources[0]] if line in usable] if sources else []
    return tuple(dict.fromkeys((*reversed(above), *usable)))


def _versions(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The title and the lines that are versions of it; others may be subheadings of the text."""
    return tuple(title for title in titles[:4] if likeness(title, titles[0]) >= SAME_HEADLINE)
