"""The day of the last change, as labels and marked elements on the page tell it; and what is none of it."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.date_labels import says_changed
from newsarchive.text.dates.page_times import page_times
from tests.text.dates.pages import page_of, tree_of

PUBLISHED = (("json-ld", "2031-05-07T10:00:00+02:00"),)


def changed(head: str, after: str = "", *, meta: str = "") -> str | None:
    tree = tree_of(head, after=after)
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
    "after",
    [
        "<aside>Updated 9 June 2031</aside>",
        "<div class=teaser><a href=/other/pier>Pier sold to a sauna</a> Updated 9 June 2031</div>",
        "<div class=comment>Updated 9 June 2031 <p>They said the same years ago, and nothing came.</p></div>",
        "<aside><time class=updated datetime=2031-06-09>x</time></aside>",
        "<p>Privacy policy updated 9 June 2031</p>",
    ],
)
def test_the_change_of_another_story_a_remark_or_a_notice_is_none(after: str) -> None:
    assert changed("<p>Published 7 May 2031</p>", after) is None


def test_words_beside_a_day_are_those_of_a_page() -> None:
    for before in ("Last updated on ", "Ultimo aggiornamento: ", "Son güncelleme: ", "Останнє оновлення: "):
        assert says_changed(before, "")
    for before in ("Updated daily. ", "The law was modified on ", "Mis à jour par Anne Roy le "):
        assert not says_changed(before, "")
    assert says_changed("", " 更新") is False  # of Chinese and Japanese lines `line_changes` tells
    assert not says_changed("", " - mis à jour chaque jour")
