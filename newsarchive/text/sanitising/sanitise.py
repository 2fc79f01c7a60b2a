"""sanitise_tree: a parsed page in, the same tree without what the DOM shows to be spam."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.farms import cut_farms
from newsarchive.text.sanitising.headings import cut_headings
from newsarchive.text.sanitising.hidden import cut_hidden
from newsarchive.text.sanitising.hosts import host_of
from newsarchive.text.sanitising.lines import cut_lines


def sanitise_tree(tree: HtmlElement, url: str) -> tuple[RemovedBlock, ...]:
    """Mutate `tree` (a whole page, or a part of one); return what was cut, by rule then in document order.

    `url` is the page's address ("" where unknown): links to its host are not foreign. Total: no tree makes it
    raise. Text that followed a cut element stays. What is hidden but no spam stays for extraction to judge:
    news sites hide whole articles until their scripts run.
    """
    host = host_of(url)
    return (*cut_headings(tree), *cut_hidden(tree), *cut_farms(tree, host), *cut_lines(tree))
