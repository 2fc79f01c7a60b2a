"""Tags without spam: each judged by itself, and doubtful ones side by side as the list they are."""

from __future__ import annotations

from itertools import groupby

from newsarchive.items import RemovedBlock
from newsarchive.text.cleaning.titles import title_block
from newsarchive.text.spam import LIKELY, Judgement, judge, suspects
from newsarchive.text.spam.judge import FOREIGN
from newsarchive.text.spam.scripts import is_foreign_to_chinese, is_unhan

_FEWEST = 2  # tags of a list


def clean_tags(
    tags: tuple[str, ...], *, chinese: bool = False
) -> tuple[tuple[str, ...], tuple[RemovedBlock, ...]]:
    """The tags to keep and what was cut, in order; of a `chinese` article foreign ones are doubtful."""
    judged = [(tag, judge(tag)) for tag in tags]
    doubted = [
        found.spam or doubt or (chinese and is_unhan(tag))
        for (tag, found), doubt in zip(judged, suspects(tags), strict=True)
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
    judgement = judge(text, FOREIGN if chinese and is_foreign_to_chinese(text) else LIKELY)
    return judgement if judgement.spam else None
