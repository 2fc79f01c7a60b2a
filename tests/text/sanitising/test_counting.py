"""Links counted from the links up."""

from __future__ import annotations

import lxml.html

from newsarchive.text.sanitising.link_farms import LinkCount, count_links


def test_every_holder_has_the_counts_of_all_links_in_it() -> None:
    tree = lxml.html.fragment_fromstring(
        "<div><p><a>lake</a> <b><a>boat!</a></b></p><ul><li><a>x</a></li></ul><i>none</i></div>"
    )
    links = list(tree.iter("a"))
    counts = count_links({link: link.text or "" for link in links}, {links[1]})
    assert counts[tree] == LinkCount(links=3, spam=1, letters=9)
    assert counts[tree[0]] == LinkCount(links=2, spam=1, letters=8)
    assert counts[tree[1]] == LinkCount(links=1, spam=0, letters=1)
    assert tree[2] not in counts
