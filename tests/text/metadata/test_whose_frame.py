"""Names around a story that others wrote: owners, columnists, who is read most, who remarks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

STORY = (
    "The upper lock closes on Friday, and boats must wait at the quay until the spring, the council said.",
    "Its gates were hung in 1932 and have been mended three times since, the last time after a flood.",
    "A ferry takes people across meanwhile; it leaves the north pier every half hour from six o'clock on.",
)
TITLE = "The upper lock closes"


def read(
    byline: str = "", *, head: str = "", above: str = "", end: str = "", below: str = "", visited: str = ""
) -> CleanArticle:
    text = "".join(f"<p>{line}</p>" for line in STORY)
    page = (
        f"<html lang=en><head><title>{TITLE} - Lock Courier</title>{head}</head><body>{above}<main><article>"
        f"<h1>{TITLE}</h1>{byline}<div class=text>{text}{end}</div></article>{below}</main></body></html>"
    )
    return run_stages(FetchedPage(url="https://lock.example/a/lock-1.html", body=page.encode()))


OWNER = "<meta name=author content='Max Poe'>"
SIDEBAR = (
    "<aside class=sidebar><div itemprop=author itemscope itemtype='https://schema.org/Person'>"
    "<p class=site-author-name itemprop=name>Max Poe</p><p>Notes from the canal</p></div></aside>"
)
FOOT = "<footer>© 2031 <span class=author itemprop=copyrightHolder>Max Poe</span></footer>"


@pytest.mark.parametrize(
    ("byline", "end"),
    [
        ("<p class=meta><span>2031-05-04</span><span>Guest post by Helen Carter</span></p>", ""),
        ("<p class=byline>By Helen Carter</p><p>4 May 2031</p>", ""),
        ("<p>4 May 2031</p>", "<p class=signature><b>Guest author: Helen Carter</b></p>"),
        ("<p>4 May 2031</p>", "<p class=signature>Autora invitada: Helen Carter</p>"),
    ],
)
def test_a_guest_signs_and_not_the_owner_of_the_site(byline: str, end: str) -> None:
    assert read(byline, head=OWNER, above=SIDEBAR, end=end, below=FOOT).facts.authors == ("Helen Carter",)


@pytest.mark.parametrize("name", ["Lê Minh Châu", "Nguyễn Thị Hoa", "Carter Helen"])
def test_a_guest_may_write_the_family_name_first(name: str) -> None:
    end = f"<p class=signature>Guest author: {name}</p>"
    assert read("<p>4 May 2031</p>", head=OWNER, above=SIDEBAR, end=end).facts.authors == (name,)


@pytest.mark.parametrize(
    ("end", "below"),
    [
        ("<p>Guest author: New Ways</p>", ""),
        (
            "",
            (
                "<div class=teasers><div><a href=/b>Boats in winter</a>"
                "<p>Guest author: Helen Carter</p></div></div>"
            ),
        ),
    ],
)
def test_the_guest_of_another_story_and_a_headline_are_none_of_this(end: str, below: str) -> None:
    assert read("<p>4 May 2031</p>", head=OWNER, above=SIDEBAR, end=end, below=below).facts.authors == (
        "Max Poe",
    )


def test_markup_may_name_more_than_the_page_shows() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":'
        '[{"@type":"Person","name":"Ada Roe"},{"@type":"Person","name":"Max Poe"}]}</script>'
    )
    assert read("<p class=byline>By Ada Roe</p>", head=data).facts.authors == ("Ada Roe", "Max Poe")


def test_a_box_about_the_author_may_stand_below_other_stories() -> None:
    others = "<div class=related><h3>Related articles</h3><ul><li><a href=/b>Boats in winter</a></ul></div>"
    box = (
        "<div class=author-box><h4><a rel=author href=/author/roe>Ada Roe</a></h4>"
        "<p>Ada Roe writes about locks.</p></div>"
    )
    assert read("<p>4 May 2031</p>", below=others + box).facts.authors == ("Ada Roe",)


@pytest.mark.parametrize("label", ["Share this:", "Related", "Read more", "Comments", "Mehr zum Thema"])
@pytest.mark.parametrize(
    "box",
    [
        "<div class='author vcard'><a class='fn url' href=/author/roe>Ada Roe</a></div>",
        "<div class=post-author><a href=/author/roe>Ada Roe</a></div>",
        "<footer><div class=entry-author><a href=/author/roe>Ada Roe</a></div></footer>",
        "<div class=author-description><h4>Ada Roe</h4><p>Ada Roe writes about locks.</p></div>",
        "<section class=author><h4>Ada Roe</h4><p>She writes about locks.</p></section>",
    ],
)
def test_a_label_over_buttons_is_none_over_the_author(label: str, box: str) -> None:
    buttons = "<div class=buttons><a href=https://social.example/share>Facebook</a></div>"
    found = read("<p>4 May 2031</p>", below=f"<h3>{label}</h3>{buttons}{box}")
    assert found.facts.authors == ("Ada Roe",)


def test_a_headline_may_be_the_name_of_who_wrote() -> None:
    text = "".join(f"<p>{line}</p>" for line in STORY)
    page = (
        "<html lang=en><head><title>Ada Roe - Lock Courier</title></head><body><main><article>"
        f"<h1>Ada Roe</h1><p class=byline>By Ada Roe</p><div>{text}</div></article></main></body></html>"
    )
    read = run_stages(FetchedPage(url="https://lock.example/a/roe.html", body=page.encode()))
    assert read.facts.authors == ("Ada Roe",)


def test_the_owner_of_a_site_wrote_what_nobody_signs() -> None:
    assert read("<p>4 May 2031</p>", head=OWNER, above=SIDEBAR, below=FOOT).facts.authors == ("Max Poe",)


def test_a_role_behind_the_name_of_markup_is_no_other_name() -> None:
    aside = (
        "<aside><span>By <a href=/author/roe>Ada Roe</a></span><span class=block>Parliament</span></aside>"
    )
    data = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ada Roe"}}</script>'
    assert read(aside, head=data).facts.authors == ("Ada Roe",)


BELOW = {
    "remarks": "<div class=cmts><h3>Comments</h3><p><b class=author>Maria Lopez</b> 5 May 2031</p>"
    "<p>Well told.</p></div>",
    "what is read most": "<div><h3>Most read</h3><ol><li><a href=/1>Ferry fares to rise</a> "
    "<span class=author>Maria Lopez</span><li><a href=/2>A walk along the river</a> "
    "<span class=author>Tom Hay</span></ol></div>",
    "what is read most, in Turkish": "<div><h3>En çok okunanlar</h3><div><a href=/1>Vapur</a> "
    "<b class=author>Maria Lopez</b></div></div>",
    "columnists": "<div class=authors-box><h3>Columnists</h3><div class=card><a href=/c/1><b>Maria Lopez</b>"
    "<span>Why the river must stay clean</span></a></div><div class=card><a href=/c/2><b>Tom Hay</b>"
    "<span>What the new fares mean for us</span></a></div></div>",
    "other stories": "<div class=related><h3>Related articles</h3><article class=feed><h2>Five walks along "
    "the river</h2><span class=feed-author>Maria Lopez</span> <time datetime=2031-01-02>2 January 2031</time>"
    "</article></div>",
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_who_stands_below_wrote_something_else(below: str) -> None:
    assert read("<p>4 May 2031</p>", below=below).facts.authors == ()


def test_cards_below_the_headline_name_together() -> None:
    names = ("Ada Roe", "Max Poe", "Helen Carter")
    cards = "".join(
        f"<div class='col authorCol'><div class=avatar__name><a href=#><span>{name}</span></a></div>"
        "<small>Reporter</small></div>"
        for name in names
    )
    found = read(f"<p><time datetime=2031-05-04>4 May 2031</time></p><div class=row>{cards}</div>")
    assert found.facts.authors == names


def test_a_label_over_who_wrote_is_nobody() -> None:
    box = (
        "<section class=author><h2>この記事を書いた人</h2><div class=p-authorBox>"
        "<a class=authorBox__name href=/author/x>小林大輔</a></div></section>"
    )
    assert read("<p>2031-05-04</p>", below=box).facts.authors == ("小林大輔",)


@pytest.mark.parametrize("name", ["entry-date updated td-module-date", "post-date updated"])
def test_the_day_of_an_entry_is_called_updated_too(name: str) -> None:
    day = f"<div class=meta><time class='{name}' datetime='2031-05-04T11:20:00+00:00'>4 May 2031</time></div>"
    found = read(day, above="<div class=top-menu><div class=data_time>14 January 2032</div></div>")
    assert (found.facts.published_at or "")[:10] == "2031-05-04"


def test_the_day_of_an_entry_is_a_change_beside_its_publication() -> None:
    days = (
        "<time class='entry-date published' datetime='2031-05-04'>4 May 2031</time>"
        "<time class='entry-date updated' datetime='2031-06-09'>9 June 2031</time>"
    )
    found = read(f"<div class=meta>{days}</div>")
    assert (found.facts.published_at or "")[:10] == "2031-05-04"


def test_a_day_over_the_headline_is_none_of_a_visit() -> None:
    table = "<table><tr><td>Meeting</td><td>20 August 2031</td></tr></table>"
    for called in ("post-header", "entry-header", "meta-bar", "article-top"):
        page = (
            f"<html lang=en><head><title>{TITLE}</title></head><body><div class=content><div class={called}>"
            f"<span class=date>24 August 2031</span></div><h1>{TITLE}</h1>{table}<div>"
            + "".join(f"<p>{line}</p>" for line in STORY)
            + "</div></div></body></html>"
        )
        fetched = datetime(2031, 8, 24, 12, tzinfo=UTC)
        found = run_stages(
            FetchedPage(url="https://lock.example/a/9.html", body=page.encode(), fetched_at=fetched)
        )
        assert (found.facts.published_at or "")[:10] == "2031-08-24"


def test_the_day_of_a_print_is_not_the_storys() -> None:
    found = read("<p>2 May 2031 | Printed on <span>9 June 2031</span></p>")
    assert (found.facts.published_at or "")[:10] == "2031-05-02"


def test_buttons_for_larger_letters_are_no_part_of_a_name() -> None:
    text = "".join(
        f"<p>{line}</p>" for line in ("运河边有一个地方，锤子声一百年来从未停过，船坞里的人这样说。",) * 2
    )
    info = "<div><span>2031-05-04</span><span>作者：吴文博 孙丽华</span><span>A+ A-</span></div>"
    page = f"<html lang=zh><title>船坞</title><body><h1>船坞为何仍用手工</h1>{info}{text}</body></html>"
    found = run_stages(
        FetchedPage(
            url="https://lock.example/a/1.html", body=page.encode(), content_type="text/html; charset=utf-8"
        )
    )
    assert found.facts.authors == ("吴文博", "孙丽华")
