"""Lines in the form of furniture that a story tells: headings, items of lists, what a colon announces.

What stands around a line decides, and what the page says of it: no form of words does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from newsarchive.text.sentences import says_something

# How a line ends whose answer the next one is.
INTRODUCING = (":", "：")


@dataclass(frozen=True, slots=True)
class AskedLines:
    """What the page says of lines, asked for where it matters: `headings` over parts of it, `links`.

    `quoted` stand in quotations, `listed` in items of lists, `items` are whole ones; the site has `names`.
    `passages` head passages of the story, `amid` stand right in the boxes of its paragraphs and lead nowhere.
    """

    headings: Callable[[], Collection[str]] = tuple
    links: Callable[[], Collection[str]] = tuple
    quoted: Callable[[], Collection[str]] = tuple
    listed: Callable[[], Collection[str]] = tuple
    names: Collection[str] = ()
    passages: Callable[[], Collection[str]] = tuple
    amid: Callable[[], Collection[str]] = tuple
    items: Callable[[], Collection[str]] = tuple


NO_ASKED = AskedLines()

# Rules whose lines begin with a label, or lead elsewhere: no heading does.
_NO_HEADING = frozenset(
    {"original_title", "editor_line", "tag_list", "notice", "see_also", "headline", "control_label"}
)
# A line that is drawn, or letters that are lost.
_NO_ANSWER = re.compile(r"[-_]+|[?\s]*\ufffd[?\ufffd\s]*")


def without_told(
    paragraphs: Sequence[str], rules: Sequence[str | None], asked: AskedLines
) -> list[str | None]:
    """Return the rules but for lines that the story tells."""
    told = _Told(paragraphs, list(rules), asked)
    for at, rule in enumerate(rules):
        if rule is not None and told.is_told(at, rule):
            told.rules[at] = None
    return told.rules


class _Told:
    """The lines of a text, their rules, and where its sentences stand."""

    def __init__(self, paragraphs: Sequence[str], rules: list[str | None], asked: AskedLines) -> None:
        self.lines, self.rules, self.asked = paragraphs, rules, asked
        prose = [at for at, rule in enumerate(rules) if rule is None and says_something(paragraphs[at])]
        self.prose = frozenset(prose)
        self.first, self.last = (prose[0], prose[-1]) if prose else (len(rules), -1)

    def is_told(self, at: int, rule: str) -> bool:
        """Say whether what stands around a line, or what the page says of it, makes it the story's own."""
        line = self.lines[at]
        if _NO_ANSWER.fullmatch(line):
            return False
        return rule not in _NO_HEADING and at + 1 in self.prose and line in self.asked.passages()
