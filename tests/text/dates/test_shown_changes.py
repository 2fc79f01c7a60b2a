"""The day of the last change, as labels and marked elements on the page tell it; and what is none of it."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.dates.date_labels import says_changed
from newsarchive.text.dates.page_times import page_times
from tests.text.dates.pages import LEAD, TAIL, page_of, tree_of

MARKED = "<time class=updated datetime=2031-06-09>9 June</time> <a href=/c>Leave a comment</a></footer>"
PUBLISHED = (("json-ld", "2031-05-07T10:00:00+02:00"),)


def changed(head: str, below: str = "", *, meta: str = "") -> str | None:
    tree = tree_of(head, below=below)
    _, modified = page_times(
        page_of(tree, published=PUBLISHED, modified=(("json-ld", meta),) if meta else ())
    )
    return modified[0] if modified else None


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("<p>Published 7 May 2031, last updated 9 June 2031</p>", "2031-06-09"),
        ("<p>By Ann Lee Updated June 9, 2031, 14:20</p>", "2031-06-09T14:20:00"),
        ("<p>Zuletzt aktualisiert am 9. Juni 2031</p>", "2031-06-09"),
        ("<p>9 जून 2031 अपडेट</p>", "2031-06-09"),
        ("<span>Updated</span> <time datetime=2031-06-09>9 June 2031</time>", "2031-06-09"),
        ("<span itemprop=dateModified content=2031-06-09>x</span>", "2031-06-09"),
        ("<time class=dt-updated datetime=2031-06-09>x</time>", "2031-06-09"),
        ("<time class=updated datetime=2031-06-09>x</time>", "2031-06-09"),
        # Before the publication, of other things than the page, or of its editor.
        ("<p>Updated 6 May 2031</p>", None),
        ("<p>Prices updated 9 June 2031</p>", None),
        ("<p>Firmware update 9 June 2031</p>", None),
        ("<p>Edited by Ann Lee, 9 June 2031</p>", None),
        ("<time class='entry-date updated' datetime=2031-06-09>x</time>", None),
        ("<p>9 June 2031</p>", None),
    ],
)
def test_a_label_or_a_mark_tells_the_last_change(head: str, time: str | None) -> None:
    assert changed(head) == time


def test_what_the_markup_states_counts_unless_it_is_the_publication() -> None:
    assert changed("<p>Updated 9 June 2031</p>", meta="2031-06-20") == "2031-06-20"
    assert changed("<p>Updated 9 June 2031</p>", meta=PUBLISHED[0][1]) == "2031-06-09"
    assert changed("<p>Updated 9 June 2031</p>", meta="2031-05-01") == "2031-06-09"
    assert changed("", meta=PUBLISHED[0][1]) == PUBLISHED[0][1]


@pytest.mark.parametrize(
    "below",
    [
        "<aside>Updated 9 June 2031</aside>",
        "<div class=teaser><a href=/other/pier>Pier sold to a sauna</a> Updated 9 June 2031</div>",
        "<div class=comment>Updated 9 June 2031 <p>They said the same years ago, and nothing came.</p></div>",
        "<aside><time class=updated datetime=2031-06-09>x</time></aside>",
        "<p>Privacy policy updated 9 June 2031</p>",
    ],
)
def test_the_change_of_another_story_a_remark_or_a_notice_is_none(below: str) -> None:
    assert changed("<p>Published 7 May 2031</p>", below) is None


@pytest.mark.parametrize(
    "below",
    [
        "<p>Last updated on 9 June 2031</p>",
        "<div><em>Zuletzt aktualisiert am 9. Juni 2031</em></div>",
        "<p><time class=updated datetime=2031-06-09>9 June 2031</time></p>",
        "<footer class=entry-footer><time class='entry-date published' datetime=2031-05-07>7 May</time>"
        + MARKED,
    ],
)
def test_a_change_right_behind_the_last_paragraph_counts(below: str) -> None:
    assert changed("<p>7 May 2031</p>", below) == "2031-06-09"


@pytest.mark.parametrize(
    "head",
    [
        "<p>Published 7 May 2031 | Updated 9 June 2031 | 5 min read</p>",
        "<p>Publié le 7 mai 2031 • Mis à jour le 9 juin 2031 • 3 minutes de lecture</p>",
        "<div class=card-body><i>Published 7 May 2031</i> <i>Updated 9 June 2031</i> 12 Comments</div>",
        "<ul><li><a href=/a>Ada Roe</a></li><li>Published 7 May 2031</li><li>Updated 9 June 2031</li></ul>",
        "<p>Published: 7 May 2031. This story will be updated. Updated: 9 June 2031</p>",
        # A rate and another story stay what they are, and a list of links.
        "<p>Rate published 7 May 2031, updated 9 June 2031: 1.0835</p>",
        "<div class=card>Published 7 May 2031 <a href=/o>Pier sold to a sauna</a> Updated 9 June 2031</div>",
        "<ul><li><a href=/a>Storm</a></li><li>Updated 9 June 2031</li></ul>",
        "<div><b>Fuel in our town</b><br>Last updated: 9 June 2031</div>",
        "<p>Published: 7 May 2031. To be updated 9 June 2031</p>",
    ],
)
def test_numbers_beside_the_publication_are_no_other_box(head: str) -> None:
    kept = "min" in head or "Comments" in head or "Ada Roe" in head or "will be" in head
    assert changed(head) == ("2031-06-09" if kept else None)


@pytest.mark.parametrize(
    ("over", "headline", "found"),
    [
        ("<header><h1><a href=/>The Gazette</a></h1><p>Last updated 9 June 2031</p></header>", "h2", False),
        ("<div><h1>The Gazette</h1>Last updated: 9 June 2031</div>", "h2", False),
        ("<table><tr><td><h1>The Gazette</h1><td>Letztes Update: 9. Juni 2031</table>", "h2", False),
        ("<h1>The Gazette</h1>", "h2", True),
        ("", "h1", True),
    ],
)
def test_what_stands_over_the_headline_is_of_the_site(over: str, headline: str, found: bool) -> None:
    line = "Updated 9 June 2031" if found else "Published on 7 May 2031"
    tree = document_fromstring(
        f"<html><title>Ferry runs again | The Gazette</title><body>{over}"
        f"<{headline}>Ferry runs again</{headline}><p>{line}</p><h2>A winter is over</h2>"
        f"<p>{LEAD}</p><p>{TAIL}</p></body></html>"
    )
    modified = page_times(page_of(tree, published=PUBLISHED))[1]
    assert (modified is not None) is found


@pytest.mark.parametrize(
    ("h1", "title", "beside", "found"),
    [
        ("Harbour Post", "Ferry starts again - Harbour Post", "<footer>© 2031 Harbour Post</footer>", False),
        ("Harbour Post", "Ferry", "<meta property=og:site_name content='Harbour Post'>", False),
        # A story's own h1, with a deck below it.
        ("Ferry to the isles", "Ferry to the isles", "<footer>© Harbour Post</footer>", True),
        ("Ferry to the isles", "Harbour Post", "", True),
    ],
)
def test_a_site_s_name_above_the_headline_is_no_headline(
    h1: str, title: str, beside: str, *, found: bool
) -> None:
    tree = document_fromstring(
        f"<html><title>{title}</title><body><div><h1>{h1}</h1><p>Last updated: 9 June 2031</p></div>"
        f"<h2>Ferry runs</h2><p>Published on 7 May 2031</p><p>{LEAD}</p><p>{TAIL}</p>{beside}</body></html>"
    )
    assert (page_times(page_of(tree, published=PUBLISHED))[1] is not None) is found


def test_words_beside_a_day_are_those_of_a_page() -> None:
    for before in ("Last updated on ", "Ultimo aggiornamento: ", "Son güncelleme: ", "Останнє оновлення: "):
        assert says_changed(before, "")
    for before in ("Updated daily. ", "The law was modified on ", "Mis à jour par Anne Roy le "):
        assert not says_changed(before, "")
    assert says_changed("", " 更新") is False  # of Chinese and Japanese lines `line_changes` tells
    assert not says_changed("", " - mis à jour chaque jour")
