"""sanitise_tree: a parsed page in, the same tree without what the DOM shows to be spam."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.cutting import SILENT
from newsarchive.text.sanitising.farms import cut_farms
from newsarchive.text.sanitising.headings import cut_headings, is_spoken
from newsarchive.text.sanitising.hidden import cut_hidden
from newsarchive.text.sanitising.hosts import host_of, usual_host
from newsarchive.text.sanitising.lines import cut_lines
from newsarchive.text.spam import may_hold_spam, suspects
from newsarchive.text.spam.scripts import is_chinese, is_foreign_to_chinese


def sanitise_tree(tree: HtmlElement, url: str) -> tuple[RemovedBlock, ...]:
    """Mutate `tree` (a whole page, or a part of one); return what was cut, by rule then in document order.

    `url` is the page's address ("" where unknown): links to its host are not foreign. Total: no tree makes it
    raise. Text that followed a cut element stays. What is hidden but no spam stays for extraction to judge:
    news sites hide whole articles until their scripts run.
    """
    text = _all_text(tree)
    chinese = is_chinese(text)
    if not (may_hold_spam(text) or (chinese and _holds_foreign(text))):
        return ()
    host = host_of(url) or usual_host(tree.iter("a"))
    return (
        *cut_headings(tree, chinese),
        *cut_hidden(tree, host, chinese),
        *cut_farms(tree, host, chinese),
        *cut_lines(tree, chinese),
    )


def _holds_foreign(text: str) -> bool:
    """Whether a foreign line of a Chinese page is doubtful: less is asked of it than `may_hold_spam` asks."""
    lines = [line for line in text.split("\n") if is_foreign_to_chinese(line)]
    return any(suspects(lines, chinese=True))


def _all_text(tree: HtmlElement) -> str:
    """Every text the rules look at, code left out, each node on a line of its own."""
    silent = {code.text for code in tree.iter(*SILENT)}
    spoken = (text.strip() for text in tree.itertext() if text not in silent)
    # A description stands in three tags side by side: what is said thrice is no likelier spam.
    contents = dict.fromkeys(meta.get("content") or "" for meta in tree.iter("meta") if is_spoken(meta))
    return "\n".join(filter(None, (*spoken, *contents)))
